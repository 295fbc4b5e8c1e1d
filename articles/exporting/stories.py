"""Stories into a file or folder: the formats in one table, and what stands beside them."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from articles.exporting.entries import Entry, entries
from articles.exporting.files import copy_whole, whole
from articles.exporting.formats import jsonl, ninjs, rss, wxr
from articles.exporting.library import NAME as LIBRARY_FILE
from articles.exporting.library import Library, Used
from articles.exporting.selection import Selection
from articles.exporting.site_address import SiteAddress
from articles.exporting.snapshot import one_moment
from articles.exporting.told import picture_path
from articles.models import Image

STDOUT = "-"
# A format is a generator of a file's pieces. Without a site address, paths stay paths: pictures stand beside the file.
Writer = Callable[[Iterator[Entry], Selection, SiteAddress], Iterator[bytes]]
WRITERS: dict[str, Writer] = {"jsonl": jsonl.pieces, "ninjs": ninjs.pieces, "wxr": wxr.pieces, "rss": rss.pieces}
FILE_NAMES = {"jsonl": "stories.jsonl", "ninjs": "stories.ninjs.jsonl", "wxr": "stories.wxr.xml", "rss": "stories.rss.xml"}
# What readers get: it can tell no state.
FOR_READERS = frozenset({"rss"})


class CantExport(ValueError):
    """The export can't begin. ``str()`` says why (English)."""


@dataclass
class Outcome:
    stories: int = 0
    pictures: int = 0
    # Pictures that have a row and no file, or none that can be read.
    missing: list[str] = field(default_factory=list)


def export(target: str, format_name: str, selection: Selection, site: SiteAddress, show: Callable[[int], None]) -> Outcome:
    """Write the stories; ``target`` is a file, a folder (that is there or ends in «/»), or «-» for standard output.

    JSON Lines in a file or folder come with ``newsroom.json`` and the folder
    ``pictures`` beside them. ``show(stories)`` is called after each story.
    CantExport, OSError: nothing is left of the file then.
    """
    if format_name in FOR_READERS and selection.everything:
        raise CantExport(f"{format_name} is for readers: it holds published stories only (--status published)")
    outcome, used = Outcome(), Used()
    beside = format_name == "jsonl" and target != STDOUT

    def counted() -> Iterator[Entry]:
        for entry in entries(selection):
            used.note(entry)
            yield entry
            outcome.stories += 1
            show(outcome.stories)

    path = _file(target, format_name)
    with one_moment(), _opened(path) as stream:
        for piece in WRITERS[format_name](counted(), selection, SiteAddress("") if beside else site):
            stream.write(piece)
        if beside and path is not None:
            _write_beside(path.parent, Library(None if selection.is_whole else used), outcome)
    return outcome


def _file(target: str, format_name: str) -> Path | None:
    """The file to write; None for standard output."""
    if target == STDOUT:
        return None
    path = Path(target)
    if target.endswith("/") or path.is_dir():
        path.mkdir(parents=True, exist_ok=True)
        return path / FILE_NAMES[format_name]
    if not path.parent.is_dir():
        raise CantExport(f"{path.parent}: there is no such folder")
    return path


@contextmanager
def _opened(path: Path | None) -> Iterator[BinaryIO]:
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    else:
        with whole(path) as stream:
            yield stream


def _write_beside(folder: Path, library: Library, outcome: Outcome) -> None:
    """Pictures first, then what names them."""
    for image in library.images():
        if _write_picture(folder, image):
            outcome.pictures += 1
        else:
            outcome.missing.append(image.file.name or f"picture {image.pk}")
    with whole(folder / LIBRARY_FILE) as stream:
        for piece in library.chunks():
            stream.write(piece)


def _write_picture(folder: Path, image: Image) -> bool:
    path = picture_path(image)
    if not path:
        return False
    target = folder / path
    target.parent.mkdir(exist_ok=True)
    try:
        copy_whole(Path(image.file.path), target)
    except OSError:
        return False
    return True
