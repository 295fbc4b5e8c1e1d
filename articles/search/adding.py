"""New stories into the index, many at a time, their words found beforehand and perhaps in another process.

What is written is what `documents.index` would write of each of them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from articles.models import Article
from articles.search import vocabulary
from articles.search.asking import Row
from articles.search.documents import MOST_WORDS, held_words, texts_with
from articles.search.engines import engine
from articles.search.packing import pack
from articles.text.analysis import Word, words

Spellings = dict[str, tuple[str, str]]


class Words(NamedTuple):
    """A story's words as the index keeps them, and the stems of each field divided by blanks."""

    packed: bytes
    stems: tuple[str, ...]


class Added(NamedTuple):
    """A new story's words; ``counted``: whether the public may read it."""

    pk: int
    words: Words
    counted: bool


def words_of(article: Article, names: Iterable[str]) -> tuple[Words, dict[str, Word]]:
    """The words of a story that need not be saved, found by these names of topics, authors and sections; no query.

    Also each distinct word by its folded form: of these `add` wants to know how many stories hold them.
    """
    fields = [words(text)[:MOST_WORDS] for text in texts_with(article, names)]
    stems = tuple([" ".join([word.stem for word in field]) for field in fields])
    return Words(pack(fields), stems), vocabulary.distinct(chain.from_iterable(fields))


def add(stories: Sequence[Added], counts: Mapping[str, int] | None, spellings: Spellings | None) -> None:
    """Write stories that the index does not hold yet; in the caller's transaction.

    ``counts`` and ``spellings``: in how many of the counted ones each distinct word stands, if the caller has counted.
    """
    rows = [Row(one.pk, one.words.packed, one.counted, [line.split() for line in one.words.stems]) for one in stories]
    engine().write(rows)
    if counts is None or spellings is None:
        counts, spellings = _count(one for one in stories if one.counted)
    if counts:
        vocabulary.apply_changes(dict(counts), spellings)


def _count(stories: Iterable[Added]) -> tuple[Counter[str], Spellings]:
    counts: Counter[str] = Counter()
    known: Spellings = {}
    for one in stories:
        distinct = vocabulary.spellings(held_words(one.words.packed))
        counts.update(distinct.keys())
        known = distinct | known
    return counts, known
