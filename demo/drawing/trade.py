"""Scenes of work, trade and energy."""

from drawing import built, figures, nature, things
from drawing.canvas import Canvas, Fade, blend
from drawing.figures import Look
from drawing.shapes import box, oval, path, smooth


def port(c: Canvas) -> None:
    """A container ship head-on between the cranes of the new quay."""
    c.back("#e9785a", "#f3a873", "#fbe0a8", "#fbe0a8")
    nature.sun(c, 800, 330, 190, "#fff0c0", "#ffdf9a")
    nature.rays(c, 800, 330, 24, "#fff3cf", 0.12)
    for x in (70, 250, 1240, 1430):
        _crane(c, x, 690, 1 if x < 800 else -1)
    colours = ("#b5423a", "#2f6f73", "#e0a33c", "#f1e6cd", "#3d4f7c", "#c9683f")
    for side in (0, 1):
        for row in range(3):
            for col in range(4 - row):
                x = (-20 + col * 120) if not side else 1500 - col * 120
                things.crate(c, x, 700 - row * 58, 116, 56, c.random.choice(colours))
    c.rect(0, 694, 1600, 26, "#5b3540")
    c.back_from(716, "#c9705a", "#3b2f4f")
    for row in range(4):
        for col in range(6):
            things.crate(c, 548 + col * 84, 352 - row * 56 + (14 if col in (0, 5) else 0), 82, 54, c.random.choice(colours))
    c.rect(760, 92, 80, 60, "#f7ecd2")
    hull = path(
        "M500 350C560 372 680 380 800 380C920 380 1040 372 1100 350C1096 470 1060 640 960 760L640 760C540 640 504 470 500 350"
    )
    c.poly(hull, "#1f3f55")
    with c.within(hull):
        c.poly(path("M800 370L1120 340L1120 780L800 780Z"), "#142c40")
        c.rect(480, 640, 640, 140, "#b5322f")
        c.poly([(800, 640), (1120, 640), (1120, 790), (800, 790)], "#8a2530")
        c.line([(800, 380), (800, 780)], 5, "#4f7a8c")
    _bow_and_tug(c)


def _bow_and_tug(c: Canvas) -> None:
    """Bow details, the bow wave and a tug."""
    c.line(smooth([(500, 350), (640, 376), (800, 382), (960, 376), (1100, 350)]), 12, "#f7ecd2")
    for side in (-1, 1):
        c.oval(800 + side * 130, 470, 17, "#0c1d2b")
        c.line([(800 + side * 130, 478), (800 + side * 130, 530)], 9, "#0c1d2b")
        c.line([(800 + side * 152, 520), (800 + side * 130, 536), (800 + side * 108, 520)], 8, "#0c1d2b")
    for side in (-1, 1):
        wave = path(
            f"M800 790C{800 + side * 80} 740 {800 + side * 190} 744 {800 + side * 330} 806"
            f"C{800 + side * 220} 788 {800 + side * 120} 800 800 812Z"
        )
        c.poly(wave, "#fbe6c8")
    nature.glitter(c, 800, 800, 900, "#ffdf9f", 2)
    for _ in range(40):
        nature.ripple(c, c.random.uniform(-50, 1600), c.random.uniform(735, 890), c.random.uniform(60, 170), "#f6b98b")
    with c.at(1210, 800, 0.7):
        things.dhow(c, 0, 20, 300, "#b5322f", "#f7ecd2")
        c.rect(-70, -86, 90, 60, "#f7ecd2", r=4)
        c.rect(-56, -74, 26, 24, "#24384a")
        c.rect(-16, -74, 26, 24, "#24384a")
        c.rect(-40, -130, 26, 46, "#1f3f55")


def _crane(c: Canvas, x: float, y: float, way: int) -> None:
    """A quay crane, its jib reaching to the side of ``way``."""
    tone, dark = "#8d3b45", "#6b2b3d"
    for dx in (0, 100):
        c.line([(x + dx, y), (x + dx, y - 420)], 13, tone if dx else dark)
    for k in range(3):
        c.line([(x, y - 60 - k * 120), (x + 100, y - 180 - k * 120)], 5, dark)
    c.rect(x - 12, y - 250, 124, 14, tone)
    jib = x + 50 + way * 330
    c.line([(x + 50 - way * 190, y - 424), (jib, y - 424)], 15, tone)
    c.line([(x + 50, y - 424), (x + 50, y - 560)], 11, tone)
    for end in (jib - way * 30, x + 50 - way * 170):
        c.line([(x + 50, y - 556), (end, y - 430)], 4, dark)
    c.rect(x + 20, y - 470, 60, 40, dark)
    c.line([(x + 50 + way * 240, y - 420), (x + 50 + way * 240, y - 330)], 3, dark)
    things.crate(c, x + 50 + way * 240 - 44, y - 286, 88, 44, "#2f6f73")


