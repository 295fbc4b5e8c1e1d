"""Scenes of medicine and of everyday health."""

import math

from drawing import figures, nature, things
from drawing.canvas import Canvas, Fade
from drawing.figures import Look
from drawing.shapes import box, oval, path, sector, smooth

HEART = (
    "M0 70C-40 30 -100 0 -100 -52C-100 -90 -72 -110 -46 -110C-22 -110 -6 -94 0 -76"
    "C6 -94 22 -110 46 -110C72 -110 100 -90 100 -52C100 0 40 30 0 70"
)


def vaccine_ride(c: Canvas) -> None:
    """A health worker rides a mountain track with the cold box behind her."""
    c.back("#3f8f9a", "#a3cdbb", "#fbe3b3", "#fbe3b3")
    nature.sun(c, 1120, 270, 84, "#fff8dc", "#ffe6a3")
    for x, y, w, h, lit, dark in (
        (200, 620, 760, 350, "#c98a6b", "#9a5f5a"),
        (1400, 620, 800, 390, "#d39a73", "#a3695f"),
        (760, 640, 900, 300, "#b97563", "#8a5056"),
    ):
        nature.peak(c, x, y, w, h, lit, dark, "#f3d2a8")
    for k in range(7):
        x, y = 930 + k * 46, 480 - abs(k - 3) * 10 + 20
        c.rect(x, y - 34, 40, 40, Fade("#f7e6c6", "#c99f7a", True))
        c.rect(x + 14, y - 18, 9, 14, "#6d3f3d")
    nature.ridge(c, 530, 26, 5, "#9a7a4f")
    track = [(1180, 498), (1000, 520), (820, 545), (1020, 590), (1240, 640), (860, 720), (300, 820), (-80, 900)]
    nature.ridge(c, 590, 20, 4, "#8a8a50")
    c.curve(track, 16, "#f2d3a0", end=190)
    front = smooth([(-60, 740), (420, 756), (900, 744), (1300, 752), (1660, 730)])
    c.poly([*front, (1660, 920), (-60, 920)], Fade("#e3b678", "#a8683f"))
    for _ in range(40):
        x, y = c.random.uniform(0, 1600), c.random.uniform(800, 890)
        c.blob([(x - 14, y), (x, y - 8), (x + 16, y), (x, y + 6)], "#7d4a33", c.random.uniform(0.3, 0.7))
    for k in range(6):
        c.oval(380 - k * 64, 752 - k * 10, 46 + k * 15, "#fbe3b3", ry=24 + k * 8, alpha=0.5 - k * 0.07, blur=9)
    c.oval(790, 792, 400, "#4f2a22", ry=17, alpha=0.5)
    _motorbike(c, 790, 780)
    for x, y, s in ((120, 870, 1.2), (1450, 860, 1.4), (1330, 890, 1)):
        for k in range(7):
            c.curve([(x, y), (x + (k - 3) * 12 * s, y - 40 * s), (x + (k - 3) * 26 * s, y - 66 * s)], 6, "#5d7a4c", end=2)


