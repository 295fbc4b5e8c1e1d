"""A run's own record: who imported what, when, and what became of every record."""

import time
from collections import Counter
from collections.abc import Sequence

from django.db.models import F
from django.utils import timezone

from articles.importing.results import Outcome, Result
from articles.models import ImportBatch, ImportResult

# What `ImportResult` keeps of the texts that it is told.
_HEADLINE, _PATH = 300, 1000
_COLUMNS = {
    Outcome.CREATED: "created",
    Outcome.UPDATED: "updated",
    Outcome.CONFLICT: "conflicts",
    Outcome.FAILED: "failed",
}
# Seconds between two signs of life.
_BEAT_EVERY = 2.0


class Ledger:
    """Keeps what the writer tells, in the writer's own transactions: a batch's counts are those of the stories."""

    def __init__(self, batch: ImportBatch) -> None:
        self.batch = batch
        self._next_beat = 0.0

    def note(self, results: Sequence[Result]) -> None:
        """Keep the results; of records that brought nothing new only their number."""
        counts = Counter(_COLUMNS[result.outcome] for result in results if result.outcome in _COLUMNS)
        kept = [result for result in results if result.outcome in _COLUMNS]
        counts["warnings"] = sum(len(result.warnings) for result in kept)
        counts["read"] = len(results)
        ImportResult.objects.bulk_create(_row(self.batch, result) for result in kept)
        changes = {name: F(name) + count for name, count in counts.items() if count}
        ImportBatch.objects.filter(pk=self.batch.pk).update(**changes)

    def beat(self, read_bytes: int) -> None:
        """Say that the run goes on, now and then."""
        if time.monotonic() >= self._next_beat:
            self._next_beat = time.monotonic() + _BEAT_EVERY
            ImportBatch.objects.filter(pk=self.batch.pk).update(heartbeat_at=timezone.now(), read_bytes=read_bytes)


def _row(batch: ImportBatch, result: Result) -> ImportResult:
    return ImportResult(
        batch=batch,
        outcome=result.outcome,
        path=result.path[-_PATH:].encode("utf-8", "backslashreplace").decode(),
        position=result.line,
        headline=result.headline[:_HEADLINE],
        reason=result.reason,
        warnings=list(result.warnings),
        story=result.article_id,
        raw=result.raw,
        before=result.before or None,
    )
