"""Drawings for opinion pieces: one idea each, seen plainly."""

import math

from drawing import built, faces, figures, nature, things
from drawing.canvas import Canvas, Fade, blend
from drawing.shapes import box, path, sector, smooth


def language_tree(c: Canvas) -> None:
    """A tree of speech bubbles grows out of a telephone."""
    c.back("#f2e2c4", "#f7ecd6", "#eed9b2")
    c.oval(800, 360, 420, "#f0c88a", alpha=0.6)
    c.oval(800, 360, 330, "#f6d9a6", alpha=0.7)
    c.rect(0, 790, 1600, 120, Fade("#c98a5a", "#9a5f42"))
    c.oval(820, 842, 240, "#5a2f26", ry=20, alpha=0.4)
    with c.at(800, 690, 1, 0):
        things.phone(c, -118, -130, 236, 280, Fade("#2f7f7a", "#173f4a"), "#231f2b")
        c.poly(path("M-104 50C-60 20 40 30 104 46L104 128L-104 128Z"), "#6b4330")
        c.curve([(-4, 60), (-50, 90), (-84, 118)], 9, "#a8714a", end=3)
        c.curve([(0, 60), (10, 100), (4, 124)], 9, "#a8714a", end=3)
        c.curve([(4, 60), (56, 84), (88, 112)], 9, "#a8714a", end=3)
    trunk = [(804, 760), (790, 640), (806, 540), (798, 430)]
    c.curve(trunk, 62, "#6b4330", end=34)
    c.curve([(x - 10, y) for x, y in trunk], 14, "#a8714a", end=8)
    limbs = (
        [(800, 540), (700, 470), (560, 440)],
        [(800, 520), (900, 450), (1040, 430)],
        [(798, 440), (720, 330), (610, 260)],
        [(798, 440), (880, 320), (990, 250)],
        [(798, 440), (800, 300), (796, 170)],
    )
    for limb in limbs:
        c.curve(limb, 30, "#6b4330", end=9)
    tones = ("#2f7f7a", "#c8553d", "#e0a33c", "#3d5f7c", "#5d8a55", "#8a3f56")
    leaves = (
        (560, 420, 76),
        (650, 340, 58),
        (600, 236, 80),
        (470, 330, 56),
        (720, 230, 62),
        (796, 140, 84),
        (900, 210, 60),
        (1000, 226, 82),
        (1040, 400, 78),
        (950, 330, 60),
        (1120, 310, 58),
        (690, 440, 48),
        (890, 430, 50),
        (500, 500, 46),
        (1100, 500, 46),
        (800, 300, 54),
    )
    for k, (x, y, r) in enumerate(leaves):
        _bubble(c, x, y, r, tones[k % 6], x < 800)
    for x, y, r, k in ((420, 640, 40, 1), (1170, 650, 44, 2), (1260, 730, 30, 0)):
        with c.at(x, y, 1, -18 if k else 24):
            _bubble(c, 0, 0, r, tones[k], k == 1)


def _bubble(c: Canvas, x: float, y: float, r: float, tone: str, left: bool) -> None:
    """A speech bubble with a small pattern for words (dots and pen strokes, no letters)."""
    with c.at(x, y, r / 80, 0, left):
        c.poly([(-40, 40), (4, 60), (-52, 98)], blend(tone, "#1c1420", 0.2))
        c.oval(0, 0, 84, tone, ry=68)
        c.poly(sector(0, 0, 84, 68, -50, 120) + sector(-26, -14, 80, 66, 110, -40), "#1c1420", 0.16)
        for row, (start, end) in enumerate(((-44, 48), (-52, 30), (-38, 10))):
            y = -24 + row * 26
            c.line([(start, y), (end, y)], 9, "#fdf3dc")


def walking_city(c: Canvas) -> None:
    """A street from above: walkers with long morning shadows own the crossing."""
    c.back("#4f5a6b", "#566274", "#4a5566")
    c.poly([(0, 0), (1600, 0), (1600, 150), (0, 150)], "#e9c99a")
    c.poly([(0, 760), (1600, 760), (1600, 900), (0, 900)], "#e9c99a")
    for y in (0, 760):
        for k in range(34):
            c.rect(k * 50, y, 2, 150, "#c49d6d", 0.6)
        for k in range(3):
            c.rect(0, y + 48 * k, 1600, 2, "#c49d6d", 0.6)
    c.rect(0, 146, 1600, 12, "#fbe9c6")
    c.rect(0, 752, 1600, 12, "#fbe9c6")
    for x in (0, 1350):
        for k in range(3):
            c.rect(x + k * 110 - 20, 444, 70, 10, "#f4d27a")
    for k in range(8):
        c.rect(330 + k * 122, 170, 74, 570, Fade("#fdf8ea", "#e9e2d2"))
    _street_life(c)


