"""Pictures on their way in: checked, re-encoded, kept once.

Whatever comes (upload, import) is decoded by Pillow under limits and written
anew, so that nothing hidden in a file or its metadata is ever served.
"""

import hashlib
import io
import warnings
from dataclasses import dataclass
from itertools import pairwise

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image as PillowImage
from PIL import ImageCms, ImageOps, UnidentifiedImageError

from articles.models import Image

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MAX_BYTES = 25 * 1024 * 1024
MAX_PIXELS = 50_000_000
# Longest side kept, in pixels: twice the widest slot of any page.
MAX_SIDE = 2560
LOOK_SIDE = 8
# Of 255: a smaller step from one field to the next is no feature of a picture.
LOOK_STEP = 2


class BadPicture(ValueError):
    """The bytes are no picture that we take. ``str()`` says why and what to do."""


@dataclass(frozen=True)
class Picture:
    """A picture fit to be stored: ``data`` are JPEG or PNG bytes without metadata; ``sha256`` is of the original.

    ``look`` as `look_of` tells it.
    """

    data: bytes
    extension: str
    sha256: str
    look: str = ""


def read_picture(data: bytes) -> Picture:
    """Check and re-encode. BadPicture if it is too large, broken or of a kind that we don't take."""
    if len(data) > MAX_BYTES:
        raise BadPicture(_("The picture is larger than %(size)s MB.") % {"size": MAX_BYTES // 1024**2})
    try:
        with warnings.catch_warnings():
            # Between one and two times its limit Pillow only warns; our own limit is below.
            warnings.simplefilter("ignore", PillowImage.DecompressionBombWarning)
            with PillowImage.open(io.BytesIO(data), formats=FORMATS) as picture:
                if picture.width * picture.height > MAX_PIXELS:
                    raise BadPicture(_("The picture has more than %(size)s million pixels.") % {"size": MAX_PIXELS // 10**6})
                picture.load()
                return _encode(picture, hashlib.sha256(data).hexdigest())
    except UnidentifiedImageError as error:
        raise BadPicture(_("This is no picture, or of a kind that is not taken: use JPEG, PNG, WebP or GIF.")) from error
    except BadPicture:
        raise
    except (OSError, ValueError, SyntaxError, EOFError, PillowImage.DecompressionBombError, MemoryError) as error:
        raise BadPicture(_("The picture is broken and can't be read.")) from error


def _encode(picture: PillowImage.Image, sha256: str) -> Picture:
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((MAX_SIDE, MAX_SIDE), PillowImage.Resampling.LANCZOS)
    clear = upright.has_transparency_data
    plain = _in_srgb(upright.convert("RGBA" if clear else "RGB"), picture.info.get("icc_profile"))
    # Pillow writes a JPEG's comment and the like again from here.
    plain.info.clear()
    out = io.BytesIO()
    if clear:
        plain.save(out, "PNG", optimize=True)
    else:
        plain.save(out, "JPEG", quality=88, optimize=True, progressive=True)
    return Picture(out.getvalue(), "png" if clear else "jpg", sha256, look_of(plain))


def look_of(picture: PillowImage.Image) -> str:
    """Sixteen hexadecimal letters of where the picture grows lighter, the same at any size and quality.

    A difference hash of 8 × 8 (N. Krawetz, 2013). Empty for pictures too plain to be told apart by it.
    """
    side = LOOK_SIDE
    small = picture.convert("L").resize((side + 1, side), PillowImage.Resampling.BOX)
    lights = list(small.tobytes())
    rows = [lights[start : start + side + 1] for start in range(0, len(lights), side + 1)]
    steps = [right - left for row in rows for left, right in pairwise(row)]
    if sum(abs(step) >= LOOK_STEP for step in steps) < len(steps) // 4:
        return ""
    return f"{int(''.join('1' if step > 0 else '0' for step in steps), 2):016x}"


def _in_srgb(picture: PillowImage.Image, profile: bytes | None) -> PillowImage.Image:
    """The same colours without the camera's profile, which goes with all other metadata."""
    if not profile:
        return picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return picture  # a broken profile, or one for another kind of colours
    return converted or picture


def store_picture(picture: Picture, **fields: str) -> tuple[Image, bool]:
    """The library's image of this content, made with ``fields`` (alt, caption, credit, rights) where there is none."""
    known = Image.objects.filter(sha256=picture.sha256).first()
    if known is not None:
        return known, False
    image = Image(sha256=picture.sha256, look=picture.look, **fields)
    image.file.save(f"picture.{picture.extension}", ContentFile(picture.data), save=False)
    image.save()
    return image, True
