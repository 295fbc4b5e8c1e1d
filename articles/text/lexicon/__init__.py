"""The word lists behind the Arabic analysis, written for this project, spelled as people spell.

One text file a list; each begins by saying what it holds. Entries keep their hamza, taa marbuta and alef maqsura:
they are folded here, once, at import. Whoever changes a list raises `ANALYSER_VERSION` in `articles/text/analysis.py`:
stored indexes were built with the old one.
"""

from functools import cache
from pathlib import Path

from articles.text.arabic import fold


@cache
def lines(name: str) -> tuple[tuple[str, ...], ...]:
    """The folded words of a list, line by line."""
    text = (Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8")
    return tuple(tuple(fold(line).split()) for line in text.splitlines() if line and not line.startswith("#"))


def words(name: str) -> tuple[str, ...]:
    """The folded words of a list, each once."""
    return tuple(dict.fromkeys(word for line in lines(name) for word in line))
