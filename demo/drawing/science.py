"""Scenes of space, technology and energy."""

import math

from drawing import built, figures, nature
from drawing.canvas import Canvas, Fade, blend
from drawing.figures import Look
from drawing.shapes import Point, path, polygon, sector, smooth


def comet(c: Canvas) -> None:
    """A comet with two tails over dark hills; a family watches."""
    c.back("#0b1230", "#16264f", "#2c4f7a", "#6d8fa0")
    for _ in range(9):
        x = c.random.uniform(-100, 1500)
        c.oval(x, 640 - x * 0.36, c.random.uniform(120, 260), "#5f86b0", ry=90, alpha=0.12, blur=50)
    nature.stars(c, 420, 680)
    tails = (
        ([(640, 330), (980, 130), (1700, -170)], 250, "#8fc3dc", 0.34),
        ([(640, 330), (1040, 250), (1720, 150)], 330, "#f7dfae", 0.42),
    )
    for spine, wide, tone, alpha in tails:
        line = smooth(spine)
        for share, a in ((1, 0.5), (0.62, 0.7), (0.3, 0.9)):
            half = [10 + wide * share * 0.5 * (k / len(line)) ** 0.9 for k in range(len(line))]
            upper = [(x, y - h) for (x, y), h in zip(line, half, strict=True)]
            lower = [(x, y + h) for (x, y), h in zip(line, half, strict=True)]
            c.poly(upper + lower[::-1], tone, alpha * a, blur=7)
    for _ in range(60):
        t = c.random.random()
        x, y = 660 + 900 * t, 325 - 150 * t + c.random.gauss(0, 20 + 70 * t)
        c.line([(x, y), (x + 50 * t + 14, y - 14 * t - 4)], 2, "#fff6dc", 0.5)
    c.glow(640, 330, 260, "#fff4d0", 0.95)
    c.oval(640, 330, 42, "#fffdf2")
    c.oval(640, 330, 60, "#fff4d0", alpha=0.35)
    _watchers(c)


def _watchers(c: Canvas) -> None:
    """The hills and the family with its telescope."""
    nature.ridge(c, 640, 40, 5, "#274a63")
    nature.ridge(c, 700, 36, 6, "#19344f")
    hill = smooth([(-60, 860), (300, 790), (720, 700), (1100, 720), (1400, 800), (1660, 850)])
    c.poly([*hill, (1660, 920), (-60, 920)], "#0a1730")
    night = {"skin": "#0d1a33", "hair": "#0a1429", "top": "#0c1830", "bottom": "#0a1429"}
    figures.person(c, 860, 716, 190, Look(**night), figures.POINT, True)
    figures.person(c, 790, 714, 116, Look(**night), figures.POINT, True)
    figures.person(c, 985, 724, 180, Look(**night, scarf="#0d1a33", robe=True), figures.STAND, True)
    with c.at(690, 716):
        for dx in (-42, 0, 42):
            c.line([(0, -74), (dx, 4)], 6, "#0a1429")
        c.line([(46, -46), (-70, -132)], 24, "#0a1429", end=30)
        c.line([(44, -46), (62, -34)], 13, "#0a1429")
    for x, h in ((130, 150), (190, 110), (1380, 160), (1450, 210), (1520, 130)):
        nature.cypress(c, x, 850, h, "#081226", "#0c1a34")


def speech_model(c: Canvas) -> None:
    """A voice leaves the lips as waves and settles into a star pattern of linked nodes."""
    c.back("#2a1746", "#43205f", "#6d2f6d")
    for ring in range(7):
        c.oval(470, 470, 720 - ring * 90, "#f08a5a", alpha=0.035)
    with c.at(110, 0):
        head = path(
            "M-220 920L-220 250C20 110 170 60 300 90C420 120 470 220 470 320C474 352 508 396 520 424C524 438 512 446 492 450"
            "C492 464 500 474 498 488L478 500C488 508 488 518 480 526C476 560 470 590 440 600"
            "C400 612 360 604 330 600C310 660 330 720 420 800L520 920Z"
        )
        c.poly(head, Fade("#f2a65a", "#c8553d"))
        with c.within(head):
            c.poly(
                path(
                    "M-220 920L-220 250C20 110 170 60 300 90C350 104 390 130 420 170C330 150 290 220 300 300"
                    "C240 320 260 420 300 430C250 520 300 600 240 700C200 780 240 860 260 920Z"
                ),
                "#7a2a4a",
            )
            c.poly(path("M250 400C290 380 320 410 312 446C306 476 274 480 262 460Z"), "#e88f52")
            c.curve([(276, 420), (296, 420), (290, 452)], 6, "#a8433c")
        c.curve([(400, 330), (436, 318), (462, 330)], 9, "#5a1f3a")
        c.curve([(412, 366), (436, 374), (456, 366)], 6, "#5a1f3a")
        for k in range(6):
            r = 60 + k * 62
            c.line(sector(486, 500, r, r * 0.9, -34, 34), 12 - k * 1.3, "#ffd48a", 1 - k * 0.13)
        for k in range(60):
            t = k / 59
            h = (10 + 120 * math.exp(-(((t - 0.45) / 0.3) ** 2)) * abs(math.sin(k * 0.9) * math.cos(k * 0.37))) * (1 - t * 0.5)
            c.rect(540 + t * 240, 500 - h, 3.4, h * 2, blend("#ffd48a", "#6fd3c8", t), 0.9)
    _star_net(c, 1090, 470)


