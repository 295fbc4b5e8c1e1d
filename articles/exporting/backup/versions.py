"""Which state of the tables a backup is of, and bringing an empty database to it."""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

Key = tuple[str, str]


class OtherVersion(ValueError):
    """The backup can't go into this database. ``str()`` says what can be done (English)."""


def bring_to(told: Iterable[Iterable[str]]) -> tuple[Any, bool]:
    """Migrate the database to the backup's state. Returns the models of that state, and whether it is the newest one.

    OtherVersion where the backup is of a newer program, or the database is ahead of it.
    """
    wanted = {(app, name) for app, name in told}
    executor = MigrationExecutor(connection)
    known, applied = set(executor.loader.disk_migrations), set(executor.loader.applied_migrations)
    if unknown := sorted(wanted - known):
        raise OtherVersion(
            f"the backup was made by a newer version ({_named(unknown)} is unknown here): restore it with that version"
        )
    if ahead := sorted(applied - wanted):
        raise OtherVersion(
            f"this database is ahead of the backup ({_named(ahead)}): restore into a new, empty database without tables;"
            " it is brought to the backup's state first, then forward"
        )
    targets = _leaves(executor, wanted)
    if wanted - applied:
        executor.migrate(targets)
        executor = MigrationExecutor(connection)
    return executor.loader.project_state(targets).apps, wanted == known


def _leaves(executor: MigrationExecutor, wanted: set[Key]) -> list[Key]:
    """The last migrations of each app among those wanted."""
    graph = executor.loader.graph
    return sorted(
        key
        for key in wanted
        if not any(child in wanted and child[0] == key[0] for child in (node.key for node in graph.node_map[key].children))
    )


def _named(keys: list[Key]) -> str:
    first = ".".join(keys[0])
    return first if len(keys) == 1 else f"{first} and {len(keys) - 1} more"
