"""Share pictures, drawn: the headline rightly shaped, the nameplate, and the lead picture or paper behind.

Pillow shapes Arabic through libraqm (HarfBuzz and FriBidi), which its wheels bring along.
"""

import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, ImageOps

from articles.share_pictures import nameplate
from articles.text.arabic import strip_invisible

# What every network takes: 1.91 to 1. WhatsApp shows no picture of more than 300 KB.
SIZE = (1200, 630)
QUALITY = 86

FONT = Path(__file__).parent / "fonts" / "Vazirmatn-ExtraBold.ttf"
MARGIN = 64
# Headline sizes in pixels, the largest that fits is taken; leading as on the pages.
SIZES = range(88, 43, -4)
LEADING = 1.5
# How high the headline may stand: half of a picture stays free.
ROOM_ON_PICTURE, ROOM_ON_PAPER = 272, 350
KICKER_SIZE = 34
NAMEPLATE_HEIGHT = 66
LOGO_HEIGHT = 120
# In parts of an icon's side: so high the nameplate is three quarters wide.
ICON_PLATE_HEIGHT = 0.245

# The sheet's own colours (static/css/site.css).
PAPER, INK, ACCENT, LINE = "#ffffff", "#15191f", "#0b4f6c", "#ddd8cc"
NIGHT, NIGHT_INK, NIGHT_ACCENT = "#12181f", "#ffffff", "#9bd5ea"
# How dark the shade is under words and nameplate, where the latter ends, and how softly, in pixels.
SHADE_WORDS, SHADE_PLATE, SHADE_PLATE_ENDS, SHADE_SOFT = 0.86, 0.72, 240, 150


@dataclass(frozen=True)
class Card:
    """What a share picture shows. ``focus`` is the picture's focal point in parts of its width and height."""

    headline: str
    kicker: str = ""
    focus: tuple[float, float] = (0.5, 0.5)


