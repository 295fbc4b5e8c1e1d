"""Walls, arches, domes and what stands in streets."""

from drawing.canvas import Canvas, Fade, Fill, blend
from drawing.shapes import Point, box, path, sector


def arch(x: float, y: float, w: float, h: float, pointed: bool = False) -> list[Point]:
    """Outline of an arched opening: base centre (x, y), width, height to the crown."""
    r = w / 2
    if pointed:
        a, b, top = x - r, x + r, y - h
        spring = top + w * 0.62
        return path(
            f"M{a} {y}L{a} {spring}C{a} {spring - w * 0.34} {x - r * 0.45} {top + w * 0.12} {x} {top}"
            f"C{x + r * 0.45} {top + w * 0.12} {b} {spring - w * 0.34} {b} {spring}L{b} {y}"
        )
    rise = min(r, h)
    return [(x - r, y), *sector(x, y - h + rise, r, rise, 180, 360), (x + r, y)]


def dome(c: Canvas, x: float, y: float, w: float, fill: Fill, shade: str, tip: bool = True) -> None:
    """A pointed dome on its base line, in shade on the right."""
    r, h = w / 2, w * 0.66
    outline = path(
        f"M{x - r} {y}C{x - r * 1.22} {y - h * 0.5} {x - r * 0.5} {y - h * 0.82} {x} {y - h}"
        f"C{x + r * 0.5} {y - h * 0.82} {x + r * 1.22} {y - h * 0.5} {x + r} {y}"
    )
    c.poly(outline, fill)
    c.poly(
        path(
            f"M{x + r * 0.2} {y}C{x + r * 0.55} {y - h * 0.45} {x + r * 0.3} {y - h * 0.8} {x} {y - h}"
            f"C{x + r * 0.5} {y - h * 0.82} {x + r * 1.22} {y - h * 0.5} {x + r} {y}"
        ),
        shade,
    )
    if tip:
        c.line([(x, y - h + 2), (x, y - h - w * 0.2)], w * 0.025, shade, end=1)
        c.oval(x, y - h - w * 0.07, w * 0.03, shade)


def minaret(c: Canvas, x: float, y: float, w: float, h: float, lit: str, dark: str) -> None:
    """A slender tower with a gallery and a cone; base centre (x, y)."""
    for part, (width, low, high) in enumerate(((1, 0, 0.6), (1.5, 0.6, 0.64), (0.7, 0.64, 0.84), (1, 0.84, 0.86))):
        half = w * width / 2
        c.rect(x - half, y - h * high, half * 2, h * (high - low), lit)
        c.rect(x + half * 0.15, y - h * high, half * 0.85, h * (high - low), dark)
        if part == 2:
            c.poly(arch(x, y - h * 0.68, w * 0.26, h * 0.09), blend(dark, "#000000", 0.35))
    c.poly([(x - w * 0.42, y - h * 0.86), (x, y - h), (x, y - h * 0.86)], lit)
    c.poly([(x + w * 0.42, y - h * 0.86), (x, y - h), (x, y - h * 0.86)], dark)


def house(c: Canvas, x: float, y: float, w: float, h: float, lit: str, dark: str, pane: str, depth: float = 0.28) -> None:
    """A flat-roofed block, lower left corner at (x, y): a lit front and a shaded side."""
    side = w * depth
    c.rect(x, y - h, w - side, h, Fade(lit, blend(lit, dark, 0.25)))
    c.rect(x + w - side, y - h, side, h, dark)
    c.rect(x - 2, y - h - 5, w + 4, 7, blend(lit, "#ffffff", 0.25))
    windows(c, x + w * 0.08, y - h + 18, w - side - w * 0.16, h - 26, pane)


