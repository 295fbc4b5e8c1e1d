"""Compressed files: zstd or gzip, told by the name when written and by the content when read."""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import zstandard

from articles.exporting.backup.tarfiles import Damaged

SUFFIXES = (".tar.zst", ".tar.gz")
_ZSTD, _GZIP = b"\x28\xb5\x2f\xfd", b"\x1f\x8b"
# Stories shrink to a fifth. What shrinks to a five hundredth was made to fill somebody's disk.
_MOST_TIMES = 500
_FREE = 64 * 1024 * 1024
_MAX_WINDOW = 128 * 1024 * 1024


@contextmanager
def packed(stream: BinaryIO, path: Path) -> Iterator[BinaryIO]:
    """A stream to write into; what is written goes compressed into ``stream``."""
    if path.name.endswith(".tar.gz"):
        with gzip.GzipFile(fileobj=stream, mode="wb", compresslevel=6, mtime=0, filename="") as inner:
            yield inner  # type: ignore[misc]
    else:
        with zstandard.ZstdCompressor(level=6, write_checksum=True).stream_writer(stream, closefd=False) as writer:
            yield writer  # type: ignore[misc]


@contextmanager
def unpacked(stream: BinaryIO) -> Iterator[BinaryIO]:
    """The stream's content, from its beginning. Reading raises Damaged where it is broken or swells beyond measure."""
    stream.seek(0)
    head = stream.read(4)
    stream.seek(0)
    if head == _ZSTD:
        reader: Any = zstandard.ZstdDecompressor(max_window_size=_MAX_WINDOW).stream_reader(
            stream, read_across_frames=True, closefd=False
        )
    elif head[:2] == _GZIP:
        reader = gzip.GzipFile(fileobj=stream, mode="rb")
    else:
        raise Damaged("this is no backup: neither zstd nor gzip")
    with reader:
        yield _Watched(reader, stream)  # type: ignore[misc]


class _Watched:
    def __init__(self, reader: Any, source: BinaryIO) -> None:
        self._reader, self._source = reader, source
        self._given = 0

    def read(self, size: int) -> bytes:
        try:
            data: bytes = self._reader.read(size)
        except (OSError, EOFError, zlib.error, zstandard.ZstdError, MemoryError) as error:
            raise Damaged(f"the archive is cut off or damaged ({' '.join(str(error).split())[:120]})") from error
        self._given += len(data)
        if self._given > _FREE + _MOST_TIMES * self._source.tell():
            raise Damaged("the archive swells beyond all measure: it is no backup")
        return data
