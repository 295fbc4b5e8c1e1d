"""The desk's first page: what today needs of this person. A fixed number of queries, each over an index and cut short."""

from datetime import datetime, time, timedelta
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import IntegerField, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.editorial import rights, work
from articles.models import Article, ArticleQuerySet, Correction, DeskState, StoryVersion
from articles.popularity import most_read

ROWS = 8
MOST_READ = 5
# Counts stop here: «99+» says enough, and a full count would grow with the archive.
MOST_COUNTED = 99
# Gaps in what is older than this are the archive's, not today's.
RECENT = timedelta(days=7)
# So many of the latest entries are looked through for those on stories that the person may see.
EDITS_READ = 60


def dashboard(user: Any, now: datetime | None = None) -> dict[str, Any]:
    """What the page shows: ``tallies`` (label, count, url, state) and lists.

    Of stories ``mine``, ``today``, ``drafts``, ``scheduled``, ``gaps``, ``most_read``; also ``corrections``,
    ``versions`` and ``edits``.
    All of stories that the person may see.
    """
    now = now or timezone.now()
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(now), time.min))
    stories = rights.visible_to(user, now=now)
    today = stories.public(now).filter(sort_time__gte=midnight)
    left = Q(status__in=(Article.Status.WITHDRAWN, Article.Status.SPIKED))
    current = stories.filter(modified_at__gte=now - RECENT).exclude(left)
    gaps = current.filter(Q(image=None) | Q(section=None))
    day = timezone.localdate(now)
    to_come = stories.in_state(DeskState.SCHEDULED, now) | stories.in_state(DeskState.EMBARGOED, now)
    mine = work.waiting_for(user, now)
    return {
        "day": day,
        "tallies": _tallies(
            [
                (_("Waits for me"), mine, "mine", "work=mine"),
                (_("Overdue"), work.overdue(stories, now), "overdue", "work=overdue"),
                (_("Published today"), today, "published", f"state=published&since={day}&until={day}"),
                *((label, stories.in_state(state, now), state.value, f"state={state.value}") for state, label in _STATES),
                (_("Without a picture"), current.filter(image=None), "gap", "missing=picture"),
                (_("Without a section"), current.filter(section=None), "gap", "missing=section"),
            ]
        ),
        "mine": _rows(mine.order_by("due_at", "-modified_at")),
        "today": _rows(today.newest_first()),
        "drafts": _rows(stories.in_state(DeskState.DRAFT, now).order_by("-modified_at")),
        "scheduled": _rows(to_come.order_by("sort_time", "pk")),
        "gaps": _rows(gaps.order_by("-modified_at")),
        "most_read": most_read(MOST_READ),
        "corrections": _on_seen(user, Correction.objects.order_by("-date", "-pk")),
        "versions": _on_seen(user, StoryVersion.objects.defer("content").order_by("-pk")),
        "edits": _edits(user),
    }


_STATES = (
    (DeskState.DRAFT, _("Drafts")),
    (DeskState.IN_REVIEW, _("In review")),
    (DeskState.APPROVED, _("Approved")),
    (DeskState.EMBARGOED, _("Under embargo")),
    (DeskState.SCHEDULED, _("Scheduled")),
    (DeskState.WITHDRAWN, _("Withdrawn")),
)


class _CappedCount(Subquery):
    """How many rows the query finds, its limit at most: all figures of the page in one query."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()  # type: ignore[assignment]


def _tallies(figures: list[tuple[Any, ArticleQuerySet, str, str]]) -> list[dict[str, Any]]:
    counts = {
        f"n{number}": _CappedCount(found.order_by().values("pk")[: MOST_COUNTED + 1])
        for number, (_label, found, _state, _query) in enumerate(figures)
    }
    kind = ContentType.objects.get_for_model(Article)
    told = ContentType.objects.filter(pk=kind.pk).annotate(**counts).values(*counts).get()
    address = reverse("admin:articles_article_changelist")
    return [
        {"label": label, "count": _capped(told[f"n{number}"]), "state": state, "url": f"{address}?{query}"}
        for number, (label, _found, state, query) in enumerate(figures)
    ]


def _capped(count: int) -> str:
    return f"{MOST_COUNTED}+" if count > MOST_COUNTED else str(count)


def _rows(found: QuerySet[Any]) -> list[Any]:
    return list(found.select_related("section").defer("body", "standfirst")[:ROWS])


def _on_seen(user: Any, rows: QuerySet[Any]) -> list[Any]:
    """The first of the rows that are of a story which the person may see."""
    found = list(rows.select_related("article").defer("article__body", "article__standfirst")[:EDITS_READ])
    if rights.sections_of(user) is None:
        return found[:ROWS]
    seen = set(rights.visible_to(user).filter(pk__in={row.article_id for row in found}).values_list("pk", flat=True))
    return [row for row in found if row.article_id in seen][:ROWS]


def _edits(user: Any) -> list[LogEntry]:
    """The latest entries on stories that the person may see; those on deleted ones only for who sees all stories."""
    kind = ContentType.objects.get_for_model(Article)
    entries = list(
        LogEntry.objects.filter(content_type=kind).select_related("user", "content_type").order_by("-pk")[:EDITS_READ]
    )
    if rights.sections_of(user) is None:
        return entries[:ROWS]
    keys = {int(entry.object_id) for entry in entries if entry.object_id and entry.object_id.isdecimal()}
    seen = {str(pk) for pk in rights.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True)}
    return [entry for entry in entries if entry.object_id in seen][:ROWS]
