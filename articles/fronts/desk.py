"""The stories from which a front is made: enough for every part, whatever the archive's size, and which of them are placed."""

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, Prefetch, QuerySet, Value

from articles.fronts.layout import Kind, Layout, Spot
from articles.models import Article, Byline
from articles.section_tree import SectionTree

# How deep each part looks: enough to fill it after others took theirs.
NEWEST_POOL = 32
SECTION_POOL = 8
# Of an arranged block, beyond what it holds: as many as the page's top may take.
BLOCK_SPARE = 12
GENRE_POOL = 6
# More sections than this are not asked one by one.
SECTIONS_LOOKED_AT = 80

FEATURES = (Article.Genre.FEATURE, Article.Genre.REPORT)

Suits = Callable[[Article], bool]


class Pool(NamedTuple):
    """Newest stories of some kind; ``topic``: all of them have it."""

    stories: Any
    topic: int = 0


class Desk:
    """The stories at hand, newest first, and which of them have been placed."""

    def __init__(self, stories: Iterable[Article], tree: SectionTree, tagged: dict[int, set[int]] | None = None) -> None:
        self._free = {story.pk: story for story in stories}
        self._tree = tree
        self._tagged = tagged or {}

    def take(self, count: int, suits: Suits) -> list[Article]:
        """Up to ``count`` free stories that suit, newest first; they are free no longer."""
        taken = [story for story in self._free.values() if suits(story)][:count]
        self.drop(story.pk for story in taken)
        return taken

    def take_one(self, suits: Suits, among: int | None = None) -> Article | None:
        """The first that suits, among the ``among`` newest free ones."""
        near = set(list(self._free)[:among])
        return next(iter(self.take(1, lambda story: story.pk in near and suits(story))), None)

    def take_chosen(self, spot: Spot) -> Article | None:
        """The story of an editor's choice, as it is to look there; None if readers may not see it, or it is placed."""
        story = self._free.pop(spot.story, None)
        if story is None or not (spot.headline or spot.kicker):
            return story
        shown = copy(story)
        shown.headline = spot.headline or story.headline
        shown.kicker = spot.kicker or story.kicker
        return shown

    def drop(self, keys: Iterable[int]) -> None:
        for key in list(keys):
            self._free.pop(key, None)

    def under(self, section: int) -> Suits:
        """Whether a story's primary section is this one or stands below it."""
        return lambda story: any(step.pk == section for step in self._tree.path(story.section_id))

    def on_topic(self, tag: int) -> Suits:
        return lambda story: story.pk in self._tagged.get(tag, ())

    def count(self, suits: Suits) -> int:
        return sum(1 for story in self._free.values() if suits(story))


def home_desk(layout: Layout, tree: SectionTree) -> Desk:
    """For the front page: the newest of all, what its blocks are about, and what editors chose. Three queries."""
    pools = [Pool(_public()[:NEWEST_POOL])]
    if layout.blocks:
        pools += _block_pools(layout, tree)
    else:
        pools += [Pool(_public().filter(section=section)[:SECTION_POOL]) for section in list(tree)[:SECTIONS_LOOKED_AT]]
    kinds = {block.kind for block in layout.blocks} if layout.blocks else {Kind.OPINION, Kind.FEATURE}
    wanted = [Article.Genre.OPINION] if Kind.OPINION in kinds else []
    wanted += FEATURES if Kind.FEATURE in kinds else ()
    pools += [Pool(_public().filter(genre=genre)[:GENRE_POOL]) for genre in wanted]
    return _desk(layout, tree, pools)


def section_desk(layout: Layout, tree: SectionTree, newest: Sequence[Article]) -> Desk:
    """For a section's front: ``newest`` are its newest stories, as its page has loaded them anyhow."""
    return _desk(layout, tree, _block_pools(layout, tree), newest)


def _public() -> Any:
    return Article.objects.public().newest_first()


def _block_pools(layout: Layout, tree: SectionTree) -> list[Pool]:
    """So deep that a block is full even if the places above it took the newest."""
    spare = BLOCK_SPARE + len(layout.spots())
    sections: dict[int, int] = {}
    topics: dict[int, int] = {}
    for block in layout.blocks:
        deep = block.count + spare
        if block.kind == Kind.SECTION and block.section:
            sections |= {key: max(deep, sections.get(key, 0)) for key in tree.keys_under(block.section)}
        elif block.kind == Kind.TOPIC and block.tag:
            topics[block.tag] = max(deep, topics.get(block.tag, 0))
    looked_at = list(sections.items())[:SECTIONS_LOOKED_AT]
    pools = [Pool(_public().filter(section=key)[:deep]) for key, deep in looked_at]
    return pools + [Pool(_public().filter(tagged_items__tag=tag)[:deep], tag) for tag, deep in topics.items()]


def _desk(layout: Layout, tree: SectionTree, pools: list[Pool], newest: Sequence[Article] = ()) -> Desk:
    # SQLite can't limit the parts of a union, but it can limit what a part is looked up in.
    parts = [_part(pool.stories.values("pk"), pool.topic) for pool in pools]
    if chosen := [spot.story for spot in layout.spots()]:
        parts.append(_part(chosen))
    found = list(parts[0].union(*parts[1:], all=True)) if parts else []
    tagged: dict[int, set[int]] = {}
    for key, topic in found:
        tagged.setdefault(topic, set()).add(key)
    keys = {key for key, _topic in found} - {story.pk for story in newest}
    stories = [*newest, *(_cards(Article.objects.public().filter(pk__in=keys)) if keys else ())]
    stories.sort(key=lambda story: (story.sort_time, story.pk), reverse=True)
    return Desk(stories, tree, tagged)


def _part(keys: Any, topic: int = 0) -> Any:
    """Public stories among the keys, each with the topic for which it was looked up (0: for none)."""
    stories = Article.objects.public().filter(pk__in=keys)
    return stories.annotate(topic=Value(topic, BigIntegerField())).values_list("pk", "topic")


def _cards(stories: "QuerySet[Article]") -> Any:
    bylines = Prefetch("bylines", Byline.objects.select_related("author__image"))
    return stories.select_related("section", "image").prefetch_related(bylines).defer("body")


def is_any(story: Article) -> bool:
    return True


def has_picture(story: Article) -> bool:
    return story.lead_image is not None


def is_opinion(story: Article) -> bool:
    return story.genre == Article.Genre.OPINION


def is_news(story: Article) -> bool:
    return not is_opinion(story)


def can_lead(story: Article) -> bool:
    return is_news(story) and has_picture(story)
