"""The nameplate as pixels: the path that the pages draw, flattened and filled."""

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from django.template.loader import render_to_string
from PIL import Image, ImageChops, ImageDraw

TEMPLATE = "_nameplate.html"
# Drawn so much larger, then reduced: smooth edges.
OVERSAMPLING = 4
# Pieces that a curve is cut into; enough at any size in which a nameplate stands.
CURVE_STEPS = 12

_VIEW_BOX = re.compile(r'viewBox="([^"]+)"')
_PATH = re.compile(r'\sd="([^"]+)"')
_TOKEN = re.compile(r"[MmLlHhVvQqTtCcZz]|[-+]?(?:\d*\.\d+|\d+)(?:[eE][-+]?\d+)?")
# Numbers that one step of each command takes.
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "Q": 4, "T": 2, "C": 6}

Point = tuple[float, float]


class NoNameplate(ValueError):
    """The template holds no drawing that can be read."""


@dataclass(frozen=True)
class Drawing:
    """Closed outlines in the coordinates of the box (x, y, width, height)."""

    box: tuple[float, float, float, float]
    outlines: tuple[tuple[Point, ...], ...]


def mask(height: int) -> Image.Image:
    """The nameplate as an «L» mask of this height in pixels, 255 where there is ink."""
    drawing = _drawing()
    left, top, width, tall = drawing.box
    scale = height * OVERSAMPLING / tall
    size = (round(width * scale), height * OVERSAMPLING)
    ink = Image.new("1", size)
    for outline in drawing.outlines:
        # Counters are outlines inside outlines: what is covered twice is empty.
        layer = Image.new("1", size)
        ImageDraw.Draw(layer).polygon([((x - left) * scale, (y - top) * scale) for x, y in outline], fill=1)
        ink = ImageChops.logical_xor(ink, layer)
    small = (max(1, size[0] // OVERSAMPLING), height)
    return ink.convert("L").resize(small, Image.Resampling.LANCZOS)


@cache
def fingerprint() -> str:
    """Changes with the drawing."""
    return hashlib.sha256(repr(_drawing()).encode()).hexdigest()[:16]


@cache
def _drawing() -> Drawing:
    return read_drawing(render_to_string(TEMPLATE))


def read_drawing(svg: str) -> Drawing:
    """The first path of an SVG and the first view box. NoNameplate where one is missing or can't be read."""
    box, path = _VIEW_BOX.search(svg), _PATH.search(svg)
    if box is None or path is None:
        raise NoNameplate(f"{TEMPLATE} holds no path with a viewBox")
    try:
        left, top, width, height = (float(part) for part in box[1].split())
        outlines = _Pen().follow(path[1])
    except (ValueError, IndexError) as error:
        raise NoNameplate(f"{TEMPLATE}: {error}") from error
    return Drawing((left, top, width, height), outlines)


class _Pen:
    """Follows a path's commands, absolute and relative; curves become short lines."""

    def __init__(self) -> None:
        self.at: Point = (0.0, 0.0)
        # The mirror image of the last curve's handle, where a smooth curve goes on.
        self.handle: Point | None = None
        self.outlines: list[list[Point]] = []

    def follow(self, path: str) -> tuple[tuple[Point, ...], ...]:
        tokens = _TOKEN.findall(path)
        place, command = 0, ""
        while place < len(tokens):
            if tokens[place].isalpha():
                command = tokens[place]
                place += 1
            if command in "Zz":
                self._close()
                continue
            count = _TAKES[command.upper()]
            numbers = [float(token) for token in tokens[place : place + count]]
            if len(numbers) < count:
                raise ValueError(f"the path ends within {command}")
            place += count
            self._step(command, numbers)
            # Further pairs after a move are lines.
            command = {"M": "L", "m": "l"}.get(command, command)
        return tuple(tuple(outline) for outline in self.outlines if len(outline) > 2)

    def _step(self, command: str, numbers: list[float]) -> None:
        kind, relative = command.upper(), command.islower()
        base = self.at if relative else (0.0, 0.0)
        if kind == "H":
            points = [(base[0] + numbers[0], self.at[1])]
        elif kind == "V":
            points = [(self.at[0], base[1] + numbers[0])]
        else:
            pairs = zip(numbers[::2], numbers[1::2], strict=True)
            points = [(base[0] + x, base[1] + y) for x, y in pairs]
        if kind == "M":
            self.outlines.append([])
        elif kind == "T":
            points.insert(0, self.handle or self.at)
        self._draw(points)
        last = points[-2] if kind in "QT" else None
        self.handle = (2 * points[-1][0] - last[0], 2 * points[-1][1] - last[1]) if last else None
        self.at = points[-1]

    def _draw(self, points: list[Point]) -> None:
        """A line to one point, or a Bézier curve by several."""
        control = [self.at, *points]
        steps = CURVE_STEPS if len(points) > 1 else 1
        self.outlines[-1] += [_on_curve(control, step / steps) for step in range(1, steps + 1)]

    def _close(self) -> None:
        self.at, self.handle = self.outlines[-1][0], None


def _on_curve(control: list[Point], part: float) -> Point:
    """The point at 0 < part <= 1 of a Bézier curve of any degree (de Casteljau)."""
    while len(control) > 1:
        control = [(a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part) for a, b in pairwise(control)]
    return control[0]
