"""Scenes of the invented city and its roads."""

import math

from drawing import built, figures, nature, things
from drawing.canvas import Canvas, Fade, blend
from drawing.figures import Look
from drawing.shapes import box, oval, path, polygon, smooth


def old_bridge(c: Canvas) -> None:
    """A restored stone bridge of five arches, mirrored in the river on its opening morning."""
    c.back("#2f6f80", "#8fb9ad", "#f6dfb0", "#f6dfb0")
    nature.sun(c, 1180, 300, 62, "#fff4d0", "#ffdf95")
    nature.cloud(c, 430, 190, 420, "#f3dcb6", 0.75)
    nature.cloud(c, 900, 120, 260, "#f3dcb6", 0.55)
    nature.ridge(c, 470, 26, 6, "#7fa39a")
    built.skyline(c, 560, 50, 130, "#d8b98a", "#a98463", "#6e5a4e")
    built.dome(c, 700, 450, 190, "#e0c496", "#b08a62")
    c.rect(620, 446, 160, 120, Fade("#dcbf90", "#b8946a", True))
    built.minaret(c, 930, 560, 34, 330, "#e6cb9d", "#a98463")
    nature.ridge(c, 575, 8, 5, "#55785f")
    _bridge(c)


def _bridge(c: Canvas) -> None:
    """The bridge itself, the people on it and its mirror image."""
    deck = smooth([(-60, 560), (300, 520), (800, 415), (1300, 520), (1660, 560)], steps=16)
    wall = [*deck, (1660, 640), (-60, 640)]
    c.poly(wall, Fade("#eacb93", "#c99a62"))
    with c.within(wall):
        built.courses(c, -10, 400, 1620, 250, 24, "#8a5f3c", 0.3)
    for x, w, h in ((800, 270, 175), (500, 210, 122), (1100, 210, 122), (258, 150, 76), (1342, 150, 76)):
        c.poly(built.arch(x, 640, w + 34, h + 19), "#f3dba8")
        c.poly(built.arch(x, 640, w, h), "#5b3f3a")
        c.poly(built.arch(x + 14, 640, w - 28, h - 12), Fade("#a9c3b0", "#6f9c97"))
    for x in (648, 952):
        c.poly([(x - 26, 640), (x - 20, 520), (x, 500), (x + 20, 520), (x + 26, 640)], Fade("#f0d39c", "#a87b50", True))
    c.line([(x, y - 4) for x, y in deck], 15, "#f8e3b4")
    c.line([(x, y + 8) for x, y in deck], 4, "#9b6e49")
    for x, look, flip in ((560, 3, False), (690, 0, True), (745, 1, False), (800, 2, True), (862, 4, True), (1010, 5, False)):
        y = min(deck, key=lambda p: abs(p[0] - x))[1] - 6
        figures.person(c, x, y, 66 if look != 1 else 46, figures.anybody(c), figures.WALK, flip)
    built.bunting(c, (330, 478), (1270, 478), -130, ("#b5423a", "#f7ead0", "#2f6f73", "#e0a33c"), 22)
    c.reflect(640, 262, "#1f5a66", 0.5)
    c.rect(0, 640, 1600, 262, Fade("#2d7480", "#123f4c"), 0.4)
    nature.glitter(c, 1180, 660, 890, "#ffe9b4", 0.7)
    for x, h in ((60, 300), (128, 230), (1530, 290), (1470, 210)):
        nature.cypress(c, x, 662, h, "#1f4a41", "#37705a")
    for side in (0, 1):
        with c.at(1600 * side, 0, 1, 0, bool(side)):
            c.poly([*smooth([(-40, 650), (120, 652), (230, 690), (150, 760), (-40, 800)]), (-40, 650)], "#1d4540")


