"""What is read most: counts gathered in memory, written in batches, ranked with the newest reads counting most.

Nobody is followed: a read is a story's number and the hour, no address, no
cookie, no time to the minute. Every process gathers its own reads and adds
them to the table's, so that processes need not know of each other.
"""

import atexit
import logging
import threading
import time
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from django.core.cache import cache
from django.db import Error, transaction
from django.db.models import Case, ExpressionWrapper, F, FloatField, PositiveIntegerField, Sum, Value, When
from django.utils import timezone

from articles.models import Article, ReadCount

logger = logging.getLogger(__name__)

# Reads of the last two days rank stories; one of twelve hours ago counts half as much as one of now.
WINDOW_HOURS = 48
HALF_LIFE_HOURS = 12
# Reads are weighed by spans of so many hours: an hour each would cost the database four times as much.
STEP_HOURS = 4
# How many are ranked, and how many more are at hand for those that leave meanwhile.
RANKED, SPARE = 20, 20
# How often the ranking is made, by whoever writes a batch, and after how long a page makes it itself.
RANKING_EVERY = 60
RANKING_SECONDS = 900
KEPT_DAYS = 30
# A batch is written when it is this old or holds so many stories.
BATCH_SECONDS = 10.0
BATCH_STORIES = 500
# What is not written when the database fails is kept up to here.
MOST_WAITING = 20_000
# Rows of one statement: far below what any database takes.
ROWS_AT_ONCE = 200

_RANKING, _IS_FRESH = "most-read", "most-read-fresh"


class Batch:
    """Reads of this process that are not in the table yet: (story's key, hour) -> reads."""

    def __init__(self) -> None:
        self._reads: Counter[tuple[int, datetime]] = Counter()
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._written_at = float("-inf")

    def add(self, pk: int) -> None:
        with self._lock:
            key = (pk, hour_of(timezone.now()))
            if key in self._reads or len(self._reads) < MOST_WAITING:
                self._reads[key] += 1

    @property
    def is_due(self) -> bool:
        old = time.monotonic() - self._written_at >= BATCH_SECONDS
        return bool(self._reads) and (old or len(self._reads) >= BATCH_STORIES)

    def write(self) -> int:
        """Add all to the table; the reads written. One thread writes, others go on; nothing is lost when the database fails."""
        if not self._reads or not self._writing.acquire(blocking=False):
            return 0
        try:
            with self._lock:
                reads, self._reads = self._reads, Counter()
                self._written_at = time.monotonic()
            with transaction.atomic():
                return _add(reads)
        except Error:
            logger.warning("reads could not be written and wait for the next time", exc_info=True)
            with self._lock:
                self._reads.update(reads)
            return 0
        finally:
            self._writing.release()


_batch = Batch()


def count_read(pk: int) -> None:
    """Count a read of the story of this key. Now and then this writes the batch; keys of no public story are dropped then.

    No page waits for it: it is the time to make the ranking, too.
    """
    _batch.add(pk)
    if _batch.is_due and _batch.write() and cache.add(_IS_FRESH, 1, RANKING_EVERY):
        cache.set(_RANKING, ranking(), RANKING_SECONDS)


def write_batch() -> int:
    """Write what this process has gathered; the reads written."""
    return _batch.write()


@atexit.register
def _write_the_last() -> None:
    # A process that is stopped takes nothing with it. If it can't write any more, nobody is left to be told.
    with suppress(Exception):
        write_batch()


def most_read(limit: int = 5) -> list[Article]:
    """The public stories read most, best first; with ``section`` and ``image``, without the body. One query as a rule.

    The ranking may be minutes old; what the public may see is asked each time.
    """
    near = keys_of_most_read(limit)
    if not near:
        return []
    stories = Article.objects.public().select_related("section", "image").defer("body").in_bulk(near)
    return [stories[key] for key in near if key in stories][:limit]


def keys_of_most_read(limit: int) -> list[int]:
    """Keys of the stories read most and of some to spare, of any state: who shows them asks what is public. Mostly no query."""
    keys: list[int] | None = cache.get(_RANKING)
    if keys is None:
        keys = ranking()
        cache.set(_RANKING, keys, RANKING_SECONDS)
    return keys[: limit + SPARE]


def ranking(now: datetime | None = None) -> list[int]:
    """Keys of the stories with the highest sum of reads, halved every `HALF_LIFE_HOURS`. One query.

    Of any state: who shows them asks `Article.objects.public()`.
    """
    hour = hour_of(now or timezone.now())
    ages = range(0, WINDOW_HOURS, STEP_HOURS)
    weights = [
        When(hour__gt=hour - timedelta(hours=age + STEP_HOURS), then=Value(0.5 ** (age / HALF_LIFE_HOURS))) for age in ages
    ]
    weight = Case(*weights, default=Value(0.0), output_field=FloatField())
    score = Sum(ExpressionWrapper(F("reads") * weight, output_field=FloatField()))
    rows = ReadCount.objects.filter(hour__gt=hour - timedelta(hours=WINDOW_HOURS)).values("article_id")
    ranked = rows.annotate(score=score).order_by("-score", "-article_id")
    return list(ranked.values_list("article_id", flat=True)[: RANKED + SPARE])


def hour_of(moment: datetime) -> datetime:
    """The full hour that the moment is in, in UTC."""
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def _add(reads: Counter[tuple[int, datetime]]) -> int:
    written = 0
    for hour in sorted({hour for _pk, hour in reads}):
        # In one order, so that two processes never wait for each other's rows.
        keys = sorted(pk for pk, each in reads if each == hour)
        for start in range(0, len(keys), ROWS_AT_ONCE):
            part = keys[start : start + ROWS_AT_ONCE]
            known = Article.objects.public().filter(pk__in=part).order_by("pk").values_list("pk", flat=True)
            counts = {pk: reads[pk, hour] for pk in known}
            _raise(hour, counts)
            written += sum(counts.values())
        if hour.hour == 0:
            drop_old(hour)
    return written


def _raise(hour: datetime, counts: dict[int, int]) -> None:
    """Rows that are not there are made, then all are raised by their numbers: right beside other processes too."""
    if not counts:
        return
    ReadCount.objects.bulk_create([ReadCount(article_id=pk, hour=hour) for pk in counts], ignore_conflicts=True)
    more = Case(
        *(When(article_id=pk, then=Value(number)) for pk, number in counts.items()), output_field=PositiveIntegerField()
    )
    ReadCount.objects.filter(hour=hour, article_id__in=counts).update(reads=F("reads") + more)


def drop_old(now: datetime) -> int:
    """Delete counts older than `KEPT_DAYS`; how many rows."""
    return ReadCount.objects.filter(hour__lt=now - timedelta(days=KEPT_DAYS)).delete()[0]
