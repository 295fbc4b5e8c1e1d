"""PostgreSQL's full text index: a tsvector of our stems beside the document, under a GIN index.

The vector is made by us, not by a text search configuration: `arabic` and `simple` never see the text. It holds no
positions (they would double it): that the words of a phrase follow each other is checked by the scorer. A stem of the
headline is entered a second time behind a mark, so that «in the headline» is answered by the GIN index alone.

PostgreSQL's own ranking is not used: `ts_rank` knows no rarity of words and reads every vector it ranks.
"""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from articles.models.search import SearchDocument
from articles.search.asking import Ask, Row, Stems, exists_in, heaviest
from articles.text.analysis import ANALYSER_VERSION

TABLE = "articles_searchdocument"
HEADLINE_MARK = "^"
# What a group in the headline adds to the same group anywhere.
HEADLINE_WEIGHT = 1.0


class PostgresEngine:
    def write(self, rows: Sequence[Row]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {TABLE} (article_id, words, counted, analyser, vector)"  # noqa: S608
                " VALUES (%s, %s, %s, %s, array_to_tsvector(%s::text[]))"
                " ON CONFLICT (article_id) DO UPDATE SET words = excluded.words, counted = excluded.counted,"
                " analyser = excluded.analyser, vector = excluded.vector",
                [(row.pk, row.words, row.counted, ANALYSER_VERSION, _lexemes(row.stems)) for row in rows],
            )

    def erase(self, pk: int, stems: Stems) -> None:
        """Nothing to do: the vector is replaced by the next one, or goes with its document's row."""

    def clear(self) -> None:
        SearchDocument.objects.all().delete()

    def optimize(self) -> None:
        """New statistics, so that the planner knows which words are common."""
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {TABLE}")

    def match(self, ask: Ask, visible: QuerySet[Any], limit: int) -> list[int]:
        if not ask.groups:
            return []
        try:
            exists, params = exists_in(visible, "hit.article_id")
        except EmptyResultSet:
            return []
        if ask.headline_only:
            return self._newest(_all_of(ask, HEADLINE_MARK), exists, params, limit)
        if not ask.every and not ask.broad:
            return self._most_telling(ask, exists, params, limit)
        newest = self._newest(_all_of(ask), exists, params, limit)
        if len(newest) < limit // 2:
            return newest
        titled = self._newest(_all_of(ask, HEADLINE_MARK), exists, params, limit // 3)
        return list(dict.fromkeys([*titled, *newest]))[:limit]

    def _newest(self, question: str, exists: str, params: list[Any], limit: int) -> list[int]:
        return self._keys(
            f"WITH hit AS MATERIALIZED (SELECT article_id FROM {TABLE} WHERE vector @@ %s::tsquery)"  # noqa: S608
            f" SELECT article_id FROM hit WHERE {exists} ORDER BY article_id DESC LIMIT %s",
            [question, *params, limit],
        )

    def _most_telling(self, ask: Ask, exists: str, params: list[Any], limit: int) -> list[int]:
        """Any of the groups; those first whose groups, together, tell most. Each group is one look into the index."""
        arms, values = [], []
        rest = _rest(ask)
        for group, weight in zip(ask.groups, ask.weights, strict=True):
            for mark, more in (("", weight), (HEADLINE_MARK, weight * HEADLINE_WEIGHT)):
                arms.append(f"SELECT article_id, %s::float8 AS weight FROM {TABLE} WHERE vector @@ %s::tsquery")  # noqa: S608
                values += [more, " & ".join([_any_of(group, mark), *rest])]
        return self._keys(
            f"WITH arm AS ({' UNION ALL '.join(arms)}),"  # noqa: S608
            " hit AS MATERIALIZED (SELECT article_id, sum(weight) AS weight FROM arm GROUP BY article_id)"
            f" SELECT article_id FROM hit WHERE {exists} ORDER BY weight DESC, article_id DESC LIMIT %s",
            [*values, *params, limit],
        )

    @staticmethod
    def _keys(sql: str, params: list[Any]) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return [row[0] for row in cursor.fetchall()]

    def alike(self, weights: Mapping[str, float], limit: int) -> list[int]:
        one_stem = f"SELECT article_id AS pk, %s::float8 AS weight FROM {TABLE} WHERE vector @@ %s::tsquery"  # noqa: S608
        return heaviest(one_stem, [(f"'{stem}'", weight) for stem, weight in weights.items()], limit)

    def size(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT sum(pg_column_size(vector)) + pg_relation_size('articles_search_vector') FROM {TABLE}"  # noqa: S608
            )
            return int(cursor.fetchone()[0] or 0)


def _lexemes(stems: Stems) -> list[str]:
    return [*set(chain.from_iterable(stems)), *(HEADLINE_MARK + stem for stem in set(stems[0]))]


def _any_of(group: tuple[str, ...], mark: str = "") -> str:
    """The alternatives as a tsquery; a stem holds letters and digits alone, so quoting it is enough."""
    return "(" + " | ".join(f"'{mark}{stem}'" for stem in group) + ")"


def _all_of(ask: Ask, mark: str = "") -> str:
    groups = (" & " if ask.every else " | ").join(_any_of(group, mark) for group in ask.groups)
    return " & ".join([f"({groups})", *_rest(ask)])


def _rest(ask: Ask) -> list[str]:
    held = [f"'{stem}'" for phrase in ask.phrases for stem in phrase]
    return held + [f"!'{stem}'" for stem in ask.excluded]
