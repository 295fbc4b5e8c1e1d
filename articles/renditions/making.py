"""One picture's renditions: decoded once, cropped around its focal point, written smallest last."""

import io
from collections.abc import Iterator

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from PIL import Image as PillowImage
from PIL import features

from articles.models import Image
from articles.models import renditions as recipes

# What transparent pictures are laid on: JPEG has no transparency, and drawings are made for paper.
PAPER = (255, 255, 255)
STORED_IN = {"JPEG": "jpegs", "AVIF": "avifs"}


def can_write(kind: str) -> bool:
    """Whether Pillow writes this format here (its wheels write all)."""
    return kind != "AVIF" or bool(features.check("avif"))


def build(image: Image, kind: str) -> bool:
    """Make the renditions of one kind and tell the row. False if the row has another file or focal point by now.

    OSError and ValueError where the file is lost or broken.
    """
    signed = image.signature if can_write(kind) else recipes.NEVER
    if can_write(kind):
        storage = image.file.storage
        with storage.open(image.file.name) as file, PillowImage.open(file) as opened:
            picture = _flat(opened)
        for shape in recipes.SHAPES:
            for width, drawn in _drawn(picture, shape, image.focal_point):
                _write(storage, recipes.path(image.file.name, signed, shape, width, kind), _encoded(drawn, kind))
    same = Image.objects.filter(pk=image.pk, file=image.file.name, focal_point=image.focal_point)
    return bool(same.update(**{STORED_IN[kind]: signed}))


def _flat(opened: PillowImage.Image) -> PillowImage.Image:
    if not opened.has_transparency_data:
        return opened.convert("RGB")
    clear = opened.convert("RGBA")
    paper = PillowImage.new("RGB", clear.size, PAPER)
    paper.paste(clear, mask=clear.getchannel("A"))
    return paper


def _drawn(picture: PillowImage.Image, shape: str, focal_point: str) -> Iterator[tuple[int, PillowImage.Image]]:
    """(width, picture), largest first: each is reduced from the one before, which costs a fraction and looks the same."""
    larger = picture.crop(_box(picture.size, shape, focal_point))
    for size in reversed(recipes.sizes(*picture.size, shape)):
        larger = larger.resize(size, PillowImage.Resampling.LANCZOS)
        yield size[0], larger


def _box(size: tuple[int, int], shape: str, focal_point: str) -> tuple[int, int, int, int]:
    """The largest part of this shape, its middle as near to the focal point as the edges let it."""
    width, height = size
    ratio = recipes.SHAPES[shape].ratio
    if ratio is None:
        return 0, 0, width, height
    across, down = ratio
    wide, tall = min(width, height * across // down) or 1, min(height, width * down // across) or 1
    x, y = focus(focal_point)
    left = round(min(max(x * width - wide / 2, 0), width - wide))
    top = round(min(max(y * height - tall / 2, 0), height - tall))
    return left, top, left + wide, top + tall


def focus(focal_point: str) -> tuple[float, float]:
    """The point in parts of width and height; the middle where it can't be read."""
    try:
        x, y = (min(1.0, max(0.0, float(part))) for part in focal_point.split("x"))
    except ValueError:
        return 0.5, 0.5
    return x, y


def _encoded(picture: PillowImage.Image, kind: str) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **recipes.KINDS[kind].options)
    return out.getvalue()


def _write(storage: Storage, name: str, data: bytes) -> None:
    """Under this very name, in the place of what a killed process left."""
    if storage.exists(name):
        storage.delete(name)
    stored = storage.save(name, ContentFile(data))
    if stored != name:  # another machine wrote the same bytes meanwhile
        storage.delete(stored)


def forget(storage: Storage, file_name: str) -> None:
    """Remove all renditions of a file."""
    for signed in _folders(storage, recipes.folder(file_name)):
        _empty(storage, f"{recipes.folder(file_name)}/{signed}")
    storage.delete(recipes.folder(file_name))


def forget_stale(image: Image) -> int:
    """Remove the renditions of former focal points and recipes; how many sets. Pages kept by readers may still name them."""
    folder = recipes.folder(image.file.name)
    stale = [signed for signed in _folders(image.file.storage, folder) if signed not in {image.jpegs, image.avifs}]
    for signed in stale:
        _empty(image.file.storage, f"{folder}/{signed}")
    return len(stale)


def _folders(storage: Storage, folder: str) -> list[str]:
    try:
        return storage.listdir(folder)[0]
    except (FileNotFoundError, NotADirectoryError):
        return []


def _empty(storage: Storage, folder: str) -> None:
    for name in storage.listdir(folder)[1]:
        storage.delete(f"{folder}/{name}")
    # Storages of files remove an empty folder so; those that know no folders do nothing.
    storage.delete(folder)
