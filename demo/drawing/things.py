"""Objects that several scenes share."""

from drawing.canvas import Canvas, Fade, blend
from drawing.shapes import box, oval, path, sector, smooth


def book(c: Canvas, x: float, y: float, w: float, h: float, fill: str, band: str) -> None:
    """A standing book seen from its spine, lower left corner at (x, y)."""
    c.rect(x, y - h, w, h, Fade(blend(fill, "#ffffff", 0.14), blend(fill, "#1c1420", 0.3), True))
    for share, tall in ((0.1, 0.02), (0.15, 0.01), (0.82, 0.01), (0.86, 0.02)):
        c.rect(x, y - h + h * share, w, max(3, h * tall), band)
    c.poly(oval(x + w / 2, y - h * 0.56, w * 0.22, w * 0.3), band)
    c.poly(oval(x + w / 2, y - h * 0.56, w * 0.13, w * 0.2), fill)


def open_book(c: Canvas, x: float, y: float, w: float, page: str, dark: str, cover: str) -> None:
    """An open book lying towards us, spine's foot at (x, y)."""
    h = w * 0.3
    c.poly(
        path(
            f"M{x} {y + h * 0.1}L{x - w * 0.53} {y + h * 0.02}L{x - w * 0.44} {y - h * 1.02}"
            f"L{x + w * 0.44} {y - h * 1.02}L{x + w * 0.53} {y + h * 0.02}Z"
        ),
        cover,
    )
    for side in (-1, 1):
        s = side * w
        leaf = path(
            f"M{x} {y}C{x + s * 0.12} {y - h * 0.16} {x + s * 0.35} {y - h * 0.16} {x + s * 0.5} {y - h * 0.04}"
            f"L{x + s * 0.42} {y - h}C{x + s * 0.3} {y - h * 1.12} {x + s * 0.1} {y - h * 1.12} {x} {y - h * 0.94}Z"
        )
        c.poly(leaf, Fade(page, dark, True) if side < 0 else Fade(blend(page, dark, 0.5), page, True))


def ball(c: Canvas, x: float, y: float, r: float, light: str = "#fdf6e6", ink: str = "#23262e") -> None:
    """A football lit from the upper left."""
    disc = oval(x, y, r)
    c.poly(disc, light)
    with c.within(disc):
        c.poly(
            [
                (x + r * 0.42 * a, y + r * 0.42 * b)
                for a, b in ((0, -1), (0.95, -0.31), (0.59, 0.81), (-0.59, 0.81), (-0.95, -0.31))
            ],
            ink,
        )
        for a, b in ((0, -1), (0.95, -0.31), (0.59, 0.81), (-0.59, 0.81), (-0.95, -0.31)):
            c.line([(x + r * 0.4 * a, y + r * 0.4 * b), (x + r * 0.75 * a, y + r * 0.75 * b)], r * 0.07, ink)
            c.oval(x + r * a, y + r * b, r * 0.33, ink)
        c.poly(sector(x, y, r, r, -40, 130) + sector(x - r * 0.35, y - r * 0.3, r, r, 110, -20), "#1c1420", 0.25)


def crate(c: Canvas, x: float, y: float, w: float, h: float, fill: str) -> None:
    """A shipping container side, lower left corner at (x, y)."""
    c.rect(x, y - h, w, h, Fade(blend(fill, "#ffffff", 0.12), blend(fill, "#1c1420", 0.2)))
    step = w / max(3, int(w / 19))
    for k in range(1, int(w / step)):
        c.rect(x + k * step, y - h + 4, step * 0.3, h - 8, "#1c1420", 0.16)
    c.rect(x, y - h, w, 3, blend(fill, "#ffffff", 0.35))
    c.rect(x, y - 3, w, 3, "#1c1420", 0.35)


def wheel(c: Canvas, x: float, y: float, r: float, rubber: str = "#23232b", hub: str = "#c9c2b4") -> None:
    """A tyre with its rim."""
    c.oval(x, y, r, rubber)
    c.oval(x, y, r * 0.55, hub)
    c.oval(x, y, r * 0.18, rubber)


def truck(c: Canvas, x: float, y: float, w: float, cab: str, load: str) -> None:
    """A lorry facing right, the middle of its ground line at (x, y)."""
    with c.at(x, y, w / 300):
        c.oval(0, 2, 160, "#1c1420", ry=8, alpha=0.3)
        c.rect(-150, -120, 205, 100, Fade(blend(load, "#ffffff", 0.15), load), r=5)
        for k in range(1, 5):
            c.rect(-150 + k * 41, -116, 4, 92, "#1c1420", 0.13)
        c.poly(path("M62 -20L62 -106C62 -112 66 -114 72 -114L112 -114C124 -112 136 -78 140 -64L150 -58L150 -20Z"), cab)
        c.poly([(90, -104), (110, -104), (127, -66), (90, -66)], "#cfe3e6")
        c.rect(-150, -26, 300, 10, "#2a2a33")
        for wx in (-112, -70, 104):
            wheel(c, wx, -14, 20)
        c.oval(146, -34, 6, "#ffe9a8")


