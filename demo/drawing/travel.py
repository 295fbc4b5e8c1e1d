"""Scenes of two journeys."""

import itertools

from drawing import built, figures, nature
from drawing.canvas import Canvas, Fade, blend
from drawing.figures import Look
from drawing.shapes import oval, path


def night_train(c: Canvas) -> None:
    """The night train leaves the old city on the hill and comes towards us under the moon."""
    c.back("#0f1d40", "#23407a", "#5f7fae", "#c9a9a8")
    nature.stars(c, 170, 420)
    nature.moon(c, 1080, 190, 84, "#fdf0c9", "#23407a")
    for x, y, w in ((300, 250, 420), (1330, 330, 380)):
        nature.cloud(c, x, y, w, "#8fa3cc", 0.35)
    nature.ridge(c, 560, 40, 5, "#3b5587")
    for k, (y, s) in enumerate(((560, 1), (510, 0.86), (460, 0.7))):
        built.skyline(c, y, 50 * s, 110 * s, "#33456f", "#26345c", "#ffcf73", 1000 + k * 90, 1560 - k * 90)
    built.dome(c, 1300, 400, 130, "#3b4f7f", "#26345c")
    built.minaret(c, 1190, 480, 28, 240, "#3b4f7f", "#26345c")
    nature.ridge(c, 600, 24, 4, "#1d2f57")
    c.back_from(640, "#1a2a4f", "#0a1126")
    coaches = [(1640, 548, 60), (1420, 560, 84), (1180, 548, 122), (980, 520, 182)]
    for (x0, y0, h0), (x1, y1, h1) in itertools.pairwise(coaches):
        b0, b1 = 610 + h0 * 0.22, 610 + h1 * 0.42
        c.poly([(x0, y0), (x1 + 4, y1), (x1 + 4, b1), (x0, b0)], Fade("#24508a", "#142c57"))
        for k in range(5):
            ta, tb = (k + 0.2) / 5, (k + 0.8) / 5
            quad = [
                (x0 + (x1 - x0) * t, (y0 + (b0 - y0) * s) + ((y1 + (b1 - y1) * s) - (y0 + (b0 - y0) * s)) * t)
                for t, s in ((ta, 0.25), (tb, 0.25), (tb, 0.58), (ta, 0.58))
            ]
            c.poly(quad, "#ffd98a")
        c.line([(x0, y0 + (b0 - y0) * 0.74), (x1, y1 + (b1 - y1) * 0.74)], 3, "#f2b84b", end=6)
    _tracks(c)


def _tracks(c: Canvas) -> None:
    """Rails and sleepers towards us, the engine on them."""
    for side in (-1, 1):
        c.poly(
            [(640 + side * 88, 690), (640 + side * 100, 690), (560 + side * 360 + 26, 920), (560 + side * 360 - 26, 920)],
            "#c9d3e0",
        )
    for k in range(7):
        t = k / 6
        y, half = 712 + 190 * t**1.4, 150 + 330 * t**1.4
        c.poly(
            [
                (630 - 60 * t - half, y),
                (630 - 60 * t + half, y),
                (630 - 60 * t + half, y + 8 + 14 * t),
                (630 - 60 * t - half, y + 8 + 14 * t),
            ],
            "#4a3f4f",
        )
    for side in (-1, 1):
        c.poly(
            [(640 + side * 88, 690), (640 + side * 100, 690), (560 + side * 330 + 20, 920), (560 + side * 330 - 20, 920)],
            Fade("#f4f6f2", "#8fa0b5"),
        )
    c.poly([(560, 640), (740, 640), (1240, 920), (-60, 920)], "#ffe9ac", 0.3, blur=24)
    _locomotive(c)
    for x, h in ((60, 420), (150, 330), (1500, 300)):
        nature.cypress(c, x, 900, h, "#081022", "#122348")


def _locomotive(c: Canvas) -> None:
    """The engine's face, its flank running back to the right."""
    flank = path("M820 250C900 250 940 420 984 520L984 688L800 716Z")
    c.poly(flank, Fade("#1d4079", "#102448"))
    c.poly([(872, 420), (926, 450), (940, 540), (882, 540)], "#ffd98a")
    front = path("M420 720L400 440C400 300 470 226 640 226C810 226 850 300 850 440L836 720Z")
    c.poly(front, Fade("#3a74ba", "#17386f"))
    with c.within(front):
        c.poly(path("M690 200C760 320 780 560 740 740L900 740L900 200Z"), "#0f2450", 0.42)
        c.poly([(390, 520), (860, 520), (860, 552), (390, 552)], "#f2b84b")
        c.poly([(390, 560), (860, 560), (860, 572), (390, 572)], "#fdf0c9")
    for side in (-1, 1):
        c.poly(
            [(630 + side * 12, 300), (630 + side * 150, 312), (630 + side * 168, 440), (630 + side * 12, 446)],
            Fade("#ffe3a0", "#e9a34f"),
        )
    figures.person(
        c, 545, 560, 250, Look(skin="#3b2a3a", hair="#231a2a", top="#2b2440", bottom="#2b2440", cap="#1d1730"), figures.STAND
    )
    c.poly([(462, 448), (618, 448), (618, 570), (462, 570)], "#2f63a6")
    c.poly([(440, 520), (640, 520), (640, 552), (440, 552)], "#f2b84b")
    c.poly([(440, 560), (640, 560), (640, 572), (440, 572)], "#fdf0c9")
    for x, y, r in ((480, 624, 36), (780, 624, 36), (630, 262, 26)):
        c.glow(x, y, r * 6, "#fff0b5", 0.95)
        c.oval(x, y, r, "#fffbe2")
        c.outline(oval(x, y, r), 6, "#c9d3e0")
    c.poly([(400, 700), (860, 700), (820, 770), (440, 770)], "#0c1630")
    for k in range(7):
        c.poly(
            [(440 + k * 56, 708), (470 + k * 56, 708), (474 + k * 52, 764), (452 + k * 52, 764)],
            "#c8452f" if k % 2 else "#fdf0c9",
        )


