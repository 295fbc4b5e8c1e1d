"""PostgreSQL's full text index: a tsvector of our stems beside the document, under a GIN index.

The vector is written by us, not by a text search configuration: `arabic` and `simple` never see the text. A stem of
the headline is entered a second time behind a mark, so that «in the headline» is answered by the GIN index alone,
without fetching vectors.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from articles.search.asking import Ask, Stems, exists_in, heaviest

TABLE = "articles_searchdocument"
# What PostgreSQL can hold: positions up to 16383, at most 256 of one lexeme.
LAST_POSITION = 16383
FIELD_LABELS = "ABD"
HEADLINE_MARK = "^"
# Phrases do not run on from one field into the next.
FIELD_GAP = 10
# How many of the matches are put in order before they are handed over.
ORDERED = 200


class PostgresEngine:
    def write(self, rows: Sequence[tuple[int, Stems]]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                f"UPDATE {TABLE} SET vector = %s::tsvector WHERE article_id = %s",  # noqa: S608
                [(_vector(stems), pk) for pk, stems in rows],
            )

    def erase(self, rows: Sequence[tuple[int, Stems]]) -> None:
        """Nothing to do: the vector is replaced by the next one, or goes with its document's row."""

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {TABLE} SET vector = NULL WHERE vector IS NOT NULL")  # noqa: S608

    def optimize(self) -> None:
        """New statistics, so that the planner knows which words are common."""
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {TABLE}")

    def match(self, ask: Ask, visible: QuerySet[Any], limit: int) -> list[int]:
        if not ask.groups and not ask.phrases:
            return []
        try:
            exists, params = exists_in(visible, "hit.article_id")
        except EmptyResultSet:
            return []
        if ask.headline_only:
            return self._select(_question(ask, HEADLINE_MARK), exists, params, limit)
        question = _question(ask)
        found = self._select(question, exists, params, limit)
        if ask.broad:
            titled = self._select(_question(ask, HEADLINE_MARK), exists, params, limit // 3)
            return list(dict.fromkeys([*titled, *found]))[:limit]
        if len(found) <= ORDERED:
            return found
        best = self._best(found, _wishes(ask))
        return list(dict.fromkeys([*best, *found]))

    def _select(self, question: str, exists: str, params: list[Any], limit: int) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(
                f"WITH hit AS MATERIALIZED (SELECT article_id FROM {TABLE} WHERE vector @@ %s::tsquery)"  # noqa: S608
                f" SELECT article_id FROM hit WHERE {exists} ORDER BY article_id DESC LIMIT %s",
                [question, *params, limit],
            )
            return [row[0] for row in cursor.fetchall()]

    def _best(self, pks: list[int], wishes: str) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT article_id FROM {TABLE} WHERE article_id = ANY(%s)"  # noqa: S608
                " ORDER BY ts_rank('{0.15, 0.15, 0.3, 1}', vector, %s::tsquery, 1) DESC, article_id DESC LIMIT %s",
                [pks, wishes, ORDERED],
            )
            return [row[0] for row in cursor.fetchall()]

    def alike(self, weights: Mapping[str, float], limit: int) -> list[int]:
        one_stem = f"SELECT article_id AS pk, %s::float8 AS weight FROM {TABLE} WHERE vector @@ %s::tsquery"  # noqa: S608
        return heaviest(one_stem, [(_lexeme(stem), weight) for stem, weight in weights.items()], limit)

    def size(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT sum(pg_column_size(vector)) + pg_relation_size('articles_search_vector') FROM {TABLE}"  # noqa: S608
            )
            return int(cursor.fetchone()[0] or 0)


def _vector(stems: Stems) -> str:
    """The text of a tsvector: every stem with its places, weighted by field; the headline's stems marked as well."""
    places: dict[str, list[str]] = {}
    start = 1
    for label, field in zip(FIELD_LABELS, stems, strict=True):
        for position, stem in enumerate(field, start):
            if position <= LAST_POSITION:
                places.setdefault(stem, []).append(f"{position}{label}")
            else:
                places.setdefault(stem, [])
        start += len(field) + FIELD_GAP
    lexemes = [_lexeme(stem) + (":" + ",".join(where[:255]) if where else "") for stem, where in places.items()]
    return " ".join([*lexemes, *(_lexeme(HEADLINE_MARK + stem) for stem in set(stems[0]))])


def _lexeme(stem: str) -> str:
    return f"'{stem}'"


def _question(ask: Ask, mark: str = "") -> str:
    """The question as a tsquery; a stem holds letters and digits alone, so quoting it is enough."""
    groups = ["(" + " | ".join(_lexeme(mark + stem) for stem in group) + ")" for group in ask.groups]
    parts = ["(" + (" & " if ask.every else " | ").join(groups) + ")"] if groups else []
    parts += [_row(phrase) for phrase in ask.phrases]
    parts += [f"!{_row(row)}" for row in ask.excluded]
    return " & ".join(parts)


def _wishes(ask: Ask) -> str:
    return " | ".join(_wished(ask))


def _wished(ask: Ask) -> Iterator[str]:
    for row in (*ask.groups, *ask.phrases):
        yield from map(_lexeme, row)


def _row(phrase: tuple[str, ...]) -> str:
    return "(" + " <-> ".join(map(_lexeme, phrase)) + ")"
