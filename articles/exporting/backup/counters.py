"""The last number given in each table.

A story's number stands in its address: it is never given twice, even if the story is gone.
"""

from typing import Any

from django.db import connection, models


def read(found: list[type[models.Model]]) -> dict[str, int]:
    """Model -> last number, for tables whose numbers the database counts."""
    return {model._meta.label_lower: number for model in found if _is_counted(model) and (number := _last(model))}


def restore(found: list[type[models.Model]], told: dict[str, Any]) -> None:
    """Count on from the last number told, or from the highest that there is."""
    for model in found:
        if _is_counted(model):
            number = told.get(model._meta.label_lower, 0)
            _count_on(model, number if isinstance(number, int) and 0 <= number < 2**62 else 0)


def _is_counted(model: type[models.Model]) -> bool:
    return isinstance(model._meta.pk, models.AutoField | models.BigAutoField | models.SmallAutoField)


def _last(model: type[models.Model]) -> int:
    table, column = model._meta.db_table, str(model._meta.pk.column)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            row = cursor.fetchone()
            return int(row[0]) if row else 0
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [table, column])
        (sequence,) = cursor.fetchone()
        cursor.execute(f"SELECT last_value, is_called FROM {sequence}")  # noqa: S608 (as the database spells it)
        last, is_called = cursor.fetchone()
        return int(last) if is_called else 0


def _count_on(model: type[models.Model], number: int) -> None:
    table, column = model._meta.db_table, str(model._meta.pk.column)
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT max({quote(column)}) FROM {quote(table)}")  # noqa: S608 (our own names)
        number = max(number, cursor.fetchone()[0] or 0)
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            if number:
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number])
        else:
            # At 0 nothing was given yet: the next number is 1.
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, %s), %s, %s)", [table, column, max(number, 1), bool(number)]
            )