def draw(card: Card, picture: Image.Image | None = None) -> bytes:
    """A JPEG of SIZE; on paper where there is no picture."""
    size, lines = fit(card.headline, ROOM_ON_PAPER if picture is None else ROOM_ON_PICTURE)
    height = round(size * LEADING) * len(lines)
    if picture is None:
        top, ink, accent = _middle(height, bool(card.kicker)), INK, ACCENT
        canvas = _paper()
    else:
        top, ink, accent = SIZE[1] - MARGIN + round(size * 0.3) - height, NIGHT_INK, NIGHT_ACCENT
        canvas = _over(picture, card.focus, top - (KICKER_SIZE if card.kicker else 0))
    pen = ImageDraw.Draw(canvas)
    for number, line in enumerate(lines):
        _write(pen, line, size, top + round(size * LEADING * (number + 0.5)), ink)
    if card.kicker:
        _write(pen, fit(card.kicker, 2 * KICKER_SIZE, (KICKER_SIZE,))[1][0], KICKER_SIZE, top - KICKER_SIZE // 2 - 8, accent)
    _stamp(canvas, ink)
    return jpeg(canvas, sharp_letters=True)


def crop(picture: Image.Image, size: tuple[int, int], focus: tuple[float, float]) -> bytes:
    """A JPEG of the picture's part of this size around its focal point."""
    return jpeg(ImageOps.fit(picture.convert("RGB"), size, Image.Resampling.LANCZOS, centering=focus))


def logo() -> bytes:
    """The nameplate on white as a PNG, for machines that want the publisher's sign."""
    plate = nameplate.mask(LOGO_HEIGHT)
    canvas = Image.new("RGB", (plate.width + LOGO_HEIGHT, 2 * LOGO_HEIGHT), PAPER)
    canvas.paste(INK, (LOGO_HEIGHT // 2, LOGO_HEIGHT // 2), plate)
    out = io.BytesIO()
    canvas.save(out, "PNG", optimize=True)
    return out.getvalue()


def icon(side: int) -> bytes:
    """The nameplate on white as a square PNG, within the circle that devices may cut out of it."""
    plate = nameplate.mask(round(side * ICON_PLATE_HEIGHT))
    canvas = Image.new("RGB", (side, side), PAPER)
    canvas.paste(INK, ((side - plate.width) // 2, (side - plate.height) // 2), plate)
    out = io.BytesIO()
    canvas.save(out, "PNG", optimize=True)
    return out.getvalue()


def jpeg(canvas: Image.Image, *, sharp_letters: bool = False) -> bytes:
    out = io.BytesIO()
    # Colours of less than full resolution fray the letters' edges.
    subsampling = "4:4:4" if sharp_letters else "4:2:0"
    canvas.save(out, "JPEG", quality=QUALITY, subsampling=subsampling, optimize=True, progressive=True)
    return out.getvalue()


def fit(text: str, room: int, sizes: tuple[int, ...] | range = SIZES) -> tuple[int, list[str]]:
    """The largest size at which the words fit into ``room`` pixels of height, and their lines, of even length.

    At the smallest size the text is cut with «…» where it still does not fit.
    """
    words = [word for word in (_drawable(word) for word in text.split()) if word] or ["…"]
    for size in sizes:
        lines = _lines(words, size, SIZE[0] - 2 * MARGIN)
        if len(lines) <= _most_lines(room, size) and not any(_too_wide(line, size) for line in lines):
            return size, _even(words, size, len(lines))
    size = sizes[-1]
    most = _most_lines(room, size)
    lines = _lines(words, size, SIZE[0] - 2 * MARGIN)
    if len(lines) > most:
        lines = lines[:most]
        lines[-1] = _cut(lines[-1], size)
    return size, [_cut(line, size) if _too_wide(line, size) else line for line in lines]


def _most_lines(room: int, size: int) -> int:
    return max(1, int(room // (size * LEADING)))


def _lines(words: list[str], size: int, width: float) -> list[str]:
    lines = [words[0]]
    for word in words[1:]:
        longer = f"{lines[-1]} {word}"
        if _length(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _even(words: list[str], size: int, count: int) -> list[str]:
    """The same number of lines in the narrowest column: no word stands alone in the last one."""
    low, high = 0.0, float(SIZE[0] - 2 * MARGIN)
    while high - low > 4:
        middle = (low + high) / 2
        lines = _lines(words, size, middle)
        if len(lines) <= count and max(_length(line, size) for line in lines) <= middle:
            high = middle
        else:
            low = middle
    return _lines(words, size, high)


def _cut(line: str, size: int) -> str:
    """The line ended by «…», without what does not fit."""
    line = line.rstrip(" ،,؛:.…")
    while line and _too_wide(f"{line}…", size):
        head, _, _ = line.rpartition(" ")
        line = (head or line[:-1]).rstrip(" ،,؛:.")
    return f"{line}…"


def _too_wide(line: str, size: int) -> bool:
    return _length(line, size) > SIZE[0] - 2 * MARGIN


def _length(line: str, size: int) -> float:
    return _font(size).getlength(line, direction="rtl", language="ar")


def _write(pen: ImageDraw.ImageDraw, line: str, size: int, middle: int, colour: str) -> None:
    place = (SIZE[0] - MARGIN, middle)
    pen.text(place, line, font=_font(size), fill=colour, anchor="rm", direction="rtl", language="ar")


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT, size, layout_engine=ImageFont.Layout.RAQM)


@cache
def _has(char: str) -> bool:
    """Whether the font can show the character: what it lacks it would show as an empty box."""
    font = ImageFont.truetype(FONT, 24, layout_engine=ImageFont.Layout.BASIC)
    return bytes(font.getmask(char)) != bytes(font.getmask("\U0010ffff"))


def _drawable(word: str) -> str:
    return "".join(char for char in strip_invisible(word) if _has(char))


def _over(picture: Image.Image, focus: tuple[float, float], words_from: int) -> Image.Image:
    """The picture under a shade: dark where the words stand (from that height down) and under the nameplate."""
    canvas = ImageOps.fit(picture.convert("RGB"), SIZE, Image.Resampling.LANCZOS, centering=focus)
    return Image.composite(Image.new("RGB", SIZE, NIGHT), canvas, _shade(words_from))


def _shade(words_from: int) -> Image.Image:
    """How much of the picture the night covers, 0-255. White letters keep their contrast on a white picture too."""
    column = Image.new("L", (1, SIZE[1]))
    for y in range(SIZE[1]):
        under_plate = SHADE_PLATE * _ramp(SHADE_PLATE_ENDS - y)
        under_words = SHADE_WORDS * _ramp(y - (words_from - SHADE_SOFT))
        column.putpixel((0, y), round(255 * max(under_plate, under_words)))
    return column.resize(SIZE)


def _ramp(distance: int) -> float:
    """From 0 to 1 over SHADE_SOFT pixels, without a corner at either end."""
    part = min(1.0, max(0.0, distance / SHADE_SOFT))
    return part * part * (3 - 2 * part)


def _paper() -> Image.Image:
    """White paper with the masthead's double rule under the nameplate."""
    canvas = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(canvas)
    below = MARGIN + NAMEPLATE_HEIGHT + 24
    pen.rectangle((MARGIN, below, SIZE[0] - MARGIN, below + 5), fill=INK)
    pen.rectangle((MARGIN, below + 9, SIZE[0] - MARGIN, below + 10), fill=INK)
    pen.rectangle((0, SIZE[1] - 12, SIZE[0], SIZE[1]), fill=ACCENT)
    return canvas


def _middle(height: int, has_kicker: bool) -> int:
    """Where words of this height begin so that they stand in the middle of the paper's free part."""
    free = MARGIN + NAMEPLATE_HEIGHT + 34, SIZE[1] - 12
    kicker = KICKER_SIZE + 8 if has_kicker else 0
    return free[0] + (free[1] - free[0] - height - kicker) // 2 + kicker


def _stamp(canvas: Image.Image, ink: str) -> None:
    plate = nameplate.mask(NAMEPLATE_HEIGHT)
    canvas.paste(ink, (SIZE[0] - MARGIN - plate.width, MARGIN - 16), plate)
