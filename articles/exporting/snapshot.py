"""One moment of the database, for as long as it takes to read it all, while the newsroom works on."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


class NoSnapshot(RuntimeError):
    """A transaction is open already: what it reads may not be of one moment."""


@contextmanager
def one_moment() -> Iterator[None]:
    """All that is read inside is of one moment; writers are not held up.

    On SQLite a transaction normally takes the write lock at its start; a
    reader must not (WAL gives it its moment). PostgreSQL's usual transactions
    see what others commit meanwhile; a repeatable one does not.
    """
    if connection.in_atomic_block:
        raise NoSnapshot
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        with _deferred(), transaction.atomic():
            _begin_reading()
            yield
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            yield


@contextmanager
def _deferred() -> Iterator[None]:
    usual = connection.transaction_mode  # type: ignore[attr-defined]
    connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]
    try:
        yield
    finally:
        connection.transaction_mode = usual  # type: ignore[attr-defined]


def _begin_reading() -> None:
    """A deferred transaction's moment is that of its first reading."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_migrations")
