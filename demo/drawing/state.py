"""Scenes of politics and of the world."""

import math

from drawing import built, figures, nature, things
from drawing.canvas import Canvas, Fade, blend
from drawing.figures import Look
from drawing.shapes import box, oval, path, sector, smooth


def council_vote(c: Canvas) -> None:
    """A parliament seen from the gallery: curved rows rise their hands, light falls on the dais."""
    c.back("#1f3d36", "#2b5348", "#35594b")
    c.poly(box(250, -10, 1100, 430), Fade("#8a5a38", "#5b3829"))
    for k in range(12):
        c.rect(250 + k * 100, -10, 4, 430, "#3d241f", 0.5)
    c.poly(built.arch(800, 420, 420, 400), "#e9cf9a")
    c.poly(built.arch(800, 420, 380, 378), Fade("#2f6d64", "#1b443f"))
    c.glow(800, 180, 320, "#ffe9b0", 0.75)
    for k in range(16):
        with c.at(800, 196, 1, k * 22.5):
            c.poly([(0, -34), (12, -74), (0, -112), (-12, -74)], "#e2b65c" if k % 2 else "#f4dc9a")
    c.oval(800, 196, 30, "#f4dc9a")
    for x in (330, 460, 1140, 1270):
        built.column(c, x, 420, 52, 380, "#ecd3a2", "#a97c52")
    c.poly([(700, 0), (900, 0), (1180, 900), (420, 900)], "#ffeec0", 0.13, blur=24)
    c.rect(590, 356, 420, 90, Fade("#a06a40", "#6d432d"))
    c.rect(570, 346, 460, 16, "#c98f58")
    for x, pose in ((690, figures.STAND), (800, figures.POINT), (910, figures.STAND)):
        figures.person(
            c,
            x,
            432,
            150,
            Look(top="#26323a" if x != 800 else "#7a3f56", scarf="#e6d5b8" if x == 910 else None, beard=x == 690),
            pose,
        )
    c.rect(590, 366, 420, 80, Fade("#a06a40", "#6d432d"))
    c.rect(730, 402, 140, 110, Fade("#b97f4c", "#7d4c31"))
    c.rect(720, 392, 160, 14, "#dba465")
    _deputies(c)


def _deputies(c: Canvas) -> None:
    """Five curved rows of deputies behind their desks."""
    suits = ("#26323a", "#3b4a4f", "#4f3d3a", "#7a3f56", "#b08a55", "#2f4f58")
    for row in range(5):
        rx, ry, cy = 430 + row * 175, 130 + row * 96, 420 + row * 14
        s = 20 + row * 8.5
        count = 15 + row
        for k in range(count):
            a = math.radians(172 - 164 * k / (count - 1))
            x, y = 800 + rx * math.cos(a), cy + ry * math.sin(a)
            _deputy(c, x, y, s, c.random.choice(suits), (k * 7 + row * 3) % 5 < 3)
        desk = sector(800, cy + s * 1.9, rx + 10, ry, 180, 0)
        edge = sector(800, cy + s * 3.1, rx + 20, ry + 4, 0, 180)
        c.poly(desk + edge, Fade("#b77c4a", "#6b402b"))
        c.line(desk, 4, "#e3b274")


def _deputy(c: Canvas, x: float, y: float, s: float, suit: str, hand: bool) -> None:
    """A deputy from behind; some raise a hand with a card."""
    skin = c.random.choice(figures.SKINS)
    if hand:
        c.line(
            [(x + s * 0.9, y + s * 1.6), (x + s * 1.25, y - s * 0.4), (x + s * 1.05, y - s * 1.5)], s * 0.55, suit, end=s * 0.4
        )
        c.oval(x + s * 1.05, y - s * 1.7, s * 0.26, skin)
        c.rect(x + s * 0.76, y - s * 2.7, s * 0.62, s * 0.86, "#f6ecd0", r=2)
    cover = c.random.choice(("#2a1d1a", "#3b2a22", "#6a6360", "#1d1a1f", "#e6d5b8", "#7a3f56"))
    c.poly(
        path(
            f"M{x - s * 1.3} {y + s * 3}C{x - s * 1.3} {y + s} {x - s * 0.5} {y + s} {x} {y + s * 0.7}"
            f"C{x + s * 0.5} {y + s} {x + s * 1.3} {y + s} {x + s * 1.3} {y + s * 3}"
        ),
        Fade(blend(suit, "#ffffff", 0.14), suit, True),
    )
    c.oval(x, y, s * 0.66, cover, ry=s * 0.82)


