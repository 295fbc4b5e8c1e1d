"""The front page: which story stands where. No story stands twice.

Until editors arrange the page themselves it arranges itself: the newest story
with a picture leads, sections follow in their order. Six queries, whatever the
number of stories and sections.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch

from articles.models import Article, Byline, Section
from articles.public.tree import SectionTree
from articles.related import RelatedItem, picks

# How many stories each part wants.
SECONDS = 3
LATEST = 7
OPINIONS = 4
SIDELIGHTS = 3
MORE = 8
# One card alone in a row or block looks forgotten.
MORE_AT_LEAST = 3
BLOCK_AT_LEAST = 2
# How deep each part looks: enough to fill it after others took theirs.
NEWEST_POOL = 32
SECTION_POOL = 8
GENRE_POOL = 6
# A lead may be a little older than the newest story, if it has a picture.
LEAD_CHOICE = 10
# More sections than this are not asked one by one.
SECTIONS_LOOKED_AT = 80

FEATURES = (Article.Genre.FEATURE, Article.Genre.REPORT)
# A section's block and how many stories it holds; the first block is wide, then halves and rows in turn.
SHAPES = {"split": 8, "half": 3, "row": 4}
PATTERN = ("split", "half", "half", "row", "half", "half", "row")

Suits = Callable[[Article], bool]


@dataclass
class Block:
    """A section's part of the front page; ``children`` are linked beside its title."""

    section: Section
    shape: str
    stories: list[Article]
    children: list[Section]

    @property
    def rest(self) -> list[Article]:
        """What a wide block tells in words only."""
        return self.stories[4:]


@dataclass
class Front:
    """The parts, from the top; an empty part is not shown."""

    lead: Article | None = None
    sidelights: list[RelatedItem] = field(default_factory=list)
    seconds: list[Article] = field(default_factory=list)
    latest: list[Article] = field(default_factory=list)
    opinion: list[Article] = field(default_factory=list)
    feature: Article | None = None
    rows: list[list[Block]] = field(default_factory=list)
    more: list[Article] = field(default_factory=list)


class Desk:
    """The stories at hand, newest first, and which of them have been placed."""

    def __init__(self, stories: list[Article], tree: SectionTree) -> None:
        self._free = {story.pk: story for story in stories}
        self._tree = tree

    def take(self, count: int, suits: Suits) -> list[Article]:
        """Up to ``count`` free stories that suit, newest first; they are free no longer."""
        taken = [story for story in self._free.values() if suits(story)][:count]
        self.drop(story.pk for story in taken)
        return taken

    def take_one(self, suits: Suits, among: int | None = None) -> Article | None:
        """The first that suits, among the ``among`` newest free ones."""
        near = set(list(self._free)[:among])
        return next(iter(self.take(1, lambda story: story.pk in near and suits(story))), None)

    def drop(self, keys: Iterable[int]) -> None:
        for key in list(keys):
            self._free.pop(key, None)

    def under(self, section: Section) -> Suits:
        """Whether a story's primary section is this one or stands below it."""
        return lambda story: self._tree.root_key(story.section_id) == section.pk

    def count(self, suits: Suits) -> int:
        return sum(1 for story in self._free.values() if suits(story))


def arrange(tree: SectionTree) -> Front:
    """The front page as it stands now."""
    desk = Desk(_stories(tree), tree)
    front = Front()
    front.lead = desk.take_one(_can_lead, among=LEAD_CHOICE) or desk.take_one(_is_news) or desk.take_one(_is_any)
    if front.lead is None:
        return front
    front.sidelights = picks(front.lead)[:SIDELIGHTS]
    desk.drop(item.article.pk for item in front.sidelights if item.article)
    front.seconds = desk.take(SECONDS, _is_news)
    front.latest = desk.take(LATEST, lambda story: story.published_at is not None and _is_news(story))
    front.opinion = desk.take(OPINIONS, lambda story: _is_opinion(story) and bool(story.byline_authors))
    front.feature = desk.take_one(lambda story: _has_picture(story) and story.genre in FEATURES)
    front.rows = _rows(_blocks(desk, tree))
    left = desk.take(MORE, _is_any)
    front.more = left if len(left) >= MORE_AT_LEAST or not front.rows else []
    return front


def _blocks(desk: Desk, tree: SectionTree) -> list[Block]:
    blocks: list[Block] = []
    for section in tree.navigation():
        under = desk.under(section)
        shape = PATTERN[min(len(blocks), len(PATTERN) - 1)]
        if desk.count(under) < BLOCK_AT_LEAST:
            continue
        if desk.count(under) < SHAPES["row"]:
            shape = "half"
        stories = desk.take(SHAPES[shape], under)
        if shape != "row":
            # The first card is large: a picture becomes it.
            stories.sort(key=lambda story: not _has_picture(story))
        blocks.append(Block(section, shape, stories, tree.children(section)))
    return blocks


def _rows(blocks: list[Block]) -> list[list[Block]]:
    """Two halves in a row side by side, every other block in a row of its own."""
    rows: list[list[Block]] = []
    for block in blocks:
        beside = rows[-1] if rows else []
        if block.shape == "half" and len(beside) == 1 and beside[0].shape == "half":
            beside.append(block)
        else:
            rows.append([block])
    for row in rows:
        if len(row) == 1 and row[0].shape == "half":
            # Nothing stands beside it: as half of a row it would be as wide as the page.
            row[0].shape = "row"
    return rows


def _stories(tree: SectionTree) -> list[Article]:
    """Enough stories for every part: the newest of all, of each section and of some genres. Three queries."""
    public = Article.objects.public().newest_first()
    pools = [public[:NEWEST_POOL]]
    pools += [public.filter(section=section)[:SECTION_POOL] for section in list(tree)[:SECTIONS_LOOKED_AT]]
    pools += [public.filter(genre=genre)[:GENRE_POOL] for genre in (Article.Genre.OPINION, *FEATURES)]
    # SQLite can't limit the parts of a union, but it can limit what a part is looked up in.
    parts: list[Any] = [Article.objects.public().filter(pk__in=pool.values("pk")).values_list("pk") for pool in pools]
    keys = {key for (key,) in parts[0].union(*parts[1:], all=True)}
    bylines = Prefetch("bylines", Byline.objects.select_related("author__image"))
    stories = Article.objects.public().filter(pk__in=keys).newest_first()
    return list(stories.select_related("section", "image").prefetch_related(bylines).defer("body"))


def _is_any(story: Article) -> bool:
    return True


def _has_picture(story: Article) -> bool:
    return story.image is not None


def _is_opinion(story: Article) -> bool:
    return story.genre == Article.Genre.OPINION


def _is_news(story: Article) -> bool:
    return not _is_opinion(story)


def _can_lead(story: Article) -> bool:
    return _is_news(story) and _has_picture(story)
