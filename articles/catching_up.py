"""What follows a save off the request: related stories are found anew, updates whose time has come enter the index.

Rows tell what is to be done (`AwaitedRefresh`, live updates' times), so nothing is lost with a process that dies.
"""

import logging
from datetime import datetime, timedelta

from django.db import DatabaseError
from django.utils import timezone

from articles import likeness, search
from articles.models import LiveEntry
from articles.workshop import Workshop

logger = logging.getLogger(__name__)

# How often is looked for updates whose time has come, and for what other processes left.
LOOK_EVERY_SECONDS = 60.0
# A server that starts looks back so far.
LOOK_BACK = timedelta(days=2)


class _Looks:
    """Until when updates were looked for by this process."""

    until: datetime | None = None
    index_was_looked_at = False


def catch_up() -> None:
    """All that waits. Errors are logged: what failed waits for the next look."""
    try:
        tell_of_an_old_index()
        index_updates_due()
        likeness.refresh_awaiting()
    except DatabaseError:
        logger.exception("Related stories wait: the database did not answer")


def tell_of_an_old_index() -> None:
    """Once, after a server's start: whoever updated may have forgotten it."""
    if not _Looks.index_was_looked_at:
        _Looks.index_was_looked_at = True
        if search.is_outdated():
            logger.warning("The search index was built by another version of the analysis: run «manage.py rebuild_search».")


def index_updates_due() -> int:
    """Index the stories whose live updates were held back and may be read now; returns how many."""
    now = timezone.now()
    since = _Looks.until or now - LOOK_BACK
    due = LiveEntry.objects.filter(at__gt=since, at__lte=now).order_by("article")
    done = search.index_many(due.values_list("article", flat=True).distinct())
    _Looks.until = now
    return done


_workshop = Workshop("catching up", lambda: catch_up(), LOOK_EVERY_SECONDS)


def open_workshop() -> None:
    """From now on this process finds what is related off the request. Called by the server's entry points alone."""
    likeness.work_later(_workshop.wake)
    _workshop.open()
