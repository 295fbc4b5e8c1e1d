"""Sitemaps: an index, pages of at most 5,000 addresses, and the last two days for Google News.

Each page holds the rows whose keys lie in one span of 5,000, so that a page
costs the same wherever it stands in the archive, and a story stays on its page.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from xml.sax.saxutils import escape

from django.conf import settings
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Article, Author, Correction, Page, Section, Tag
from articles.public.conditional import answer
from articles.spans import spans_of_public_stories
from articles.text.feeds import xml_safe

SPAN = 5_000
# What an index may name, by the protocol.
MOST_PAGES = 50_000
# Pages that there is one of. Search, saved stories and the like are no pages to be found.
SINGLE = ("home", "most-read", "feeds", "archive", "corrections", "newsletter")
MOST_STANDING = 500
NEWS_HOURS = 48
NEWS_STORIES = 1_000
KEPT_SECONDS = 60

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


@dataclass(frozen=True)
class Address:
    path: str
    changed: datetime | None = None


def _story_addresses(first: int, last: int) -> Iterator[Address]:
    spans = {"article_id__gte": first, "article_id__lte": last}
    notes = Correction.objects.filter(**spans).values_list("article_id").annotate(last=Max("date")).order_by()
    noted = dict(notes)
    rows = (
        Article.objects.public().filter(pk__gte=first, pk__lte=last).order_by("pk").only("slug", "published_at", "updated_at")
    )
    for story in rows:
        told = [moment for moment in (story.published_at, story.updated_at, noted.get(story.pk)) if moment]
        yield Address(story.get_absolute_url(), max(told, default=None))


def _topics() -> QuerySet[Any]:
    return Tag.objects.filter(Exists(Article.objects.public().filter(tagged_items__tag=OuterRef("pk"))))


def _authors() -> QuerySet[Any]:
    return Author.objects.filter(Exists(Article.objects.public().filter(bylines__author=OuterRef("pk"))))


def _section_addresses(first: int, last: int) -> Iterator[Address]:
    """Pages that there is one of, standing pages and all sections: tens, not thousands."""
    if first == 0:
        yield from (Address(reverse(name)) for name in SINGLE)
        yield from (Address(page.get_absolute_url(), page.modified_at) for page in Page.objects.defer("body")[:MOST_STANDING])
        rest = SPAN - len(SINGLE) - MOST_STANDING
        yield from (Address(section.get_absolute_url()) for section in Section.objects.in_tree_order()[:rest])


def _named(rows: Callable[[], QuerySet[Any]]) -> Callable[[int, int], Iterator[Address]]:
    def addresses(first: int, last: int) -> Iterator[Address]:
        return (Address(row.get_absolute_url()) for row in rows().filter(pk__gte=first, pk__lte=last).order_by("pk"))

    return addresses


@dataclass(frozen=True)
class Kind:
    """What the index names: ``spans`` are those that hold anything, ``addresses`` those of a span (both ends included)."""

    spans: Callable[[], Iterable[int]]
    addresses: Callable[[int, int], Iterable[Address]]


KINDS: dict[str, Kind] = {
    "sections": Kind(lambda: [0], _section_addresses),
    "stories": Kind(lambda: spans_of_public_stories(SPAN), _story_addresses),
    "topics": Kind(lambda: _spans(_topics), _named(_topics)),
    "authors": Kind(lambda: _spans(_authors), _named(_authors)),
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """``/sitemap.xml``: names every page that holds an address."""
    lines = [
        f"<sitemap><loc>{_loc(request, reverse('sitemap', args=[name, number]))}</loc></sitemap>"
        for name, kind in KINDS.items()
        for number in kind.spans()
    ]
    body = f'{HEAD}<sitemapindex xmlns="{SITEMAP}">\n' + "\n".join(lines[:MOST_PAGES]) + "\n</sitemapindex>\n"
    return _xml(request, body)


@require_safe
def sitemap(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """``/sitemap-stories-0.xml`` and the like: the addresses of a span. Http404 where it holds none."""
    if kind not in KINDS:
        raise Http404("no such sitemap")
    lines = []
    for address in KINDS[kind].addresses(number * SPAN, number * SPAN + SPAN - 1):
        changed = f"<lastmod>{_moment(address.changed)}</lastmod>" if address.changed else ""
        lines.append(f"<url><loc>{_loc(request, address.path)}</loc>{changed}</url>")
    if not lines:
        raise Http404("no such sitemap")
    return _xml(request, f'{HEAD}<urlset xmlns="{SITEMAP}">\n' + "\n".join(lines) + "\n</urlset>\n")


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """``/news-sitemap.xml``: dated stories of the last two days for Google News; empty where there is none."""
    since = timezone.now() - timedelta(hours=NEWS_HOURS)
    stories = Article.objects.public().dated().filter(sort_time__gt=since).newest_first()
    paper = escape(xml_safe(settings.NEWSROOM["NAME"]["ar"]))
    lines = [
        f"<url><loc>{_loc(request, story.get_absolute_url())}</loc><news:news>"
        f"<news:publication><news:name>{paper}</news:name><news:language>ar</news:language></news:publication>"
        f"<news:publication_date>{_moment(story.published_at)}</news:publication_date>"
        f"<news:title>{escape(xml_safe(story.headline))}</news:title></news:news></url>"
        for story in stories.only("slug", "headline", "published_at")[:NEWS_STORIES]
        if story.published_at is not None
    ]
    head = f'{HEAD}<urlset xmlns="{SITEMAP}" xmlns:news="{NEWS}">\n'
    return _xml(request, head + "\n".join(lines) + "\n</urlset>\n")


def _spans(rows: Callable[[], QuerySet[Any]]) -> Iterator[int]:
    """Numbers of the spans that hold a row. One short look-up a span, whatever the number of rows."""
    start = 0
    while (first := rows().filter(pk__gte=start).order_by("pk").values_list("pk", flat=True).first()) is not None:
        yield first // SPAN
        start = (first // SPAN + 1) * SPAN


def _loc(request: HttpRequest, path: str) -> str:
    return escape(f"{request.scheme}://{request.get_host()}{path}")


def _moment(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")


def _xml(request: HttpRequest, body: str) -> HttpResponse:
    return answer(request, body.encode(), "application/xml; charset=utf-8", seconds=KEPT_SECONDS)
