"""The archive by years, months and days of the newsroom's zone, and the stories that have no date.

Counts stop at a bound, so that a page costs the same in an archive of any size.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db.models import IntegerField, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import Article, ArticleQuerySet
from articles.public.jsonld import breadcrumbs
from articles.public.listing import slice_of
from articles.public.pages import Page, show
from articles.templatetags.newsroom import arabic_date, digits
from articles.text import dates

# «999+»: whether a year held a thousand stories or ten thousand is no help in finding one.
MOST_COUNTED = 999
# Older years are reached by their address.
MOST_YEARS = 150


class BoundedCount(Subquery):
    """How many rows a sliced queryset has: the slice bounds the work."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


@dataclass(frozen=True)
class Period:
    """A year, month or day with its number of stories (`MOST_COUNTED` + 1: more than are counted)."""

    label: str
    address: str
    count: int

    @property
    def is_more(self) -> bool:
        return self.count > MOST_COUNTED

    @property
    def shown(self) -> int:
        return min(self.count, MOST_COUNTED)


@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    """The years that hold stories."""
    dated = Article.objects.public().dated()
    span = [dated.order_by(order).values_list("sort_time", flat=True).first() for order in ("sort_time", "-sort_time")]
    years: list[int] = []
    if span[0] and span[1]:
        first, last = (timezone.localtime(moment).year for moment in span if moment)
        years = list(range(last, max(first, last - MOST_YEARS) - 1, -1))
    starts = [(str(year), reverse("archive-year", args=[year]), date(year, 1, 1), _next_year(year)) for year in years]
    page = Page(
        title=_("Archive"),
        description=_("All stories of the newspaper by year, month and day."),
        canonical=reverse("archive"),
    )
    context = {
        "periods": [period for period in _counted(starts) if period.count],
        "has_undated": _undated().exists(),
        "heading": _("Years"),
    }
    return show(request, "articles/archive.html", page, context)


@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    """The months of a year that hold stories."""
    _day_or_404(year)
    spans = [
        (_month_name(month), reverse("archive-month", args=[year, month]), date(year, month, 1), _next_month(year, month))
        for month in range(1, 13)
    ]
    return _periods(request, digits(year), reverse("archive-year", args=[year]), spans, _("Months"), [])


@require_safe
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """The days of a month that hold stories."""
    first, end = _day_or_404(year, month), _next_month(year, month)
    days = [first + timedelta(days=number) for number in range((end - first).days)]
    spans = [
        (arabic_date(day, "long"), reverse("archive-day", args=[year, month, day.day]), day, day + timedelta(days=1))
        for day in days
    ]
    steps = [(digits(year), reverse("archive-year", args=[year]))]
    address = reverse("archive-month", args=[year, month])
    return _periods(request, _month_and_year(first), address, spans, _("Days"), steps)


@require_safe
def day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    """The stories of a day, the newest first."""
    here = _day_or_404(year, month, day)
    stories = _between(here, here + timedelta(days=1))
    rows = slice_of(request, stories.newest_first().for_cards())
    steps = [
        (digits(year), reverse("archive-year", args=[year])),
        (_month_and_year(here), reverse("archive-month", args=[year, month])),
    ]
    title = _("Stories of %(date)s") % {"date": arabic_date(here, "long")}
    address = reverse("archive-day", args=[year, month, day])
    page = _page(request, title, address, steps, is_empty=not rows.count)
    dated = Article.objects.public().dated()
    earlier = dated.filter(sort_time__lt=_midnight(here)).newest_first().values_list("sort_time", flat=True).first()
    later = dated.filter(sort_time__gte=_midnight(here + timedelta(days=1))).order_by("sort_time", "pk")
    context = {
        "earlier": _day_of(earlier),
        "later": _day_of(later.values_list("sort_time", flat=True).first()),
        "heading": arabic_date(here, "long"),
    }
    return _stories(request, page, rows, steps, context)


@require_safe
def undated(request: HttpRequest) -> HttpResponse:
    """Stories whose date nobody knows."""
    rows = slice_of(request, _undated().newest_first().for_cards())
    page = _page(request, _("Undated stories"), reverse("archive-undated"), [], is_empty=not rows.count)
    return _stories(request, page, rows, [], {"heading": _("Undated stories")})


def _periods(
    request: HttpRequest, title: str, address: str, spans: list[Any], heading: str, steps: list[tuple[str, str]]
) -> HttpResponse:
    periods = [period for period in _counted(spans) if period.count]
    page = _page(request, _("Archive: %(period)s") % {"period": title}, address, steps, is_empty=not periods)
    context = {"title": title, "periods": periods, "heading": heading, "steps": steps}
    return show(request, "articles/archive.html", page, context)


def _stories(
    request: HttpRequest, page: Page, rows: Any, steps: list[tuple[str, str]], context: dict[str, Any]
) -> HttpResponse:
    page.previous, page.next = rows.previous, rows.next
    if rows.number > 1:
        page.canonical += rows.address(rows.number)
        page.title = _("%(title)s, page %(number)s") % {"title": page.title, "number": rows.number}
    context |= {"rows": rows, "stories": rows.items, "steps": steps}
    return show(request, "articles/archive_day.html", page, context)


def _page(request: HttpRequest, title: str, address: str, steps: list[tuple[str, str]], *, is_empty: bool) -> Page:
    path = [(_("Front page"), reverse("home")), (_("Archive"), reverse("archive")), *steps, (title, address)]
    return Page(
        title=title,
        description=_("From the newspaper's archive: %(period)s.") % {"period": title},
        canonical=address,
        robots="noindex, follow" if is_empty else "",
        json_ld=[breadcrumbs(path, request.build_absolute_uri)],
    )


def _counted(spans: list[tuple[str, str, date, date]]) -> list[Period]:
    """The periods with their bounded counts: one query, a range of one index each."""
    if not spans:
        return []
    counts = {
        f"n{place}": BoundedCount(_between(start, end).order_by().values("pk")[: MOST_COUNTED + 1])
        for place, (_label, _address, start, end) in enumerate(spans)
    }
    row = Article.objects.public().order_by("-sort_time", "-pk").annotate(**counts).values(*counts).first() or {}
    return [Period(label, address, row.get(f"n{place}", 0)) for place, (label, address, _s, _e) in enumerate(spans)]


def _between(start: date, end: date) -> ArticleQuerySet:
    """Public stories from the midnight of one day up to that of another, by the newsroom's clock."""
    return Article.objects.public().dated().filter(sort_time__gte=_midnight(start), sort_time__lt=_midnight(end))


def _undated() -> ArticleQuerySet:
    return Article.objects.public().filter(published_at__isnull=True)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _day_or_404(year: int, month: int = 1, day: int = 1) -> date:
    """Http404 for what is no day, for one to come, and at the calendar's ends, where zones reach beyond it."""
    try:
        found = date(year, month, day)
    except ValueError as error:
        raise Http404("no such day") from error
    if year < 2 or found > timezone.localdate():
        raise Http404("no such day")
    return found


def _next_year(year: int) -> date:
    return date(year + 1, 1, 1)


def _next_month(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1)


def _day_of(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def _month_name(month: int) -> str:
    language = "en" if (get_language() or "").startswith("en") else "ar"
    return dates.month_name(month, settings.NEWSROOM["MONTH_NAMES"], language)


def _month_and_year(day: date) -> str:
    return f"{_month_name(day.month)} {digits(day.year)}"
