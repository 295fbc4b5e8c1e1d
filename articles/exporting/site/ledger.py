"""What the edition's folder holds of ours: written down before a file appears, so that none is ever forgotten."""

import fcntl
import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

FOLDER = ".newsroom"


class Busy(RuntimeError):
    """Another export writes into the folder."""


class NotOurs(ValueError):
    """The folder holds somebody else's files."""


class Ledger:
    """Files below the folder, each with the digest of its content and the run that last wanted it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        columns = "path TEXT PRIMARY KEY, digest TEXT NOT NULL, run INTEGER NOT NULL"
        connection.execute(f"CREATE TABLE IF NOT EXISTS files ({columns})")
        (last,) = connection.execute("SELECT coalesce(max(run), 0) FROM files").fetchone()
        self.run = last + 1

    def digest(self, path: str) -> str:
        """Of the file as it was written last; "" for a file that is not ours."""
        row = self._connection.execute("SELECT digest FROM files WHERE path = ?", [path]).fetchone()
        return row[0] if row else ""

    def announce(self, path: str) -> None:
        """The file is about to be written: until `want` says so, nobody takes it for whole."""
        self.want(path, "")

    def want(self, path: str, digest: str) -> None:
        """The file stands as it should."""
        self._connection.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?)", [path, digest, self.run])

    def unwanted(self) -> list[str]:
        """Files of earlier runs that this one did not want."""
        rows = self._connection.execute("SELECT path FROM files WHERE run < ? ORDER BY path DESC", [self.run])
        return [path for (path,) in rows]

    def forget(self, path: str) -> None:
        self._connection.execute("DELETE FROM files WHERE path = ?", [path])


@contextmanager
def opened(root: Path) -> Iterator[Ledger]:
    """The folder's ledger, for one export at a time. NotOurs, Busy."""
    own = root / FOLDER
    if root.exists() and not own.is_dir() and any(root.iterdir()):
        raise NotOurs(f"{root} holds files that are not of an export: choose another folder, or an empty one")
    own.mkdir(parents=True, exist_ok=True)
    with (own / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy(f"another export is writing into {root}") from error
        with closing(sqlite3.connect(own / "ledger.sqlite3", isolation_level=None)) as connection:
            # Safe against a killed process, and never damaged; what the last second before a power cut wrote is written again.
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            yield Ledger(connection)


def digest_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
