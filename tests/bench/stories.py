"""Any number of made-up Arabic stories, the same each time: for measuring how search behaves in a large archive.

They read like nothing, but count like newspapers: a quarter grammar words, the rest words of a large vocabulary, few
common and most rare (Zipf), with articles, conjunctions and endings written on, each story about a subject of its own.
"""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import NamedTuple

from articles.text import lexicon

ROOT_LETTERS = "بتثجحخدذرزسشصضطظعغفقكلمنهوي"
ROOTS = 1_000
# 1 2 3 stand for the root's letters.
PATTERNS = [
    "1ا23",
    "م12و3",
    "12ي3",
    "ت12ي3",
    "ا1ت2ا3",
    "است12ا3",
    "م123",
    "12ا3",
    "12و3",
    "ان1ا3ا2",
    "م1ا23ة",
    "ت1ا23",
    "12لان",
    "أ12ا3",
    "123ة",
    "م1ت23",
    "1وا2ي3",
    "12ا3ة",
    "إ12ا3",
    "م12ا3",
    "1ي2ا3",
]
PREFIXES = ([""] * 50) + (["ال"] * 38) + (["و"] * 4) + (["وال"] * 3) + (["بال"] * 2) + (["لل"] * 2) + (["ل"] * 1)
SUFFIXES = ([""] * 88) + (["ات"] * 3) + (["ين"] * 3) + (["ي"] * 3) + (["ها"] * 3)
# The flatter the head, the rarer the commonest word: so it stands in about six stories of ten. The steeper the fall,
# the slower the vocabulary grows: so that it has about the size of a newspaper's.
HEAD, FALL = 40, 1.12
FIRST_DAY = datetime(2012, 1, 1, tzinfo=UTC)
MINUTES_BETWEEN = 70


class Story(NamedTuple):
    headline: str
    standfirst: str
    body: str
    published_at: datetime
    number: int


class Writer:
    """Writes stories from one seed. Each ``part`` has the same vocabulary and other stories."""

    def __init__(self, seed: int = 2018, part: int = 0) -> None:
        self._random = random.Random(seed)
        roots = ["".join(self._random.sample(ROOT_LETTERS, 3)) for _ in range(ROOTS)]
        lemmas = [self._form(root, pattern) for root in roots for pattern in PATTERNS]
        lemmas += [line[0] for name in ("places", "broken_plurals", "feminine") for line in lexicon.lines(name)] * 3
        self._random.shuffle(lemmas)
        self._lemmas = lemmas
        self._weights = list(accumulate(1 / (rank + HEAD) ** FALL for rank in range(len(lemmas))))
        self._grammar = list(lexicon.words("stop_words"))[:120]
        self._grammar_weights = list(accumulate(1 / (rank + 1) for rank in range(len(self._grammar))))

        self._random = random.Random(f"{seed}/{part}")

    @staticmethod
    def _form(root: str, pattern: str) -> str:
        return pattern.translate({ord("1"): root[0], ord("2"): root[1], ord("3"): root[2]})

    def stories(self, count: int, first: int = 0) -> Iterator[Story]:
        """``count`` stories of 300 words on average, oldest first, numbered from ``first``."""
        for number in range(first, first + count):
            subject = self._random.choices(self._lemmas, k=8)
            headline = " ".join(self._words(self._random.randint(6, 11), subject, grammar=0.15))
            standfirst = " ".join(self._words(20, subject, grammar=0.25))
            length = max(60, int(self._random.gauss(270, 110)))
            words = self._words(length, subject, grammar=0.25)
            paragraphs = [" ".join(words[at : at + 45]) + "." for at in range(0, length, 45)]
            when = FIRST_DAY + timedelta(minutes=MINUTES_BETWEEN * number)
            yield Story(headline, standfirst, "\n\n".join(paragraphs), when, number)

    def _words(self, count: int, subject: list[str], grammar: float) -> list[str]:
        chance = self._random.random
        common = iter(self._random.choices(self._lemmas, cum_weights=self._weights, k=count))
        function = iter(self._random.choices(self._grammar, cum_weights=self._grammar_weights, k=count))
        prefixes, suffixes = self._random.choices(PREFIXES, k=count), self._random.choices(SUFFIXES, k=count)
        words = []
        for prefix, suffix in zip(prefixes, suffixes, strict=True):
            if chance() < grammar:
                words.append(next(function))
                continue
            lemma = self._random.choice(subject) if chance() < 0.15 else next(common)
            words.append(prefix + (lemma[:-1] + "ت" if suffix and lemma.endswith("ة") else lemma) + suffix)
        return words
