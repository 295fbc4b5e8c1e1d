"""What one run has met, kept on disk: an import's memory does not grow with its files."""

import os
import sqlite3
from hashlib import blake2b


class Met:
    """Identities of records, each with the text and the place where it stood first; keys of import records."""

    def __init__(self) -> None:
        # A nameless database is a private file of SQLite's own, held in memory while it is small.
        self._db = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode=OFF")
        self._db.execute("CREATE TABLE met (key BLOB PRIMARY KEY, digest TEXT, place BLOB) WITHOUT ROWID")
        self._db.execute("CREATE TABLE records (pk INTEGER PRIMARY KEY)")

    def first(self, identity: tuple[str, ...], digest: str, place: str) -> tuple[str, str]:
        """(digest, place) of the first record of this identity: of this one, where there was none before."""
        key = blake2b("\0".join(identity).encode("utf-8", "surrogatepass"), digest_size=16).digest()
        # Names of files may be any bytes.
        row = (key, digest, os.fsencode(place))
        if self._db.execute("INSERT OR IGNORE INTO met VALUES (?, ?, ?)", row).rowcount:
            return digest, place
        known, where = self._db.execute("SELECT digest, place FROM met WHERE key = ?", (key,)).fetchone()
        return known, os.fsdecode(where)

    def add(self, pk: int) -> None:
        self._db.execute("INSERT OR IGNORE INTO records VALUES (?)", (pk,))

    def __contains__(self, pk: object) -> bool:
        return self._db.execute("SELECT 1 FROM records WHERE pk = ?", (pk,)).fetchone() is not None
