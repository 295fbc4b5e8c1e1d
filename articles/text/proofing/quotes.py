"""Quotation marks and brackets: read by their surroundings, paired on a stack, paragraph by paragraph.

Keyboards, smart-quote filters and habit put “ and ” in either order into Arabic
text, so the glyph tells little: a mark opens if a word follows it and a blank,
a bracket or a lone proclitic («و”سنبقى») stands before it. Where the
surroundings don't tell, the glyph decides.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from articles.text.proofing.finding import Hit
from articles.text.proofing.passage import LETTERS, Passage

CURLY, ANGLE, STRAIGHT, ROUND, SQUARE = "curly", "angle", "straight", "round", "square"
_PAIRS = {CURLY: "“”", ANGLE: "«»", STRAIGHT: '""', ROUND: "()", SQUARE: "[]"}
_FAMILY = {glyph: family for family, pair in _PAIRS.items() for glyph in pair} | dict.fromkeys("„‟", CURLY)
_OPENING = set("“„‟«([")
_QUOTES = (CURLY, ANGLE, STRAIGHT)
_BRACKETS = (ROUND, SQUARE)
_ANY = re.compile("[" + re.escape("".join(_FAMILY)) + "]")

_LONE_PROCLITIC = re.compile(rf"(?:^|[^{LETTERS}])[وف]?[بكل]?ـ?$")
_BEFORE_OPENING = set("([{«“\"'—–-:/؛،")
_AFTER_CLOSING = set(")]}».,،؛:!؟?…/—–-'”\"")
_FACE = re.compile(r"[:;]-?$")
_LIST_NUMBER = re.compile(rf"(?:^|[\s،؛.:])(?:\d{{1,3}}|[{LETTERS}]|[A-Za-z])[-.]?$")
_TRAILING = re.compile(r"[\s.،؛:]*$")
_BEFORE_NEXT = re.compile(r"[\s.،؛:]*(?:(?<=\s)[وف]?[بكل]?ـ?)?$")
# A quotation may run over so many paragraphs before its closing mark.
PARAGRAPHS_ACROSS = 4


@dataclass(slots=True)
class Mark:
    place: int
    glyph: str
    family: str
    opens: bool
    # As its surroundings tell; None where they don't.
    by_context: bool | None
    # «1)» or «أ)» in a list: closes a bracket if there is one, and misses none.
    of_list: bool = False
    # A bracket of a pair that was typed the wrong way round: )هكذا(
    turned: bool = False
    partner: "Mark | None" = None

    @property
    def is_lonely(self) -> bool:
        return self.partner is None and not self.of_list


class Analysis(NamedTuple):
    marks: list[Mark]
    # Whether the text's writer opens with ” and closes with “ (as CLDR has it for Arabic).
    reversed_curly: bool
    # Per paragraph with marks: its end, and its marks.
    paragraphs: list[tuple[int, list[Mark]]]


def _context(text: str, place: int, first: int, last: int) -> bool | None:
    before = text[place - 1] if place > first else " "
    after = text[place + 1] if place + 1 < last else " "
    if after.isalnum() or after in "([«“#@":
        if before.isspace() or before in _BEFORE_OPENING or _LONE_PROCLITIC.search(text, max(first, place - 4), place):
            return True
    elif not before.isspace() and (after.isspace() or after in _AFTER_CLOSING):
        return False
    return None


def analyse(passage: Passage) -> Analysis:
    """Marks of the text with their direction, each with its partner where it has one."""
    paragraphs = [(last, row) for first, last in passage.paragraphs() if (row := _marks(passage, first, last))]
    marks = [mark for _last, row in paragraphs for mark in row]
    turned = _is_reversed([mark for mark in marks if mark.family == CURLY])
    for _last, row in paragraphs:
        _direct(row, turned)
        _turn_brackets(row)
        _pair(row)
    return Analysis(marks, turned, paragraphs)


def _marks(passage: Passage, first: int, last: int) -> list[Mark]:
    text = passage.text
    row = []
    for match in _ANY.finditer(text, first, last):
        place, glyph = match.start(), match.group()
        before = text[max(first, place - 5) : place]
        if passage.is_protected(place, place + 1) or (glyph in "()" and _FACE.search(before)):
            continue
        of_list = glyph == ")" and _LIST_NUMBER.search(before) is not None
        row.append(Mark(place, glyph, _FAMILY[glyph], glyph in _OPENING, _context(text, place, first, last), of_list))
    return row


def _is_reversed(curly: list[Mark]) -> bool:
    told = [mark for mark in curly if mark.by_context is not None]
    return 2 * sum(mark.opens != mark.by_context for mark in told) > len(told)


def _direct(row: list[Mark], turned: bool) -> None:
    """Settle which quotation marks open: by surroundings, else by glyph; straight ones take turns."""
    inside = False
    for mark in row:
        if mark.family == STRAIGHT:
            mark.opens = not inside if mark.by_context is None else mark.by_context
            inside = mark.opens
        elif mark.family in _QUOTES:
            glyph_opens = mark.opens != (turned and mark.family == CURLY)
            mark.opens = glyph_opens if mark.by_context is None else mark.by_context


def _turn_brackets(row: list[Mark]) -> None:
    """A bracket alone may stand askew for want of a blank; two in a row that both point away are turned."""
    for family in _BRACKETS:
        inside = False
        own = [mark for mark in row if mark.family == family]
        for mark, following in pairwise(own):
            away = not mark.opens and mark.by_context is True and following.opens and following.by_context is False
            if away and not inside and not mark.turned:
                mark.opens, following.opens = True, False
                mark.turned = following.turned = True
            inside = mark.opens


def _pair(row: list[Mark]) -> None:
    """A stack for each family: nesting across families is the writer's affair."""
    stacks: dict[str, list[Mark]] = {}
    for mark in row:
        stack = stacks.setdefault(mark.family, [])
        if mark.opens:
            stack.append(mark)
        elif stack:
            mark.partner = stack.pop()
            mark.partner.partner = mark


