"""Arrangements in the database: what readers see now, and what editors save, each a new one that is never rewritten."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles.fronts.layout import BlockPlan, Kind, Layout, Spot, Spots
from articles.models import Arrangement, Article, FrontBlock, FrontSlot, Section, Tag

_PLAN = ("kind", "section", "tag", "title", "shape", "count")
_SPOT = {
    "story": "slots__article",
    "until": "slots__pinned_until",
    "headline": "slots__headline",
    "kicker": "slots__kicker",
}


class Superseded(Exception):
    """Another editor has saved this front since it was opened. ``newest`` is what he or she saved."""

    def __init__(self, newest: Arrangement | None) -> None:
        super().__init__("this front was saved by somebody else meanwhile")
        self.newest = newest


def live_layout(section: Section | None, now: datetime | None = None) -> Layout | None:
    """What editors arranged for this moment; None where nobody did. One query."""
    live = Arrangement.objects.live(section, now).values("pk")
    return _layout(FrontBlock.objects.filter(arrangement__in=live), home=section is None)


def layout_of(arrangement: Arrangement) -> Layout:
    home = arrangement.section_id is None
    return _layout(FrontBlock.objects.filter(arrangement=arrangement), home=home) or Layout.empty(home=home)


def _layout(blocks: QuerySet[FrontBlock], *, home: bool) -> Layout | None:
    """Blocks and what stands in them come together: a row for every chosen story, one for a block without any."""
    plans: dict[int, dict[str, Any]] = {}
    spots: dict[int, dict[int, Spot]] = {}
    topics: dict[int, Tag] = {}
    for row in blocks.order_by("order", "pk").values(
        *_PLAN, "pk", "tag__name", "tag__slug", "slots__position", *_SPOT.values()
    ):
        plans[row["pk"]] = {name: row[name] for name in _PLAN}
        if row["tag"]:
            topics[row["tag"]] = Tag(pk=row["tag"], name=row["tag__name"], slug=row["tag__slug"])
        if row[_SPOT["story"]]:
            spot = Spot(**{name: row[column] for name, column in _SPOT.items()})
            spots.setdefault(row["pk"], {})[row["slots__position"]] = spot
    if not plans:
        return None
    top, under = Layout.empty(home=home).top, []
    for key, plan in plans.items():
        row_of_spots = _spots(spots.get(key, {}))
        if plan["kind"] == Kind.TOP:
            top = (*row_of_spots, *top[len(row_of_spots) :])[: len(top)]
        else:
            under.append(BlockPlan(**plan, spots=row_of_spots))
    return Layout(top, tuple(under), topics)


def _spots(by_position: dict[int, Spot]) -> Spots:
    return tuple(by_position.get(position) for position in range(max(by_position, default=-1) + 1))


def newest_number(section: Section | None) -> int:
    """Number of the arrangement that was saved last, draft or not; 0 before the first."""
    newest = Arrangement.objects.of(section).first()
    return newest.number if newest else 0


def save(
    layout: Layout,
    *,
    section: Section | None,
    after: int,
    by: Any,
    live_from: datetime | None = None,
    note: str = "",
) -> Arrangement:
    """Store the layout as the front's next arrangement, all of it or nothing; ``live_from`` None: as a draft.

    ``after``: number of the newest arrangement that its editor has seen.
    Superseded if there is a newer one: nothing is written over it unseen.
    """
    layout = _without_what_is_gone(layout)
    try:
        with transaction.atomic():
            if newest_number(section) != after:
                raise Superseded(None)
            made = Arrangement.objects.create(section=section, number=after + 1, live_from=live_from, note=note, created_by=by)
            _write(made, layout)
    except (IntegrityError, Superseded) as error:
        newest = Arrangement.objects.of(section).select_related("created_by").first()
        if newest is None or newest.number == after:
            raise
        raise Superseded(newest) from error
    return made


def publish_now(layout: Layout, *, section: Section | None, after: int, by: Any, note: str = "") -> Arrangement:
    return save(layout, section=section, after=after, by=by, live_from=timezone.now(), note=note)


def call_off(arrangement: Arrangement) -> bool:
    """Make a scheduled arrangement a draft again. False if its time has come already: readers have seen it."""
    waiting = Arrangement.objects.filter(pk=arrangement.pk, live_from__gt=timezone.now())
    return bool(waiting.update(live_from=None))


def _without_what_is_gone(layout: Layout) -> Layout:
    """Without stories, sections and topics that were deleted while the layout lay before an editor."""
    stories = _gone(Article, {spot.story for spot in layout.spots()})
    sections = _gone(Section, {block.section for block in layout.blocks})
    topics = _gone(Tag, {block.tag for block in layout.blocks})
    layout = layout.without_stories(stories)
    blocks = tuple(block for block in layout.blocks if block.section not in sections and block.tag not in topics)
    return replace(layout, blocks=blocks)


def _gone(model: Any, keys: set[int | None] | set[int]) -> set[int]:
    known = {key for key in keys if key is not None}
    return known - set(model.objects.filter(pk__in=known).values_list("pk", flat=True)) if known else set()


def _write(arrangement: Arrangement, layout: Layout) -> None:
    plans = (BlockPlan(Kind.TOP, spots=layout.top), *layout.blocks)
    blocks = FrontBlock.objects.bulk_create(
        FrontBlock(
            arrangement=arrangement,
            order=order,
            kind=plan.kind,
            section_id=plan.section,
            tag_id=plan.tag,
            title=plan.title,
            shape=plan.shape,
            count=plan.count,
        )
        for order, plan in enumerate(plans)
    )
    FrontSlot.objects.bulk_create(
        FrontSlot(
            arrangement=arrangement,
            block=block,
            position=position,
            article_id=spot.story,
            pinned_until=spot.until,
            headline=spot.headline,
            kicker=spot.kicker,
        )
        for block, plan in zip(blocks, plans, strict=True)
        for position, spot in enumerate(plan.spots)
        if spot is not None
    )
