"""Archives taken apart and put together again, soundly or not."""

import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

import zstandard
from django.conf import settings

from articles.exporting.backup import tables
from articles.exporting.backup.making import MANIFEST, SUMS
from articles.exporting.backup.tarfiles import END, header, padding
from tests.exporting.newsroom import media_files

Members = dict[str, bytes]


def unpack(path: Path) -> Members:
    """With the standard library's own reader: what we write is plain tar."""
    data = zstandard.ZstdDecompressor().stream_reader(path.read_bytes(), read_across_frames=True).read()
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        return {info.name: archive.extractfile(info).read() for info in archive.getmembers()}  # type: ignore[union-attr]


def pack(path: Path, members: Members) -> Path:
    """As they are, whatever they are called."""
    return pack_raw(
        path, b"".join(header(name, len(data), 0) + data + padding(len(data)) for name, data in members.items()) + END
    )


def pack_raw(path: Path, data: bytes) -> Path:
    path.write_bytes(zstandard.ZstdCompressor().compress(data))
    return path


def mended(members: Members) -> Members:
    """With sums and counts that are right again."""
    plain = {name: data for name, data in members.items() if name not in (SUMS, MANIFEST)}
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in plain.items()).encode()
    rows: dict[str, int] = {}
    for name, data in plain.items():
        if name.startswith("database/"):
            rows[name.split("/")[1]] = rows.get(name.split("/")[1], 0) + data.count(b"\n")
    files = sum(name.startswith("media/") for name in plain)
    manifest = json.dumps({"rows": rows, "files": files, "sums": hashlib.sha256(sums).hexdigest()}).encode()
    return plain | {SUMS: sums, MANIFEST: manifest}


def everything() -> tuple[dict[str, list[dict[str, Any]]], dict[str, bytes]]:
    """All rows and all files as they stand."""
    return {model._meta.label_lower: list(tables.rows(model)) for model in tables.kept_models()}, media_files()


def url() -> str:
    """The tests' own database, for other processes."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        return f"sqlite:///{database['NAME']}"
    return f"postgres://{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT']}/{database['NAME']}"


def manage(*arguments: object, data_dir: Path, database: str = "") -> subprocess.CompletedProcess[str]:
    """A command in a process of its own; without ``database`` on a SQLite file in ``data_dir``."""
    environment = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")}
    environment |= {"DATA_DIR": str(data_dir)} | ({"DATABASE_URL": database} if database else {})
    command = [sys.executable, "manage.py", *map(str, arguments)]
    return subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False)
