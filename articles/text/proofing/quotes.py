"""Quotation marks and brackets: read by their surroundings, paired on a stack, paragraph by paragraph.

Keyboards, smart-quote filters and habit put “ and ” in either order into Arabic
text, so the glyph tells little: a mark opens if a word follows it and a blank,
a bracket or a lone proclitic («و”سنبقى») stands before it. Where the
surroundings don't tell, the glyph decides.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import NamedTuple

from articles.text.arabic import TATWEEL
from articles.text.proofing.finding import Hit
from articles.text.proofing.passage import LETTERS, Passage

CURLY, ANGLE, STRAIGHT, ROUND, SQUARE = "curly", "angle", "straight", "round", "square"
_PAIRS = {CURLY: "“”", ANGLE: "«»", STRAIGHT: '""', ROUND: "()", SQUARE: "[]"}
_FAMILY = {glyph: family for family, pair in _PAIRS.items() for glyph in pair} | dict.fromkeys("„‟", CURLY)
_OPENING = set("“„‟«([")
_QUOTES = (CURLY, ANGLE, STRAIGHT)
_BRACKETS = (ROUND, SQUARE)
_ANY = re.compile("[" + re.escape("".join(_FAMILY)) + "]|(?<=[\\w.،؟!])″(?=[\\s.،؛:؟!)]|$)")
# A smart-quote filter's failed closing mark, after a digit often: “عاموس-6″
PRIME = "″"

_LONE_PROCLITIC = re.compile(rf"(?:^|[^{LETTERS}{TATWEEL}])(?:[وف][بكل]?ـ?|[بكل]ـ?|ـ)$")
_QUOTE_GLYPHS = set('“”„‟«»"')
_BEFORE_OPENING = set("([{'—–-:/؛،")
_AFTER_CLOSING = set(")]}.,،؛:!؟?…/—–-'")
_FACE = re.compile(r"(?:^|\s)[:;]-?$")
_LIST_NUMBER = re.compile(rf"(?:^|[\s،؛.:])(?:\d{{1,3}}|[{LETTERS}]|[A-Za-z])[-.]?$")
_TRAILING = re.compile(r"[\s.،؛:,;]*$")
_BEFORE_NEXT = re.compile(rf"[\s.،؛:,;(\[—–“„«-]*(?:(?<![{LETTERS}{TATWEEL}])[وف]?[بكل]?ـ?)?$")
# A quotation may run over so many paragraphs before its closing mark.
PARAGRAPHS_ACROSS = 4
# Longer rows of marks are no writing; bounds keep a hostile text from costing the square of its length.
MOST_MARKS_IN_A_ROW = 6
MOST_LONELY = 12
# So many marks tell a writer's habit from a slip.
FEWEST_REVERSED = 2


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
    # Closes a quotation that another kind of mark opened.
    mismatched: bool = False
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
    """Whether a mark opens, by the nearest characters that are no quotation marks themselves."""
    left, right = place - 1, place + 1
    while left >= max(first, place - MOST_MARKS_IN_A_ROW) and text[left] in _QUOTE_GLYPHS:
        left -= 1
    while right < min(last, place + MOST_MARKS_IN_A_ROW) and text[right] in _QUOTE_GLYPHS:
        right += 1
    before = text[left] if left >= first else " "
    after = text[right] if right < last else " "
    if after.isalnum() or after in "([#@":
        if before.isspace() or before in _BEFORE_OPENING or _LONE_PROCLITIC.search(text[max(first, left - 3) : left + 1]):
            return True
    elif not before.isspace() and before not in _BEFORE_OPENING and (after.isspace() or after in _AFTER_CLOSING):
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
        _match_across(row)
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
        row.append(
            Mark(place, glyph, _FAMILY.get(glyph, PRIME), glyph in _OPENING, _context(text, place, first, last), of_list)
        )
    return row


def _is_reversed(curly: list[Mark]) -> bool:
    told = [mark for mark in curly if mark.by_context is not None]
    against = sum(mark.opens != mark.by_context for mark in told)
    return against >= FEWEST_REVERSED and 2 * against > len(told)


def _direct(row: list[Mark], turned: bool) -> None:
    """Settle which quotation marks open: by surroundings, else by glyph; straight ones take turns."""
    inside = False
    for mark in row:
        if mark.family == STRAIGHT:
            mark.opens = not inside if mark.by_context is None else mark.by_context
            inside = mark.opens
        elif mark.family in (CURLY, ANGLE):
            glyph_opens = mark.opens != (turned and mark.family == CURLY)
            mark.opens = glyph_opens if mark.by_context is None else mark.by_context


def _turn_brackets(row: list[Mark]) -> None:
    """A bracket alone may stand askew for want of a blank; one that points away while its partner is due is turned."""
    for family in _BRACKETS:
        inside = False
        own = [mark for mark in row if mark.family == family]
        for number, mark in enumerate(own):
            if mark.opens:
                is_due = inside and mark.by_context is False
            else:
                is_due = not inside and mark.by_context is True and not mark.of_list and number + 1 < len(own)
            if is_due:
                mark.opens, mark.turned = not mark.opens, True
            inside = mark.opens


def _match_across(row: list[Mark]) -> None:
    """A quotation opened with one kind of mark and closed with another: “هكذا"."""
    waiting: Mark | None = None
    for mark in row:
        if mark.family not in (*_QUOTES, PRIME) or mark.partner is not None:
            continue
        closes = not mark.opens or mark.family == STRAIGHT
        if waiting is not None and closes and mark.by_context is not True and mark.family != waiting.family:
            mark.partner, waiting.partner = waiting, mark
            mark.opens, mark.mismatched = False, True
            waiting = None
        else:
            waiting = mark if mark.opens else None


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
        if mark.family not in (CURLY, ANGLE) or mark.by_context is None or mark.mismatched:
            continue
        right = _glyph(mark.family, mark.by_context, analysis.reversed_curly)
        if mark.glyph != right and mark.glyph not in "„‟":
            yield Hit(mark.place, mark.place + 1, right)