def flooded_alley(c: Canvas) -> None:
    """Rain over an old street under water; rescuers come by boat, lit windows in the wet."""
    c.back("#25384c", "#4b6678", "#8aa0a2")
    for x, y, w in ((300, 120, 620), (980, 90, 760), (1420, 190, 480)):
        nature.cloud(c, x, y, w, "#1f3144", 0.85)
    built.skyline(c, 560, 60, 150, "#5f7583", "#485d6d", "#f2c46b", 480, 1130)
    built.minaret(c, 890, 560, 30, 330, "#5f7583", "#42576a")
    for side in (0, 1):
        with c.at(1600 * side, 0, 1, 0, bool(side)):
            tones = (
                ("#31485a", 0, 180, 60),
                ("#3c5567", 180, 330, 170),
                ("#48626f", 330, 450, 270),
                ("#567079", 450, 540, 350),
            )
            for tone, x0, x1, top in tones:
                c.poly(
                    [(x0, top), (x1, top + (x1 - x0) * 0.35), (x1, 640 - x1 * 0.16 + 90), (x0, 760 - x0 * 0.3)],
                    tone if not side else blend(tone, "#101c2c", 0.25),
                )
                for wx, wy in ((0.28, 0.28), (0.72, 0.36), (0.28, 0.6), (0.72, 0.62)):
                    x, y = x0 + (x1 - x0) * wx, top + (640 - top) * wy
                    lit = c.random.random() < 0.75
                    s = (x1 - x0) * 0.19
                    c.poly(built.arch(x, y + s * 1.5, s, s * 1.9), "#f5c15c" if lit else "#1d2d3d")
                    c.rect(x - s * 0.7, y + s * 1.5, s * 1.4, 5, "#22333f")
    c.poly([(330, 640), (1270, 640), (1270, 560), (330, 560)], "#5b7480", 0.35, blur=20)
    c.reflect(640, 262, "#22394b", 0.3)
    c.rect(0, 640, 1600, 262, Fade("#4d6975", "#16263a"), 0.35)
    for _ in range(46):
        share = c.random.random()
        x, y = c.random.uniform(0, 1500), 660 + 230 * share
        c.line(oval(x, y, 14 + 20 * share, 3 + 4 * share), 1.6, "#b9cdd0", 0.4)
    _rescue(c)


def _rescue(c: Canvas) -> None:
    """The boat with two rescuers and the people they fetched; rain over all."""
    boat = path("M560 700C600 704 1000 704 1060 682C1040 750 1000 772 960 774L640 774C590 770 566 740 560 700")
    c.oval(810, 776, 290, "#0f1c2b", ry=16, alpha=0.5)
    for x, look, pose, flip in (
        (650, Look(top="#c8452f", bottom="#23344a", cap="#f1ead9"), figures.POINT, False),
        (770, Look(top="#e6d5b8", scarf="#7a3f56", robe=True), figures.HOLD, False),
        (845, Look(top="#d9a441"), figures.STAND, False),
        (960, Look(top="#c8452f", bottom="#23344a", cap="#f1ead9"), figures.REACH, True),
    ):
        figures.person(c, x, 765, 250 if look.top != "#d9a441" else 165, look, pose, flip)
    c.poly(boat, Fade("#e8803a", "#a9452b"))
    c.curve([(562, 702), (760, 716), (960, 708), (1058, 684)], 11, "#ffb066")
    c.line([(905, 640), (850, 830)], 7, "#d8c8a4")
    c.glow(712, 545, 120, "#ffe39a", 0.8)
    c.oval(712, 545, 9, "#fff3cc")
    nature.rain(c, 330, "#d5e2e2")


