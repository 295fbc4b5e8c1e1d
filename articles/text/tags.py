"""How editors type topics: divided by «،» or by «,»; blanks belong to the name."""

import re
from collections.abc import Iterable
from typing import Protocol

_DIVIDERS = re.compile(r"[،,;؛\n]+")


class _Named(Protocol):
    name: str


def tags_from_string(text: str | None) -> list[str]:
    """Tag names of a typed line, in order, each once.

    >>> tags_from_string("سوريا، الأمم المتحدة, سوريا")
    ['سوريا', 'الأمم المتحدة']
    """
    names = (" ".join(part.split()) for part in _DIVIDERS.split(text or ""))
    return list(dict.fromkeys(name for name in names if name))


def string_from_tags(tags: Iterable[_Named]) -> str:
    """The line that an editor sees and edits: the inverse of `tags_from_string`."""
    return "، ".join(sorted(tag.name for tag in tags))
