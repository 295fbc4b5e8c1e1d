"""Tables: CSV with commas, semicolons or tabs; the columns are the keys of JSON Lines, flattened. No Django here.

Lists stand in one cell, divided by «|». A table with other columns is read with
``Wishes.columns`` (``--map headline=title``). Lines end as the table's program
ends them, cells may hold line breaks.
"""

import codecs
import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath
from typing import BinaryIO

from articles.importing.decoding import Undecodable, decode
from articles.importing.readers.dates import NoDate, moment
from articles.importing.readers.wishes import NO_WISHES, Wishes
from articles.importing.story import Picture, Rejected, Story

NAME = "csv"
SUFFIXES = (".csv", ".tsv")
MAX_RECORD_BYTES = 5 * 1024 * 1024
COLUMNS = (
    *("external_id", "source_name", "source_url", "headline", "kicker", "standfirst", "body", "slug", "genre", "status"),
    *("sections", "tags", "authors", "published_at", "updated_at", "related"),
    *("image_path", "image_url", "image_alt", "image_caption", "image_credit"),
)
_LISTS = frozenset({"sections", "tags", "authors", "related"})
_TIMES = frozenset({"published_at", "updated_at"})
_DELIMITERS = (",", ";", "\t")
_WIDE = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


class _TooLong(ValueError):
    pass


def sniff(head: bytes, filename: str) -> bool:
    """By suffix, or by a first line whose cells are our columns, «headline» among them."""
    if PurePath(filename).suffix.lower() in SUFFIXES:
        return True
    try:
        first = decode(head.partition(b"\n")[0]).strip()
    except Undecodable:
        return False
    try:
        cells = _cells(first, _delimiter(first)) if len(first) < 5000 else []
    except csv.Error:
        return False
    return len(cells) > 1 and "headline" in cells and sum(cell in COLUMNS for cell in cells) * 2 > len(cells)


def read(stream: BinaryIO, path: str, wishes: Wishes = NO_WISHES) -> Iterator[Story | Rejected]:
    """Every row's story, or why it is none."""
    lines = _Lines(stream)
    csv.field_size_limit(MAX_RECORD_BYTES)
    try:
        header = next(lines, "")
        lines.end_record()
        delimiter = _delimiter(header)
        places, notes = _places(_cells(header, delimiter), wishes)
    except _Unfit as error:
        yield Rejected(path, 1, str(error))
        return
    except (Undecodable, _TooLong, csv.Error) as error:
        yield Rejected(path, lines.number or 1, str(error))
        return
    yield from _rows(lines, csv.reader(lines, delimiter=delimiter), places, path, notes)


def _rows(
    lines: "_Lines", rows: Iterator[list[str]], places: dict[str, int], path: str, notes: list[str]
) -> Iterator[Story | Rejected]:
    empty = True
    while True:
        line = lines.number + 1
        try:
            row = next(rows)
        except StopIteration:
            break
        except (Undecodable, _TooLong, csv.Error) as error:
            yield Rejected(path, lines.number, f"the table can't be read on: {error}")
            return
        if lines.is_cut_off:
            yield Rejected(path, line, "the file breaks off inside a quoted cell: it is not whole")
            return
        lines.end_record()
        if not any(cell.strip() for cell in row):
            continue
        empty = False
        story = _story(row, places)
        if isinstance(story, str):
            yield Rejected(path, line, story)
            continue
        yield replace(story, path=path, line=line, warnings=tuple(notes))
        notes = []
    if empty:
        yield Rejected(path, 1, "empty file: it holds no story")


class _Unfit(ValueError):
    pass


def _places(cells: list[str], wishes: Wishes) -> tuple[dict[str, int], list[str]]:
    """Key -> the column's place; _Unfit where the table has no headlines."""
    wanted = {key: wishes.columns.get(key, key) for key in COLUMNS}
    folded = [cell.strip().lower().replace(".", "_") for cell in cells]
    names = [cell.strip() for cell in cells]
    if not any(names):
        raise _Unfit("empty file: it holds no story")
    places: dict[str, int] = {}
    for key, name in wanted.items():
        if name in names:
            places[key] = names.index(name)
        elif name.lower().replace(".", "_") in folded:
            places[key] = folded.index(name.lower().replace(".", "_"))
        elif key in wishes.columns:
            raise _Unfit(f"there is no column {name!r} (--map {key}={name}); the columns are: {', '.join(names)[:300]}")
    if "headline" not in places:
        told = ", ".join(names)[:300]
        raise _Unfit(f"no column «headline»: say which one it is with --map headline=COLUMN; the columns are: {told}")
    left = [name for place, name in enumerate(names) if name and place not in places.values()]
    return places, [f"columns left out: {', '.join(left)[:300]}"] if left else []


def _story(row: list[str], places: dict[str, int]) -> Story | str:
    """The row's story, or why there is none."""
    told = {key: row[place].strip() for key, place in places.items() if place < len(row)}
    if not told.get("headline"):
        return "no headline"
    fields: dict[str, object] = {}
    for key, value in told.items():
        if key in _LISTS:
            fields[key] = tuple(item.strip() for item in value.split("|") if item.strip())
        elif key in _TIMES:
            try:
                fields[key] = moment(value)
            except NoDate as error:
                return f"{key}: {error}"
        elif not key.startswith("image_"):
            fields[key] = value
    image = Picture(**{key: told.get(f"image_{key}", "") for key in ("path", "url", "alt", "caption", "credit")})
    return Story(**fields, image=image)  # type: ignore[arg-type]


class _Lines:
    """The stream's lines as text, each within bounds. ``number`` is that of the last one given."""

    def __init__(self, stream: BinaryIO) -> None:
        self.number = 0
        self._stream = stream
        self._encoding = ""
        self._ended = False
        self.end_record()

    def end_record(self) -> None:
        """Count the next record's length anew."""
        self._record = self._quotes = 0

    @property
    def is_cut_off(self) -> bool:
        """Whether the stream ended before a quoted cell did."""
        return self._ended and self._quotes % 2 == 1

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        data = self._stream.readline(MAX_RECORD_BYTES + 1)
        if not data:
            self._ended = True
            raise StopIteration
        self.number += 1
        if self.number == 1:
            self._encoding = next((encoding for mark, encoding in _WIDE if data.startswith(mark)), "")
        if self._encoding:
            data = self._wide(data)
        # A cell that is never closed runs to the file's end: its length is that of the whole record.
        self._quotes += data.count(b'"')
        self._record = self._record + len(data) if self._quotes % 2 else len(data)
        if max(self._record, len(data)) > MAX_RECORD_BYTES:
            raise _TooLong(f"a row longer than {MAX_RECORD_BYTES // 1024**2} MB")
        return decode(data)

    def _wide(self, data: bytes) -> bytes:
        """A line of UTF-16, as «Unicode text» of spreadsheets is, as UTF-8."""
        if self._encoding == "utf-16-le":
            data += self._stream.read(1)
        try:
            return data.decode(self._encoding).lstrip("\ufeff").encode()
        except UnicodeDecodeError as error:
            raise Undecodable("damaged UTF-16", self.number) from error


def _delimiter(header: str) -> str:
    bare = re.sub(r'"[^"]*"', "", header)
    return max(_DELIMITERS, key=bare.count)


def _cells(header: str, delimiter: str) -> list[str]:
    rows = csv.reader([header], delimiter=delimiter)
    return [cell.strip().lstrip("\ufeff") for cell in next(rows, [])]