def desert_road(c: Canvas) -> None:
    """A widened road winding between dunes towards the evening sun."""
    c.back("#5b3a63", "#c9626b", "#f4a96b", "#fbd58c")
    nature.sun(c, 830, 330, 92, "#fff0bd", "#ffd27d")
    for y, rise, tone in ((390, 26, "#d98a72"), (430, 30, "#c4705f"), (480, 26, "#b05d4d")):
        nature.ridge(c, y, rise, 5, tone)
    dune = smooth([(-60, 520), (300, 440), (620, 500), (900, 470), (1250, 520), (1660, 460)])
    c.poly([*dune, (1660, 920), (-60, 920)], Fade("#e59a5a", "#b4613c"))
    spine = [
        (835, 478, 7),
        (790, 500, 16),
        (700, 530, 30),
        (720, 570, 52),
        (880, 620, 86),
        (960, 690, 140),
        (860, 780, 215),
        (760, 920, 330),
    ]
    mid = smooth([(x, y) for x, y, _ in spine])
    half = [h for _, h in smooth([(x, h) for x, _, h in spine])]
    for extra, tone in ((1.25, "#f0b877"), (1, "#4b3a4b")):
        left = [(x - h * extra, y) for (x, y), h in zip(mid, half, strict=True)]
        right = [(x + h * extra, y) for (x, y), h in zip(mid, half, strict=True)]
        c.poly(left + right[::-1], tone)
    for k in range(2, len(mid) - 2):
        (x, y), h = mid[k], half[k]
        (x1, y1), h1 = mid[k + 1], half[k + 1]
        for lane, dashed in ((-0.93, False), (0.93, False), (0.03, False), (-0.03, False), (-0.48, True), (0.48, True)):
            if not dashed or k % 4 < 2:
                tone = "#f6c64f" if abs(lane) < 0.1 else "#f7e9cf"
                c.line([(x + h * lane, y), (x1 + h1 * lane, y1)], h * 0.024 + 0.6, tone)
    _near_dunes(c)


def _near_dunes(c: Canvas) -> None:
    """The dunes in front, the lorry and the warning of camels."""
    c.poly([*smooth([(-270, 790), (146, 590), (406, 680), (572, 940)]), (-270, 920)], Fade("#eba762", "#c06f42"))
    c.poly([*smooth([(1080, 930), (1240, 700), (1420, 590), (1680, 560)]), (1680, 930)], Fade("#c9764a", "#8d4636"))
    c.poly([*smooth([(1250, 930), (1330, 760), (1420, 590), (1680, 560)]), (1680, 930)], "#7c3b35")
    things.truck(c, 905, 668, 150, "#f2e3c4", "#2f7377")
    with c.at(1180, 790):
        c.line([(0, 0), (0, -170)], 9, "#3b2a33")
        c.poly([(0, -330), (96, -165), (-96, -165)], "#b5322f")
        c.poly([(0, -302), (74, -178), (-74, -178)], "#fff4dc")
        camel(c, -2, -182, 80, "#2b2026")


def camel(c: Canvas, x: float, y: float, w: float, fill: str) -> None:
    """A camel's silhouette facing right, its feet at (x, y)."""
    with c.at(x, y, w / 100):
        c.poly(
            path(
                "M-42 -46C-36 -62 -22 -60 -12 -80C-6 -92 4 -90 10 -76C16 -62 26 -56 32 -62"
                "C40 -72 34 -86 40 -94C46 -98 58 -96 62 -90C58 -84 50 -86 48 -82C50 -64 46 -48 28 -42"
                "C8 -34 -24 -34 -42 -46"
            ),
            fill,
        )
        for leg in (-36, -24, 16, 26):
            c.line([(leg, -46), (leg + 2, -22), (leg, 0)], 7, fill, end=4.5)
        c.curve([(-42, -46), (-47, -36), (-45, -26)], 3, fill)


