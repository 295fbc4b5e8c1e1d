"""What an import refused, to take away: a table with the reasons, and the records themselves."""

import csv
from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from articles.admin.imports.reasons import in_words
from articles.importing import uploads
from articles.models import ImportBatch, ImportResult

# A cell that begins so is taken for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Echo:
    """What the csv module writes to: it hands back what it gets."""

    def write(self, value: str) -> str:
        return value


def refused_table(batch: ImportBatch) -> Any:
    """Refused records and conflicts as CSV for a spreadsheet."""
    response = StreamingHttpResponse(_rows(batch), content_type="text/csv; charset=utf-8")
    return _as_file(response, f"import-{batch.pk}-refused.csv")


def refused_lines(batch: ImportBatch) -> Any:
    """The refused lines as they came, to be mended and imported again."""
    response = StreamingHttpResponse(uploads.rejected_lines(batch), content_type="application/jsonl; charset=utf-8")
    return _as_file(response, f"import-{batch.pk}-refused.jsonl")


def _rows(batch: ImportBatch) -> Iterator[bytes]:
    writer: Any = csv.writer(_Echo())
    heads = [_("file"), _("line"), _("external id"), _("headline"), _("outcome"), _("reason"), "reason"]
    # Spreadsheets take it for UTF-8 by this mark alone.
    yield ("\ufeff" + writer.writerow(heads)).encode()
    wanted = (ImportResult.Outcome.FAILED, ImportResult.Outcome.CONFLICT)
    for row in ImportResult.objects.filter(batch=batch, outcome__in=wanted).order_by("pk").iterator():
        cells = [row.path, row.position, row.external_id, row.headline, row.get_outcome_display()]
        yield writer.writerow([_harmless(cell) for cell in (*cells, in_words(row.reason), row.reason)]).encode()


def _harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _as_file(response: Any, name: str) -> HttpResponse:
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
