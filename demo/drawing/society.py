"""Scenes of school, home, forest and garden."""

from drawing import built, figures, nature, things
from drawing.canvas import Canvas, Fade, blend
from drawing.figures import Look, Pose
from drawing.shapes import path, sector, smooth

SPINES = ("#c8452f", "#2f6f73", "#e0a33c", "#3d4f7c", "#7a3f56", "#f1e6cd", "#5d8a55")


def library_van(c: Canvas) -> None:
    """A library on wheels stops at the one-room school; the children run to it."""
    c.back("#4f9fb5", "#a9d6cc", "#f6efc8", "#f6efc8")
    nature.sun(c, 330, 190, 60, "#fffbe2", "#fff0b0")
    nature.cloud(c, 700, 180, 380, "#fffdf0", 0.95)
    nature.cloud(c, 1230, 130, 300, "#fffdf0", 0.9)
    nature.ridge(c, 440, 60, 4, "#a9c58a")
    nature.ridge(c, 510, 50, 5, "#86ad68")
    for _ in range(18):
        x = c.random.uniform(0, 1600)
        nature.tree(c, x, c.random.uniform(500, 560), 60, "#4f7f4f", "#7aa860", "#5b4330")
    hill = smooth([(-60, 640), (260, 560), (620, 580), (1000, 640), (1660, 600)])
    c.poly([*hill, (1660, 920), (-60, 920)], Fade("#8cb85c", "#4f8a4a"))
    built.house(c, 160, 610, 330, 150, "#fbf0d8", "#c9a98a", "#3f6f8a", 0.3)
    c.poly([(136, 462), (200, 380), (400, 380), (392, 462)], "#c8553d")
    c.poly([(392, 462), (400, 380), (512, 462)], "#8f3a33")
    c.poly(built.arch(290, 612, 58, 104), "#2f5f73")
    c.line([(300, 380), (300, 330)], 6, "#7a4a3d")
    c.poly(built.arch(300, 340, 44, 44), "#fbf0d8")
    c.oval(300, 326, 11, "#e0a33c")
    c.curve([(320, 612), (420, 680), (560, 740), (700, 800)], 30, "#eedca4", end=110)
    _van_and_children(c)


def _van_and_children(c: Canvas) -> None:
    """The van at the end of the path and the children on it."""
    c.oval(930, 792, 420, "#2a4a2a", ry=18, alpha=0.45)
    _van(c, 930, 780)
    kids = (
        (410, 690, 120, figures.RUN),
        (500, 730, 132, figures.RUN),
        (350, 640, 92, figures.RUN),
        (590, 790, 150, figures.CHEER),
        (700, 842, 150, figures.HOLD),
    )
    for k, (x, y, h, pose) in enumerate(kids):
        c.oval(x, y + 2, h * 0.26, "#2a4a2a", ry=6, alpha=0.4)
        look = Look(top=SPINES[k], bottom="#2f4560", hair="#2a1d1a", skin=figures.SKINS[k], scarf="#f6e3c0" if k == 4 else None)
        figures.person(c, x, y, h, look, pose)
    things.open_book(c, 722, 758, 40, "#fffaf0", "#dcc39a", "#c8452f")
    figures.person(c, 1235, 850, 230, Look(top="#7a3f56", scarf="#f4d9a0", robe=True, skin="#c98f63"), figures.REACH, True)
    figures.person(c, 1130, 858, 150, Look(top="#f0e2c0", bottom="#3d4f7c"), figures.REACH)
    for _ in range(60):
        x, y = c.random.uniform(0, 1600), c.random.uniform(830, 895)
        c.oval(x, y, 4, c.random.choice(("#f6efc8", "#e8603c", "#f4c13c")))


def _van(c: Canvas, x: float, y: float) -> None:
    """The van, its long side opened into shelves under an awning."""
    with c.at(x, y, 1.3):
        c.poly(
            path(
                "M-270 -20L-270 -280C-270 -300 -260 -306 -244 -306L120 -306C170 -306 196 -262 214 -190"
                "C250 -184 276 -172 280 -140L280 -20Z"
            ),
            Fade("#f28a3c", "#c8502f"),
        )
        c.rect(-270, -92, 550, 16, "#fbe9c4")
        c.poly([(140, -276), (164, -270), (196, -192), (130, -192), (130, -276)], "#cfe9ea")
        c.oval(268, -112, 13, "#fff4c4")
        c.rect(-240, -262, 340, 164, "#6b3426")
        for k in range(2):
            things.shelf(c, -236, -186 + k * 80, 332, 74, SPINES, "#a8663c")
        built.stall(c, -262, -340, 384, 52, ("#fdf3da", "#2f7f8a"))
        for wx in (-170, 188):
            things.wheel(c, wx, -22, 44)
        c.rect(-280, -34, 60, 14, "#6b3426")
        c.rect(244, -34, 44, 14, "#6b3426")


