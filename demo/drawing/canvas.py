"""A small vector canvas: flat shapes, gradients, clipping and transforms on a Pillow image."""

import io
import itertools
import math
import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter

from drawing.shapes import Point, Points, box, oval, smooth

SCALE = 2  # drawn twice as large, then reduced: that is the anti-aliasing
# (grain, JPEG quality), the best first: a busy picture gives up grain before it shows blocks
FINISHES = ((0.026, 80), (0.02, 77), (0.014, 74), (0.008, 71), (0.006, 68), (0, 65), (0, 62), (0, 58), (0, 54))


class Fade(NamedTuple):
    """A linear gradient over a shape's bounding box, downwards or (``across``) left to right."""

    start: str
    end: str
    across: bool = False


Fill = str | Fade


def blend(a: str, b: str, share: float) -> str:
    """The colour ``share`` (0..1) of the way from ``a`` to ``b``, both ``#rrggbb``."""
    pairs = zip(ImageColor.getrgb(a), ImageColor.getrgb(b), strict=True)
    return "#" + "".join(f"{round(x + (y - x) * share):02x}" for x, y in pairs)


class Canvas:
    """One picture in the making. Units are the finished picture's pixels; y grows downwards."""

    def __init__(self, key: str, width: int = 1600, height: int = 900) -> None:
        self.width, self.height = width, height
        self.random = random.Random(key)  # seeded by the key: the same bytes on every run
        self.image = Image.new("RGB", (width * SCALE, height * SCALE), "#888888")
        self._matrix = (float(SCALE), 0.0, 0.0, 0.0, float(SCALE), 0.0)

    # -- where --------------------------------------------------------------------------------

    @contextmanager
    def at(self, x: float, y: float, scale: float = 1, turn: float = 0, flip: bool = False) -> Iterator[None]:
        """Draw in a moved system: origin at (x, y), scaled, turned by degrees, mirrored."""
        a, b, c, d, e, f = before = self._matrix
        cos, sin = math.cos(math.radians(turn)) * scale, math.sin(math.radians(turn)) * scale
        m = -1 if flip else 1
        self._matrix = (
            a * cos * m + b * sin * m, b * cos - a * sin, a * x + b * y + c,
            d * cos * m + e * sin * m, e * cos - d * sin, d * x + e * y + f,
        )  # fmt: skip
        yield
        self._matrix = before

    @contextmanager
    def within(self, points: Points) -> Iterator[None]:
        """Draw only inside ``points``."""
        before, mask = self.image.copy(), Image.new("L", self.image.size, 0)
        ImageDraw.Draw(mask).polygon(self._placed(points), fill=255)
        yield
        before.paste(self.image, (0, 0), mask)
        self.image = before

    def _placed(self, points: Points) -> list[Point]:
        a, b, c, d, e, f = self._matrix
        return [(a * x + b * y + c, d * x + e * y + f) for x, y in points]

    def _zoom(self) -> float:
        return math.hypot(self._matrix[0], self._matrix[3])

    # -- shapes -------------------------------------------------------------------------------

    def poly(self, points: Points, fill: Fill, alpha: float = 1, blur: float = 0) -> None:
        """Fill a closed outline; ``alpha`` 0..1; ``blur`` is a radius in pixels."""
        placed = self._placed(points)
        if isinstance(fill, str) and alpha == 1 and not blur:
            ImageDraw.Draw(self.image).polygon(placed, fill=fill)
            return
        xs, ys = [p[0] for p in placed], [p[1] for p in placed]
        radius = blur * self._zoom()
        pad = radius * 2.5 + 2
        left, top = max(0, int(min(xs) - pad)), max(0, int(min(ys) - pad))
        right = min(self.image.width, int(max(xs) + pad))
        bottom = min(self.image.height, int(max(ys) + pad))
        if right <= left or bottom <= top:
            return
        mask = Image.new("L", (right - left, bottom - top), 0)
        ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in placed], fill=round(255 * alpha))
        if blur:
            mask = mask.filter(ImageFilter.GaussianBlur(radius))
        self.image.paste(_painted(fill, mask.size), (left, top), mask)

    def rect(self, x: float, y: float, w: float, h: float, fill: Fill, alpha: float = 1, r: float = 0) -> None:
        self.poly(box(x, y, w, h, r), fill, alpha)

    def oval(
        self,
        cx: float,
        cy: float,
        rx: float,
        fill: Fill,
        ry: float | None = None,
        alpha: float = 1,
        blur: float = 0,
    ) -> None:
        self.poly(oval(cx, cy, rx, ry), fill, alpha, blur)

    def blob(self, points: Points, fill: Fill, alpha: float = 1, blur: float = 0) -> None:
        """Fill the smooth closed curve through ``points``."""
        self.poly(smooth(points, closed=True), fill, alpha, blur)

    def line(self, points: Points, width: float, fill: str, alpha: float = 1, end: float | None = None) -> None:
        """A stroke with round joints; it tapers to the width ``end`` when that is given."""
        end = width if end is None else end
        last = len(points) - 1
        mask = None if alpha == 1 else Image.new("L", self.image.size, 0)
        draw = ImageDraw.Draw(self.image if mask is None else mask)
        ink = fill if mask is None else 255
        placed, zoom = self._placed(points), self._zoom()
        radii = [(width + (end - width) * k / last) * zoom / 2 for k in range(last + 1)]
        for k, (x, y) in enumerate(placed):
            r = radii[k]
            if r > 0.8:
                draw.ellipse((x - r, y - r, x + r, y + r), fill=ink)
            if k < last:
                draw.polygon(_segment((x, y), placed[k + 1], r, radii[k + 1]), fill=ink)
        if mask is not None:
            self.image.paste(fill, (0, 0), mask.point(lambda v: round(v * alpha)))

    def outline(self, points: Points, width: float, fill: str, alpha: float = 1) -> None:
        """A stroke around a closed outline."""
        self.line([*points, points[0]], width, fill, alpha)

    def curve(self, points: Points, width: float, fill: str, alpha: float = 1, end: float | None = None) -> None:
        """A stroke along the smooth curve through ``points``."""
        self.line(smooth(points), width, fill, alpha, end)

    def glow(self, cx: float, cy: float, r: float, fill: str, alpha: float = 1) -> None:
        """Light that fades from the centre outwards."""
        ((x, y),) = self._placed([(cx, cy)])
        size = max(2, round(2 * r * self._zoom()))
        mask = Image.radial_gradient("L").resize((size, size), Image.Resampling.BICUBIC)
        # radial_gradient reaches 255 beyond the inscribed circle: cut there, square for softness
        light = [round(alpha * 255 * max(0.0, 1 - v / 180) ** 2) for v in range(256)]
        self.image.paste(fill, (round(x - size / 2), round(y - size / 2)), mask.point(light))

    # -- whole-picture effects ------------------------------------------------------------------

    def back(self, *colours: str) -> None:
        """Fill the picture with a vertical gradient through ``colours``, evenly spaced."""
        if len(colours) == 1:
            colours *= 2
        step = self.height / (len(colours) - 1)
        for k, (a, b) in enumerate(itertools.pairwise(colours)):
            self.rect(0, k * step - 1, self.width, step + 2, Fade(a, b))

    def back_from(self, y: float, top: str, bottom: str) -> None:
        """Fill everything below ``y`` with a gradient."""
        self.rect(0, y, self.width, self.height - y + 2, Fade(top, bottom))

    def reflect(self, y: float, depth: float, tint: str, alpha: float = 0.45) -> None:
        """Mirror what stands above the waterline ``y`` into ``depth`` pixels below, rippled."""
        top, rows = round(y * SCALE), round(depth * SCALE)
        mirror = self.image.crop((0, max(0, top - rows), self.image.width, top))
        mirror = mirror.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        mirror = Image.blend(mirror, Image.new("RGB", mirror.size, tint), alpha)
        band = 3 * SCALE
        for row in range(0, mirror.height, band):
            sway = (1 + row / 90) * math.sin(row / 11) * SCALE * 0.9
            strip = mirror.crop((0, row, mirror.width, row + band))
            self.image.paste(ImageChops.offset(strip, round(sway), 0), (0, top + row))

    def jpeg(self) -> bytes:
        """The finished picture: reduced, with paper grain, as a progressive JPEG."""
        small = self.image.resize((self.width, self.height), Image.Resampling.LANCZOS)
        most = 8_000 + 0.045 * self.width * self.height  # bytes: about 73 kB for 1600 x 900
        noise = self.random.randbytes((self.width // 3) * (self.height // 3))
        for grain, quality in FINISHES:
            out = io.BytesIO()
            finished = self._grained(small, noise, grain)
            finished.save(out, "JPEG", quality=quality, progressive=True, optimize=True)
            if out.tell() <= most:
                break
        return out.getvalue()

    def _grained(self, image: Image.Image, noise: bytes, grain: float) -> Image.Image:
        """Uneven ink: coarse noise of a few levels, so that flat areas do not look plastic."""
        speckle = Image.frombytes("L", (self.width // 3, self.height // 3), noise)
        speckle = speckle.resize(image.size, Image.Resampling.BICUBIC)
        level = speckle.point([128 + round((v - 128) * grain) for v in range(256)])
        return ImageChops.add(image, Image.merge("RGB", (level,) * 3), 1, -128)


def _segment(a: Point, b: Point, ra: float, rb: float) -> list[Point]:
    """The four corners of a straight stroke from ``a`` (half width ``ra``) to ``b`` (``rb``)."""
    length = math.hypot(b[0] - a[0], b[1] - a[1]) or 1
    nx, ny = (b[1] - a[1]) / length, (a[0] - b[0]) / length
    return [
        (a[0] + nx * ra, a[1] + ny * ra), (b[0] + nx * rb, b[1] + ny * rb),
        (b[0] - nx * rb, b[1] - ny * rb), (a[0] - nx * ra, a[1] - ny * ra),
    ]  # fmt: skip


def _painted(fill: Fill, size: tuple[int, int]) -> Image.Image:
    if isinstance(fill, str):
        return Image.new("RGB", size, fill)
    ramp = Image.linear_gradient("L")
    if fill.across:
        ramp = ramp.transpose(Image.Transpose.ROTATE_90)
    ends = [Image.new("RGB", size, colour) for colour in (fill.end, fill.start)]
    return Image.composite(ends[0], ends[1], ramp.resize(size, Image.Resampling.BICUBIC))
