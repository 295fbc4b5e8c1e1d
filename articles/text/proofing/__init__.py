"""Proofreading of Arabic news text: rules, findings, fixes; plain Python.

``proofread`` reads one plain text, ``proofread_html`` a body of clean HTML
block by block. A new rule is a check in one of the modules and a row in
``rules.py``; words live in ``words/``.
"""

from articles.text.proofing.blocks import (
    Block,
    BlockFinding,
    Link,
    apply_html,
    blocks_of,
    finding_for_client,
    links_of,
    proofread_blocks,
    proofread_html,
)
from articles.text.proofing.engine import proofread
from articles.text.proofing.finding import Finding, Kind, Severity, apply, apply_all
from articles.text.proofing.rules import DEFAULT_RULES, RULES, Rule

__all__ = [
    "DEFAULT_RULES",
    "RULES",
    "Block",
    "BlockFinding",
    "Finding",
    "Kind",
    "Link",
    "Rule",
    "Severity",
    "apply",
    "apply_all",
    "apply_html",
    "blocks_of",
    "finding_for_client",
    "links_of",
    "proofread",
    "proofread_blocks",
    "proofread_html",
]
