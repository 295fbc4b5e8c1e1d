"""Typed access to the values of a JSON object, with reasons that name the key. No Django here."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from articles.text.arabic import ascii_digits


class WrongField(ValueError):
    """A value that can't be taken. ``str()`` is the reason, in one line."""


class Fields:
    """An object of a JSON file. ``null`` counts as not there."""

    def __init__(self, values: dict[str, Any], known: Iterable[str], within: str = "") -> None:
        self._values = values
        self._known = frozenset(known)
        self._within = within
        self._below: list[Fields] = []

    def text(self, key: str) -> str:
        """A string, "" if not there."""
        value = self._values.get(key)
        return "" if value is None else self._string(value, key)

    def identifier(self, key: str) -> str:
        """A string or a whole number, without blanks around it."""
        value = self._values.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        return self.text(key).strip()

    def number(self, key: str) -> int:
        """A whole number above 0; 0 for anything else."""
        value = self._values.get(key)
        return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0

    def count(self, key: str) -> int | None:
        """A whole number from 0 on that a database keeps; None for anything else."""
        value = self._values.get(key)
        return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31 else None

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Whether it is ``true``."""
        value = self._values.get(key)
        return value if isinstance(value, bool) else default

    def object_text(self, key: str) -> str:
        """An object as JSON text, "" if not there or empty."""
        value = self._values.get(key)
        if value is not None and not isinstance(value, dict):
            raise WrongField(f"{self._name(key)}: an object is wanted, not {_kind(value)}")
        return json.dumps(value, ensure_ascii=True, sort_keys=True) if value else ""

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        """The keys and values of an object of strings."""
        value = self._values.get(key)
        if value is None:
            return ()
        if not isinstance(value, dict):
            raise WrongField(f"{self._name(key)}: an object is wanted, not {_kind(value)}")
        return tuple((self._string(name, key), self._string(text, key)) for name, text in value.items())

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings, those that are blank left out."""
        value = self._values.get(key)
        if value is None:
            return ()
        if not isinstance(value, list):
            raise WrongField(f"{self._name(key)}: a list is wanted, not {_kind(value)}")
        return tuple(text for item in value if (text := self._string(item, key)).strip())

    def time(self, key: str) -> datetime | None:
        """An ISO 8601 time (naive if it tells no zone), None if not there."""
        text = self.text(key).strip()
        if not text:
            return None
        try:
            return datetime.fromisoformat(ascii_digits(text))
        except ValueError as error:
            message = f"{self._name(key)}: {text[:40]!r} is no ISO 8601 time, like 2026-11-24T09:30:00+03:00"
            raise WrongField(message) from error

    def sub(self, key: str, known: str) -> "Fields":
        """The object under a key, an empty one if not there."""
        value = self._values.get(key)
        return self._under({} if value is None else value, key, known)

    def subs(self, key: str, known: str) -> list["Fields"]:
        """The objects of the list under a key."""
        value = self._values.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            raise WrongField(f"{self._name(key)}: a list is wanted, not {_kind(value)}")
        return [self._under(item, key, known) for item in value]

    def unknown(self) -> list[str]:
        """Keys that nobody asks for, those of objects within as «image.width»."""
        own = [self._name(str(key))[:80] for key in self._values if key not in self._known]
        return own + [name for fields in self._below for name in fields.unknown()]

    def _under(self, value: Any, key: str, known: str) -> "Fields":
        if not isinstance(value, dict):
            raise WrongField(f"{self._name(key)}: an object is wanted, not {_kind(value)}")
        fields = Fields(value, known.split(), f"{self._name(key)}.")
        self._below.append(fields)
        return fields

    def _string(self, value: Any, key: str) -> str:
        if not isinstance(value, str):
            raise WrongField(f"{self._name(key)}: a string is wanted, not {_kind(value)}")
        if "\x00" in value:
            raise WrongField(f"{self._name(key)}: holds a NUL character")
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise WrongField(f"{self._name(key)}: holds half a character (a lone surrogate)") from error
        return value

    def _name(self, key: str) -> str:
        return f"{self._within}{key}"


def _kind(value: Any) -> str:
    kinds = {bool: "true or false", int: "a number", float: "a number", str: "a string", list: "a list", dict: "an object"}
    return kinds.get(type(value), "null")
