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

from articles.search.query import Query, Term
from articles.text.analysis import Word, fold_word
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


@dataclass(frozen=True)
class Document:
    """A candidate: for each field its words as spelled and as stems, of equal length."""

    pk: int
    spelled: Sequence[Sequence[str]]
    stems: Sequence[Sequence[str]]
    published_at: datetime | None

    @property
    def length(self) -> int:
        return sum(map(len, self.stems))


@dataclass(frozen=True)
class Scored:
    pk: int
    score: float
    coverage: float  # the question's weight that the story holds, as a share of the most that any candidate holds
    phrases: bool  # whether it holds every phrase asked for


def rank(query: Query, documents: Iterable[Document], df: Mapping[str, int], total: int, now: datetime) -> list[Scored]:
    """Candidates by falling score; those with no hit are left out.

    ``df``: in how many stories a stem occurs, of ``total``.
    """
    pool = list(documents)
    idf = {term.stem: term.weight * _idf(max(df.get(stem, 0) for stem in term.stems), total) for term in query.terms}
    pivot = sum(document.length for document in pool) / len(pool) if pool else 1.0
    scored = [item for document in pool if (item := _score(query, document, idf, pivot or 1.0, now)) is not None]
    # A word that no candidate holds is no fault of any of them.
    reachable = max((item.coverage for item in scored), default=0.0) or 1.0
    scored = [replace(item, coverage=item.coverage / reachable) for item in scored]
    return sorted(scored, key=lambda item: (-item.score, -item.pk))


def _idf(df: int, total: int) -> float:
    # Counts of a stem are sums over its forms: they may exceed the number of stories.
    df = min(df, total)
    return math.log(1 + (total - df + 0.5) / (df + 0.5))


def _score(query: Query, document: Document, idf: Mapping[str, float], pivot: float, now: datetime) -> Scored | None:
    interesting = {stem: term for term in query.terms for stem in reversed(term.stems)}
    for term in query.terms:
        interesting[term.stem] = term
    places = [_places(stems, interesting) for stems in document.stems]
    saturation = K1 * (1 - B + B * document.length / pivot)
    score = found = 0.0
    for term in query.terms:
        weight = sum(
            field_weight * _hits(term, hits.get(term.stem, ()), spelled)
            for field_weight, hits, spelled in zip(FIELD_WEIGHTS, places, document.spelled, strict=True)
        )
        if weight:
            score += idf[term.stem] * weight * (K1 + 1) / (weight + saturation)
            found += idf[term.stem]
    if not found:
        return None
    phrases = all(holds_phrase(document, phrase) for phrase in query.phrases)
    if query.phrases and phrases:
        score *= 1 + PHRASE
    score += _neighbours(query.sequence, idf, places[0]) + _neighbours(query.sequence, idf, places[-1])
    everything = sum(idf.values()) or 1.0
    return Scored(document.pk, score * (1 + _freshness(document.published_at, now)), found / everything, phrases)


Places = dict[str, list[tuple[int, bool]]]


def _places(stems: Sequence[str], interesting: Mapping[str, Term]) -> Places:
    """Where each term stands in a field: (position, whether the term itself and not a kindred form)."""
    places: Places = {}
    for position, stem in enumerate(stems):
        if stem in interesting:
            term = interesting[stem]
            places.setdefault(term.stem, []).append((position, stem == term.stem))
    return places


def _hits(term: Term, places: Sequence[tuple[int, bool]], spelled: Sequence[str]) -> float:
    weight = 0.0
    for position, own in places:
        if not own:
            weight += KIN * ANY_FORM
            continue
        word = spelled[position]
        weight += ANY_FORM
        if word in term.spelled:
            weight += SAME_FOLDED + SAME_SPELLED
        elif fold_word(word) in term.folded:
            weight += SAME_FOLDED
    return weight


def _neighbours(sequence: Sequence[str], idf: Mapping[str, float], places: Places) -> float:
    bonus = 0.0
    for first, second in pairwise(sequence):
        if first != second and first in places and second in places:
            gap = _gap([at for at, _ in places[first]], [at for at, _ in places[second]])
            if gap <= NEAR:
                bonus += NEIGHBOURS * min(idf[first], idf[second]) * (K1 + 1) / (1 + (gap - 1) * 0.3)
    return bonus


def _gap(first: Sequence[int], second: Sequence[int]) -> int:
    """The smallest distance between two rising lists of positions."""
    best, i, j = 1 << 30, 0, 0
    while i < len(first) and j < len(second):
        best = min(best, abs(first[i] - second[j]))
        if first[i] < second[j]:
            i += 1
        else:
            j += 1
    return best


def holds_phrase(document: Document, phrase: Sequence[Word]) -> bool:
    """Whether the folded words of the phrase follow each other in one field.

    Prefixes may be written onto the first: «الولايات المتحدة» stands in والولايات المتحدة too.
    """
    stems = [word.stem for word in phrase]
    for spelled, field in zip(document.spelled, document.stems, strict=True):
        for start in range(len(field) - len(stems) + 1):
            if field[start] == stems[0] and list(field[start : start + len(stems)]) == stems:
                first, *others = map(fold_word, spelled[start : start + len(stems)])
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
