"""«أخبار متعلقة»: the editors' picks first, the rest found by likeness and kinship; only what the public may see."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlsplit

from articles.models import Article, ArticleQuerySet, RelatedArticle, RelatedLink

# Stories looked at when kinship by topics is weighed: enough to choose from, the same for any archive.
POOL = 60


@dataclass(frozen=True)
class RelatedItem:
    """One line under a story: to another story (``article``) or to an outside address (``article`` is None)."""

    headline: str
    url: str
    article: Article | None = None

    @property
    def is_outside(self) -> bool:
        return self.article is None

    @property
    def host(self) -> str:
        """Whose address it is, for readers about to leave: «example.org»."""
        return (urlsplit(self.url).hostname or "").removeprefix("www.") if self.is_outside else ""


class Link(NamedTuple):
    """A line that editors chose: to a story, or to an outside address."""

    target: int | None
    url: str
    title: str


class Found(NamedTuple):
    """A story found by likeness. A copy tells the same in the same words: it is shown nowhere."""

    key: int
    is_copy: bool


@dataclass(frozen=True)
class Beside:
    """What stands beside a story, as keys: the editors' links in their order, stories found, best first, and its topics."""

    links: list[Link]
    found: list[Found]
    topics: list[int]

    @property
    def keys(self) -> set[int]:
        """Keys of all the stories that may be shown: who asks for them at once passes them to `choose`."""
        return {link.target for link in self.links if link.target} | {found.key for found in self.found}


def for_article(article: Article, limit: int = 4) -> list[RelatedItem]:
    """At least ``limit`` items where so many public stories exist; more if the editors picked more.

    The editors' picks come first, in their order, with their own titles. Never
    a story that the public may not see, never the story itself, never one
    twice, never a copy of it in the same words. At most seven queries, whatever
    the archive's size; four where likeness fills the list, as it mostly does.
    """
    beside = beside_article(article)
    return choose(article, beside, cards(beside.keys), limit)


def beside_article(article: Article) -> Beside:
    """What is known of the story's company; lists that it brought along (a story that is typed just now) are believed."""
    links: list[RelatedLink] = list(article.related_links.all())  # type: ignore[attr-defined]
    found = RelatedArticle.objects.filter(article=article).order_by("position", "pk").values_list("related_id", "is_copy")
    topics = [topic.pk for topic in article.tags.all() if topic.pk]
    return Beside([Link(link.target_id, link.url, link.title) for link in links], [Found(*row) for row in found], topics)


def choose(article: Article, beside: Beside, stories: dict[int, Article], limit: int) -> list[RelatedItem]:
    """`for_article` where the stories of ``beside.keys`` are at hand: ``stories``, public ones alone, by their keys."""
    picked = _picks(beside.links, stories)
    missing = limit - len(picked)
    if missing <= 0:
        return picked
    exclude = {article.pk, *(item.article.pk for item in picked if item.article)}
    kept = [found for found in beside.found if found.key in stories and found.key not in exclude]
    found = [stories[story.key] for story in kept if not story.is_copy][:missing]
    if len(found) < missing:
        found += _filling(article, beside.topics, exclude.union(story.key for story in kept), missing - len(found))
    return picked + [RelatedItem(story.headline, story.get_absolute_url(), story) for story in found]


def _picks(links: list[Link], stories: dict[int, Article]) -> list[RelatedItem]:
    """What the editors chose, in their order: public stories and outside addresses."""
    items = []
    for link in links:
        story = stories.get(link.target or 0)
        if story is not None:
            items.append(RelatedItem(link.title or story.headline, story.get_absolute_url(), story))
        elif link.url:
            items.append(RelatedItem(link.title or link.url, link.url))
    return items


def _filling(article: Article, topics: list[int], exclude: set[int], count: int) -> list[Article]:
    """Stories that share topics, then those of the same section, then the newest."""
    keys = _by_topics(topics, exclude)[:count]
    public = Article.objects.public().newest_first()
    if len(keys) < count and article.section_id:
        keys += _first(public.filter(section=article.section_id), exclude.union(keys), count - len(keys))
    if len(keys) < count:
        keys += _first(public, exclude.union(keys), count - len(keys))
    stories = cards(keys)
    return [stories[key] for key in keys if key in stories]


def _by_topics(topics: list[int], exclude: set[int]) -> list[int]:
    """Keys of public stories by the number of topics shared, then the newest first."""
    if not topics:
        return []
    pool = (
        Article.objects.public()
        .filter(tagged_items__tag_id__in=topics)
        .exclude(pk__in=exclude)
        .order_by("-sort_time", "-pk")
        .values_list("pk", flat=True)[: POOL * len(topics)]
    )
    # A story stands in the pool once for every topic that it shares.
    shared = Counter(pool)
    return [key for key, _count in shared.most_common()]


def _first(stories: ArticleQuerySet, exclude: set[int], count: int) -> list[int]:
    return list(stories.exclude(pk__in=exclude).values_list("pk", flat=True)[:count])


def cards(keys: Iterable[int]) -> dict[int, Article]:
    """The public ones of these stories by their keys, with what a card shows, without the body. One query, none for no key."""
    wanted = list(keys)
    return Article.objects.public().select_related("section", "image").defer("body").in_bulk(wanted) if wanted else {}