def river_talks(c: Canvas) -> None:
    """From above: delegations around a table through which a river runs."""
    c.back("#7b4a3c", "#8d5747", "#6b3d36")
    for ring, tone in ((640, "#9a6350"), (560, "#7f4b40"), (540, "#a56d57")):
        c.oval(800, 450, ring, tone, ry=ring * 0.92)
    for k in range(24):
        with c.at(800, 450, 1, k * 15):
            c.poly([(0, -478), (22, -500), (0, -522), (-22, -500)], "#d9a66f", 0.8)
    c.oval(812, 470, 352, "#2a1620", alpha=0.45, blur=12)
    c.oval(800, 450, 345, Fade("#e9c48a", "#b98450"))
    c.oval(800, 450, 320, Fade("#f2d6a2", "#d9ab70"))
    with c.within(oval(800, 450, 320)):
        bed = smooth([(640, 90), (700, 200), (860, 300), (760, 430), (720, 520), (880, 620), (860, 720), (960, 820)])
        for width, tone in ((128, "#8aa86a"), (96, "#2f7f94"), (64, "#4fa3ad")):
            c.line(bed, width, tone)
        for k in range(6):
            c.line([(x + 14 * math.sin(k * 2), y) for x, y in bed[k * 10 : k * 10 + 8]], 3, "#c9e6e0")
        for x, y in ((560, 300), (620, 380), (960, 420), (1010, 500), (600, 610), (980, 330), (680, 700)):
            c.oval(x + 6, y + 8, 26, "#6d5a32", alpha=0.4)
            c.oval(x, y, 26, "#5f8a4c")
            c.oval(x - 6, y - 6, 15, "#88ad62")
    for k in range(12):
        a = k * 30 + 15
        with c.at(800, 450, 1, a):
            c.poly([(-30, -258), (30, -258), (30, -300), (-30, -300)], "#fbf4e0")
            c.line([(-18, -270), (18, -270)], 3, "#b9a98a")
            c.line([(-18, -282), (10, -282)], 3, "#b9a98a")
            c.oval(54, -284, 13, "#cfe6e4")
            c.oval(54, -284, 8, "#7db4b9")
            _seated(c, 0, -398, ("#2f4f6b", "#35566b") if 0 <= k < 6 else ("#7a2f3d", "#8a3b40"), k)
    for x, y in ((180, 120), (1420, 800), (170, 790), (1440, 110)):
        for k in range(9):
            with c.at(x, y, 1.1, k * 40):
                c.blob([(0, 0), (22, -50), (0, -108), (-22, -50)], "#2f5f4a" if k % 2 else "#4b8a5f")


def _seated(c: Canvas, x: float, y: float, suits: tuple[str, str], k: int) -> None:
    """A delegate from above, looking down the page (towards the table)."""
    c.oval(x + 8, y + 10, 76, "#1c1014", ry=42, alpha=0.35)
    c.rect(x - 52, y - 56, 104, 40, "#3d2226", r=16)
    for side in (-1, 1):
        c.line([(x + side * 58, y + 4), (x + side * 54, y + 46), (x + side * 24, y + 74)], 30, suits[0], end=20)
        c.oval(x + side * 20, y + 78, 11, figures.SKINS[k % 5])
    c.blob([(x - 78, y), (x - 40, y - 32), (x + 40, y - 32), (x + 78, y), (x + 40, y + 28), (x - 40, y + 28)], suits[k % 2])
    cover = ("#2a1d1a", "#e6d5b8", "#1d1a1f", "#6a6360", "#d9a441", "#3b2a22")[k % 6]
    c.oval(x, y + 6, 34, figures.SKINS[k % 5], ry=36)
    c.oval(x, y - 2, 35, cover, ry=33)
    c.oval(x - 8, y - 8, 16, "#ffffff", alpha=0.12)