def mismatched(passage: Passage) -> Iterator[Hit]:
    """A closing mark of another kind than the opening one; the opening one decides."""
    analysis = _analysis(passage)
    for mark in analysis.marks:
        if mark.mismatched and mark.partner is not None:
            yield Hit(mark.place, mark.place + 1, _glyph(mark.partner.family, False, analysis.reversed_curly))


def turned_brackets(passage: Passage) -> Iterator[Hit]:
    """Brackets typed the wrong way round, as happens when a right-to-left text is edited left to right."""
    for mark in _analysis(passage).marks:
        if mark.turned:
            yield Hit(mark.place, mark.place + 1, _glyph(mark.family, mark.opens, False))


def _unclosed(families: tuple[str, ...]) -> Callable[[Passage], Iterator[Hit]]:
    def check(passage: Passage) -> Iterator[Hit]:
        analysis = _analysis(passage)
        for last, family, lonely in _lonely(analysis, families, True):
            yield from _closings(passage.text, lonely, last, _glyph(family, False, analysis.reversed_curly))

    return check


def _unopened(families: tuple[str, ...]) -> Callable[[Passage], Iterator[Hit]]:
    def check(passage: Passage) -> Iterator[Hit]:
        for _last, _family, lonely in _lonely(_analysis(passage), families, False):
            yield from (Hit(mark.place, mark.place + 1) for mark in lonely)

    return check


def _lonely(analysis: Analysis, families: tuple[str, ...], opens: bool) -> Iterator[tuple[int, str, list[Mark]]]:
    """Per paragraph and family: the paragraph's end, and its marks without partner."""
    for number, (last, row) in enumerate(analysis.paragraphs):
        for family in families:
            lonely = [mark for mark in row if mark.family == family and mark.is_lonely and mark.opens == opens]
            if lonely and not _goes_across(analysis, number, family):
                yield last, family, lonely


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


def _closings(text: str, lonely: list[Mark], last: int, closing: str) -> Iterator[Hit]:
    """Where each missing mark belongs: before the next quotation that lacks one, or before the paragraph's stop.

    If one of them has no good place (nothing follows it), an editor must look
    at all of them: a closing mark closes the innermost quotation.
    """
    places: list[int | None] = [None] if len(lonely) > MOST_LONELY else []
    for mark, following in zip_longest(lonely[:MOST_LONELY], lonely[1:MOST_LONELY]):
        options = [(_TRAILING, last)] if following is None else [(_BEFORE_NEXT, following.place), (_TRAILING, last)]
        starts = (_start(pattern, text, mark.place + 1, limit) for pattern, limit in options)
        places.append(next((place for place in starts if _has_word(text[mark.place + 1 : place])), None))
    if None in places:
        yield from (Hit(mark.place, mark.place + 1) for mark in lonely)
        return
    for mark, place in zip(lonely, places, strict=True):
        yield Hit(mark.place, mark.place + 1, closing, fix_start=place, fix_end=place)


def _start(pattern: re.Pattern[str], text: str, first: int, limit: int) -> int:
    found = pattern.search(text, first, limit)
    return limit if found is None else found.start()


def _has_word(text: str) -> bool:
    return any(char.isalnum() and char != TATWEEL for char in text)


unclosed_quote = _unclosed((CURLY, ANGLE))
unopened_quote = _unopened((CURLY, ANGLE))
unclosed_bracket = _unclosed(_BRACKETS)
unopened_bracket = _unopened(_BRACKETS)


def odd_straight(passage: Passage) -> Iterator[Hit]:
    """An odd number of straight marks in a paragraph: one of them has no partner."""
    analysis = _analysis(passage)
    for number, (_last, row) in enumerate(analysis.paragraphs):
        straight = [mark for mark in row if mark.family == STRAIGHT and not _is_mixed(mark)]
        if len(straight) % 2 and not _goes_across(analysis, number, STRAIGHT):
            lonely = next((mark for mark in straight if mark.partner is None), straight[-1])
            yield Hit(lonely.place, lonely.place + 1, None)


def _is_mixed(mark: Mark) -> bool:
    return mark.mismatched or (mark.partner is not None and mark.partner.mismatched)


def house_quotes(passage: Passage) -> Iterator[Hit]:
    """“…” and "…" that the house writes as «…»."""
    for mark in _analysis(passage).marks:
        if mark.family in (CURLY, STRAIGHT):
            yield Hit(mark.place, mark.place + 1, _glyph(ANGLE, mark.opens, False))
