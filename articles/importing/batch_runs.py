"""Batches of the desk, worked on apart from any request: one process takes one, looks it through, imports or undoes it.

A batch's state is in the database alone. Taking one is a change of one row that
only one process can make; a process that is killed is missed by its silence,
and another may take the batch up where it is.
"""

import logging
from collections.abc import Callable, Iterable
from typing import Any

from django.db import DatabaseError
from django.db.models import F
from django.utils import timezone

from articles.importing import undoing, uploads
from articles.importing.batches import COLUMNS, Ledger, Stopped, end, is_gone, new_holder, read_options, recount
from articles.importing.files import NothingToImport, Source, collect
from articles.importing.options import Options
from articles.importing.readers import named
from articles.importing.results import Outcome
from articles.importing.run import import_sources
from articles.importing.trials import look_through
from articles.models import ImportBatch, ImportResult

logger = logging.getLogger(__name__)
State = ImportBatch.State

# A batch that has taken so many processes with it is not taken again before a person says so.
MOST_ATTEMPTS = 3
_NEXT = {State.RECEIVED: State.CHECKING, State.WAITING: State.RUNNING}


def take(key: int | None = None) -> ImportBatch | None:
    """A batch that waits for a process (this one, if ``key`` is told), now in this process' hands; None where none does.

    Files that came through the desk lie on the machine that took them: batches whose files are elsewhere are left.
    """
    waiting = ImportBatch.objects.filter(state__in=(*ImportBatch.AWAITED, *ImportBatch.AT_WORK)).order_by("pk")
    for batch in waiting.filter(pk=key) if key else waiting:
        if not batch.is_awaiting and not (is_gone(batch) and _may_be_taken_up(batch)):
            continue
        if batch.state != State.UNDOING and not uploads.paths(batch):
            continue
        taken = _took(batch)
        if taken is not None:
            return taken
    return None


def run(batch: ImportBatch, show: Callable[[ImportResult], None] | None = None) -> None:
    """Do what the batch waits for. What goes wrong is kept with it, in one line. ``show`` is told what an undoing does."""
    try:
        if batch.state == State.UNDOING:
            undoing.undo(batch, show)
        else:
            {State.CHECKING: _check, State.RUNNING: _import}[State(batch.state)](batch)
    except (KeyboardInterrupt, SystemExit):
        # Asked to go: whoever comes next takes it up.
        _stop(batch, "interrupted")
        raise
    except Stopped as stop:
        _stop(batch, str(stop))
    except NothingToImport as reason:
        _stop(batch, str(reason))
    except DatabaseError as error:
        logger.exception("Import %s: the database failed", batch.pk)
        _stop(batch, f"the database failed ({' '.join(str(error).split())})")
    except Exception as error:
        # Whatever it is, the person who waits is told that nobody works on it any more.
        _stop(batch, f"a fault of the program ({type(error).__name__}); it is in the log")
        raise


def ask_to_stop(batch: ImportBatch) -> None:
    """Have the run end at its next sign of life; at once where no process has it."""
    ImportBatch.objects.filter(pk=batch.pk, state__in=ImportBatch.AT_WORK).update(is_stop_asked=True)
    idle = ImportBatch.objects.filter(pk=batch.pk, state__in=ImportBatch.AWAITED)
    idle.update(state=State.STOPPED, message="stopped by a person", ended_at=timezone.now())


def bury(batch: ImportBatch) -> bool:
    """Say of a batch whose process is gone that it stopped; its counts are those of what it has written."""
    if not batch.is_held or not is_gone(batch):
        return False
    _stop(batch, "its process ended without a word")
    return True


def resume(batch: ImportBatch) -> bool:
    """Have a batch that stopped taken up where it is. False where that can't be done (any more)."""
    if not can_resume(batch):
        return False
    state = State.UNDOING if batch.undo_asked_at else State.RECEIVED if batch.trial is None else State.WAITING
    fresh = {"holder": "", "heartbeat_at": None, "attempts": 0, "is_stop_asked": False, "message": ""}
    return bool(ImportBatch.objects.filter(pk=batch.pk, state=State.STOPPED).update(state=state, **fresh))


def can_resume(batch: ImportBatch) -> bool:
    return batch.state == State.STOPPED and bool(batch.undo_asked_at or batch.upload)


def confirm(batch: ImportBatch) -> bool:
    """The word that a checked batch waits for. False where it does not wait (any more)."""
    checked = ImportBatch.objects.filter(pk=batch.pk, state=State.CHECKED)
    return bool(checked.update(state=State.WAITING, attempts=0, is_stop_asked=False, read=0, read_bytes=0, ended_at=None))


def _may_be_taken_up(batch: ImportBatch) -> bool:
    if not batch.upload and batch.state != State.UNDOING:
        return False  # of the command line: only its own machine knows the files
    if batch.attempts < MOST_ATTEMPTS and not batch.is_stop_asked:
        return True
    bury(batch)
    return False


def _took(batch: ImportBatch) -> ImportBatch | None:
    as_seen = ImportBatch.objects.filter(pk=batch.pk, state=batch.state, holder=batch.holder)
    state = _NEXT.get(State(batch.state), batch.state)
    holder = new_holder()
    now = timezone.now()
    if not as_seen.update(state=state, holder=holder, heartbeat_at=now, attempts=F("attempts") + 1, message=""):
        return None
    return ImportBatch.objects.get(pk=batch.pk, holder=holder)


def _check(batch: ImportBatch) -> None:
    options, sources = _told(batch, dry_run=True)
    ledger = Ledger(batch)
    trial = look_through(sources, options, ledger)
    read = sum(trial["counts"].get(str(outcome), 0) for outcome in Outcome)
    # Nothing is written yet: what would be stands in the trial alone.
    nothing: dict[str, Any] = dict.fromkeys((*COLUMNS.values(), "warnings"), 0)
    end(batch, State.CHECKED, trial=trial, read_bytes=batch.total_bytes, read=read, **nothing)


def _import(batch: ImportBatch) -> None:
    options, sources = _told(batch)
    # Of a part that was broken off: these records are read, and told, once more.
    ImportResult.objects.filter(batch=batch, outcome__in=(Outcome.FAILED, Outcome.CONFLICT)).delete()
    ledger = Ledger(batch)
    ledger.beat(0)
    for _result in import_sources(sources, options, ledger):
        pass
    ledger.close(State.DONE)


def _told(batch: ImportBatch, *, dry_run: bool = False) -> tuple[Options, Iterable[Source]]:
    options, wishes, reader = read_options(batch.options | {"dry_run": dry_run})
    paths = [str(path) for path in uploads.paths(batch)]
    if not paths:
        raise NothingToImport("the files are not here any more")
    return options, collect(paths, named(reader) if reader else None, wishes)


def _stop(batch: ImportBatch, reason: str) -> None:
    if batch.state != State.UNDOING:
        recount(batch)
        end(batch, State.STOPPED, reason)
    else:
        end(batch, State.STOPPED, reason, ended_at=batch.ended_at)