def coast_summit(c: Canvas) -> None:
    """The tide gauge before the coastal city: plain flags in a row, water up to the steps."""
    c.back("#f4b9a0", "#f9d6b4", "#fbeed2", "#fbeed2")
    nature.sun(c, 520, 260, 96, "#fff7e2", "#ffe4bd")
    built.towers(c, 520, 22, 300, "#d98f86", "#fbe2c0", 0.55)
    built.skyline(c, 540, 60, 140, "#eebf9a", "#c98a78", "#8d5560", 180, 1420)
    for x, w in ((360, 150), (1180, 180)):
        built.dome(c, x, 452, w, "#5fa39b", "#3d7c7c")
        c.rect(x - w / 2 + 8, 450, w - 16, 92, Fade("#f0c9a4", "#c98f7c", True))
    c.rect(0, 536, 1600, 16, "#fbe9cc")
    for k in range(20):
        c.poly(built.arch(40 + k * 80, 620, 56, 58), "#8f5a60")
    c.poly(box(0, 552, 1600, 66), "#e3ae8f", 0.5)
    c.reflect(596, 310, "#1f6f80", 0.5)
    c.rect(0, 596, 1600, 310, Fade("#4a9aa0", "#123f57"), 0.62)
    palette = (
        ("#b5423a", "#fdf3da"),
        ("#2f6f73", "#fdf3da", "#2f6f73"),
        ("#d9a441", "#3d4f7c"),
        ("#fdf3da", "#2f6f5a"),
        ("#3d4f7c", "#fdf3da", "#b5423a"),
        ("#7a3f56", "#d9a441"),
    )
    for k, x in enumerate((120, 300, 470, 1010, 1180, 1350)):
        things.flag(c, x, 560, 270, palette[k], "#7d5058")
    _gauge(c)
    for k in range(3):
        y = 700 + k * 62
        crest = smooth([(-60 + j * 110, y + (14 if j % 2 else -14) * (1 + k * 0.5)) for j in range(17)])
        c.poly([*crest, (1700, y + 74), (-60, y + 74)], ("#2c7f8e", "#1d667a", "#124c64")[k], 0.82)
        c.line(crest, 4 + k, "#d5efe6", 0.65)
    c.back_from(884, "#124c64", "#0c3a50")
    nature.birds(c, 1120, 250, 6, "#fffdf4", 20)


def _gauge(c: Canvas) -> None:
    """A striped water-level staff with a gull on its top."""
    c.rect(752, 176, 96, 640, Fade("#fffaf0", "#d8cbbb", True))
    for k in range(16):
        c.rect(752, 190 + k * 40, 96 if k % 4 == 0 else 52, 20, "#b5322f")
        c.rect(806, 190 + k * 40, 42 if k % 4 == 0 else 0.01, 20, "#8d2228")
    c.rect(738, 160, 124, 22, "#4b3542", r=5)
    gull = path(
        "M716 120C740 96 784 92 812 108C828 92 848 90 860 102L880 108L858 114C852 140 812 156 776 150"
        "L700 150L740 134C730 130 722 126 716 120"
    )
    c.poly(gull, "#fffdf6")
    c.poly(path("M716 120C750 112 790 118 810 136C780 148 740 148 700 150L740 134Z"), "#8fa4ac")
    c.poly([(858, 103), (884, 108), (858, 113)], "#e8953a")
    c.oval(848, 104, 3.4, "#2b2026")
    for x in (786, 804):
        c.line([(x, 148), (x, 162)], 4, "#e8953a")


def ballot_box(c: Canvas) -> None:
    """A glass ballot box; one hand votes, observers with clipboards watch from both sides."""
    c.back("#efe3c8", "#f5ecd6", "#e2d2b0")
    nature.rays(c, 800, 470, 30, "#d9b98a", 0.22)
    c.poly(box(-10, 690, 1620, 220), Fade("#28506b", "#16324a"))
    c.rect(-10, 690, 1620, 12, "#3d7391")
    for x, look, flip, s in (
        (250, Look(top="#2f6f8c", bottom="#22304a", scarf="#e9dcc0", robe=True), False, 620),
        (430, Look(top="#31506e", bottom="#22304a", beard=True, skin="#a86f47"), False, 600),
        (1190, Look(top="#c44536", bottom="#22304a", hair="#55504d"), True, 610),
        (1370, Look(top="#2f6f8c", bottom="#22304a", scarf="#c44536", robe=True, skin="#c98f63"), True, 620),
    ):
        figures.person(c, x, 1000, s, look, figures.HOLD, flip)
        with c.at(x + (-1 if flip else 1) * 78, 615, 1, 8 if flip else -8):
            c.rect(-52, -72, 104, 132, "#8a5a36", r=6)
            c.rect(-42, -58, 84, 108, "#fdf8ea")
            for k in range(4):
                c.rect(-32, -42 + k * 24, 12, 12, "#2f7b5c" if k != 2 else "#c44536")
                c.rect(-12, -38 + k * 24, 44, 5, "#b7ab92")
            c.rect(-18, -80, 36, 16, "#c9c2b4", r=4)
    _glass_box(c)


