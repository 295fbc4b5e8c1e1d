"""Pictures as HTML: AVIF with JPEG beside it, in the widths that a slot of the page needs.

No query is made for a picture whose row is at hand; while its renditions are
still to be made, the picture itself stands in their place.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from articles.models import Image
from articles.models.media import Candidate
from articles.models.renditions import KINDS
from articles.picture_rights import file_name, without_files

# Where the style sheet lays cards' pictures beside their words (static/css/cards.css).
NARROW = "(max-width:39.99rem)"


@dataclass(frozen=True)
class Slot:
    """A place on a page: which renditions it takes, and how wide it is laid out.

    ``narrow``: the shape that stands there on phones, at ``NARROW_SIZE``.
    ``is_large``: it may be the largest thing of the first view.
    """

    shape: str
    css: str
    sizes: str = ""
    widths: tuple[int, int] = (0, 10_000)
    narrow: str = ""
    is_large: bool = False


NARROW_SIZE = "7rem"
SLOTS: dict[str, Slot] = {
    "story": Slot(
        "whole", "whole", "(min-width:78rem) 50.5rem,(min-width:60rem) calc(100vw - 27.5rem),100vw", (480, 1280), is_large=True
    ),
    "figure": Slot("whole", "whole", "(min-width:44rem) 41rem,100vw", (320, 1280)),
    "lead": Slot(
        "wide", "pic", "(min-width:78rem) 35rem,(min-width:60rem) calc(50vw - 4rem),100vw", (480, 1280), is_large=True
    ),
    "wide": Slot("wide", "pic", "(min-width:78rem) 41.5rem,(min-width:60rem) calc(58vw - 4rem),100vw", (480, 1280)),
    "big": Slot("wide", "pic", "(min-width:60rem) 33rem,100vw", (320, 960), is_large=True),
    "card": Slot("wide", "pic", "(min-width:60rem) 18rem,46vw", (320, 640), "thumb"),
    "side": Slot("wide", "pic", "14rem", (320, 480), "thumb"),
    "mini": Slot("thumb", "pic", NARROW_SIZE),
    "square": Slot("square", "face", "6rem"),
}
# The focal point is told to the style sheet in quarters, for pictures that have no crops yet.
FOCUS_STEPS = 4


def picture(image: Image | None, slot: str = "card", alt: str = "", eager: bool = False) -> SafeString:
    """A <picture> for a slot of the page, with width and height; nothing without a picture.

    ``alt`` stays empty where the headline beside the picture says what the link
    is; ``eager`` is for what stands in the first view.
    """
    if image is None or not image.file or not image.may_be_shown:
        return mark_safe("")
    return _markup(image, SLOTS[slot], alt, eager)


def _markup(image: Image, slot: Slot, alt: str, eager: bool) -> SafeString:
    sources: list[SafeString] = []
    if slot.narrow:
        sources.append(_source(image.candidates(slot.narrow, "AVIF"), "AVIF", NARROW_SIZE, NARROW))
    sources.append(_source(_within(image.candidates(slot.shape, "AVIF"), slot), "AVIF", slot.sizes))
    shown = _within(image.candidates(slot.shape), slot)
    best = shown[len(shown) // 2] if shown else image.best(slot.shape)
    return format_html(
        '<picture class="{}">{}<img src="{}"{} alt="{}" width="{}" height="{}"{}></picture>',
        _classes(image, slot, bool(shown)),
        mark_safe("".join(sources)),
        best.url,
        _srcset(shown, slot.sizes),
        alt,
        best.width,
        best.height,
        _loading(slot, eager),
    )


def _within(candidates: list[Candidate], slot: Slot) -> list[Candidate]:
    least, most = slot.widths
    return [one for one in candidates if least <= one.width <= most] or candidates[-1:]


def _source(candidates: list[Candidate], kind: str, sizes: str, media: str = "") -> SafeString:
    if not candidates:
        return mark_safe("")
    media = format_html(' media="{}"', media) if media else ""
    return format_html('<source type="{}"{}{}>', KINDS[kind].mime_type, media, _srcset(candidates, sizes, least=1))


def _srcset(candidates: Iterable[Candidate], sizes: str, least: int = 2) -> SafeString:
    listed = [f"{one.url} {one.width}w" for one in candidates]
    return format_html(' srcset="{}" sizes="{}"', ", ".join(listed), sizes) if len(listed) >= least else mark_safe("")


def _loading(slot: Slot, eager: bool) -> SafeString:
    if not eager:
        return mark_safe(' loading="lazy" decoding="async"')
    return mark_safe(' fetchpriority="high"' if slot.is_large else "")


def _classes(image: Image, slot: Slot, is_cropped: bool) -> str:
    if is_cropped or slot.shape == "whole":
        return slot.css
    across, down = _focus(image.focal_point)
    middle = FOCUS_STEPS // 2
    return slot.css + (f" fx{across}" if across != middle else "") + (f" fy{down}" if down != middle else "")


def _focus(point: Any) -> tuple[int, int]:
    """The focal point in quarters of width and height; the middle where it can't be read."""
    try:
        across, down = (min(1.0, max(0.0, float(part))) for part in str(point).split("x"))
    except ValueError:
        return 2, 2
    return round(across * FOCUS_STEPS), round(down * FOCUS_STEPS)


_IMG = re.compile(r"<img\b[^>]*>")
_ATTRIBUTE = re.compile(r'\s(src|alt)="([^"]*)"')


@dataclass
class _Tag:
    """An <img> of a story's body; attributes as they stand there, escaped."""

    told: Mapping[str, str] = field(default_factory=dict)

    @property
    def file(self) -> str:
        """The name in the media folder; empty for pictures of elsewhere."""
        return file_name(self.told.get("src", ""))


def with_renditions(body: str) -> SafeString:
    """A story's clean HTML, its pictures of the library as `picture` shows them. One query if there are any, else none."""
    tags = {match[0]: _Tag(dict(_ATTRIBUTE.findall(match[0]))) for match in _IMG.finditer(body)}
    names = {tag.file for tag in tags.values() if tag.file}
    known = {image.file.name: image for image in Image.objects.filter(file__in=names)} if names else {}
    body = without_files(body, {name for name, image in known.items() if not image.may_be_shown})

    def shown(match: re.Match[str]) -> str:
        tag = tags[match[0]]
        image = known.get(tag.file)
        if image is None:
            return match[0].replace("<img", '<img loading="lazy" decoding="async"', 1)
        return _markup(image, SLOTS["figure"], mark_safe(tag.told.get("alt", "") or escape(image.alt)), False)

    return mark_safe(_IMG.sub(shown, body))
