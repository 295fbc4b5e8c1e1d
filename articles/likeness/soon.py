"""When related stories are found anew: off the request where a server works, at once after the commit elsewhere.

That a story waits is written in the transaction of its save: a server that dies loses nothing.
"""

import logging
from collections.abc import Callable, Sequence

from django.db import connection, transaction
from django.utils import timezone

from articles.likeness.keeping import refresh
from articles.models import AwaitedRefresh
from articles.models.many import insert

logger = logging.getLogger(__name__)


class _Server:
    # Wakes the server's thread; None in commands and tests, which do the work themselves.
    wake: Callable[[], None] | None = None


def work_later(wake: Callable[[], None] | None) -> None:
    """From now on only ``wake`` is called when a story waits; whoever is woken calls `refresh_awaiting`."""
    _Server.wake = staticmethod(wake) if wake else None


def refresh_soon(pk: int) -> None:
    """`refresh` when the transaction is through, once however often it is asked for. A failure spoils no save."""
    AwaitedRefresh.objects.bulk_create(
        [AwaitedRefresh(article_id=pk, asked_at=timezone.now())],
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["asked_at"],
    )
    if any(getattr(waiting[1], "refreshes", None) == pk for waiting in connection.run_on_commit):
        return

    def run() -> None:
        run.refreshes = None  # type: ignore[attr-defined]
        if _Server.wake is not None:
            _Server.wake()
        else:
            _refresh_one(AwaitedRefresh.objects.filter(pk=pk).first())

    run.refreshes = pk  # type: ignore[attr-defined]
    transaction.on_commit(run, robust=True)


def refresh_later(pks: Sequence[int]) -> None:
    """The new stories wait, of whatever number: a server, or `refresh_awaiting`, finds what is related to them."""
    now = timezone.now()
    insert([AwaitedRefresh(article_id=pk, asked_at=now) for pk in pks])
    transaction.on_commit(lambda: _Server.wake and _Server.wake())


def awaiting() -> int:
    """How many stories wait."""
    return AwaitedRefresh.objects.count()


def refresh_awaiting() -> int:
    """`refresh` all stories that wait, those that wait longest first; returns how many are done. Failures are logged."""
    done = 0
    failed: set[int] = set()
    while (awaited := AwaitedRefresh.objects.exclude(pk__in=failed).order_by("asked_at").first()) is not None:
        try:
            _refresh_one(awaited)
            done += 1
        except Exception:
            logger.exception("Related stories of story %s were not found", awaited.pk)
            failed.add(awaited.pk)
    return done


def _refresh_one(awaited: AwaitedRefresh | None) -> None:
    if awaited is not None:
        refresh(awaited.pk)
        # Saved again meanwhile: then it waits again.
        AwaitedRefresh.objects.filter(pk=awaited.pk, asked_at=awaited.asked_at).delete()
