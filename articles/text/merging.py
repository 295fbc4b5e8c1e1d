"""Two texts that were made of one: what each changed, put together where they changed different paragraphs.

A text is read as its blocks (paragraphs, headings, lists, figures as wholes).
Only where both changed the same block is there a conflict, which a person decides.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*>", re.IGNORECASE)
_VOID = frozenset({"br", "hr", "img"})
# Beyond so many comparisons a text is one block: a bound for hostile texts, not met by stories.
MOST_PAIRS = 4_000_000

Blocks = tuple[str, ...]


class Source(StrEnum):
    """Who made a stretch what it is."""

    BASE = "base"
    THEIRS = "theirs"
    MINE = "mine"
    BOTH = "both"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Blocks of the three texts that belong together. ``merged`` is None where a person must choose."""

    source: Source
    base: Blocks
    theirs: Blocks
    mine: Blocks

    @property
    def merged(self) -> Blocks | None:
        if self.source is Source.CONFLICT:
            return None
        return self.theirs if self.source in {Source.THEIRS, Source.BOTH} else self.mine


def blocks_of(clean: str) -> list[str]:
    """The outermost blocks of clean HTML, each as it is written.

    >>> blocks_of("<p>أ</p>\\n<ul><li>ب</li></ul><hr>")
    ['<p>أ</p>', '<ul><li>ب</li></ul>', '<hr>']
    """
    found: list[str] = []
    depth = start = 0
    for match in _TAG.finditer(clean):
        if depth == 0 and not match[1]:
            _add(found, clean[start : match.start()])
            start = match.start()
        if match[2].lower() not in _VOID:
            depth = max(0, depth + (-1 if match[1] else 1))
        if depth == 0:
            _add(found, clean[start : match.end()])
            start = match.end()
    _add(found, clean[start:])
    return found


def stretches(base: str, theirs: str, mine: str) -> list[Stretch]:
    """The three texts as stretches, in the order of the text. Each side, put together, is that side's text again."""
    sides = [blocks_of(text) for text in (base, theirs, mine)]
    if len(sides[0]) * max(len(sides[1]), len(sides[2])) > MOST_PAIRS:
        return [_judged(*(tuple(side) for side in sides))]
    return [judged for parts in _between_anchors(*sides) for judged in _finer(*parts)]


def merged_text(found: Sequence[Stretch], choices: Sequence[Blocks]) -> str:
    """The text of the stretches; ``choices``: what stands for each conflict, in their order."""
    waiting = iter(choices)
    blocks: list[str] = []
    for stretch in found:
        blocks += next(waiting) if stretch.merged is None else stretch.merged
    return "\n".join(blocks)


def _add(found: list[str], text: str) -> None:
    if text.strip():
        found.append(text.strip())


def _between_anchors(base: list[str], theirs: list[str], mine: list[str]) -> Iterator[tuple[Blocks, Blocks, Blocks]]:
    """The texts cut at what all three have in common."""
    at = (0, 0, 0)
    for place, other, own, size in [*_anchors(base, theirs, mine), (len(base), len(theirs), len(mine), 0)]:
        ends = (place, other, own)
        parts = [tuple(side[i:j]) for side, i, j in zip((base, theirs, mine), at, ends, strict=True)]
        if any(parts):
            yield parts[0], parts[1], parts[2]
        for step in range(size):
            same = (base[place + step],)
            yield same, same, same
        at = (place + size, other + size, own + size)


def _anchors(base: list[str], theirs: list[str], mine: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Runs that stand in all three: place in each, and length (as `merge3` of Bazaar finds them)."""
    of_theirs = SequenceMatcher(None, base, theirs, autojunk=False).get_matching_blocks()
    of_mine = SequenceMatcher(None, base, mine, autojunk=False).get_matching_blocks()
    i = j = 0
    while i < len(of_theirs) and j < len(of_mine):
        one, two = of_theirs[i], of_mine[j]
        start, end = max(one.a, two.a), min(one.a + one.size, two.a + two.size)
        if start < end:
            yield start, one.b + start - one.a, two.b + start - two.a, end - start
        if one.a + one.size < two.a + two.size:
            i += 1
        else:
            j += 1


def _finer(base: Blocks, theirs: Blocks, mine: Blocks) -> list[Stretch]:
    """A conflict divided further where its sides tell which block became which."""
    whole = _judged(base, theirs, mine)
    if whole.source is not Source.CONFLICT or not base:
        return [whole]
    if len(base) == len(theirs) == len(mine):
        return [_judged((old,), (other,), (own,)) for old, other, own in zip(base, theirs, mine, strict=True)]
    for longer in (1, 2):
        around = _around(base, (base, theirs, mine)[longer])
        if around is not None:
            before, after = around
            rest = mine if longer == 1 else theirs
            added = [_judged((), part, ()) if longer == 1 else _judged((), (), part) for part in around]
            middle = _judged(base, base, rest) if longer == 1 else _judged(base, rest, base)
            return [*added[:1] * bool(before), middle, *added[1:] * bool(after)]
    return [whole]


def _around(base: Blocks, longer: Blocks) -> tuple[Blocks, Blocks] | None:
    """What the longer one added before and behind the base, if it holds it whole."""
    for place in range(len(longer) - len(base) + 1):
        if longer[place : place + len(base)] == base:
            return longer[:place], longer[place + len(base) :]
    return None


def _judged(base: Blocks, theirs: Blocks, mine: Blocks) -> Stretch:
    if theirs == mine:
        source = Source.BASE if mine == base else Source.BOTH
    elif mine == base:
        source = Source.THEIRS
    elif theirs == base:
        source = Source.MINE
    else:
        source = Source.CONFLICT
    return Stretch(source, base, theirs, mine)
