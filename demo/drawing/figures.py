"""People: jointed figures for scenes, and a larger head and shoulders for portraits."""

from dataclasses import dataclass, field

from drawing.canvas import Canvas, Point, blend, oval, path, sector, smooth

SHADE = "#1c1420"
SKINS = ("#e0ac7e", "#c98f63", "#a86f47", "#8a5635", "#d69f74")
HAIRS = ("#2a1d1a", "#3b2a22", "#1d1a1f", "#55504d")
CLOTHS = ("#b5523b", "#2f6f73", "#d9a441", "#3d4f7c", "#7a3f56", "#e6d5b8", "#5d7a4c", "#a9683c")


@dataclass(frozen=True)
class Look:
    """How a figure is dressed. ``robe`` covers the legs; ``scarf`` and ``cap`` are colours."""

    skin: str = SKINS[0]
    hair: str = HAIRS[0]
    top: str = CLOTHS[0]
    bottom: str = "#33324a"
    scarf: str | None = None
    cap: str | None = None
    beard: bool = False
    robe: bool = False
    back: bool = False


@dataclass(frozen=True)
class Pose:
    """Joints of a figure facing right, feet at y 0 and crown at y -100."""

    near_arm: tuple[Point, Point] = ((-5, -64), (-2, -49))
    far_arm: tuple[Point, Point] = ((6, -64), (8, -50))
    near_leg: tuple[Point, Point] = ((-2, -25), (-4, 0))
    far_leg: tuple[Point, Point] = ((4, -25), (5, 0))
    hip: Point = (0, -49)
    neck: Point = (0, -81)
    head: Point = field(default=(1, -92))


STAND = Pose()
WALK = Pose(
    near_arm=((-8, -65), (-9, -50)), far_arm=((8, -66), (13, -53)),
    near_leg=((6, -26), (13, -1)), far_leg=((-4, -25), (-13, -3)), neck=(2, -81), head=(4, -92),
)  # fmt: skip
RUN = Pose(
    near_arm=((-13, -67), (-3, -58)), far_arm=((12, -68), (17, -80)),
    near_leg=((16, -38), (11, -14)), far_leg=((-9, -29), (-28, -30)), hip=(0, -50), neck=(7, -80), head=(11, -91),
)  # fmt: skip
CHEER = Pose(near_arm=((-12, -92), (-14, -110)), far_arm=((12, -92), (15, -110)))
REACH = Pose(near_arm=((9, -70), (21, -68)), far_arm=((11, -72), (22, -74)))
POINT = Pose(near_arm=((10, -78), (22, -88)))
RAISE = Pose(near_arm=((8, -92), (9, -110)))
BEND = Pose(
    near_arm=((17, -38), (20, -16)), far_arm=((20, -42), (26, -20)),
    near_leg=((6, -25), (-2, 0)), far_leg=((9, -26), (6, 0)), hip=(-8, -46), neck=(14, -62), head=(23, -67),
)  # fmt: skip
KNEEL = Pose(
    near_arm=((15, -34), (25, -22)), far_arm=((17, -38), (28, -26)),
    near_leg=((10, -6), (-14, -2)), far_leg=((16, -24), (15, 0)), hip=(-4, -27), neck=(6, -57), head=(11, -67),
)  # fmt: skip
SIT = Pose(
    near_arm=((8, -45), (20, -44)), far_arm=((9, -47), (22, -48)),
    near_leg=((20, -29), (19, -2)), far_leg=((22, -30), (24, -2)), hip=(0, -30), neck=(1, -61), head=(4, -72),
)  # fmt: skip
HOLD = Pose(near_arm=((-3, -63), (11, -58)), far_arm=((7, -64), (14, -58)))


def person(
    c: Canvas, x: float, y: float, h: float, look: Look, pose: Pose = STAND, flip: bool = False, turn: float = 0
) -> None:
    """A figure ``h`` pixels tall with its feet at (x, y), facing right unless ``flip``."""
    dim = blend(look.top, SHADE, 0.28)
    with c.at(x, y, h / 100, turn, flip):
        _limb(c, (pose.neck[0] + 1, pose.neck[1] + 4), pose.far_arm, 6.5, 4.5, dim, look.skin)
        if look.robe:
            _skirt(c, look, pose)
        else:
            shoe = blend(look.bottom, SHADE, 0.6)
            _leg(c, (pose.hip[0] + 2, pose.hip[1]), pose.far_leg, blend(look.bottom, SHADE, 0.3), shoe)
            _leg(c, (pose.hip[0] - 2, pose.hip[1]), pose.near_leg, look.bottom, shoe)
        _torso(c, look, pose, dim)
        _head(c, pose.neck, pose.head, look)
        _limb(c, (pose.neck[0] - 2, pose.neck[1] + 5), pose.near_arm, 7, 5, blend(look.top, "#ffffff", 0.08), look.skin)