def cedar_planting(c: Canvas) -> None:
    """Volunteers set young cedars between burnt trunks; one old tree has survived."""
    c.back("#e3a79a", "#f3cdb4", "#f9e6cf", "#f9e6cf")
    nature.sun(c, 1190, 240, 78, "#fffaf0", "#ffe3c4")
    nature.ridge(c, 400, 60, 4, "#c9a9a3")
    nature.ridge(c, 470, 46, 5, "#a58f8f")
    nature.ridge(c, 560, 26, 4, "#7f7477")
    for k in range(26):
        x, y = 20 + k * 64 + c.random.uniform(-20, 20), c.random.uniform(540, 620)
        if not 520 < x < 1080:
            _burnt(c, x, y, c.random.uniform(130, 260), "#57484f" if y < 580 else "#3d3139")
    mound = smooth([(-60, 700), (260, 640), (560, 580), (800, 556), (1060, 590), (1360, 650), (1660, 690)])
    c.poly([*mound, (1660, 920), (-60, 920)], Fade("#8a7568", "#4a3a38"))
    nature.cedar(c, 800, 580, 490, "#1f5443", "#3f8060", "#4a2f2a")
    for x, y, h in ((180, 700, 330), (1440, 700, 350), (60, 760, 400), (1550, 770, 380)):
        _burnt(c, x, y, h, "#2a2026")
    for row, (y, h) in enumerate(((640, 34), (690, 48), (750, 64), (840, 88))):
        for k in range(8 - row):
            x = 800 + (k - (7 - row) / 2) * (150 + row * 58) + c.random.uniform(-20, 20)
            if abs(x - 520) > 60 and abs(x - 1050) > 70:
                things.seedling(c, x, y, h, "#4f9a5f", "#6b4a30")
    for x, y, h, look, pose, flip in (
        (470, 800, 300, Look(top="#d9553d", bottom="#34475c", cap="#f1dcb0"), figures.KNEEL, False),
        (1080, 800, 290, Look(top="#2f7f8a", scarf="#f4d9a0", bottom="#3b3350", skin="#c98f63"), figures.BEND, True),
        (330, 720, 190, Look(top="#e0a33c", bottom="#3d3f55", beard=True), figures.BEND, False),
        (1270, 720, 180, Look(top="#f1e6cd", bottom="#4a5a4c", hair="#55504d"), figures.HOLD, True),
    ):
        c.oval(x, y + 3, h * 0.3, "#1f1618", ry=9, alpha=0.45)
        figures.person(c, x, y, h, look, pose, flip)
    things.seedling(c, 566, 806, 96, "#5fae68", "#6b4a30")
    things.seedling(c, 990, 806, 92, "#5fae68", "#6b4a30")


def _burnt(c: Canvas, x: float, y: float, h: float, fill: str) -> None:
    """The standing skeleton of a burnt tree."""
    c.curve([(x, y), (x + h * 0.02, y - h * 0.5), (x - h * 0.01, y - h)], h * 0.07, fill, end=h * 0.012)
    for k in range(5):
        side, level = (-1 if k % 2 else 1), 0.35 + k * 0.13
        reach = h * (0.26 - k * 0.035)
        root = (x + h * 0.01, y - h * level)
        c.curve(
            [root, (x + side * reach * 0.6, y - h * level - reach * 0.25), (x + side * reach, y - h * level - reach * 0.7)],
            h * 0.025,
            fill,
            end=h * 0.006,
        )


