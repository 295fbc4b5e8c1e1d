"""Stretches of a text between an opener and its closer, found in linear time whatever a hostile text holds. No Django here."""

import re
from collections.abc import Callable, Sequence

Pair = tuple[str, str]


class Spans:
    """``pairs``: patterns of an opener and of the closer that ends it (no groups of their own). Case does not matter.

    An opener that is never closed is no span. A pattern with an empty closer is
    a span by itself.
    """

    def __init__(self, *pairs: Pair) -> None:
        self._opener = re.compile("|".join(f"({opener})" for opener, _ in pairs), re.IGNORECASE | re.DOTALL)
        self._closers: Sequence[re.Pattern[str]] = [re.compile(closer, re.IGNORECASE | re.DOTALL) for _, closer in pairs]

    def replace(self, text: str, inside: Callable[[str, str, str], str], between: Callable[[str], str] | None = None) -> str:
        """The text with ``inside(opener, content, closer)`` in each span's place and ``between`` of what is around them."""
        out: list[str] = []
        open_for_ever: set[int] = set()
        written = position = 0
        while found := self._opener.search(text, position):
            kind = (found.lastindex or 1) - 1
            closer = None if kind in open_for_ever else self._closers[kind].search(text, found.end())
            if closer is None:
                open_for_ever.add(kind)
                position = found.end()
                continue
            around = text[written : found.start()]
            out.append(between(around) if between else around)
            out.append(inside(found[0], text[found.end() : closer.start()], closer[0]))
            written = position = closer.end()
        rest = text[written:]
        out.append(between(rest) if between else rest)
        return "".join(out)

    def remove(self, text: str) -> str:
        return self.replace(text, lambda *_: "")


def unchanged(opener: str, content: str, closer: str) -> str:
    return opener + content + closer
