"""Stories that are like a story, from the same index: what «related stories» chooses from.

Two steps: the story's most telling words choose candidates, then the cosine of tf-idf over all words measures how
alike they are. Drafts may ask; who may be found is the caller's ``queryset``.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from articles.models import Article
from articles.models.search import SearchDocument
from articles.search import documents, vocabulary
from articles.search.asking import Ask
from articles.search.engines import engine
from articles.search.ranking import FIELD_WEIGHTS
from articles.text.stemming import STOP_WORDS, WEAK_WORDS

# So many of the story's most telling words choose the candidates.
TELLING = 12
# Their stories, together, are not to be more than this.
BUDGET = 20_000

Vector = dict[str, float]


def like(article_pk: int, *, queryset: QuerySet[Article], limit: int = 100) -> list[tuple[int, float]]:
    """(primary key, likeness 0..1) of the stories of ``queryset`` most like this one, without itself.

    Empty where the story is not indexed or has no telling word. Above .9 they are copies of one text.
    """
    counts = stems_of([article_pk]).get(article_pk)
    if not counts:
        return []
    df, total = vocabulary.frequencies(counts)
    own = _vector(counts, df, total)
    pks = engine().match(Ask(_telling(own, df), every=False), queryset.exclude(pk=article_pk), limit)
    others = stems_of(pks)
    more, _ = vocabulary.frequencies({stem for other in others.values() for stem in other} - df.keys())
    df |= more
    found = [(pk, _cosine(own, _vector(counts, df, total))) for pk, counts in others.items()]
    return sorted(found, key=lambda pair: (-pair[1], -pair[0]))


def stems_of(pks: Iterable[int]) -> dict[int, Counter[str]]:
    """How often each stem stands in each story, headline and names weighing more; grammar words left out."""
    found = {}
    for pk, packed in SearchDocument.objects.filter(pk__in=list(pks)).values_list("pk", "words"):
        counts: Counter[str] = Counter()
        for weight, field in zip(FIELD_WEIGHTS, documents.unpack(packed)[1], strict=True):
            for stem, count in Counter(field).items():
                if stem not in STOP_WORDS and stem not in WEAK_WORDS:
                    counts[stem] += count * round(weight)
        found[pk] = counts
    return found


def _vector(counts: Mapping[str, Any], df: Mapping[str, int], total: int) -> Vector:
    return {stem: (1 + math.log(count)) * math.log(1 + (total + 1) / (df.get(stem, 0) + 0.5)) for stem, count in counts.items()}


def _telling(vector: Vector, df: Mapping[str, int]) -> tuple[tuple[str, ...], ...]:
    chosen: list[tuple[str, ...]] = []
    stories = 0
    for stem in sorted(vector, key=lambda stem: (-vector[stem], stem)):
        stories += df.get(stem, 0)
        if len(chosen) == TELLING or (chosen and stories > BUDGET):
            break
        chosen.append((stem,))
    return tuple(chosen)


def _cosine(one: Vector, other: Vector) -> float:
    dot = sum(weight * other[stem] for stem, weight in one.items() if stem in other)
    size = math.sqrt(sum(w * w for w in one.values()) * sum(w * w for w in other.values()))
    return dot / size if size else 0.0
