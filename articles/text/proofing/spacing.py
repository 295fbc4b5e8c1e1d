"""Blanks and punctuation marks."""

import re
from collections.abc import Iterator

from articles.text.proofing.finding import Hit
from articles.text.proofing.passage import LETTERS, Passage

ARABIC_FOR_LATIN = {",": "،", ";": "؛", "?": "؟"}
BLANKS = " \t\u00a0"

_LATIN = re.compile(rf"(?<=[{LETTERS}])[{BLANKS}]{{0,2}}([,;?])(?![\w,;?/])|(?<=[{LETTERS}])([,;?])(?=[{LETTERS}])")
_BEFORE = re.compile(rf"(?<=[^\s.،؛:!؟?,;(\[«“\"'/…-])([{BLANKS}]+)([،؛؟]|[.!,;?](?![\w.!؟?])|:(?![\w()/:DP]))")
_AFTER = re.compile(rf"(?<=[{LETTERS}\d%»”)\]])([،؛؟!])(?=[{LETTERS}])|(?<=[{LETTERS}»”)\]]):(?=[{LETTERS}])")
# Longer words only: «د.محمد» and «إيه.بي.سي» are abbreviations.
_AFTER_STOP = re.compile(rf"(?<=[{LETTERS}]{{3}})\.(?=[{LETTERS}]{{3}})")
# Only marks that point into the brackets: a reversed pair is another rule's.
_INSIDE_OPEN = re.compile(rf"(?<![^\s(\[«“\"])([(\[«])([{BLANKS}]+)(?=\S)")
_INSIDE_CLOSE = re.compile(rf"(?<=[^\s(\[«])([{BLANKS}]+)([)\]»])(?![\w])")
_DOUBLE = re.compile(rf"(?<=[^\s])[{BLANKS}]{{2,}}(?=[^\s])")
_REPEATED = re.compile(r"[!؟?]{2,}|،{2,}|؛{2,}")
_DOTS = re.compile(r"(?<!\.)\.\.(?!\.)")
_BRACKETED_ELLIPSIS = re.compile(r"[(\[]\s*(?:\.{2,}|…)\s*[)\]]")


def latin_punctuation(passage: Passage) -> Iterator[Hit]:
    for match in _LATIN.finditer(passage.text):
        group = 1 if match.group(1) else 2
        start = match.start(group)
        yield Hit(start, start + 1, ARABIC_FOR_LATIN[match.group(group)], {"mark": match.group(group)})


def blank_before(passage: Passage) -> Iterator[Hit]:
    for match in _BEFORE.finditer(passage.text):
        yield Hit(match.start(1), match.end(2), match.group(2), {"mark": match.group(2)})


def no_blank_after(passage: Passage) -> Iterator[Hit]:
    for pattern in (_AFTER, _AFTER_STOP):
        for match in pattern.finditer(passage.text):
            yield Hit(match.start(), match.end(), match.group() + " ", {"mark": match.group()})


def blank_inside(passage: Passage) -> Iterator[Hit]:
    for match in _INSIDE_OPEN.finditer(passage.text):
        yield Hit(match.start(), match.end(), match.group(1), {"mark": match.group(1)})
    for match in _INSIDE_CLOSE.finditer(passage.text):
        yield Hit(match.start(), match.end(), match.group(2), {"mark": match.group(2)})


def double_blank(passage: Passage) -> Iterator[Hit]:
    for match in _DOUBLE.finditer(passage.text):
        yield Hit(match.start(), match.end(), " ")


def repeated_mark(passage: Passage) -> Iterator[Hit]:
    """«؟!» is a question in anger; any longer run says no more than its first mark."""
    for match in _REPEATED.finditer(passage.text):
        run = match.group()
        if run in ("؟!", "!؟", "?!", "!?"):
            continue
        asks = "؟" in run or "?" in run
        shorter = "؟!" if asks and "!" in run else "؟" if asks else run[0]
        yield Hit(match.start(), match.end(), shorter, {"mark": shorter})


def two_dots(passage: Passage) -> Iterator[Hit]:
    for match in _DOTS.finditer(passage.text):
        yield Hit(match.start(), match.end(), "…")
