"""Hamza on alef: written where the alef only connects, left out where it belongs."""

import re
from collections.abc import Iterator
from functools import lru_cache

from articles.text.proofing.finding import Hit
from articles.text.proofing.lexicon import SHORT, bare_alef, context_words, hamza, never, particles, preferred, wasl
from articles.text.proofing.passage import Passage, Word, respell

_THAT = frozenset(context_words("that"))
# «إن» follows saying and stands at the head of a sentence, «أن» follows asserting, and prepositions.
_SAYING = frozenset(context_words("saying"))
_ASSERTING = frozenset(context_words("asserting"))
_GOVERNING = frozenset(context_words("governing"))
# So many words back the verb is looked for: «قال وزير خارجية البلد المضيف في مؤتمر صحفي اليوم إن».
_WORDS_BACK = 14
_POINTING = frozenset(("هذا", "هذه", "ذلك", "تلك", "كل", "من", "ما", "أي", "اي"))
# An abbreviation is hardly longer.
_LETTERS_BACK = 5
_ANY_THAT = re.compile("^[وف]?[أإا]ن(?:ه|ها|هم|هما|هن|نا|ني|ك|كم)?$")
_HAMZATED_THAT = re.compile("^[وف]?([أإ])ن(?:ه|ها|هم|هما|هن|نا|ني|ك|كم)?$")
_QUOTED = re.compile(r"[«“”\"]\s*$")
# Names of Latin letters: «سي ان ان», «اف ام» spell an abbreviation.
_LETTER_NAMES = frozenset(context_words("letter-names"))
# Of these, words that are much oftener themselves.
_ALSO_WORDS = frozenset(context_words("also-words"))
_SENTENCE_BREAK = re.compile(r"[.؟!?:\n]")


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
        right = None if bare in _IN_CONTEXT else _with_hamza(bare)
        if bare in _IN_CONTEXT:
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
    for before in reversed(words[max(0, index - _LETTERS_BACK) : index]):
        if before.bare not in _LETTER_NAMES:
            return False
        if before.bare not in _ALSO_WORDS:
            return True
    return False


def _that(passage: Passage, words: list[Word], index: int) -> str | None:
    """«ان» and its like: إن or أن, by the nearest word that decides; where none does, an editor must."""
    word = words[index].bare
    after = _after(words, index)
    if after == "شاء":
        return "إ" + word[1:]
    letter = None if _spells_letters(words, index) else _seat_of_that(passage, words, index)
    if letter == "إ" and word == "ان" and after[:1] in ("ي", "ت", "ن"):
        # «ان تبني نفسك», «ان تركيا»: a verb would make it أن, a noun إن.
        return None
    if letter == "أ" and after in ("كان", "كانت", "كانوا"):
        # «لم يوضح ان كان سيعود»: whether.
        return None
    return None if letter is None else letter + word[1:]


def _seat_of_that(passage: Passage, words: list[Word], index: int) -> str | None:
    before = _before(passage, words, index)
    if before is None:
        return "إ"
    if before in _GOVERNING:
        return "أ"
    is_quoted = _QUOTED.search(passage.text, max(0, words[index].start - 3), words[index].start) is not None
    for _step in range(_WORDS_BACK):
        if before is None or _ANY_THAT.match(before):
            return None
        if _is_one_of(before, _SAYING):
            return "إ"
        if _is_one_of(before, _ASSERTING):
            return None if is_quoted else "أ"
        index -= 1
        before = _before(passage, words, index)
    return None


def _is_one_of(word: str, verbs: frozenset[str]) -> bool:
    """Behind «و» and «ف» a verb stays itself."""
    return word in verbs or (word[0] in "وف" and word[1:] in verbs)


def _and_that(passage: Passage, words: list[Word], index: int) -> str | None:
    """«وان» goes on as the sentence began: قال إن … وإن, أكد أن … وأن. At its head it may be «even if», or a foreign «one»."""
    word = words[index].bare
    before = _before(passage, words, index)
    for _step in range(2 * _WORDS_BACK):
        if before is None:
            return None
        first = _HAMZATED_THAT.match(before)
        if first is not None or _is_one_of(before, _SAYING) or _is_one_of(before, _ASSERTING):
            seat = first[1] if first is not None else "إ" if _is_one_of(before, _SAYING) else "أ"
            return word.replace("ا", seat, 1)
        index -= 1
        before = _before(passage, words, index)
    return None


def _so(passage: Passage, words: list[Word], index: int) -> str | None:
    """«فان» is a Dutchman's «van» unless an Arabic noun follows."""
    after = _after(words, index)
    return "فإن" if (after.startswith("ال") and len(after) > SHORT) or after in _POINTING else None


def _by_that(passage: Passage, words: list[Word], index: int) -> str | None:
    """«بان» is also «appeared» and the name of Ban Ki-moon."""
    after = _after(words, index)
    return None if len(after) <= SHORT and after not in _POINTING else "بأن"


def _father(passage: Passage, words: list[Word], index: int) -> str | None:
    """«ابي» stands in a name: «فؤاد ابي زيد»; alone it is Shinzo Abe."""
    following = words[index + 1] if index + 1 < len(words) else None
    is_name = following is not None and following.start == words[index].end + 1 and following.bare[0] not in "ويتف"
    if not is_name or _before(passage, words, index) == "شينزو" or _after(words, index) in _GOVERNING:
        return None
    return words[index].bare.replace("ا", "أ", 1)


def _in_front(passage: Passage, words: list[Word], index: int) -> str | None:
    """«امام» is most often أمام; an imam has his mosque behind him, Adel Imam his first name before."""
    is_person = _after(words, index) in ("المسجد", "الحرم", "وخطيب", "الجمعة", "مسجد") or _before(passage, words, index) in (
        "عادل",
        "محمد",
    )
    return None if is_person else words[index].bare.replace("ا", "أ", 1)


def _media(passage: Passage, words: list[Word], index: int) -> str | None:
    """«اعلام» are media (إعلام) behind «وسائل», else perhaps flags (أعلام)."""
    return "إعلام" if _before(passage, words, index) in ("وسائل", "لوسائل", "ووسائل", "بوسائل", "وسيلة") else None


def _any(passage: Passage, words: list[Word], index: int) -> str | None:
    """«اي», but not of «اي.او.اس», «اي كولاي» or «اي فون»."""
    word = words[index]
    is_name = "." in (passage.text[word.start - 1 : word.start], passage.text[word.end : word.end + 1])
    is_name = is_name or _after(words, index) in ("كولاي", "فون", "باد", "بود", "كلاود", "تيونز")
    return None if is_name or _spells_letters(words, index) else words[index].bare.replace("ا", "أ", 1)


def _as_for(passage: Passage, words: list[Word], index: int) -> str | None:
    """«اما»: إما where an «or» follows, or may follow; a person decides there."""
    near = {_after(words, index, step) for step in range(1, 13)}
    return (
        None
        if near & {"او", "أو", "واما", "وإما"} or _after(words, index) in ("ان", "أن")
        else words[index].bare.replace("ا", "أ", 1)
    )


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
    "والا": _except,
    **dict.fromkeys(("ابي", "وابي"), _father),
    **dict.fromkeys(("امام", "وامام"), _in_front),
    "اعلام": _media,
    **dict.fromkeys(("اي", "واي", "لاي"), _any),
}