def lighthouse(c: Canvas) -> None:
    """A striped lighthouse on its rock, visitors on the stair to the new museum."""
    c.back("#3f93b5", "#8cc7cf", "#e6efd9", "#e6efd9")
    nature.rays(c, 800, 190, 22, "#ffffff", 0.09)
    for x, y, w in ((250, 300, 380), (1330, 240, 440), (1180, 420, 260), (480, 450, 220)):
        nature.cloud(c, x, y, w, "#fdf8ea", 0.9)
    nature.water(c, 560, "#2f88a4", "#0f4763", "#bfe3df", 90)
    c.poly(path("M1120 560L1240 530L1400 524L1600 540L1600 566Z"), "#5e8f8d")
    things.dhow(c, 320, 640, 190, "#7a3b2e", "#f3dfb4", "#fbf3df")
    rock = path("M360 920L470 800L560 770L610 690L700 660L930 655L1010 700L1080 720L1130 790L1250 820L1330 920Z")
    c.poly(rock, "#a9795a")
    c.poly(path("M820 655L930 655L1010 700L1080 720L1130 790L1250 820L1330 920L900 920L940 800L860 740Z"), "#6d4b45")
    c.poly(path("M470 800L560 770L610 690L700 660L690 720L600 790L520 850L430 920L360 920Z"), "#c7966d")
    tower = [(742, 662), (758, 250), (858, 250), (876, 662)]
    c.poly(tower, "#fbf4e3")
    with c.within(tower):
        for y in (250, 394, 540):
            c.poly([(700, y), (920, y), (920, y + 74), (700, y + 74)], "#c23b32")
        c.poly([(822, 240), (960, 240), (960, 700), (840, 700)], "#2b2440", 0.24)
        for y in (350, 500):
            c.poly(built.arch(796, y + 26, 22, 44), "#2c4257")
        c.poly(built.arch(806, 664, 46, 84), "#3b2b33")
    _lantern_and_visitors(c)


def _lantern_and_visitors(c: Canvas) -> None:
    """Gallery and lantern, the keeper's house, the stair with its visitors."""
    c.rect(734, 236, 148, 18, "#2c3a4a", r=5)
    for x in range(740, 884, 20):
        c.line([(x, 238), (x, 212)], 3, "#2c3a4a")
    c.line([(738, 212), (880, 212)], 4, "#2c3a4a")
    c.rect(768, 160, 80, 78, Fade("#fff0b0", "#e9b95a", True))
    for x in (768, 794, 822, 846):
        c.line([(x, 160), (x, 238)], 3, "#2c3a4a")
    c.poly(path("M752 162C760 110 850 110 862 162Z"), "#c23b32")
    c.poly(path("M812 122C846 122 858 140 862 162L820 162Z"), "#8e2a2b")
    c.line([(807, 124), (807, 88)], 4, "#2c3a4a")
    built.house(c, 900, 668, 170, 96, "#f6e6c6", "#b48f6c", "#35546b")
    c.poly([(890, 574), (985, 528), (1080, 574)], "#c05a3c")
    steps = [(690, 668), (640, 716), (690, 764), (620, 816), (560, 900)]
    c.line(steps, 24, "#e9cda0", end=58)
    for x, y, h in ((700, 668, 74), (655, 720, 84), (700, 764, 92), (640, 812, 104), (578, 880, 124), (862, 668, 72)):
        figures.person(c, x, y, h, figures.anybody(c), figures.WALK, x < 660)
    nature.birds(c, 560, 210, 7, "#fdfaf0", 20)
    nature.birds(c, 1060, 330, 5, "#fdfaf0", 16)


def metro_line(c: Canvas) -> None:
    """A cut through the ground: the city above, a test train in the new station below."""
    c.back("#f3d9b1", "#f3d9b1", "#f3d9b1")
    c.rect(0, 0, 1600, 330, Fade("#7fb3b0", "#f6e2b8"))
    nature.sun(c, 330, 150, 46, "#fff6da", "#ffeab0")
    built.skyline(c, 330, 70, 170, "#e2b98d", "#b98665", "#7c4f46")
    built.dome(c, 820, 190, 190, "#d5936a", "#a5624b")
    c.rect(742, 186, 156, 144, Fade("#dda777", "#b06f52", True))
    for x in (110, 560, 1050, 1480):
        nature.tree(c, x, 334, 116, "#2f6655", "#5b9a6c", "#4f3b33")
    for x in (300, 660, 960, 1250):
        figures.person(c, x, 334, 56, figures.anybody(c), figures.WALK, x % 2 == 0)
    c.rect(0, 330, 1600, 16, "#5a4a4a")
    for k, (y, tone) in enumerate(((346, "#9c6847"), (420, "#84543f"), (520, "#6d4338"), (660, "#563432"), (800, "#432a2c"))):
        nature.ridge(c, y + 8, 7 if k else 0.1, 7, tone)
    for _ in range(70):
        x, y = c.random.uniform(0, 1600), c.random.uniform(380, 890)
        c.blob([(x - 14, y), (x, y - 8), (x + 16, y - 2), (x + 4, y + 8)], "#c08a5d", c.random.uniform(0.12, 0.4))
    _station(c)


