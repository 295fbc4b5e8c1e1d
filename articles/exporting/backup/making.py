"""Writing a backup: rows of one moment, the files that belong to them, and the sums that prove it whole."""

import hashlib
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db import connection, models
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from articles.exporting.backup import counters, media, tables
from articles.exporting.backup.packing import SUFFIXES, packed
from articles.exporting.backup.tarfiles import CHUNK, END, header, padding
from articles.exporting.files import whole
from articles.exporting.snapshot import one_moment

FORMAT = "newsroom-backup"
VERSION = 1
ABOUT, COUNTERS, SUMS, MANIFEST = "about.json", "counters.json", "SHA256SUMS", "manifest.json"
SECRET = "secrets/secret_key"  # noqa: S105 (a file name)
# Settings that a newsroom chooses, none of them secret: told, so that a restored site can be set up alike.
TOLD_SETTINGS = ("ALLOWED_HOSTS", "LANGUAGE_CODE", "TIME_ZONE", "NEWSROOM")


class CantBackUp(ValueError):
    """The backup can't begin. ``str()`` says why (English)."""


@dataclass
class Made:
    rows: dict[str, int] = field(default_factory=dict)
    files: int = 0
    # Files that rows name and the folder does not hold.
    missing: list[str] = field(default_factory=list)


class _Archive:
    """Members in, compressed tar out; keeps the sums."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._now = int(time.time())
        self.sums = bytearray()

    def add(self, name: str, data: bytes) -> None:
        self.add_chunks(name, len(data), self._now, iter([data]))

    def add_chunks(self, name: str, size: int, mtime: int, chunks: Iterator[bytes]) -> None:
        digest = hashlib.sha256()
        self._stream.write(header(name, size, mtime))
        left = size
        for chunk in chunks:
            left -= len(chunk)
            digest.update(chunk)
            self._stream.write(chunk)
        if left:
            raise CantBackUp(f"{name} changed while it was read")
        self._stream.write(padding(size))
        self.sums += f"{digest.hexdigest()}  {name}\n".encode()

    def end(self) -> None:
        self._stream.write(END)


def make(path: Path, *, with_secrets: bool, show: Callable[[str], None]) -> Made:
    """Write the archive while the newsroom works on. CantBackUp, OSError: nothing is left of it then."""
    if not path.name.endswith(SUFFIXES):
        raise CantBackUp(f"{path.name}: name it …{' or …'.join(SUFFIXES)}")
    if not path.parent.is_dir():
        raise CantBackUp(f"{path.parent}: there is no such folder")
    root = Path(settings.MEDIA_ROOT).resolve()
    if path.resolve().is_relative_to(root):
        raise CantBackUp(f"{path} lies among the media, which everybody can read: choose another place")
    made = Made()
    with whole(path, 0o600) as stream, packed(stream, path) as inner, one_moment():
        archive = _Archive(inner)
        began = time.time()
        archive.add(ABOUT, _json(_about()))
        _add_rows(archive, made, root, show)
        _add_media(archive, made, root, began, show)
        if with_secrets:
            archive.add(SECRET, settings.SECRET_KEY.encode())
        sums = bytes(archive.sums)
        archive.add(SUMS, sums)
        manifest = {"rows": made.rows, "files": made.files, "sums": hashlib.sha256(sums).hexdigest()}
        archive.add(MANIFEST, _json(manifest))
        archive.end()
    return made


def _about() -> dict[str, Any]:
    applied = sorted(MigrationRecorder(connection).applied_migrations())
    return {
        "format": FORMAT,
        "version": VERSION,
        "created_at": timezone.now().isoformat(timespec="seconds"),
        "database": connection.vendor,
        "migrations": [list(key) for key in applied],
        "tables": [model._meta.label_lower for model in tables.kept_models()],
        "settings": {name: getattr(settings, name) for name in TOLD_SETTINGS},
    }


def _add_rows(archive: _Archive, made: Made, root: Path, show: Callable[[str], None]) -> None:
    found = tables.kept_models()
    for model in found:
        label = model._meta.label_lower
        made.rows[label] = 0
        for number, part in enumerate(tables.parts(_lines(model, made, root)), 1):
            archive.add(f"database/{label}/{number:06}.jsonl", part)
            show(f"{label}: {made.rows[label]:,} rows")
    archive.add(COUNTERS, _json(counters.read(found)))


def _lines(model: type[models.Model], made: Made, root: Path) -> Iterator[bytes]:
    files = [field.attname for field in tables.columns(model) if isinstance(field, models.FileField)]
    for row in tables.rows(model):
        made.missing += [row[name] for name in files if row[name] and not (root / row[name]).is_file()]
        made.rows[model._meta.label_lower] += 1
        # In one order: PostgreSQL keeps the keys of JSON values in its own.
        yield json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def _add_media(archive: _Archive, made: Made, root: Path, began: float, show: Callable[[str], None]) -> None:
    """All files but those that have come since the rows' moment: no row of it names them, and they may be half written."""
    for path, state in media.files(root):
        if began < state.st_ctime <= time.time():
            continue
        archive.add_chunks(f"media/{path}", state.st_size, int(state.st_mtime), _chunks(root / path))
        made.files += 1
        if made.files % 500 == 0:
            show(f"media: {made.files:,} files")


def _chunks(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                yield chunk
    except FileNotFoundError:
        return


def _json(values: Any) -> bytes:
    return json.dumps(values, ensure_ascii=False, indent=1).encode() + b"\n"