def dawn_bakery(c: Canvas) -> None:
    """Grandmother and grandson at the oven's mouth while the window is still blue."""
    c.back("#4a2a26", "#6b3a2b", "#3b211f")
    c.rect(0, 0, 1600, 640, Fade("#5f352b", "#8a4f33", True))
    built.courses(c, 0, 0, 1600, 640, 44, "#2b1515", 0.3)
    window = built.arch(250, 400, 230, 300)
    c.poly(built.arch(250, 412, 262, 328), "#3b211f")
    c.poly(window, Fade("#274a7a", "#e9a98a"))
    with c.within(window):
        nature.stars(c, 100, 260)
        built.skyline(c, 410, 40, 100, "#33406b", "#263057", "#f6c667", 120, 390)
    c.line([(250, 110), (250, 400)], 9, "#3b211f")
    c.line([(140, 260), (362, 260)], 9, "#3b211f")
    c.poly(path("M900 640L900 240C920 60 1420 60 1440 240L1440 640Z"), Fade("#b9704a", "#7d4433"))
    for k in range(13):
        a = 180 + k * 15
        ring = sector(1170, 420, 262, 270, a, a + 13) + sector(1170, 420, 206, 214, a + 13, a)
        c.poly(ring, ("#d99a66", "#c98252")[k % 2])
    mouth = [(964, 600), *sector(1170, 420, 206, 214, 180, 360), (1376, 600)]
    c.poly(mouth, Fade("#5a1c14", "#f08a2c"))
    with c.within(mouth):
        c.glow(1170, 560, 330, "#ffe08a", 1)
        for k in range(11):
            x, h = 1010 + k * 34, c.random.uniform(80, 210)
            c.blob(
                [
                    (x - 26, 600),
                    (x - 14, 600 - h * 0.55),
                    (x + c.random.uniform(-12, 12), 600 - h),
                    (x + 16, 600 - h * 0.5),
                    (x + 26, 600),
                ],
                c.random.choice(("#ffb63c", "#f2702c", "#ffd86a")),
                0.85,
            )
        for x in (1060, 1170, 1285):
            c.oval(x, 588, 54, Fade("#f6c26b", "#b9662f"), ry=17)
    c.glow(1170, 520, 760, "#ffae4a", 0.42)
    c.rect(860, 600, 640, 40, Fade("#d99a66", "#8a4f38"))
    _bakers(c)


def _bakers(c: Canvas) -> None:
    """Sacks, grandmother, grandson and the bread they have baked."""
    c.rect(0, 636, 1600, 280, Fade("#4a2822", "#241214"))
    c.line([(640, 560), (1060, 584)], 14, "#d9a86a")
    c.oval(1080, 586, 60, "#e9bf85", ry=14)
    c.oval(1080, 574, 48, Fade("#f9cf7d", "#c97a35"), ry=16)
    for x, s in ((120, 1.2), (300, 1)):
        with c.at(x, 868, s):
            c.poly(
                path(
                    "M-86 0C-104 -70 -96 -150 -60 -176C-80 -196 -70 -214 -40 -206C-10 -216 30 -216 60 -206"
                    "C84 -210 86 -190 66 -176C98 -150 106 -70 86 0Z"
                ),
                Fade("#e9d3ac", "#93704f", True),
            )
            c.line([(-62, -176), (66, -176)], 7, "#a8452f")
            c.poly([(0, -120), (26, -78), (0, -36), (-26, -78)], "#a8452f", 0.8)
    for k in range(9):
        c.line([(k * 220 - 80, 900), (k * 150 + 200, 640)], 2, "#7a4a3d", 0.5)
    gran = Look(top="#7a3f56", scarf="#f4e3c4", robe=True, skin="#d9a679")
    boy = Look(top="#e9dcc0", bottom="#3d4f6b", hair="#231a1c", cap="#fbf3e0", skin="#d69f74")
    figures.person(c, 520, 850, 500, gran, Pose(near_arm=((11, -68), (27, -57)), far_arm=((13, -70), (36, -57))))
    figures.person(c, 770, 850, 400, boy, figures.REACH)
    c.line([(600, 566), (760, 578)], 14, "#d9a86a")
    c.rect(880, 740, 640, 24, "#b9784a")
    c.rect(900, 764, 600, 150, Fade("#7d4a33", "#42241f"))
    for row in range(3):
        for k in range(5 - row):
            x, y = 970 + k * 112 + row * 56, 728 - row * 40
            c.oval(x, y, 62, Fade("#f9cf7d", "#b9662f"), ry=26)
            for d in (-22, 0, 22):
                c.line([(x + d - 8, y - 4), (x + d + 8, y - 12)], 5, "#fdebc0")


