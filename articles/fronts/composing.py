"""What stands on a front now: the editors' choices that readers may see, and the newest stories everywhere else.

No story stands twice. A choice whose pin has ended, or which readers may not
see (withdrawn, embargoed, not yet due), leaves its place to the newest story
that stands nowhere else; when its time comes, it takes its place.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from articles.fronts.desk import (
    FEATURES,
    Desk,
    Suits,
    can_lead,
    has_picture,
    home_desk,
    is_any,
    is_news,
    is_opinion,
    section_desk,
)
from articles.fronts.layout import SHAPE_STORIES, BlockPlan, Kind, Layout, Shape, Spot, Spots
from articles.models import Article, RelatedLink, Section, Tag
from articles.related import RelatedItem
from articles.section_tree import SectionTree

LATEST = 7
SIDELIGHTS = 3
# One card alone in a row or block looks forgotten.
MORE_AT_LEAST = 3
BLOCK_AT_LEAST = 2
_AT_LEAST = {Kind.OPINION: 1, Kind.FEATURE: 1, Kind.CHOSEN: 1, Kind.MORE: MORE_AT_LEAST}
# A lead may be a little older than the newest story, if it has a picture.
LEAD_CHOICE = 10
# The blocks that the front page makes by itself: the first is wide, then halves and rows in turn.
PATTERN = (Shape.SPLIT, Shape.HALF, Shape.HALF, Shape.ROW, Shape.HALF, Shape.HALF, Shape.ROW)


@dataclass
class Seat:
    """A place: what an editor put there, and what stands there now."""

    spot: Spot | None = None
    story: Article | None = None

    @property
    def is_chosen(self) -> bool:
        """Whether what stands here is what the editor put here."""
        return self.spot is not None and self.story is not None and self.spot.story == self.story.pk


@dataclass
class Block:
    """A block as it stands; ``children`` are linked beside its title."""

    plan: BlockPlan
    shape: str
    section: Section | None = None
    tag: Tag | None = None
    children: list[Section] = field(default_factory=list)
    seats: list[Seat] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return self.plan.kind

    @property
    def stories(self) -> list[Article]:
        return [seat.story for seat in self.seats if seat.story is not None]

    @property
    def rest(self) -> list[Article]:
        """What a wide block tells in words only."""
        return self.stories[4:]

    @property
    def is_chosen(self) -> bool:
        return any(seat.is_chosen for seat in self.seats)

    @property
    def place(self) -> Section | Tag | None:
        """Where all its stories are."""
        return self.section or self.tag

    @property
    def key(self) -> str:
        """The block's id in the page."""
        place = f"{self.place._meta.model_name}-{self.place.pk}" if self.place else self.kind
        first = self.stories[0].pk if self.stories else 0
        return place if self.section else f"{place}-{first}"

    @property
    def name(self) -> str:
        """Its title; "" where its kind's own name is enough."""
        return self.plan.title or (str(self.place) if self.place else "")


@dataclass
class Band:
    """Rows of blocks that stand in one column; a feature stands in a band of its own, across the page."""

    rows: list[list[Block]]

    @property
    def is_feature(self) -> bool:
        return self.rows[0][0].kind == Kind.FEATURE