def _star_net(c: Canvas, cx: float, cy: float) -> None:
    """An eight-fold star network: nodes on rings, joined as in a girih pattern."""
    c.glow(cx, cy, 480, "#3fb8b0", 0.4)
    rings = [[_on_ring(cx, cy, r, k, turn) for k in range(8)] for r, turn in ((76, 0), (150, 22.5), (224, 0), (298, 22.5))]
    for k in range(8):
        for a, b, step in ((0, 1, 0), (0, 1, 7), (1, 2, 0), (1, 2, 1), (2, 3, 0), (2, 3, 7), (0, 2, 0)):
            c.line([rings[a][k], rings[b][(k + step) % 8]], 4, "#6fd3c8", 0.75)
        c.line([rings[0][k], rings[0][(k + 3) % 8]], 3.4, "#ffd48a", 0.9)
        c.line([rings[3][k], rings[3][(k + 1) % 8]], 3, "#6fd3c8", 0.4)
        c.line([rings[2][k], rings[2][(k + 2) % 8]], 2.4, "#f08a5a", 0.8)
    for ring, (nodes, r) in enumerate(zip(rings, (15, 12, 17, 10), strict=True)):
        for k, (x, y) in enumerate(nodes):
            tone = ("#ffd48a", "#fdf3dc", "#f08a5a", "#6fd3c8")[(ring + (k % 2 if ring == 1 else 0)) % 4]
            c.glow(x, y, r * 3.4, tone, 0.55)
            c.oval(x, y, r, tone)
    c.poly(polygon(cx, cy, 40, 8, 22.5), "#fdf3dc")
    c.poly(polygon(cx, cy, 24, 8, 22.5), "#c8553d")


def _on_ring(cx: float, cy: float, r: float, k: int, turn: float) -> Point:
    a = math.radians(k * 45 + turn)
    return cx + r * math.cos(a), cy + r * math.sin(a)


def telescope(c: Canvas) -> None:
    """First light: an observatory in the desert under wheeling star trails."""
    c.back("#12102e", "#2b1f52", "#6d3d6d", "#d9805f")
    for k in range(54):
        r = 60 + k * 20 + c.random.uniform(-6, 6)
        for _ in range(3):
            start = c.random.uniform(0, 360)
            tone = c.random.choice(("#fff4d6", "#ffd9a0", "#bcd8f0", "#f5b8a0"))
            c.line(
                sector(800, 250, r, r, start, start + c.random.uniform(18, 64)),
                c.random.choice((1.6, 2, 2.8)),
                tone,
                c.random.uniform(0.4, 0.9),
            )
    c.glow(800, 250, 260, "#fff4d6", 0.4)
    _observatory(c)
    _night_door(c)


def _observatory(c: Canvas) -> None:
    """The dome with its open slit."""
    nature.ridge(c, 640, 26, 5, "#7d3f4f")
    nature.ridge(c, 690, 30, 4, "#5f2f45")
    wall = [(560, 760), (560, 560), (1040, 560), (1040, 760)]
    shell = sector(800, 560, 262, 262, 180, 360)
    c.poly(shell, Fade("#f6e7d2", "#a3748a", True))
    with c.within(shell):
        c.poly(path("M700 280C720 380 730 480 730 570L880 570C880 470 870 380 850 280Z"), "#1b1533")
        for k in (-220, -130, 130, 220):
            c.curve([(800 + k * 0.3, 298), (800 + k * 0.85, 400), (800 + k, 562)], 3, "#7d5570", 0.5)
    c.poly(path("M702 316C720 400 730 480 730 562L716 562C716 480 706 400 690 330Z"), "#fffaf0")
    c.poly(path("M850 312C870 400 880 480 880 562L896 562C896 480 886 400 866 322Z"), "#8d6078")
    with c.at(806, 520, 1, -14):
        c.rect(-38, -210, 76, 230, Fade("#dfe7ee", "#5f6f8d", True))
        c.rect(-48, -236, 96, 34, Fade("#f4f7f7", "#7d8dab", True))
        c.oval(0, -236, 48, "#8fd0e0", ry=12)
        c.rect(-44, -110, 88, 10, "#c8553d")
    c.rect(542, 552, 516, 24, Fade("#fffaf0", "#8d6078", True))
    c.poly(wall, Fade("#f0d9c0", "#8d5f76", True))


