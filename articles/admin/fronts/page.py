"""What the page shows on which a front is arranged: every place with what stands there now, and where it could go."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from articles import fronts
from articles.admin.fronts.tray import chosen
from articles.fronts.composing import Block, Seat
from articles.fronts.differences import place_name
from articles.fronts.layout import MOST_STORIES, ONCE, SECTION_KINDS, TOP, Kind, Layout, Place
from articles.fronts.posted import BlockForm, Posted, SpotForm
from articles.models import Article, DeskState, FrontBlock, Section
from articles.section_tree import SectionTree

# A section's front is filled from so many of its newest stories.
NEWEST = 20


@dataclass(frozen=True)
class SeatView:
    """A place as the desk shows it: ``own`` is the editor's choice, ``story`` what readers would see now."""

    place: Place
    name: str
    form: SpotForm
    own: Article | None
    story: Article | None
    is_first: bool
    is_last: bool

    @property
    def shown(self) -> Article | None:
        return self.own or self.story

    @property
    def is_waiting(self) -> bool:
        """Whether the editor's choice is not what readers see here now."""
        return self.own is not None and (self.story is None or self.story.pk != self.own.pk)

    @property
    def state(self) -> DeskState | None:
        return self.own.desk_state if self.own else None

    @property
    def is_open(self) -> bool:
        """Whether its fields are to be seen at once: something is filled in, or wrong."""
        return bool(self.form.errors) or any(self.form[name].value() for name in ("until", "headline", "kicker"))


@dataclass(frozen=True)
class BlockView:
    number: int
    block: Block
    form: BlockForm
    seats: list[SeatView]
    is_shown: bool
    is_last: bool

    @property
    def kind(self) -> str:
        return str(FrontBlock.Kind(self.block.kind).label)

    @property
    def name(self) -> str:
        return self.block.name or self.kind


def composed(layout: Layout, section: Section | None, tree: SectionTree) -> fronts.Front:
    """The front as readers would see it now."""
    if section is None:
        return fronts.compose(layout, tree)
    newest = Article.objects.public().in_section(section).newest_first().for_cards()[:NEWEST]
    return fronts.compose_section(layout, tree, list(newest))


def seats_and_blocks(front: fronts.Front, forms: Posted) -> tuple[list[SeatView], list[BlockView]]:
    own = chosen(forms.layout)

    def views(group: int, seats: list[Seat]) -> Iterator[SeatView]:
        for position, seat in enumerate(seats):
            place = Place(group, position)
            yield SeatView(
                place=place,
                name=place_name(place),
                form=forms.spots.get(str(place)) or SpotForm(prefix=str(place), auto_id="id_%s"),
                own=own.get(seat.spot.story) if seat.spot else None,
                story=seat.story,
                is_first=position == 0,
                is_last=position == len(seats) - 1,
            )

    shown = front.shown()
    blocks = [
        BlockView(
            number=number,
            block=block,
            form=forms.blocks[number],
            seats=list(views(number, block.seats)),
            is_shown=block in shown,
            is_last=number == len(front.blocks) - 1,
        )
        for number, block in enumerate(front.blocks)
    ]
    return list(views(TOP, front.top)), blocks


def new_block(layout: Layout, tree: SectionTree, section: Section | None) -> dict[str, Any]:
    """What can be added: kinds that the page does not hold yet, and sections."""
    there = {block.kind for block in layout.blocks} & ONCE
    kinds = [kind for kind in FrontBlock.Kind if kind != Kind.TOP and kind not in there]
    if section is not None:
        kinds = [kind for kind in kinds if kind in SECTION_KINDS]
    return {"kinds": [(kind.value, kind.label) for kind in kinds], "sections": list(tree), "most": MOST_STORIES}


def place_groups(top: list[SeatView], blocks: list[BlockView]) -> list[tuple[str, list[SeatView]]]:
    """All places, by part: for the list beside «put»."""
    return [(_("Top"), top), *((block.name, block.seats) for block in blocks if block.seats)]
