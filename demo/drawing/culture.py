"""Scenes of books, music and museums."""

import math

from drawing import built, faces, figures, nature, things
from drawing.canvas import Canvas, Fade, blend
from drawing.faces import Face
from drawing.figures import Look
from drawing.shapes import oval, path, polygon, sector


def book_fair(c: Canvas) -> None:
    """Books as tall as houses make a street; readers stroll between them."""
    c.back("#f6d9a8", "#fbe8c4", "#fdf2da")
    nature.rays(c, 800, 470, 28, "#f2b56b", 0.2)
    nature.sun(c, 800, 430, 110, "#fffaf0", "#ffe3a8")
    far = ("#e2a87c", "#c98f83", "#d9b88a", "#a9a58c")
    x = 380
    while x < 1220:
        w, h = c.random.uniform(40, 70), c.random.uniform(190, 330) * (0.55 + abs(x - 800) / 700)
        things.book(c, x, 640, w, h, c.random.choice(far), "#fbe8c4")
        x += w + 2
    row = (
        (-20, 118, 640, "#1f5a63"),
        (100, 92, 560, "#c8452f"),
        (194, 128, 600, "#e0a33c"),
        (324, 84, 470, "#3d4f7c"),
        (410, 104, 520, "#7a2f45"),
        (1090, 112, 540, "#2f7f6d"),
        (1204, 82, 480, "#e0a33c"),
        (1288, 124, 610, "#8d3b2e"),
        (1414, 94, 560, "#24506b"),
        (1510, 124, 650, "#c8452f"),
    )
    for x, w, h, tone in row:
        things.book(c, x, 740, w, h, tone, "#f8e6bd")
        c.poly(built.arch(x + w / 2, 740, w * 0.46, 92), "#3b2430")
        c.poly(built.arch(x + w / 2, 740, w * 0.36, 82), "#ffd98a")
    for a, b in (((514, 330), (1092, 320)), ((408, 470), (1206, 470))):
        built.bunting(c, a, b, 34, ("#c8452f", "#fdf6e3", "#1f7a7d", "#e0a33c"), 24)
    _readers(c)


def _readers(c: Canvas) -> None:
    """The square between the books, two readers sitting on an open one."""
    c.back_from(638, "#f3d3a2", "#c98f5f")
    for k in range(-8, 9):
        c.line([(800 + k * 60, 738), (800 + k * 230, 900)], 2, "#a56d45", 0.45)
    for x, y, h in ((640, 748, 92), (720, 742, 82), (905, 744, 86), (985, 750, 96), (860, 742, 78)):
        figures.person(c, x, y, h, figures.anybody(c, back=x % 2 == 0), figures.WALK, x > 800)
    c.oval(800, 872, 250, "#7d4f38", ry=20, alpha=0.45)
    things.open_book(c, 800, 880, 430, "#fffaf0", "#dcc39a", "#7a2f45")
    kid = Look(skin="#c98f63", top="#1f7a7d", bottom="#3b3350", hair="#231a1c")
    figures.person(c, 730, 845, 210, Look(top="#e0a33c", scarf="#c8452f", skin="#d69f74"), figures.SIT)
    figures.person(c, 880, 845, 190, kid, figures.SIT, True)
    things.open_book(c, 803, 768, 76, "#fffaf0", "#dcc39a", "#24506b")
    for x, look, pose, flip in (
        (420, 0, figures.HOLD, False),
        (530, 1, figures.WALK, False),
        (1130, 2, figures.WALK, True),
        (1240, 3, figures.HOLD, True),
        (300, 4, figures.WALK, True),
    ):
        figures.person(c, x, 850 + look * 6, 200, figures.anybody(c), pose, flip)