def wheat_harvest(c: Canvas) -> None:
    """A combine in the ripe field; ears of wheat frame it."""
    c.back("#3f7f9a", "#9cc4bd", "#f9e3a6", "#f9e3a6")
    nature.sun(c, 1010, 330, 84, "#fffbe2", "#ffe9a0")
    nature.cloud(c, 420, 210, 480, "#fdf3d2", 0.85)
    nature.cloud(c, 1320, 170, 300, "#fdf3d2", 0.7)
    nature.ridge(c, 430, 24, 6, "#7f9f78")
    nature.ridge(c, 462, 12, 5, "#5f8668")
    c.rect(0, 470, 1600, 440, Fade("#f3c75a", "#c98a2c"))
    for k in range(-16, 17):
        c.poly(
            [(940 + k * 40, 470), (940 + (k + 0.5) * 40, 470), (940 + (k + 0.5) * 330, 900), (940 + k * 330, 900)],
            "#d99b35",
            0.6,
        )
    for x in (140, 210, 1420):
        nature.cypress(c, x, 478, 120, "#3d6a55", "#5f8f68")
    built.house(c, 250, 478, 110, 62, "#fbeccb", "#c7a078", "#7a4a3d")
    c.glow(560, 620, 380, "#fff0bd", 0.75)
    _combine(c)


def _combine(c: Canvas) -> None:
    """The combine and the ears that frame it."""
    with c.at(800, 700, 1.5):
        c.oval(0, 4, 250, "#7d4f1e", ry=18, alpha=0.5)
        c.poly([(-190, -62), (-190, -170), (-120, -200), (70, -200), (100, -62)], Fade("#c8452f", "#8d2a2b"))
        c.poly([(-150, -200), (-134, -236), (26, -236), (50, -200)], "#e8b13c")
        c.poly([(64, -206), (64, -284), (140, -284), (164, -180), (150, -110), (64, -110)], "#b53a2c")
        c.poly([(76, -194), (76, -272), (132, -272), (150, -184), (144, -172), (80, -172)], "#bfe0e0")
        c.oval(108, -200, 16, "#2b2430")
        c.poly([(90, -172), (94, -192), (122, -192), (128, -172)], "#2f5f73")
        c.rect(54, -296, 112, 14, "#8d2a2b", r=5)
        c.line([(-60, -200), (-170, -290), (-260, -282)], 22, "#e8b13c", end=18)
        for k in range(26):
            c.oval(-262 + c.random.gauss(0, 9), -270 + k * 6, 4, "#ffe08a")
        things.wheel(c, 86, -60, 64, "#2b2630", "#e8b13c")
        things.wheel(c, -128, -38, 42, "#2b2630", "#e8b13c")
        c.poly([(150, -90), (190, -70), (252, -6), (150, -6)], "#8d2a2b")
        for k in range(8):
            with c.at(226, -56, 1, k * 45):
                c.line([(0, 0), (0, -56)], 5, "#f4dfae")
        c.outline(oval(226, -56, 56), 5, "#f4dfae")
        c.rect(160, -8, 116, 12, "#5b1f27")
    for x in range(-30, 1660, 52):
        near = abs(x - 800) / 800
        h = 70 + 440 * near**1.8 + c.random.uniform(-30, 50)
        nature.wheat(c, x, 925, h, "#9a6a22", "#f7d77c", (0.16 if x < 800 else -0.16) * c.random.uniform(0.3, 1.2))


