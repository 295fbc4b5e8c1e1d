"""Many rows at once: asked for by value, given their numbers, inserted without a model's ceremony."""

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any

from django.db import connection, models

# So many values are asked for in one query.
ASKED_AT_ONCE = 500
# What every database takes as it is; other values pass the field.
_PLAIN = frozenset({str, int, bool, bytes, float, type(None)})


def by_field(queryset: Any, field: str, values: Iterable[Any]) -> list[Any]:
    """The queryset's rows whose field is one of the values, however many there are."""
    wanted = list(dict.fromkeys(values))
    found: list[Any] = []
    for start in range(0, len(wanted), ASKED_AT_ONCE):
        found += queryset.filter(**{f"{field}__in": wanted[start : start + ASKED_AT_ONCE]})
    return found


def next_keys(model: type[models.Model], count: int, above: int = 0) -> list[int]:
    """The next primary keys, to be given to rows in this transaction. On SQLite it must be one that writes.

    ``above``: numbers up to here are given away in this transaction already.
    """
    if not count:
        return []
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(s) FROM pg_get_serial_sequence(%s, 'id') AS s, generate_series(1, %s)", [table, count]
            )
            return [key for (key,) in cursor.fetchall()]
        # The highest that ever was: a number that is free again is not given away once more.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = max((cursor.fetchone() or (0,))[0], above)
        return list(range(last + 1, last + 1 + count))


def insert(rows: Sequence[models.Model]) -> None:
    """Insert rows of one model as they are, without signals; those without a key get one that is not told.

    Much quicker than ``bulk_create``, which compiles one statement of all values.
    """
    if not rows:
        return
    meta = rows[0]._meta
    with_key = rows[0].pk is not None
    fields = [field for field in meta.concrete_fields if not field.generated and (with_key or not field.primary_key)]
    for field in fields:
        if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
            for row in rows:
                field.pre_save(row, True)
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    values = ", ".join(["%s"] * len(fields))
    take = attrgetter(*(str(field.attname) for field in fields))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES ({values})",  # noqa: S608 (names of our own tables)
            [
                tuple(
                    value if type(value) in _PLAIN else field.get_db_prep_save(value, connection)
                    for field, value in zip(fields, take(row), strict=True)
                )
                for row in rows
            ],
        )
