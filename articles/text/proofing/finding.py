"""What proofreading hands out: plain values that an admin pane, a command and a test read alike."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import blake2b
from typing import Literal

Kind = Literal["headline", "standfirst", "caption", "body"]

CONTEXT = 24


def gettext_noop(message: str) -> str:
    """Mark a message for the translators. This room knows no Django: whoever shows a finding translates it."""
    return message


class Severity(StrEnum):
    ERROR = "error"  # wrong in any newspaper
    WARNING = "warning"  # nearly always wrong
    NOTE = "note"  # worth a look


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule's check yields: a place, and what should stand there (``None``: only a person can tell).

    ``fix_start`` and ``fix_end`` tell what the suggestion replaces where that
    isn't the place itself: a mark that was never closed is shown at the mark,
    and closed further on.
    """

    start: int
    end: int
    suggestion: str | None = None
    params: Mapping[str, object] = field(default_factory=dict)
    fix_start: int | None = None
    fix_end: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark on one place of a plain text.

    ``start`` and ``end`` are offsets in code points, ``text`` is what stands
    there. ``message`` is an English message id whose placeholders ``params``
    fills: show ``gettext(message) % params``. ``suggestion`` replaces
    ``text[fix_start:fix_end]``; without one there is no one-click fix.
    """

    rule: str
    severity: Severity
    start: int
    end: int
    text: str
    message: str
    params: Mapping[str, object]
    suggestion: str | None
    fix_start: int
    fix_end: int

    def fingerprint(self, text: str) -> str:
        """A key for «ignore here»: rule, words and what stands before them; edits elsewhere don't change it."""
        before = " ".join(text[max(0, self.start - CONTEXT) : self.start].split())
        return blake2b(f"{self.rule}\n{before}\n{self.text}".encode("utf-8", "replace"), digest_size=8).hexdigest()


def apply(text: str, finding: Finding) -> str:
    """The text with the finding's suggestion in place; unchanged where there is none."""
    if finding.suggestion is None:
        return text
    return text[: finding.fix_start] + finding.suggestion + text[finding.fix_end :]


def apply_all(text: str, findings: "list[Finding]") -> str:
    """The text with every suggestion in place; of two that overlap, the first stands."""
    done = -1
    chosen = []
    for finding in sorted((f for f in findings if f.suggestion is not None), key=lambda f: (f.fix_start, f.fix_end)):
        if finding.fix_start >= done:
            chosen.append(finding)
            done = max(finding.fix_end, done)
    for finding in reversed(chosen):
        text = apply(text, finding)
    return text