def _motorbike(c: Canvas, x: float, y: float) -> None:
    """Rider and machine in profile, wheels standing on ``y``."""
    with c.at(x, y, 1.28):
        for wx in (-190, 190):
            c.oval(wx, -76, 76, "#23232b")
            c.oval(wx, -76, 52, "#8d6a5a")
            c.outline(oval(wx, -76, 52), 5, "#d5dbe0")
            for k in range(8):
                with c.at(wx, -76, 1, k * 22.5):
                    c.line([(-50, 0), (50, 0)], 2, "#d5dbe0")
            c.oval(wx, -76, 13, "#3b3f4a")
        c.line([(190, -76), (128, -262)], 14, "#b9c2c9")
        c.line([(-190, -76), (-60, -92), (30, -82)], 13, "#3b3f4a")
        c.blob([(-60, -120), (20, -150), (70, -110), (40, -60), (-40, -62)], "#4f5663")
        for k in range(4):
            c.line([(-36, -112 + k * 13), (44, -112 + k * 13)], 4, "#8d97a3")
        c.line([(-20, -64), (-210, -58)], 15, "#c9d0d5", end=20)
        c.poly(path("M-20 -190C10 -236 110 -240 130 -206C112 -170 60 -150 -10 -160Z"), Fade("#d9402f", "#8d2229"))
        c.poly(path("M-230 -178C-150 -200 -60 -188 -10 -178L-14 -158L-130 -150Z"), "#2b2630")
        c.poly(path("M120 -172C180 -180 240 -140 262 -96L246 -92C224 -128 180 -150 130 -146Z"), "#d9402f")
        c.poly(path("M-120 -150C-170 -160 -230 -150 -262 -110L-246 -104C-216 -130 -170 -134 -120 -126Z"), "#d9402f")
        c.line([(128, -262), (96, -286)], 9, "#2b2630")
        c.oval(158, -236, 24, "#f7e9bf")
        c.oval(150, -236, 24, "#3b3f4a", alpha=0.3)
        c.rect(-244, -304, 136, 118, Fade("#fdfaf0", "#bcd0d3"), r=10)
        c.rect(-250, -312, 148, 24, "#2f8f9a", r=8)
        for k in range(6):  # a snowflake: what it carries must stay cold
            with c.at(-176, -238, 1, k * 60):
                c.line([(0, 0), (0, -38)], 6, "#2f8f9a")
                c.line([(-11, -34), (0, -22), (11, -34)], 5, "#2f8f9a")
        c.line([(-38, -196), (52, -180), (20, -70)], 50, "#2f4f63", end=32)
        c.line([(8, -58), (56, -54)], 22, "#23232b", end=16)
        c.blob([(-66, -190), (-62, -300), (-18, -384), (28, -376), (38, -300), (2, -186)], "#fdfaf0")
        c.blob([(-8, -186), (14, -300), (12, -374), (30, -372), (38, -300), (2, -186)], "#c5d3d3")
        c.rect(-52, -286, 88, 14, "#2f8f9a")
        c.poly(
            smooth([(0, -396), (-40, -380), (-130, -372), (-170, -346), (-110, -350), (-30, -346), (18, -360)], closed=True),
            "#e0a33c",
        )
        c.oval(22, -424, 38, "#c98f63", ry=43)
        c.poly(
            smooth(
                [(44, -398), (6, -392), (-22, -420), (-10, -470), (30, -480), (66, -452), (62, -438), (30, -440), (24, -410)],
                closed=True,
            ),
            "#2f8f9a",
        )
        c.poly(path("M28 -446C50 -450 64 -446 66 -432C64 -416 44 -412 28 -416Z"), "#24384a")
        c.line([(2, -356), (44, -290), (100, -288)], 33, "#fdfaf0", end=24)
        c.oval(104, -287, 14, "#23232b")


def walking_heart(c: Canvas) -> None:
    """Two walkers pass a heart as big as the setting sun; the path draws a pulse."""
    c.back("#fbe9d2", "#fbdcc0", "#f6c3a4")
    nature.rays(c, 800, 400, 30, "#f2977a", 0.16)
    with c.at(800, 430, 3.5):
        c.poly(path(HEART), Fade("#ef5b4f", "#b5283c"))
        with c.within(path(HEART)):
            c.poly(path("M30 -130C60 -70 50 10 -20 80L120 80L120 -130Z"), "#8d1c36", 0.35)
            c.poly(oval(-52, -72, 26, 17), "#ff9a86", 0.75)
    nature.cloud(c, 270, 330, 380, "#fff5e6", 0.95)
    nature.cloud(c, 1350, 250, 420, "#fff5e6", 0.95)
    nature.cloud(c, 1180, 520, 300, "#fff5e6", 0.9)
    nature.ridge(c, 640, 22, 6, "#7fa39a")
    nature.ridge(c, 690, 20, 5, "#4f8078")
    for x in (70, 190, 330, 1270, 1400, 1540):
        nature.tree(c, x, 740, c.random.uniform(170, 240), "#2f665f", "#5d9a80", "#4a3038")
    _walkers(c)


def _walkers(c: Canvas) -> None:
    """The path that draws a pulse, two walkers and their dog."""
    c.back_from(726, "#2f6a63", "#173f42")
    pulse = [
        (-20, 780),
        (430, 780),
        (480, 748),
        (524, 780),
        (560, 780),
        (596, 690),
        (646, 868),
        (690, 756),
        (716, 780),
        (1620, 780),
    ]
    c.line(pulse, 17, "#fbe9d2")
    c.line(pulse, 5, "#ef5b4f")
    for x, look, h, flip in (
        (815, Look(top="#e0a33c", scarf="#fbf0dc", bottom="#24384a", skin="#c98f63"), 395, False),
        (985, Look(top="#24506b", bottom="#1d2a40", hair="#c9c2b8", beard=True, skin="#a86f47"), 415, False),
    ):
        c.oval(x + 30, 792, 130, "#0c2a30", ry=10, alpha=0.5)
        figures.person(c, x, 792, h, look, figures.WALK, flip)
    with c.at(1130, 792):
        c.blob([(-44, -50), (-10, -60), (36, -58), (48, -40), (30, -30), (-34, -30)], "#c9864f")
        c.line([(40, -54), (58, -74)], 22, "#c9864f", end=24)
        c.line([(60, -74), (82, -66)], 16, "#a8683c", end=9)
        c.poly([(48, -84), (44, -108), (62, -88)], "#8d5230")
        for leg, foot in ((-32, -44), (-22, -12), (26, 18), (34, 48)):
            c.line([(leg, -36), (foot, -2)], 9, "#a8683c", end=6)
        c.curve([(-42, -50), (-64, -66), (-70, -88)], 8, "#c9864f", end=3)
    for _ in range(34):
        x = c.random.uniform(0, 1600)
        c.oval(x, c.random.uniform(830, 895), c.random.uniform(4, 8), c.random.choice(("#ef5b4f", "#fbe9d2", "#e0a33c")))