def _glass_box(c: Canvas) -> None:
    """The glass box with its ballots, and the voting hand."""
    c.oval(800, 846, 330, "#0c1d30", ry=22, alpha=0.55)
    c.poly([(560, 430), (1040, 430), (1012, 846), (588, 846)], "#dcebee", 0.55)
    for _ in range(64):
        y = 826 - abs(c.random.gauss(0, 78))
        with c.at(c.random.uniform(640, 960), max(y, 620), 1, c.random.uniform(-50, 50)):
            c.rect(-44, -15, 88, 30, c.random.choice(("#fffdf4", "#f3e7cb", "#e6d7b6")))
            c.rect(-44, -1, 88, 2, "#c7b48e")
    c.poly([(560, 430), (640, 430), (646, 846), (588, 846)], "#ffffff", 0.35)
    c.line([(560, 430), (588, 846), (1012, 846), (1040, 430)], 9, "#28506b")
    c.poly([(536, 392), (1064, 392), (1050, 440), (550, 440)], Fade("#35698a", "#1f4763"))
    c.rect(690, 404, 220, 18, "#0d2236", r=8)
    with c.at(800, 330, 1, -4):
        c.rect(-84, -110, 168, 186, Fade("#fffdf4", "#eadfc4"))
        c.line([(-40, -30), (-12, 4), (46, -66)], 15, "#c44536")
    c.poly([(690, 404), (910, 404), (910, 424), (690, 424)], "#0d2236", 0.9)
    _hand(c)


def _hand(c: Canvas) -> None:
    """The voter's hand from the upper right, holding the ballot's edge."""
    c.line([(1270, -60), (1060, 130), (930, 222)], 150, "#31506e", end=108)
    c.line([(960, 200), (926, 226)], 100, "#f5ecd6", end=96)
    c.blob([(946, 170), (880, 190), (842, 240), (860, 292), (920, 290), (970, 250)], "#c98f63")
    for k in range(4):
        c.line([(905 - k * 6, 222 + k * 19), (846 - k * 3, 244 + k * 17)], 25, "#c98f63", end=19)
        c.line([(896 - k * 6, 236 + k * 19), (850, 254 + k * 17)], 2, "#8a5635", 0.6)
    c.line([(900, 204), (838, 214), (806, 236)], 29, "#d69f74", end=20)


def water_options(c: Canvas) -> None:
    """Three ways for one lake: canals to the field, to the town and to the wetland."""
    c.back("#cfe3d0", "#e9ecd0", "#e9ecd0")
    for x, w, h in ((240, 620, 330), (1330, 700, 370), (800, 900, 430)):
        nature.peak(c, x, 420, w, h, "#8fb0a5", "#5d8a8a", "#fbf8ea")
    nature.ridge(c, 400, 14, 6, "#9dbb86")
    c.poly([(0, 440), (1600, 440), (1600, 920), (0, 920)], Fade("#b3c77f", "#7f9d55"))
    c.poly(oval(800, 404, 426, 84), "#3f8fa3")
    c.poly(oval(800, 396, 410, 76), Fade("#6fb7bf", "#3f8fa3"))
    for _ in range(16):
        nature.ripple(c, c.random.uniform(480, 1040), c.random.uniform(356, 430), 80, "#e3f4ec", 0.8)
    c.poly(path("M380 392C520 470 1080 470 1220 392L1220 410C1080 520 520 520 380 410Z"), "#efe6d2")
    c.poly(path("M380 410C520 520 1080 520 1220 410L1200 452C1080 560 520 560 400 452Z"), Fade("#d9ccb2", "#a4957d", True))
    _plots(c)
    routes = (
        [(610, 500), (560, 590), (420, 680), (250, 790), (150, 930)],
        [(800, 520), (800, 620), (770, 700), (800, 800), (800, 930)],
        [(990, 500), (1050, 590), (1180, 660), (1300, 780), (1440, 930)],
    )
    for route in routes:
        for width, tone, end in ((34, "#e9dfc4", 150), (24, "#3487a0", 118), (10, "#7cc4cb", 44)):
            c.curve(route, width, tone, end=end)
    for x, y in ((612, 490), (800, 512), (988, 490)):
        c.poly(built.arch(x, y + 24, 56, 54), "#3d5560")
        c.poly(built.arch(x, y + 24, 34, 36), "#9bd3d6")
    for x in (600, 1010):
        built.house(c, x - 22, 462, 44, 40, "#fdf4e0", "#b5a58c", "#c8633f")


