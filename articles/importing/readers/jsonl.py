"""JSON Lines: one story an object, one object a line; a line ends at "\\n" only.

The keys are those of `KEYS`. The file is read line by line in bounded memory.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath
from typing import Any, BinaryIO

from articles.importing.readers.fields import Fields, WrongField
from articles.importing.readers.wishes import NO_WISHES, Wishes
from articles.importing.story import Amendment, Picture, Rejected, Story

NAME = "jsonl"
SUFFIXES = (".jsonl", ".ndjson")
MAX_LINE_BYTES = 5 * 1024 * 1024

KEYS = frozenset(
    {
        *("external_id", "source", "headline", "kicker", "standfirst", "body", "slug", "genre", "status"),
        *("sections", "tags", "authors", "published_at", "updated_at", "image", "related", "corrections"),
        *("id", "related_titles", "old_addresses", "as_is", "telling", "embargo_until", "unpublish_at"),
    }
)
PICTURE_KEYS = "path url alt caption credit rights focal_point sha256"
_BOM = b"\xef\xbb\xbf"
_OBJECT = re.compile(rb'^\s*\{\s*"')
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def sniff(head: bytes, filename: str) -> bool:
    """By suffix, or by a first line that is (or begins as) an object with a headline."""
    if PurePath(filename).suffix.lower() in SUFFIXES:
        return True
    first, end, _ = head.removeprefix(_BOM).lstrip().partition(b"\n")
    if not _OBJECT.match(first) or b'"headline"' not in first:
        return False
    try:
        return not end or isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def read(stream: BinaryIO, path: str, wishes: Wishes = NO_WISHES) -> Iterator[Story | Rejected]:
    """Every line's story, or why it is none."""
    warned: set[str] = set()
    empty = True
    for number, line in enumerate(_lines(stream), 1):
        if number == 1:
            if line is not None and line.startswith(_UTF_16):
                yield Rejected(path, 1, "UTF-16: JSON Lines are UTF-8; save the file as UTF-8")
                return
            line = line and line.removeprefix(_BOM)
        if line is not None and not line.strip():
            continue
        empty = False
        yield _record(line, path, number, warned)
    if empty:
        yield Rejected(path, 1, "empty file: it holds no story")


def _lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """Lines without their end; None for one that is too long (it is skipped, not kept)."""
    while line := stream.readline(MAX_LINE_BYTES + 1):
        if len(line) <= MAX_LINE_BYTES or line.endswith(b"\n"):
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(MAX_LINE_BYTES)
        yield None


def _record(line: bytes | None, path: str, number: int, warned: set[str]) -> Story | Rejected:
    if line is None:
        return Rejected(path, number, f"a line longer than {MAX_LINE_BYTES // 1024**2} MB")
    try:
        values = _object(line)
        # Other systems' own numbers may be of any kind; ours are whole numbers.
        fields = Fields(values, KEYS if isinstance(values.get("id", 0), int) else KEYS - {"id"})
        story = _story(fields)
    except WrongField as error:
        return Rejected(path, number, str(error))
    unknown = [key for key in fields.unknown() if key not in warned]
    warned.update(unknown)
    warnings = tuple(f"unknown key {key!r}: left out (said once a file)" for key in unknown)
    return replace(story, path=path, line=number, warnings=warnings)


def _object(line: bytes) -> dict[str, Any]:
    try:
        value = json.loads(line.decode("utf-8"), parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise WrongField(f"not UTF-8 at byte {error.start + 1:,} of the line") from error
    except json.JSONDecodeError as error:
        raise WrongField(f"invalid JSON: {error.msg} at column {error.colno:,}") from error
    except RecursionError as error:
        raise WrongField("invalid JSON: nested too deep") from error
    except ValueError as error:
        raise WrongField(f"invalid JSON: {error}") from error
    if not isinstance(value, dict):
        raise WrongField("not an object: write one story as {…} a line")
    return value


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON value")


def _story(fields: Fields) -> Story:
    source = fields.sub("source", "name url")
    image = fields.sub("image", PICTURE_KEYS)
    headline = fields.text("headline")
    if not headline.strip():
        raise WrongField("no headline")
    return Story(
        headline=headline,
        kicker=fields.text("kicker"),
        standfirst=fields.text("standfirst"),
        body=fields.text("body"),
        slug=fields.text("slug"),
        genre=fields.text("genre").strip(),
        status=fields.text("status").strip(),
        external_id=fields.identifier("external_id"),
        source_name=source.text("name"),
        source_url=source.text("url").strip(),
        sections=fields.texts("sections"),
        tags=fields.texts("tags"),
        authors=fields.texts("authors"),
        related=fields.texts("related"),
        published_at=fields.time("published_at"),
        updated_at=fields.time("updated_at"),
        embargo_until=fields.time("embargo_until"),
        unpublish_at=fields.time("unpublish_at"),
        image=Picture(**{key: image.text(key) for key in PICTURE_KEYS.split()}),
        corrections=tuple(_amendment(item) for item in fields.subs("corrections", "kind date note")),
        old_addresses=fields.texts("old_addresses"),
        public_id=fields.number("id"),
        related_titles=fields.pairs("related_titles"),
        as_is=fields.flag("as_is"),
        telling=fields.object_text("telling"),
    )


def _amendment(item: Fields) -> Amendment:
    date = item.time("date")
    if date is None:
        raise WrongField("corrections: a date is missing")
    note = item.text("note").strip()
    if not note:
        raise WrongField("corrections: a note is missing")
    return Amendment(item.text("kind").strip() or "correction", date, note)