def _night_door(c: Canvas) -> None:
    """The lit door, the sand before it and three guests."""
    for x in (620, 980):
        c.poly(built.arch(x, 690, 44, 84), "#4a2b4f")
    c.poly(built.arch(800, 762, 90, 150), "#ffd98a")
    c.glow(800, 710, 200, "#ffc97a", 0.6)
    front = smooth([(-60, 800), (260, 740), (560, 764), (800, 752), (1100, 770), (1380, 730), (1660, 790)])
    c.poly([*front, (1660, 920), (-60, 920)], Fade("#a8583f", "#5a2b3d"))
    c.poly([*smooth([(700, 920), (900, 800), (1200, 780), (1660, 840)]), (1660, 920)], "#43203a", 0.6)
    for x, h, flip in ((640, 92, False), (700, 88, False), (910, 96, True)):
        figures.person(
            c,
            x,
            782,
            h,
            Look(skin="#5a2b3d", hair="#2b1533", top="#3d1f3d", bottom="#2b1533"),
            figures.POINT if x != 700 else figures.STAND,
            flip,
        )


def desalination(c: Canvas) -> None:
    """A lattice one atom thick between salt sea and clear water."""
    c.back("#e8efe2", "#d5e8de", "#c4dfd8")
    nature.sun(c, 1370, 190, 80, "#fff4d6", "#ffe6b0")
    sea = smooth([(-40, 330), (160, 290), (360, 340), (560, 300), (800, 330)])
    c.poly([*sea, (800, 920), (-40, 920)], Fade("#1f6f86", "#0c2f4a"))
    clear = smooth([(800, 420), (980, 440), (1180, 410), (1380, 440), (1640, 415)])
    c.poly([*clear, (1640, 920), (800, 920)], Fade("#9adfe0", "#3fa0b8"))
    for k in range(3):
        y = 410 + k * 130
        wave = smooth([(-40 + j * 130, y + (22 if j % 2 else -22)) for j in range(8)])
        c.line([p for p in wave if p[0] < 770], 5, "#5fb0bd", 0.5)
    for _ in range(46):
        x, y, s = c.random.uniform(20, 690), c.random.uniform(370, 870), c.random.uniform(13, 26)
        with c.at(x, y, s / 20, c.random.uniform(0, 90)):
            c.poly([(-20, -8), (0, -20), (20, -8), (0, 4)], "#fffdf4")
            c.poly([(-20, -8), (0, 4), (0, 26), (-20, 14)], "#d5dde0")
            c.poly([(20, -8), (0, 4), (0, 26), (20, 14)], "#9fb5c4")
    for k in range(5):
        y = 500 + k * 80
        c.line([(690, y), (930, y)], 12, "#d9f4f0", 0.7, end=18)
        c.poly([(930, y - 24), (972, y), (930, y + 24)], "#d9f4f0")
    for _ in range(26):
        r = c.random.uniform(5, 17)
        x, y = c.random.uniform(980, 1560), c.random.uniform(480, 880)
        c.oval(x, y, r, "#e9fbf7", alpha=0.5)
        c.oval(x - r * 0.3, y - r * 0.3, r * 0.34, "#ffffff")
    _membrane_and_drop(c)


