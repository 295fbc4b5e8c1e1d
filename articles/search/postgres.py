"""PostgreSQL's full text index: a tsvector of our stems beside the document, under a GIN index.

The vector is made by us, not by a text search configuration: `arabic` and `simple` never see the text. It holds no
positions (they would double it): that the words of a phrase follow each other is checked by the scorer. A stem of the
headline is entered a second time behind a mark, so that «in the headline» is answered by the GIN index alone. Arabic
letters are written as others of one byte: the database keeps UTF-8, where each would take two.

Common words stand in more stories than anybody looks at, and each story found is a look into the table. So every vector
also tells in which stretch of the archive its story stands: «the newest with this word» asks for the newest stretches
alone, and GIN answers that by itself. The database's function `articles_search_hits` (made in a migration) keeps the
planner from reading the whole table instead: it does not know that vectors are stored apart, and costly to read.

PostgreSQL's own ranking is not used: `ts_rank` knows no rarity of words and reads every vector it ranks.
"""

from collections.abc import Sequence
from itertools import chain
from typing import Any

from django.db import connection

from articles.models.search import SearchDocument
from articles.search.asking import Ask, Engine, Row, Stems
from articles.text.analysis import ANALYSER_VERSION

TABLE = "articles_searchdocument"
HEADLINE_MARK = "^"
# Folded Arabic letters; stems are lower case, so capitals and these signs stand in no other word.
# Stretches of so many keys; the smallest that covers what is asked for with a few of them is taken.
STRETCHES = (1 << 10, 1 << 13, 1 << 16)
FEW_STRETCHES = 8
# Stories are looked for in stretches that are thought to hold so many times what is asked for.
AMPLE = 1.6
# Words that a smaller share of the stories holds are no common words in any archive.
MANY = 0.002
WRITTEN_AT_ONCE = 200
_ONE_BYTE = str.maketrans("ابتثجحخدذرزسشصضطظعغفقكلمنهويء", "ABCDEFGHIJKLMNOPQRSTUVWXYZ#$%")


class PostgresEngine(Engine):
    holding = "SELECT pk FROM articles_search_hits(%s::tsquery) AS hits (pk)"
    # Sorted first: who may see a story is asked of as many as are wanted.
    newest = (
        "SELECT pk FROM (SELECT pk FROM articles_search_hits(%s::tsquery) AS hits (pk) ORDER BY pk DESC OFFSET 0) hit"
        " WHERE {visible} ORDER BY pk DESC LIMIT %s"
    )

    def write(self, rows: Sequence[Row]) -> None:
        with connection.cursor() as cursor:
            for at in range(0, len(rows), WRITTEN_AT_ONCE):
                batch = rows[at : at + WRITTEN_AT_ONCE]
                cursor.execute(
                    f"INSERT INTO {TABLE} (article_id, words, counted, analyser, vector)"  # noqa: S608
                    " SELECT pk, words, counted, %s, array_to_tsvector(string_to_array(lexemes, ' '))"
                    " FROM unnest(%s::bigint[], %s::bytea[], %s::boolean[], %s::text[]) AS new (pk, words, counted, lexemes)"
                    " ON CONFLICT (article_id) DO UPDATE SET words = excluded.words, counted = excluded.counted,"
                    " analyser = excluded.analyser, vector = excluded.vector",
                    [
                        ANALYSER_VERSION,
                        [row.pk for row in batch],
                        [row.words for row in batch],
                        [row.counted for row in batch],
                        [" ".join(_lexemes(row)) for row in batch],
                    ],
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
        parts += [_quoted(stem) for phrase in ask.phrases for stem in phrase]
        return " & ".join([*parts, *(f"!{_quoted(stem)}" for stem in ask.excluded)])

    def size(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT sum(pg_column_size(vector)) + pg_relation_size('articles_search_vector') FROM {TABLE}"  # noqa: S608
            )
            return int(cursor.fetchone()[0] or 0)

    def _newest(self, question: str, exists: str, params: list[Any], limit: int, share: float) -> list[int]:
        """In the newest stretches where they will do; in the whole archive where they don't, or where few are expected."""
        stretches = ""
        if share > MANY:
            newest = SearchDocument.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
            stretches = _stretches(newest, AMPLE * limit / share)
        if stretches:
            found = super()._newest(f"({question}) & ({stretches})", exists, params, limit, share)
            if len(found) == limit:
                return found
        return super()._newest(question, exists, params, limit, share)


def _stretches(newest: int, keys: float) -> str:
    """Those that hold the newest ``keys`` keys; empty where that is half of the archive or more."""
    if keys * 2 > newest:
        return ""
    size = next((size for size in STRETCHES if keys <= size * FEW_STRETCHES), STRETCHES[-1])
    first = max(0, newest - int(keys)) // size
    return " | ".join(f"'{_stretch(size, number)}'" for number in range(first, newest // size + 1))


def _stretch(size: int, number: int) -> str:
    """The lexeme of a stretch: a sign that no word begins with, its size, its number."""
    return f"={STRETCHES.index(size)}.{number}"


def _lexemes(row: Row) -> list[str]:
    found = [*set(chain.from_iterable(row.stems)), *(HEADLINE_MARK + stem for stem in set(row.stems[0]))]
    return [*(stem.translate(_ONE_BYTE) for stem in found), *(_stretch(size, row.pk // size) for size in STRETCHES)]


def _quoted(stem: str, mark: str = "") -> str:
    return f"'{mark}{stem.translate(_ONE_BYTE)}'"


def _any(group: Sequence[str], mark: str = "") -> str:
    return "(" + " | ".join(_quoted(stem, mark) for stem in group) + ")"
