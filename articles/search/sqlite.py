"""SQLite's full text index (FTS5).

The table is contentless: it keeps the index and no copy of the text. It is given stems, which are plain letters and
digits divided by blanks, so its tokenizer has nothing to decide (given raw Arabic it would cut words at harakat).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from articles.models.search import SearchDocument
from articles.search.asking import Ask, Row, Stems, exists_in, heaviest
from articles.text.analysis import ANALYSER_VERSION

TABLE = "articles_search_index"
COLUMNS = "headline, context, body"
# bm25() takes them in column order; the fine ranking is done in `ranking.py`.
WEIGHTS = "6.0, 2.0, 1.0"


class SqliteEngine:
    def write(self, rows: Sequence[Row]) -> None:
        SearchDocument.objects.bulk_create(
            [
                SearchDocument(article_id=row.pk, words=row.words, counted=row.counted, analyser=ANALYSER_VERSION)
                for row in rows
            ],
            update_conflicts=True,
            unique_fields=["article"],
            update_fields=["words", "counted", "analyser"],
        )
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {TABLE} (rowid, {COLUMNS}) VALUES (%s, %s, %s, %s)",  # noqa: S608
                [(row.pk, *map(" ".join, row.stems)) for row in rows],
            )

    def erase(self, pk: int, stems: Stems) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {TABLE} ({TABLE}, rowid, {COLUMNS}) VALUES ('delete', %s, %s, %s, %s)",  # noqa: S608
                [pk, *map(" ".join, stems)],
            )

    def clear(self) -> None:
        SearchDocument.objects.all().delete()
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {TABLE} ({TABLE}) VALUES ('delete-all')")  # noqa: S608

    def optimize(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {TABLE} ({TABLE}) VALUES ('optimize')")  # noqa: S608

    def match(self, ask: Ask, visible: QuerySet[Any], limit: int) -> list[int]:
        if not ask.groups:
            return []
        try:
            exists, params = exists_in(visible, "hit.rowid")
        except EmptyResultSet:
            return []
        expression = _expression(ask)
        if ask.headline_only:
            return self._select(f"{{headline}} : ({expression})", exists, params, "hit.rowid DESC", limit)
        if not ask.broad:
            return self._select(expression, exists, params, f"bm25({TABLE}, {WEIGHTS}), hit.rowid DESC", limit)
        # Ranking a word that half of all stories hold tells little and takes long.
        titled = self._select(f"{{headline}} : ({expression})", exists, params, "hit.rowid DESC", limit // 3)
        newest = self._select(expression, exists, params, "hit.rowid DESC", limit)
        return list(dict.fromkeys([*titled, *newest]))[:limit]

    def _select(self, expression: str, exists: str, params: list[Any], order: str, limit: int) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT hit.rowid FROM {TABLE} hit WHERE hit.{TABLE} MATCH %s AND {exists}"  # noqa: S608
                f" ORDER BY {order} LIMIT %s",
                [expression, *params, limit],
            )
            return [row[0] for row in cursor.fetchall()]

    def alike(self, weights: Mapping[str, float], limit: int) -> list[int]:
        one_stem = f"SELECT rowid AS pk, %s AS weight FROM {TABLE} WHERE {TABLE} MATCH %s"  # noqa: S608
        return heaviest(one_stem, [(f'"{stem}"', weight) for stem, weight in weights.items()], limit)

    def size(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT sum(length(block)) FROM articles_search_index_data")
            data = cursor.fetchone()[0] or 0
            cursor.execute("SELECT sum(length(sz)) FROM articles_search_index_docsize")
            return int(data + (cursor.fetchone()[0] or 0))


def _expression(ask: Ask) -> str:
    """The question in FTS5's language; every word is quoted, and a stem holds letters and digits alone."""
    groups = [_any(group) for group in ask.groups]
    together = f"({(' AND ' if ask.every else ' OR ').join(groups)})"
    expression = " AND ".join([together, *(_row(phrase) for phrase in ask.phrases)])
    return f"({expression}) NOT {_any(ask.excluded)}" if ask.excluded else expression


def _any(group: tuple[str, ...]) -> str:
    return "(" + " OR ".join(f'"{stem}"' for stem in group) + ")"


def _row(phrase: tuple[str, ...]) -> str:
    return f'"{" ".join(phrase)}"'
