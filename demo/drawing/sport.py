"""Scenes of sport."""

from drawing import built, faces, figures, nature, things
from drawing.canvas import Canvas, Fade, blend
from drawing.faces import Face
from drawing.figures import Look, Pose
from drawing.shapes import Point, box, oval, path, sector, smooth


def cup_final(c: Canvas) -> None:
    """The deciding penalty: behind the striker, the keeper flies, the ball beats him."""
    c.back("#0b1c33", "#14395a", "#1c5a6d")
    for x in (190, 1410):
        c.line([(x, 430), (x, 110)], 10, "#0a1626")
        for row in range(3):
            for col in range(5):
                c.glow(x - 64 + col * 32, 70 + row * 26, 70, "#f4fbe6", 0.3)
                c.oval(x - 64 + col * 32, 70 + row * 26, 10, "#fffff2")
        tip = 1 if x < 800 else -1
        c.poly([(x - 60, 60), (x + 60, 60), (x + tip * 900, 900), (x + tip * 300, 900)], "#e9fbef", 0.07, blur=14)
    stand = smooth([(-50, 240), (400, 190), (800, 176), (1200, 190), (1650, 240)])
    c.poly([*stand, (1650, 480), (-50, 480)], "#10263f")
    colours = ("#c8452f", "#f1ead9", "#d9a441", "#4b86a0", "#c8452f", "#e9b7a0")
    for row in range(7):
        bend = [(x, 226 + row * 34 + 45 * ((x - 800) / 800) ** 2) for x in range(-40, 1660, 40)]
        for x, y in bend[row % 2 :: 1]:
            tone = blend(c.random.choice(colours), "#10263f", 0.72 - row * 0.06)
            c.oval(x + (row % 2) * 20 + c.random.uniform(-4, 4), y, 11, tone, ry=13)
        c.poly([(x, y + 9) for x, y in bend] + [(x, y + 30) for x, y in reversed(bend)], blend("#10263f", "#1d4a66", row / 9))
    c.rect(0, 452, 1600, 30, "#0c1b2c")
    for k in range(9):
        c.rect(k * 180 + 6, 456, 168, 22, ("#c8452f", "#e0a33c", "#2f7b80")[k % 3])
    c.rect(0, 482, 1600, 420, "#2c7d4f")
    for k in range(-7, 8, 2):
        c.poly([(800 + k * 96, 482), (800 + (k + 1) * 96, 482), (800 + (k + 1) * 330, 900), (800 + k * 330, 900)], "#348d58")
    for a, b in (((180, 540), (1420, 540)), ((180, 540), (-80, 760)), ((1420, 540), (1680, 760))):
        c.line([a, b], 6, "#eef6e4", 0.9)
    _penalty(c)


def _penalty(c: Canvas) -> None:
    """Net, keeper, ball and striker."""
    _net(c)
    keeper = Pose(
        near_arm=((9, -97), (19, -112)),
        far_arm=((15, -95), (27, -108)),
        near_leg=((-9, -27), (-22, -10)),
        far_leg=((8, -26), (0, -3)),
        neck=(4, -81),
        head=(8, -92),
    )
    figures.person(c, 800, 486, 230, Look(top="#f0b93a", bottom="#23344a", hair="#1d1a1f"), keeper, turn=62)
    things.ball(c, 1085, 318, 21)
    for k in range(1, 6):
        c.oval(1085 - k * 34, 318 + k * 33, 17 - k * 2, "#ffffff", alpha=0.26 - k * 0.04)
    kick = Pose(
        near_arm=((-18, -74), (-27, -62)),
        far_arm=((16, -78), (28, -84)),
        near_leg=((-4, -26), (-9, 0)),
        far_leg=((15, -34), (29, -26)),
        hip=(0, -50),
        neck=(-3, -82),
        head=(-2, -93),
    )
    c.oval(520, 872, 150, "#0d3a2a", ry=16, alpha=0.55)
    figures.person(c, 520, 872, 470, Look(top="#d4472f", bottom="#f4ecda", hair="#1d1a1f", skin="#a86f47", back=True), kick)


