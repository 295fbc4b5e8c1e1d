"""Seed text: one story a file, as copied from a news site.

A headline; a standfirst, often the first paragraph's beginning cut off with
"..."; right under it a picture's caption; paragraphs divided by blank lines; a
line «أقسام» and section names; a line «أخبار متعلقة» and headlines. Any part may
be missing and the parts may stand in another order. `opening` tells standfirst
and caption from the body; what can't be told for sure stays in the body.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

from articles.importing.decoding import Undecodable, decode, split_lines
from articles.importing.readers.opening import Line, body_paragraphs, opening
from articles.importing.readers.wishes import NO_WISHES, Wishes
from articles.importing.sentences import ends_sentence
from articles.importing.story import Picture, Rejected, Story
from articles.text.arabic import fold_key, strip_invisible
from articles.text.markup import paragraphs_to_html

NAME = "seed"
SUFFIXES = (".txt", ".text")
# One story: a larger file is something else.
MAX_BYTES = 5 * 1024 * 1024
MAX_LINES = 20_000

_SECTIONS = frozenset(map(fold_key, ("أقسام", "الأقسام", "القسم", "أقسام الخبر")))
_RELATED = frozenset(
    fold_key(f"{noun} {adjective}")
    for noun in ("أخبار", "مواضيع", "موضوعات", "مقالات")
    for adjective in ("متعلقة", "ذات صلة", "ذات علاقة")
) | {fold_key("الأخبار المتعلقة"), fold_key("أخبار مرتبطة")}
# Enough to know a heading by; a long line need not be folded whole.
_HEADING_LENGTH = 60
_BULLET = re.compile(r"^(?:[-–—•●▪■*·]+|\d{1,2}[.)\-])\s+")
_DIVIDERS = re.compile(r"\s*[،,;؛|]\s*")
_ADDRESS = re.compile(r"https?://\S+$", re.IGNORECASE)


def sniff(head: bytes, filename: str) -> bool:
    """A .txt file, a text without any suffix, or a text with one of the format's headings."""
    suffix = PurePath(filename).suffix.lower()
    if suffix in SUFFIXES:
        return True
    try:
        # The head may end in the midst of a letter: its last line is not needed.
        text = decode(head.rpartition(b"\n")[0] or head)
    except Undecodable:
        return False
    keys = {fold_key(line) for line in split_lines(text)}
    return bool(keys & (_SECTIONS | _RELATED)) or (not suffix and any(keys))


def read(stream: BinaryIO, path: str, wishes: Wishes = NO_WISHES) -> Iterator[Story | Rejected]:
    """The file's one story, or the reason why there is none."""
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        yield Rejected(path, 1, f"larger than {MAX_BYTES // 1024**2} MB: a seed file holds one story")
        return
    try:
        text = decode(data)
    except Undecodable as error:
        yield Rejected(path, error.line, str(error))
        return
    raw = split_lines(text, MAX_LINES)
    if len(raw) > MAX_LINES:
        yield Rejected(path, MAX_LINES + 1, f"more than {MAX_LINES:,} lines: a seed file holds one story")
        return
    lines = _lines(raw)
    if not lines:
        yield Rejected(path, 1, "empty file: it holds no text" if data.strip() else "empty file")
        return
    yield _story(lines, path)


def _lines(raw_lines: list[str]) -> list[Line]:
    """The lines that hold something, tidied, each with its number and the number of its block."""
    lines = []
    block = 0
    for number, raw in enumerate(raw_lines, 1):
        tidy = " ".join(strip_invisible(raw).split())
        if tidy:
            lines.append(Line(number, tidy, block))
        else:
            block += 1
    return lines


@dataclass(frozen=True)
class _Parts:
    main: list[Line]
    sections: list[str]
    related: list[str]


