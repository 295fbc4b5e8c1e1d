"""Known names found in a text, as Arabic writes them: with و ف ب ك ل and the article glued to the front.

Pure: names are given, nothing is looked up. The longest name wins, and its words belong to it alone: a text about
«الولايات المتحدة الأمريكية» does not mention «الولايات المتحدة» a second time.
"""

from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

from articles.text.analysis import Token, tokenize
from articles.text.stemming import SHORTEST, TERMS

Value = TypeVar("Value")

_CONJUNCTIONS = ("", "و", "ف")
_PREPOSITIONS = ("", "ب", "ك", "ل")


class Mention(NamedTuple, Generic[Value]):
    """A known name in a text: ``text[start:end]`` is what stands there, prefixes included."""

    start: int
    end: int
    value: Value


class KnownNames(Generic[Value]):
    """Names to look for. Several names may lead to one value: a topic and its synonyms."""

    def __init__(self, names: Iterable[tuple[str, Value]]) -> None:
        """``names``: (name as people spell it, what it stands for). Of two names that fold alike the first wins."""
        self._by_first_word: dict[str, dict[tuple[str, ...], Value]] = {}
        for name, value in names:
            words = tuple(token.folded for token in tokenize(name))
            if words:
                self._by_first_word.setdefault(words[0], {}).setdefault(words, value)

    def mentions(self, text: str) -> Iterator[Mention[Value]]:
        """The names in the order in which they stand in the text; they do not overlap."""
        tokens = list(tokenize(text))
        at = 0
        while at < len(tokens):
            found = self._longest(tokens, at)
            if found is None:
                at += 1
                continue
            size, value = found
            yield Mention(tokens[at].start, tokens[at + size - 1].end, value)
            at += size

    def _longest(self, tokens: list[Token], at: int) -> tuple[int, Value] | None:
        best: tuple[int, Value] | None = None
        for first, definite in bare_forms(tokens[at].folded):
            for words, value in self._by_first_word.get(first, {}).items():
                longer = best is None or len(words) > best[0]
                if longer and _follows(words[1:], tokens[at + 1 : at + len(words)], definite):
                    best = (len(words), value)
        return best


def _follows(words: tuple[str, ...], tokens: list[Token], definite: bool) -> bool:
    """Whether the rest of a name stands here; behind an article of the text's, its words may carry one too."""
    return len(words) == len(tokens) and all(
        token.folded == word or (definite and token.folded == "ال" + word) for word, token in zip(words, tokens, strict=True)
    )


def bare_forms(word: str) -> list[tuple[str, bool]]:
    """What a folded word may be without its prefixes: (form, whether an article was taken off); itself first.

    A word that the analysis knows is itself, whatever it begins with: «كتاب» is no «تاب» with a preposition. At least
    three letters stay, four behind a preposition without article: «كفن» is no «فن».

    >>> ("امريكا", False) in bare_forms("وبامريكا"), ("متحده", True) in bare_forms("للمتحده")
    (True, True)
    """
    forms = [(word, False)]
    known = word in TERMS
    for conjunction in _CONJUNCTIONS:
        for preposition in _PREPOSITIONS:
            prefix = conjunction + preposition
            if not word.startswith(prefix):
                continue
            rest = word[len(prefix) :]
            if prefix and not known and len(rest) > SHORTEST:
                forms.append((rest, False))
            article = "ل" if preposition == "ل" else "ال"  # «لل» is «ل» and «ال»
            bare = rest[len(article) :]
            if rest.startswith(article) and len(bare) >= SHORTEST:
                forms += [(bare, True), ("ال" + bare, False)]
    return list(dict.fromkeys(forms))