def _net(c: Canvas) -> None:
    """The goal from the penalty spot: posts, bar and a net drawn as two fans of cords."""
    left, right, top, foot = 420, 1180, 270, 528
    for k in range(21):
        x = left + (right - left) * k / 20
        c.line(
            [
                (x, top),
                (left + 60 + (right - left - 120) * k / 20, top + 34),
                (left + 60 + (right - left - 120) * k / 20, foot - 26),
            ],
            2,
            "#e4efe9",
            0.5,
        )
    for k in range(8):
        y = top + 34 + (foot - 60 - top) * k / 7
        c.line(
            [(left, top + (foot - top) * k / 7), (left + 60, y), (right - 60, y), (right, top + (foot - top) * k / 7)],
            2,
            "#e4efe9",
            0.5,
        )
    c.line([(left, foot), (left, top), (right, top), (right, foot)], 13, "#fdfdf6")
    c.line([(left + 4, foot), (left + 4, top + 5)], 4, "#a9bdb8")


def marathon(c: Canvas) -> None:
    """The winner, a nurse in a headscarf, breaks the tape in the morning street."""
    c.back("#f7a072", "#fbc98f", "#fdecc4")
    nature.sun(c, 800, 300, 130, "#fff8df", "#fff0c0")
    nature.rays(c, 800, 300, 26, "#fffbe6", 0.16)
    built.towers(c, 560, 16, 250, "#e98f73", "#fbd9a8", 0.55)
    for side in (0, 1):
        with c.at(1600 * side, 0, 1, 0, bool(side)):
            for k, (x0, x1, top) in enumerate(((-20, 150, 60), (150, 290, 170), (290, 400, 270), (400, 480, 350))):
                tone = ("#b3524e", "#c2655a", "#d07b67", "#de9276")[k]
                if side:
                    tone = blend(tone, "#5c2b46", 0.3)
                c.poly([(x0, top), (x1, top + (x1 - x0) * 0.4), (x1, 660), (x0, 760)], tone)
                for row in range(4):
                    for col in range(2):
                        w = (x1 - x0) * 0.2
                        c.poly(
                            built.arch(x0 + (x1 - x0) * (0.3 + 0.42 * col), top + 80 + row * w * 2.9 + w, w, w * 1.7),
                            "#fde3b0" if (row + col) % 2 else "#7d3541",
                        )
    for k, (y, s) in enumerate(((150, 30), (235, 20))):
        built.bunting(c, (120 + k * 130, y - 40), (1480 - k * 130, y - 40), 45, ("#1f7a7d", "#fdf3da", "#d9423c"), s)
    c.poly([(560, 610), (1040, 610), (1900, 910), (-300, 910)], Fade("#8a6a78", "#54435f"))
    for k in (-0.33, 0.33):
        c.line([(800 + k * 420, 612), (800 + k * 1700, 900)], 3, "#fdecc4", 0.7, end=12)
    c.poly([(560, 610), (480, 640), (-300, 910), (-300, 760)], "#e9b98b")
    c.poly([(1040, 610), (1120, 640), (1900, 910), (1900, 760)], "#b97f70")
    _runners(c)


def _runners(c: Canvas) -> None:
    """Spectators, the field and the winner in the tape."""
    for side in (-1, 1):
        for k in range(11):
            t = (k + 1) / 11
            x, h = 800 + side * (275 + 640 * t * t), 70 + 190 * t * t
            figures.person(
                c, x, 620 + 190 * t * t, h, figures.anybody(c), figures.CHEER if k % 3 == 0 else figures.STAND, side > 0
            )
    for x, y, h, top in (
        (640, 690, 185, "#d9a441"),
        (985, 680, 170, "#3d4f7c"),
        (905, 650, 140, "#5d7a4c"),
        (705, 645, 128, "#b5523b"),
    ):
        c.oval(x, y + 2, h * 0.24, "#3b2b4a", ry=6, alpha=0.4)
        figures.person(c, x, y, h, Look(top=top, bottom="#2c3350"), figures.RUN, x > 800)
    c.oval(800, 862, 170, "#2b2140", ry=16, alpha=0.5)
    win = Pose(
        near_arm=((-15, -93), (-24, -112)),
        far_arm=((18, -94), (30, -112)),
        near_leg=((17, -38), (10, -13)),
        far_leg=((-8, -28), (-27, -31)),
        hip=(0, -50),
        neck=(6, -81),
        head=(9, -92),
    )
    figures.person(c, 785, 862, 500, Look(skin="#c98f63", top="#f7f5ee", bottom="#1f7a7d", scarf="#1f7a7d"), win)
    c.poly(
        smooth([(300, 560), (560, 560), (760, 560), (858, 556), (960, 580), (1140, 545), (1320, 585)])
        + smooth([(1320, 617), (1140, 577), (960, 612), (858, 588), (760, 590), (560, 588), (300, 590)]),
        "#d9423c",
    )
    c.rect(790, 500, 58, 50, "#fbe3b0", r=4)


