"""Proofreading one text: every rule asked, its hits turned into findings."""

from collections.abc import Collection, Mapping, Set

from articles.text.proofing.finding import Finding, Hit, Kind
from articles.text.proofing.passage import Passage
from articles.text.proofing.rules import DEFAULT_RULES, RULES, Rule


def proofread(
    text: str,
    *,
    rules: Collection[str] = DEFAULT_RULES,
    dictionary: Set[str] = frozenset(),
    style_sheet: Mapping[str, str] | None = None,
    kind: Kind = "body",
    lead: str = "",
    headline_limit: int = 90,
) -> list[Finding]:
    """Findings of the named rules in a plain text, in the text's order.

    Paragraphs are divided by line feeds. ``dictionary`` holds words (and
    phrases) that are never flagged, ``style_sheet`` maps a form of a name to
    the preferred one. ``lead`` is the body's first paragraph, for a standfirst.
    ``headline_limit`` is in letters. An unknown rule raises ``KeyError``.
    """
    passage = Passage(text, kind=kind, dictionary=dictionary, style_sheet=style_sheet, lead=lead, headline_limit=headline_limit)
    findings = [
        _finding(passage, rule, hit)
        for rule in (RULES[name] for name in rules)
        if kind in rule.kinds
        for hit in rule.check(passage)
        if not passage.is_protected(hit.start, hit.end) and not passage.is_known(text[hit.start : hit.end])
    ]
    return sorted(findings, key=lambda finding: (finding.start, finding.end, finding.rule))


def _finding(passage: Passage, rule: Rule, hit: Hit) -> Finding:
    text = passage.text[hit.start : hit.end]
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        start=hit.start,
        end=hit.end,
        text=text,
        message=rule.message,
        params={"text": text, **hit.params},
        suggestion=hit.suggestion,
        fix_start=hit.start if hit.fix_start is None else hit.fix_start,
        fix_end=hit.end if hit.fix_end is None else hit.fix_end,
    )
