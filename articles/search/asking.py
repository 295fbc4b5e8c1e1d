"""The small interface that every engine fulfils.

An engine keeps stems by story and field and answers with candidates; understanding the question, ranking, snippets
and suggestions are the same for all. A distributed engine (OpenSearch), for an archive that outgrows one database,
would be a third class with the same methods, entered in `engines.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

Stems = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Ask:
    """What candidates must hold. All parts are stems.

    ``groups``: alternatives, of each group one (``every``) or of any group one; ``weights``: how telling each group
    is. ``phrases``: in a row, each; an engine may give stories that merely hold their words. ``excluded``: none of
    these. ``broad``: even the rarest group is so common that not all its stories are worth ranking: the newest,
    and those with it in the headline, are enough. ``headline_only``: the newest with the groups in the headline.
    """

    groups: tuple[tuple[str, ...], ...]
    weights: tuple[float, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[str, ...] = ()
    every: bool = True
    broad: bool = False
    headline_only: bool = False


@dataclass(frozen=True)
class Row:
    """A story to store: its words as `packing.pack` gives them, and their stems field by field."""

    pk: int
    words: bytes
    counted: bool
    stems: Stems


class Engine(Protocol):
    def write(self, rows: Sequence[Row]) -> None:
        """Store stories as `SearchDocument` and in the index. What the index holds of them was erased before."""

    def erase(self, pk: int, stems: Stems) -> None:
        """Take a story out of the index, given exactly the stems that were written. The document's row stays."""

    def clear(self) -> None:
        """Empty the index and remove all documents."""

    def match(self, ask: Ask, visible: QuerySet[Any], limit: int) -> list[int]:
        """At most ``limit`` primary keys of stories that match and are in ``visible``, likely ones first."""

    def alike(self, weights: Mapping[str, float], limit: int) -> list[int]:
        """At most ``limit`` keys of stories, drafts among them, by the falling sum of the weights of the stems they hold.

        Its time grows with the number of stories that hold each stem: the caller chooses stems that few hold.
        """

    def optimize(self) -> None:
        """Tidy up after a rebuild."""

    def size(self) -> int:
        """Bytes that the index takes."""


def heaviest(one_stem: str, asked: Sequence[tuple[str, float]], limit: int) -> list[int]:
    """Keys by the falling sum of weights, the newer first among equals.

    ``one_stem`` is SQL that gives ``pk`` and ``weight`` of every story with one stem; its parameters are weight and stem.
    """
    if not asked:
        return []
    union = " UNION ALL ".join([one_stem] * len(asked))
    params = [value for stem, weight in asked for value in (weight, stem)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT pk FROM ({union}) held GROUP BY pk ORDER BY sum(weight) DESC, pk DESC LIMIT %s",  # noqa: S608
            [*params, limit],
        )
        return [row[0] for row in cursor.fetchall()]


def exists_in(visible: QuerySet[Any], column: str) -> tuple[str, list[Any]]:
    """SQL of «the story whose key is in ``column`` is among ``visible``», with its parameters.

    Raises EmptyResultSet when ``visible`` is known to be empty.
    """
    same = visible.order_by().filter(pk=RawSQL(column, ())).values("pk")  # noqa: S611  (a column name of ours)
    sql, params = same.query.get_compiler(connection=connection).as_sql()
    return f"EXISTS ({sql})", list(params)