def women_basket(c: Canvas) -> None:
    """The winning leap: a player rises to the ring under the hall's lights."""
    c.back("#38215a", "#5b2f76", "#8f3f7b")
    for k in range(5):
        x = 200 + k * 300
        c.poly([(x - 26, -10), (x + 26, -10), (x + 190, 910), (x - 190, 910)], "#ffd9a0", 0.07, blur=10)
        c.rect(x - 54, 0, 108, 16, "#fff3d0", r=6)
    for row in range(7):
        for col in range(64):
            x, y = col * 26 + (row % 2) * 13, 430 + row * 30
            tone = c.random.choice(("#d9664e", "#f0b357", "#7b4a93", "#a35a8c", "#e9d7c6"))
            c.oval(x + c.random.uniform(-4, 4), y, 9, blend(tone, "#3b2159", 0.62 - row * 0.05), ry=11)
            c.rect(x - 12, y + 11, 24, 22, blend(tone, "#2b1846", 0.7 - row * 0.05), r=8)
    c.rect(0, 636, 1600, 30, "#2b1846")
    c.rect(0, 666, 1600, 240, Fade("#d98a4a", "#a4562f"))
    for k in range(-10, 11):
        c.line([(800 + k * 120, 666), (800 + k * 260, 900)], 2, "#7b3b25", 0.35)
    c.line(sector(1120, 690, 620, 160, 60, 200), 9, "#fbe6c0")
    c.line([(1330, 900), (1330, 250), (1250, 200)], 30, "#241338")
    c.poly([(1010, 66), (1236, 40), (1236, 330), (1010, 310)], "#f7efe0")
    c.line([(1010, 66), (1236, 40), (1236, 330), (1010, 310), (1010, 66)], 10, "#c8452f")
    c.line([(1068, 190), (1166, 182), (1166, 292), (1068, 286), (1068, 190)], 8, "#c8452f")
    for k in range(9):
        a = 878 + k * 26
        c.line([(a, 300), (924 + k * 13, 420)], 3, "#fdf6e6", 0.9)
        c.line([(a + 10, 300), (910 + k * 14, 420)], 2, "#fdf6e6", 0.6)
    _players(c)


def _players(c: Canvas) -> None:
    """The leap, the rival and two team-mates."""
    c.outline(oval(988, 300, 118, 22), 13, "#f0642f")
    leap = Pose(
        near_arm=((-3, -100), (15, -117)),
        far_arm=((19, -90), (26, -112)),
        near_leg=((15, -40), (4, -18)),
        far_leg=((-4, -23), (-13, 2)),
        hip=(-1, -50),
        neck=(5, -81),
        head=(8, -91),
    )
    c.oval(690, 830, 190, "#5b2415", ry=18, alpha=0.55)
    _shorts(c, 640, 770, leap)
    _basketball(c, 770, 92, 54)
    rival = Pose(near_arm=((10, -95), (18, -112)), far_arm=((12, -92), (22, -106)))
    figures.person(c, 1010, 868, 400, Look(top="#1f7a7d", bottom="#17525c", scarf="#12343d", skin="#a86f47"), rival, True)
    figures.person(c, 330, 872, 350, Look(top="#f2a93b", bottom="#d4472f", hair="#1d1a1f"), figures.CHEER)
    figures.person(c, 1230, 880, 330, Look(top="#f2a93b", bottom="#d4472f", scarf="#f7efe0"), figures.CHEER, True)


