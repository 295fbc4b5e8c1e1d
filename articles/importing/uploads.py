"""Files that came through the desk: out of the web's reach, on the machine that took them, and not for ever."""

import re
import shutil
import time
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from articles.importing.readers import HEAD_BYTES, jsonl, recognise
from articles.models import ImportBatch, ImportResult
from articles.models.imports import UPLOADS

# How long files stay after the last that happened to their batch.
KEPT_DAYS = 30
# A folder of this age that belongs to no batch was left by a request that broke off.
_LEFT_OVER_SECONDS = 24 * 3600
_NAME_LENGTH = 80
_PIECE = 1024 * 1024
_NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069/\\:]+")


def keep(files: Iterable[UploadedFile]) -> tuple[str, list[str]]:
    """Write the files into a folder of their own. Returns its name and theirs. OSError leaves nothing behind."""
    token = token_hex(16)
    folder = settings.DATA_DIR / UPLOADS / token
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(mode=0o700)
    names: list[str] = []
    try:
        for file in files:
            name = _free(_safe(file.name or ""), names)
            with (folder / name).open("xb") as out:
                for chunk in file.chunks():
                    out.write(chunk)
            (folder / name).chmod(0o600)
            names.append(name)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return token, names


def paths(batch: ImportBatch) -> list[Path]:
    """The batch's files, where they are on this machine; [] where not all of them are."""
    folder = batch.upload_folder
    found = [folder / str(name) for name in batch.sources] if folder else []
    return found if all(path.is_file() for path in found) else []


def forget(batch: ImportBatch) -> None:
    """Remove the batch's files."""
    folder = batch.upload_folder
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)
        ImportBatch.objects.filter(pk=batch.pk).update(upload="")


def clear_away() -> None:
    """Remove files whose time is over, and what broken requests have left."""
    old = timezone.now() - timedelta(days=KEPT_DAYS)
    for batch in ImportBatch.objects.exclude(upload="").filter(started_at__lt=old).exclude(state__in=ImportBatch.AT_WORK):
        if max(batch.started_at, batch.ended_at or batch.started_at) < old:
            forget(batch)
    root = settings.DATA_DIR / UPLOADS
    known = set(ImportBatch.objects.exclude(upload="").values_list("upload", flat=True))
    for folder in root.iterdir() if root.is_dir() else ():
        if folder.name not in known and folder.is_dir() and time.time() - folder.stat().st_mtime > _LEFT_OVER_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)


def has_rejected_lines(batch: ImportBatch) -> bool:
    """Whether `rejected_lines` has something to give: a JSON Lines file that is still here."""
    return any(_is_lines(path) for path in paths(batch))


def rejected_lines(batch: ImportBatch) -> Iterator[bytes]:
    """The refused lines of the batch's JSON Lines files, byte for byte, so that they can be mended and imported again."""
    refused = ImportResult.objects.filter(batch=batch, outcome=ImportResult.Outcome.FAILED)
    for path in paths(batch):
        if not _is_lines(path):
            continue
        wanted = set(refused.filter(path=path.name).values_list("position", flat=True))
        with path.open("rb") as stream:
            for number, piece in _numbered(stream):
                if number in wanted:
                    yield piece


def _numbered(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Lines with their numbers; one of any length comes in pieces, each ends its last piece with a line break."""
    number = 1
    while piece := stream.readline(_PIECE):
        if number == 1:
            piece = piece.removeprefix(b"\xef\xbb\xbf")
        ended = piece.endswith(b"\n")
        last = ended or len(piece) < _PIECE
        yield number, piece if ended or not last else piece + b"\n"
        number += last


def _is_lines(path: Path) -> bool:
    with path.open("rb") as stream:
        return recognise(stream.read(HEAD_BYTES), path.name) is jsonl


def _safe(name: str) -> str:
    """A file's name as it may stand on any disk and in any page."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    name = _NOT_IN_NAMES.sub("", name).strip(" .") or "file"
    stem, dot, extension = name.rpartition(".")
    stem, extension = (stem, extension) if dot and len(extension) <= 10 else (name, "")
    return f"{stem[:_NAME_LENGTH]}.{extension}" if extension else stem[:_NAME_LENGTH]


def _free(name: str, taken: Iterable[str]) -> str:
    number, free = 1, name
    while free.casefold() in {one.casefold() for one in taken}:
        number += 1
        free = f"{number}-{name}"
    return free