def _plots(c: Canvas) -> None:
    """Left a striped field, in the middle a town, right reeds and herons."""
    for k in range(15):
        b = -560 + k * 66
        c.poly([(330 + k * 14, 560), (340 + k * 14, 560), (b + 34, 900), (b, 900)], "#d9b449" if k % 2 else "#6f9440")
    for _ in range(26):
        x, y = c.random.uniform(20, 380), c.random.uniform(600, 880)
        nature.tree(c, x, y, 40 + (y - 600) * 0.16, "#4c7a3f", "#7da552", "#5b4330")
    for y, s in ((640, 0.62), (720, 0.85), (850, 1.2)):
        for x in (560, 640, 900, 970, 1040):
            left = 800 + (x - 800) * s * 1.05
            built.house(c, left - 40 * s, y, 84 * s, c.random.uniform(70, 130) * s, "#f6e0bb", "#c98f66", "#8a4b3a")
    for _ in range(90):
        x, y = c.random.uniform(1130, 1600), c.random.uniform(610, 900)
        h = 40 + (y - 600) * 0.28
        c.curve([(x, y), (x + 4, y - h * 0.6), (x + 12, y - h)], 3, "#4d7f5c", end=1)
        c.line([(x + 8, y - h * 0.8), (x + 12, y - h * 1.02)], 7, "#8a5a36")
    for x, y, s in ((1210, 800, 1.1), (1500, 760, 0.9)):
        with c.at(x, y, s):
            c.line([(0, 0), (2, -60)], 4, "#d9903f")
            c.line([(14, 0), (12, -60)], 4, "#d9903f")
            c.blob([(-50, -58), (-10, -92), (34, -92), (20, -58)], "#fffdf4")
            c.curve([(26, -84), (44, -110), (28, -134), (40, -156)], 11, "#fffdf4", end=8)
            c.line([(42, -158), (78, -150)], 6, "#d9903f", end=1)


def aid_convoy(c: Canvas) -> None:
    """Lorries climb the hairpins of a snowed-in pass."""
    c.back("#31567c", "#7fa6c0", "#dbe7e6")
    for x, y, w, h in ((260, 560, 900, 420), (1400, 560, 1000, 470)):
        nature.peak(c, x, y, w, h, "#8fb2c8", "#5f86a6", "#f6fafa")
    nature.peak(c, 820, 760, 1500, 700, "#7396b3", "#42668c", "#fbfdfc")
    c.glow(420, 120, 420, "#fff6dc", 0.6)
    road = [
        (900, 352),
        (1010, 392),
        (740, 440),
        (640, 478),
        (1040, 540),
        (1180, 592),
        (700, 650),
        (440, 712),
        (860, 800),
        (1200, 930),
    ]
    slope = smooth([(-60, 640), (300, 560), (620, 420), (900, 330), (1120, 440), (1400, 600), (1660, 680)])
    c.poly([*slope, (1660, 920), (-60, 920)], Fade("#e3edf0", "#b9cfdb"))
    c.poly(
        [*smooth([(900, 330), (1120, 440), (1400, 600), (1660, 680)]), (1660, 920), (1250, 920), (1180, 700), (1000, 480)],
        "#93b3c9",
        0.75,
    )
    for width, tone, end in ((26, "#fbfdfc", 150), (18, "#6d7f92", 112)):
        c.curve(road, width, tone, end=end)
    line = smooth(road)
    for k in range(0, len(line) - 2, 3):
        c.line([line[k], line[k + 1]], 1.4 + k * 0.05, "#f4d98a")
    _lorries_and_snow(c)


def _lorries_and_snow(c: Canvas) -> None:
    """The lorries from far to near, fir trees, falling snow."""
    for x, y, w, flip in (
        (964, 372, 46, True),
        (800, 428, 60, True),
        (700, 490, 70, False),
        (930, 518, 84, False),
        (1080, 588, 100, True),
        (800, 634, 126, True),
        (600, 672, 150, True),
        (690, 780, 235, False),
    ):
        with c.at(x, y, 1, 0, flip):
            things.truck(c, 0, 0, w, "#e0702f", "#f4efe2")
            c.oval(-w * 0.16, -w * 0.23, w * 0.07, "#c23b32")
    for _ in range(34):
        x, y = c.random.choice((c.random.uniform(0, 420), c.random.uniform(1220, 1600))), c.random.uniform(640, 900)
        h = 60 + (y - 600) * 0.4
        for k in range(4):
            w = h * (0.34 - k * 0.07)
            c.poly([(x - w, y - k * h * 0.22), (x, y - h * 0.42 - k * h * 0.22), (x + w, y - k * h * 0.22)], "#2c5a68")
            c.poly(
                [(x - w * 0.8, y - k * h * 0.22 - 4), (x, y - h * 0.42 - k * h * 0.22), (x - w * 0.1, y - k * h * 0.22 - 10)],
                "#f4fafa",
            )
    for _ in range(260):
        r = c.random.choice((1.6, 2.2, 3, 4.4))
        c.oval(c.random.uniform(0, 1600), c.random.uniform(0, 900), r, "#ffffff", alpha=0.75)