def garden_of_tents(c: Canvas) -> None:
    """Vegetable beds and sunflowers before rows of tents; families water and pick."""
    c.back("#7fb7c9", "#cfe3d2", "#faf0d0", "#faf0d0")
    nature.sun(c, 1230, 170, 60, "#fffbe8", "#fff2bf")
    nature.ridge(c, 330, 34, 5, "#c2b79a")
    nature.ridge(c, 380, 20, 6, "#b0a384")
    for row, (y, s) in enumerate(((430, 0.6), (490, 0.85), (570, 1.15))):
        for k in range(11 - row * 2):
            x = 800 + (k - (10 - row * 2) / 2) * 205 * s + row * 30
            with c.at(x, y, s):
                c.poly([(-88, 0), (-10, -110), (30, 0)], Fade("#fffaf0", "#dfd6c4"))
                c.poly([(30, 0), (-10, -110), (72, -104), (110, 0)], Fade("#d3cbbb", "#a9a297"))
                c.poly([(-44, 0), (-14, -76), (2, 0)], "#6b6262")
    c.back_from(566, "#cfa877", "#8d6441")
    for row in range(4):
        y, s = 610 + row * 72, 0.6 + row * 0.24
        c.poly([(800 - 480 * s, y), (800 + 480 * s, y), (800 + 560 * s, y + 44 * s), (800 - 560 * s, y + 44 * s)], "#5a3a2a")
        for k in range(13):
            x = 800 + (k - 6) * 76 * s
            _vegetable(c, x, y + 18 * s, s, (k + row * 2) // 3 % 4)
    _gardeners(c)


def _gardeners(c: Canvas) -> None:
    """Sunflowers, and the families at work in the beds."""
    for x, y, h in ((120, 850, 430), (230, 880, 340), (1390, 870, 380), (1500, 850, 450), (40, 890, 300)):
        _sunflower(c, x, y, h)
    for x, y, h, look, pose, flip in (
        (430, 780, 290, Look(top="#2f6f8a", scarf="#f4d9a0", robe=True, skin="#c98f63"), figures.BEND, False),
        (1130, 800, 300, Look(top="#c8553d", bottom="#3b4560", beard=True, cap="#f1dcb0"), figures.REACH, True),
        (660, 690, 150, Look(top="#e0a33c", bottom="#2f4560", hair="#231a1c"), figures.KNEEL, False),
        (940, 676, 165, Look(top="#7a3f56", scarf="#e9a9a0", robe=True), figures.HOLD, True),
    ):
        c.oval(x, y + 3, h * 0.26, "#3b241a", ry=9, alpha=0.45)
        figures.person(c, x, y, h, look, pose, flip)
    with c.at(1048, 592):
        c.poly([(-34, -30), (30, -30), (36, 34), (-40, 34)], Fade("#5fa0a8", "#2f6a76"))
        c.line([(-36, 10), (-86, -26)], 12, "#2f6a76")
        c.poly([(-80, -44), (-104, -22), (-84, -10)], "#2f6a76")
        c.line(sector(4, -30, 30, 32, 180, 360), 8, "#2f6a76")
        for k in range(12):
            c.curve([(-94, -18), (-128 - k * 4, 20), (-140 - k * 9, 100 + k * 3)], 2.6, "#e9f7f7", 0.8)


def _vegetable(c: Canvas, x: float, y: float, s: float, kind: int) -> None:
    with c.at(x, y, s):
        if kind == 0:
            for r, tone in ((30, "#4f8a4a"), (21, "#79b05c"), (11, "#b5d68a")):
                c.oval(0, -14, r, tone, ry=r * 0.8)
        elif kind == 1:
            c.line([(0, 0), (0, -76)], 5, "#4f7a3a")
            for dx, dy in ((-14, -28), (13, -42), (-10, -60)):
                c.oval(dx * 1.6, dy - 8, 15, "#5f9a4c", ry=9)
                c.oval(dx, dy, 9.5, "#e0452f")
        elif kind == 2:
            for k in range(5):
                c.curve([(0, 0), ((k - 2) * 12, -34), ((k - 2) * 22, -52)], 8, "#3f7a44" if k % 2 else "#68a052", end=3)
        else:
            c.oval(-22, -14, 18, "#5f9a4c", ry=12)
            c.oval(20, -18, 18, "#4f8a4a", ry=12)
            c.poly(path("M-8 -6C-24 -34 -6 -44 4 -40C22 -44 28 -16 8 -4Z"), "#6b3f7a")


def _sunflower(c: Canvas, x: float, y: float, h: float) -> None:
    c.curve([(x, y), (x + h * 0.03, y - h * 0.5), (x, y - h * 0.86)], h * 0.035, "#4f7a3a")
    for side, level in ((-1, 0.3), (1, 0.45), (-1, 0.6)):
        base = (x + h * 0.02, y - h * level)
        c.poly(
            smooth(
                [
                    base,
                    (x + side * h * 0.12, y - h * level - h * 0.07),
                    (x + side * h * 0.22, y - h * level + h * 0.02),
                    (x + side * h * 0.1, y - h * level + h * 0.04),
                ],
                closed=True,
            ),
            "#5f9a4c" if side < 0 else "#4a8043",
        )
    for ring, (r, tone) in enumerate(((0.17, "#e8a52c"), (0.15, "#f8cc4a"))):
        for k in range(16):
            with c.at(x, y - h * 0.88, 1, k * 22.5 + ring * 11):
                c.blob([(-h * 0.028, 0), (0, -h * r), (h * 0.028, 0)], tone)
    c.oval(x, y - h * 0.88, h * 0.082, "#5a3420")
    c.oval(x - h * 0.012, y - h * 0.892, h * 0.054, "#7d4a28")


def pencil_chart(c: Canvas) -> None:
    """Results as a chart of pencils; pupils stand on the bars, one throws her cap."""
    c.back("#f3ecd9", "#f3ecd9", "#e3d9bf")
    for k in range(12):
        c.rect(0, 60 + k * 66, 1600, 2, "#a9c5cc", 0.8)
    for k in range(26):
        c.rect(20 + k * 64, 0, 2, 900, "#a9c5cc", 0.45)
    c.rect(0, 800, 1600, 110, Fade("#2f5f73", "#1c3f52"))
    bars = (
        (250, 190, "#c8452f"),
        (430, 270, "#e0a33c"),
        (610, 240, "#2f7f73"),
        (790, 370, "#3d5f9a"),
        (970, 315, "#7a3f66"),
        (1150, 455, "#d9663c"),
        (1330, 400, "#5d8a4c"),
    )
    for x, h, tone in bars:
        c.poly([(x + 62, 806), (x + 62, 820 - h * 0.4), (x + 140, 900), (x + 100, 900)], "#14303f", 0.3)
        _pencil(c, x, 810, h, tone)
    trend = [(x, 806 - h - 74) for x, h, _ in bars]
    looks = (
        Look(top="#2f6f8a", bottom="#33324a"),
        Look(top="#7a3f56", scarf="#f4d9a0", robe=True),
        Look(top="#d9553d", bottom="#3b4560"),
        Look(top="#f0b23c", scarf="#2f5f73", robe=True, skin="#c98f63"),
        Look(top="#5d7a4c", bottom="#33324a", skin="#a86f47"),
        Look(top="#24506b", scarf="#e9a9a0", robe=True),
        Look(top="#c8553d", bottom="#2f3f55", hair="#231a1c"),
    )
    poses = (figures.STAND, figures.HOLD, figures.POINT, figures.CHEER, figures.STAND, figures.CHEER, figures.POINT)
    for (x, y), look, pose in zip(trend, looks, poses, strict=True):
        figures.person(c, x, y + 5, 150, look, pose, pose is figures.POINT)
    _caps_and_confetti(c)


def _caps_and_confetti(c: Canvas) -> None:
    """What is thrown into the air."""
    for x, y, turn in ((850, 150, -18), (1200, 62, 22)):
        with c.at(x, y, 1.15, turn):
            c.poly([(0, -26), (72, 0), (0, 26), (-72, 0)], "#1c2f42")
            c.poly([(-36, 14), (0, 27), (36, 14), (36, 36), (0, 46), (-36, 36)], "#2f4a60")
            c.line([(0, 0), (56, 10), (58, 48)], 3.4, "#e0a33c")
            c.poly([(52, 46), (64, 46), (68, 72), (48, 72)], "#e0a33c")
    for _ in range(60):
        with c.at(c.random.uniform(100, 1500), c.random.uniform(30, 420), 1, c.random.uniform(0, 180)):
            c.rect(-7, -4, 14, 8, c.random.choice(SPINES))


def _pencil(c: Canvas, x: float, y: float, h: float, tone: str) -> None:
    """A pencil standing on its rubber, blunt tip up, so that one can stand on it."""
    w = 62
    for k, share in enumerate((0.16, -0.1, -0.34)):
        c.rect(x - w + (w * 2 / 3) * k, y - h, w * 2 / 3 + 1, h, blend(tone, "#ffffff" if share > 0 else "#1c1420", abs(share)))
    c.poly([(x - w, y - h), (x + w, y - h), (x + 22, y - h - 66), (x - 22, y - h - 66)], Fade("#f3d6a3", "#c99a62", True))
    for k in range(3):
        left = x - w + k * w * 2 / 3
        c.poly(sector(left + w / 3, y - h, w / 3, 17, 180, 0), blend(tone, "#1c1420", 0.1 * k))
    c.poly([(x - 28, y - h - 56), (x + 28, y - h - 56), (x + 20, y - h - 72), (x - 20, y - h - 72)], "#2b2630")
    c.rect(x - w, y - 46, w * 2, 26, Fade("#e9eef0", "#8d979d", True))
    c.rect(x - w, y - 22, w * 2, 30, Fade("#f0a3a0", "#b5646a", True))