def steady_rate(c: Canvas) -> None:
    """Level scales before the bank's colonnade: bread on one pan, coins on the other."""
    c.back("#2c2a4f", "#473f6b", "#7a5f83")
    c.poly([(180, 250), (800, 40), (1420, 250)], Fade("#cbb3b0", "#94799a"))
    c.poly([(270, 236), (800, 66), (1330, 236)], "#6d5684")
    c.rect(160, 246, 1280, 46, Fade("#d8c2b8", "#a88ba0"))
    c.rect(190, 292, 1220, 480, Fade("#352f58", "#4a3d63"))
    c.poly(built.arch(800, 780, 260, 420), Fade("#f4b860", "#c9743f"))
    c.glow(800, 560, 420, "#ffd48a", 0.6)
    for x in (250, 410, 570, 1030, 1190, 1350):
        built.column(c, x, 772, 74, 460, "#dcc7bb", "#7d6488")
    for k in range(4):
        c.rect(130 - k * 46, 772 + k * 34, 1340 + k * 92, 36, Fade(("#cdb6b4", "#bda3a8", "#a98e9c", "#937a90")[k], "#6b567a"))
    brass, dark = "#f2c14f", "#a8692c"
    c.poly([(780, 250), (820, 250), (832, 800), (768, 800)], Fade(brass, dark, True))
    c.poly(path("M660 850C680 800 740 800 768 790L832 790C860 800 920 800 940 850Z"), Fade(brass, dark, True))
    c.line([(470, 268), (800, 250), (1130, 268)], 20, brass)
    c.line([(470, 276), (800, 260), (1130, 276)], 5, dark)
    c.oval(800, 240, 36, Fade("#ffe199", dark))
    c.poly([(792, 204), (808, 204), (800, 150)], brass)
    for x in (470, 1130):
        for dx in (-140, 140):
            c.line([(x, 274), (x + dx, 560)], 4, brass)
        c.poly(path(f"M{x - 168} 560L{x + 168} 560C{x + 130} 628 {x - 130} 628 {x - 168} 560"), Fade(brass, dark, True))
    for dx, dy in ((-78, 0), (0, 0), (78, 0), (-38, -46), (40, -46), (0, -90)):
        c.oval(470 + dx, 540 + dy, 58, Fade("#e9b06a", "#a8632f"), ry=30)
        for k in (-1, 0, 1):
            c.line([(470 + dx + k * 22 - 7, 530 + dy), (470 + dx + k * 22 + 7, 520 + dy)], 4, "#fbe0ae")
    for dx, n in ((-90, 5), (-30, 9), (30, 7), (90, 4)):
        for k in range(n):
            y = 556 - k * 17
            c.poly(box(1130 + dx - 29, y - 14, 58, 15, 7), Fade("#ffe08a", "#b9772f", True))
        c.oval(1130 + dx, 556 - n * 17 + 2, 28, "#fff0b5", ry=7)


def fishermen(c: Canvas) -> None:
    """Four of the cooperative haul a shining net over the side at dawn."""
    c.back("#173f5a", "#2f7484", "#9fc2a8", "#f7d79a")
    nature.sun(c, 420, 470, 70, "#fff4cc", "#ffdf9a")
    nature.ridge(c, 500, 16, 7, "#4f8a8c")
    c.back_from(520, "#3d8a92", "#0d3348")
    nature.glitter(c, 420, 530, 900, "#ffe9b5", 1)
    for x, w in ((190, 120), (1330, 150), (1140, 100)):
        things.dhow(c, x, 548, w, "#2a4a58", "#dcb682", "#e9d3a6" if w != 100 else None)
    for _ in range(36):
        share = c.random.random()
        nature.ripple(c, c.random.uniform(0, 1500), 540 + 350 * share, 50 + 150 * share, "#8fc7c2")
    crew = (
        (640, Look(top="#e0a33c", bottom="#26404f", cap="#f4ead2", beard=True), figures.REACH, 300),
        (760, Look(top="#c8553d", bottom="#22333f", hair="#1d1a1f", skin="#a86f47"), figures.REACH, 305),
        (890, Look(top="#f1e6cd", bottom="#3b4f5c", cap="#c8553d", skin="#c98f63"), figures.REACH, 295),
        (560, Look(top="#5d8f7c", bottom="#26404f", hair="#55504d", beard=True), figures.POINT, 285),
    )
    for x, look, pose, h in crew:
        figures.person(c, x, 740, h, look, pose, look.hair == "#55504d")
    _boat_and_net(c)


def _boat_and_net(c: Canvas) -> None:
    """Hull, crates and the net full of fish."""
    with c.at(760, 760, 2.1):
        things.dhow(c, 0, 0, 400, "#b8452f", "#f7e6c0")
        c.poly([(-170, -30), (130, -30), (128, -20), (-168, -20)], "#f7e6c0", 0.8)
    for x, tone in ((520, "#3d7f8a"), (610, "#e0a33c")):
        c.rect(x - 40, 612, 84, 54, Fade(tone, blend(tone, "#10202c", 0.35)))
        for k in range(4):
            _fish(c, x - 26 + k * 20, 612, 26, -70 + k * 30, "#dfeeee")
    net = smooth(
        [(950, 560), (1080, 560), (1190, 640), (1230, 780), (1180, 860), (1060, 880), (980, 800), (1010, 690)], closed=True
    )
    c.poly(net, "#d9e8dc", 0.28)
    with c.within(net):
        for _ in range(60):
            _fish(
                c,
                c.random.uniform(980, 1230),
                c.random.uniform(620, 870),
                c.random.uniform(30, 46),
                c.random.uniform(0, 360),
                c.random.choice(("#e9f4f1", "#b9d6d9", "#8fb9c4")),
            )
        for k in range(-30, 30):
            c.line([(900 + k * 24, 500), (1240 + k * 24, 900)], 2, "#fdf4dc", 0.8)
            c.line([(1300 + k * 24, 500), (960 + k * 24, 900)], 2, "#fdf4dc", 0.8)
    c.outline(net, 5, "#f7e6c0")
    for k in range(6):
        c.oval(960 + k * 45, 556 + k * k * 4, 12, "#e0702f")
    c.back_from(826, "#1b5265", "#0d3348")
    for _ in range(26):
        nature.ripple(c, c.random.uniform(-60, 1600), c.random.uniform(826, 892), 160, "#8fc7c2", 0.7)


