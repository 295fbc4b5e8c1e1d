"""People: jointed figures for scenes, and rows of heads."""

from dataclasses import dataclass, field

from drawing.canvas import Canvas, blend
from drawing.shapes import Point, path, smooth

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
    near_arm=((-8, -65), (-9, -50)),
    far_arm=((8, -66), (13, -53)),
    near_leg=((6, -26), (13, -1)),
    far_leg=((-4, -25), (-13, -3)),
    neck=(2, -81),
    head=(4, -92),
)
RUN = Pose(
    near_arm=((-13, -67), (-3, -58)),
    far_arm=((12, -68), (17, -80)),
    near_leg=((16, -38), (11, -14)),
    far_leg=((-9, -29), (-28, -30)),
    hip=(0, -50),
    neck=(7, -80),
    head=(11, -91),
)
CHEER = Pose(near_arm=((-12, -92), (-14, -110)), far_arm=((12, -92), (15, -110)))
REACH = Pose(near_arm=((9, -70), (21, -68)), far_arm=((11, -72), (22, -74)))
POINT = Pose(near_arm=((10, -78), (22, -88)))
BEND = Pose(
    near_arm=((17, -38), (20, -16)),
    far_arm=((20, -42), (26, -20)),
    near_leg=((6, -25), (-2, 0)),
    far_leg=((9, -26), (6, 0)),
    hip=(-8, -46),
    neck=(14, -62),
    head=(23, -67),
)
KNEEL = Pose(
    near_arm=((15, -34), (25, -22)),
    far_arm=((17, -38), (28, -26)),
    near_leg=((10, -6), (-14, -2)),
    far_leg=((16, -24), (15, 0)),
    hip=(-4, -27),
    neck=(6, -57),
    head=(11, -67),
)
SIT = Pose(
    near_arm=((8, -45), (20, -44)),
    far_arm=((9, -47), (22, -48)),
    near_leg=((20, -29), (19, -2)),
    far_leg=((22, -30), (24, -2)),
    hip=(0, -30),
    neck=(1, -61),
    head=(4, -72),
)
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


def _limb(c: Canvas, root: Point, joints: tuple[Point, Point], w0: float, w1: float, cloth: str, skin: str) -> None:
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
        [
            (nx - 3, ny),
            (nx - 8.5, ny + 4),
            (hx - 8, (hy + ny) / 2 + 4),
            (hx - 7.5, hy + 3),
            (hx + 7, hy + 3),
            (hx + 7.5, (hy + ny) / 2 + 4),
            (nx + 8, ny + 4.5),
            (nx + 3, ny),
        ],
        closed=True,
    )
    c.poly(outline, look.top)
    shade = [
        (nx + 3, ny),
        (nx + 8, ny + 4.5),
        (hx + 7.5, (hy + ny) / 2 + 4),
        (hx + 7, hy + 3),
        (hx + 2, hy + 3),
        (nx + 3, ny + 12),
    ]
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
    c.poly(
        smooth(
            [
                (x + 5.2, y - 4.6),
                (x + 2.5, y - 8.4),
                (x - 4, y - 7.8),
                (x - 7.4, y - 2),
                (x - 5.8, y + 4),
                (x - 2, y + 3),
                (x - 0.5, y - 2.5),
            ],
            closed=True,
        ),
        cover,
    )
    if look.scarf:
        c.poly(
            smooth(
                [(x - 1, y - 3), (x - 7, y), (x - 8, y + 9), (x - 2, y + 14), (x + 5, y + 11), (x + 3, y + 7), (x, y + 5)],
                closed=True,
            ),
            look.scarf,
        )
    if look.beard:
        c.poly(
            smooth([(x - 1, y + 1), (x + 1, y + 7), (x + 5, y + 8.6), (x + 6.6, y + 4), (x + 3, y + 3.2)], closed=True),
            look.hair,
        )
    if look.cap:
        c.poly(
            smooth([(x + 6.5, y - 3.6), (x + 4, y - 8), (x - 3, y - 9), (x - 7.2, y - 4), (x - 2, y - 4.2)], closed=True),
            look.cap,
        )
        c.line([(x + 4, y - 4), (x + 10, y - 3.2)], 1.8, blend(look.cap, SHADE, 0.35))


def anybody(c: Canvas, back: bool = False) -> Look:
    """A passer-by drawn by lot from the canvas' own random numbers."""
    r = c.random
    scarf = r.choice(CLOTHS) if r.random() < 0.35 else None
    return Look(
        r.choice(SKINS),
        r.choice(HAIRS),
        r.choice(CLOTHS),
        r.choice(("#33324a", "#4a3b37", "#2c4350", "#5a5147")),
        scarf,
        beard=not scarf and r.random() < 0.35,
        robe=bool(scarf) or r.random() < 0.2,
        back=back,
    )


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