def oud(c: Canvas, x: float, y: float, size: float, turn: float, wood: str, dark: str, pale: str) -> None:
    """An oud seen from the front, its rose at (x, y); ``size`` is the length of the bowl."""
    with c.at(x, y, size / 300, turn):
        bowl = path(
            "M0 170C-110 170 -140 70 -112 0C-84 -70 -40 -110 -20 -160L20 -160C40 -110 84 -70 112 0C140 70 110 170 0 170"
        )
        c.poly(bowl, Fade(blend(wood, "#ffffff", 0.18), wood, True))
        with c.within(bowl):
            for k in (-96, -64, -32, 32, 64, 96):
                c.curve([(k * 0.25, -170), (k, 20), (k * 0.8, 180)], 1.6, dark, 0.3)
            c.poly(path("M50 -120C120 20 110 110 20 180L160 180L160 -120Z"), dark, 0.28)
        c.poly([(-17, -150), (17, -150), (13, -330), (-13, -330)], dark)
        c.poly([(-13, -330), (13, -330), (20, -350), (88, -412), (64, -428), (-10, -352)], blend(dark, "#000000", 0.25))
        for k in range(4):
            c.line([(16 + k * 17, -352 - k * 15), (34 + k * 17, -332 - k * 15)], 5, pale)
        c.oval(0, 0, 44, dark)
        c.outline(oval(0, 0, 44), 5, pale)
        for k in range(8):
            with c.at(0, 0, 1, k * 45):
                c.line([(0, 6), (14, 26), (0, 40)], 2.4, pale)
        for side in (-1, 1):
            c.oval(side * 50, -62, 15, dark)
            c.outline(oval(side * 50, -62, 15), 2.5, pale)
        c.rect(-44, 112, 88, 12, dark, r=4)
        for k in range(-3, 3):
            c.line([(k * 12 + 6, 114), (k * 3.4 + 1.7, -330)], 1.5, blend(pale, "#ffffff", 0.5))


def dhow(c: Canvas, x: float, y: float, w: float, hull: str, trim: str, sail: str | None = None) -> None:
    """A wooden fishing boat, middle of its waterline at (x, y), bow to the right."""
    with c.at(x, y, w / 400):
        if sail:
            c.line([(-10, -40), (10, -330)], 9, blend(hull, "#1c1420", 0.3), end=5)
            c.poly(
                path("M-96 -70Q-60 -250 70 -370Q90 -200 170 -76Q40 -56 -96 -70"),
                Fade(blend(sail, "#ffffff", 0.2), blend(sail, "#1c1420", 0.15), True),
            )
        body = path(
            "M-200 -66C-190 -20 -160 12 -140 16L140 16C176 4 206 -50 226 -104C180 -70 130 -52 60 -48"
            "L-120 -48C-160 -48 -186 -56 -200 -66"
        )
        c.poly(body, hull)
        with c.within(body):
            c.poly(path("M-220 -20C-100 4 120 4 230 -70L240 40L-220 40Z"), blend(hull, "#1c1420", 0.3))
        c.curve([(-200, -66), (-130, -46), (60, -46), (150, -62), (226, -104)], 8, trim)


def seedling(c: Canvas, x: float, y: float, h: float, leaf: str, stem: str) -> None:
    """A young conifer in a small ring of watered earth."""
    c.oval(x, y, h * 0.5, "#2a1d1a", ry=h * 0.12, alpha=0.55)
    c.line([(x, y), (x, y - h)], h * 0.05, stem)
    for k in range(5):
        w, top = h * (0.34 - k * 0.06), y - h * (0.2 + k * 0.17)
        c.poly(
            [(x - w, top), (x, top - h * 0.2), (x + w, top), (x, top - h * 0.05)],
            leaf if k % 2 else blend(leaf, "#ffffff", 0.13),
        )


def flag(c: Canvas, x: float, y: float, h: float, stripes: tuple[str, ...], pole: str = "#e9e2d2") -> None:
    """A flag in plain stripes on a pole with its foot at (x, y), blowing to the right."""
    c.line([(x, y), (x, y - h)], max(2, h * 0.022), pole)
    c.oval(x, y - h, h * 0.02, pole)
    tall, wide = h * 0.3 / len(stripes), h * 0.45
    for k, colour in enumerate(stripes):
        top = y - h + 4 + k * tall
        upper = smooth(
            [(x, top), (x + wide * 0.3, top - tall * 0.25), (x + wide * 0.7, top + tall * 0.45), (x + wide, top + tall * 0.2)]
        )
        c.poly(upper + [(px, py + tall) for px, py in reversed(upper)], colour)


def phone(c: Canvas, x: float, y: float, w: float, h: float, screen: str | Fade, body: str = "#20202a") -> None:
    """A telephone from the front, upper left corner at (x, y)."""
    r = min(w, h) * 0.09
    c.rect(x, y, w, h, body, r=r)
    c.rect(x + r * 0.5, y + r * 0.5, w - r, h - r, screen, r=r * 0.6)


def shelf(c: Canvas, x: float, y: float, w: float, tall: float, colours: tuple[str, ...], board: str) -> None:
    """A row of books standing on a board, lower left corner at (x, y)."""
    spot = x + 4
    while spot < x + w - 12:
        wide = min(c.random.uniform(0.11, 0.26) * tall, x + w - spot)
        high = tall * c.random.uniform(0.72, 0.96)
        fill = c.random.choice(colours)
        c.rect(spot, y - high, wide - 1, high, fill)
        c.rect(spot + wide * 0.65, y - high, wide * 0.3, high, "#1c1420", 0.2)
        c.rect(spot, y - high * 0.82, wide - 1, high * 0.06, blend(fill, "#fff2cf", 0.6))
        spot += wide
    c.poly(box(x, y, w, tall * 0.07), board)
