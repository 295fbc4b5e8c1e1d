"""The word lists of ``words/``, and the endings and clitics that Arabic adds to their words.

The lists hold dictionary forms under sections; a section says how its words
are inflected. A word that is asked about is cut into clitics, stem and ending
and looked up: nothing is spelled out, so a list stays readable.
"""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

WORDS = Path(__file__).with_name("words")

Sections = dict[str, list[str]]


def read_sections(name: str) -> Sections:
    """Section -> its lines, comments and blank lines left out."""
    sections: Sections = {}
    current: list[str] = []
    for line in (WORDS / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        line = line.partition("#")[0].strip()
        if line.startswith("["):
            current = sections.setdefault(line.strip("[]"), [])
        elif line:
            current.append(line)
    return sections


def _words(lines: list[str]) -> list[str]:
    return [word for line in lines for word in line.split()]


def _pairs(lines: list[str]) -> dict[str, str]:
    """``wrong=right`` pairs; ``_`` stands for a blank."""
    return {wrong: right.replace("_", " ") for wrong, _, right in (item.partition("=") for item in _words(lines))}


_CLOSED = read_sections("closed")
TAA_MARBUTA = _pairs(_CLOSED["taa-marbuta"]) | _pairs(_CLOSED["haa"])
MAQSURA_FOR_YAA = _pairs(_CLOSED["maqsura-for-yaa"])
YAA_FOR_MAQSURA = _pairs(_CLOSED["yaa-for-maqsura"])
FINAL_HAMZA = _pairs(_CLOSED["final-hamza"])
MISSPELT = _pairs(_CLOSED["misspelt"])
HOUSE_SEATS = _pairs(_CLOSED["house-seats"])
FINAL_MAQSURA = frozenset(_words(_CLOSED["final-maqsura"]))
REPEATABLE = _words(_CLOSED["repeatable"])

# Clitics before a word.
_CONJUNCTIONS = ("", "و", "ف")
WITH_ARTICLE = frozenset(f"{conjunction}{article}" for conjunction in _CONJUNCTIONS for article in ("ال", "بال", "كال", "لل"))
WITHOUT_ARTICLE = frozenset(f"{conjunction}{preposition}" for conjunction in _CONJUNCTIONS for preposition in ("", "ب", "ل"))
NOUN_CLITICS = WITH_ARTICLE | WITHOUT_ARTICLE
# Before a short stem a letter glued on makes another word («لاحق», «بازل», «واعد»), so only the article may stand there.
SHORT_NOUN_CLITICS = WITH_ARTICLE | {""}
SHORT = 3
VERB_CLITICS = frozenset(("", "و", "ف"))
ALL_CLITICS = sorted(NOUN_CLITICS, key=len)

# Endings.
_PRONOUNS = ("", "ه", "ها", "هم", "هما", "هن", "نا", "ك", "كم", "ي")
_OBJECTS = ("", "ه", "ها", "هم", "هما", "هن", "نا", "ك", "كم", "ني")
NOUN_ENDINGS = frozenset(
    [*_PRONOUNS, "ا", "ان", "ين", "ون", "ات", "ة", "تان", "تين", "ية", "يا", "يه", "يين", "يون", "يان", "يتين", "يات"]
    + [f"ات{pronoun}" for pronoun in _PRONOUNS]
    + [f"يت{pronoun}" for pronoun in _PRONOUNS[1:]]
) - {"يه"}
_TAA_ENDINGS = frozenset(
    ["ة", "ات", "تان", "تين", "ي", "ية", "يا", "يين", "يون"]
    + [f"ت{pronoun}" for pronoun in _PRONOUNS[1:]]
    + [f"ات{pronoun}" for pronoun in _PRONOUNS]
)
_HAMZA_ENDINGS = frozenset(f"{seat}{pronoun}" for seat in "ئؤء" for pronoun in _PRONOUNS[1:] if pronoun != "ي") | {
    "ئي", "ئية", "ئيا", "ئيين", "ئيون", "ئيات",
}  # fmt: skip
VERB_ENDINGS = frozenset(
    [f"{subject}{pronoun}" for subject in ("", "ت", "نا", "و") for pronoun in _OBJECTS] + ["ا", "وا", "تا", "تم"]
) - {"و"}
_WEAK_VERB_ENDINGS = frozenset(
    [f"ا{pronoun}" for pronoun in _OBJECTS[1:]]
    + [f"{subject}{pronoun}" for subject in ("ت", "و") for pronoun in _OBJECTS]
    + ["ى", "ي", "وا", "يا", "تا", "ينا", "يت"]
) - {"و"}
_ONLY = frozenset(("",))
# A broken plural takes no second plural: «الحانات» are bars, not melodies.
_PLURAL_ENDINGS = frozenset([*_PRONOUNS, "ا"])
_FEMININE_VERB_ENDINGS = frozenset(f"ت{pronoun}" for pronoun in _OBJECTS)


class Entry(NamedTuple):
    """A stem as it is spelled rightly, with the endings and clitics that it takes."""

    stem: str
    endings: frozenset[str]
    clitics: frozenset[str]
    is_noun: bool


def noun_entries(
    word: str, endings_of_rest: frozenset[str] = NOUN_ENDINGS, short_clitics: frozenset[str] = SHORT_NOUN_CLITICS
) -> Iterator[Entry]:
    """A noun or adjective from its dictionary form; one in taa marbuta, hamza or alef maqsura brings its own endings."""
    clitics = short_clitics if len(word.rstrip("ة")) <= SHORT else NOUN_CLITICS

    def entry(stem: str, endings: frozenset[str]) -> Entry:
        return Entry(stem, endings, clitics, True)

    if word.endswith("ة"):
        yield entry(word[:-1], _TAA_ENDINGS)
    elif word.endswith("اء"):
        yield entry(word, frozenset(("", "ات", "ان", "ين")) | {f"ات{pronoun}" for pronoun in _PRONOUNS})
        yield entry(word[:-1], _HAMZA_ENDINGS)
    elif word.endswith("ى"):
        yield entry(word, _ONLY)
        yield entry(word[:-1], frozenset(f"ا{pronoun}" for pronoun in _PRONOUNS[1:-1]))
    elif word.endswith("ا"):
        yield entry(word, _ONLY)
    else:
        yield entry(word, endings_of_rest)


def verb_entries(word: str) -> Iterator[Entry]:
    if word.endswith("ى"):
        yield Entry(word[:-1], _WEAK_VERB_ENDINGS, VERB_CLITICS, False)
    elif word.endswith(("ت", "وا")):
        yield Entry(word.removesuffix("ا"), frozenset((*_OBJECTS, "ا")), VERB_CLITICS, False)
    else:
        yield Entry(word, VERB_ENDINGS, VERB_CLITICS, False)


def lengthened(word: str) -> str:
    """The verb with an alef before its last letter: اعتبر -> اعتبار."""
    return f"{word[:-1]}ا{word[-1]}"


class StemIndex:
    """Entries by the bare spelling of their stems: every alef without its hamza."""

    def __init__(self, entries: Iterator[Entry]) -> None:
        self._by_stem: dict[str, list[Entry]] = {}
        for entry in entries:
            rows = self._by_stem.setdefault(bare_alef(entry.stem), [])
            if entry not in rows:
                rows.append(entry)
        self._longest = max(map(len, self._by_stem))

    def find(self, word: str) -> Iterator[tuple[str, Entry, str]]:
        """Readings of a bare word as clitics, entry and ending; long stems first."""
        for clitics in ALL_CLITICS:
            if not word.startswith(clitics):
                continue
            rest = word[len(clitics) :]
            for cut in range(min(len(rest), self._longest), 1, -1):
                for entry in self._by_stem.get(rest[:cut], ()):
                    if rest[cut:] in entry.endings and clitics in entry.clitics:
                        yield clitics, entry, rest[cut:]

    def stems(self) -> set[str]:
        return set(self._by_stem)


_BARE = str.maketrans("أإآ", "ااا")


def bare_alef(word: str) -> str:
    return word.translate(_BARE)


def _wasl_entries() -> Iterator[Entry]:
    sections = read_sections("wasl")
    for name, make in (
        ("sound", lengthened),
        ("doubled", lambda verb: f"{verb}ا{verb[-1]}"),
        ("hollow", lambda verb: f"{verb[:-2]}يا{verb[-1]}"),
        ("hollow-x", lambda verb: f"{verb}ة"),
        ("defective", lambda verb: f"{verb[:-1]}اء"),
        ("weak-x", lambda verb: f"{verb[:3]}ي{verb[4]}ا{verb[5:]}"),
    ):
        for verb in _words(sections[name]):
            yield from verb_entries(verb)
            yield from noun_entries(make(verb))
    for verb in _words(sections["verbs"]):
        yield from verb_entries(verb)
    for noun in _words(sections["nouns"]) + _words(sections["names"]):
        yield from noun_entries(noun, short_clitics=NOUN_CLITICS)
    for number in _words(sections["fixed"]):
        yield Entry(number, _ONLY, WITHOUT_ARTICLE, True)


def _hamza_entries() -> Iterator[Entry]:
    sections = read_sections("hamza")
    for name in ("names", "nouns", "elatives", "masdars", "inside"):
        for noun in _words(sections[name]):
            yield from noun_entries(noun)
    for name in _words(sections["people"]):
        yield Entry(name, _ONLY, WITHOUT_ARTICLE if len(name) > SHORT else frozenset(("",)), True)
    for noun in _words(sections["plurals"]):
        yield from noun_entries(noun, _PLURAL_ENDINGS)
    for verb in _words(sections["form4"]):
        yield from verb_entries(verb)
        yield from noun_entries(_form4_noun(verb))
    for verb in _words(sections["form4-t"]):
        yield Entry(verb, _FEMININE_VERB_ENDINGS, VERB_CLITICS, False)
        yield from noun_entries(_form4_noun(verb))
    for verb in _words(sections["verbs"]):
        yield from verb_entries(verb)


def _form4_noun(verb: str) -> str:
    """أعلن -> إعلان"""
    return "إ" + lengthened(verb)[1:]


def _particles() -> dict[str, str]:
    """Bare spelling -> right spelling, for words that take no endings."""
    found = {}
    for line in read_sections("hamza")["particles"]:
        words, _, clitics = line.partition(":")
        for word in words.split():
            for clitic in clitics.split():
                right = word if clitic == "-" else clitic + word
                found[bare_alef(right)] = right
    return found


# Both are built at the first question, not at import: a process that only serves pages never needs them.
@lru_cache(maxsize=1)
def wasl() -> StemIndex:
    """Words that begin with a connecting alef."""
    return StemIndex(_wasl_entries())


@lru_cache(maxsize=1)
def hamza() -> StemIndex:
    """Words with a hamza on an alef."""
    return StemIndex(_hamza_entries())


@lru_cache(maxsize=1)
def particles() -> dict[str, str]:
    return _particles()


def context_words(section: str) -> list[str]:
    """Words by which a sentence is read, of a section of ``context.txt``."""
    return _words(read_sections("context")[section])


@lru_cache(maxsize=1)
def preferred() -> dict[str, str]:
    """Bare word -> the spelling that news means, where two with a hamza compete."""
    return {bare_alef(word): word for word in _words(read_sections("hamza")["prefer"])}


@lru_cache(maxsize=1)
def never() -> frozenset[str]:
    """Bare words that are right as they stand."""
    return frozenset(_words(read_sections("hamza")["never"]))