def _street_life(c: Canvas) -> None:
    """Cars that wait, trees, walkers and a cyclist."""
    for x, tone in ((60, "#c8452f"), (1490, "#3d7f9a")):
        with c.at(x, 300 if x < 800 else 600):
            c.rect(-116, -56, 250, 128, "#1c2433", 0.4, r=40)
            c.rect(-120, -64, 240, 128, Fade(blend(tone, "#ffffff", 0.18), blend(tone, "#1c1420", 0.2)), r=38)
            c.rect(-60, -50, 120, 100, blend(tone, "#ffffff", 0.3), r=20)
            for dx in (-86, 66):
                c.rect(dx, -48, 24, 96, "#24384a", r=10)
    for x, y in ((130, 70), (480, 60), (1120, 66), (1480, 72), (260, 836), (640, 842), (1010, 836), (1370, 840)):
        _crown(c, x, y, 66)
    for x in (790, 860):
        c.rect(x, 40, 50, 70, "#9a5f42", r=5)
    for x, y, turn, k in (
        (470, 300, 0, 0),
        (640, 560, 180, 1),
        (720, 250, 8, 2),
        (850, 430, 0, 3),
        (985, 620, 184, 4),
        (1080, 330, 176, 5),
        (560, 420, 174, 6),
        (900, 640, -6, 7),
        (1200, 540, 0, 8),
        (420, 640, 180, 9),
        (790, 690, 6, 1),
        (1010, 190, 180, 3),
    ):
        _walker(c, x, y, turn, k)
    _cyclist(c, 715, 452)


def _crown(c: Canvas, x: float, y: float, r: float) -> None:
    """A street tree from above with its shadow to the lower right."""
    c.oval(x + 34, y + 30, r, "#2b2a3a", alpha=0.35)
    for k in range(7):
        a = k * math.tau / 7
        c.oval(x + r * 0.55 * math.cos(a), y + r * 0.55 * math.sin(a), r * 0.52, "#3f7a55")
    for k in range(5):
        a = k * math.tau / 5 + 0.5
        c.oval(x - r * 0.14 + r * 0.36 * math.cos(a), y - r * 0.14 + r * 0.36 * math.sin(a), r * 0.34, "#62a06a")
    c.oval(x - r * 0.25, y - r * 0.28, r * 0.34, "#93c383")


def _walker(c: Canvas, x: float, y: float, turn: float, k: int) -> None:
    """A person from above, with the shadow that the low sun draws beside them."""
    coat = figures.CLOTHS[k % 8]
    c.poly(
        path(
            f"M{x - 16} {y - 8}L{x + 128} {y + 96}C{x + 150} {y + 104} {x + 164} {y + 124} {x + 150} {y + 134}"
            f"C{x + 134} {y + 140} {x + 122} {y + 128} {x + 118} {y + 114}L{x - 8} {y + 26}Z"
        ),
        "#1c2238",
        0.42,
    )
    with c.at(x, y, 1.12, turn):
        c.line([(-10, 4), (-11, 30)], 12, "#2b2630")
        c.line([(11, -2), (11, -28)], 12, "#2b2630")
        c.line([(-32, 2), (-36, -24)], 12, coat)
        c.line([(32, 0), (36, 24)], 12, blend(coat, "#1c1420", 0.2))
        c.blob([(-40, 0), (-22, -16), (22, -16), (40, 0), (22, 16), (-22, 16)], coat)
        c.oval(0, -2, 17, ("#2a1d1a", "#f1e0bd", "#1d1a1f", "#c8553d", "#55504d")[k % 5], ry=19)
        c.oval(-5, -7, 8, "#ffffff", alpha=0.15)
        if k % 3 == 0:
            c.rect(-58, 10, 28, 22, "#e0a33c", r=4)


