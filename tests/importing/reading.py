"""Files through the readers, for tests of formats."""

import io
from pathlib import Path
from typing import Any

from articles.importing.readers.wishes import Wishes
from articles.importing.story import Rejected, Story

SAMPLES = Path(__file__).parent.parent / "samples"


def items(reader: Any, content: str | bytes, name: str = "file", **wishes: Any) -> list[Story | Rejected]:
    data = content.encode() if isinstance(content, str) else content
    return list(reader.read(io.BytesIO(data), name, Wishes(**wishes)))


def stories(reader: Any, content: str | bytes, name: str = "file", **wishes: Any) -> list[Story]:
    """All of it stories, or the test fails with what was rejected."""
    found = items(reader, content, name, **wishes)
    assert all(isinstance(item, Story) for item in found), found
    return found  # type: ignore[return-value]


def reason(reader: Any, content: str | bytes, **wishes: Any) -> str:
    """Why the file gives nothing: one line, no story."""
    (item,) = items(reader, content, **wishes)
    assert isinstance(item, Rejected), item
    assert "\n" not in item.reason
    return item.reason


class Endless(io.RawIOBase):
    """A stream of ``size`` bytes: a beginning, then the same letter over and over, never a line's end."""

    def __init__(self, beginning: bytes, letter: bytes, size: int) -> None:
        self._beginning, self._letter, self._left = beginning, letter, size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._beginning[: len(buffer)] or self._letter * min(len(buffer), self._left)
        self._beginning = self._beginning[len(data) :]
        self._left -= len(data)
        buffer[: len(data)] = data
        return len(data)