def _station(c: Canvas) -> None:
    """The vaulted station with its train, escalator and passengers."""
    hall = path("M-20 800L-20 560L120 560C220 430 420 412 800 412C1180 412 1380 430 1480 560L1620 560L1620 800Z")
    c.poly(hall, Fade("#f7ecd2", "#cfd9d0"))
    with c.within(hall):
        for k in range(-6, 7):
            c.curve([(800 + k * 128, 400), (800 + k * 150, 560), (800 + k * 152, 800)], 5, "#a9b8b0", 0.7)
        for x in range(170, 1500, 210):
            c.glow(x, 470, 150, "#fffdf0", 0.6)
            c.rect(x - 40, 462, 80, 9, "#fffef6", r=4)
    c.line(smooth([(120, 560), (300, 450), (800, 412), (1300, 450), (1480, 560)]), 14, "#2f6f73")
    _train(c, -330, 752)
    c.rect(-20, 752, 1640, 54, Fade("#d9a441", "#b07b35"))
    c.rect(-20, 806, 1640, 20, "#2e2227")
    shaft = [(1120, 346), (1210, 346), (1480, 756), (1370, 756)]
    c.poly(shaft, "#f7ecd2")
    for k in range(14):
        x, y = 1170 + k * 19.3, 366 + k * 28
        c.line([(x - 36, y), (x + 36, y)], 3, "#b8a78c")
    for k, t in enumerate((0.18, 0.45, 0.75)):
        figures.person(c, 1172 + 250 * t, 352 + 400 * t, 86, figures.anybody(c), figures.STAND, k % 2 == 0)
    for x in (220, 330, 480, 640, 770, 905, 985, 1240, 1540):
        figures.person(
            c, x, 790, 118, figures.anybody(c, back=x % 3 == 0), figures.STAND if x % 4 else figures.WALK, x % 20 == 0
        )


def _train(c: Canvas, x: float, y: float) -> None:
    """Three metro carriages in profile, wheels hidden behind the platform's edge at ``y``."""
    for k in range(3):
        left = x + k * 490
        shape = (
            box(left, y - 190, 480, 200, 22)
            if k < 2
            else path(
                f"M{left} {y + 10}L{left} {y - 168}Q{left} {y - 190} {left + 22} {y - 190}"
                f"L{left + 390} {y - 190}C{left + 440} {y - 186} {left + 474} {y - 90} {left + 480} {y + 10}Z"
            )
        )
        c.poly(shape, Fade("#f2f0e6", "#b9c4c2"))
        with c.within(shape):
            c.rect(left, y - 52, 490, 26, "#c8452f")
            c.rect(left, y - 26, 490, 12, "#2f6f73")
            for w in range(4):
                c.rect(left + 24 + w * 114, y - 160, 84, 72, Fade("#ffe9ab", "#f3c667"), r=9)
            if k == 2:
                c.poly([(left + 384, y - 172), (left + 426, y - 172), (left + 462, y - 84), (left + 384, y - 84)], "#24384a")
        for d in (116, 344):
            c.rect(left + d - 8, y - 165, 4, 176, "#7d8b8b")