def _cyclist(c: Canvas, x: float, y: float) -> None:
    c.poly([(x - 10, y - 80), (x + 8, y - 80), (x + 120, y + 90), (x + 90, y + 120), (x + 10, y + 90)], "#1c2238", 0.35)
    c.line([(x, y - 92), (x, y - 36)], 9, "#16161d")
    c.line([(x, y + 36), (x, y + 92)], 9, "#16161d")
    c.line([(x, y - 60), (x, y + 60)], 6, "#d9402f")
    c.line([(x - 38, y - 46), (x + 38, y - 46)], 7, "#16161d")
    for side in (-1, 1):
        c.line([(x + side * 30, y + 8), (x + side * 40, y - 18), (x + side * 34, y - 44)], 13, "#f4ead2")
    c.blob(
        [(x - 38, y + 8), (x - 20, y - 10), (x + 20, y - 10), (x + 38, y + 8), (x + 18, y + 30), (x - 18, y + 30)], "#f4ead2"
    )
    c.oval(x, y - 4, 19, "#e0a33c", ry=22)
    for k in (-8, 0, 8):
        c.line([(x + k, y - 22), (x + k, y + 14)], 3, "#a8692c")


def homework(c: Canvas) -> None:
    """A child behind a tower of exercise books; outside the evening goes on without them."""
    c.back("#f2cf8a", "#f0c67c", "#e3a95f")
    for k in range(10):
        c.rect(k * 170, 0, 85, 700, "#edc078", 0.7)
    c.rect(80, 70, 480, 470, "#fdf3da", r=8)
    with c.within(box(106, 96, 428, 418)):
        c.rect(160, 90, 440, 430, Fade("#3f6fa8", "#f6a878"))
        nature.sun(c, 430, 300, 54, "#fff0c0", "#ffd9a0")
        nature.ridge(c, 440, 14, 9, "#7a8f5a")
        nature.tree(c, 190, 476, 190, "#3f6a4a", "#6b9a5a", "#5b4330")
        for x, h, pose in ((290, 132, figures.RUN), (390, 118, figures.CHEER), (480, 126, figures.RUN)):
            figures.person(c, x, 500, h, figures.anybody(c), pose, x == 480)
        things.ball(c, 345, 490, 14)
    c.rect(313, 96, 14, 418, "#fdf3da")
    c.rect(106, 256, 428, 10, "#fdf3da")
    c.rect(60, 536, 520, 22, "#fdf3da")
    _desk(c)


def _desk(c: Canvas) -> None:
    """Desk, lamp, child and the tower of books."""
    c.rect(0, 716, 1600, 190, Fade("#9a5a3a", "#5f3226"))
    c.poly([(1180, 300), (1330, 300), (1480, 720), (620, 720)], "#fff6d0", 0.5, blur=26)
    c.line([(1360, 720), (1360, 520), (1240, 330)], 14, "#24384a")
    c.poly(path("M1150 320L1320 250L1350 330Q1260 380 1170 376Z"), "#c8452f")
    c.oval(1256, 356, 80, "#fff6d0", ry=16)
    c.rect(1290, 700, 140, 20, "#24384a", r=8)
    face = faces.Face("#d69f74", "#2a1d1a", "#2f7f7a", style="short", collar="#fdf3da", slim=1.12, smile=-0.3)
    faces.bust(c, 1010, 612, 300, face)
    c.rect(0, 718, 1600, 30, Fade("#c98552", "#9a5a3a"))
    c.rect(0, 746, 1600, 160, Fade("#8a4d34", "#4f2a22"))
    tones = ("#c8452f", "#2f6f73", "#f1e6cd", "#3d4f7c", "#e0a33c", "#7a3f56", "#5d8a55")
    y = 720.0
    for k in range(15):
        h, w = c.random.uniform(24, 40), c.random.uniform(250, 320)
        x = 735 - w / 2 + c.random.uniform(-22, 22)
        tone = tones[k % 7]
        c.rect(x, y - h, w, h, Fade(blend(tone, "#ffffff", 0.12), blend(tone, "#1c1420", 0.2)), r=4)
        c.rect(x + w - 44, y - h + 5, 40, h - 10, "#fbf3df")
        for line in range(3):
            c.rect(x + w - 44, y - h + 9 + line * (h - 16) / 3, 40, 1.6, "#c9b98f")
        y -= h
    c.poly([(910, 740), (1210, 740), (1180, 690), (950, 690)], "#fffaf0")
    for k in range(4):
        c.line([(970 - k * 8, 700 + k * 10), (1160 + k * 6, 700 + k * 10)], 2, "#a9c5cc")
    for side in (-1, 1):
        c.line(
            [(1010 + side * 190, 700), (1010 + side * 130, 724), (1010 + side * 40, 716)],
            62,
            "#2f7f7a" if side < 0 else "#24605f",
            end=44,
        )
        c.oval(1010 + side * 30, 712, 27, "#d69f74", ry=23)
    c.line([(1035, 704), (1080, 640)], 10, "#e0a33c")