def sleepless(c: Canvas) -> None:
    """One in the family cannot leave the telephone: its cold light against the moon's."""
    c.back("#141838", "#1d2450", "#27305f")
    for k in range(9):
        c.rect(k * 190 - 20, 0, 95, 620, "#232c5c", 0.5)
    c.rect(560, 50, 480, 400, "#0d1029", r=10)
    with c.within(box(578, 68, 444, 364)):
        c.rect(570, 60, 470, 390, Fade("#1f3f78", "#5f7fb0"))
        nature.stars(c, 150, 420)
        nature.moon(c, 880, 180, 62, "#fdf2cc", "#27487f")
        nature.cloud(c, 720, 330, 260, "#8fa9cf", 0.5)
        nature.ridge(c, 420, 10, 8, "#16244d")
    c.rect(793, 68, 14, 364, "#0d1029")
    c.rect(578, 244, 444, 12, "#0d1029")
    for side in (0, 1):
        with c.at(1600 * side, 0, 1, 0, bool(side)):
            c.poly(
                [*smooth([(440, 20), (600, 20), (590, 220), (520, 420), (540, 640), (430, 640)]), (430, 20)],
                Fade("#5a4a8a", "#332d62", True),
            )
    c.rect(0, 640, 1600, 270, Fade("#2a2148", "#120e26"))
    c.rect(226, 392, 40, 420, Fade("#7a4a5a", "#472b44", True), r=14)
    c.rect(1350, 540, 36, 272, Fade("#7a4a5a", "#472b44", True), r=14)
    c.rect(246, 700, 1120, 66, "#5a3548")
    c.rect(256, 616, 1100, 96, Fade("#e3e0f0", "#9a9ac4"), r=26)
    c.poly(
        smooth([(290, 620), (280, 560), (340, 528), (500, 540), (560, 600), (520, 632), (340, 640)], closed=True),
        Fade("#fdfbff", "#b5b9dc"),
    )
    c.glow(740, 520, 420, "#7fd8ff", 0.62)
    c.oval(486, 520, 66, "#c98f63", ry=60)
    _sleeper(c)


def _sleeper(c: Canvas) -> None:
    """The one who lies awake, the blanket and the cold screen."""
    c.poly(
        smooth([(520, 474), (470, 452), (420, 480), (410, 540), (440, 580), (470, 560), (470, 510), (510, 494)], closed=True),
        "#211a2a",
    )
    c.poly(smooth([(528, 480), (552, 520), (536, 568), (505, 582), (522, 530)], closed=True), "#bfe9ff", 0.85)
    c.poly([(548, 510), (562, 526), (548, 532)], "#d9f1ff")
    c.oval(530, 508, 5, "#1a1a2a")
    c.curve([(516, 496), (530, 490), (542, 496)], 4, "#1a1a2a")
    cover = smooth(
        [
            (520, 600),
            (600, 556),
            (780, 548),
            (980, 580),
            (1140, 540),
            (1300, 560),
            (1370, 640),
            (1376, 780),
            (900, 800),
            (560, 780),
            (500, 690),
        ],
        closed=True,
    )
    c.poly(cover, Fade("#d9694a", "#7a2f45"))
    with c.within(cover):
        for k in range(12):
            for row in range(3):
                x, y = 540 + k * 80 + (row % 2) * 40, 600 + row * 72
                c.poly([(x, y - 24), (x + 24, y), (x, y + 24), (x - 24, y)], "#f3b36b", 0.5)
        c.poly(path("M520 600C700 540 900 580 980 590C800 620 620 640 500 690Z"), "#9fe0ff", 0.35)
    c.line([(560, 610), (650, 610), (714, 548)], 46, "#4f6fae", end=34)
    c.oval(722, 536, 23, "#d9b08a")
    with c.at(740, 494, 1, 14):
        things.phone(c, -20, -64, 32, 126, "#eafaff", "#0d1029")
        c.poly([(-24, -54), (-24, 54), (-170, 110), (-170, -70)], "#a9e6ff", 0.25, blur=8)
    _night_table(c)


