"""Rows as JSON and back, the same for SQLite and PostgreSQL."""

import base64
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps as current_apps
from django.core.exceptions import ValidationError
from django.db import connection, models

from articles.exporting.backup.tarfiles import Damaged

# Made of other rows (the search index), or of no worth elsewhere (who is signed in).
NOT_KEPT = frozenset({"articles.searchdocument", "articles.searchterm", "sessions.session"})
# What `migrate` fills by itself: an empty newsroom has these rows too.
FILLED_BY_MIGRATE = frozenset({"contenttypes.contenttype", "auth.permission", "auth.group", "auth.group_permissions"})
PART_BYTES = 4 * 1024 * 1024
AT_ONCE = 500


def all_models(apps: Any = current_apps) -> list[type[models.Model]]:
    """Every table's model, those that others point to first."""
    found = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and not model._meta.swapped
    ]
    ordered: list[type[models.Model]] = []
    waiting = sorted(found, key=lambda model: model._meta.label_lower)
    while waiting:
        # What points in a ring comes as it comes: references are checked when all rows are there.
        ready = [model for model in waiting if not _points_to(model) & (set(waiting) - {model})] or waiting[:1]
        ordered += ready
        waiting = [model for model in waiting if model not in ready]
    return ordered


def kept_models(apps: Any = current_apps) -> list[type[models.Model]]:
    return [model for model in all_models(apps) if model._meta.label_lower not in NOT_KEPT]


def columns(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    """Columns that hold something of their own (not those that the database computes)."""
    return [field for field in model._meta.concrete_fields if not getattr(field, "generated", False)]


def rows(model: type[models.Model]) -> Iterator[dict[str, Any]]:
    """All rows as JSON values, by key."""
    names = [field.attname for field in columns(model)]
    found = model._base_manager.order_by("pk").values_list(*names)
    for row in found.iterator(chunk_size=AT_ONCE):
        yield dict(zip(names, map(_plain, row), strict=True))


def parts(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Lines in pieces of about `PART_BYTES`."""
    held: list[bytes] = []
    size = 0
    for line in lines:
        held.append(line)
        size += len(line)
        if size >= PART_BYTES:
            yield b"".join(held)
            held, size = [], 0
    if held:
        yield b"".join(held)


def insert(model: type[models.Model], lines: bytes) -> int:
    """Write the rows of a part; returns how many. Damaged if they are not rows of this table."""
    fields = columns(model)
    label = model._meta.label_lower
    values = [_values(fields, line, label) for line in lines.split(b"\n") if line]
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})", values)  # noqa: S608 (our own names)
    return len(values)


def empty(model: type[models.Model]) -> None:
    """Take all rows out, without a signal and without asking who points to them."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608 (our own name)


def _points_to(model: type[models.Model]) -> set[Any]:
    return {field.related_model for field in model._meta.concrete_fields if field.is_relation}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal | UUID | timedelta):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode("ascii")
    return value


def _value(field: "models.Field[Any, Any]", told: Any) -> Any:
    value = field.to_python(told)
    if field.choices and value not in field.empty_values and value not in dict(field.flatchoices):
        raise ValueError(f"{field.attname}: {str(value)[:40]!r} is none of its values")
    return field.get_db_prep_save(value, connection)


def _values(fields: "list[models.Field[Any, Any]]", line: bytes, label: str) -> list[Any]:
    try:
        told = json.loads(line)
        if not isinstance(told, Mapping) or set(told) != {field.attname for field in fields}:
            raise Damaged(f"{label}: a row with other columns than the table's")
        return [_value(field, told[field.attname]) for field in fields]
    except Damaged:
        raise
    except (TypeError, ValueError, ArithmeticError, RecursionError, ValidationError) as error:
        raise Damaged(f"{label}: a row that can't be read ({' '.join(str(error).split())[:120]})") from error
