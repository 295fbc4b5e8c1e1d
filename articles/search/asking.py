"""The small interface that every engine fulfils, and what all engines that speak SQL have in common.

An engine keeps stems by story and field and answers with candidates; understanding the question, ranking, snippets
and suggestions are the same for all. A distributed engine (OpenSearch), for an archive that outgrows one database,
would be one more class with the same methods, entered in `engines.py`.

Candidates are chosen in one way, so that all engines give the same stories: those with the words in the headline, then
the newest; and where not all words are demanded, those whose words together tell most.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

Stems = Sequence[Sequence[str]]

# Of the heaviest candidates so many times what is wanted are looked at; where too few of them may be seen, all.
HEAVIEST, EVERY = 4, 1 << 30
# A word that many stories hold stands in so many times fewer headlines, about.
RARER_IN_HEADLINES = 8


@dataclass(frozen=True)
class Ask:
    """What candidates must hold. All parts are stems.

    ``groups``: alternatives, of each group one (``every``) or of any group one; ``weights``: how telling each group
    is. ``phrases``: in a row, each; an engine may give stories that merely hold their words. ``excluded``: none of
    these. ``headline_only``: the newest with the groups in the headline. ``share``: of all stories, about so many hold
    all the groups (0: not known).
    """

    groups: tuple[tuple[str, ...], ...]
    weights: tuple[float, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[str, ...] = ()
    every: bool = True
    headline_only: bool = False
    share: float = 0.0


@dataclass(frozen=True)
class Row:
    """A story to store: its words as `packing.pack` gives them, and their stems field by field."""

    pk: int
    words: bytes
    counted: bool
    stems: Stems


class Engine(ABC):
    """An index in the database in use. Subclasses say how it is written and how their SQL asks it."""

    # SQL that gives ``pk`` of every story answering one question of the index; %s stands for the question.
    holding: str
    # The same, the newest first, and only those that {visible} lets through.
    newest: str

    @abstractmethod
    def write(self, rows: Sequence[Row]) -> None:
        """Store stories as `SearchDocument` and in the index. What the index holds of them was erased before."""

    @abstractmethod
    def erase(self, pk: int, stems: Stems) -> None:
        """Take a story out of the index, given exactly the stems that were written. The document's row stays."""

    @abstractmethod
    def clear(self) -> None:
        """Empty the index and remove all documents."""

    @abstractmethod
    def optimize(self) -> None:
        """Tidy up after a rebuild."""

    @abstractmethod
    def size(self) -> int:
        """Bytes that the index takes."""

    @abstractmethod
    def question(self, groups: Sequence[Sequence[str]], ask: Ask, *, headline: bool = False) -> str:
        """One of each of the groups (in the headline), the phrases and none of the excluded, in the index's language."""

    def match(self, ask: Ask, visible: QuerySet[Any], limit: int) -> list[int]:
        """At most ``limit`` primary keys of stories that match and are in ``visible``, likely ones first."""
        if not ask.groups:
            return []
        try:
            exists, params = exists_in(visible, "hit.pk")
        except EmptyResultSet:
            return []
        if not ask.every:
            return self._most_telling(ask, exists, params, limit)
        titled = self._newest(
            self.question(ask.groups, ask, headline=True), exists, params, limit, ask.share / RARER_IN_HEADLINES
        )
        if ask.headline_only or len(titled) == limit:
            return titled
        found = self._newest(self.question(ask.groups, ask), exists, params, limit, ask.share)
        return list(dict.fromkeys([*titled, *found]))[:limit]

    def alike(self, weights: Mapping[str, float], limit: int) -> list[int]:
        """At most ``limit`` keys of stories, drafts among them, by the falling sum of the weights of the stems they hold.

        Its time grows with the number of stories that hold each stem: the caller chooses stems that few hold.
        """
        ask = Ask(groups=())
        asked = [(weight, self.question([(stem,)], ask)) for stem, weight in weights.items()]
        return self._heaviest(asked, "", [], limit)

    def _newest(self, question: str, exists: str, params: list[Any], limit: int, share: float) -> list[int]:
        """The newest that answer. ``share``: about so many of all stories do; an engine may make use of it."""
        return _keys(self.newest.format(visible=exists), [question, *params, limit])

    def _most_telling(self, ask: Ask, exists: str, params: list[Any], limit: int) -> list[int]:
        """Any of the groups; a group in the headline counts twice. Each group is one look into the index."""
        asked = [
            (weight, self.question([group], ask, headline=headline))
            for group, weight in zip(ask.groups, ask.weights, strict=True)
            for headline in (False, True)
        ]
        return self._heaviest(asked, f"WHERE {exists}", params, limit)

    def _heaviest(self, asked: Sequence[tuple[float, str]], where: str, params: list[Any], limit: int) -> list[int]:
        """Keys by the falling sum of the weights of the questions they answer, the newer first among equals."""
        if not asked:
            return []
        arms = " UNION ALL ".join(f"SELECT pk, {weight:.6f} AS weight FROM ({self.holding}) arm" for weight, _ in asked)  # noqa: S608
        sql = (
            f"WITH held AS MATERIALIZED (SELECT pk, sum(weight) AS weight FROM ({arms}) arms GROUP BY pk)"  # noqa: S608
            " SELECT pk, (SELECT count(*) FROM held) FROM (SELECT * FROM held ORDER BY weight DESC, pk DESC LIMIT %s) hit"
            f" {where} ORDER BY weight DESC, pk DESC LIMIT %s"
        )
        questions = [question for _, question in asked]
        # Whether a story may be seen is asked of the heaviest first; mostly all of them may.
        found = _rows(sql, [*questions, HEAVIEST * limit, *params, limit])
        if len(found) < limit and (not found or found[0][1] > HEAVIEST * limit):
            found = _rows(sql, [*questions, EVERY, *params, limit])
        return [row[0] for row in found]


def _keys(sql: str, params: list[Any]) -> list[int]:
    return [row[0] for row in _rows(sql, params)]


def _rows(sql: str, params: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def exists_in(visible: QuerySet[Any], column: str) -> tuple[str, list[Any]]:
    """SQL of «the story whose key is in ``column`` is among ``visible``», with its parameters.

    Raises EmptyResultSet when ``visible`` is known to be empty.
    """
    same = visible.order_by().filter(pk=RawSQL(column, ())).values("pk")  # noqa: S611  (a column name of ours)
    sql, params = same.query.get_compiler(connection=connection).as_sql()
    return f"EXISTS ({sql})", list(params)
