"""SQLite's full text index (FTS5).

The table is contentless: it keeps the index and no copy of the text. It is given stems, which are plain letters and
digits divided by blanks, so its tokenizer has nothing to decide (given raw Arabic it would cut words at harakat).
"""

from collections.abc import Sequence

from django.db import connection

from articles.models.search import SearchDocument
from articles.search.asking import Ask, Engine, Row, Stems
from articles.text.analysis import ANALYSER_VERSION

TABLE = "articles_search_index"
COLUMNS = "headline, context, body"


class SqliteEngine(Engine):
    holding = f"SELECT rowid AS pk FROM {TABLE} WHERE {TABLE} MATCH %s"  # noqa: S608
    # FTS5 walks its keys backwards by itself, and stops at the limit.
    newest = (
        f"SELECT hit.pk FROM (SELECT rowid AS pk FROM {TABLE} WHERE {TABLE} MATCH %s ORDER BY rowid DESC) hit"  # noqa: S608
        " WHERE {visible} ORDER BY hit.pk DESC LIMIT %s"
    )

    def write(self, rows: Sequence[Row]) -> None:
        documents = SearchDocument._meta.db_table
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {documents} (article_id, words, counted, analyser) VALUES (%s, %s, %s, %s)"  # noqa: S608
                " ON CONFLICT (article_id) DO UPDATE SET words = excluded.words, counted = excluded.counted,"
                " analyser = excluded.analyser",
                [(row.pk, row.words, row.counted, ANALYSER_VERSION) for row in rows],
            )
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

    def question(self, groups: Sequence[Sequence[str]], ask: Ask, *, headline: bool = False) -> str:
        """In FTS5's language; every word is quoted, and a stem holds letters and digits alone."""
        together = " AND ".join(_any(group) for group in groups)
        if headline:
            together = f"{{headline}} : ({together})"
        expression = " AND ".join([f"({together})", *(f'"{" ".join(phrase)}"' for phrase in ask.phrases)])
        return f"({expression}) NOT {_any(ask.excluded)}" if ask.excluded else expression

    def size(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT sum(length(block)) FROM articles_search_index_data")
            data = cursor.fetchone()[0] or 0
            cursor.execute("SELECT sum(length(sz)) FROM articles_search_index_docsize")
            return int(data + (cursor.fetchone()[0] or 0))


def _any(group: Sequence[str]) -> str:
    return "(" + " OR ".join(f'"{stem}"' for stem in group) + ")"
