"""A text under proofreading, with what several rules need of it computed once."""

import re
from collections.abc import Callable, Iterator, Mapping, Set
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from articles.text.arabic import MARKS, TATWEEL, strip_marks
from articles.text.proofing.finding import Kind

# Letters that can stand in an Arabic word; presentation forms are a finding of their own.
LETTERS = "\u0621-\u063a\u0641-\u064a\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f"
WORD = re.compile(f"[{LETTERS}][{LETTERS}{MARKS}{TATWEEL}]*")
_MARKED = re.compile(f"[{MARKS}{TATWEEL}]")

# Addresses, handles and hashtags are spelled as machines want them.
_MACHINE_TEXT = re.compile(
    r"(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+\.[\w.-]+|[#@][\w]+|\b[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?:com|net|org|tn|fr|uk|ly|me|tv|info)\b\S*"
)
_PROCLITICS = re.compile(r"^[وف]?(?:[بكل]?ال|لل|[بكلس])?")


Result = TypeVar("Result")


class Word(NamedTuple):
    """A word and its place; ``bare`` is without marks and tatweel."""

    start: int
    end: int
    bare: str


class Passage:
    """``lead`` is the body's first paragraph, for those who check a standfirst against it."""

    def __init__(
        self,
        text: str,
        *,
        kind: Kind = "body",
        dictionary: Set[str] = frozenset(),
        style_sheet: Mapping[str, str] | None = None,
        lead: str = "",
        headline_limit: int = 90,
    ) -> None:
        self.text = text
        self.kind = kind
        self.dictionary = dictionary
        self.style_sheet = style_sheet or {}
        self.lead = lead
        self.headline_limit = headline_limit

        self._remembered: dict[str, Any] = {}

    def remember(self, name: str, make: "Callable[[Passage], Result]") -> Result:
        """What *make* returns for this passage, made once: several rules read the same analysis."""
        if name not in self._remembered:
            self._remembered[name] = make(self)
        return self._remembered[name]

    @cached_property
    def words(self) -> list[Word]:
        text = self.text
        found = [Word(match.start(), match.end(), match.group()) for match in WORD.finditer(text)]
        if _MARKED.search(text) is None:
            return found
        return [Word(start, end, strip_marks(word)) for start, end, word in found]

    @cached_property
    def protected(self) -> list[tuple[int, int]]:
        """Spans that no rule may touch: machine text, and phrases of the newsroom's dictionary."""
        spans = [match.span() for match in _MACHINE_TEXT.finditer(self.text)]
        for phrase in self.dictionary:
            if " " in phrase:
                spans.extend(match.span() for match in re.finditer(re.escape(phrase), self.text))
        return sorted(spans)

    def paragraphs(self) -> Iterator[tuple[int, int]]:
        """Start and end of each line that isn't blank."""
        start = 0
        for line in self.text.split("\n"):
            if line.strip():
                yield start, start + len(line)
            start += len(line) + 1

    def is_known(self, words: str) -> bool:
        """Whether the newsroom's dictionary holds the words, as they stand or behind «و», «ب», «ال» …"""
        bare = strip_marks(words).strip()
        return bare in self.dictionary or _PROCLITICS.sub("", bare) in self.dictionary

    def is_protected(self, start: int, end: int) -> bool:
        return any(first < end and start < last for first, last in self.protected)


def respell(word: str, index: int, letter: str) -> str:
    """A written word with one letter of its bare form replaced; marks and tatweel stay where they are.

    >>> respell("إعْتبر", 0, "ا")
    'اعْتبر'
    """
    place = -1
    for position, char in enumerate(word):
        if _MARKED.match(char) is None:
            place += 1
            if place == index:
                return word[:position] + letter + word[position + 1 :]
    return word
