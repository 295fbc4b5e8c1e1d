"""The choice of an engine by the database in use."""

from django.db import connection

from articles.search.asking import Engine
from articles.search.postgres import PostgresEngine
from articles.search.sqlite import SqliteEngine

ENGINES: dict[str, Engine] = {"sqlite": SqliteEngine(), "postgresql": PostgresEngine()}


def engine() -> Engine:
    """The engine of the database in use."""
    return ENGINES[connection.vendor]