def _limb(
    c: Canvas, root: Point, joints: tuple[Point, Point], w0: float, w1: float, cloth: str, skin: str
) -> None:
    elbow, hand = joints
    c.oval(hand[0], hand[1], w1 * 0.56, skin)
    wrist = (elbow[0] + (hand[0] - elbow[0]) * 0.82, elbow[1] + (hand[1] - elbow[1]) * 0.82)
    c.line([root, elbow, wrist], w0, cloth, end=w1 * 0.85)


def _leg(c: Canvas, root: Point, joints: tuple[Point, Point], cloth: str, shoe: str) -> None:
    knee, foot = joints
    c.line([(foot[0], foot[1] - 1.8), (foot[0] + 5, foot[1] - 1.4)], 4, shoe, end=2.8)
    c.line([root, knee, (foot[0], foot[1] - 3)], 9, cloth, end=4.6)


def _torso(c: Canvas, look: Look, pose: Pose, dim: str) -> None:
    (hx, hy), (nx, ny) = pose.hip, pose.neck
    outline = smooth(
        [(nx - 3, ny), (nx - 8.5, ny + 4), (hx - 8, (hy + ny) / 2 + 4), (hx - 7.5, hy + 3), (hx + 7, hy + 3),
         (hx + 7.5, (hy + ny) / 2 + 4), (nx + 8, ny + 4.5), (nx + 3, ny)],
        closed=True,
    )  # fmt: skip
    c.poly(outline, look.top)
    shade = [(nx + 3, ny), (nx + 8, ny + 4.5), (hx + 7.5, (hy + ny) / 2 + 4), (hx + 7, hy + 3), (hx + 2, hy + 3), (nx + 3, ny + 12)]
    c.poly(smooth(shade, closed=True), dim)


def _skirt(c: Canvas, look: Look, pose: Pose) -> None:
    (hx, hy), near, far = pose.hip, pose.near_leg[1], pose.far_leg[1]
    left, right = min(near[0], far[0]) - 5, max(near[0], far[0]) + 6
    for foot in (near, far):
        c.line([(foot[0], -1.6), (foot[0] + 5, -1.2)], 3.6, SHADE)
    c.poly([(hx - 8, hy), (hx + 7.5, hy), (right, -3), (left, -3)], look.top)
    c.poly([(hx + 2, hy), (hx + 7.5, hy), (right, -3), (right - 9, -3)], blend(look.top, SHADE, 0.28))


def _head(c: Canvas, neck: Point, head: Point, look: Look) -> None:
    x, y = head
    c.line([neck, head], 5.5, look.skin if not look.scarf else look.scarf)
    if look.back:
        c.oval(x, y, 6.6, look.scarf or look.cap or look.hair, ry=7.6)
        return
    c.oval(x, y, 6.3, look.skin, ry=7.4)
    c.poly([(x + 5.6, y - 2), (x + 8.2, y + 1.6), (x + 5.4, y + 2)], look.skin)
    cover = look.scarf or look.hair
    c.poly(smooth([(x + 5.2, y - 4.6), (x + 2.5, y - 8.4), (x - 4, y - 7.8), (x - 7.4, y - 2), (x - 5.8, y + 4), (x - 2, y + 3), (x - 0.5, y - 2.5)], closed=True), cover)
    if look.scarf:
        c.poly(smooth([(x - 1, y - 3), (x - 7, y), (x - 8, y + 9), (x - 2, y + 14), (x + 5, y + 11), (x + 3, y + 7), (x, y + 5)], closed=True), look.scarf)
    if look.beard:
        c.poly(smooth([(x - 1, y + 1), (x + 1, y + 7), (x + 5, y + 8.6), (x + 6.6, y + 4), (x + 3, y + 3.2)], closed=True), look.hair)
    if look.cap:
        c.poly(smooth([(x + 6.5, y - 3.6), (x + 4, y - 8), (x - 3, y - 9), (x - 7.2, y - 4), (x - 2, y - 4.2)], closed=True), look.cap)
        c.line([(x + 4, y - 4), (x + 10, y - 3.2)], 1.8, blend(look.cap, SHADE, 0.35))


def anybody(c: Canvas, back: bool = False) -> Look:
    """A passer-by drawn by lot from the canvas' own random numbers."""
    r = c.random
    scarf = r.choice(CLOTHS) if r.random() < 0.35 else None
    return Look(
        r.choice(SKINS), r.choice(HAIRS), r.choice(CLOTHS), r.choice(("#33324a", "#4a3b37", "#2c4350", "#5a5147")), scarf,
        beard=not scarf and r.random() < 0.35, robe=bool(scarf) or r.random() < 0.2, back=back,
    )  # fmt: skip


