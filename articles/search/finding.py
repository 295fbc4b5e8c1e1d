"""Finding stories: from what was typed to a page of ranked, marked results."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects
from django.utils import timezone

from articles.models import Article
from articles.models.search import SearchDocument
from articles.search import vocabulary
from articles.search.asking import Ask
from articles.search.documents import TOLD_BESIDE, WITH_TELLING, body_text
from articles.search.engines import engine
from articles.search.packing import lines, occurrences
from articles.search.query import Query, Term, parse
from articles.search.ranking import Document, Scored, holds_phrases, idf, rank
from articles.search.snippets import Marker, Piece

# So many matches are counted, sorted and paged through; beyond, a reader narrows the question instead.
MOST_MATCHES = 1000
# So many of them are ranked by the fine scorer.
RANKED = 150
# Fewer stories than this that hold all the words: those that hold some are shown too.
FEW = 5
# Near matches hold at least this share of the question's weight.
NEAR_ENOUGH = 0.2
# The rarest words whose stories, together, are so many choose the near matches.
BUDGET = 10_000

RELEVANCE, NEWEST = "relevance", "newest"


@dataclass(frozen=True)
class Result:
    """A story found. ``headline`` and ``snippet`` are pieces of plain text: escape them, mark those with ``hit``."""

    article: Article
    score: float
    headline: list[Piece]
    snippet: list[Piece]

    @property
    def article_id(self) -> int:
        return self.article.pk


@dataclass(frozen=True)
class Matches:
    """Keys of all matching stories in order of rank.

    ``more``: there are more than the `MOST_MATCHES` listed. ``relaxed``: too few stories hold all the words, so
    stories that hold some are among them. ``documents``: what was read for ranking, the best ones among it.
    """

    query: Query
    pks: list[int]
    scores: dict[int, float]
    more: bool = False
    relaxed: bool = False
    documents: dict[int, Document] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True)
class Page:
    """One page of results. ``total`` counts all pages' results, of `Matches.pks`, at most `MOST_MATCHES`."""

    query: Query
    results: list[Result]
    total: int
    more: bool
    relaxed: bool
    number: int
    per_page: int
    pks: list[int]

    @property
    def pages(self) -> int:
        """Number of pages, at least 1."""
        return max(1, -(-self.total // self.per_page))

    @property
    def has_next(self) -> bool:
        return self.number < self.pages

    @property
    def has_previous(self) -> bool:
        return self.number > 1


def find(text: str, *, queryset: QuerySet[Article], page: int = 1, per_page: int = 20, order: str = RELEVANCE) -> Page:
    """The stories of ``queryset`` that answer ``text``, one page of them. Never raises, whatever is typed.

    ``queryset`` decides who sees what: `Article.objects.public()` for readers, filtered further by section, topic,
    author and date as wished; it must not be sliced. ``order``: "relevance" or "newest". A page number out of range
    gives the nearest page that exists.
    """
    matches = match(text, queryset=queryset)
    pks = matches.pks
    if order == NEWEST:
        pks = list(Article.objects.filter(pk__in=pks).newest_first().values_list("pk", flat=True))
    last = max(1, -(-len(pks) // per_page))
    number = min(max(1, page), last)
    shown = pks[(number - 1) * per_page : number * per_page]
    return Page(
        query=matches.query,
        results=_results(matches, shown),
        total=len(pks),
        more=matches.more,
        relaxed=matches.relaxed,
        number=number,
        per_page=per_page,
        pks=pks,
    )


def match(text: str, *, queryset: QuerySet[Article]) -> Matches:
    """All stories of ``queryset`` that answer ``text``, best first, without loading them."""
    query = parse(text)
    if query.is_empty:
        return Matches(query, [], {})
    matches = _match(query, queryset)
    if query.phrases and not matches.pks:
        # Nobody wrote it quite so: better its words than nothing.
        matches = replace(_match(query.loosened(), queryset), relaxed=True)
    return matches


def _match(query: Query, queryset: QuerySet[Article]) -> Matches:
    df, total = vocabulary.frequencies(query.stems)
    pks = engine().match(_ask_for_all(query, df, total), queryset, MOST_MATCHES + 1)
    more = len(pks) > MOST_MATCHES
    pks = pks[:MOST_MATCHES]
    # An engine finds the words of a phrase; whether they stand as asked, each match is asked itself.
    exact = bool(query.phrases or query.excluded_phrases)
    documents = _documents(pks if exact else pks[:RANKED])
    if exact:
        pks = [pk for pk in pks if pk in documents and holds_phrases(documents[pk], query)]
    few = len(pks) < FEW and len(query.terms) > 1
    near = engine().match(_ask_for_some(query, df, total), queryset, RANKED) if few else []
    documents |= _documents(pk for pk in near if pk not in documents)
    ranked = [documents[pk] for pk in dict.fromkeys([*pks[:RANKED], *near]) if pk in documents]
    whole = set(pks)
    listed = [item for item in rank(query, ranked, df, total, timezone.now()) if item.pk in whole or _near_enough(item, query)]
    return Matches(
        query=query,
        pks=[item.pk for item in listed] + pks[RANKED:],
        scores={item.pk: item.score for item in listed},
        more=more,
        relaxed=any(item.pk not in whole for item in listed),
        documents=documents,
    )


def _near_enough(item: Scored, query: Query) -> bool:
    """Whether a story that lacks something asked for is worth showing; a phrase asked for alone must be there."""
    return item.coverage >= NEAR_ENOUGH and (item.phrases or (query.has_loose and not query.excluded_phrases))


def _ask_for_all(query: Query, df: dict[str, int], total: int) -> Ask:
    terms = query.required or query.terms
    return Ask(
        share=math.prod(min(1.0, _commonness(term, df) / total) for term in terms) if total else 0.0,
        groups=tuple(term.stems for term in terms),
        phrases=_rows(query.phrases),
        excluded=tuple(query.excluded),
    )


def _ask_for_some(query: Query, df: dict[str, int], total: int) -> Ask:
    """Any of the rarest words, as many as the budget of stories to look at allows.

    Phrases stay demanded, unless they stand in a sentence with other words.
    """
    chosen: list[Term] = []
    stories = 0
    for term in sorted(query.terms, key=lambda term: (_commonness(term, df), term.stem)):
        stories += _commonness(term, df)
        if chosen and stories > BUDGET:
            break
        chosen.append(term)
    return Ask(
        groups=tuple(term.stems for term in chosen),
        weights=tuple(idf(_commonness(term, df), total) * term.weight for term in chosen),
        phrases=() if query.has_loose else _rows(query.phrases),
        excluded=tuple(query.excluded),
        every=False,
    )


def _commonness(term: Term, df: dict[str, int]) -> int:
    return sum(df.get(stem, 0) for stem in term.stems)


def _rows(phrases: Sequence[Sequence[Any]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(word.stem for word in phrase) for phrase in phrases)


def _documents(pks: Iterable[int]) -> dict[int, Document]:
    wanted = list(pks)
    if not wanted:
        return {}
    rows = SearchDocument.objects.filter(pk__in=wanted).values_list("pk", "words", "article__published_at")
    return {pk: Document(pk, lines(packed), published_at) for pk, packed, published_at in rows}


def _results(matches: Matches, pks: Sequence[int]) -> list[Result]:
    stories = (
        Article.objects.filter(pk__in=pks).select_related("section", "image").prefetch_related("bylines__author").in_bulk()
    )
    # Asked for where a story is told so, which few are.
    prefetch_related_objects([one for one in stories.values() if one.story_type in TOLD_BESIDE], *WITH_TELLING)
    stems = matches.query.stems
    read = matches.documents
    shown = [read[pk] for pk in pks if pk in read] + [*_documents(pk for pk in pks if pk not in read).values()]
    known = {
        spelled: stem
        for document in shown
        for line in document.lines
        for stem in stems
        for _, spelled in occurrences(stem, line)
    }
    marker = Marker(stems, known)
    return [
        Result(
            article=story,
            score=matches.scores.get(pk, 0.0),
            headline=marker.mark(story.headline),
            snippet=marker.snippet(body_text(story) or story.standfirst),
        )
        for pk in pks
        if (story := stories.get(pk)) is not None
    ]
