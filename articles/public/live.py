"""Live coverage: its entries by pages, one answer that every open page asks for, the permanent address of an entry."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template import loader
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from articles.models import Article, LiveEntry
from articles.public.conditional import answer
from articles.public.errors import gone
from articles.public.listing import Slice, page_number
from articles.templatetags.newsroom import digits

PER_PAGE = 20
KEY_POINTS = 7
# How often an open page asks (seconds); the answer is kept half as long, so that all readers cost one rendering.
ASKED_EVERY = 20
KEPT_SECONDS = 10


@dataclass(frozen=True)
class Coverage:
    """What a page of live coverage shows. ``pinned`` stands above all, on the first page alone."""

    article: Article
    rows: Slice
    pinned: list[LiveEntry] = field(default_factory=list)
    key_points: list[LiveEntry] = field(default_factory=list)
    updated: datetime | None = None

    @property
    def entries(self) -> list[LiveEntry]:
        return [entry for entry in self.rows.items if entry not in self.pinned]

    @property
    def shown(self) -> list[LiveEntry]:
        return [*self.pinned, *self.entries]

    @property
    def is_over(self) -> bool:
        return self.article.coverage_ended_at is not None

    @property
    def is_first_page(self) -> bool:
        return self.rows.number == 1

    @property
    def asked_every(self) -> int:
        return ASKED_EVERY


def coverage(article: Article, number: int) -> Coverage:
    """A page of the story's coverage. Http404 for a page that is not there. Three queries, four with a pinned entry."""
    shown = LiveEntry.objects.shown().filter(article=article).select_related("author")
    rows = _page(shown, number)
    if number > 1:
        return Coverage(article, rows)
    marked = list(shown.filter(is_key=True)[:KEY_POINTS])
    pinned = list(shown.filter(is_pinned=True)[:1])
    return Coverage(article, rows, pinned, marked, rows.items[0].at if rows.items else None)


def coverage_asked_for(request: HttpRequest, article: Article) -> Coverage:
    return coverage(article, page_number(request))


@require_safe
def updates(request: HttpRequest, pk: int) -> HttpResponse:
    """The newest entries and the key points as they stand now: the same JSON for every reader, 304 where nothing changed.

    ``entries``: [{id, stamp, html}] as they stand on the first page; ``keys``: html; ``told``: what to say of so many new
    ones; ``over``: whether the coverage has ended.
    """
    article = Article.objects.public().filter(pk=pk, story_type=Article.StoryType.LIVE).defer("body").first()
    if article is None:
        return gone(request, pk)
    found = coverage(article, 1)
    body = JsonResponse(
        {
            "entries": [
                {"id": entry.anchor, "stamp": entry.stamp, "html": _html("_live_entry.html", entry=entry, coverage=found)}
                for entry in found.shown
            ],
            "keys": _html("_live_keys.html", coverage=found),
            "told": {str(count): told(count) for count in range(1, PER_PAGE + 2)},
            "over": found.is_over,
        },
        json_dumps_params={"ensure_ascii": False, "separators": (",", ":")},
    )
    return answer(request, body.content, "application/json; charset=utf-8", seconds=KEPT_SECONDS)


@require_safe
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """The permanent address of an entry: to its place on whatever page of the coverage it stands now."""
    public = Article.objects.public().filter(story_type=Article.StoryType.LIVE)
    found = get_object_or_404(LiveEntry.objects.shown().filter(article__in=public).select_related("article"), pk=pk)
    return HttpResponseRedirect(address_of(found))


def address_of(entry: LiveEntry) -> str:
    """The path of an entry on the page where it stands now."""
    shown = LiveEntry.objects.shown().filter(article=entry.article_id)
    newer = shown.filter(at__gt=entry.at).count() + shown.filter(at=entry.at, pk__gt=entry.pk).count()
    number = 1 if entry.is_pinned else newer // PER_PAGE + 1
    return f"{entry.article.get_absolute_url()}{f'?page={number}' if number > 1 else ''}#{entry.anchor}"


def told(count: int) -> str:
    """«3 تحديثات جديدة»."""
    text = ngettext("%(n)s new update", "%(n)s new updates", count) % {"n": count}
    return digits(text)


def _page(shown: Any, number: int) -> Slice:
    paginator = Paginator(shown, PER_PAGE)
    if number > paginator.num_pages:
        raise Http404("no such page")
    return Slice(paginator.page(number), {})


def _html(template: str, **context: Any) -> str:
    return loader.render_to_string(f"articles/{template}", context).strip()
