"""Scenes of stage, screen and radio."""

import math

from drawing import built, figures, nature, things
from drawing.canvas import Canvas, Fade
from drawing.figures import Look
from drawing.shapes import box, oval, path, sector, smooth


def night_theatre(c: Canvas) -> None:
    """The old stage again: a painted lighthouse throws its beam, the keeper lifts a lantern."""
    c.back("#1c0f1f", "#2b1426")
    c.rect(230, 70, 1140, 640, Fade("#14304a", "#3f7183"))
    with c.within(box(230, 70, 1140, 640)):
        nature.stars(c, 60, 420)
        c.poly([(640, 262), (1500, 90), (1500, 420)], "#ffe9a8", 0.5, blur=10)
        c.poly([(600, 262), (150, 150), (150, 330)], "#ffe9a8", 0.25, blur=10)
        for k in range(4):
            y = 560 + k * 34
            crest = smooth([(200 + j * 78, y + (15 if (j + k) % 2 else -15)) for j in range(17)])
            c.poly([*crest, (1480, 760), (200, 760)], ("#2f6f86", "#27607a", "#1d4f6b", "#163f5b")[k])
            c.line(crest, 4, "#a9d3d3", 0.7)
        c.poly(path("M470 640L530 560L580 520L680 520L740 570L800 640Z"), "#4a3540")
        c.poly([(588, 524), (600, 300), (650, 300), (666, 524)], "#f4e6c8")
        for y in (330, 410, 486):
            c.poly([(594, y), (658, y), (661, y + 38), (591, y + 38)], "#c23b32")
        c.poly([(630, 300), (650, 300), (666, 524), (640, 524)], "#1c1420", 0.25)
        c.glow(625, 262, 200, "#fff0b5", 0.95)
        c.rect(602, 240, 46, 50, "#fff6cf")
        c.poly([(594, 242), (625, 206), (656, 242)], "#8d2a2b")
        c.rect(592, 288, 66, 12, "#8d2a2b")
    _stage(c)


def _stage(c: Canvas) -> None:
    """Boards, keeper, curtains and the heads of the audience."""
    c.rect(150, 700, 1300, 62, Fade("#b9783f", "#6d3f2a"))
    c.line([(150, 702), (1450, 702)], 5, "#f0bd74")
    c.poly([(900, 70), (1010, 70), (1190, 720), (800, 720)], "#fff0c4", 0.2, blur=18)
    c.oval(990, 716, 190, "#ffe3a0", ry=16, alpha=0.5)
    c.glow(1102, 408, 190, "#ffdc8a", 0.85)
    keeper = figures.Pose(near_arm=((13, -88), (29, -94)), far_arm=((9, -64), (15, -52)))
    figures.person(c, 985, 716, 330, Look(top="#27506b", bottom="#1f2f45", beard=True, hair="#c9c2b8", cap="#16263c"), keeper)
    built.lamp(c, 1084, 436, 30, "#2b1c1c", "#ffe9a0")
    for side in (0, 1):
        with c.at(1600 * side, 0, 1, 0, bool(side)):
            _curtain(c, side)
    c.rect(0, 0, 1600, 40, "#5a1420")
    for k in range(9):
        x = -20 + k * 182
        c.poly([(x, 30), *sector(x + 91, 40, 98, 78, 180, 0)], Fade("#c22f35", "#7d1626"))
        c.line(sector(x + 91, 40, 98, 78, 176, 4), 6, "#e9b95a")
    figures.audience(c, 792, 36, "#1f0e1c", "#6d3346")
    figures.audience(c, 858, 46, "#12080f", "#45202f")


def _curtain(c: Canvas, side: int) -> None:
    """A gathered red curtain at the picture's edge."""
    edge = smooth([(330, 30), (300, 240), (230, 430), (170, 520), (210, 640), (200, 770)])
    outline = [(-20, 30), *edge, (-20, 770)]
    c.poly(outline, Fade("#d43a3c", "#8d1c2b", True))
    with c.within(outline):
        for k in range(7):
            fold = [(20 + k * 46, 30), (10 + k * 42, 300), (-10 + k * 32, 520), (20 + k * 28, 790)]
            c.curve(fold, 15, "#6d1122", 0.55, end=9)
            c.curve([(x - 16, y) for x, y in fold], 5, "#f2635a", 0.35 if not side else 0.18)
    c.poly([(-10, 500), (176, 506), (182, 534), (-10, 548)], "#e9b95a")