@dataclass
class Front:
    """The parts, from the top; an empty part is not shown."""

    top: list[Seat] = field(default_factory=list)
    sidelights: list[RelatedItem] = field(default_factory=list)
    latest: list[Article] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    is_automatic: bool = False

    @property
    def lead(self) -> Article | None:
        return self.top[0].story if self.top else None

    @property
    def seconds(self) -> list[Article]:
        return [seat.story for seat in self.top[1:] if seat.story is not None]

    @property
    def leads(self) -> list[Article]:
        return [seat.story for seat in self.top if seat.story is not None]

    @property
    def stories(self) -> list[Article]:
        """All that is shown as a card or a line."""
        beside = [item.article for item in self.sidelights if item.article]
        return [*self.leads, *beside, *self.latest, *(story for block in self.shown() for story in block.stories)]

    def shown(self) -> list[Block]:
        """Blocks that hold enough to be shown."""
        others = any(block.kind in {Kind.SECTION, Kind.TOPIC, Kind.CHOSEN} and _is_full(block) for block in self.blocks)
        return [block for block in self.blocks if _is_full(block) or (block.kind == Kind.MORE and block.stories and not others)]

    def rows(self) -> list[list[Block]]:
        """Two halves in a row side by side, every other block in a row of its own."""
        rows: list[list[Block]] = []
        for block in self.shown():
            beside = rows[-1] if rows else []
            if block.shape == Shape.HALF and len(beside) == 1 and beside[0].shape == Shape.HALF:
                beside.append(block)
            else:
                rows.append([block])
        # With nothing beside it, half of a row would be as wide as the page.
        return [[replace(row[0], shape=Shape.ROW)] if len(row) == 1 and row[0].shape == Shape.HALF else row for row in rows]

    def bands(self) -> list[Band]:
        bands: list[Band] = []
        for row in self.rows():
            if row[0].kind == Kind.FEATURE or not bands or bands[-1].is_feature:
                bands.append(Band([row]))
            else:
                bands[-1].rows.append(row)
        return bands

    def layout(self, layout: Layout) -> Layout:
        """The layout with the blocks that the page made by itself: what an editor starts from."""
        return replace(layout, blocks=tuple(block.plan for block in self.blocks)) if self.is_automatic else layout


def compose(layout: Layout, tree: SectionTree, now: datetime | None = None) -> Front:
    """The front page as it stands now."""
    desk = home_desk(layout, tree)
    front = Front(is_automatic=not layout.blocks)
    blocks = layout.blocks or _automatic(desk, tree)
    front.top, front.blocks = _seated(replace(layout, blocks=blocks), tree, desk, now or timezone.now())
    first = front.top[0]
    first.story = first.story or desk.take_one(can_lead, among=LEAD_CHOICE) or desk.take_one(is_news) or desk.take_one(is_any)
    if front.lead is None:
        return front
    front.sidelights = _sidelights(front, desk)
    _fill(front.top, desk, is_news)
    front.latest = desk.take(LATEST, lambda story: story.published_at is not None and is_news(story))
    _fill_blocks(front, desk)
    return front


def compose_section(layout: Layout, tree: SectionTree, newest: Sequence[Article], now: datetime | None = None) -> Front:
    """A section's front; ``newest`` are its newest stories, which fill the top."""
    desk = section_desk(layout, tree, newest)
    front = Front()
    front.top, front.blocks = _seated(layout, tree, desk, now or timezone.now())
    own = {story.pk for story in newest}
    _fill(front.top, desk, lambda story: story.pk in own)
    _fill_blocks(front, desk)
    return front


def _seated(layout: Layout, tree: SectionTree, desk: Desk, now: datetime) -> tuple[list[Seat], list[Block]]:
    """The editors' choices in their places; nothing else may take them."""

    def seats(spots: Spots) -> list[Seat]:
        return [Seat(spot, desk.take_chosen(spot) if spot and spot.is_pinned(now) else None) for spot in spots]

    topics = _topics(layout)
    top = seats(layout.top)
    blocks = []
    for plan in layout.blocks:
        section = tree.by_key(plan.section)
        children = tree.children(section) if section else []
        shape = plan.kind if plan.is_fixed else plan.shape
        blocks.append(Block(plan, shape, section, topics.get(plan.tag or 0), children, seats(plan.spots)))
    return top, blocks


def _topics(layout: Layout) -> dict[int, Tag]:
    unknown = {block.tag for block in layout.blocks if block.tag} - set(layout.topics)
    return {**layout.topics, **(Tag.objects.in_bulk(unknown) if unknown else {})}


