"""Words that somebody may have meant: near misses of a folded word, each with its cost. Pure.

Cost says how unlikely the slip is: letters that sound alike or lie side by side on the keyboard are mixed up easily.
"""

import string
from collections.abc import Iterator
from itertools import pairwise

ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهويء"
LATIN = string.ascii_lowercase + string.digits

# Written for one another: they sound alike, here or there.
_SOUND = ("صس", "ضظ", "ضد", "طت", "ذز", "ذد", "ثس", "ثت", "قغ", "قك", "حه", "عا", "جغ", "زظ", "شس", "خح", "يا", "وا", "هت")
# The rows of the Arabic keyboard, unshifted, folded.
_KEYBOARD = ("ضصثقفغعهخحجد", "شسيبلاتنمكط", "ءررلايهوزظ")
_SWITCH = dict(zip("qwertyuiop[]asdfghjkl;'zxcvnm,./`", "ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظذ", strict=True)) | {"b": "لا"}

SOUND, SLIP, OTHER = 0.5, 0.6, 1.0
SHORTEST = 3


def _neighbours() -> dict[tuple[str, str], float]:
    costs: dict[tuple[str, str], float] = {}
    for row in _KEYBOARD:
        for one, other in pairwise(row):
            costs[one, other] = costs[other, one] = SLIP
    for one, other in map(tuple, _SOUND):
        costs[one, other] = costs[other, one] = SOUND
    return costs


_CHEAP = _neighbours()


def near_misses(word: str) -> dict[str, float]:
    """Words one slip away from ``word`` (a letter left out, put in, mixed up, or two swapped), and the cost of each.

    In longer words also two easy slips. The word itself is not among them.
    """
    if len(word) < SHORTEST or len(word) > 20:
        return {}
    found = dict(_slips(word))
    if len(word) > SHORTEST + 2:
        for first, cost in list(_easy_slips(word)):
            for second, more in _easy_slips(first):
                found.setdefault(second, cost + more + 0.4)
    found.pop(word, None)
    return found


def _slips(word: str) -> Iterator[tuple[str, float]]:
    letters = LATIN if word.isascii() else ARABIC
    for at in range(len(word) + 1):
        for letter in letters:
            yield word[:at] + letter + word[at:], OTHER
    for at, old in enumerate(word):
        for letter in letters:
            if letter != old:
                yield word[:at] + letter + word[at + 1 :], _CHEAP.get((old, letter), OTHER)
    yield from ((word[:at] + word[at + 1 :], OTHER) for at in range(len(word)))
    yield from _easy_slips(word)


def _easy_slips(word: str) -> Iterator[tuple[str, float]]:
    """Swapped neighbours, doubled letters, letters that sound alike or lie side by side."""
    for at in range(len(word) - 1):
        if word[at] == word[at + 1]:
            yield word[:at] + word[at + 1 :], SOUND
        else:
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :], SLIP
    for at, old in enumerate(word):
        for letter in ARABIC:
            if (old, letter) in _CHEAP:
                yield word[:at] + letter + word[at + 1 :], _CHEAP[old, letter]


def other_keyboard(text: str) -> str:
    """Latin text as it would read had the keyboard been switched to Arabic: «hggi» gives «الله»."""
    return "".join(_SWITCH.get(letter, letter) for letter in text.lower())
