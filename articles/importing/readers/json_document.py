"""Whole JSON documents: read within bounds, with reasons that name the place; lenient access to what they hold. No Django."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import PurePath
from typing import Any, BinaryIO

from articles.importing.decoding import Undecodable, decode
from articles.importing.readers.dates import NoDate, moment

# Such documents must be parsed whole: about five times as much memory.
MAX_BYTES = 64 * 1024 * 1024
_KEY = re.compile(rb'"([A-Za-z$@_-]{1,40})"\s*:')
_OPENING = re.compile(rb"^(?:\xef\xbb\xbf)?\s*[\[{]")
_LINES = (".jsonl", ".ndjson")


class BadDocument(ValueError):
    """Why a document can't be read. ``str()`` is the reason, in one line (English)."""

    def __init__(self, reason: str, line: int = 1) -> None:
        super().__init__(reason)
        self.line = line


def keys(head: bytes, filename: str) -> set[str]:
    """Keys that stand in the beginning of a JSON document; none for other files and for JSON Lines."""
    if PurePath(filename).suffix.lower() in _LINES or _OPENING.match(head) is None:
        return set()
    return {key.decode("ascii") for key in _KEY.findall(head)}


def load(stream: BinaryIO) -> Any:
    """The document. BadDocument where it is too large, no text, or no JSON."""
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise BadDocument(f"larger than {MAX_BYTES // 1024**2} MB: split the export, or make JSON Lines of it")
    try:
        return json.loads(decode(data))
    except Undecodable as error:
        raise BadDocument(str(error), error.line) from error
    except json.JSONDecodeError as error:
        raise BadDocument(f"invalid JSON: {error.msg} at column {error.colno:,}", error.lineno) from error
    except RecursionError as error:
        raise BadDocument("invalid JSON: nested too deep") from error
    except ValueError as error:
        raise BadDocument(f"invalid JSON: {error}"[:200]) from error


def at(value: Any, *path: str | int) -> Any:
    """What stands at the path, None where something on the way is not there or of another kind."""
    for step in path:
        if isinstance(step, int):
            value = value[step] if isinstance(value, list) and -len(value) <= step < len(value) else None
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return value


def text(value: Any, *path: str | int) -> str:
    """A string or number at the path as text without blanks around it, else ""."""
    found = at(value, *path)
    if isinstance(found, str):
        # Half a character can neither be stored nor shown.
        return found.encode("utf-8", "ignore").decode("utf-8").replace("\x00", "").strip()
    return str(found) if isinstance(found, int | float) and not isinstance(found, bool) else ""


def objects(value: Any, *path: str | int) -> list[dict[str, Any]]:
    """The objects of the list at the path; one object counts as a list of it."""
    found = at(value, *path)
    if isinstance(found, dict):
        return [found]
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def texts(value: Any, *path: str | int) -> list[str]:
    """The strings of the list at the path; one string counts as a list of it."""
    found = at(value, *path)
    listed = found if isinstance(found, list) else [found]
    return [told for item in listed if (told := text(item))]


def when(value: Any, *path: str | int, warnings: list[str]) -> datetime | None:
    """The time at the path; one that can't be read is None and a warning."""
    try:
        return moment(text(value, *path))
    except NoDate as error:
        warnings.append(f"{path[-1]}: {error}")
        return None


def walk(value: Any) -> Iterator[dict[str, Any]]:
    """Every object within, outermost first."""
    waiting = [value]
    while waiting:
        item = waiting.pop(0)
        if isinstance(item, dict):
            yield item
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)