def _fish(c: Canvas, x: float, y: float, w: float, turn: float, fill: str) -> None:
    with c.at(x, y, w / 40, turn):
        c.poly(path("M-20 0C-10 -11 10 -10 16 -1L26 -9L26 9L16 1C10 10 -10 11 -20 0"), fill)
        c.oval(-12, -2, 1.8, "#1c2a33")


def olive_oil(c: Canvas) -> None:
    """New oil runs from the press into a clay bowl; branches and a grove around it."""
    c.back("#dfe3b4", "#f0ecc6", "#e9dba4")
    nature.ridge(c, 470, 36, 5, "#b9c489")
    nature.ridge(c, 540, 26, 6, "#98ab6c")
    for _ in range(34):
        x, y = c.random.uniform(0, 1600), c.random.uniform(480, 640)
        nature.tree(c, x, y, 40 + (y - 470) * 0.4, "#6a8358", "#9fb380", "#6b543c")
    c.rect(0, 650, 1600, 260, Fade("#a9683c", "#6d3f2a"))
    for k in range(7):
        c.line([(0, 690 + k * 34), (1600, 684 + k * 36)], 2.4, "#4a2a20", 0.4)
    c.oval(800, 812, 400, "#3b2018", ry=36, alpha=0.5)
    bottle = path(
        "M310 790L310 480C310 430 372 420 376 370L376 300L434 300L434 370C438 420 500 430 500 480L500 790Q405 812 310 790"
    )
    c.poly(bottle, Fade("#dfe3a0", "#8d9a3c", True), 0.95)
    with c.within(bottle):
        c.rect(300, 520, 220, 300, Fade("#e3b52c", "#a87a17", True))
        c.rect(326, 430, 18, 350, "#fffbe0", 0.55)
    c.rect(372, 270, 66, 40, "#8a5a36", r=6)
    _pouring(c)


