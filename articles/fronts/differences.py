"""Where two arrangements of a front part: place by place, block by block."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import localize
from django.utils.translation import gettext as _

from articles.fronts.layout import TOP, BlockPlan, Layout, Place, Spot, Spots
from articles.models import Article, FrontBlock, Section, Tag


@dataclass(frozen=True)
class Difference:
    """``before`` and ``after`` are for people to read; "" for nothing."""

    where: str
    before: str
    after: str


class Names:
    """What stories, sections and topics of some layouts are called. A query for each of the three that there is."""

    def __init__(self, *layouts: Layout) -> None:
        blocks = [block for layout in layouts for block in layout.blocks]
        stories = {spot.story for layout in layouts for spot in layout.spots()}
        found = Article.objects.filter(pk__in=stories).values_list("pk", "headline") if stories else ()
        self._stories: dict[int, str] = dict(found)
        self._sections = _names(Section, {block.section for block in blocks})
        self._topics = _names(Tag, {block.tag for block in blocks})

    def story(self, spot: Spot | None) -> str:
        if spot is None:
            return _("the newest")
        return spot.headline or self._stories.get(spot.story) or _("a deleted story")

    def block(self, block: BlockPlan) -> str:
        about = self._sections.get(block.section or 0) or self._topics.get(block.tag or 0)
        return block.title or about or str(FrontBlock.Kind(block.kind).label)


def place_name(place: Place) -> str:
    """What a place is called within its part."""
    if place.group != TOP:
        return _("place %(number)s") % {"number": place.position + 1}
    return _("lead story") if place.position == 0 else _("second story %(number)s") % {"number": place.position}


def differences(before: Layout, after: Layout) -> list[Difference]:
    """From the top of the page down; nothing where both are the same."""
    names = Names(before, after)
    found = list(_in_row(TOP, _("Top"), before.top, after.top, names))
    old, new = ({_identity(block): block for block in layout.blocks} for layout in (before, after))
    order = [names.block(block) for key, block in new.items() if key in old]
    was = [names.block(block) for key, block in old.items() if key in new]
    if order != was:
        found.append(Difference(_("order of the blocks"), "، ".join(was), "، ".join(order)))
    for key, block in {**old, **new}.items():
        if key not in old or key not in new:
            name = names.block(block)
            found.append(Difference(_("blocks"), name if key in old else "", name if key in new else ""))
            continue
        earlier, later = old[key], new[key]
        if _look(earlier) != _look(later):
            found.append(Difference(names.block(later), _look(earlier), _look(later)))
        number = list(new).index(key)
        found += _in_row(number, names.block(later), earlier.spots, later.spots, names)
    return found


def _in_row(group: int, part: str, before: Spots, after: Spots, names: Names) -> Iterator[Difference]:
    size = max(len(before), len(after))
    pairs = zip((*before, *[None] * (size - len(before))), (*after, *[None] * (size - len(after))), strict=True)
    for position, (old, new) in enumerate(pairs):
        if old != new:
            where = f"{part}: {place_name(Place(group, position))}"
            yield Difference(where, _told(old, names), _told(new, names))


def _told(spot: Spot | None, names: Names) -> str:
    if spot is None or spot.until is None:
        return names.story(spot)
    return _("%(story)s (until %(time)s)") % {"story": names.story(spot), "time": _local(spot.until)}


def _local(moment: Any) -> str:
    return str(localize(timezone.localtime(moment)))


def _look(block: BlockPlan) -> str:
    if block.is_fixed:
        return ""
    return f"{FrontBlock.Shape(block.shape).label}، {block.count}"


def _identity(block: BlockPlan) -> tuple[Any, ...]:
    about = (block.section, block.tag)
    return (block.kind, *about, "" if any(about) or block.is_fixed else block.title)


def _names(model: Any, keys: set[int | None]) -> dict[int, str]:
    known = keys - {None}
    return dict(model.objects.filter(pk__in=known).values_list("pk", "name")) if known else {}
