"""«أخبار متعلقة»: the editors' picks first, the rest found by likeness and kinship; only what the public may see."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from articles import likeness
from articles.models import Article, ArticleQuerySet, RelatedLink, TaggedArticle

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


def for_article(article: Article, limit: int = 4) -> list[RelatedItem]:
    """At least ``limit`` items where so many public stories exist; more if the editors picked more.

    The editors' picks come first, in their order, with their own titles. Never
    a story that the public may not see, never the story itself, never one
    twice, never a copy of it in the same words. At most eight queries, whatever
    the archive's size; three where likeness fills the list, as it mostly does.
    """
    picked = picks(article)
    missing = limit - len(picked)
    if missing <= 0:
        return picked
    exclude = {article.pk, *(item.article.pk for item in picked if item.article)}
    found = [RelatedItem(story.headline, story.get_absolute_url(), story) for story in kindred(article, exclude, missing)]
    return picked + found


def picks(article: Article) -> list[RelatedItem]:
    """What the editors chose, in their order: public stories and outside addresses."""
    links: list[RelatedLink] = list(article.related_links.all())  # type: ignore[attr-defined]
    stories = _cards(link.target_id for link in links if link.target_id)
    items = []
    for link in links:
        story = stories.get(link.target_id or 0)
        if story is not None:
            items.append(RelatedItem(link.title or story.headline, story.get_absolute_url(), story))
        elif link.url:
            items.append(RelatedItem(link.title or link.url, link.url))
    return items


def kindred(article: Article, exclude: set[int], count: int) -> list[Article]:
    """The public stories nearest to this one, best first.

    Those whose text is like its own; then those that share topics, then the same section, then the newest.
    """
    kept = list(_as_cards(likeness.beside(article.pk).exclude(pk__in=exclude)))
    found = [story for story in kept if not story.is_copy][:count]  # type: ignore[attr-defined]
    exclude = exclude.union(story.pk for story in kept)
    return found + _filling(article, exclude, count - len(found)) if len(found) < count else found


def _filling(article: Article, exclude: set[int], count: int) -> list[Article]:
    keys = _by_topics(article, exclude)[:count]
    public = Article.objects.public().newest_first()
    if len(keys) < count and article.section_id:
        keys += _first(public.filter(section=article.section_id), exclude.union(keys), count - len(keys))
    if len(keys) < count:
        keys += _first(public, exclude.union(keys), count - len(keys))
    stories = _cards(keys)
    return [stories[key] for key in keys if key in stories]


def _by_topics(article: Article, exclude: set[int]) -> list[int]:
    """Keys of public stories by the number of topics shared, then the newest first."""
    topics = list(TaggedArticle.objects.filter(content_object=article).values_list("tag_id", flat=True))
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


def _cards(keys: Iterable[int]) -> dict[int, Article]:
    wanted = list(keys)
    if not wanted:
        return {}
    return _as_cards(Article.objects.public()).in_bulk(wanted)


def _as_cards(stories: ArticleQuerySet) -> ArticleQuerySet:
    return stories.select_related("section", "image").defer("body")
