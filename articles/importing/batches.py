"""A run's own record: who imported what, when, and what became of every record."""

import os
import secrets
import socket
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import DatabaseError
from django.db.models import Count
from django.utils import timezone

from articles.importing.options import Options
from articles.importing.readers.wishes import Wishes
from articles.importing.results import Outcome, Result
from articles.models import ImportBatch, ImportResult

State = ImportBatch.State

# Outcome -> the batch's column. What brought nothing new is not kept.
COLUMNS = {
    Outcome.CREATED: "created",
    Outcome.UPDATED: "updated",
    Outcome.CONFLICT: "conflicts",
    Outcome.FAILED: "refused",
}
# What `ImportResult` keeps of the texts that it is told.
_LENGTHS: dict[str, int] = {name: getattr(ImportResult, name).field.max_length for name in ("path", "external_id", "headline")}
_REASON = 2000
# Seconds between two signs of life.
_BEAT_EVERY = 2.0


class Stopped(Exception):
    """The run is to end here: somebody asked for it, or another process has the batch. ``str()`` says which (English)."""


class Ledger:
    """Keeps what becomes of a run's records. The batch's counts follow from the results, whatever moment a kill comes at."""

    def __init__(self, batch: ImportBatch) -> None:
        self.batch = batch
        self._read = 0
        self._counts: Counter[str] = Counter()
        self._known = _counted(batch)
        self._next_beat = 0.0

    def note(self, results: Sequence[Result]) -> None:
        """Keep the results. Call it in the transaction of the stories that they tell of."""
        rows = [_row(self.batch, result) for result in results if result.outcome in COLUMNS]
        if rows:
            ImportResult.objects.bulk_create(rows)

    def count(self, result: Result, read_bytes: int) -> None:
        """Count one record of the pass; now and then say that the run goes on. Call it outside of transactions. Stopped."""
        self._read += 1
        if result.outcome in COLUMNS:
            self._counts[COLUMNS[result.outcome]] += 1
            self._counts["warnings"] += len(result.warnings)
        if time.monotonic() >= self._next_beat:
            self.beat(read_bytes)

    def beat(self, read_bytes: int) -> None:
        """Say how far the run is. Stopped if it is not to go on."""
        self._next_beat = time.monotonic() + _BEAT_EVERY
        told = {name: self._known[name] + self._counts[name] for name in (*COLUMNS.values(), "warnings")}
        say_alive(self.batch, read_bytes=read_bytes, read=self._read, **told)

    def close(self, state: str, message: str = "", **fields: Any) -> None:
        """Write the batch's end and what became of all its records. A batch that another process has is left alone."""
        if state == State.DONE:
            fields["read_bytes"] = self.batch.total_bytes
        end(self.batch, state, message, read=self._read, **_counted(self.batch), **fields)


def say_alive(batch: ImportBatch, **fields: Any) -> None:
    """A sign of life, with how far the work is. Stopped if it is not to go on."""
    mine = ImportBatch.objects.filter(pk=batch.pk, holder=batch.holder)
    if not mine.update(heartbeat_at=timezone.now(), **fields):
        raise Stopped("another process has taken this import up")
    if mine.filter(is_stop_asked=True).exists():
        raise Stopped("stopped by a person")


def end(batch: ImportBatch, state: str, message: str = "", **fields: Any) -> None:
    """Take the batch out of this process' hands; nothing happens where it is not in them."""
    mine = ImportBatch.objects.filter(pk=batch.pk, holder=batch.holder)
    told = {"state": state, "message": message[:_REASON], "is_stop_asked": False, "holder": "", "ended_at": timezone.now()}
    mine.update(**(told | fields))


def begin(sources: Sequence[str], options: Options, wishes: Wishes, *, total_bytes: int, reader: str = "") -> Ledger:
    """A batch of the command line, running from now on."""
    batch = ImportBatch.objects.create(
        sources=[os.fsencode(source).decode("utf-8", "backslashreplace") for source in sources],
        options=stored_options(options, wishes, reader),
        total_bytes=total_bytes,
        holder=new_holder(),
        heartbeat_at=timezone.now(),
        attempts=1,
    )
    return Ledger(batch)