def manuscript_lab(c: Canvas) -> None:
    """A gloved hand with a brush over an illuminated codex; behind, the frost of the vacuum chamber."""
    c.back("#11333c", "#1c4a52", "#255a5e")
    for k in range(4):
        c.rect(60 + k * 400, 0, 8, 520, "#0d2830", 0.6)
    c.oval(370, 250, 215, "#0c2229")
    c.oval(370, 250, 200, "#8fa9a8")
    c.oval(370, 250, 172, Fade("#dff3f1", "#6fb0b8"))
    with c.within(oval(370, 250, 172)):
        for y, _n in ((330, 8), (392, 7)):
            things.shelf(c, 240, y, 270, 84, ("#9a6a4a", "#7a4f45", "#b98a5c", "#5f6f73"), "#4a7a82")
        for k in range(26):
            _frost(c, 370 + 172 * math.cos(k), 250 + 172 * math.sin(k), c.random.uniform(26, 60))
    for k in range(12):
        c.oval(370 + 188 * math.cos(k * math.tau / 12), 250 + 188 * math.sin(k * math.tau / 12), 8, "#33565c")
    for x, h, tone in ((1130, 120, "#d9a441"), (1230, 90, "#8fc7c2"), (1330, 140, "#c8654a"), (1430, 100, "#e9dcb8")):
        c.poly(
            path(
                f"M{x - 12} {300 - h}L{x - 12} {300 - h * 0.6}L{x - 44} 292Q{x - 44} 304 {x - 30} 304"
                f"L{x + 30} 304Q{x + 44} 304 {x + 44} 292L{x + 12} {300 - h * 0.6}L{x + 12} {300 - h}Z"
            ),
            "#cfe6e4",
            0.4,
        )
        c.poly(
            path(f"M{x - 28} 262L{x - 44} 292Q{x - 44} 304 {x - 30} 304L{x + 30} 304Q{x + 44} 304 {x + 44} 292L{x + 28} 262Z"),
            tone,
        )
    _conservation_table(c)


def _conservation_table(c: Canvas) -> None:
    """The lit table: codex, gloved hand, brush."""
    c.rect(1060, 304, 460, 14, "#e9dcb8")
    c.rect(0, 520, 1600, 400, Fade("#d8c9a4", "#9a8663"))
    c.poly([(960, 0), (1010, 0), (1320, 820), (300, 820)], "#fff2c4", 0.26, blur=30)
    c.oval(800, 846, 520, "#4a3b2c", ry=40, alpha=0.5)
    _codex(c)
    c.line([(1640, 560), (1360, 640), (1180, 600)], 120, "#e9f1ee", end=96)
    c.line([(1250, 622), (1170, 598)], 92, "#5f9fa6", end=84)
    c.blob([(1190, 556), (1110, 558), (1056, 590), (1060, 640), (1120, 660), (1190, 650)], "#7dbabd")
    for k in range(3):
        c.line(
            [(1110, 588 + k * 24), (1030, 600 + k * 22), (1002, 622 + k * 14)], 25, ("#8fc9c9", "#7dbabd", "#6aa8ad")[k], end=18
        )
    c.line([(1180, 500), (990, 628)], 10, "#8a4a2f")
    c.line([(992, 627), (960, 648)], 15, "#d9b45a", end=13)
    c.poly([(966, 636), (974, 654), (928, 672)], "#3b2a22")
    c.line([(985, 0), (985, 90)], 14, "#e9b95a")
    c.poly(sector(985, 150, 120, 96, 180, 360), Fade("#f2c766", "#b9803a", True))
    c.oval(985, 150, 120, "#fff6d4", ry=14)


def _codex(c: Canvas) -> None:
    """The open manuscript with a gilt carpet page and a ruled one (no letters)."""
    things.open_book(c, 790, 850, 900, "#f7e8c2", "#d3b581", "#5a2a24")
    with c.at(580, 705):
        frame = [(-150, -90), (152, -94), (160, 96), (-186, 112)]
        c.poly(frame, "#244f6b")
        c.poly([(-134, -78), (138, -82), (144, 82), (-166, 96)], "#d9a441")
        c.poly([(-122, -68), (126, -72), (130, 70), (-150, 82)], "#1f4660")
        for turn in range(0, 360, 45):
            with c.at(-6, 4, 1, turn):
                c.poly([(0, 0), (18, -36), (0, -68), (-18, -36)], "#e9bd58" if turn % 90 else "#c8553d")
        c.oval(-6, 4, 17, "#f7e8c2")
        for x, y in ((-118, -46), (104, -50), (104, 46), (-126, 56)):
            c.poly(polygon(x, y, 20, 8, 22), "#c8553d")
            c.poly(polygon(x, y, 10, 8, 22), "#e9bd58")
    for k in range(7):
        y = 626 + k * 27
        left, right = 860 + k * 2, 1120 + k * 13
        c.line([(left, y + 4), (right, y - 2)], 5, "#8a6a48", 0.6)
    c.poly([(846, 610), (856, 610), (866, 812), (856, 814)], "#c8553d", 0.8)


def _frost(c: Canvas, x: float, y: float, r: float) -> None:
    for k in range(6):
        with c.at(x, y, 1, k * 60 + 10):
            c.line([(0, 0), (0, -r)], 2.4, "#ffffff", 1)
            c.line([(-r * 0.2, -r * 0.8), (0, -r * 0.55), (r * 0.2, -r * 0.8)], 2, "#ffffff")


