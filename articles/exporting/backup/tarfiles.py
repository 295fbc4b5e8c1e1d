"""Tar streams with plain files only: written with the standard library's headers, read by a reader of our own.

The library's reader keeps a record of every member and believes any length that a header tells; this one holds
nothing, and refuses whatever a backup never has: links, folders, devices, names that lead elsewhere.
"""

import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

BLOCK = 512
CHUNK = 256 * 1024
# A name longer than a plain header holds stands in an extended one.
_MAX_EXTENDED = 16 * 1024
_RECORD = re.compile(rb"(\d{1,6}) ([a-z.]{1,40})=")
_BAD_IN_NAME = re.compile(r"[\x00-\x1f\x7f\\]")
MAX_NAME_BYTES = 255


class Damaged(ValueError):
    """An archive that can't be trusted. ``str()`` says where and why, in one line (English)."""


@dataclass
class Member:
    """A file in a tar stream. Its ``chunks`` are read once, before the next member is asked for."""

    name: str
    size: int
    stream: BinaryIO

    def chunks(self) -> Iterator[bytes]:
        left = self.size
        while left:
            chunk = _exactly(self.stream, min(CHUNK, left))
            left -= len(chunk)
            yield chunk
        _exactly(self.stream, -self.size % BLOCK)

    def read(self, most: int) -> bytes:
        """All of it. Damaged if it is larger than it may be."""
        if self.size > most:
            raise Damaged(f"{self.name}: {self.size:,} bytes, at most {most:,} are expected")
        return b"".join(self.chunks())


def header(name: str, size: int, mtime: int) -> bytes:
    """What stands before a file's bytes."""
    info = tarfile.TarInfo(name)
    info.size, info.mtime, info.mode = size, mtime, 0o644
    return info.tobuf(tarfile.PAX_FORMAT, "utf-8", "strict")


def padding(size: int) -> bytes:
    """What stands behind them."""
    return bytes(-size % BLOCK)


END = bytes(2 * BLOCK)


def members(stream: BinaryIO) -> Iterator[Member]:
    """The files of a stream in their order. Damaged for anything else in it, and if it is cut off."""
    longer = ""
    while True:
        block = _exactly(stream, BLOCK)
        if not any(block):
            _expect_nothing_more(stream)
            return
        kind, size = _checked(block)
        if kind == b"x":
            if size > _MAX_EXTENDED:
                raise Damaged("an extended header that is too long")
            longer = _path_in(_exactly(stream, size))
            _exactly(stream, -size % BLOCK)
            continue
        name = longer or _text(block[345:500], block[0:100])
        longer = ""
        if kind not in (b"0", b"\x00"):
            raise Damaged(f"{name[:100]!r} is no plain file (a link, a folder, a device): no backup holds such")
        yield Member(safe_name(name), size, stream)


def safe_name(name: str) -> str:
    """The name, if it stays below the folder that it is unpacked into. Damaged if not."""
    parts = name.split("/")
    if _BAD_IN_NAME.search(name) or any(part in ("", ".", "..") or len(part.encode()) > MAX_NAME_BYTES for part in parts):
        raise Damaged(f"the name {name[:100]!r} leads outside of the archive's folder or can't be written")
    return name


def _checked(block: bytes) -> tuple[bytes, int]:
    """(kind, size) of a header whose sum is right."""
    try:
        told = int(block[148:156].split(b"\x00")[0].strip() or b"-1", 8)
        size = int(block[124:136].split(b"\x00")[0].strip() or b"0", 8)
    except ValueError as error:
        raise Damaged("a header that can't be read: the archive is damaged") from error
    if told != sum(block[:148]) + 8 * 32 + sum(block[156:]) or block[257:262] != b"ustar":
        raise Damaged("a header whose sum is wrong: the archive is damaged")
    return block[156:157], size


def _path_in(data: bytes) -> str:
    """The path of an extended header; any other record in it is nothing that we write."""
    found = ""
    while data:
        record = _RECORD.match(data)
        length = int(record[1]) if record else 0
        if record is None or not record.end() < length <= len(data):
            raise Damaged("an extended header that can't be read")
        if record[2] != b"path":
            raise Damaged(f"an extended header with {record[2].decode('ascii', 'replace')!r}: no backup holds such")
        found = _text(b"", data[record.end() : length - 1])
        data = data[length:]
    return found


def _text(prefix: bytes, name: bytes) -> str:
    try:
        first, last = (part.split(b"\x00")[0].decode() for part in (prefix, name))
    except UnicodeDecodeError as error:
        raise Damaged("a name that is not UTF-8") from error
    return f"{first}/{last}" if first else last


def _exactly(stream: BinaryIO, size: int) -> bytes:
    data = b""
    while len(data) < size:
        more = stream.read(size - len(data))
        if not more:
            raise Damaged("the archive is cut off")
        data = data + more if data else more
    return data


def _expect_nothing_more(stream: BinaryIO) -> None:
    if any(_exactly(stream, BLOCK)):
        raise Damaged("the archive's end is damaged")
    for _ in range(64):
        more = stream.read(CHUNK)
        if not more:
            return
        if any(more):
            break
    raise Damaged("there is something behind the archive's end")