def spice_souk(c: Canvas) -> None:
    """Under the vaults of the spice market: cones of colour, lamps, shafts of light."""
    c.back("#3a1e1c", "#3a1e1c")
    tones = ("#8a5236", "#7a4630", "#a86a42", "#b97a4a", "#d39a5f", "#f0c27f")
    for k, (w, top, low) in enumerate(
        ((1900, -420, 980), (1300, -160, 860), (900, 20, 770), (620, 150, 700), (430, 240, 655), (300, 300, 626))
    ):
        c.poly(built.arch(800, low, w, low - top, True), tones[k])
        c.poly(built.arch(800, low, w - 60 + k * 6, low - top - 40 + k * 4, True), blend(tones[k], "#2b1216", 0.34 - k * 0.03))
    c.poly(built.arch(800, 626, 190, 250, True), "#fff2cf")
    c.glow(800, 500, 420, "#ffe3a3", 0.75)
    c.poly([(700, 620), (900, 620), (1900, 920), (-300, 920)], Fade("#e0aa6d", "#8d5538"))
    for k in range(-7, 8):
        c.line([(800 + k * 13, 622), (800 + k * 180, 900)], 2, "#5f3426", 0.4, end=5)
    for x0, x1, y in ((760, 520, 900), (820, 930, 840), (850, 1240, 900)):
        c.poly([(x0, 40), (x0 + 40, 40), (x1 + 130, y), (x1 - 90, y)], "#fff2c4", 0.16, blur=12)
    for x, y, h in ((745, 640, 84), (800, 636, 76), (862, 644, 90), (700, 668, 118), (905, 676, 128)):
        figures.person(c, x, y, h, figures.anybody(c, back=x % 2 == 0), figures.WALK, x > 800)
    _spice_rows(c)


def _spice_rows(c: Canvas) -> None:
    """Sacks and stalls on both sides, two traders, lamps."""
    spices = ("#d9402f", "#f0a52c", "#8a5a2c", "#e8d28a", "#7a8f3c", "#b5522f", "#f4c94a", "#6b2f3a")
    for side in (0, 1):
        with c.at(1600 * side, 0, 1, 0, bool(side)):
            for k, (x, y, s) in enumerate(((560, 640, 0.42), (470, 680, 0.6), (350, 736, 0.84))):
                built.stall(
                    c,
                    x - 170 * s,
                    y - 300 * s,
                    250 * s,
                    60 * s,
                    (("#c8452f", "#f7e6c0"), ("#2f6f73", "#f7e6c0"), ("#e0a33c", "#7a2f3a"))[k],
                )
                for j in range(3):
                    _spice(c, x - 110 * s + j * 84 * s, y, s * 0.6, spices[(k * 3 + j + side * 4) % 8])
            for j, (x, y, s) in enumerate(
                ((70, 890, 1.35), (250, 840, 1.12), (420, 800, 0.85), (230, 930, 1.3), (430, 905, 1.05))
            ):
                _spice(c, x, y, s, spices[(j * 3 + side * 2) % 8])
    figures.person(c, 1110, 830, 330, Look(top="#2f5a63", beard=True, cap="#f4ead2", robe=True, skin="#a86f47"), figures.REACH)
    figures.person(c, 640, 850, 310, Look(top="#c2553f", scarf="#f4d9a0", robe=True, skin="#d69f74"), figures.HOLD, True)
    for x, y, s in ((560, 200, 42), (1040, 200, 42), (680, 290, 28), (920, 290, 28), (800, 130, 52)):
        built.lamp(c, x, y, s, "#2b1216", "#ffd98a", 260)


def _spice(c: Canvas, x: float, y: float, s: float, tone: str) -> None:
    """A sack with a cone of spice, lit from the left; foot at (x, y)."""
    with c.at(x, y, s):
        c.oval(8, 0, 84, "#1f0f10", ry=14, alpha=0.4)
        c.poly(path("M-76 0C-92 -40 -84 -80 -70 -96L70 -96C84 -80 92 -40 76 0Z"), Fade("#d9b98a", "#8d6a48", True))
        c.poly(path("M-66 -100C-30 -150 -10 -200 0 -214C12 -200 32 -150 66 -100Z"), tone)
        c.poly(path("M10 -100C24 -140 14 -190 0 -214C12 -200 32 -150 66 -100Z"), blend(tone, "#1c1014", 0.28))
        c.oval(0, -98, 76, blend("#d9b98a", "#ffffff", 0.15), ry=13)
        c.oval(0, -100, 66, blend(tone, "#1c1014", 0.1), ry=9)
