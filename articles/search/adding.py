"""New stories into the index, many at a time, their words found beforehand and perhaps in another process.

What is written is what `documents.index` would write of each of them. Most of an archive's words are met again and
again: what the index keeps of a word is put together once.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple

from articles.models import Article
from articles.search import vocabulary
from articles.search.asking import Row
from articles.search.documents import MOST_WORDS, paired, texts_with
from articles.search.engines import engine
from articles.search.packing import pack, pack_lines, pair, unpack
from articles.text.analysis import Word, words, words_of_piece

# So many of the texts' pieces between blanks are kept, and as many older ones; one takes about 400 bytes.
_MOST_PIECES = 80_000


class Words(NamedTuple):
    """A story's words as the index keeps them, and the stems of each field divided by blanks."""

    packed: bytes
    stems: tuple[str, ...]


class Added(NamedTuple):
    """A new story's words; ``counted``: whether the public may read it."""

    pk: int
    words: Words
    counted: bool


# Folded word, stem, spelling as it stands first, number of stories.
Term = tuple[str, str, str, int]


Piece = tuple[str, str, Sequence[Word]]


class _Pieces(dict[str, Piece]):
    """Text between two blanks -> (its words as packed, their stems, the words). What was not met lately is forgotten."""

    def __init__(self) -> None:
        super().__init__()
        self._older: dict[str, Piece] = {}

    def __missing__(self, piece: str) -> Piece:
        held = self._older.get(piece)
        if held is None:
            found = words_of_piece(piece)
            packed = " ".join(map(pair, found))
            held = (packed, " ".join([word.stem for word in found]), found)
        if len(self) >= _MOST_PIECES:
            self._older = dict(self)
            self.clear()
        self[piece] = held
        return held


_pieces = _Pieces()


def words_of(article: Article, names: Iterable[str]) -> tuple[Words, dict[str, Word]]:
    """The words of a story that need not be saved, found by these names of topics, authors and sections; no query.

    Also each distinct word by its folded form: `Count` wants to know in how many stories each stands.
    """
    texts = texts_with(article, names)
    found = [[_pieces[piece] for piece in text.split()] for text in texts]
    if any(len(pieces) > MOST_WORDS // 10 for pieces in found):
        fields = [words(text)[:MOST_WORDS] for text in texts]
        stems = tuple([" ".join([word.stem for word in field]) for field in fields])
        return Words(pack(fields), stems), vocabulary.distinct(chain.from_iterable(fields))
    packed = "\n".join([" ".join([piece[0] for piece in pieces if piece[0]]) for pieces in found])
    stems = tuple([" ".join([piece[1] for piece in pieces if piece[1]]) for pieces in found])
    distinct: dict[str, Word] = {vocabulary.ALL_STORIES: Word("", vocabulary.ALL_STORIES, "")}
    for piece in dict.fromkeys(chain.from_iterable(texts_of.split() for texts_of in texts)):
        for word in _pieces[piece][2]:
            distinct.setdefault(word[1], word)
    return Words(pack_lines(packed), stems), distinct


class Count:
    """In how many stories each word stands."""

    def __init__(self, terms: Iterable[Term] = ()) -> None:
        self._counts: Counter[str] = Counter()
        self._words: dict[str, tuple[str, str]] = {}
        for folded, stem, spelled, count in terms:
            self._counts[folded], self._words[folded] = count, (stem, spelled)

    def add(self, distinct: dict[str, Word]) -> None:
        """A story of these words (as `words_of` gives them) more."""
        self._counts.update(distinct.keys())
        # Not a difference of sets: that would go through all words each time.
        for folded in [folded for folded in distinct if folded not in self._words]:
            word = distinct[folded]
            self._words[folded] = (word.stem, word.spelled)

    def change(self, before: Words | None, after: Words | None) -> None:
        """A story is counted with other words, or not at all, or only now."""
        old, new = _distinct(before), _distinct(after)
        self._counts.subtract(old.keys() - new.keys())
        self.add({folded: word for folded, word in new.items() if folded not in old})

    def terms(self) -> list[Term]:
        return [(folded, *self._words[folded], count) for folded, count in sorted(self._counts.items()) if count > 0]


def add(stories: Sequence[Added], terms: Sequence[Term]) -> None:
    """Write stories that the index does not hold yet, and count the words of those that count; in the caller's transaction."""
    engine().write(
        [
            Row(one.pk, one.words.packed, one.counted, [line.split(" ") if line else [] for line in one.words.stems])
            for one in stories
        ]
    )
    vocabulary.count_in(terms)


def _distinct(held: Words | None) -> dict[str, Word]:
    return vocabulary.distinct(paired(unpack(held.packed)) if held is not None else None)
