"""One Arabic analysis for indexing, asking and highlighting.

Every consumer takes its words from `tokenize`: the index stores them, the query is made of them, the highlighter
marks them at their offsets in the original text. So what is found is what is marked, on every database.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from articles.text.arabic import INVISIBLE, MARKS, TATWEEL, fold, is_plain_word, strip_marks
from articles.text.stemming import stem

# Raise it whenever the same text would give other tokens, or is kept in another form: stored indexes then need
# `manage.py rebuild_search`.
ANALYSER_VERSION = 2

# Longer runs of letters are no words: they are cut, alike in index and query.
LONGEST_WORD = 40

_LETTERS = (
    "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06e5\u06e6\u06ee\u06ef\u06fa-\u06fc\u06ff"
    "\u0750-\u077f\u0870-\u0887\u0889-\u088e\u08a0-\u08c9\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdc7\ufdf0-\ufdfb\ufe70-\ufefc"
)
_INSIDE = f"{MARKS}{TATWEEL}{INVISIBLE}\u0300-\u036f"
_WORD = re.compile(
    rf"(?:\d{{1,3}}(?:[,\u066c]\d{{3}})+(?!\d))"
    rf"|[{_LETTERS}][{_LETTERS}{_INSIDE}]*"
    rf"|[^\W_{_LETTERS}{TATWEEL}][^\W_{_LETTERS}{TATWEEL}\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W_{_LETTERS}{TATWEEL}]*)*"
)
_GROUPING = re.compile("[,\u066c]")
_SPLIT = re.compile(r"[\W_]+")


class Token(NamedTuple):
    """A word of a text: ``text[start:end]`` is what the reader sees."""

    start: int
    end: int
    spelled: str  # as written, less marks, tatweel and invisible characters
    folded: str  # `fold`ed: one spelling for all
    stem: str  # the term it is indexed under


class Word(NamedTuple):
    spelled: str
    folded: str
    stem: str


def tokenize(text: str) -> Iterator[Token]:
    """The words of a text, with offsets into the text as given.

    A ligature that stands for several words («ﷺ») gives several tokens with the same offsets.
    """
    for match in _WORD.finditer(text):
        for word in analyse(match.group()):
            yield Token(match.start(), match.end(), *word)


def spans(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, run of letters) for each word of the text, not analysed yet: that is `analyse(run)`."""
    for match in _WORD.finditer(text):
        yield match.start(), match.end(), match.group()


def runs(text: str) -> list[str]:
    """The runs of letters alone: much the quickest way through a long text."""
    return _WORD.findall(text)


def words(text: str) -> list[Word]:
    """`tokenize` without the offsets."""
    found: list[Word] = []
    # No run of letters holds a blank; and most of what stands between blanks has been met before.
    for piece in text.split():
        found += _piece(piece) if len(piece) <= LONGEST_WORD else words_of_piece(piece)
    return found


def words_of_piece(piece: str) -> tuple[Word, ...]:
    """The words of what stands between two blanks; nothing is kept in mind."""
    found = _WORD.findall(piece)
    if found == [piece]:
        return _words_of(piece)
    return tuple(word for run in found for word in (_piece(run) if len(run) <= LONGEST_WORD else _words_of(run)))


# An archive's words are many: where this is smaller than a few weeks' news, a long import pays for it.
_piece = lru_cache(maxsize=130_000)(words_of_piece)


@lru_cache(maxsize=20_000)
def analyse(run: str) -> tuple[Word, ...]:
    """The word or words that one run of letters stands for."""
    return _words_of(run)


def _words_of(run: str) -> tuple[Word, ...]:
    if is_plain_word(run) and len(run) <= LONGEST_WORD:
        folded = fold(run)
        term = stem(folded)
        # Equal strings are one: the cache of a long import holds many.
        folded = run if folded == run else folded
        return (Word(run, folded, folded if term == folded else term),)
    run = _GROUPING.sub("", run)
    spelled = strip_marks(unicodedata.normalize("NFKC", run))
    found = []
    for part in _SPLIT.split(spelled):
        part = part[:LONGEST_WORD]
        folded = fold_word(part)
        if folded:
            found.append(Word(part, folded, stem(folded)))
    return tuple(found)


@lru_cache(maxsize=50_000)
def fold_word(spelled: str) -> str:
    """The folded form of one word as `Word.spelled` gives it."""
    return _plain(fold(spelled))[:LONGEST_WORD]


def _plain(word: str) -> str:
    """Latin letters without their accents."""
    if not word or word.isascii() or "\u0600" <= word[0] <= "\u06ff":
        return word
    bare = "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))
    return "".join(char for char in bare if char.isalnum())