def _shorts(c: Canvas, x: float, y: float, pose: Pose) -> None:
    """The leaping player, a long-sleeved shirt under a bright vest and a headscarf."""
    figures.person(c, x, y, 560, Look(skin="#c98f63", top="#f2a93b", bottom="#d4472f", scarf="#f7efe0"), pose)
    with c.at(x, y, 5.6):
        c.poly([(0, -72), (8, -71), (8, -60), (0, -61)], "#d4472f")


def _basketball(c: Canvas, x: float, y: float, r: float) -> None:
    c.glow(x, y, r * 2.6, "#ffd9a0", 0.5)
    c.oval(x, y, r, Fade("#f79a4b", "#d05a26"))
    with c.within(oval(x, y, r)):
        for dx in (-1.25, 1.25):
            c.line(oval(x + dx * r, y, r * 0.95), 4, "#4a1d1a")
        c.line([(x - r, y), (x + r, y)], 4, "#4a1d1a")
        c.line([(x, y - r), (x, y + r)], 4, "#4a1d1a")


def young_keeper(c: Canvas) -> None:
    """A seventeen-year-old goalkeeper before his net, the ball held in big gloves."""
    c.back("#1f5a54", "#3a8a72", "#a8c98a")
    nature.sun(c, 1220, 250, 90, "#fff2c4", "#ffe39a")
    for k in range(5):
        nature.tree(c, 120 + k * 340, 640, 210, "#1d4f46", "#2f7358", "#2a3a30")
    c.rect(0, 630, 1600, 280, Fade("#6fae5c", "#2f7f4f"))
    for k in range(-5, 18):
        c.line([(k * 112, 0), (k * 112 + 560, 900)], 2.6, "#eef3e0", 0.34)
        c.line([(k * 112, 0), (k * 112 - 560, 900)], 2.6, "#eef3e0", 0.34)
    c.rect(0, 60, 1600, 30, Fade("#fffdf4", "#c9d3c2"))
    c.rect(210, 60, 30, 850, Fade("#fffdf4", "#b9c8b6", True))
    face = Face("#c98a5c", "#231a1c", "#f08a2c", style="curly", collar="#25324a", slim=0.92, smile=1.5)
    faces.bust(c, 800, 440, 270, face)
    with c.at(800, 440, 1.35):
        for side in (-1, 1):
            c.line([(side * 166, 130), (side * 230, 270), (side * 92, 300)], 90, "#f08a2c" if side < 0 else "#b95d25", end=70)
        c.poly([(-190, 330), (190, 330), (190, 400), (-190, 400)], "#f08a2c")
    things.ball(c, 800, 760, 118)
    for side in (-1, 1):
        with c.at(800 + side * 118, 772, 1, 0, side > 0):
            tone = "#f4f0e2" if side < 0 else "#cfc9bd"
            c.rect(-74, -6, 70, 100, "#25324a", r=20)
            for k in range(4):
                c.line([(-40, -26 + k * 30), (32 - abs(k - 1.5) * 12, -40 + k * 32)], 30, tone)
            c.blob([(-66, -40), (-10, -58), (6, 20), (-6, 86), (-60, 84)], tone)
            c.line([(-44, -48), (-6, -96)], 30, tone)
            c.line([(-52, -18), (-16, -22)], 6, "#d4472f")
            c.line([(-52, 14), (-14, 14)], 6, "#d4472f")