@contextmanager
def kept(begun: Callable[[], Ledger] | None) -> Iterator[Ledger | None]:
    """A batch around a run: done when the run is, else stopped with the reason. Without ``begun`` none is kept."""
    if begun is None:
        yield None
        return
    ledger = begun()
    try:
        yield ledger
    except BaseException as error:
        # Where the database itself has failed, the batch's silence tells of it.
        with suppress(DatabaseError):
            ledger.close(State.STOPPED, _why(error))
        raise
    ledger.close(State.DONE)


def _why(error: BaseException) -> str:
    if isinstance(error, KeyboardInterrupt | SystemExit):
        return "interrupted"
    return " ".join(f"{error}".split()) or type(error).__name__


def stored_options(options: Options, wishes: Wishes, reader: str = "") -> dict[str, Any]:
    """Both as JSON values; what is as it always is is left out."""
    usual = asdict(Options())
    told = {name: value for name, value in asdict(options).items() if value != usual[name]}
    if options.published_at is not None:
        told["published_at"] = options.published_at.isoformat()
    if reader:
        told["format"] = reader
    return told | {name: value for name, value in asdict(wishes).items() if value}


def read_options(stored: dict[str, Any]) -> tuple[Options, Wishes, str]:
    """What `stored_options` wrote: options, wishes, the reader's name."""
    told = dict(stored)
    wishes = Wishes(**{name: told.pop(name) for name in ("columns", "pages") if name in told})
    reader = told.pop("format", "")
    if "published_at" in told:
        told["published_at"] = datetime.fromisoformat(told["published_at"])
    return Options(**told), wishes, reader


def new_holder() -> str:
    """A name for this process and this taking of a batch: machine, process, a word drawn by lot."""
    return f"{_machine()}:{os.getpid()}:{secrets.token_hex(6)}"


def _machine() -> str:
    return socket.gethostname()[:60]


def is_gone(batch: ImportBatch) -> bool:
    """Whether the process that had the batch is there no longer: seen at once on its own machine, else by its silence."""
    if batch.is_dead:
        return True
    machine, _, number = batch.holder.rpartition(":")[0].rpartition(":")
    if not batch.is_alive or machine != _machine() or not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        pass
    return False


def recount(batch: ImportBatch) -> None:
    """Write the counts that follow from the results: of a run that was killed."""
    ImportBatch.objects.filter(pk=batch.pk).update(**_counted(batch))


def _counted(batch: ImportBatch) -> dict[str, int]:
    results = ImportResult.objects.filter(batch=batch)
    by_outcome = dict(results.values_list("outcome").annotate(n=Count("pk")).order_by())
    told = results.exclude(warnings="").values_list("warnings", flat=True)
    warnings = sum(lines.count("\n") + 1 for lines in told.iterator())
    return {column: by_outcome.get(str(outcome), 0) for outcome, column in COLUMNS.items()} | {"warnings": warnings}


def _row(batch: ImportBatch, result: Result) -> ImportResult:
    return ImportResult(
        batch=batch,
        outcome=str(result.outcome),
        path=_text(place(batch, result.path))[-_LENGTHS["path"] :],
        position=result.line,
        external_id=_text(result.external_id)[: _LENGTHS["external_id"]],
        headline=_text(result.headline)[: _LENGTHS["headline"]],
        reason=_text(place(batch, result.reason))[:_REASON],
        warnings="\n".join(" ".join(_text(place(batch, warning)).split()) for warning in result.warnings),
        story=result.article_id,
        record_hash=result.record_hash,
        before=result.before or None,
    )


def place(batch: ImportBatch, text: str) -> str:
    """The text with uploads named as the person named them: where they lie is nobody's business."""
    folder = batch.upload_folder
    return text.replace(f"{folder}{os.sep}", "") if folder else text


def _text(value: str) -> str:
    """As databases take it: names of files may be any bytes, and refused texts may hold anything."""
    return value.encode("utf-8", "backslashreplace").decode().replace("\x00", "\N{REPLACEMENT CHARACTER}")
