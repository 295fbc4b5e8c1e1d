"""Benchmarks run once a database, each in a process and a database of its own: thrown away, or kept to be measured again."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

POSTGRES = os.environ.get("BENCH_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")


def urls() -> dict[str, str]:
    """Name -> DATABASE_URL of the databases to measure; PostgreSQL where one answers. BENCH_DATABASES names fewer."""
    chosen = os.environ.get("BENCH_DATABASES", "sqlite,postgresql").split(",")
    found = {"sqlite": ""} if "sqlite" in chosen else {}
    if "postgresql" not in chosen:
        return found
    try:
        psycopg.connect(POSTGRES, connect_timeout=2).close()
    except psycopg.Error as error:
        print(f"PostgreSQL is not measured ({str(error).strip()}); BENCH_POSTGRES_URL names another server.", flush=True)
    else:
        found["postgresql"] = POSTGRES
    return found


def run_everywhere(module: str, arguments: list[str]) -> int:
    """Run ``python -m module --here`` for each database; the worst exit status."""
    worst = 0
    for url in urls().values():
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONHASHSEED": "0"}
        environment.pop("DATABASE_URL", None)
        environment.pop("DATA_DIR", None)
        if url:
            environment["DATABASE_URL"] = url
        worst = max(worst, subprocess.call([sys.executable, "-m", module, "--here", *arguments], env=environment))
    return worst


@contextmanager
def throw_away_database() -> Iterator[str]:
    """Django set up on an empty, migrated test database; yields the vendor's name."""
    connection = _connection()
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield connection.vendor
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


@contextmanager
def kept_database(name: str, folder: Path) -> Iterator[str]:
    """The same on a database that stays, with what it held when it was left: a file of ``folder``, or of the server.

    Large archives take long to write: so they are written once.
    """
    connection = _connection()
    folder.mkdir(parents=True, exist_ok=True)
    kept = str(folder / f"{name}.sqlite3") if connection.vendor == "sqlite" else f"newsroom_bench_{name}"
    connection.settings_dict["TEST"]["NAME"] = kept
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False, keepdb=True)
    try:
        yield connection.vendor
    finally:
        connection.close()


def _connection() -> Any:
    import django  # noqa: PLC0415

    django.setup()
    from django.db import connection  # noqa: PLC0415

    return connection