def oud_maker(c: Canvas) -> None:
    """The maker bends over a new oud; finished ones hang in the window's light."""
    c.back("#6d3b2a", "#8a5034", "#5b3026")
    c.rect(0, 0, 1600, 700, Fade("#a8643c", "#5f3227", True))
    c.poly([(60, 70), (400, 70), (400, 520), (60, 520)], "#4a261f")
    c.rect(78, 88, 304, 414, Fade("#fff0c2", "#f3c27a"))
    for x in (179, 280):
        c.rect(x, 88, 10, 414, "#4a261f")
    c.rect(78, 290, 304, 10, "#4a261f")
    c.poly([(400, 88), (400, 502), (1500, 900), (1660, 900), (1660, 420)], "#ffdf9f", 0.16, blur=14)
    c.rect(520, 90, 1060, 14, "#3b1d1a")
    for x, tone, s in (
        (620, "#c98a4a", 150),
        (980, "#8d4f2e", 150),
        (1170, "#d9a05c", 170),
        (1360, "#a8642f", 155),
        (1510, "#c98a4a", 150),
    ):
        things.oud(c, x, 300, s, 2 if x % 3 else -3, tone, "#3b1d1a", "#f4ddae")
    for k, (x, h) in enumerate(((700, 90), (745, 120), (790, 76), (835, 108))):
        c.rect(x, 110, 8, h, "#e9d0a0")
        c.poly([(x - 8, 110 + h), (x + 16, 110 + h), (x + 12, 150 + h), (x - 4, 150 + h)], ("#7d8a8c", "#a9b3b3")[k % 2])
    _maker_at_bench(c)


def _maker_at_bench(c: Canvas) -> None:
    """The maker behind his bench, a new oud in his hands."""
    c.rect(0, 690, 1600, 220, Fade("#7d4a2f", "#3d201c"))
    c.line([(0, 692), (1600, 692)], 6, "#c98f58")
    face = Face("#b67a4f", "#8a827c", "#2f5a5c", beard="#b5ada6", style="short", glasses=True, collar="#f0e0bd", slim=1.0)
    faces.bust(c, 830, 400, 250, face)
    c.poly(path("M640 560C620 640 640 760 660 800L1010 800C1030 700 1020 600 1000 560Z"), "#7a4630")
    things.oud(c, 740, 670, 330, 62, "#d99a52", "#3b1d1a", "#fbe9c0")
    for side in (-1, 1):
        c.line(
            [(830 + side * 190, 560), (830 + side * 250, 700), (830 + side * 120, 744)],
            92,
            blend("#2f5a5c", "#1c1420", 0.25 if side > 0 else 0),
            end=62,
        )
        c.blob(
            [
                (830 + side * 128, 712),
                (830 + side * 70, 716),
                (830 + side * 44, 748),
                (830 + side * 84, 776),
                (830 + side * 134, 770),
            ],
            "#b67a4f",
        )
    for k in range(3):
        c.line([(770, 728 + k * 15), (728, 734 + k * 13)], 15, "#b67a4f", end=12)
    c.rect(0, 806, 1600, 100, Fade("#8d5535", "#4a2820"))
    c.line([(0, 806), (1600, 806)], 5, "#d39a66")
    for _ in range(26):
        x, y = c.random.uniform(250, 1400), c.random.uniform(836, 885)
        c.curve([(x, y), (x + 12, y - 12), (x + 24, y - 2), (x + 16, y + 6)], 3.4, "#e9c184", 0.9, end=1.5)


def museum_night(c: Canvas) -> None:
    """Five lit arches, a treasure in each; night visitors stand before them."""
    c.back("#0e1a36", "#1b2a52", "#2f3d6d")
    nature.stars(c, 110, 240)
    nature.moon(c, 1330, 120, 46, "#fbeecb", "#1b2a52")
    c.rect(90, 210, 1420, 560, Fade("#4f5b8a", "#2b3360", True))
    built.courses(c, 90, 250, 1420, 520, 52, "#151c3d", 0.35)
    c.rect(60, 180, 1480, 40, Fade("#7d86b0", "#464f80", True))
    for k in range(37):
        c.poly(built.arch(90 + k * 39.5, 220, 24, 26), "#20294f")
    for k, x in enumerate((250, 525, 800, 1075, 1350)):
        c.poly(built.arch(x, 730, 236, 452, True), "#8d94ba")
        opening = built.arch(x, 730, 204, 420, True)
        c.poly(opening, Fade("#ffdf94", "#e58f45"))
        with c.within(opening):
            c.glow(x, 470, 230, "#fff6d4", 0.85)
            c.rect(x - 56, 630, 112, 100, Fade("#a3502f", "#6d2f2a"))
            c.rect(x - 70, 616, 140, 18, "#b9653c")
            _treasure(c, k, x, 616)
        c.poly([(x - 100, 730), (x + 100, 730), (x + 190, 900), (x - 190, 900)], "#ffbf6a", 0.2, blur=8)
    _night_visitors(c)


