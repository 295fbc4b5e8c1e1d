"""Outlines: pure functions from numbers to points."""

import math
import re
from collections.abc import Sequence

Point = tuple[float, float]
Points = Sequence[Point]


Point = tuple[float, float]


Points = Sequence[Point]


def smooth(points: Points, closed: bool = False, steps: int = 10) -> list[Point]:
    """Points of a Catmull-Rom curve through ``points``."""
    n = len(points)
    result: list[Point] = []
    for i in range(n if closed else n - 1):
        near = [i - 1, i, i + 1, i + 2]
        p = [points[k % n] if closed else points[min(max(k, 0), n - 1)] for k in near]
        for s in range(steps):
            t = s / steps
            result.append(tuple(_spline(t, *(q[axis] for q in p)) for axis in (0, 1)))  # type: ignore[arg-type]
    if not closed:
        result.append(tuple(points[-1]))
    return result


def _spline(t: float, a: float, b: float, c: float, d: float) -> float:
    bend = (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3
    return 0.5 * (2 * b + (c - a) * t + bend)


def oval(cx: float, cy: float, rx: float, ry: float | None = None) -> list[Point]:
    """Points of an ellipse."""
    return sector(cx, cy, rx, ry, 0, 360)[:-1]


def polygon(cx: float, cy: float, r: float, sides: int, turn: float = 0) -> list[Point]:
    """Corners of a regular polygon; the first one lies ``turn`` degrees from the right."""
    angles = [math.radians(turn + 360 * k / sides) for k in range(sides)]
    return [(cx + r * math.cos(a), cy + r * math.sin(a)) for a in angles]


def sector(cx: float, cy: float, rx: float, ry: float | None, start: float, end: float) -> list[Point]:
    """Points along an elliptic arc; degrees, 0 to the right, 90 downwards."""
    ry = rx if ry is None else ry
    steps = max(8, int(abs(end - start) / 4))
    turns = [math.radians(start + (end - start) * k / steps) for k in range(steps + 1)]
    return [(cx + rx * math.cos(t), cy + ry * math.sin(t)) for t in turns]


def box(x: float, y: float, w: float, h: float, r: float = 0) -> list[Point]:
    """Points of a rectangle, its corners rounded by ``r``."""
    if not r:
        return [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]
    corners = [(x + w - r, y + r, -90), (x + w - r, y + h - r, 0)]
    corners += [(x + r, y + h - r, 90), (x + r, y + r, 180)]
    return [p for cx, cy, a in corners for p in sector(cx, cy, r, r, a, a + 90)]


def path(d: str) -> list[Point]:
    """Points of a path in the absolute SVG letters M, L, C and Q (one outline, no holes)."""
    result: list[Point] = []
    for letter, rest in re.findall(r"([MLCQ])([^MLCQZ]*)", d):
        numbers = [float(x) for x in re.findall(r"-?[\d.]+", rest)]
        pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
        size = {"M": 1, "L": 1, "Q": 2, "C": 3}[letter]
        for k in range(0, len(pairs), size):
            result += pairs[k : k + 1] if size == 1 else _bezier([result[-1], *pairs[k : k + size]])
    return result


def _bezier(points: Points) -> list[Point]:
    n = len(points) - 1
    curve = []
    for step in range(1, 17):
        t = step / 16
        weights = [math.comb(n, k) * (1 - t) ** (n - k) * t**k for k in range(n + 1)]
        curve.append(tuple(sum(w * p[axis] for w, p in zip(weights, points, strict=True)) for axis in (0, 1)))
    return curve  # type: ignore[return-value]