def audience(c: Canvas, y: float, size: float, fill: str, rim: str | None = None, gap: float = 2.3) -> None:
    """A row of heads and shoulders seen from behind, across the whole picture."""
    x = -size
    while x < c.width + size:
        dy, s = c.random.uniform(-0.3, 0.3) * size, size * c.random.uniform(0.9, 1.1)
        body = path(
            f"M{x - s * 1.5} {y + s * 4}C{x - s * 1.5} {y + dy + s * 0.9} {x - s * 0.5} {y + dy + s * 1.2} {x} {y + dy + s}"
            f"C{x + s * 0.5} {y + dy + s * 1.2} {x + s * 1.5} {y + dy + s * 0.9} {x + s * 1.5} {y + s * 4}"
        )
        if rim:
            c.oval(x, y + dy - 3, s * 0.8, rim, ry=s)
        c.poly(body, fill)
        c.oval(x, y + dy, s * 0.8, fill, ry=s)
        x += s * gap * c.random.uniform(0.92, 1.12)


@dataclass(frozen=True)
class Face:
    """A portrait's features; colours as ``#rrggbb``."""

    skin: str
    hair: str
    cloth: str
    scarf: str | None = None
    beard: str | None = None
    style: str = "short"  # short, long, bun, curly, bald
    glasses: bool = False
    collar: str | None = None
    slim: float = 1.0
    smile: float = 1.0


def bust(c: Canvas, x: float, y: float, size: float, face: Face, flip: bool = False) -> None:
    """Head and shoulders, light from the left; the chin's centre line at (x, y), head ``size`` tall."""
    with c.at(x, y, size / 200, 0, flip):
        dark = blend(face.skin, "#5a1f2b", 0.3)
        _hair_behind(c, face)
        _shoulders(c, face, dark)
        head = _skull(face.slim)
        for side in (-1, 1):
            c.oval(side * 72 * face.slim, -92, 13, face.skin if side < 0 else dark, ry=20)
        c.poly(head, face.skin)
        with c.within(head):
            c.poly(path("M14 -210C2 -150 30 -120 22 -86C40 -70 14 -44 30 -30C20 -12 6 -6 0 4L140 20L140 -210Z"), dark)
            _beard(c, face)
        _features(c, face, dark)
        _hair_front(c, face)


def _skull(slim: float) -> list[Point]:
    s = slim
    return path(
        f"M0 4C{-34 * s} 4 {-62 * s} -30 {-70 * s} -78C{-80 * s} -150 {-56 * s} -200 0 -200"
        f"C{56 * s} -200 {80 * s} -150 {70 * s} -78C{62 * s} -30 {34 * s} 4 0 4"
    )


def _shoulders(c: Canvas, face: Face, dark: str) -> None:
    c.poly([(-34, -40), (34, -40), (44, 90), (-44, 90)], dark)
    body = path("M-42 34C-110 52 -168 66 -186 130L-200 330L200 330L186 130C168 66 110 52 42 34C30 74 -30 74 -42 34")
    c.poly(body, face.cloth)
    with c.within(body):
        c.poly(path("M30 20C60 120 40 220 60 340L260 340L260 20Z"), blend(face.cloth, SHADE, 0.28))
    if face.collar and not face.scarf:
        c.poly([(-46, 28), (-58, 50), (-22, 104), (0, 76), (-36, 44)], face.collar)
        c.poly([(46, 28), (58, 50), (22, 104), (0, 76), (36, 44)], blend(face.collar, SHADE, 0.18))


def _features(c: Canvas, face: Face, dark: str) -> None:
    ink = blend(face.hair, "#1a0f12", 0.5) if not face.beard else blend(face.beard, "#1a0f12", 0.35)
    s = face.slim
    for side in (-1, 1):
        c.curve([(side * 54 * s, -113), (side * 36 * s, -124), (side * 15 * s, -121)], 4, ink, end=6.5)
        c.oval(side * 32 * s, -94, 13, "#fbf3e6" if side < 0 else blend("#fbf3e6", dark, 0.25), ry=7.5)
        c.oval(side * 32 * s + 1, -94, 7, "#2a1a18", ry=7.5)
        c.curve([(side * 47 * s, -95), (side * 34 * s, -103), (side * 17 * s, -95)], 3.4, ink)
        if face.glasses:
            c.outline(oval(side * 33 * s, -94, 25, 22), 3.6, "#2b2330")
    if face.glasses:
        c.line([(-9 * s, -96), (9 * s, -96)], 3.6, "#2b2330")
    c.poly(path("M4 -100C6 -80 16 -66 18 -56C14 -47 -2 -46 -8 -50C0 -56 2 -72 4 -100"), blend(dark, "#4a1520", 0.22))
    lip = blend(face.skin, "#9c2f3a", 0.5)
    corner = -30 - 4 * face.smile
    c.poly(path(f"M-25 {corner}Q-11 -36 0 -32Q11 -36 25 {corner}Q13 {-26 + 6 * face.smile} 0 {-24 + 6 * face.smile}Q-13 {-26 + 6 * face.smile} -25 {corner}"), lip)
    c.curve([(-28, corner - 1), (-12, -29), (0, -27), (12, -29), (28, corner - 1)], 3, blend(lip, "#3b1018", 0.45))