def city_bees(c: Canvas) -> None:
    """A beekeeper on a city roof lifts a comb; hives in a row, a honey-coloured evening."""
    c.back("#f2b84b", "#f7cf74", "#fbe5ae")
    for row in range(5):
        for col in range(12):
            x, y = 60 + col * 143 + (row % 2) * 71.5, 30 + row * 124
            c.poly(polygon(x, y, 78, 6, 30), "#e9a435", 0.22 if (row + col) % 3 else 0.4)
    nature.sun(c, 1130, 250, 100, "#fff6d8", "#fff0bd")
    built.skyline(c, 640, 70, 190, "#d99b5f", "#b87447", "#8a4f38")
    built.dome(c, 420, 480, 200, "#c9855a", "#9c5a41")
    c.rect(338, 476, 164, 170, Fade("#cf8f60", "#a06044", True))
    built.minaret(c, 620, 650, 36, 400, "#d99b5f", "#a86644")
    c.rect(0, 640, 1600, 30, "#7a4438")
    c.rect(0, 670, 1600, 240, Fade("#b9664a", "#7b3c35"))
    built.courses(c, 0, 690, 1600, 220, 44, "#4a2327", 0.35)
    for x, tone in ((250, "#f4ead2"), (480, "#5f8f92"), (1270, "#f4ead2"), (1090, "#c9d6b8")):
        _hive(c, x, 800, tone)
    _beekeeper(c)


def _beekeeper(c: Canvas) -> None:
    """The beekeeper with a comb in both hands, bees around."""
    suit = "#f7f1e0"
    figures.person(
        c,
        770,
        1090,
        800,
        Look(skin="#c98f63", top=suit, bottom="#e4d9c0"),
        figures.Pose(near_arm=((12, -66), (25, -70)), far_arm=((15, -70), (28, -74))),
    )
    c.oval(792, 322, 92, "#e9dbb5", ry=18)
    c.poly(path("M738 322C740 272 844 272 846 322Z"), "#efe4c4")
    c.poly(path("M722 326C716 380 730 420 770 424L816 424C850 418 862 380 858 326Z"), "#3a2a2a", 0.38)
    with c.at(925, 452, 1, -6):
        c.rect(-22, -12, 210, 18, "#8a5a36")
        c.rect(-6, 4, 178, 138, "#8a5a36", r=4)
        c.rect(6, 14, 154, 116, "#f0a92e")
        for row in range(7):
            for col in range(8):
                c.poly(polygon(18 + col * 18.4 + (row % 2) * 9.2, 24 + row * 16, 9.6, 6, 30), "#c97a1c", 0.8)
    for _ in range(30):
        a, d = c.random.uniform(0, math.tau), c.random.uniform(110, 520)
        _bee(c, 985 + math.cos(a) * d, 430 + math.sin(a) * d * 0.62, c.random.uniform(0.7, 1.5), c.random.uniform(-40, 40))


def _hive(c: Canvas, x: float, y: float, tone: str) -> None:
    dark = blend(tone, "#3a2030", 0.35)
    for k in range(3):
        c.rect(x - 78, y - 60 - k * 62, 156, 60, Fade(tone, dark, True))
        c.rect(x - 26, y - 36 - k * 62, 52, 9, dark)
    c.rect(x - 90, y - 204, 180, 20, "#6d4a3a")
    c.rect(x - 60, y - 14, 120, 9, "#3a2030")
    for side in (-60, 48):
        c.rect(x + side, y, 12, 44, "#5b3a33")


def _bee(c: Canvas, x: float, y: float, size: float, turn: float) -> None:
    with c.at(x, y, size, turn):
        for wing in (-28, 20):
            with c.at(0, -5, 1, wing):
                c.oval(0, -9, 5, "#fffdf2", ry=9, alpha=0.85)
        c.oval(0, 0, 12, "#f2b32c", ry=7.5)
        for k in (-4, 3):
            c.rect(k, -7, 3.6, 14, "#3a2418")
        c.oval(11, -1, 5.5, "#3a2418")
