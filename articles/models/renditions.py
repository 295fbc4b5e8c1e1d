"""Renditions: the sizes and crops in which pictures are shown. Pure tables and names; `articles.renditions` makes the files.

A rendition's name tells all that it is made of (the file, the recipes, the
focal point), so that pages need no query for it and browsers may keep it for ever.
"""

import hashlib
from dataclasses import dataclass

# Part of every name: raise it when files of the same recipe would look different.
EDITION = 1
FOLDER = "renditions"


@dataclass(frozen=True)
class Shape:
    """``ratio`` None: the whole picture; else a crop of this ratio around the focal point. Widths in pixels."""

    ratio: tuple[int, int] | None
    widths: tuple[int, ...]


SHAPES: dict[str, Shape] = {
    "whole": Shape(None, (320, 480, 640, 960, 1280)),
    "wide": Shape((16, 9), (320, 480, 640, 960, 1280)),
    "thumb": Shape((4, 3), (240, 360)),
    "square": Shape((1, 1), (96, 192, 288)),
}


@dataclass(frozen=True)
class Kind:
    """How a rendition is written: ``options`` are Pillow's for the format of this name."""

    extension: str
    mime_type: str
    options: dict[str, int | bool | str]


# AVIF at speed 8: half of JPEG's bytes at a third of the time of the default speed; WebP would add files and save little.
KINDS: dict[str, Kind] = {
    "JPEG": Kind("jpg", "image/jpeg", {"quality": 80, "optimize": True, "progressive": True}),
    "AVIF": Kind("avif", "image/avif", {"quality": 55, "speed": 8, "max_threads": 1}),
}
# Stands in the place of a signature where Pillow can't write the kind: nothing is missing, nothing is offered.
NEVER = "-"


def _digest(*parts: object, size: int) -> str:
    return hashlib.blake2s(repr(parts).encode(), digest_size=size).hexdigest()


RECIPES = _digest(EDITION, SHAPES, KINDS, size=8)


def signature(file_name: str, focal_point: str) -> str:
    """What a set of renditions is made of, in sixteen letters: two sets of one signature are alike, byte for byte."""
    return _digest(RECIPES, file_name, focal_point, size=8)


def folder(file_name: str) -> str:
    """Where all renditions of a file stand, below one folder for each signature."""
    name = _digest(file_name, size=10)
    return f"{FOLDER}/{name[:2]}/{name[2:]}"


def path(file_name: str, signed: str, shape: str, width: int, kind: str) -> str:
    """The name of one rendition in the storage."""
    return f"{folder(file_name)}/{signed}/{shape}-{width}.{KINDS[kind].extension}"


def sizes(width: int, height: int, shape: str) -> list[tuple[int, int]]:
    """(width, height) of each rendition of a picture of this size, smallest first: never larger than the picture gives."""
    ratio = SHAPES[shape].ratio
    across, down = ratio or (width, height)
    most = min(width, height * across // down) if ratio else width
    widths = [wanted for wanted in SHAPES[shape].widths if wanted <= most] or [max(1, most)]
    return [(wanted, max(1, round(wanted * down / across))) for wanted in widths]
