"""Hamza on alef: written where the alef only connects, left out where it belongs."""

import re
from collections.abc import Iterator
from functools import lru_cache

from articles.text.proofing.finding import Hit
from articles.text.proofing.lexicon import bare_alef, context_words, hamza, never, particles, preferred, wasl
from articles.text.proofing.passage import Passage, Word, respell

_THAT = frozenset(context_words("that"))
# «إن» follows saying and stands at the head of a sentence; «أن» follows all else.
_SAYING = frozenset(context_words("saying"))
# Names of Latin letters: «سي ان ان», «اف ام» spell an abbreviation.
_LETTER_NAMES = frozenset(context_words("letter-names"))
# Of these, words that are much oftener themselves.
_ALSO_WORDS = frozenset(context_words("also-words"))
_SENTENCE_BREAK = re.compile(r"[.؟!?:\n«“\"]")


@lru_cache(maxsize=65536)
def _without_wasl_hamza(word: str) -> str | None:
    """The bare word with a connecting alef for its hamza, if that is what it needs."""
    for clitics, entry, ending in wasl().find(bare_alef(word)):
        letter = word[len(clitics)]
        if letter not in "إأ" or bare_alef(word) != word.replace(letter, "ا", 1):
            continue
        # «أعتبر» is right: I consider. A verbal noun, or a verb in «ت» or «وا», is never the first person.
        if letter == "أ" and not (_is_long_noun(entry.stem) if entry.is_noun else ending in ("ت", "وا")):
            continue
        return f"{clitics}{entry.stem}{ending}"
    return None


def _is_long_noun(stem: str) -> bool:
    """Whether the stem is a verbal noun; «اسم» and «ابن» have look-alikes in «أ»."""
    return len(stem) > 4


def written_on_wasl(passage: Passage) -> Iterator[Hit]:
    for start, end, bare in passage.words:
        if "إ" in bare or "أ" in bare:
            right = _without_wasl_hamza(bare)
            if right is not None:
                yield _hit(passage.text, start, end, bare, right)


def _is_right_wasl(word: str) -> bool:
    return any(f"{clitics}{entry.stem}{ending}" == word for clitics, entry, ending in wasl().find(word))


@lru_cache(maxsize=65536)
def _with_hamza(word: str) -> str | None:
    """The bare word with the hamza that it lacks, whatever stands around it."""
    right = particles().get(word)
    if right is not None:
        return right if right != word else None
    if word in never() or _is_right_wasl(word):
        return None
    readings = list(hamza().find(word))
    if any(entry.is_noun and ending[:1] == "ت" for _clitics, entry, ending in readings):
        # «اصابتهم» is their wound (إصابتهم) far more often than «it hit them» (أصابتهم).
        readings = [reading for reading in readings if reading[1].is_noun]
    spellings = {f"{clitics}{entry.stem}{ending}" for clitics, entry, ending in readings}
    if len(spellings) > 1:
        stem = word[1:] if word[0] in "وف" else word
        favourite = preferred().get(stem)
        return None if favourite is None else word[: len(word) - len(stem)] + favourite
    return None if word in spellings or not spellings else spellings.pop()


def left_out(passage: Passage) -> Iterator[Hit]:
    words = passage.words
    for index, (start, end, bare) in enumerate(words):
        if "ا" not in bare:
            continue
        right = _with_hamza(bare)
        if right is None and bare in _IN_CONTEXT:
            right = _IN_CONTEXT[bare](passage, words, index)
        elif right is not None and len(bare) < 4 and _spells_letters(words, index):
            right = None
        if right is not None:
            yield _hit(passage.text, start, end, bare, right)


def _hit(text: str, start: int, end: int, bare: str, right: str) -> Hit:
    fixed = text[start:end]
    for place, (old, new) in enumerate(zip(bare, right, strict=True)):
        if old != new:
            fixed = respell(fixed, place, new)
    return Hit(start, end, fixed, {"right": fixed})


def _before(passage: Passage, words: list[Word], index: int) -> str | None:
    """The word before in the same sentence."""
    if index == 0 or _SENTENCE_BREAK.search(passage.text, words[index - 1].end, words[index].start):
        return None
    return words[index - 1].bare


def _after(words: list[Word], index: int, step: int = 1) -> str:
    return words[index + step].bare if index + step < len(words) else ""


def _spells_letters(words: list[Word], index: int) -> bool:
    """Whether the word stands in a row of letter names of which one is nothing else."""
    if words[index].bare in _LETTER_NAMES and _after(words, index) in _LETTER_NAMES - _ALSO_WORDS:
        return True
    while index and words[index - 1].bare in _LETTER_NAMES:
        index -= 1
        if words[index].bare not in _ALSO_WORDS:
            return True
    return False


def _that(passage: Passage, words: list[Word], index: int) -> str | None:
    """«ان» and its like: إن or أن."""
    word = words[index].bare
    if _spells_letters(words, index):
        return None
    before = _before(passage, words, index)
    # Behind «و» and «ف» the verb of saying stays itself.
    says = before is None or before in _SAYING or before[1:] in _SAYING or _after(words, index) == "شاء"
    return ("إ" if says else "أ") + word[1:]


def _and_that(passage: Passage, words: list[Word], index: int) -> str | None:
    before = _before(passage, words, index)
    return words[index].bare.replace("ا", "إ" if before is None or before == "حتى" else "أ", 1)


def _so(passage: Passage, words: list[Word], index: int) -> str | None:
    """«فان» is a Dutchman's «van» unless an Arabic noun follows."""
    return "فإن" if _after(words, index).startswith("ال") and len(_after(words, index)) > 3 else None


def _by_that(passage: Passage, words: list[Word], index: int) -> str | None:
    """«بان» is also a man's name and «appeared»; before a noun or a verb it is بأن."""
    after = _after(words, index)
    return "بأن" if len(after) > 3 and (after.startswith("ال") or after[0] in "يت" or after.startswith("هذ")) else None


def _as_for(passage: Passage, words: list[Word], index: int) -> str | None:
    """«اما»: إما where an «or» follows, or may follow; a person decides there."""
    near = {_after(words, index, step) for step in range(1, 13)}
    return None if near & {"او", "أو", "واما", "وإما"} else words[index].bare.replace("ا", "أ", 1)


def _except(passage: Passage, words: list[Word], index: int) -> str | None:
    """«الا» before a verb may be ألا."""
    after = _after(words, index)
    return None if after.startswith(("ي", "ت", "ن")) or not after else words[index].bare.replace("ا", "إ", 1)


_IN_CONTEXT = {
    **dict.fromkeys(_THAT, _that),
    **{f"و{word}": _and_that for word in _THAT},
    **{f"ب{word}": (lambda p, w, i: w[i].bare.replace("ا", "أ", 1)) for word in _THAT - {"ان", "انك", "اننا"}},
    **{f"ف{word}": (lambda p, w, i: w[i].bare.replace("ا", "إ", 1)) for word in _THAT - {"ان", "انك"}},
    "فان": _so,
    "بان": _by_that,
    "اما": _as_for,
    "واما": _as_for,
    "الا": _except,
}