def film_festival(c: Canvas) -> None:
    """An open-air screening on a square: the screen is a huge telephone."""
    c.back("#101a3a", "#23305f", "#5a4a80", "#b0668a")
    nature.stars(c, 120, 460)
    built.skyline(c, 640, 60, 190, "#3b3566", "#2c2850", "#f0b75c")
    built.minaret(c, 150, 640, 34, 420, "#413a6d", "#2a2650")
    built.dome(c, 1440, 470, 180, "#413a6d", "#2c2850")
    c.rect(1370, 466, 140, 180, "#3b3566")
    c.rect(0, 636, 1600, 280, Fade("#3d3560", "#15122c"))
    c.poly([(330, 560), (1270, 560), (1500, 900), (100, 900)], "#ffcf8a", 0.16, blur=30)
    c.glow(800, 340, 760, "#ffc98a", 0.4)
    things.phone(c, 370, 110, 860, 450, "#f7b267")
    inner = box(390, 130, 820, 410, 24)
    with c.within(inner):
        c.rect(380, 120, 840, 440, Fade("#f2705a", "#fbd38a"))
        nature.sun(c, 800, 330, 78, "#fff4cc", "#ffe0a0")
        for y, tone in ((390, "#d9724f"), (440, "#b5503f"), (490, "#7a3140")):
            c.poly([*smooth([(360 + k * 180, y + (26 if k % 2 else -22)) for k in range(6)]), (1260, 580), (360, 580)], tone)
        figures.person(c, 700, 470, 150, Look(skin="#4a1f30", hair="#3b1828", top="#4a1f30", bottom="#3b1828"), figures.WALK)
        figures.person(c, 800, 476, 96, Look(skin="#4a1f30", hair="#3b1828", top="#5a2535", bottom="#3b1828"), figures.RUN)
        nature.birds(c, 960, 230, 5, "#7a3140", 14)
    _open_air_audience(c)


def _open_air_audience(c: Canvas) -> None:
    """String lights above the square and three rows of heads."""
    c.oval(402, 335, 7, "#0c0c14")
    for dx in (430, 1130):
        c.poly([(dx, 560), (dx + 40, 560), (dx + 60, 650), (dx - 20, 650)], "#1b1830")
    for a, b, sag in (((-20, 60), (800, 30), 90), ((800, 30), (1620, 70), 90)):
        spots = [
            (a[0] + (b[0] - a[0]) * k / 14, a[1] + (b[1] - a[1]) * k / 14 + sag * 4 * (k / 14) * (1 - k / 14))
            for k in range(15)
        ]
        c.line(spots, 2.4, "#0d1026")
        for x, y in spots[1:-1]:
            c.glow(x, y + 10, 46, "#ffd98a", 0.7)
            c.oval(x, y + 10, 7, "#fff2c4")
    figures.audience(c, 690, 20, "#241f42", "#f0a46a", 2.5)
    figures.audience(c, 752, 30, "#1a1633", "#c9765c", 2.5)
    figures.audience(c, 836, 44, "#0e0b20", "#7d4560", 2.5)


def taxi_poetry(c: Canvas) -> None:
    """From the taxi's back seat: city lights in the windscreen, a glowing radio, sound in rings."""
    c.back("#0f1830", "#0f1830")
    glass = path("M140 560C150 300 250 90 330 60L1270 60C1350 90 1450 300 1460 560Z")
    with c.within(glass):
        c.rect(0, 0, 1600, 600, Fade("#1f2f63", "#d0647a"))
        nature.stars(c, 50, 260)
        nature.moon(c, 1060, 190, 50, "#fbe9bf", "#2b3868")
        built.towers(c, 500, 18, 260, "#2b2a58", "#f6c667")
        c.poly([(0, 500), (1600, 500), (1600, 600), (0, 600)], "#2b2444")
        c.poly([(790, 470), (830, 470), (1330, 600), (420, 600)], "#3d355c")
        for k in range(4):
            c.poly(
                [
                    (806 - k * 3, 484 + k * 26),
                    (814 + k * 3, 484 + k * 26),
                    (818 + k * 5, 500 + k * 30),
                    (802 - k * 5, 500 + k * 30),
                ],
                "#f6d98a",
            )
        for x, y, tone in (
            (640, 516, "#ff5a4a"),
            (690, 518, "#ff5a4a"),
            (980, 524, "#fff2c4"),
            (1050, 527, "#fff2c4"),
            (560, 530, "#ff5a4a"),
            (1210, 540, "#fff2c4"),
        ):
            c.glow(x, y, 56, tone, 0.85)
            c.oval(x, y, 8, tone)
        for _ in range(24):
            c.glow(
                c.random.uniform(160, 1440),
                c.random.uniform(330, 500),
                c.random.uniform(24, 54),
                c.random.choice(("#ffc65a", "#ff8a6a", "#7fd0d0")),
                0.45,
            )
    c.outline(glass, 26, "#0a0f20")
    _dashboard(c)


