"""Rows chosen at the desk, as addresses and forms name them: by keys that anybody may have typed."""

from collections.abc import Iterable

from django.http import QueryDict
from django.urls import reverse


def is_key(text: str) -> bool:
    """Whether the text may be a row's key."""
    return text.isascii() and text.isdigit() and len(text) < 19


def key_told(text: str) -> int | None:
    """The key, or any whole number, that an address or a form told; None for anything that is none."""
    return int(text) if is_key(text) else None


def keys_told(texts: Iterable[str]) -> list[int]:
    """The keys among the texts, in their order."""
    return [int(text) for text in texts if is_key(text)]


def address_with(name: str, keys: Iterable[int]) -> str:
    """The address of a page about these rows: ``?pk=1&pk=2``, each once."""
    query = QueryDict(mutable=True)
    query.setlist("pk", list(dict.fromkeys(map(str, keys))))
    return f"{reverse(name)}?{query.urlencode()}"
