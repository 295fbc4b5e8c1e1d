"""What a reader typed, understood: words, «exact phrases», -exclusions. Pure; nothing that is typed can fail.

The words of a question are not all demanded: grammar words ask for nothing, words that frame a question
(«ما اسم», «كم عدد») ask for little. Every other word is a `Term`.
"""

import re
from dataclasses import dataclass, field, replace

from articles.text.analysis import Word, words
from articles.text.stemming import STOP_WORDS, WEAK_WORDS, kin

# A longer question is cut at a blank; it is a pasted text, not a question.
LONGEST_QUERY = 300
MOST_TERMS = 24
WEAK = 0.2

_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
# Any pair of double quotation marks, however they are turned: Arabic texts turn them every way.
_QUOTED = re.compile(r"(?P<minus>(?<!\S)[-\u2212])?[\"“”„«»](?P<words>[^\"“”„«»]*)[\"“”„«»]")
_EXCLUDED = re.compile(r"(?<!\S)[-\u2212](?P<word>[^\s\-\u2212]\S*)")


@dataclass
class Term:
    """One word asked for. ``weight`` is 1 for a word of the subject, less for a word that frames a question."""

    stem: str
    weight: float
    kin: frozenset[str]
    folded: set[str] = field(default_factory=set)
    spelled: set[str] = field(default_factory=set)

    @property
    def stems(self) -> tuple[str, ...]:
        """Its term and the terms of kindred forms, in a fixed order."""
        return (self.stem, *sorted(self.kin))


@dataclass
class Query:
    """A question, ready to be asked of any engine.

    ``phrases``: words that must follow each other, as folded; ``excluded``: stems, and ``excluded_phrases``: phrases,
    that must not occur.
    ``sequence`` are the stems of all weighty words in the order typed: neighbours asked for together rank higher
    where they stand together. ``has_loose``: weighty words stand outside the phrases.
    """

    text: str
    terms: list[Term]
    phrases: list[tuple[Word, ...]]
    excluded: list[str]
    excluded_phrases: list[tuple[Word, ...]]
    sequence: list[str]
    has_loose: bool = False

    @property
    def is_empty(self) -> bool:
        """Nothing to look for: no word, or only exclusions."""
        return not self.terms

    @property
    def required(self) -> list[Term]:
        """The terms that a story must hold to match wholly."""
        return [term for term in self.terms if term.weight >= 1]

    @property
    def stems(self) -> frozenset[str]:
        """All stems that count as hits, for highlighting."""
        return frozenset(stem for term in self.terms for stem in term.stems)

    def loosened(self) -> "Query":
        """The same question with the words of its phrases as loose words."""
        return replace(self, phrases=[])


def parse(text: str) -> Query:
    """Understand a typed question. Never raises; an unclosed quotation mark is ignored."""
    text = _shorten(_CONTROLS.sub(" ", text))
    phrases: list[tuple[Word, ...]] = []
    excluded: list[tuple[Word, ...]] = []

    def take_quoted(match: re.Match[str]) -> str:
        phrase = tuple(words(match["words"]))
        if phrase:
            (excluded if match["minus"] else phrases).append(phrase)
        return " "

    def take_excluded(match: re.Match[str]) -> str:
        phrase = tuple(words(match["word"]))
        if phrase:
            excluded.append(phrase)
        return " "

    loose = words(_EXCLUDED.sub(take_excluded, _QUOTED.sub(take_quoted, text)))
    asked = [*loose, *(word for phrase in phrases for word in phrase)]
    terms = _terms(asked, set(phrases))
    weighty = {term.stem for term in terms}
    sequence = [word.stem for word in asked if word.stem in weighty]
    has_loose = any(word.stem in weighty for word in loose)
    return Query(
        text=text.strip(),
        terms=terms,
        phrases=phrases,
        excluded=[phrase[0].stem for phrase in excluded if len(phrase) == 1],
        excluded_phrases=[phrase for phrase in excluded if len(phrase) > 1],
        sequence=sequence,
        has_loose=has_loose,
    )


def _shorten(text: str) -> str:
    if len(text) <= LONGEST_QUERY:
        return text
    head, blank, _ = text[:LONGEST_QUERY].rpartition(" ")
    return head if blank else text[:LONGEST_QUERY]


def _weight(word: Word) -> float:
    if word.folded in WEAK_WORDS:
        return WEAK
    return 0.0 if word.folded in STOP_WORDS else 1.0


def _terms(asked: list[Word], phrases: set[tuple[Word, ...]]) -> list[Term]:
    """One term for each stem, the weighty ones; where a question has grammar words alone, those."""
    weights = {word: _weight(word) for word in asked}
    heaviest = max(weights.values(), default=0.0)
    terms: dict[str, Term] = {}
    for word in asked:
        weight = weights[word] if heaviest else 1.0
        if not weight:
            continue
        if heaviest == WEAK:  # nothing but framing words: then they are the subject
            weight = 1.0
        term = terms.get(word.stem)
        if term is None:
            if len(terms) >= MOST_TERMS:
                continue
            # Inside an exact phrase no kindred form is meant.
            kindred = frozenset() if any(word in phrase for phrase in phrases) else kin(word.folded)
            term = terms[word.stem] = Term(word.stem, weight, kindred)
        term.weight = max(term.weight, weight)
        term.folded.add(word.folded)
        term.spelled.add(word.spelled)
    return list(terms.values())