def windows(c: Canvas, x: float, y: float, w: float, h: float, pane: str, size: float = 15, share: float = 0.72) -> None:
    """Rows of small arched windows inside a rectangle, some left out."""
    columns, rows = int(w // (size * 2.1)), int(h // (size * 2.9))
    for column in range(columns):
        for row in range(rows):
            if c.random.random() < share:
                left = x + (column + 0.5) * w / columns
                c.poly(arch(left, y + row * size * 2.9 + size * 1.6, size, size * 1.6), pane)


def skyline(
    c: Canvas, y: float, low: float, high: float, lit: str, dark: str, pane: str, left: float = -40, right: float = 1660
) -> None:
    """A row of old-city houses standing on ``y``, with a dome here and there."""
    x = left
    while x < right:
        w, h = c.random.uniform(70, 150), c.random.uniform(low, high)
        if c.random.random() < 0.22 and w > 90:
            dome(c, x + w / 2, y - h * 0.9, w * 0.8, lit, dark)
        house(c, x, y, w, h * 0.92, lit, dark, pane)
        x += w * c.random.uniform(0.85, 1.02)


def towers(c: Canvas, y: float, count: int, high: float, fill: str, pane: str, alpha: float = 1) -> None:
    """A modern skyline: plain towers of uneven height across the picture."""
    step = c.width / count
    for k in range(count):
        w, h = step * c.random.uniform(0.6, 1.05), high * c.random.uniform(0.35, 1)
        x = k * step + c.random.uniform(-10, 10)
        c.rect(x, y - h, w, h, fill, alpha)
        if c.random.random() < 0.4:
            c.rect(x + w * 0.3, y - h - 22, w * 0.4, 24, fill, alpha)
        for row in range(int(h // 26)):
            for column in range(int(w // 20)):
                if c.random.random() < 0.42:
                    c.rect(x + 8 + column * 20, y - h + 12 + row * 26, 8, 12, pane, 0.8)


def column(c: Canvas, x: float, y: float, w: float, h: float, lit: str, dark: str) -> None:
    """A fluted column, base centre (x, y)."""
    c.poly([(x - w * 0.44, y - h), (x + w * 0.44, y - h), (x + w * 0.5, y), (x - w * 0.5, y)], Fade(lit, dark, True))
    for k in range(-2, 3):
        c.line([(x + k * w * 0.17, y - h), (x + k * w * 0.19, y)], w * 0.035, dark, 0.55)
    for top, wide, tall in ((y - h - w * 0.2, 1.35, 0.22), (y - h, 1.15, 0.12), (y - w * 0.16, 1.3, 0.2)):
        c.rect(x - w * wide / 2, top, w * wide, w * tall, Fade(blend(lit, "#ffffff", 0.2), dark, True))


def lamp(c: Canvas, x: float, y: float, size: float, metal: str, light: str, cord: float = 0) -> None:
    """A hanging lantern with its glow; ``cord`` is the length of the chain above it."""
    c.line([(x, y - cord - size), (x, y - size)], 2, metal)
    c.glow(x, y, size * 3.4, light, 0.6)
    c.poly(
        [
            (x - size * 0.34, y - size * 0.5),
            (x + size * 0.34, y - size * 0.5),
            (x + size * 0.46, y + size * 0.2),
            (x, y + size * 0.8),
            (x - size * 0.46, y + size * 0.2),
        ],
        light,
    )
    c.poly([(x - size * 0.42, y - size * 0.48), (x, y - size), (x + size * 0.42, y - size * 0.48)], metal)
    for k in (-0.22, 0, 0.22):
        c.line([(x + k * size, y - size * 0.5), (x + k * size * 1.4, y + size * 0.25)], size * 0.05, metal)
    c.poly(
        [
            (x - size * 0.46, y + size * 0.14),
            (x + size * 0.46, y + size * 0.14),
            (x + size * 0.4, y + size * 0.26),
            (x - size * 0.4, y + size * 0.26),
        ],
        metal,
    )


def bunting(c: Canvas, a: Point, b: Point, sag: float, colours: tuple[str, ...], size: float = 26) -> None:
    """A string of pennants between two points."""
    count = int(abs(b[0] - a[0]) / (size * 1.35))
    spots = []
    for k in range(count + 1):
        t = k / count
        spots.append((a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t + sag * 4 * t * (1 - t)))
    c.line(spots, 2, "#3b3038")
    for k, (x, y) in enumerate(spots[:-1]):
        x1, y1 = spots[k + 1]
        c.poly([(x + 3, y), (x1 - 3, y1), ((x + x1) / 2, (y + y1) / 2 + size)], colours[k % len(colours)])


def courses(c: Canvas, x: float, y: float, w: float, h: float, tall: float, fill: str, alpha: float = 0.3) -> None:
    """The joints of stone courses over a wall."""
    row = 0
    while row * tall < h:
        top = y + row * tall
        c.rect(x, top, w, 1.6, fill, alpha)
        left = x + (row % 2) * tall
        while left < x + w:
            c.rect(left, top, 1.6, min(tall, y + h - top), fill, alpha)
            left += tall * c.random.uniform(1.6, 2.3)
        row += 1


def stall(c: Canvas, x: float, y: float, w: float, h: float, colours: tuple[str, str]) -> None:
    """A striped awning, upper left corner at (x, y), with a scalloped edge."""
    n = 8
    step = w / n
    for k in range(n):
        fill = colours[k % 2]
        c.poly(
            [
                (x + w * 0.06 + k * step * 0.88, y),
                (x + w * 0.06 + (k + 1) * step * 0.88, y),
                (x + (k + 1) * step, y + h),
                (x + k * step, y + h),
            ],
            fill,
        )
        c.poly(sector(x + (k + 0.5) * step, y + h - 1, step / 2, step / 2, 0, 180), fill)
    c.poly(box(x + w * 0.06, y - 4, w * 0.88, 6), blend(colours[0], "#000000", 0.3))
