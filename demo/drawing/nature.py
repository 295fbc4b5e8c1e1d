"""Sky, land, water and plants."""

import math

from drawing.canvas import Canvas, Fill, blend
from drawing.shapes import Points, oval, smooth


def sun(c: Canvas, x: float, y: float, r: float, fill: Fill, halo: str | None = None) -> None:
    """A disc with a soft halo and two faint rings of light."""
    if halo:
        c.glow(x, y, r * 5, halo, 0.75)
        c.oval(x, y, r * 2.1, halo, alpha=0.13)
        c.oval(x, y, r * 1.5, halo, alpha=0.2)
    c.oval(x, y, r, fill)


def moon(c: Canvas, x: float, y: float, r: float, fill: str, shade: str) -> None:
    """A disc with a crescent of shade and a halo."""
    c.glow(x, y, r * 4.5, fill, 0.35)
    c.oval(x, y, r, fill)
    with c.within(oval(x, y, r)):
        c.oval(x + r * 0.55, y - r * 0.25, r * 1.02, shade)


def stars(c: Canvas, count: int, bottom: float, fill: str = "#fff4d6") -> None:
    """Stars of uneven size and brightness above ``bottom``, fewer near it."""
    for _ in range(count):
        x, y = c.random.uniform(0, c.width), bottom * c.random.random() ** 1.4
        r = c.random.choice((1.1, 1.3, 1.6, 2.1, 3.0))
        c.oval(x, y, r, fill, alpha=c.random.uniform(0.45, 1))


def rays(c: Canvas, x: float, y: float, count: int, fill: str, alpha: float = 0.1) -> None:
    """Sunbeams over the whole sky from one point, like the printed posters have them."""
    for k in range(count):
        a, half = math.tau * k / count, math.pi / count / 1.9
        far = [(x + 2200 * math.cos(a + s), y + 2200 * math.sin(a + s)) for s in (-half, half)]
        c.poly([(x, y), *far], fill, alpha)


def ridge(c: Canvas, y: float, rise: float, bumps: int, fill: Fill) -> list[tuple[float, float]]:
    """A rolling hill line around ``y`` filled down to the lower edge; its upper line is returned."""
    step = (c.width + 200) / bumps
    knots = [(-100 + k * step, y + (-1) ** k * rise * c.random.uniform(0.3, 1)) for k in range(bumps + 1)]
    line = smooth(knots)
    c.poly([*line, (c.width + 100, c.height + 20), (-100, c.height + 20)], fill)
    return line


def peak(c: Canvas, x: float, y: float, w: float, h: float, lit: str, dark: str, snow: str) -> None:
    """One angular mountain, base centre (x, y), lit from the left; ``snow`` on its upper third."""
    top, side = (x, y - h), c.random.uniform(-0.06, 0.06) * w
    foot = (x + side, y)
    c.poly([(x - w / 2, y), top, foot], lit)
    c.poly([top, (x + w / 2, y), foot], dark)
    low, zig = 0.34, w * 0.028
    left, right = (x - w / 2 * low, y - h + h * low), (x + w / 2 * low, y - h + h * low)
    mid = (x + side * low, y - h + h * low)
    teeth = [(left[0] + 2.2 * zig, left[1] - 1.6 * zig), (left[0] + 3.4 * zig, left[1] + 2 * zig)]
    c.poly([top, left, *teeth, (mid[0] - zig, mid[1] - zig), mid], snow)
    teeth = [(mid[0] + 1.4 * zig, mid[1] - 2 * zig), (mid[0] + 3 * zig, mid[1] + 1.6 * zig)]
    c.poly([top, mid, *teeth, (right[0] - zig, right[1] - 2 * zig), right], blend(snow, dark, 0.45))


def cloud(c: Canvas, x: float, y: float, w: float, fill: Fill, alpha: float = 1) -> None:
    """A flat-bottomed cloud of stacked bars with round ends, centre of its base at (x, y)."""
    h = w * 0.1
    bars = ((0, 1, 0), (-0.06, 0.72, 1), (0.06, 0.42, 2), (-0.14, 0.2, 2.6))
    for k, (shift, share, level) in enumerate(bars):
        if k < 3 or w > 200:
            bar = w * share * c.random.uniform(0.9, 1.1)
            c.rect(x + shift * w - bar / 2, y - h * (level * 0.8 + 1), bar, h, fill, alpha, r=h / 2)


