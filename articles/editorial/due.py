"""When something is to be done next: each process remembers, and asks the database every few seconds."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from articles.editorial import prepared
from articles.models import PreparedChange

# What another machine prepares for a moment sooner than this may come so much late.
LOOK_EVERY = timedelta(seconds=10)


@dataclass
class Watch:
    """When this process looked last, and what it saw: the time of the next change."""

    looked_at: datetime | None = None
    next_at: datetime | None = None


_watch = Watch()


def forget() -> None:
    """Call it when a change was prepared: this process looks again at once."""
    _watch.looked_at = None


def apply_if_due() -> None:
    """Apply what is due. Costs nothing between looks; an index of waiting changes alone answers each look."""
    now = timezone.now()
    if _watch.looked_at is None or abs(now - _watch.looked_at) >= LOOK_EVERY:
        _look(now)
    if _watch.next_at is not None and _watch.next_at <= now:
        prepared.apply_due(now)
        _look(now)


def _look(now: datetime) -> None:
    waiting = PreparedChange.objects.filter(state=PreparedChange.State.PENDING).order_by("due_at")
    _watch.next_at = waiting.values_list("due_at", flat=True).first()
    _watch.looked_at = now