def _dashboard(c: Canvas) -> None:
    """Mirror, beads, dashboard and the radio that sends out its rings."""
    c.rect(650, 56, 300, 84, "#0a0f20", r=26)
    c.rect(664, 68, 272, 60, Fade("#3b4a80", "#8a5a80"), r=18)
    c.oval(770, 98, 17, "#f3d6b0", ry=9)
    c.oval(830, 98, 17, "#f3d6b0", ry=9)
    for x in (772, 832):
        c.oval(x, 98, 7, "#231a28", ry=8)
        c.curve([(x - 26, 84), (x, 76), (x + 22, 84)], 6, "#231a28")
    for k in range(11):
        c.oval(800 + 6 * math.sin(k * 0.7), 152 + k * 15, 8, "#e0a33c" if k % 4 else "#2fa08f")
    c.poly([(796, 318), (816, 318), (826, 372), (786, 372)], "#c8452f")
    dash = smooth([(-40, 620), (200, 560), (800, 540), (1400, 560), (1640, 620)])
    c.poly([*dash, (1640, 920), (-40, 920)], Fade("#2a2447", "#120f24"))
    c.line(dash, 5, "#6d4f7c")
    for k in range(5):
        c.line(sector(800, 690, 150 + k * 82, 110 + k * 62, 190, 350), 7 - k, "#ffc65a", 0.85 - k * 0.15)
    c.glow(800, 700, 420, "#ffb55a", 0.6)
    c.rect(610, 620, 380, 150, "#0a0d1c", r=18)
    c.rect(690, 640, 220, 76, Fade("#ffd98a", "#f0953f"), r=8)
    for k in range(15):
        h = 10 + 26 * abs(math.sin(k * 1.3))
        c.rect(704 + k * 13.4, 678 - h, 7, h * 2, "#7a2f2a", r=3)
    for x in (650, 950):
        c.oval(x, 678, 28, "#c9c2d0")
        c.oval(x, 678, 20, "#57507a")
        c.line([(x, 678), (x + 8, 662)], 4, "#f4ead2")
    for k in range(5):
        c.rect(700 + k * 42, 732, 34, 20, "#57507a", r=5)
    _driver(c)


def _driver(c: Canvas) -> None:
    """The driver's back with cap, the wheel, and an empty seat beside him."""
    c.outline(oval(390, 690, 190, 150), 30, "#0a0d1c")
    c.line([(210, 700), (570, 700)], 24, "#0a0d1c")
    c.poly(path("M120 920C120 760 170 700 290 690L440 690C560 700 600 760 600 920Z"), Fade("#2f6f73", "#163a45"))
    c.rect(312, 600, 106, 110, "#8a5635", r=40)
    c.oval(365, 560, 92, "#a86f47", ry=108)
    c.poly(sector(365, 556, 96, 112, 150, 390), "#231a1c")
    c.poly(path("M262 540C262 440 468 440 470 540C430 556 300 556 262 540"), "#e6d5b8")
    c.poly(path("M366 452C440 456 468 490 470 540C446 550 410 552 380 553Z"), "#a8957a")
    c.line([(560, 850), (610, 770), (556, 720)], 60, "#24585f", end=44)
    c.oval(552, 712, 30, "#a86f47")
    c.poly(path("M1120 920C1110 720 1150 640 1240 630L1400 630C1490 640 1530 720 1520 920Z"), Fade("#3d2f5c", "#1c1633"))
    c.rect(1230, 560, 180, 90, Fade("#45366a", "#2a2148"), r=34)
