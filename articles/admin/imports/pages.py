"""What the page of an import shows: how far it is, what a dry run has found, what became of each record."""

from typing import Any

from django.core.paginator import Page
from django.db.models import Count
from django.http import HttpRequest
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.admin.base import LimitedPaginator
from articles.admin.imports.reasons import in_words
from articles.importing import batch_runs, undoing, uploads
from articles.models import Article, ImportBatch, ImportRecord, ImportResult

State, Outcome = ImportBatch.State, ImportResult.Outcome

# What may be done with an import besides undoing it: verb -> its button.
VERBS = {
    "confirm": _("Import"),
    "stop": _("Stop"),
    "resume": _("Go on where it stopped"),
    "start": _("Start now"),
    "discard": _("Remove the files, import nothing"),
}
ROWS = 50
_COLOURS = {
    State.DONE: "published",
    State.RUNNING: "scheduled",
    State.CHECKING: "scheduled",
    State.UNDOING: "scheduled",
    State.CHECKED: "gap",
    State.STOPPED: "withdrawn",
}
_COUNTS = (
    ("created", pgettext_lazy("number of stories", "created"), "published"),
    ("updated", pgettext_lazy("number of stories", "updated"), "scheduled"),
    ("unchanged", pgettext_lazy("number of stories", "unchanged"), "draft"),
    ("conflicts", pgettext_lazy("number of stories", "conflicts"), "gap"),
    ("refused", pgettext_lazy("number of stories", "refused"), "withdrawn"),
    ("warnings", pgettext_lazy("number of stories", "warnings"), "gap"),
)
_IN_TRIAL = {"conflicts": "conflict", "refused": "failed"}


def names(batch: ImportBatch) -> str:
    """The files in one line."""
    shown = [str(source).rpartition("/")[2] or str(source) for source in batch.sources[:3]]
    more = len(batch.sources) - len(shown)
    return "، ".join(shown) + (f" +{more}" if more else "")


def state_of(batch: ImportBatch) -> SafeString:
    colour = _COLOURS.get(State(batch.state), "draft")
    return format_html('<span class="nr-state nr-state-{}">{}</span>', colour, batch.get_state_display())


def can_discard(batch: ImportBatch) -> bool:
    """Whether it wrote nothing and nothing works on it."""
    idle = batch.state in (State.CHECKED, State.STOPPED) and batch.undo_asked_at is None and bool(batch.upload)
    return idle and not batch.results.filter(outcome__in=(Outcome.CREATED, Outcome.UPDATED)).exists()  # type: ignore[attr-defined]


def live(batch: ImportBatch, may: dict[str, bool]) -> dict[str, Any]:
    """The part of the page that changes while a process works on the import."""
    is_busy = batch.state in (*ImportBatch.AT_WORK, *ImportBatch.AWAITED)
    return {
        "batch": batch,
        "state": state_of(batch),
        "is_busy": is_busy,
        "is_stopping": batch.is_stop_asked,
        "percent": _percent(batch) if is_busy and not batch.is_awaiting else None,
        "counts": _counts(batch),
        "message": in_words(batch.message) if batch.message else "",
        "verbs": [(verb, VERBS[verb]) for verb in _open_verbs(batch, may)],
        "can_undo": may["undo"] and undoing.is_open_to(batch),
    }


