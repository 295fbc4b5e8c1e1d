"""What of a story answers the question, in the story's own spelling. Pure.

Never the database's snippet functions: those would show stems. The original text is cut into the same words as the
index, and those whose stem was asked for are marked. Pieces are plain text: whoever shows them escapes them.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import NamedTuple

from articles.text.analysis import LONGEST_WORD, analyse, runs, spans

SNIPPET_WORDS = 30
# Words before the first hit that lead the reader into it.
LEAD_IN = 6
ELLIPSIS = "…"


class Piece(NamedTuple):
    """A stretch of plain text; ``hit`` if it is a word that was asked for."""

    text: str
    hit: bool


# Runs that are spelled as the index keeps them: no marks, no ligatures, nothing to normalise.
_PLAIN = re.compile(rf"[\u0621-\u063a\u0641-\u064aa-zA-Z0-9]{{1,{LONGEST_WORD}}}")


class _Answers(dict[str, str]):
    """Run of letters -> the stem that it answers with, or nothing. Looks at every run once."""

    def __init__(self, stems: Iterable[str], known: Mapping[str, str] | None) -> None:
        super().__init__(known or {})
        self._stems = frozenset(stems)
        self._all_known = known is not None

    def __missing__(self, run: str) -> str:
        if self._all_known and _PLAIN.fullmatch(run):
            self[run] = ""
        else:
            self[run] = next((word.stem for word in analyse(run) if word.stem in self._stems), "")
        return self[run]


class Marker:
    """Knows which words answer a question. Made once a question; remembers the words it has seen.

    ``known``: spelling -> stem of all answering words of the texts to come, where the caller has them from the index:
    then plain words need no analysis.
    """

    def __init__(self, stems: Iterable[str], known: Mapping[str, str] | None = None) -> None:
        self._answers = _Answers(stems, known)

    def mark(self, text: str) -> list[Piece]:
        """The whole text, its hits marked. Joined, the pieces are the text."""
        return self._pieces(text, [(start, end) for start, end, run in spans(text) if self._answers[run]], 0, len(text))

    def snippet(self, text: str, size: int = SNIPPET_WORDS) -> list[Piece]:
        """About ``size`` words where most of the question stands together, "…" where text was left out.

        The text's beginning where it holds no hit; nothing of an empty text.
        """
        found = runs(text)
        if not found:
            return []
        answers = self._answers
        hits = [(at, stem) for at, run in enumerate(found) if (stem := answers[run])]
        first = max(0, _best_start(hits, size - LEAD_IN) - LEAD_IN) if hits else 0
        first = max(0, min(first, len(found) - size))
        window = list(islice(spans(text), first, first + size))
        start = 0 if first == 0 else window[0][0]
        end = len(text) if first + size >= len(found) else window[-1][1]
        pieces = self._pieces(text, [(a, b) for a, b, run in window if answers[run]], start, end)
        if start:
            pieces.insert(0, Piece(ELLIPSIS, False))
        if end < len(text):
            pieces.append(Piece(ELLIPSIS, False))
        return pieces

    @staticmethod
    def _pieces(text: str, spans: list[tuple[int, int]], start: int, end: int) -> list[Piece]:
        pieces: list[Piece] = []
        for a, b in spans:
            if a > start:
                pieces.append(Piece(text[start:a], False))
            pieces.append(Piece(text[a:b], True))
            start = b
        if start < end:
            pieces.append(Piece(text[start:end], False))
        return pieces


def _best_start(hits: list[tuple[int, str]], size: int) -> int:
    """The position of the hit from which ``size`` words hold most different stems, then most hits."""
    best, start = (0, 0), 0
    right = 0
    inside: dict[str, int] = {}
    for left, (at, stem) in enumerate(hits):
        while right < len(hits) and hits[right][0] < at + size:
            inside[hits[right][1]] = inside.get(hits[right][1], 0) + 1
            right += 1
        score = (sum(1 for count in inside.values() if count), right - left)
        if score > best:
            best, start = score, at
        inside[stem] -= 1
    return start