def _analysis(passage: Passage) -> Analysis:
    return passage.remember("quotes", analyse)


def _glyph(family: str, opens: bool, reversed_curly: bool) -> str:
    return _PAIRS[family][opens == (reversed_curly and family == CURLY)]


def wrong_direction(passage: Passage) -> Iterator[Hit]:
    """A curly or angle mark that points the other way than its surroundings and the text's other marks."""
    analysis = _analysis(passage)
    for mark in analysis.marks:
        if mark.family not in (CURLY, ANGLE) or mark.by_context is None:
            continue
        right = _glyph(mark.family, mark.by_context, analysis.reversed_curly)
        if mark.glyph != right and mark.glyph not in "„‟":
            yield Hit(mark.place, mark.place + 1, right)


def turned_brackets(passage: Passage) -> Iterator[Hit]:
    """Brackets typed the wrong way round, as happens when a right-to-left text is edited left to right."""
    for mark in _analysis(passage).marks:
        if mark.turned:
            yield Hit(mark.place, mark.place + 1, _glyph(mark.family, mark.opens, False))


def _unpaired(families: tuple[str, ...], opens: bool) -> Callable[[Passage], Iterator[Hit]]:
    def check(passage: Passage) -> Iterator[Hit]:
        analysis = _analysis(passage)
        for number, (last, row) in enumerate(analysis.paragraphs):
            for family in families:
                own = [mark for mark in row if mark.family == family]
                lonely = [mark for mark in own if mark.is_lonely and mark.opens == opens]
                if lonely and not _goes_across(analysis, number, family):
                    yield from (_hit(passage.text, mark, own, last, analysis.reversed_curly) for mark in lonely)

    return check


def _goes_across(analysis: Analysis, number: int, family: str) -> bool:
    """Whether the paragraph is part of a quotation that runs over several paragraphs, closed in the last one."""
    if family not in _QUOTES:
        return False

    def has_one_lonely(index: int, opens: bool) -> bool:
        if not 0 <= index < len(analysis.paragraphs):
            return False
        row = [mark for mark in analysis.paragraphs[index][1] if mark.family == family and mark.is_lonely]
        return len(row) == 1 and row[0].opens == opens

    steps = range(1, PARAGRAPHS_ACROSS)
    if has_one_lonely(number, True):
        return any(has_one_lonely(number + step, False) for step in steps)
    return has_one_lonely(number, False) and any(has_one_lonely(number - step, True) for step in steps)


def _hit(text: str, mark: Mark, own: list[Mark], last: int, reversed_curly: bool) -> Hit:
    """Where the missing closing mark belongs: before the paragraph's stop, or before the next quotation."""
    params = {"mark": mark.glyph}
    if not mark.opens:
        return Hit(mark.place, mark.place + 1, None, params)
    later = next((other for other in own if other.place > mark.place and other.opens and other.partner is None), None)
    pattern, limit = (_TRAILING, last) if later is None else (_BEFORE_NEXT, later.place)
    found = pattern.search(text, mark.place + 1, limit)
    place = limit if found is None else found.start()
    if place <= mark.place + 1:
        return Hit(mark.place, mark.place + 1, None, params)
    closing = _glyph(mark.family, False, reversed_curly)
    return Hit(mark.place, mark.place + 1, closing, params, fix_start=place, fix_end=place)


unclosed_quote = _unpaired((CURLY, ANGLE), True)
unopened_quote = _unpaired((CURLY, ANGLE), False)
unclosed_bracket = _unpaired(_BRACKETS, True)
unopened_bracket = _unpaired(_BRACKETS, False)


def odd_straight(passage: Passage) -> Iterator[Hit]:
    """An odd number of straight marks in a paragraph: one of them has no partner."""
    analysis = _analysis(passage)
    for number, (_last, row) in enumerate(analysis.paragraphs):
        straight = [mark for mark in row if mark.family == STRAIGHT]
        if len(straight) % 2 and not _goes_across(analysis, number, STRAIGHT):
            lonely = next((mark for mark in straight if mark.partner is None), straight[-1])
            yield Hit(lonely.place, lonely.place + 1, None)


def house_quotes(passage: Passage) -> Iterator[Hit]:
    """Paired “…” and "…" that the house writes as «…»."""
    for mark in _analysis(passage).marks:
        if mark.family in (CURLY, STRAIGHT) and mark.partner is not None:
            yield Hit(mark.place, mark.place + 1, _glyph(ANGLE, mark.opens, False))