def _story(lines: list[Line], path: str) -> Story | Rejected:
    parts = _divide(lines)
    if not parts.main:
        return Rejected(path, lines[0].number, "no headline: the file holds headings only")
    headline, *rest = parts.main
    start = opening(rest)
    paragraphs = body_paragraphs(start.body)
    warnings = list(start.warnings)
    if not paragraphs:
        warnings.append("the story has no body")
    return Story(
        headline=headline.text,
        standfirst=start.standfirst,
        # Seed files are plain text: a «<» in them is a sign to be shown, not a tag.
        body=paragraphs_to_html(paragraphs),
        sections=tuple(dict.fromkeys(parts.sections)),
        related=tuple(dict.fromkeys(parts.related)),
        image=Picture(caption=start.caption),
        path=path,
        line=headline.number,
        alone=True,
        warnings=tuple(warnings),
    )


def _divide(lines: list[Line]) -> _Parts:
    """Section names and related headlines apart from headline, standfirst, caption and body."""
    parts = _Parts([], [], [])
    last = max((index for index, line in enumerate(lines) if _is_paragraph(line)), default=-1)
    heads = [(index, *found) for index, line in enumerate(lines) if (found := _heading(line, index > last))]
    first = heads[0][0] if heads else len(lines)
    parts.main.extend(lines[:first])
    for place, (index, is_sections, inline) in enumerate(heads):
        closed = place + 1 < len(heads)
        until = heads[place + 1][0] if closed else len(lines)
        looks, target = (_is_name, parts.sections) if is_sections else (_is_headline, parts.related)
        taken, left = _entries(lines[index], lines[index + 1 : until], closed, looks)
        target.extend(inline)
        target.extend(_BULLET.sub("", line.text) for line in taken)
        parts.main.extend(left)
    return parts


def _heading(line: Line, below_body: bool) -> tuple[bool, list[str]] | None:
    """(whether of sections, entries on the same line) if the line is one of the two headings, else None.

    «أقسام: أخبار، سوريا» is one too, but only below the body: a sentence may begin so.
    """
    key = fold_key(line.text[:_HEADING_LENGTH])
    if key in _SECTIONS or key in _RELATED:
        return key in _SECTIONS, []
    before, colon, inline = line.text.partition(":")
    key = fold_key(before[:_HEADING_LENGTH])
    if not colon or not below_body or key not in _SECTIONS | _RELATED:
        return None
    if key in _RELATED:
        return (False, [inline.strip()]) if _is_headline(Line(line.number, inline.strip(), line.block)) else None
    names = [name for name in _DIVIDERS.split(inline.strip()) if name]
    return (True, names) if all(_is_name(Line(line.number, name, line.block)) for name in names) else None


def _entries(head: Line, segment: list[Line], closed: bool, looks: Callable[[Line], bool]) -> tuple[list[Line], list[Line]]:
    """A heading's own lines, and those after them that belong elsewhere.

    A list ends at a blank line, unless blank lines divide its entries: then nothing but entries
    follows up to the next heading (or, where the heading itself stands apart, up to the end).
    """
    if not segment:
        return [], []
    apart = segment[0].block != head.block
    if (closed or apart) and all(map(looks, segment)):
        return segment, []
    count = 0
    while count < len(segment) and segment[count].block == segment[0].block and looks(segment[count]):
        count += 1
    return segment[:count], segment[count:]


def _is_name(line: Line) -> bool:
    text = _BULLET.sub("", line.text)
    return len(text) <= 60 and len(text.split()) <= 6 and not ends_sentence(text) and bool(fold_key(text))


def _is_headline(line: Line) -> bool:
    text = line.text
    if _ADDRESS.match(_BULLET.sub("", text)):
        return True
    # Headlines ask and exclaim, and lists cut them off with dots; a plain stop ends a sentence of the body.
    stop = text.rstrip("»”\")'").endswith(".") and not text.endswith("..")
    return len(text) <= 250 and not stop and bool(fold_key(text))


def _is_paragraph(line: Line) -> bool:
    return len(line.text) > 80 and ends_sentence(line.text)
