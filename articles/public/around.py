"""What a story's page shows around the story, in as few queries as can be: names, related stories, the next, the newest.

Small facts that hang on a story (topics, further sections, the editors' links, what was found by likeness) come in one
query of several short look-ups; all the stories that they name, the next one and those read most come in another.
"""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import OuterRef, Q, QuerySet, Subquery, Value

from articles import popularity, related
from articles.models import Article, ArticleQuerySet, RelatedArticle, RelatedLink, Tag, TaggedArticle

# How many newest stories stand beside a story, and how many that are read most.
LATEST = 5
MOST_READ = 5

# What a row tells; the order in which `_what_hangs_on` brings them.
_TOPIC, _SECTION, _LINK, _FOUND = range(4)


@dataclass(frozen=True)
class Around:
    """``further``: keys of further sections. Neither list holds the story itself, ``latest`` nothing that is related."""

    topics: list[Tag]
    further: list[int]
    related: list[related.RelatedItem]
    next_story: Article | None
    latest: list[Article] = field(default_factory=list)
    most_read: list[Article] = field(default_factory=list)


def with_next(stories: QuerySet[Article]) -> QuerySet[Article]:
    """The stories with ``next_key``: that of the next to read, the one published before it in its section."""
    before = _earlier(Article.objects.public().filter(section=OuterRef("section")), OuterRef("sort_time"), OuterRef("pk"))
    return stories.annotate(next_key=Subquery(before[:1]))


def _earlier(stories: ArticleQuerySet, moment: Any, key: Any) -> QuerySet[Any]:
    """Keys of the stories below this place of a list, newest first."""
    # The first condition is the index's, the second takes away those of the same moment that stand above.
    below = Q(sort_time__lt=moment) | Q(sort_time=moment, pk__lt=key)
    return stories.filter(sort_time__lte=moment).filter(below).newest_first().values("pk")


def _next_key(article: Article) -> int | None:
    if article.section_id and hasattr(article, "next_key"):
        return article.next_key
    # No section equals no section in no database's eyes: these few, and previews, are asked for on their own.
    alone = Article.objects.public().filter(section=article.section_id)
    return _earlier(alone, article.sort_time, article.pk).values_list("pk", flat=True).first()


def around(article: Article, limit: int) -> Around:
    """All of it for a story of `with_next`; ``limit``: as in `related.for_article`. Three queries as a rule."""
    topics, further, beside = _brought_along(article) if _brings_lists(article) else _what_hangs_on(article)
    most = popularity.keys_of_most_read(MOST_READ + 1)
    next_key = _next_key(article)
    stories = related.cards({*beside.keys, *most, *([next_key] if next_key else [])})
    items = related.choose(article, beside, stories, limit)
    shown = {article.pk, *(item.article.pk for item in items if item.article)}
    newest = Article.objects.public().dated().newest_first().defer("body")[: LATEST + len(shown)]
    return Around(
        topics=topics,
        further=further,
        related=items,
        next_story=stories.get(next_key or 0),
        latest=[story for story in newest if story.pk not in shown][:LATEST],
        most_read=[stories[key] for key in most if key in stories and key != article.pk][:MOST_READ],
    )


def _brings_lists(article: Article) -> bool:
    """Whether the story is one that an editor is writing: its lists are not the database's (`articles.editorial.shown`)."""
    return "related_links" in article.__dict__.get("_prefetched_objects_cache", {})


def _brought_along(article: Article) -> tuple[list[Tag], list[int], related.Beside]:
    further = [section.pk for section in article.further_sections.all()]
    return list(article.tags.all()), further, related.beside_article(article)


def _what_hangs_on(article: Article) -> tuple[list[Tag], list[int], related.Beside]:
    """Topics in the order of their names, keys of further sections, and what stands beside the story. One query."""
    none, no, empty = Value(0), Value(False), Value("")
    tagged = TaggedArticle.objects.filter(content_object=article).values_list(
        Value(_TOPIC), none, "tag__name_key", "pk", "tag_id", "tag__slug", "tag__name", no
    )
    placed = Article.further_sections.through.objects.filter(article=article).values_list(
        Value(_SECTION), "section__order", "section__name_key", "pk", "section_id", empty, empty, no
    )
    links = RelatedLink.objects.filter(article=article).values_list(
        Value(_LINK), "order", empty, "pk", "target_id", "url", "title", no
    )
    found = RelatedArticle.objects.filter(article=article).values_list(
        Value(_FOUND), "position", empty, "pk", "related_id", empty, empty, "is_copy"
    )
    rows = [Row._make(row) for row in sorted(tagged.order_by().union(placed, links.order_by(), found.order_by(), all=True))]
    topics = [Tag(pk=row.key, slug=row.second, name=row.third) for row in rows if row.kind == _TOPIC]
    beside = related.Beside(
        [related.Link(row.key, row.second, row.third) for row in rows if row.kind == _LINK],
        [related.Found(row.key, row.flag) for row in rows if row.kind == _FOUND],
        [topic.pk for topic in topics],
    )
    return topics, [row.key for row in rows if row.kind == _SECTION], beside


class Row(NamedTuple):
    """One small fact. ``key`` names what it leads to; the words and the flag mean what its kind needs."""

    kind: int
    order: int
    first: str
    pk: int
    key: Any
    second: str
    third: str
    flag: bool