def _membrane_and_drop(c: Canvas) -> None:
    """The lattice between both waters and the drop that is won."""
    sheet = [(716, 130), (884, 70), (884, 830), (716, 900)]
    c.poly(sheet, "#f2b84b", 0.4)
    with c.within(sheet):
        for row in range(17):
            for col in range(5):
                x, y = 704 + col * 48, 100 + row * 55.4 - col * 17 + (27.7 if col % 2 else 0)
                corners = polygon(x, y, 32, 6)
                c.outline(corners, 7, "#3b2a33")
                for px, py in corners:
                    c.oval(px, py, 8, "#d4572f")
    c.outline(sheet, 13, "#3b2a33")
    with c.at(1110, 60, 0.94):
        drop = path("M0 0C30 100 120 170 120 260C120 334 66 380 0 380C-66 380 -120 334 -120 260C-120 170 -30 100 0 0")
        c.poly(drop, Fade("#c9f0ee", "#2f93b5"))
        with c.within(drop):
            c.poly(path("M0 0C50 110 80 170 70 260C60 330 30 360 -10 390L150 390L150 0Z"), "#1f7fa3", 0.4)
            c.curve([(-80, 260), (-74, 304), (-40, 336)], 15, "#ffffff", 0.85)
        c.oval(0, 412, 110, "#e9fbf7", ry=10, alpha=0.7)


def solar_village(c: Canvas) -> None:
    """Stone houses on a ledge, below them a field of panels turned to the morning sun."""
    c.back("#2f6f9a", "#8cbcc9", "#f9e6bd", "#f9e6bd")
    nature.sun(c, 430, 290, 74, "#fffbe2", "#ffe9a0")
    for x, w, h in ((250, 800, 330), (1350, 900, 420), (830, 1000, 470)):
        nature.peak(c, x, 600, w, h, "#c9a58d", "#7d6f86", "#fffaf0")
    nature.ridge(c, 520, 30, 5, "#8a9a6b")
    ledge = smooth([(-60, 600), (300, 560), (640, 500), (1000, 500), (1300, 560), (1660, 590)])
    c.poly([*ledge, (1660, 920), (-60, 920)], Fade("#b9a45f", "#6d7f45"))
    for x, y, w, h in (
        (520, 520, 110, 90),
        (600, 480, 120, 110),
        (720, 470, 130, 150),
        (840, 486, 120, 120),
        (940, 500, 120, 96),
        (650, 560, 130, 100),
        (800, 562, 150, 120),
        (960, 566, 110, 84),
        (430, 566, 100, 70),
        (1080, 560, 110, 74),
    ):
        built.house(c, x, y, w, h, "#f4dfb8", "#a87f63", "#4a5a73")
        c.poly(
            [(x + w * 0.16, y - h - 2), (x + w * 0.5, y - h - 2), (x + w * 0.6, y - h - 28), (x + w * 0.26, y - h - 28)],
            "#24476b",
        )
    built.minaret(c, 905, 470, 28, 250, "#f7e6c4", "#a87f63")
    for x, h in ((380, 150), (410, 110), (1200, 160), (1240, 120), (1160, 100)):
        nature.cypress(c, x, 580, h, "#355a45", "#5f8a58")
    _solar_field(c)


def _solar_field(c: Canvas) -> None:
    """The rows of panels and two villagers."""
    for row in range(4):
        t = row / 3
        y, s = 650 + 200 * t, 0.7 + 0.72 * t
        n = 7 - row
        for k in range(n):
            _panel(c, 800 + (k - (n - 1) / 2) * 172 * s * 1.02, y, s)
    for side in (0, 1):
        with c.at(1600 * side, 0, 1, 0, bool(side)):
            nature.tree(c, 60, 900, 250, "#3f6a45", "#7a9f55", "#5b4330")
    figures.person(c, 1235, 888, 170, Look(top="#e0702f", bottom="#2f3f55", cap="#f7e6c4"), figures.POINT, True)
    figures.person(c, 330, 884, 165, Look(top="#7a3f56", scarf="#f2d7a0", robe=True), figures.STAND)


def _panel(c: Canvas, x: float, y: float, s: float) -> None:
    """One tilted solar panel on its post."""
    with c.at(x, y, s):
        c.poly([(-60, 26), (70, 26), (100, 36), (-40, 36)], "#4a4a2f", 0.5)
        c.line([(6, 30), (6, -10)], 8, "#8d8f94")
        c.poly([(-84, 10), (56, 10), (84, -58), (-50, -58)], "#e9eef0")
        c.poly([(-77, 5), (52, 5), (77, -53), (-45, -53)], Fade("#2f72a8", "#163a66"))
        for k in range(1, 3):
            c.line([(-77 + 43 * k, 5), (-45 + 40.7 * k, -53)], 2.4, "#a9cbe0")
        c.line([(-61, -24), (65, -24)], 2, "#a9cbe0")
        c.poly([(-45, -53), (-6, -53), (-52, 5), (-77, 5)], "#d9eef4", 0.35)
