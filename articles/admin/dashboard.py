"""The desk's first page: what today needs. A fixed number of queries, each over an index and cut short."""

from datetime import datetime, time, timedelta
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article

ROWS = 8
# Counts stop here: «99+» says enough, and a full count would grow with the archive.
MOST_COUNTED = 99
# Gaps in what is older than this are the archive's, not today's.
RECENT = timedelta(days=7)


def dashboard(now: datetime | None = None) -> dict[str, Any]:
    """``tallies`` (label, count, address, state) and the lists ``today``, ``drafts``, ``scheduled``, ``gaps``, ``edits``."""
    now = now or timezone.now()
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(now), time.min))
    published = Article.objects.public(now).filter(sort_time__gte=midnight)
    drafts = Article.objects.filter(status=Article.Status.DRAFT)
    scheduled = Article.objects.filter(status=Article.Status.PUBLISHED, sort_time__gt=now)
    withdrawn = Article.objects.filter(status=Article.Status.WITHDRAWN)
    current = Article.objects.filter(modified_at__gte=now - RECENT).exclude(status=Article.Status.WITHDRAWN)
    gaps = current.filter(Q(image=None) | Q(section=None))
    day = timezone.localdate(now)
    return {
        "day": day,
        "tallies": [
            _tally(_("Published today"), published, "published", f"state=published&since={day}&until={day}"),
            _tally(_("Drafts"), drafts, "draft", "state=draft"),
            _tally(_("Scheduled"), scheduled, "scheduled", "state=scheduled"),
            _tally(_("Withdrawn"), withdrawn, "withdrawn", "state=withdrawn"),
            _tally(_("Without a picture"), current.filter(image=None), "gap", "missing=picture"),
            _tally(_("Without a section"), current.filter(section=None), "gap", "missing=section"),
        ],
        "today": _rows(published.newest_first()),
        "drafts": _rows(drafts.order_by("-modified_at")),
        "scheduled": _rows(scheduled.order_by("sort_time", "pk")),
        "gaps": _rows(gaps.order_by("-modified_at")),
        "edits": _edits(),
    }


def _tally(label: Any, found: QuerySet[Any], state: str, query: str) -> dict[str, Any]:
    count = found.order_by()[: MOST_COUNTED + 1].count()
    shown = f"{MOST_COUNTED}+" if count > MOST_COUNTED else str(count)
    return {"label": label, "count": shown, "state": state, "url": f"{reverse('admin:articles_article_changelist')}?{query}"}


def _rows(found: QuerySet[Any]) -> list[Any]:
    return list(found.select_related("section").defer("body", "standfirst")[:ROWS])


def _edits() -> list[LogEntry]:
    kind = ContentType.objects.get_for_model(Article)
    return list(LogEntry.objects.filter(content_type=kind).select_related("user", "content_type").order_by("-pk")[:ROWS])