def _automatic(desk: Desk, tree: SectionTree) -> tuple[BlockPlan, ...]:
    """The blocks of a front page that nobody has arranged: sections in their order, opinion and a feature after the first."""
    plans: list[BlockPlan] = []
    for section in tree.navigation():
        stories = desk.count(desk.under(section.pk))
        if stories < BLOCK_AT_LEAST:
            continue
        shape = PATTERN[min(len(plans), len(PATTERN) - 1)]
        shape = Shape.HALF if stories < SHAPE_STORIES[Shape.ROW] else shape
        plans.append(BlockPlan(Kind.SECTION, section=section.pk, shape=shape))
    plans[1:1] = [BlockPlan(Kind.OPINION), BlockPlan(Kind.FEATURE)]
    return (*plans, BlockPlan(Kind.MOST_READ), BlockPlan(Kind.MORE))


def _fill(seats: Sequence[Seat], desk: Desk, suits: Suits) -> None:
    """Empty seats take the newest that suit, in order."""
    empty = [seat for seat in seats if seat.story is None]
    for seat, story in zip(empty, desk.take(len(empty), suits), strict=False):
        seat.story = story


def _fill_blocks(front: Front, desk: Desk) -> None:
    """Opinion and features choose before the sections do, the rest gets what is left."""
    order = {Kind.OPINION: 0, Kind.FEATURE: 0, Kind.MORE: 2}
    for block in sorted(front.blocks, key=lambda block: order.get(Kind(block.kind), 1)):
        suits = _suits(block, desk)
        if suits is None:
            continue
        _fill(block.seats, desk, suits)
        if block.shape in {Shape.SPLIT, Shape.HALF} and not block.is_chosen:
            # The first card is large: a picture becomes it.
            pictures_first = sorted(block.stories, key=lambda story: not has_picture(story))
            for seat, story in zip(block.seats, pictures_first, strict=False):
                seat.story = story


def _suits(block: Block, desk: Desk) -> Suits | None:
    """Which stories fill the block's empty places; None: only what editors put there."""
    if block.section is not None:
        return desk.under(block.section.pk)
    if block.tag is not None:
        return desk.on_topic(block.tag.pk)
    return _BY_KIND.get(Kind(block.kind))


def _has_author(story: Article) -> bool:
    return is_opinion(story) and bool(story.byline_authors)


def _is_feature(story: Article) -> bool:
    return has_picture(story) and story.genre in FEATURES


_BY_KIND: dict[Kind, Callable[[Article], bool]] = {
    Kind.OPINION: _has_author,
    Kind.FEATURE: _is_feature,
    Kind.MORE: is_any,
}


def _is_full(block: Block) -> bool:
    if block.kind == Kind.MOST_READ:
        return True
    at_least = {Kind.OPINION: 1, Kind.FEATURE: 1, Kind.CHOSEN: 1, Kind.MORE: MORE_AT_LEAST}.get(
        Kind(block.kind), BLOCK_AT_LEAST
    )
    return block.is_chosen or len(block.stories) >= at_least


def _sidelights(front: Front, desk: Desk) -> list[RelatedItem]:
    """The lead's picked stories under it, but for those that stand elsewhere. One query."""
    placed = {seat.story.pk for seats in (front.top, *(block.seats for block in front.blocks)) for seat in seats if seat.story}
    links = RelatedLink.objects.filter(article_id=front.top[0].story.pk).order_by("order", "pk")  # type: ignore[union-attr]
    visible = links.filter(Q(target=None) | Exists(Article.objects.public().filter(pk=OuterRef("target"))))
    items: list[RelatedItem] = []
    for link in visible.select_related("target").defer("target__body"):
        story = link.target
        if story is None:
            items.append(RelatedItem(link.title or link.url, link.url))
        elif story.pk not in placed:
            items.append(RelatedItem(link.title or story.headline, story.get_absolute_url(), story))
    items = items[:SIDELIGHTS]
    desk.drop(item.article.pk for item in items if item.article)
    return items
