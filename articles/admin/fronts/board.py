"""What an editor does with a front that is being arranged. Every move is one press of a button; nothing is stored here."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from articles.admin.chosen import key_told
from articles.admin.fronts.tray import placeable
from articles.fronts.differences import Names, place_name
from articles.fronts.layout import MOST_BLOCKS, ONCE, SECTION_KINDS, BlockPlan, Kind, Layout, Place, Shape, Spot
from articles.models import Article, Section, Tag


@dataclass(frozen=True)
class Said:
    """What came of a move: for eyes and for screen readers; ``focus``: id of the element to go on with."""

    text: str = ""
    focus: str = ""
    level: str = "success"


def _warning(text: str) -> Said:
    return Said(text, level="warning")


@dataclass
class Board:
    """A layout under an editor's hands. ``hand``: key of the story that was picked and not put anywhere yet."""

    layout: Layout
    home: bool
    user: Any
    hand: int | None = None

    def do(self, move: str, data: Any) -> Said:
        """Make a move such as «put:top-0», «up:b1-2», «block-down:3». What is not known changes nothing."""
        name, _colon, rest = move.partition(":")
        make = MOVES.get(name)
        return make(self, rest, data) if make is not None else Said()

    # Stories

    def put(self, rest: str, data: Any) -> Said:
        """The story in hand into a place."""
        if self.hand is None:
            return _warning(_("Pick a story first, then the place for it."))
        return self._put(self.hand, Place.named(rest or str(data.get("place", ""))))

    def drop(self, rest: str, _data: Any) -> Said:
        """A story that was dragged, or that stands there by itself and is to stay: «drop:<key>:<place>»."""
        key, _colon, place = rest.partition(":")
        return self._put(key_told(key), Place.named(place))

    def _put(self, key: int | None, place: Place | None) -> Said:
        if key is None or place is None or not self.layout.has(place):
            return _warning(_("There is no such place on this page."))
        here = self.layout.place_of(key) is not None
        story = (Article.objects.all() if here else placeable(self.user)).filter(pk=key).defer("body").first()
        if story is None:
            return _warning(_("Only stories that are published or scheduled can stand on the page."))
        self.layout, fell = self.layout.put(Spot(key), place)
        self.hand = None
        where = self._where(place)
        focus = f"seat-{self.layout.place_of(key)}"
        if fell is not None:
            told = {"story": story.headline, "place": where, "other": Names(Layout((fell,))).story(fell)}
            return Said(_("«%(story)s» stands in: %(place)s. «%(other)s» no longer has a place.") % told, focus, "warning")
        if story.is_scheduled:
            told = {"story": story.headline, "place": where}
            return Said(_("«%(story)s» is put in: %(place)s. Until its time comes, the newest stands there.") % told, focus)
        return Said(_("«%(story)s» stands in: %(place)s.") % {"story": story.headline, "place": where}, focus)

    def up(self, rest: str, _data: Any) -> Said:
        return self._step(rest, -1)

    def down(self, rest: str, _data: Any) -> Said:
        return self._step(rest, 1)

    def _step(self, rest: str, by: int) -> Said:
        place = self._filled(rest)
        if place is None:
            return Said()
        there = Place(place.group, place.position + by)
        if not self.layout.has(there):
            return Said(_("It stands at the end already."), f"seat-{place}", "warning")
        self.layout = self.layout.stepped(place, by)
        focus = f"{'up' if by < 0 else 'down'}-{there}"
        return Said(_("Moved to: %(place)s.") % {"place": self._where(there)}, focus)

    def clear(self, rest: str, _data: Any) -> Said:
        place = self._filled(rest)
        if place is None:
            return Said()
        self.layout = self.layout.cleared(place)
        return Said(
            _("Taken away from: %(place)s. The newest stands there now.") % {"place": self._where(place)}, f"seat-{place}"
        )

    # Blocks

    def block_add(self, _rest: str, data: Any) -> Said:
        plan = self._new_block(data)
        if isinstance(plan, Said):
            return plan
        if len(self.layout.blocks) >= MOST_BLOCKS:
            return _warning(_("The page holds no more than %(most)s blocks.") % {"most": MOST_BLOCKS})
        number = len(self.layout.blocks)
        self.layout = self.layout.with_block(plan)
        return Said(_("The block «%(name)s» was added at the end.") % {"name": self._block(number)}, f"block-{number}")

    def _new_block(self, data: Any) -> BlockPlan | Said:
        kind, title = str(data.get("new-kind", "")), str(data.get("new-title", "")).strip()[:100]
        allowed = [choice for choice in Kind if choice != Kind.TOP] if self.home else SECTION_KINDS
        if kind not in allowed:
            return _warning(_("Choose what the block is to show."))
        if kind in ONCE and any(block.kind == kind for block in self.layout.blocks):
            return _warning(_("This block stands on the page already."))
        if kind == Kind.SECTION:
            section = Section.objects.filter(pk=key_told(str(data.get("new-section", ""))) or 0).first()
            return BlockPlan(kind, section=section.pk, title=title) if section else _warning(_("Choose the block's section."))
        if kind == Kind.TOPIC:
            tag = Tag.objects.named(str(data.get("new-topic", ""))[:100])
            return BlockPlan(kind, tag=tag.pk, title=title) if tag else _warning(_("There is no topic of this name."))
        if kind == Kind.CHOSEN and not title:
            return _warning(_("A block of chosen stories needs a title."))
        return BlockPlan(kind, title=title, shape=Shape.ROW)

    def block_up(self, rest: str, _data: Any) -> Said:
        return self._move_block(key_told(rest), -1)

    def block_down(self, rest: str, _data: Any) -> Said:
        return self._move_block(key_told(rest), 1)

    def block_drop(self, rest: str, _data: Any) -> Said:
        """A block that was dragged: «block-drop:<from>:<to>»."""
        here, _colon, there = rest.partition(":")
        start, end = key_told(here), key_told(there)
        return self._move_block(start, end - start) if start is not None and end is not None else Said()

    def _move_block(self, number: int | None, by: int) -> Said:
        if number is None or number >= len(self.layout.blocks):
            return Said()
        there = number + by
        if not 0 <= there < len(self.layout.blocks):
            return Said(_("It stands at the end already."), f"block-{number}", "warning")
        name = self._block(number)
        self.layout = self.layout.with_block_moved(number, there)
        focus = f"block-{'up' if by < 0 else 'down'}-{there}"
        return Said(_("The block «%(name)s» is number %(place)s now.") % {"name": name, "place": there + 1}, focus)

    def block_remove(self, rest: str, _data: Any) -> Said:
        number = key_told(rest)
        if number is None or number >= len(self.layout.blocks):
            return Said()
        name = self._block(number)
        self.layout = self.layout.without_block(number)
        return Said(_("The block «%(name)s» was taken away.") % {"name": name}, "nr-blocks")

    # Names

    def _filled(self, name: str) -> Place | None:
        place = Place.named(name)
        return place if place is not None and self.layout.has(place) and self.layout.at(place) is not None else None

    def _where(self, place: Place) -> str:
        return place_name(place) if place.group < 0 else f"{self._block(place.group)}، {place_name(place)}"

    def _block(self, number: int) -> str:
        block = self.layout.blocks[number]
        return Names(Layout((), (replace(block, spots=()),))).block(block)


MOVES: dict[str, Callable[[Board, str, Any], Said]] = {
    "put": Board.put,
    "drop": Board.drop,
    "up": Board.up,
    "down": Board.down,
    "clear": Board.clear,
    "block-add": Board.block_add,
    "block-up": Board.block_up,
    "block-down": Board.block_down,
    "block-drop": Board.block_drop,
    "block-remove": Board.block_remove,
}