def _night_visitors(c: Canvas) -> None:
    """Light on the pavement and visitors as dark figures."""
    c.rect(0, 730, 1600, 24, "#39427a")
    c.back_from(752, "#2b3160", "#12152f")
    for x in (250, 525, 800, 1075, 1350):
        c.poly([(x - 110, 752), (x + 110, 752), (x + 210, 900), (x - 210, 900)], "#ffb765", 0.34, blur=14)
    dark = Look(skin="#1a1a38", hair="#10112a", top="#1d1f42", bottom="#14152f", back=True)
    for x, y, h, scarf, hold in (
        (640, 850, 230, True, 0),
        (720, 856, 150, False, 1),
        (905, 860, 246, False, 0),
        (960, 850, 220, True, 0),
        (340, 840, 216, False, 0),
        (1190, 846, 226, True, 1),
        (1250, 850, 140, False, 0),
        (430, 846, 205, True, 0),
    ):
        look = Look(dark.skin, dark.hair, dark.top, dark.bottom, "#24264d" if scarf else None, robe=scarf, back=True)
        figures.person(c, x, y, h, look, figures.POINT if hold else figures.STAND, x > 800)


def _treasure(c: Canvas, kind: int, x: float, y: float) -> None:
    """What stands on the plinth: bust, amphora, winged bull, astrolabe, mask."""
    tone, dark = "#7a3328", "#54202a"
    with c.at(x, y):
        if kind == 0:
            c.poly(
                path(
                    "M-62 0C-62 -44 -30 -50 -20 -62L-22 -84C-50 -110 -44 -190 6 -192C50 -190 52 -150 48 -128"
                    "L60 -104L46 -98C46 -78 40 -70 22 -70L24 -58C40 -48 64 -44 66 0Z"
                ),
                tone,
            )
            c.poly(path("M-40 -130C-56 -200 40 -226 52 -150C20 -160 0 -150 -8 -110Z"), dark)
        elif kind == 1:
            c.outline(oval(-48, -150, 26, 38), 9, dark)
            c.outline(oval(48, -150, 26, 38), 9, dark)
            c.poly(path("M-22 0L-18 -20C-70 -60 -76 -120 -24 -164L-30 -206L30 -206L24 -164C76 -120 70 -60 18 -20L22 0Z"), tone)
            for k in range(6):
                c.poly([(-54 + k * 18, -90), (-45 + k * 18, -112), (-36 + k * 18, -90)], "#f3c27a")
            c.rect(-52, -84, 104, 6, "#f3c27a")
        elif kind == 2:
            c.poly(
                path(
                    "M-86 0L-84 -80C-86 -112 -60 -112 -30 -112L30 -116L28 -160C26 -196 70 -198 76 -168"
                    "L72 -128C84 -100 80 -50 78 0L54 0L50 -50L-44 -50L-56 0Z"
                ),
                tone,
            )
            c.poly(path("M30 -60C-20 -90 -70 -150 -96 -196C-40 -190 20 -150 40 -96Z"), dark)
            c.poly([(26, -178), (32, -220), (72, -220), (78, -178)], dark)
        elif kind == 3:
            c.rect(-8, -40, 16, 40, dark)
            c.oval(0, -120, 90, tone)
            c.oval(0, -120, 70, "#f3c27a")
            c.outline(oval(0, -104, 46), 7, tone)
            c.line([(-58, -160), (58, -80)], 10, dark)
            c.oval(0, -120, 12, dark)
            c.outline(oval(0, -224, 12), 6, dark)
        else:
            c.rect(-6, -40, 12, 40, dark)
            c.poly(path("M-70 -190C-40 -220 40 -220 70 -190C76 -110 50 -40 0 -24C-50 -40 -76 -110 -70 -190"), tone)
            for side in (-1, 1):
                c.oval(side * 28, -138, 17, "#f7cf86", ry=11)
                c.curve([(side * 50, -160), (side * 28, -168), (side * 10, -158)], 6, dark)
            c.poly([(-6, -140), (6, -140), (12, -96), (-12, -96)], dark)
            c.oval(0, -70, 22, "#f7cf86", ry=9)
