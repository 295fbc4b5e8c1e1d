"""Files that appear whole or not at all: written under another name, then renamed."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def whole(path: Path, mode: int = 0o644) -> Iterator[BinaryIO]:
    """A file to write into; it stands at ``path`` when the block ends well, and nothing is left of it otherwise."""
    draft = _draft(path)
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def write_whole(path: Path, data: bytes) -> None:
    """The same for bytes at hand, without waiting for the disk: for files that can be made again."""
    draft = _draft(path)
    try:
        draft.write_bytes(data)
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def copy_whole(source: Path, target: Path) -> None:
    """A copy of the file, with its time."""
    draft = _draft(target)
    try:
        shutil.copy2(source, draft)
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def link_or_copy(source: Path, target: Path) -> None:
    """The file under another name: the same bytes on the disk where both lie on one, else a copy.

    Only for files that are never written into again (media and hashed static files are replaced, not changed).
    """
    draft = _draft(target)
    try:
        try:
            os.link(source, draft)
        except OSError:
            shutil.copy2(source, draft)
        draft.replace(target)
        # Renaming one name of a file onto another of its names leaves both.
        draft.unlink(missing_ok=True)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def is_draft(name: str) -> bool:
    """Whether a file of this name is one that a killed process left behind."""
    return name.startswith(".part-")


def _draft(path: Path) -> Path:
    return path.with_name(f".part-{secrets.token_hex(8)}")
