"""From what was typed to open files: folders, globs, standard input; and which reader reads what."""

import glob
import io
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from articles.importing.fetching import Limits, NotFetched, fetch, is_address
from articles.importing.identity import STDIN
from articles.importing.readers import HEAD_BYTES, NO_WISHES, Reader, Wishes, recognise
from articles.importing.story import Rejected, Story

# A feed or an export by address is held in memory.
MAX_FETCHED_BYTES = 64 * 1024 * 1024
FETCH_SECONDS = 120.0


class NothingToImport(ValueError):
    """A path that can't be used at all. ``str()`` says why (English)."""


@dataclass
class Source:
    """A file to be read. ``reader`` is None where no reader knows the file's kind."""

    path: str
    reader: Reader | None
    size: int = 0
    read_bytes: int = field(default=0, compare=False)
    wishes: Wishes = NO_WISHES
    # Whether an address may lead into one's own network.
    private: bool = False

    def items(self) -> Iterator[Story | Rejected]:
        """Its stories. What can't be read is said as `Rejected`."""
        try:
            with self._opened() as stream:
                yield from self._read(stream)
        except NotFetched as error:
            yield Rejected(self.path, 1, f"can't be fetched: {error}")
        except OSError as error:
            yield Rejected(self.path, 1, f"can't be read: {error.strerror or error}")
        self.read_bytes = self.size

    def _read(self, stream: BinaryIO) -> Iterator[Story | Rejected]:
        reader = self.reader
        if reader is None and (self.path == STDIN or is_address(self.path)):
            head = stream.read(HEAD_BYTES)
            reader = recognise(head, "")
            if stream.seekable():
                stream.seek(0)
            else:
                stream = io.BufferedReader(_Rejoined(head, stream))  # type: ignore[type-var]
        if reader is None:
            yield Rejected(self.path, 1, "no reader knows this kind of file; name its format with --format")
            return
        for item in reader.read(stream, self.path, self.wishes):
            self.read_bytes = min(stream.tell(), self.size) if self.size else 0
            yield item

    def _opened(self) -> BinaryIO:
        if self.path == STDIN:
            # Left open: it is not ours.
            return open(sys.stdin.fileno(), "rb", closefd=False)
        if is_address(self.path):
            return io.BytesIO(fetch(self.path, Limits(MAX_FETCHED_BYTES, FETCH_SECONDS, private=self.private)).data)
        return Path(self.path).open("rb")


def items(sources: Iterable[Source]) -> Iterator[tuple[Story | Rejected, int]]:
    """All records of the sources, each with the bytes of all files read so far."""
    done = 0
    for source in sources:
        for item in source.items():
            yield item, done + source.read_bytes
        done += source.size


class _Rejoined(io.RawIOBase):
    """A stream whose head was read already: the head, then the rest."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray") -> int:  # type: ignore[override]
        data = self._head[: len(buffer)] or self._rest.read(len(buffer))
        self._head = self._head[len(data) :]
        buffer[: len(data)] = data
        return len(data)


def collect(
    paths: list[str], reader: Reader | None = None, wishes: Wishes = NO_WISHES, *, private: bool = False
) -> list[Source]:
    """The files that the paths name, each once, folders in sorted order. NothingToImport if a path can't be used.

    In folders only files of a kind that a reader knows are taken (all are
    looked at by content), hidden ones and those behind linked folders never.
    """
    found: dict[str, Source] = {}
    for path in paths:
        for source in _collect_one(path, reader):
            named = source.path == STDIN or is_address(source.path)
            source.wishes, source.private = wishes, private
            found.setdefault(source.path if named else os.path.realpath(source.path), source)
    return list(found.values())


def _collect_one(path: str, reader: Reader | None) -> list[Source]:
    if path == STDIN or is_address(path):
        return [Source(path, reader)]
    names = [path] if os.path.lexists(path) else sorted(_glob(path))
    if not names:
        raise NothingToImport(f"{path}: there is no such file or folder")
    sources = []
    for name in names:
        sources.extend(_in_folder(name, reader) if os.path.isdir(name) else [_source(name, reader)])
    return sources


def _glob(pattern: str) -> list[str]:
    return glob.glob(pattern, recursive=True) if glob.has_magic(pattern) else []


def _in_folder(folder: str, reader: Reader | None) -> list[Source]:
    sources = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = os.path.join(place, name)
            if name.startswith(".") or not os.path.isfile(path):
                continue
            source = _source(path, None)
            if source.reader is not None and source.reader is (reader or source.reader):
                sources.append(source)
    if not sources:
        raise NothingToImport(f"{folder}: the folder holds no stories")
    return sources


def _source(path: str, reader: Reader | None) -> Source:
    """The file with its reader. One that can't be opened keeps its place: reading it says why."""
    try:
        if not os.path.isfile(path):
            return Source(path, reader or recognise(b"", path))
        with open(path, "rb") as stream:
            return Source(path, reader or recognise(stream.read(HEAD_BYTES), path), os.path.getsize(path))
    except OSError:
        return Source(path, reader or recognise(b"", path))
