"""Pictures of a story for other sites, made on the first request and kept: the share picture, and crops for search engines.

A picture's name is a hash of what it shows, so that a changed headline is
another address and no cache shows the old one. Nothing is made while stories
are saved: an import of an archive costs no drawing.
"""

import hashlib
import json
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image as PillowImage
from PIL import UnidentifiedImageError, features

from articles.models import Article, Image
from articles.share_pictures import drawing, nameplate
from articles.text.markup import excerpt

FOLDER = "share"
# Pictures of the newspaper itself stand here.
SITE_FOLDER = f"{FOLDER}/site"
# Part of every name: raise it when the drawing changes.
DESIGN = 1
# The share picture, and the largest size of each crop: the shapes that Google asks for.
CARD = "card"
CROPS: dict[str, tuple[int, int]] = {"16x9": (1200, 675), "4x3": (1200, 900), "1x1": (1200, 1200)}
SHAPES = (CARD, *CROPS)
# Sides of the newspaper's icon in pixels: Apple's, and what installable pages need.
ICON_SIDES = (180, 192, 512)
# Longer than any drawing takes; a process that died holds nobody up for longer.
PATIENCE_SECONDS = 5.0
PAUSE_SECONDS = 0.05


def can_draw() -> bool:
    """Whether Pillow can shape Arabic here (its wheels can); without it a headline would stand in broken letters."""
    return bool(features.check("raqm"))


def shapes_of(article: Article) -> tuple[str, ...]:
    """What can be made of this story: crops need a picture."""
    return SHAPES if _has_picture(article) else (CARD,)


def digest(article: Article, shape: str = CARD) -> str:
    """The name of the picture as the story stands: sixteen hexadecimal digits. Needs ``section`` and ``image``."""
    image = article.lead_image if _has_picture(article) else None
    picture = [image.file.name, str(image.focal_point)] if image else []
    words = [article.headline, kicker(article), nameplate.fingerprint()] if shape == CARD else []
    shown = json.dumps([DESIGN, shape, picture, words])
    return hashlib.sha256(shown.encode()).hexdigest()[:16]


def crop_size(image: Image, shape: str) -> tuple[int, int]:
    """Width and height of a crop: never larger than the picture gives."""
    width, height = CROPS[shape]
    part = min(1.0, (image.width or width) / width, (image.height or height) / height)
    return max(1, round(width * part)), max(1, round(height * part))


def kicker(article: Article) -> str:
    """The words over the headline: the editors' own, else the section's name."""
    return article.kicker or (article.section.name if article.section else "")


def made(article: Article, shape: str = CARD) -> bytes:
    """The picture's JPEG, drawn and kept if it is not there yet. FileNotFoundError for a crop of a picture that is lost."""
    data, is_new = _kept(f"{_folder(article.pk)}/{shape}-{digest(article, shape)}.jpg", lambda: _draw(article, shape))
    if is_new:
        forget_stale(article)
    return data


def site_digest(words: str) -> str:
    """The name of the newspaper's own pictures; ``words`` stand on the share picture of pages that are no stories."""
    return hashlib.sha256(json.dumps([DESIGN, words, nameplate.fingerprint()]).encode()).hexdigest()[:16]


def site_card(words: str) -> bytes:
    """The share picture of pages that are no stories: a JPEG."""
    return _kept(f"{SITE_FOLDER}/card-{site_digest(words)}.jpg", lambda: drawing.draw(drawing.Card(words)))[0]


def site_logo(words: str) -> bytes:
    """The publisher's sign: a PNG."""
    return _kept(f"{SITE_FOLDER}/logo-{site_digest(words)}.png", drawing.logo)[0]


def site_icon(words: str, side: int) -> bytes:
    """The newspaper's icon for home screens: a PNG of so many pixels a side."""
    return _kept(f"{SITE_FOLDER}/icon{side}-{site_digest(words)}.png", lambda: drawing.icon(side))[0]


def _kept(name: str, draw: Callable[[], bytes]) -> tuple[bytes, bool]:
    """The file of this name, and whether it was drawn only now. Of several who ask at once, one draws."""
    lock = f"share:{name}"
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        if (data := _stored(name)) is not None:
            return data, False
        if cache.add(lock, 1, PATIENCE_SECONDS) or time.monotonic() > deadline:
            break
        time.sleep(PAUSE_SECONDS)
    try:
        # Another may have finished between the look and the lock.
        if (data := _stored(name)) is not None:
            return data, False
        data = draw()
        stored = default_storage.save(name, ContentFile(data))
        if stored != name:
            # Another process was quicker; this one's copy got another name.
            default_storage.delete(stored)
        return data, True
    finally:
        cache.delete(lock)


def _stored(name: str) -> bytes | None:
    with suppress(FileNotFoundError), default_storage.open(name) as file:
        return file.read()
    return None


def forget_stale(article: Article) -> None:
    """Remove what no longer shows the story as it stands; everything, if the public may not see it."""
    if not _files(article.pk):
        return
    _drop_all_but(article.pk, {digest(article, shape) for shape in shapes_of(article)} if article.is_public else set())


def forget(pk: int) -> None:
    """Remove all pictures of a story."""
    _drop_all_but(pk, set())


def _drop_all_but(pk: int, digests: set[str]) -> None:
    for file in _files(pk):
        if file.removesuffix(".jpg").rpartition("-")[2] not in digests:
            default_storage.delete(f"{_folder(pk)}/{file}")


def _files(pk: int) -> list[str]:
    try:
        return default_storage.listdir(_folder(pk))[1]
    except FileNotFoundError:
        return []


def _folder(pk: int) -> str:
    # No folder with a million others in it.
    return f"{FOLDER}/{pk // 1000}/{pk}"


def _draw(article: Article, shape: str) -> bytes:
    picture = _opened(article)
    focus = _focus(article.lead_image)
    if shape == CARD:
        return drawing.draw(drawing.Card(excerpt(article.headline, 300), kicker(article), focus), picture)
    if picture is None or article.lead_image is None:
        raise FileNotFoundError(f"story {article.pk} has no picture to crop")
    return drawing.crop(picture, crop_size(article.lead_image, shape), focus)


def _has_picture(article: Article) -> bool:
    return article.lead_image is not None and bool(article.lead_image.file)


def _opened(article: Article) -> PillowImage.Image | None:
    """The lead picture in memory; None where there is none, or its file is lost or broken."""
    if article.lead_image is None or not article.lead_image.file:
        return None
    try:
        with article.lead_image.file.storage.open(article.lead_image.file.name) as file, PillowImage.open(file) as picture:
            # JPEGs are decoded at the smallest scale that is large enough.
            picture.draft("RGB", (drawing.SIZE[0], drawing.SIZE[0]))
            picture.load()
            return picture.convert("RGB")
    except (OSError, UnidentifiedImageError, ValueError, SyntaxError):
        return None


def _focus(image: Any) -> tuple[float, float]:
    try:
        across, down = (min(1.0, max(0.0, float(part))) for part in str(image.focal_point).split("x"))
    except (AttributeError, ValueError):
        return 0.5, 0.5
    return across, down
