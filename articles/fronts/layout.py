"""An arrangement as a value: places, what stands in them, and every move that an editor can make. Nothing is stored here.

A front has a top (the lead, then the second stories) and blocks under it. A
place is named «top-0» (the lead), «top-2», «b0-3» (the fourth place of the
first block). An empty place fills itself.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from articles.models import FrontBlock, Tag

Kind = FrontBlock.Kind
Shape = FrontBlock.Shape

# The lead and the second stories beside it.
HOME_TOP = 4
SECTION_TOP = 3
# As many blocks as a page bears, as many stories as a block does.
MOST_BLOCKS = 24
MOST_STORIES = 12
# What each shape holds unless an editor says otherwise.
SHAPE_STORIES = {Shape.SPLIT: 8, Shape.HALF: 3, Shape.ROW: 4}
# Kinds that have one look and one size.
FIXED_STORIES = {Kind.TOP: HOME_TOP, Kind.OPINION: 4, Kind.FEATURE: 1, Kind.MOST_READ: 0, Kind.MORE: 8}
# Kinds that a front has at most once.
ONCE = frozenset(FIXED_STORIES) - {Kind.TOP}

# What a section's front may hold.
SECTION_KINDS = (Kind.SECTION, Kind.TOPIC, Kind.CHOSEN)

TOP = -1
_PLACE = re.compile(r"(?:top|b([0-9]{1,2}))-([0-9]{1,2})", re.ASCII)


@dataclass(frozen=True)
class Spot:
    """A story that an editor put into a place; ``until`` None: until it is taken away."""

    story: int
    until: datetime | None = None
    headline: str = ""
    kicker: str = ""

    def is_pinned(self, now: datetime) -> bool:
        return self.until is None or self.until > now


Spots = tuple[Spot | None, ...]


@dataclass(frozen=True)
class BlockPlan:
    """What a block is to show. ``spots`` has one entry for each of its places."""

    kind: str
    section: int | None = None
    tag: int | None = None
    title: str = ""
    shape: str = Shape.ROW
    count: int = 0
    spots: Spots = ()

    def __post_init__(self) -> None:
        size = FIXED_STORIES.get(Kind(self.kind))
        if size is None:
            size = min(self.count or SHAPE_STORIES[Shape(self.shape)], MOST_STORIES)
        object.__setattr__(self, "count", size)
        object.__setattr__(self, "spots", (*self.spots[:size], *[None] * (size - len(self.spots))))

    @property
    def is_fixed(self) -> bool:
        """Whether it has one look and one size."""
        return self.kind in FIXED_STORIES


class Place(NamedTuple):
    """``group``: `TOP`, or a block's number from 0."""

    group: int
    position: int

    def __str__(self) -> str:
        return f"top-{self.position}" if self.group == TOP else f"b{self.group}-{self.position}"

    @classmethod
    def named(cls, name: str) -> "Place | None":
        found = _PLACE.fullmatch(name)
        return cls(TOP if found[1] is None else int(found[1]), int(found[2])) if found else None


@dataclass(frozen=True)
class Layout:
    """The whole front. Without blocks the front page makes its own, and a section's front has none."""

    top: Spots = ()
    blocks: tuple[BlockPlan, ...] = ()
    # Topics of the blocks that are known already: whoever shows them need not ask for them again.
    topics: Mapping[int, Tag] = field(default_factory=dict, compare=False)

    @classmethod
    def empty(cls, *, home: bool) -> "Layout":
        return cls((None,) * (HOME_TOP if home else SECTION_TOP))

    def groups(self) -> list[tuple[int, Spots]]:
        return [(TOP, self.top), *((number, block.spots) for number, block in enumerate(self.blocks))]

    def places(self) -> Iterator[tuple[Place, Spot | None]]:
        for group, spots in self.groups():
            for position, spot in enumerate(spots):
                yield Place(group, position), spot

    def spots(self) -> list[Spot]:
        """What editors put on the page, from the top down."""
        return [spot for _place, spot in self.places() if spot is not None]

    def place_of(self, story: int) -> Place | None:
        return next((place for place, spot in self.places() if spot is not None and spot.story == story), None)

    def at(self, place: Place) -> Spot | None:
        return self._row(place.group)[place.position]

    def has(self, place: Place) -> bool:
        return TOP <= place.group < len(self.blocks) and 0 <= place.position < len(self._row(place.group))

    # Moves with stories

    def put(self, spot: Spot, place: Place) -> "tuple[Layout, Spot | None]":
        """With the story in that place, wherever it stood before; what stood there gives way. And who fell off the end.

        Within a row it is an insertion: those between the old place and the new
        one close up. From elsewhere, those from the place on move one down, up
        to the first empty place; the last falls out where there is none.
        """
        here = self.place_of(spot.story)
        if here is not None:
            spot = self.at(here) or spot
            if here.group == place.group:
                return self._moved_within(here, place), None
            return self.cleared(here).put(spot, place)
        row = list(self._row(place.group))
        carried: Spot | None = spot
        for position in range(place.position, len(row)):
            row[position], carried = carried, row[position]
            if carried is None:
                break
        return self._with_row(place.group, row), carried

    def _moved_within(self, here: Place, there: Place) -> "Layout":
        row = list(self._row(here.group))
        row.insert(there.position, row.pop(here.position))
        return self._with_row(here.group, row)

    def stepped(self, place: Place, by: int) -> "Layout":
        """The story one place up (-1) or down (1) in its row; out of the row, nothing happens."""
        there = Place(place.group, place.position + by)
        return self._moved_within(place, there) if self.has(there) else self

    def cleared(self, place: Place) -> "Layout":
        row = list(self._row(place.group))
        row[place.position] = None
        return self._with_row(place.group, row)

    def without_stories(self, stories: set[int]) -> "Layout":
        layout = self
        for place, spot in self.places():
            if spot is not None and spot.story in stories:
                layout = layout.cleared(place)
        return layout

    # Moves with blocks

    def with_block(self, block: BlockPlan, at: int | None = None) -> "Layout":
        blocks = list(self.blocks)
        blocks.insert(len(blocks) if at is None else at, block)
        return replace(self, blocks=tuple(blocks))

    def without_block(self, number: int) -> "Layout":
        return replace(self, blocks=(*self.blocks[:number], *self.blocks[number + 1 :]))

    def with_block_moved(self, number: int, to: int) -> "Layout":
        blocks = list(self.blocks)
        blocks.insert(max(0, min(to, len(blocks) - 1)), blocks.pop(number))
        return replace(self, blocks=tuple(blocks))

    def _row(self, group: int) -> Spots:
        return self.top if group == TOP else self.blocks[group].spots

    def _with_row(self, group: int, row: list[Spot | None]) -> "Layout":
        if group == TOP:
            return replace(self, top=tuple(row))
        blocks = list(self.blocks)
        blocks[group] = replace(blocks[group], spots=tuple(row))
        return replace(self, blocks=tuple(blocks))