def drop_price(c: Canvas) -> None:
    """One drop from a brass tap holds a green field over cracked ground."""
    c.back("#e08a4f", "#eeb06a", "#f8dba0", "#f8dba0")
    nature.rays(c, 800, 500, 26, "#fff0c4", 0.2)
    c.poly([(0, 730), (1600, 730), (1600, 920), (0, 920)], Fade("#c98a55", "#7d4630"))
    for row in range(4):
        y, s = 745 + row * 44, 0.5 + row * 0.32
        for k in range(-9, 10):
            x = 800 + (k + (row % 2) * 0.5) * 150 * s
            plate = [
                (x - 66 * s, y + 6),
                (x - 30 * s, y - 12 * s),
                (x + 44 * s, y - 10 * s),
                (x + 70 * s, y + 10 * s),
                (x + 30 * s, y + 30 * s),
                (x - 44 * s, y + 26 * s),
            ]
            plate = [(px + c.random.uniform(-9, 9) * s, py + c.random.uniform(-4, 4) * s) for px, py in plate]
            c.poly([(px + 3, py + 7 * s) for px, py in plate], "#4f2a22")
            c.poly(plate, Fade("#e3ad70", "#b9744a"))
    for x in (150, 1440):
        c.curve([(x, 750), (x + 10, 640), (x - 6, 560)], 16, "#5a3428", end=6)
        for side, level in ((1, 640), (-1, 610), (1, 590)):
            c.curve([(x + 4, level), (x + side * 50, level - 40), (x + side * 74, level - 90)], 7, "#5a3428", end=2)
    _tap_and_drop(c)


def _tap_and_drop(c: Canvas) -> None:
    """The brass tap and the drop with a green field inside."""
    brass, dark, lit = "#d9a23c", "#8d5a24", "#f9dc8a"
    c.rect(-20, 120, 560, 108, Fade(lit, dark))
    c.rect(500, 92, 70, 164, Fade(lit, dark), r=14)
    c.poly(
        path("M560 120L780 120C880 120 900 170 900 290L900 330L720 330L720 270C720 236 700 228 660 228L560 228Z"),
        Fade(lit, brass),
    )
    c.poly(path("M720 330L720 270C720 236 700 228 660 228L560 228L560 200L680 200C740 200 752 230 752 330Z"), dark, 0.5)
    c.rect(704, 318, 212, 44, Fade(lit, dark, True), r=10)
    c.rect(632, 50, 46, 74, Fade(lit, dark, True))
    c.rect(540, 22, 230, 46, Fade("#d9553d", "#8d2a2b"), r=22)
    drop = path("M810 376C840 470 990 560 990 690C990 790 910 850 810 850C710 850 630 790 630 690C630 560 780 470 810 376")
    c.oval(810, 866, 190, "#3b1d18", ry=14, alpha=0.45)
    c.poly(drop, Fade("#bfe9f2", "#3f9ac0"))
    with c.within(drop):
        c.oval(850, 560, 46, "#fff6d0")
        c.poly([*smooth([(600, 690), (700, 650), (800, 690), (900, 650), (1020, 690)]), (1020, 900), (600, 900)], "#8ac46a")
        c.poly([*smooth([(600, 740), (740, 716), (880, 746), (1020, 712)]), (1020, 900), (600, 900)], "#5aa354")
        for k in range(-6, 7):
            c.line([(810 + k * 16, 740), (810 + k * 46, 860)], 5, "#3f8048", 0.8)
        built.house(c, 706, 712, 56, 40, "#fff6e0", "#cfa98a", "#5a7a8a")
        nature.tree(c, 880, 722, 92, "#2f7a4f", "#62b06a", "#5b4330")
        nature.tree(c, 690, 722, 70, "#2f7a4f", "#62b06a", "#5b4330")
        c.poly(path("M810 376C850 480 940 560 930 700C920 800 880 840 800 860L1010 870L1010 376Z"), "#1f6f9a", 0.22)
        c.curve([(672, 690), (682, 610), (726, 540)], 20, "#ffffff", 0.8, end=8)
