"""Rows by many values at once."""

from collections.abc import Iterable
from typing import Any

# So many values are asked for in one query.
ASKED_AT_ONCE = 500


def by_field(queryset: Any, field: str, values: Iterable[Any]) -> list[Any]:
    """The queryset's rows whose field is one of the values, however many there are."""
    wanted = list(dict.fromkeys(values))
    found: list[Any] = []
    for start in range(0, len(wanted), ASKED_AT_ONCE):
        found += queryset.filter(**{f"{field}__in": wanted[start : start + ASKED_AT_ONCE]})
    return found
