"""Reading a whole archive before anything is done with it: every name, sum and count, in constant memory."""

import hashlib
import json
import re
import tempfile
from collections import Counter
from dataclasses import dataclass
from typing import IO, Any, BinaryIO

from articles.exporting.backup.making import ABOUT, COUNTERS, FORMAT, MANIFEST, SECRET, SUMS, VERSION
from articles.exporting.backup.packing import unpacked
from articles.exporting.backup.tarfiles import Damaged, Member, members

# A part has 4 MB, and one row more, however long that is.
MAX_PART_BYTES = 128 * 1024 * 1024
_MAX_JSON_BYTES = 16 * 1024 * 1024
_SUMS_IN_MEMORY = 4 * 1024 * 1024
_PART = re.compile(r"database/([a-z0-9_]+\.[a-z0-9_]+)/([0-9]{6})\.jsonl")


@dataclass(frozen=True)
class Checked:
    """What a sound archive says of itself. ``media_bytes``: what its files take on the disk."""

    about: dict[str, Any]
    rows: dict[str, int]
    files: int
    media_bytes: int


class _Check:
    def __init__(self, sums: IO[bytes]) -> None:
        self.sums = sums
        self.about: dict[str, Any] = {}
        self.manifest: dict[str, Any] | None = None
        self.rows: Counter[str] = Counter()
        self.files = self.media_bytes = 0
        self._place: tuple[Any, ...] = ()
        self._sums_digest = ""

    def take(self, member: Member) -> None:
        if not self.about and member.name != ABOUT:
            raise Damaged(f"this is no backup of a newsroom: it begins with {member.name[:80]!r}")
        place = _place(member.name, self.about.get("tables", []))
        # In one order, so that no name can come twice.
        if place <= self._place:
            raise Damaged(f"{member.name}: stands in the wrong place, or twice")
        self._place = place
        match place[0]:
            case 0:
                self.about = _about(self._summed(member, member.read(_MAX_JSON_BYTES)))
            case 1:
                data = self._summed(member, member.read(MAX_PART_BYTES))
                self.rows[table_of(member.name)] += data.count(b"\n")
            case 3:
                self._stream(member)
                self.files += 1
                self.media_bytes += member.size
            case 5:
                self._compare(member)
            case 6:
                self.manifest = _object(member.name, member.read(_MAX_JSON_BYTES))
            case _:
                self._summed(member, member.read(_MAX_JSON_BYTES))

    def result(self) -> Checked:
        if self.manifest is None:
            raise Damaged("the archive is cut off: its manifest is missing")
        told = self.manifest.get("rows")
        if self.manifest.get("sums") != self._sums_digest:
            raise Damaged("SHA256SUMS is not the one that the manifest names")
        if not isinstance(told, dict) or {label: count for label, count in told.items() if count} != dict(self.rows):
            raise Damaged("the archive does not hold as many rows as its manifest says")
        if self.manifest.get("files") != self.files:
            raise Damaged("the archive does not hold as many files as its manifest says")
        return Checked(self.about, dict(self.rows), self.files, self.media_bytes)

    def _summed(self, member: Member, data: bytes) -> bytes:
        self._note(member.name, hashlib.sha256(data).hexdigest())
        return data

    def _stream(self, member: Member) -> None:
        digest = hashlib.sha256()
        for chunk in member.chunks():
            digest.update(chunk)
        self._note(member.name, digest.hexdigest())

    def _note(self, name: str, digest: str) -> None:
        self.sums.write(f"{digest}  {name}\n".encode())

    def _compare(self, member: Member) -> None:
        """The sums that were told with those that were made."""
        self.sums.seek(0)
        digest, told = hashlib.sha256(), b""
        for chunk in member.chunks():
            digest.update(chunk)
            lines = (told + chunk).split(b"\n")
            told = lines.pop()
            for line in lines:
                self._same(line, self.sums.readline().rstrip(b"\n"))
        self._same(told, self.sums.readline())
        self._sums_digest = digest.hexdigest()

    def _same(self, told: bytes, made: bytes) -> None:
        if told != made:
            name = (made or told)[66:].decode("utf-8", "replace")
            raise Damaged(f"{name[:200]}: is not what it was when the backup was made (its sum is another)")


def check(stream: BinaryIO) -> Checked:
    """Read it all. Damaged where anything is not as a backup is."""
    with tempfile.SpooledTemporaryFile(max_size=_SUMS_IN_MEMORY) as sums, unpacked(stream) as inner:
        found = _Check(sums)
        for member in members(inner):
            found.take(member)
        return found.result()


def table_of(name: str) -> str:
    """The table that a member holds rows of, "" if it is no such member."""
    part = _PART.fullmatch(name)
    return part[1] if part else ""


def _place(name: str, tables: list[str]) -> tuple[Any, ...]:
    """Where a member of this name stands. Damaged for a name that no backup holds."""
    if (part := _PART.fullmatch(name)) and part[1] in tables:
        return (1, tables.index(part[1]), part[2])
    if name.startswith("media/"):
        return (3, *name.split("/")[1:])
    places = {ABOUT: 0, COUNTERS: 2, SECRET: 4, SUMS: 5, MANIFEST: 6}
    if name not in places:
        raise Damaged(f"{name[:80]!r}: no backup holds such a file")
    return (places[name],)


def _about(data: bytes) -> dict[str, Any]:
    about = _object(ABOUT, data)
    if about.get("format") != FORMAT:
        raise Damaged(f"this is no backup of a newsroom: its {ABOUT} names another format")
    if about.get("version") != VERSION:
        raise Damaged(f"the backup is of version {about.get('version')!r}, this program reads version {VERSION}")
    tables, migrations = about.get("tables"), about.get("migrations")
    if not isinstance(tables, list) or not all(isinstance(label, str) for label in tables):
        raise Damaged(f"{ABOUT}: the list of tables is missing")
    if not isinstance(migrations, list) or not all(map(_is_migration, migrations)):
        raise Damaged(f"{ABOUT}: the list of migrations is missing")
    return about


def _is_migration(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(part, str) for part in value)


def _object(name: str, data: bytes) -> dict[str, Any]:
    try:
        values = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Damaged(f"{name}: invalid JSON") from error
    if not isinstance(values, dict):
        raise Damaged(f"{name}: not an object")
    return values