def report(batch: ImportBatch, request: HttpRequest, may: dict[str, bool]) -> dict[str, Any]:
    """The rest of the page: the trial's findings while nothing is imported, then the results."""
    if batch.trial is not None and batch.state in (State.CHECKED, State.WAITING):
        return {"trial": _trial(batch.trial)}
    wanted = request.GET.get("outcome", "")
    results = ImportResult.objects.filter(batch=batch).defer("before")
    tallies = dict(results.values_list("outcome").annotate(n=Count("pk")).order_by())
    choices = [(outcome.value, outcome.label, tallies[outcome]) for outcome in Outcome if outcome in tallies]
    if wanted in Outcome.values:
        results = results.filter(outcome=wanted)
    elif wanted == "warnings":
        results = results.exclude(warnings="")
    elif wanted == "stayed":
        results = results.exclude(undone_as__in=("", *ImportResult.SETTLED))
    page = LimitedPaginator(results.order_by("pk"), ROWS).get_page(request.GET.get("p"))
    return {
        "results": page,
        "rows": _rows(page),
        "choices": choices,
        "wanted": wanted,
        "stayed": batch.undo_asked_at is not None
        and ImportResult.objects.filter(batch=batch).exclude(undone_as__in=("", *ImportResult.SETTLED)).count(),
        "has_refused": bool(tallies.get(Outcome.FAILED) or tallies.get(Outcome.CONFLICT)),
        "has_lines": may["import"] and Outcome.FAILED in tallies and uploads.has_rejected_lines(batch),
        "kept_days": uploads.KEPT_DAYS,
    }


def _percent(batch: ImportBatch) -> int:
    if batch.state == State.UNDOING:
        results = ImportResult.objects.filter(batch=batch).exclude(outcome=Outcome.FAILED)
        return _share(results.exclude(undone_as="").count(), results.count())
    return _share(batch.read_bytes, batch.total_bytes)


def _share(part: int, whole: int) -> int:
    return min(99, part * 100 // whole) if whole else 0


def _counts(batch: ImportBatch) -> list[tuple[Any, int, str]]:
    told = (batch.trial or {}).get("counts") if batch.state in (State.CHECKED, State.WAITING) else None
    if told is not None:
        return [(label, told.get(_IN_TRIAL.get(name, name), 0), colour) for name, label, colour in _COUNTS]
    return [(label, getattr(batch, name), colour) for name, label, colour in _COUNTS]


def _open_verbs(batch: ImportBatch, may: dict[str, bool]) -> list[str]:
    if not may["undo" if batch.undo_asked_at else "import"]:
        return []
    is_held = batch.is_held and not batch.is_stop_asked
    conditions = {
        "confirm": batch.state == State.CHECKED and _brings_something(batch.trial),
        "resume": batch_runs.can_resume(batch),
        "start": batch.is_awaiting,
        "stop": is_held or batch.state in ImportBatch.AWAITED,
        "discard": can_discard(batch),
    }
    return [verb for verb, is_open in conditions.items() if is_open]


def _brings_something(trial: dict[str, Any] | None) -> bool:
    counts = (trial or {}).get("counts", {})
    return any(counts.get(name) for name in ("created", "updated", "conflict"))


def _trial(trial: dict[str, Any]) -> dict[str, Any]:
    samples = [
        {**_placed(sample), "published_at": parse_datetime(sample["published_at"]) if sample["published_at"] else None}
        for sample in trial["samples"]
    ]
    found = {
        "samples": samples,
        "warnings": [{**_placed(kind), "text": in_words(kind["example"])} for kind in trial["warnings"]],
        "refused": [{**_placed(row), "text": in_words(row["reason"])} for row in trial["refused"]],
        "conflicts": [_placed(row) for row in trial["conflicts"]],
    }
    return {**trial, **found, "brings": _brings_something(trial)}


def _placed(row: dict[str, Any]) -> dict[str, Any]:
    """With ``file`` and ``line`` apart: together, names of two scripts would shuffle them."""
    file, _colon, line = row["where"].rpartition(":")
    return {**row, "file": file, "line": line}


def _rows(page: Page) -> list[dict[str, Any]]:
    results = list(page)
    keys = [row.story for row in results if row.story]
    stories = Article.objects.only("pk", "headline").in_bulk(keys)
    records = {record.article_id: record for record in ImportRecord.objects.filter(article_id__in=keys).defer("conflict")}
    return [
        {
            "result": row,
            "story": stories.get(row.story or 0),
            "record": records.get(row.story or 0),
            "reason": in_words(row.reason) if row.reason else "",
            "warnings": [in_words(line) for line in row.warnings.splitlines()],
        }
        for row in results
    ]
