"""Characters that look right and are not: tatweel, presentation forms, Persian letters, invisible ones, digits."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from articles.text.arabic import INVISIBLE, MARKS, TATWEEL, strip_marks
from articles.text.proofing.finding import Hit
from articles.text.proofing.lexicon import FINAL_MAQSURA, context_words
from articles.text.proofing.passage import LETTERS, Passage

# «لـ»، «بـ»، «وبالـ» before a quotation or a foreign word, and «هـ» for the Hijri year, are good writing.
_CLITICS = frozenset(context_words("clitics"))
_TATWEEL = re.compile(f"(?<=[{LETTERS}]){TATWEEL}+")
_WORD_BEFORE = re.compile(f"[{LETTERS}{MARKS}{TATWEEL}]+$")

# ﷲ ﷺ ﷻ ﷽ ﷼ and the ornate brackets are written as one character on purpose.
_PRESENTATION = re.compile("[\ufb50-\ufd3d\ufd40-\ufdf1\ufdf3-\ufdf9\ufe70-\ufefc]+")
_INVISIBLE = re.compile(f"[{INVISIBLE}]+")
_JOINERS = "\u200c\u200d"

_PERSIAN = str.maketrans({"ی": "ي", "ک": "ك", "ھ": "ه", "ہ": "ه"})
_PERSIAN_LETTER = re.compile("[یکھہ]")
_NOT_ARABIC = re.compile("[پچژگڤۆێەڕڵۀے]")

_NUMBER = re.compile(r"(?<![A-Za-z0-9٠-٩۰-۹_.])[0-9٠-٩۰-۹]+(?:[.,٫٬/:][0-9٠-٩۰-۹]+)*(?![A-Za-z])")
_FAMILIES = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹")


def tatweel(passage: Passage) -> Iterator[Hit]:
    for match in _TATWEEL.finditer(passage.text):
        before = _WORD_BEFORE.search(passage.text, max(0, match.start() - 12), match.start())
        stem = "" if before is None else strip_marks(before.group())
        follows = passage.text[match.end() : match.end() + 1]
        # «م.» and «(تـ)» abbreviate.
        if stem in _CLITICS or (len(stem) == 1 and not "\u0620" <= follows <= "\u064a"):
            continue
        yield Hit(match.start(), match.end(), "")


def presentation_forms(passage: Passage) -> Iterator[Hit]:
    for match in _PRESENTATION.finditer(passage.text):
        plain = unicodedata.normalize("NFKC", match.group())
        if plain != match.group():
            yield Hit(match.start(), match.end(), plain)


def invisible(passage: Passage) -> Iterator[Hit]:
    """Joiners count only between Arabic letters: emoji are built with them, and «ه‍» (Hijri) is written so."""
    for match in _INVISIBLE.finditer(passage.text):
        run = match.group()
        before = passage.text[match.start() - 1 : match.start()]
        if run.strip(_JOINERS) == "" and (before in ("ه", "") or not "\u0620" <= before <= "\u064a"):
            continue
        names = ", ".join(dict.fromkeys(f"U+{ord(char):04X}" for char in run))
        yield Hit(match.start(), match.end(), "", {"names": names})


def persian_letters(passage: Passage) -> Iterator[Hit]:
    """Words with letters of Persian or Kurdish alone are quoted in their own language."""
    for start, end, _bare in passage.words:
        word = passage.text[start:end]
        if _PERSIAN_LETTER.search(word) is None or _NOT_ARABIC.search(word):
            continue
        arabic = word.translate(_PERSIAN)
        if word.endswith("ی") and strip_marks(arabic[:-1] + "ى").removeprefix("و") in FINAL_MAQSURA:
            arabic = arabic[:-1] + "ى"
        yield Hit(start, end, arabic)


def _family(char: str) -> int:
    return next(index for index, digits in enumerate(_FAMILIES) if char in digits)


def _families(number: str) -> set[int]:
    return {_family(char) for char in number if char.isdecimal()}


def _rewritten(number: str, family: int) -> str:
    return "".join(_FAMILIES[family][int(char)] if char.isdecimal() else char for char in number)


def _numbers(passage: Passage) -> list[re.Match[str]]:
    return [match for match in _NUMBER.finditer(passage.text) if not passage.is_protected(*match.span())]


def _usual_family(numbers: list[re.Match[str]]) -> int:
    votes = Counter(_family(char) for match in numbers for char in match.group() if char.isdecimal())
    return min(votes, key=lambda family: (-votes[family], family)) if votes else 0


def mixed_number(passage: Passage) -> Iterator[Hit]:
    """Two families of digits in one number."""
    numbers = _numbers(passage)
    for match in numbers:
        if len(_families(match.group())) > 1:
            yield Hit(match.start(), match.end(), _rewritten(match.group(), _usual_family(numbers)))


def mixed_text(passage: Passage) -> Iterator[Hit]:
    """Numbers in another family of digits than most of the text's."""
    numbers = _numbers(passage)
    usual = _usual_family(numbers)
    for match in numbers:
        families = _families(match.group())
        if len(families) == 1 and usual not in families:
            yield Hit(match.start(), match.end(), _rewritten(match.group(), usual))