def _beard(c: Canvas, face: Face) -> None:
    if not face.beard:
        return
    c.poly(path("M-90 -84C-66 -70 -52 -44 -30 -44C-16 -48 16 -48 30 -44C52 -44 66 -70 90 -84L90 30L-90 30Z"), face.beard)
    c.poly(path("M18 -44C52 -44 66 -70 90 -84L90 30L6 30Z"), blend(face.beard, SHADE, 0.3))


def _hair_behind(c: Canvas, face: Face) -> None:
    dark = blend(face.hair, SHADE, 0.35)
    if face.scarf:
        c.poly(path("M0 -232C-96 -232 -110 -140 -100 -70C-96 0 -110 40 -120 70L120 70C110 40 96 0 100 -70C110 -140 96 -232 0 -232"), blend(face.scarf, SHADE, 0.3))
    elif face.style == "long":
        c.poly(path("M0 -228C-104 -228 -104 -120 -100 -40C-98 10 -120 50 -104 84C-60 96 60 96 104 84C120 50 98 10 100 -40C104 -120 104 -228 0 -228"), dark)
    elif face.style == "bun":
        c.oval(20, -222, 46, dark, ry=38)
    elif face.style == "curly":
        for k in range(14):
            a = (-92 + (k % 7) * 30.6, -176 + (k // 7) * 46 - (34 if k in (2, 3, 4) else 0))
            c.oval(a[0], a[1], 34, dark)


def _hair_front(c: Canvas, face: Face) -> None:
    if face.scarf:
        _scarf(c, face.scarf)
        return
    lit = blend(face.hair, "#ffffff", 0.1)
    s = face.slim
    if face.style == "bald":
        return
    if face.style == "short":
        c.poly(path(f"M{-74 * s} -104C{-92 * s} -190 -50 -226 6 -222C62 -222 {92 * s} -186 {74 * s} -104C{70 * s} -130 {64 * s} -150 44 -164C10 -150 -30 -158 -44 -168C{-62 * s} -152 {-68 * s} -130 {-74 * s} -104"), face.hair)
        c.poly(path("M-44 -168C-20 -206 20 -212 50 -200C20 -194 -10 -180 -22 -164Z"), lit)
    elif face.style == "curly":
        for k in range(9):
            c.oval(-68 + k * 17, -176 - 26 * (1 - abs(k - 4) / 4), 25, face.hair)
        for k in range(4):
            c.line(sector(-50 + k * 30, -188, 17, 17, 190, 300), 5, lit)
    else:
        c.poly(path(f"M{-76 * s} -60C{-100 * s} -170 -60 -226 4 -222C66 -226 {100 * s} -170 {76 * s} -60C{74 * s} -110 62 -140 14 -176C-20 -140 {-66 * s} -120 {-76 * s} -60"), face.hair)
        c.poly(path("M4 -200C-40 -190 -62 -150 -68 -110C-50 -140 -20 -160 4 -200"), lit)


def _scarf(c: Canvas, scarf: str) -> None:
    lit, dark = blend(scarf, "#ffffff", 0.1), blend(scarf, SHADE, 0.2)
    c.poly(path("M0 -164C-44 -164 -60 -130 -62 -86C-60 -40 -34 -2 0 12C-40 40 -92 40 -112 96C-134 40 -104 0 -102 -70C-106 -170 -70 -232 0 -232Z"), lit)
    c.poly(path("M0 -164C44 -164 60 -130 62 -86C60 -40 34 -2 0 12C40 40 92 40 112 96C134 40 104 0 102 -70C106 -170 70 -232 0 -232Z"), dark)
    c.poly(path("M-62 -40C-40 10 0 26 62 -40C92 20 112 60 116 110C50 150 -60 140 -116 100C-112 50 -92 10 -62 -40"), scarf)
    c.poly(path("M62 -40C92 20 112 60 116 110C80 132 40 138 10 136C50 90 70 20 62 -40"), dark)
    c.curve([(-84, 40), (-20, 70), (50, 50)], 3, dark, 0.6)