def water(c: Canvas, y: float, top: str, bottom: str, glint: str, count: int = 60) -> None:
    """A sheet of water from ``y`` down with horizontal light strokes growing towards us."""
    from_top = c.height - y
    c.back_from(y, top, bottom)
    for _ in range(count):
        share = c.random.random()
        ripple(c, c.random.uniform(-50, c.width), y + 8 + share * from_top, 40 + 150 * share, glint)


def ripple(c: Canvas, x: float, y: float, w: float, fill: str, alpha: float = 0.5) -> None:
    """One lens-shaped stroke of light on water."""
    h = max(1.2, w * 0.016)
    c.poly([(x, y), (x + w * 0.5, y - h), (x + w, y), (x + w * 0.5, y + h)], fill, alpha)


def glitter(c: Canvas, x: float, top: float, bottom: float, fill: str, spread: float = 1) -> None:
    """The broken column of light that a low sun throws on water."""
    y = top
    while y < bottom:
        share = (y - top) / (bottom - top)
        w = (40 + 190 * share) * spread * c.random.uniform(0.35, 1)
        ripple(c, x - w / 2 + c.random.uniform(-30, 30) * spread, y, w, fill, 0.85)
        y += 7 + 9 * share


def birds(c: Canvas, x: float, y: float, count: int, fill: str, size: float = 14) -> None:
    """A loose flock around (x, y)."""
    for _ in range(count):
        bx, by = x + c.random.gauss(0, size * 6), y + c.random.gauss(0, size * 2.4)
        s = size * c.random.uniform(0.6, 1.1)
        c.curve([(bx - s, by - s * 0.45), (bx - s * 0.4, by - s * 0.5), (bx, by)], 1, fill, end=3)
        c.curve([(bx + s, by - s * 0.45), (bx + s * 0.4, by - s * 0.5), (bx, by)], 1, fill, end=3)


def palm(c: Canvas, x: float, y: float, h: float, trunk: str, leaf: str, lean: float = 0.08) -> None:
    """A date palm with a ringed trunk; foot at (x, y)."""
    top = (x + h * lean, y - h)
    c.curve([(x, y), (x + h * lean * 0.3, y - h * 0.5), top], h * 0.07, trunk, end=h * 0.04)
    for k in range(11):
        a = math.radians(-200 + 22 * k + c.random.uniform(-6, 6))
        far = h * c.random.uniform(0.36, 0.46)
        dx, dy = math.cos(a) * far, math.sin(a) * far * 0.75
        tip = (top[0] + dx, top[1] + dy + far * 0.42)
        mid = (top[0] + dx * 0.55, top[1] + dy * 0.9 - far * 0.06)
        back = (top[0] + dx * 0.5, top[1] + dy * 0.55 + far * 0.14)
        c.poly(smooth([top, mid, tip]) + smooth([tip, back, top]), leaf if k % 3 else blend(leaf, "#000000", 0.18))
    c.oval(top[0], top[1], h * 0.035, trunk)


def cedar(c: Canvas, x: float, y: float, h: float, leaf: str, lit: str, trunk: str) -> None:
    """A cedar: flat tiers of foliage around a short trunk, lit from the left."""
    c.poly([(x - h * 0.035, y), (x + h * 0.035, y), (x + h * 0.012, y - h * 0.9), (x - h * 0.012, y - h * 0.9)], trunk)
    for k in range(6):
        level, w = y - h * (0.26 + 0.135 * k), h * (0.56, 0.52, 0.44, 0.38, 0.28, 0.2)[k] * c.random.uniform(0.94, 1.06)
        shift = c.random.uniform(-0.07, 0.07) * h
        tier(c, x + shift, level, w, h * 0.1, leaf)
        tier(c, x + shift - w * 0.32, level - h * 0.018, w * 0.52, h * 0.055, lit)


def tier(c: Canvas, x: float, y: float, w: float, h: float, fill: Fill) -> None:
    """One spreading shelf of a cedar, flat below and bushy above."""
    c.blob(
        [
            (x - w, y),
            (x - w * 0.55, y - h * 0.55),
            (x, y - h),
            (x + w * 0.55, y - h * 0.55),
            (x + w, y),
            (x + w * 0.4, y + h * 0.2),
            (x - w * 0.4, y + h * 0.2),
        ],
        fill,
    )


