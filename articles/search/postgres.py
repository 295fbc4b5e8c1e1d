"""PostgreSQL's full text index: a tsvector of our stems beside the document, under a GIN index.

The vector is made by us, not by a text search configuration: `arabic` and `simple` never see the text. It holds no
positions (they would double it): that the words of a phrase follow each other is checked by the scorer. A stem of the
headline is entered a second time behind a mark, so that «in the headline» is answered by the GIN index alone.

PostgreSQL's own ranking is not used: `ts_rank` knows no rarity of words and reads every vector it ranks.
"""

from collections.abc import Sequence
from itertools import chain

from django.db import connection

from articles.models.search import SearchDocument
from articles.search.asking import Ask, Engine, Row, Stems
from articles.text.analysis import ANALYSER_VERSION

TABLE = "articles_searchdocument"
HEADLINE_MARK = "^"


class PostgresEngine(Engine):
    holding = f"SELECT article_id AS pk FROM {TABLE} WHERE vector @@ %s::tsquery"  # noqa: S608
    newest = (
        f"WITH hit AS MATERIALIZED (SELECT article_id AS pk FROM {TABLE} WHERE vector @@ %s::tsquery)"  # noqa: S608
        " SELECT pk FROM hit WHERE {visible} ORDER BY pk DESC LIMIT %s"
    )

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

    def question(self, groups: Sequence[Sequence[str]], ask: Ask, *, headline: bool = False) -> str:
        """As a tsquery; a stem holds letters and digits alone, so quoting it is enough."""
        parts = [_any(group, HEADLINE_MARK if headline else "") for group in groups]
        parts += [f"'{stem}'" for phrase in ask.phrases for stem in phrase]
        return " & ".join([*parts, *(f"!'{stem}'" for stem in ask.excluded)])

    def size(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT sum(pg_column_size(vector)) + pg_relation_size('articles_search_vector') FROM {TABLE}"  # noqa: S608
            )
            return int(cursor.fetchone()[0] or 0)


def _lexemes(stems: Stems) -> list[str]:
    return [*set(chain.from_iterable(stems)), *(HEADLINE_MARK + stem for stem in set(stems[0]))]


def _any(group: Sequence[str], mark: str = "") -> str:
    return "(" + " | ".join(f"'{mark}{stem}'" for stem in group) + ")"