def _pouring(c: Canvas) -> None:
    """Jar, stream and bowl, then branches and olives."""
    jar = [(760, -20), (1180, -60), (1130, 170), (960, 236), (850, 190)]
    c.poly(smooth(jar, closed=True), Fade("#c9744a", "#7d3b2c"))
    c.poly(smooth([(850, 130), (820, 190), (880, 236), (960, 232), (990, 190), (920, 150)], closed=True), "#e39a63")
    c.poly(smooth([(862, 160), (850, 192), (890, 216), (940, 210), (950, 186), (910, 168)], closed=True), "#4f2a1c")
    stream = [(880, 190), (830, 214), (806, 300), (800, 480), (800, 740)]
    c.curve(stream, 40, "#d99e1f", end=26)
    c.curve([(x - 6, y) for x, y in stream], 12, "#ffe88a", end=7)
    bowl = path("M520 640C540 800 680 830 800 830C920 830 1060 800 1080 640Z")
    c.poly(bowl, Fade("#d9855a", "#7d3b2c", True))
    for k in range(14):
        c.poly(
            [(556 + k * 36, 716), (574 + k * 36, 696), (592 + k * 36, 716), (574 + k * 36, 736)],
            "#f4ddae" if k % 2 else "#2f6f73",
        )
    c.oval(800, 642, 284, "#f0b384", ry=58)
    c.oval(800, 646, 262, Fade("#b98a1b", "#edc43c"), ry=46)
    for r in (40, 92, 150):
        c.outline(oval(800, 652, r, r * 0.17), 4, "#fff0a0", 0.8)
    for k in range(9):
        x, y = 1150 + (k % 5) * 62 + (k // 5) * 30, 800 - (k // 5) * 46
        c.oval(x, y, 36, Fade("#8fa048", "#4a5a26"), ry=29)
        c.oval(x - 12, y - 9, 8, "#eaf0b8", ry=6, alpha=0.85)
    nature.leafy(c, [(1640, 420), (1430, 500), (1250, 600), (1120, 740)], 82, "#5f7d4a", "#93ab6d", "#5b4330", 6)
    nature.leafy(c, [(-30, 90), (160, 130), (330, 110), (520, 180)], 92, "#5f7d4a", "#93ab6d", "#5b4330", 6)
    for x, y in ((180, 190), (350, 176), (270, 200)):
        c.line([(x, y - 50), (x, y)], 3, "#5b4330")
        c.oval(x, y + 22, 24, Fade("#7d8f3c", "#3f4c22"), ry=32)
        c.oval(x - 8, y + 10, 5, "#eaf0b8", ry=8)


def wind_farm(c: Canvas) -> None:
    """Turbines march into the sea mist, a service boat at the nearest."""
    c.back("#8d7fb0", "#e3a9ab", "#fbdcb8", "#fdf0d6")
    nature.sun(c, 560, 500, 80, "#fffdf0", "#fff0cc")
    nature.cloud(c, 1260, 250, 620, "#fbe2d0", 0.6)
    nature.cloud(c, 260, 190, 460, "#fbe2d0", 0.45)
    c.rect(0, 556, 1600, 350, Fade("#c9b3c0", "#2c4a78"))
    nature.glitter(c, 560, 566, 800, "#fff6dc", 1.1)
    for x, y, h, tone in (
        (1050, 566, 120, "#d9b5b8"),
        (1170, 572, 150, "#cfabb3"),
        (960, 570, 140, "#d3afb5"),
        (1320, 586, 210, "#b798ab"),
        (330, 590, 220, "#b798ab"),
        (1490, 606, 300, "#8f7d9f"),
        (150, 620, 330, "#83749b"),
    ):
        _turbine(c, x, y, h, tone, tone, c.random.uniform(0, 120))
    _near_turbine(c)


def _near_turbine(c: Canvas) -> None:
    """The nearest turbine and its service boat."""
    _turbine(c, 800, 770, 560, "#fdfaf4", "#9a93b8", 18)
    c.poly([(764, 700), (836, 700), (844, 786), (756, 786)], Fade("#f4c13c", "#b97b24", True))
    c.rect(744, 690, 112, 14, "#f4c13c")
    for k in range(6):
        c.line([(748 + k * 21, 690), (748 + k * 21, 664)], 3, "#e9b234")
    c.line([(746, 664), (856, 664)], 4, "#e9b234")
    c.oval(800, 790, 150, "#dfe7ee", ry=12, alpha=0.6)
    with c.at(1040, 800, 1):
        c.poly(path("M-130 -46L150 -46C140 -10 120 20 100 26L-110 26C-126 10 -130 -20 -130 -46"), "#c8452f")
        c.rect(-112, -18, 240, 8, "#fdfaf4")
        c.poly([(-10, -46), (-10, -112), (60, -112), (92, -46)], "#fdfaf4")
        c.rect(2, -102, 26, 26, "#2b3f5c")
        c.poly([(36, -102), (56, -102), (70, -76), (36, -76)], "#2b3f5c")
        c.line([(6, -112), (6, -168)], 4, "#2b3f5c")
        figures.person(c, -70, -44, 84, Look(top="#f4a63a", cap="#f4c13c"), figures.POINT, True)
        c.poly(path("M-190 30C-120 6 140 6 190 30Z"), "#eef3f4", 0.85)
    for k in range(4):
        y = 700 + k * 54
        for _ in range(9):
            nature.ripple(c, c.random.uniform(-60, 1560), y + c.random.uniform(-20, 30), 90 + k * 50, "#e9d5de", 0.45)


def _turbine(c: Canvas, x: float, y: float, h: float, lit: str, dark: str, turn: float) -> None:
    w = h * 0.03
    c.poly([(x - w * 0.45, y - h), (x + w * 0.45, y - h), (x + w, y), (x - w, y)], Fade(lit, dark, True))
    for k in range(3):
        with c.at(x, y - h, h / 100, turn + k * 120):
            c.poly(path("M-1.6 0C-4.5 -10 -3 -30 -0.6 -62L0.8 -62C1 -40 2.6 -18 1.8 0"), lit)
            c.poly(path("M0 0L0.4 -62L0.8 -62C1 -40 2.6 -18 1.8 0"), dark, 0.6)
    c.oval(x, y - h, h * 0.026, lit)
    c.oval(x, y - h, h * 0.012, dark)
