"""Head and shoulders for portraits: flat, lit from the left, like to nobody."""

from dataclasses import dataclass

from drawing.canvas import Canvas, blend
from drawing.figures import SHADE
from drawing.shapes import Point, oval, path, sector


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
    c.poly(
        path(
            f"M-25 {corner}Q-11 -36 0 -32Q11 -36 25 {corner}Q13 {-26 + 6 * face.smile} 0 {-24 + 6 * face.smile}"
            f"Q-13 {-26 + 6 * face.smile} -25 {corner}"
        ),
        lip,
    )
    c.curve([(-28, corner - 1), (-12, -29), (0, -27), (12, -29), (28, corner - 1)], 3, blend(lip, "#3b1018", 0.45))


def _beard(c: Canvas, face: Face) -> None:
    if not face.beard:
        return
    c.poly(path("M-90 -84C-66 -70 -52 -44 -30 -44C-16 -48 16 -48 30 -44C52 -44 66 -70 90 -84L90 30L-90 30Z"), face.beard)
    c.poly(path("M18 -44C52 -44 66 -70 90 -84L90 30L6 30Z"), blend(face.beard, SHADE, 0.3))


def _hair_behind(c: Canvas, face: Face) -> None:
    dark = blend(face.hair, SHADE, 0.35)
    if face.scarf:
        c.poly(
            path(
                "M0 -232C-96 -232 -110 -140 -100 -70C-96 0 -110 40 -120 70L120 70C110 40 96 0 100 -70C110 -140 96 -232 0 -232"
            ),
            blend(face.scarf, SHADE, 0.3),
        )
    elif face.style == "long":
        c.poly(
            path(
                "M0 -228C-104 -228 -104 -120 -100 -40C-98 10 -120 50 -104 84C-60 96 60 96 104 84"
                "C120 50 98 10 100 -40C104 -120 104 -228 0 -228"
            ),
            dark,
        )
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
        c.poly(
            path(
                f"M{-74 * s} -104C{-92 * s} -190 -50 -226 6 -222C62 -222 {92 * s} -186 {74 * s} -104"
                f"C{70 * s} -130 {64 * s} -150 44 -164C10 -150 -30 -158 -44 -168C{-62 * s} -152 {-68 * s} -130 {-74 * s} -104"
            ),
            face.hair,
        )
        c.poly(path("M-44 -168C-20 -206 20 -212 50 -200C20 -194 -10 -180 -22 -164Z"), lit)
    elif face.style == "curly":
        for k in range(9):
            c.oval(-68 + k * 17, -176 - 26 * (1 - abs(k - 4) / 4), 25, face.hair)
        for k in range(4):
            c.line(sector(-50 + k * 30, -188, 17, 17, 190, 300), 5, lit)
    else:
        c.poly(
            path(
                f"M{-76 * s} -60C{-100 * s} -170 -60 -226 4 -222C66 -226 {100 * s} -170 {76 * s} -60"
                f"C{74 * s} -110 62 -140 14 -176C-20 -140 {-66 * s} -120 {-76 * s} -60"
            ),
            face.hair,
        )
        c.poly(path("M4 -200C-40 -190 -62 -150 -68 -110C-50 -140 -20 -160 4 -200"), lit)


def _scarf(c: Canvas, scarf: str) -> None:
    lit, dark = blend(scarf, "#ffffff", 0.1), blend(scarf, SHADE, 0.2)
    c.poly(
        path(
            "M0 -164C-44 -164 -60 -130 -62 -86C-60 -40 -34 -2 0 12C-40 40 -92 40 -112 96"
            "C-134 40 -104 0 -102 -70C-106 -170 -70 -232 0 -232Z"
        ),
        lit,
    )
    c.poly(
        path(
            "M0 -164C44 -164 60 -130 62 -86C60 -40 34 -2 0 12C40 40 92 40 112 96C134 40 104 0 102 -70C106 -170 70 -232 0 -232Z"
        ),
        dark,
    )
    c.poly(path("M-62 -40C-40 10 0 26 62 -40C92 20 112 60 116 110C50 150 -60 140 -116 100C-112 50 -92 10 -62 -40"), scarf)
    c.poly(path("M62 -40C92 20 112 60 116 110C80 132 40 138 10 136C50 90 70 20 62 -40"), dark)
    c.curve([(-84, 40), (-20, 70), (50, 50)], 3, dark, 0.6)
