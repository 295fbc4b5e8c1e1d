"""The folder of media: its files in one order, and how a new folder's worth takes the place of what is there."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from articles.exporting.files import is_draft

# Folders of ours inside the media folder, while a restore runs.
_OWN = (".restore-", ".replaced-")


def is_own(name: str) -> bool:
    return is_draft(name) or name.startswith(_OWN)


def files(root: Path, folder: str = "") -> Iterator[tuple[str, os.stat_result]]:
    """(path below the root, its state) of every plain file, in the order of paths' parts. Links are passed by."""
    try:
        entries = sorted(os.scandir(root / folder), key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    for entry in entries:
        path = f"{folder}/{entry.name}" if folder else entry.name
        if is_own(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from files(root, path)
        elif entry.is_file(follow_symlinks=False):
            yield path, entry.stat(follow_symlinks=False)


def is_empty(root: Path) -> bool:
    return next(files(root), None) is None


@dataclass
class Exchange:
    """New files gather in a folder beside the old ones, then take their place by renaming; all of it can be taken back."""

    root: Path
    token: str
    _moved: list[tuple[Path, Path]] = field(default_factory=list)

    @property
    def new(self) -> Path:
        return self.root / f".restore-{self.token}"

    @property
    def old(self) -> Path:
        return self.root / f".replaced-{self.token}"

    def begin(self) -> None:
        self.root.mkdir(parents=True, exist_ok=True)
        self.new.mkdir()

    def put(self, path: str, chunks: Iterator[bytes]) -> None:
        """A file of the new folder. OSError if it is there already."""
        target = self.new / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as stream:
            for chunk in chunks:
                stream.write(chunk)

    def switch(self) -> None:
        """The old files go aside, the new ones stand in their place."""
        self.old.mkdir()
        for name in sorted(os.listdir(self.root)):
            if not is_own(name):
                self._move(self.root / name, self.old / name)
        for name in sorted(os.listdir(self.new)):
            self._move(self.new / name, self.root / name)

    def take_back(self) -> None:
        """Everything as it was before `begin`."""
        for source, target in reversed(self._moved):
            target.rename(source)
        self._moved.clear()
        self.clear()

    def clear(self) -> None:
        """What is no longer needed goes."""
        for folder in (self.new, self.old):
            shutil.rmtree(folder, ignore_errors=True)

    def _move(self, source: Path, target: Path) -> None:
        source.rename(target)
        self._moved.append((source, target))
