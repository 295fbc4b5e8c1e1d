"""How near two stories are, and which of the near ones make a good list. Pure.

The constants were tried on one half of a news corpus and checked on the other: `python -m tests.bench.related`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from articles.likeness.signatures import Terms, cosine, shared
from articles.text import lexicon
from articles.text.stemming import TERMS

# Below this likeness of the texts two stories are strangers, whatever else they share.
STRANGERS = 0.10
# What shared things add to the likeness of the texts, each: the first three topics, the first three names.
SAME_SECTION, SHARED_TOPIC, SHARED_NAME, MOST_COUNTED = 0.15, 0.10, 0.10, 3
# Half a year between two stories takes half of the score; more takes no more.
HALF_LIFE_DAYS, OLDEST = 180.0, 0.5
# Variety: how much of a story's score it loses for being like one that stands before it.
SAMENESS = 0.1
# Two stories nearer than this tell one event: at most so many of them in a list, and the first places go to others.
ONE_EVENT, TELLINGS, FRONT = 0.8, 2, 4
WORDS_TOLD = 5


@dataclass(frozen=True)
class Story:
    """What is compared of a story. ``day``: date in days since 1970; None where it has none."""

    pk: int
    terms: Terms
    section: int | None = None
    topics: frozenset[int] = frozenset()
    day: float | None = None


@dataclass(frozen=True)
class Kin:
    """A story beside another: ``score`` ranks, ``cosine`` is the likeness of the texts alone."""

    story: Story
    score: float
    cosine: float
    reasons: dict[str, Any] = field(default_factory=dict)


@cache
def names() -> frozenset[str]:
    """The terms of the places and people that the analysis knows."""
    words = [*lexicon.words("names"), *lexicon.words("places")]
    return frozenset(TERMS[word] for word in words if word in TERMS)


def compare(one: Story, other: Story) -> Kin:
    """How near ``other`` is to ``one``; the same in both directions."""
    likeness = cosine(one.terms, other.terms)
    if likeness < STRANGERS:
        return Kin(other, 0.0, likeness)
    common = shared(one.terms, other.terms)
    named = [stem for stem in common if stem in names()]
    topics = sorted(one.topics & other.topics)
    same_section = one.section is not None and one.section == other.section
    bonus = (
        SAME_SECTION * same_section
        + SHARED_TOPIC * min(len(topics), MOST_COUNTED)
        + SHARED_NAME * min(len(named), MOST_COUNTED)
    )
    reasons = {
        "section": same_section,
        "topics": topics,
        "names": named[:MOST_COUNTED],
        "words": [stem for stem in common if stem not in names()][:WORDS_TOLD],
    }
    return Kin(other, likeness * (1 + bonus) * _nearness_in_time(one, other), likeness, reasons)


def _nearness_in_time(one: Story, other: Story) -> float:
    if one.day is None or other.day is None:
        return 1.0
    return max(OLDEST, 2 ** (-abs(one.day - other.day) / HALF_LIFE_DAYS))


def arrange(kin: Sequence[Kin], limit: int) -> list[Kin]:
    """The best ``limit`` of them in an order with variety: near, yet not all telling the same (MMR).

    Strangers are left out. A second telling of an event waits until `FRONT` others have their places; a third is left out.
    """
    left = sorted((one for one in kin if one.score > 0), key=lambda one: (-one.score, -one.story.pk))[: 2 * limit]
    likest = dict.fromkeys((one.story.pk for one in left), 0.0)
    told = dict.fromkeys(likest, 0)
    chosen: list[Kin] = []

    def rank(one: Kin) -> tuple[bool, float]:
        waits = told[one.story.pk] > 0 and len(chosen) < FRONT
        return not waits, one.score * (1 - SAMENESS * likest[one.story.pk])

    while left and len(chosen) < limit:
        best = max(left, key=rank)
        chosen.append(best)
        left.remove(best)
        for one in left:
            likeness = cosine(best.story.terms, one.story.terms)
            likest[one.story.pk] = max(likest[one.story.pk], likeness)
            told[one.story.pk] += likeness >= ONE_EVENT
        left = [one for one in left if told[one.story.pk] < TELLINGS]
    return chosen
