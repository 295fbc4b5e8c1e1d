"""Words that are written wrong whatever the sentence: closed lists, no guess."""

import re
from collections.abc import Callable, Iterator

from articles.text.arabic import MARKS
from articles.text.proofing.finding import Hit
from articles.text.proofing.lexicon import (
    FINAL_HAMZA,
    HOUSE_SEATS,
    MAQSURA_FOR_YAA,
    MISSPELT,
    REPEATABLE,
    TAA_MARBUTA,
    YAA_FOR_MAQSURA,
)
from articles.text.proofing.passage import LETTERS, Passage


def _closed(words: dict[str, str]) -> Callable[[Passage], Iterator[Hit]]:
    """A check for words that a table replaces."""

    def check(passage: Passage) -> Iterator[Hit]:
        for start, end, bare in passage.words:
            right = words.get(bare)
            if right is not None:
                yield Hit(start, end, right, {"right": right})

    return check


taa_marbuta = _closed(TAA_MARBUTA)
maqsura_for_yaa = _closed(MAQSURA_FOR_YAA)
yaa_for_maqsura = _closed(YAA_FOR_MAQSURA)
final_hamza = _closed(FINAL_HAMZA)
misspelt = _closed(MISSPELT)
house_seats = _closed(HOUSE_SEATS)

_FUNCTION_TWICE = re.compile(rf"(?<![{LETTERS}\w])({'|'.join(REPEATABLE)})(?:[ \u00a0]+\1)+(?![{LETTERS}{MARKS}\w])")
_ANY_TWICE = re.compile(rf"(?<![{LETTERS}\w])([{LETTERS}]{{2,}})(?:[ \u00a0]+\1)+(?![{LETTERS}{MARKS}\w])")
_BROADCASTER = re.compile(r"سي $")


def _twice(pattern: re.Pattern[str]) -> Callable[[Passage], Iterator[Hit]]:
    def check(passage: Passage) -> Iterator[Hit]:
        for match in pattern.finditer(passage.text):
            # «سي إن إن إن» may well begin a sentence about CNN.
            if not _BROADCASTER.search(passage.text, max(0, match.start() - 3), match.start()):
                yield Hit(match.start(), match.end(), match.group(1), {"word": match.group(1)})

    return check


repeated_function_word = _twice(_FUNCTION_TWICE)
repeated_word = _twice(_ANY_TWICE)
