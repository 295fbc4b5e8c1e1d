"""Twelve invented authors: flat faces on their own coloured grounds, like to nobody."""

from collections.abc import Callable

from drawing import built, nature
from drawing.canvas import Canvas, Fade, Fill, blend
from drawing.faces import Face, bust
from drawing.shapes import polygon

Ground = tuple[Fill, str, str]  # wall, ornament, ornament's kind

AUTHORS: tuple[tuple[Face, Ground, bool], ...] = (
    (Face("#d9a679", "#2a1d1a", "#24506b", scarf="#c8553d", smile=1.3), (Fade("#f2d3a0", "#e0a76a"), "#c8853f", "disc"), False),
    (
        Face("#b67a4f", "#3b3330", "#2f5a4c", beard="#4a3f3a", collar="#f1e6cd", slim=1.02),
        (Fade("#a9c9b8", "#6f9f95"), "#4f827c", "arches"),
        True,
    ),
    (
        Face("#c98f63", "#1d1a1f", "#7a2f4a", style="long", collar="#f4d9b0", slim=0.94, smile=1.4),
        (Fade("#e9b7a0", "#cf7f72"), "#b5605f", "stripes"),
        False,
    ),
    (
        Face("#e0b48c", "#8f8a86", "#3b3f5c", style="short", glasses=True, collar="#eef0ea", slim=1.0),
        (Fade("#b9c3d9", "#7d8db5"), "#62739f", "hexes"),
        True,
    ),
    (
        Face("#a86f47", "#231a1c", "#e0a33c", scarf="#2f6f73", glasses=True, smile=1.2),
        (Fade("#f4e3b8", "#e3c27c"), "#cfa04f", "rays"),
        True,
    ),
    (
        Face("#8a5635", "#1a1518", "#c8553d", style="curly", beard="#231a1c", slim=0.96, smile=1.2),
        (Fade("#f0d9b0", "#d9a978"), "#c08a55", "hills"),
        False,
    ),
    (
        Face("#e3b48f", "#6b3a24", "#2f6f5a", style="bun", collar="#f4ead6", slim=0.92, smile=1.3),
        (Fade("#c9dcc0", "#8fb58f"), "#6f9a76", "disc"),
        True,
    ),
    (
        Face("#cf9a6d", "#c9c4bc", "#5a2f3a", style="bald", beard="#d6d0c6", glasses=True, collar="#e9dcc0", slim=1.04),
        (Fade("#d3bfa8", "#a98a70"), "#8f7058", "arches"),
        False,
    ),
    (
        Face("#d69f74", "#2a1d1a", "#3d4f7c", scarf="#f1e0c2", smile=1.4, slim=0.98),
        (Fade("#8fa9cf", "#4f6a9f"), "#3d5688", "rays"),
        False,
    ),
    (
        Face("#c48a5c", "#2a211f", "#e8dcc4", style="short", collar="#b5523b", slim=0.95, smile=1.1),
        (Fade("#e89f6a", "#c2623f"), "#a84d35", "stripes"),
        True,
    ),
    (
        Face("#b9825a", "#4a4644", "#22404a", style="curly", collar="#e0a33c", glasses=True, slim=0.93, smile=1.5),
        (Fade("#9fd0cb", "#4f9a9a"), "#3b8286", "hexes"),
        False,
    ),
    (
        Face("#d9a679", "#2b2426", "#47603f", style="short", beard="#2f2628", slim=1.05, smile=1.0, collar="#d9c9a4"),
        (Fade("#d9c4dc", "#a585ae"), "#8a6a96", "hills"),
        True,
    ),
)


def author(number: int) -> Callable[[Canvas], None]:
    """The function that draws the portrait ``number`` (1..12) on a square canvas."""
    face, ground, flip = AUTHORS[number - 1]

    def draw(c: Canvas) -> None:
        wall, ornament, kind = ground
        c.rect(0, 0, c.width, c.height, wall)
        GROUNDS[kind](c, ornament)
        c.glow(140 if not flip else 460, 90, 420, "#fff6dc", 0.5)
        bust(c, 300, 388, 258, face, flip)

    return draw


def _disc(c: Canvas, tone: str) -> None:
    for r in (270, 235, 200):
        c.oval(300, 285, r, tone, alpha=0.3)


def _arches(c: Canvas, tone: str) -> None:
    for k, w in enumerate((520, 440, 360)):
        c.poly(built.arch(300, 620, w, 580 - k * 46), tone, 0.34)


def _stripes(c: Canvas, tone: str) -> None:
    for k in range(-6, 14):
        c.poly([(k * 80, 0), (k * 80 + 36, 0), (k * 80 - 164, 620), (k * 80 - 200, 620)], tone, 0.36)


def _hexes(c: Canvas, tone: str) -> None:
    for row in range(8):
        for col in range(8):
            x, y = col * 92 + (row % 2) * 46 - 20, row * 80 + 10
            c.poly(polygon(x, y, 50, 6, 30), tone, 0.18 + 0.3 * c.random.random())


def _rays(c: Canvas, tone: str) -> None:
    nature.rays(c, 300, 300, 18, tone, 0.34)
    c.oval(300, 290, 215, blend(tone, "#ffffff", 0.35), alpha=0.6)


def _hills(c: Canvas, tone: str) -> None:
    nature.sun(c, 450, 150, 62, "#fff4d6", "#fff0cc")
    for k, y in enumerate((330, 400, 470)):
        nature.ridge(c, y, 30, 4, blend(tone, "#2b2040", 0.12 * k))


GROUNDS: dict[str, Callable[[Canvas, str], None]] = {
    "disc": _disc,
    "arches": _arches,
    "stripes": _stripes,
    "hexes": _hexes,
    "rays": _rays,
    "hills": _hills,
}
