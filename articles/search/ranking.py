"""One scorer for every engine: BM25F over the fields, plus what an engine's own ranking does not see.

The engines only choose candidates; the order is made here, from the words stored beside the index, so SQLite and
PostgreSQL rank alike. The constants were fixed on one half of public question sets and checked on the other:
`python -m tests.bench.retrieval`.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from articles.search.packing import occurrences
from articles.search.query import Query, Term
from articles.text.analysis import LONGEST_WORD, Word, fold_word
from articles.text.stemming import PROVED_PREFIXES

# Weights of the fields: headline; kicker, standfirst, topics, authors, sections; body and caption.
FIELD_WEIGHTS = (6.0, 2.0, 1.0)
K1 = 1.4
B = 0.75
# Of a hit's weight: what any form of the word earns, the same folded form, the same spelling.
ANY_FORM, SAME_FOLDED, SAME_SPELLED = 0.70, 0.22, 0.08
KIN = 0.7
# Words asked for side by side that stand within NEAR words of each other.
NEIGHBOURS, NEAR = 0.15, 2
# What a story gains by holding the phrases of the question.
PHRASE = 0.25
# A story of today gains FRESH of its score; one that is FRESH_DAYS old half of that.
FRESH, FRESH_DAYS = 0.10, 30.0


@dataclass(frozen=True, slots=True)
class Document:
    """A candidate: its fields' lines as `packing.lines` gives them."""

    pk: int
    lines: Sequence[str]
    published_at: datetime | None

    @property
    def length(self) -> int:
        """Words of all fields."""
        return sum(max(0, line.count(" ") - 1) for line in self.lines)


@dataclass(frozen=True)
class Scored:
    pk: int
    score: float
    coverage: float  # the question's weight that the story holds, as a share of the most that any candidate holds
    phrases: bool  # whether `holds_phrases`


def rank(query: Query, documents: Iterable[Document], df: Mapping[str, int], total: int, now: datetime) -> list[Scored]:
    """Candidates by falling score; those with no hit are left out.

    ``df``: in how many stories a stem occurs, of ``total``.
    """
    pool = [(document, document.length) for document in documents]
    weights = {term.stem: term.weight * idf(max(df.get(stem, 0) for stem in term.stems), total) for term in query.terms}
    pivot = sum(length for _, length in pool) / len(pool) if pool else 1.0
    scored = []
    for document, length in pool:
        item = _score(query, document, weights, K1 * (1 - B + B * length / (pivot or 1.0)), now)
        if item is not None:
            scored.append(item)
    # A word that no candidate holds is no fault of any of them.
    reachable = max((item.coverage for item in scored), default=0.0) or 1.0
    scored = [replace(item, coverage=item.coverage / reachable) for item in scored]
    return sorted(scored, key=lambda item: (-item.score, -item.pk))


def idf(df: int, total: int) -> float:
    """How telling a word is that ``df`` of ``total`` stories hold."""
    # Counts of a stem are sums over its forms: they may exceed the number of stories.
    df = min(df, total)
    return math.log(1 + (total - df + 0.5) / (df + 0.5))


def _score(query: Query, document: Document, weights: Mapping[str, float], saturation: float, now: datetime) -> Scored | None:
    score = found = 0.0
    places: list[dict[str, list[int]]] = [{} for _ in document.lines]
    for term in query.terms:
        weight = 0.0
        for field_weight, line, in_field in zip(FIELD_WEIGHTS, document.lines, places, strict=True):
            weight += field_weight * _hits(term, line, in_field)
        if weight:
            score += weights[term.stem] * weight * (K1 + 1) / (weight + saturation)
            found += weights[term.stem]
    if not found:
        return None
    if len(query.sequence) > 1:
        for line, in_field in zip(document.lines, places, strict=True):
            score += _neighbours(query.sequence, weights, line, in_field)
    phrases = holds_phrases(document, query)
    if query.phrases and phrases:
        score *= 1 + PHRASE
    everything = sum(weights.values()) or 1.0
    return Scored(document.pk, score * (1 + _freshness(document.published_at, now)), found / everything, phrases)


def _hits(term: Term, line: str, places: dict[str, list[int]]) -> float:
    """What the term's occurrences in a line weigh; where they begin is noted in ``places``."""
    weight = 0.0
    starts = []
    for start, spelled in occurrences(term.stem, line):
        starts.append(start)
        weight += ANY_FORM
        if spelled in term.spelled:
            weight += SAME_FOLDED + SAME_SPELLED
        elif fold_word(spelled) in term.folded:
            weight += SAME_FOLDED
    if not starts:
        starts = sorted(start for stem in term.kin for start, _ in occurrences(stem, line))
        weight = KIN * ANY_FORM * len(starts)
    if starts:
        places[term.stem] = starts
    return weight


def _neighbours(sequence: Sequence[str], weights: Mapping[str, float], line: str, places: Mapping[str, list[int]]) -> float:
    bonus = 0.0
    for first, second in pairwise(sequence):
        if first != second and first in places and second in places:
            gap = _gap(line, places[first], places[second])
            if gap <= NEAR:
                bonus += NEIGHBOURS * min(weights[first], weights[second]) * (K1 + 1) / (1 + (gap - 1) * 0.3)
    return bonus


def _gap(line: str, first: Sequence[int], second: Sequence[int]) -> int:
    """The smallest distance in words between two rising lists of places in a line."""
    best, i, j = len(line), 0, 0
    while i < len(first) and j < len(second):
        low, high = sorted((first[i], second[j]))
        if high - low < NEAR * 2 * LONGEST_WORD:  # farther apart in letters than NEAR words can be
            best = min(best, line.count(" ", low, high))
        if first[i] < second[j]:
            i += 1
        else:
            j += 1
    return best


def holds_phrases(document: Document, query: Query) -> bool:
    """Whether it holds every phrase asked for and none that is excluded."""
    return all(_holds(document, phrase) for phrase in query.phrases) and not any(
        _holds(document, phrase) for phrase in query.excluded_phrases
    )


def _holds(document: Document, phrase: Sequence[Word]) -> bool:
    """Whether the folded words of the phrase follow each other in one field.

    Prefixes may be written onto the first: «الولايات المتحدة» stands in والولايات المتحدة too.
    """
    stems = [word.stem for word in phrase]
    for line in document.lines:
        for start, _ in occurrences(stems[0], line):
            found = [word.partition("/") for word in line[start + 1 :].split(" ", len(stems))[: len(stems)]]
            if [stem for stem, _, _ in found] == stems:
                first, *others = (fold_word(spelled or stem) for stem, _, spelled in found)
                if others == [word.folded for word in phrase[1:]] and _prefixed(first, phrase[0].folded):
                    return True
    return False


def _prefixed(found: str, asked: str) -> bool:
    return found.endswith(asked) and found[: len(found) - len(asked)] in PROVED_PREFIXES


def _freshness(published_at: datetime | None, now: datetime) -> float:
    if published_at is None:
        return 0.0
    days = max(0.0, (now - published_at).total_seconds() / 86400)
    return FRESH / (1 + days / FRESH_DAYS)