def cypress(c: Canvas, x: float, y: float, h: float, dark: str, lit: str) -> None:
    """A cypress lit from the left; foot at (x, y)."""
    w = h * 0.13
    c.blob(
        [
            (x, y - h),
            (x + w * 0.7, y - h * 0.6),
            (x + w, y - h * 0.25),
            (x + w * 0.3, y),
            (x - w * 0.3, y),
            (x - w, y - h * 0.25),
            (x - w * 0.7, y - h * 0.6),
        ],
        dark,
    )
    c.blob(
        [
            (x, y - h * 0.96),
            (x - w * 0.05, y - h * 0.5),
            (x - w * 0.35, y - h * 0.05),
            (x - w * 0.85, y - h * 0.25),
            (x - w * 0.6, y - h * 0.6),
        ],
        lit,
    )


def tree(c: Canvas, x: float, y: float, h: float, dark: str, lit: str, trunk: str) -> None:
    """A round-headed tree of a few clumps, lit from the upper left."""
    c.curve([(x, y), (x + h * 0.02, y - h * 0.3), (x, y - h * 0.55)], h * 0.09, trunk, end=h * 0.05)
    c.curve([(x, y - h * 0.3), (x + h * 0.14, y - h * 0.52)], h * 0.045, trunk, end=h * 0.02)
    clumps = ((0.2, 0.6, 0.22), (-0.2, 0.6, 0.2), (0, 0.74, 0.25), (0.13, 0.82, 0.16))
    for dx, dy, r in clumps:
        c.oval(x + dx * h, y - dy * h, r * h, dark, ry=r * h * 0.85)
    for dx, dy, r in clumps[:3]:
        c.oval(x + (dx - 0.05) * h, y - (dy + 0.05) * h, r * h * 0.66, lit, ry=r * h * 0.52)


def wheat(c: Canvas, x: float, y: float, h: float, stem: str, grain: str, lean: float = 0.1) -> None:
    """One ear of wheat on its stem, foot at (x, y), bowing to the side of ``lean``."""
    top = (x + h * lean, y - h)
    c.curve([(x, y), (x + h * lean * 0.25, y - h * 0.55), top], h * 0.013, stem)
    angle = math.degrees(math.atan2(top[1] - (y - h * 0.55), top[0] - (x + h * lean * 0.25))) + 90
    with c.at(top[0], top[1], h / 400, angle):
        for k in range(7):
            for side in (-1, 1):
                c.line([(0, -k * 19), (side * 42, -k * 19 - 110)], 2.4, blend(grain, stem, 0.3), end=0.8)
                seed = [(0, -k * 19 + 12), (side * 21, -k * 19 - 6), (side * 17, -k * 19 - 36), (side * 2, -k * 19 - 20)]
                c.blob(seed, grain if side < 0 else blend(grain, stem, 0.35))
        c.blob([(0, -128), (9, -150), (0, -180), (-9, -150)], grain)


def rain(c: Canvas, count: int, fill: str, slant: float = -0.28, alpha: float = 0.35) -> None:
    """Slanting strokes over the whole picture."""
    for _ in range(count):
        x, y = c.random.uniform(-40, c.width + 100), c.random.uniform(-40, c.height)
        length = c.random.uniform(24, 70)
        w = c.random.uniform(1, 2)
        end = (x + length * slant, y + length)
        c.poly([(x, y), (x + w, y), end], fill, alpha)


def leafy(c: Canvas, stem: Points, size: float, leaf: Fill, lit: Fill, wood: str, every: int = 5) -> None:
    """A branch with pairs of narrow leaves, as of an olive tree."""
    line = smooth(stem)
    c.line(line, size * 0.16, wood, end=size * 0.05)
    for k in range(every, len(line), every):
        (x0, y0), (x1, y1) = line[k - 1], line[k]
        along = math.degrees(math.atan2(y1 - y0, x1 - x0))
        for side in (-1, 1):
            with c.at(x1, y1, size / 100, along + side * c.random.uniform(30, 55)):
                long = c.random.uniform(85, 115)
                c.blob([(0, 0), (long * 0.45, -15), (long, 0), (long * 0.45, 15)], leaf)
                c.poly(smooth([(0, 0), (long * 0.45, -15), (long, 0)]), lit)
