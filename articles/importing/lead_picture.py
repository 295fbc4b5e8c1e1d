"""The lead picture of a story: read beside its file, never from anywhere else."""

import re
from dataclasses import replace
from pathlib import Path

from django.db import transaction

from articles.importing.identity import STDIN
from articles.importing.story import Picture, Story
from articles.models import Image
from articles.models.media import picture_path
from articles.pictures import MAX_BYTES, BadPicture, read_picture, store_picture
from articles.pictures import Picture as CheckedPicture

# The image field names files by their format.
_STORED_AS = {"jpg": "jpeg"}
_FOREIGN_PATH = re.compile(r"[\x00\\]|^[A-Za-z]:")


class NoPicture(ValueError):
    """The picture can't be had. ``str()`` says why (English)."""


def load(story: Story) -> CheckedPicture | None:
    """The picture that the story names by path, checked; None if it names none. NoPicture if it can't be had."""
    told = story.image
    if not told.path:
        return None
    path = _beside(story.path, told.path)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise NoPicture(f"image.path: {told.path!r} is larger than {MAX_BYTES // 1024**2} MB")
        return read_picture(path.read_bytes())
    except BadPicture as error:
        raise NoPicture(f"image.path: {told.path!r}: {error}") from error
    except OSError as error:
        raise NoPicture(f"image.path: {told.path!r} can't be read: {error.strerror}") from error


def stands_beside(story_path: str, picture: str) -> bool:
    """Whether a picture of this path may be read beside the story's file."""
    try:
        return bool(_beside(story_path, picture))
    except NoPicture:
        return False


def store(picture: CheckedPicture, told: Picture) -> tuple[Image, bool]:
    """The library's image of this content, and whether it was made now. Its row is there when all its files are.

    A picture of another newsroom's export keeps the name that it had there, so that its addresses stay.
    """
    if told.sha256 and not Image.objects.filter(sha256=picture.sha256).exists():
        picture = replace(picture, sha256=told.sha256)
    words = {"alt": told.alt, "caption": told.caption, "credit": told.credit, "rights": told.rights}
    if told.focal_point:
        words["focal_point"] = told.focal_point
    with transaction.atomic():
        if not Image.objects.filter(sha256=picture.sha256).exists():
            _clear_away(picture)
        return store_picture(picture, **words)


def drop(image: Image) -> None:
    """Take back an image that was stored for a story which then could not be written."""
    image.file.delete(save=False)
    image.delete()


def _clear_away(picture: CheckedPicture) -> None:
    """What a killed process left under this picture's names is the same picture, perhaps half of it."""
    image = Image(sha256=picture.sha256)
    left = image.file
    # Set on the file, not on the image: that would open it.
    left.name = picture_path(image, f"picture.{_STORED_AS.get(picture.extension, picture.extension)}")
    left.delete(save=False)


def _beside(story_path: str, picture: str) -> Path:
    """The picture's real path, which must lie in the folder of the story's file, links followed."""
    if story_path == STDIN:
        raise NoPicture("image.path: standard input has no folder to look in")
    if _FOREIGN_PATH.search(picture) or Path(picture).is_absolute():
        raise NoPicture(f"image.path: {picture!r} is no path beside the file")
    folder = Path(story_path).resolve().parent
    try:
        path = (folder / picture).resolve(strict=True)
    except (OSError, RuntimeError, ValueError) as error:
        raise NoPicture(f"image.path: there is no file {picture!r} beside the story's file") from error
    if not path.is_relative_to(folder):
        raise NoPicture(f"image.path: {picture!r} lies outside the folder of the story's file")
    if not path.is_file():
        raise NoPicture(f"image.path: {picture!r} is no file")
    return path