def chess_kid(c: Canvas) -> None:
    """An eleven-year-old behind a chessboard reaches for the queen."""
    c.back("#153b44", "#1f5558", "#2f7068")
    c.glow(800, 260, 760, "#f2d8a0", 0.4)
    for k in range(12):
        c.poly(oval(800, 330, 760 - k * 60), "#f2d8a0", 0.022)
    face = Face("#d69f74", "#2a1d1a", "#c8452f", style="long", glasses=True, slim=1.0, collar="#f4ecda", smile=1.2)
    faces.bust(c, 800, 398, 300, face)
    near, far, top, low = 1010, 470, 610, 905
    c.poly([(800 - far - 40, top - 12), (800 + far + 40, top - 12), (800 + near + 70, low), (800 - near - 70, low)], "#5a3226")
    for row in range(6):
        for col in range(8):
            quad = [_square(col + dx, row + dy) for dx, dy in ((0, 0), (1, 0), (1, 1), (0, 1))]
            c.poly(quad, "#f2e1bd" if (row + col) % 2 else "#8a4b35")
    pieces = (
        ("pawn", 1, 0, 0),
        ("rook", 0, 0, 0),
        ("pawn", 2, 0, 0),
        ("bishop", 6, 0, 0),
        ("rook", 7, 0, 0),
        ("pawn", 6, 1, 0),
        ("knight", 1, 2, 1),
        ("pawn", 5, 3, 1),
        ("bishop", 2, 3, 1),
        ("king", 6, 3, 1),
    )
    for kind, col, row, light in pieces:
        x, y = _square(col + 0.5, row + 0.6)
        _chessman(c, x, y, 0.62 + row * 0.19, kind, ("#2b2a33", "#f6ead0")[light])
    x, y = _square(4.1, 1.6)
    _chessman(c, x, y, 1.05, "queen", "#2b2a33")
    c.line([(1010, 560), (1052, 622), (930, 600)], 88, "#a23626", end=60)
    c.oval(880, 582, 38, "#d69f74", ry=32)
    for k in range(3):
        c.line([(872, 566 + k * 16), (826, 574 + k * 12)], 19, "#d69f74", end=14)


def _square(col: float, row: float) -> Point:
    """A board coordinate (8 columns, 6 rows towards us) in the picture."""
    t = row / 6 * 0.55 + (row / 6) ** 2 * 0.45
    return 800 + (col - 4) / 4 * (470 + 540 * t), 610 + 290 * t


def _chessman(c: Canvas, x: float, y: float, s: float, kind: str, tone: str) -> None:
    """A chess piece standing at (x, y); turned on a lathe, so a profile and a shaded right half."""
    heads = {
        "pawn": oval(0, -112, 26),
        "rook": [
            (-30, -100),
            (-34, -150),
            (-20, -150),
            (-20, -138),
            (-7, -138),
            (-7, -150),
            (7, -150),
            (7, -138),
            (20, -138),
            (20, -150),
            (34, -150),
            (30, -100),
        ],
        "bishop": path("M-16 -110C-44 -150 -14 -180 0 -196C14 -180 44 -150 16 -110"),
        "knight": path(
            "M-30 -92C-34 -140 -30 -180 14 -196L18 -180C40 -168 52 -140 54 -128C46 -116 30 -122 18 -128C26 -112 30 -104 28 -92"
        ),
        "queen": [
            (-24, -120),
            (-44, -196),
            (-22, -168),
            (-14, -206),
            (0, -170),
            (14, -206),
            (22, -168),
            (44, -196),
            (24, -120),
        ],
        "king": path(
            "M-22 -120C-52 -170 -30 -190 0 -176C30 -190 52 -170 22 -120L6 -120L6 -178"
            "L8 -196L20 -196L20 -208L6 -208L6 -222L-6 -222L-6 -208L-20 -208L-20 -196L-8 -196"
            "L-8 -178"
        ),
    }
    tall = 1.0 if kind in ("pawn", "rook") else 1.18
    body = path(f"M-48 0L-48 -16C-30 -26 -18 -50 -14 {-92 * tall}L14 {-92 * tall}C18 -50 30 -26 48 -16L48 0")
    with c.at(x, y, s):
        c.oval(14, 0, 60, "#1c1014", ry=13, alpha=0.4)
        for part in (body, heads[kind], box(-30, -104 if kind == "pawn" else -118, 60, 14, 6)):
            c.poly(part, Fade(blend(tone, "#ffffff", 0.25), blend(tone, "#1c1420", 0.38), True))