def _night_table(c: Canvas) -> None:
    """An alarm clock at half past two on the table beside the bed."""
    c.rect(60, 640, 150, 18, "#8a5668")
    c.rect(76, 656, 118, 190, Fade("#5f3a52", "#38213a", True))
    c.rect(122, 720, 26, 10, "#e0a33c", r=4)
    for dx in (-26, 26):
        c.oval(135 + dx, 536, 20, "#c9563d")
        c.line([(135 + dx * 0.8, 632), (135 + dx * 1.3, 642)], 9, "#8d3a35")
    c.oval(135, 590, 56, "#c9563d")
    c.oval(135, 590, 44, "#fdf4dc")
    c.line([(135, 590), (154, 576)], 6, "#2a2148")
    c.line([(135, 590), (135, 624)], 4, "#2a2148")
    for k in range(12):
        a = math.radians(k * 30)
        c.oval(135 + 37 * math.cos(a), 590 + 37 * math.sin(a), 2.6, "#2a2148")


def magnified_herb(c: Canvas) -> None:
    """A bottle sold as a wonder; under the lens only plain grass."""
    c.back("#e9dfc6", "#efe7d2", "#d3c39f")
    c.poly(sector(800, 470, 640, 640, 0, 360), "#dccfa9", 0.7)
    for k in range(20):
        with c.at(800, 470, 1, k * 18):
            c.poly([(-16, -640), (16, -640), (4, -560), (-4, -560)], "#c9b98c", 0.8)
    c.rect(0, 700, 1600, 220, Fade("#7d5a44", "#4a3029"))
    c.line([(0, 702), (1600, 702)], 5, "#b08a62")
    c.oval(600, 808, 230, "#2b1a18", ry=20, alpha=0.45)
    bottle = path(
        "M460 800L460 440C460 380 540 370 544 320L544 240L656 240L656 320C660 370 740 380 740 440L740 800Q600 826 460 800"
    )
    c.poly(bottle, Fade("#8fb07d", "#3f6b52", True), 0.95)
    with c.within(bottle):
        c.rect(440, 560, 320, 270, Fade("#5f8f4c", "#2c5238", True))
        c.rect(482, 400, 24, 380, "#eaf3d2", 0.5)
    c.rect(530, 196, 140, 60, Fade("#c99a5f", "#8a5a36", True), r=8)
    c.poly(box(490, 500, 220, 190, 10), "#f7efd8")
    c.line([*box(502, 512, 196, 166, 6), (698, 518)], 4, "#b5423a")
    for k in range(12):
        with c.at(600, 594, 1, k * 30):
            c.poly([(-7, -34), (0, -70), (7, -34)], "#d9a441")
    c.oval(600, 594, 38, "#b5423a")
    for side in (-1, 1):
        c.blob([(600, 616), (600 + side * 20, 600), (600 + side * 16, 574), (600 + side * 2, 590)], "#f7efd8")
    for x, y, s in ((360, 300, 1), (430, 180, 0.7), (760, 180, 0.8), (330, 470, 0.6)):
        with c.at(x, y, s):
            c.poly([(0, -40), (8, -8), (40, 0), (8, 8), (0, 40), (-8, 8), (-40, 0), (-8, -8)], "#e0a33c")
    _herb_under_lens(c)


def _herb_under_lens(c: Canvas) -> None:
    """The pot of herbs and the lens that shows grass."""
    stems = (
        [(960, 806), (980, 640), (1060, 500)],
        [(1010, 806), (1020, 620), (1010, 440)],
        [(1050, 806), (1090, 660), (1170, 560)],
        [(930, 806), (900, 680), (850, 600)],
    )
    c.oval(1000, 808, 150, "#2b1a18", ry=14, alpha=0.45)
    for stem in stems:
        nature.leafy(c, stem, 74, "#6f8a4a", "#9fb066", "#6b5a36", 5)
    c.poly([(886, 770), (1100, 770), (1076, 850), (910, 850)], Fade("#c9744a", "#8d4532", True))
    c.rect(872, 752, 244, 30, Fade("#d9855a", "#9a4f38", True), r=6)
    c.line([(1190, 560), (1400, 850)], 44, "#3b2a2a", end=52)
    c.line([(1196, 568), (1394, 842)], 12, "#7a5a4a")
    c.oval(1040, 400, 226, "#3b2a2a")
    lens = oval(1040, 400, 196)
    c.poly(lens, Fade("#f4f6e4", "#cfdcc0"))
    with c.within(lens):
        c.rect(840, 520, 400, 90, "#8a6a4a")
        for k in range(24):
            x = 850 + k * 17
            tip = c.random.uniform(-40, 40)
            h = c.random.uniform(120, 240)
            c.curve(
                [(x, 540), (x + tip * 0.3, 540 - h * 0.6), (x + tip, 540 - h)],
                13,
                c.random.choice(("#8fa05a", "#a9ae6a", "#7a8a4c", "#c2b878")),
                end=2,
            )
        c.poly(sector(1040, 400, 178, 178, 200, 260) + sector(1040, 400, 140, 140, 260, 200), "#ffffff", 0.55)
    c.outline(lens, 8, "#d9b45a")
