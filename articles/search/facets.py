"""How the stories found are spread over sections, topics, authors and years."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import ExtractYear

from articles.models import Article, Author, Byline, Section, Tag, TaggedArticle

MOST = 12


@dataclass(frozen=True)
class Facets:
    """Each list: (what, number of stories found), the fullest first. ``sections``: primary sections, all of them."""

    sections: list[tuple[Section, int]]
    topics: list[tuple[Tag, int]]
    authors: list[tuple[Author, int]]
    years: list[tuple[int, int]]


def facets(pks: Sequence[int], most: int = MOST) -> Facets:
    """Count the stories of `Page.pks` or `Matches.pks`: of what was found, nothing else, so that no draft counts.

    At most ``most`` topics and authors. Where more stories match than are listed (``more``), those listed are counted.
    """
    found = Article.objects.filter(pk__in=pks).order_by()
    sections = dict(found.exclude(section=None).values_list("section").annotate(Count("pk")))
    topics = dict(_top(TaggedArticle.objects.filter(content_object__in=pks), "tag", most))
    authors = dict(_top(Byline.objects.filter(article__in=pks), "author", most))
    dated = found.exclude(published_at=None).annotate(year=ExtractYear("published_at"))
    return Facets(
        sections=_named(Section, sections),
        topics=_named(Tag, topics),
        authors=_named(Author, authors),
        years=sorted(dated.values_list("year").annotate(Count("pk")), reverse=True),
    )


def _top(rows: QuerySet[Any], field: str, most: int) -> Any:
    return rows.order_by().values_list(field).annotate(count=Count("pk")).order_by("-count", field)[:most]


def _named(model: Any, counts: dict[int, int]) -> list[tuple[Any, int]]:
    rows = model.objects.in_bulk(counts)
    return sorted(((rows[pk], count) for pk, count in counts.items() if pk in rows), key=lambda row: (-row[1], row[0].name_key))
