"""Undoing an import: what it created goes, what it updated is put back, and what people have touched since stays and is named.

One story at a time, each in a transaction with its mark on the result: it may
be stopped or killed at any moment, and goes on where it was.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Count, F, ProtectedError, Q, QuerySet
from django.utils import timezone

from articles.importing import batches, unused_pictures
from articles.importing.identity import is_edited, one_import_at_a_time
from articles.importing.results import Outcome
from articles.importing.snapshots import restore
from articles.models import (
    Article,
    BreakingNews,
    FrontSlot,
    ImportBatch,
    ImportRecord,
    ImportResult,
    PendingRelatedLink,
    RelatedLink,
)
from articles.models.imports import Undone

State = ImportBatch.State

# States from which a batch may be undone: nothing works on it, and it may have written something.
OPEN_TO = (State.DONE, State.STOPPED, State.UNDONE)
_CHUNK = 200
_BEAT_EVERY = 2.0
# So many entries of the log are looked at for the plan; the undoing itself looks at all.
_MOST_LOGGED = 5000


@dataclass
class Plan:
    """What an undoing would do, by what is plain to see. The undoing looks closer: it may find more that people touched."""

    remove: int = 0
    restore: int = 0
    gone: int = 0
    edited: int = 0
    later: int = 0
    # Some of those that stay: (story, why)
    named: list[tuple[Article, Undone]] = field(default_factory=list)

    @property
    def stay(self) -> int:
        return self.edited + self.later

    @property
    def is_empty(self) -> bool:
        return not (self.remove or self.restore)


def is_open_to(batch: ImportBatch) -> bool:
    """Whether the batch may be undone as it stands."""
    return batch.state in OPEN_TO and ImportResult.objects.filter(_to_do(), batch=batch).exists()


def plan(batch: ImportBatch, named: int = 50) -> Plan:
    """Count in a fixed number of queries what an undoing would do, and name some of the stories that would stay."""
    created = ImportRecord.objects.filter(batch=batch)
    waiting = ImportResult.objects.filter(batch=batch).exclude(undone_as__in=ImportResult.SETTLED)
    told = waiting.filter(outcome=Outcome.UPDATED)
    updated = ImportRecord.objects.filter(article_id__in=told.values("story")).exclude(batch=batch)
    found = Plan(gone=max(0, waiting.filter(outcome=Outcome.CREATED).count() - created.count()))
    logged = _logged(Article, batch)[:_MOST_LOGGED]
    touched = Q(article__modified_at__gt=F("updated_at")) | Q(article_id__in=logged)
    later = Q(updated_at__gt=batch.ended_at) if batch.ended_at else Q(pk__in=[])
    for records, sort in ((created, "remove"), (updated, "restore")):
        changed = later & ~touched
        counts = records.aggregate(all=Count("pk"), edited=Count("pk", filter=touched), later=Count("pk", filter=changed))
        setattr(found, sort, counts["all"] - counts["edited"] - counts["later"])
        found.edited += counts["edited"]
        found.later += counts["later"]
        for which, why in ((touched, Undone.EDITED), (changed, Undone.LATER)):
            if counts[str(why)] and len(found.named) < named:
                rows = records.filter(which).select_related("article").defer("article__body")[: named - len(found.named)]
                found.named += [(record.article, why) for record in rows]
    return found


def ask(batch: ImportBatch, by: Any) -> bool:
    """Have the batch undone by the next process that takes it. False where it is not open to that (any more)."""
    asked = ImportBatch.objects.filter(pk=batch.pk, state__in=OPEN_TO)
    fresh = {"holder": "", "heartbeat_at": None, "attempts": 0, "is_stop_asked": False, "message": ""}
    return bool(asked.update(state=State.UNDOING, undo_asked_at=timezone.now(), undone_by=by, **fresh))


def undo(batch: ImportBatch, show: Callable[[ImportResult], None] | None = None) -> None:
    """Undo a batch that this process holds. `batches.Stopped` where somebody asked for it."""
    logged = {model: set(_logged(model, batch)) for model in (Article, BreakingNews)}
    next_beat = 0.0
    for result in _results(batch):
        with transaction.atomic():
            one_import_at_a_time()
            result.undone_as = _undo_one(batch, result, logged)
            result.save(update_fields=["undone_as"])
        if show is not None:
            show(result)
        if time.monotonic() >= next_beat:
            next_beat = time.monotonic() + _BEAT_EVERY
            batches.say_alive(batch)
    unused_pictures.remove(batch)
    # When it ended stays the time when the import did: pictures of that time are its own.
    batches.end(batch, State.UNDONE, ended_at=batch.ended_at)


def _to_do() -> Q:
    return Q(outcome__in=(Outcome.CREATED, Outcome.UPDATED, Outcome.CONFLICT)) & ~Q(undone_as__in=ImportResult.SETTLED)


def _results(batch: ImportBatch) -> Iterator[ImportResult]:
    """The newest first: what was updated after it was created is put back before it goes."""
    rows = ImportResult.objects.filter(_to_do(), batch=batch).order_by("-pk")
    below: QuerySet[ImportResult] = rows
    while chunk := list(below[:_CHUNK]):
        yield from chunk
        below = rows.filter(pk__lt=chunk[-1].pk)


def _logged(model: Any, batch: ImportBatch) -> list[int]:
    """Keys of the rows that people have worked on at the desk since the batch began."""
    kind = ContentType.objects.get_for_model(model)
    entries = LogEntry.objects.filter(content_type=kind, action_time__gte=batch.started_at)
    return [int(key) for key in entries.values_list("object_id", flat=True).distinct() if key and key.isdecimal()]


def _undo_one(batch: ImportBatch, result: ImportResult, logged: dict[Any, set[int]]) -> Undone:
    record = ImportRecord.objects.filter(article_id=result.story or 0).first()
    is_created = result.outcome == Outcome.CREATED
    if record is None or (is_created and record.batch_id != batch.pk):
        return Undone.GONE
    record.article = Article.objects.select_for_update().get(pk=record.article_id)
    if result.outcome == Outcome.CONFLICT:
        return _forget_conflict(record, result)
    if record.article_id in logged[Article] or record.article.modified_at > record.updated_at or is_edited(record):
        return Undone.EDITED
    if record.record_hash != result.record_hash:
        return Undone.LATER
    if not is_created:
        return _restore(record, result)
    lines = BreakingNews.objects.filter(article=record.article, pk__in=list(logged[BreakingNews])[:_MOST_LOGGED])
    if lines.exists() or FrontSlot.objects.filter(article=record.article).exists():
        return Undone.IN_USE
    return _remove(record.article, batch)


def _forget_conflict(record: ImportRecord, result: ImportResult) -> Undone:
    if record.conflict is None or record.conflict_hash != result.record_hash:
        return Undone.GONE
    record.conflict, record.conflict_hash = None, ""
    record.save(update_fields=["conflict", "conflict_hash"])
    return Undone.RESTORED


def _restore(record: ImportRecord, result: ImportResult) -> Undone:
    if not result.before:
        return Undone.UNKNOWN
    restore(record, result.before)
    return Undone.RESTORED


def _remove(article: Article, batch: ImportBatch) -> Undone:
    _promise_again(article, batch)
    try:
        with transaction.atomic():
            article.delete()
    except ProtectedError:
        return Undone.IN_USE
    return Undone.REMOVED


def _promise_again(article: Article, batch: ImportBatch) -> None:
    """Stories that stay and are linked to this one wait for it again."""
    links = RelatedLink.objects.filter(target=article).exclude(article__import_record__batch=batch)
    for link in links:
        PendingRelatedLink.objects.get_or_create(
            article_id=link.article_id,
            reference_key=article.headline_key[:500],
            defaults={"reference": article.headline, "title": link.title, "order": link.order},
        )
