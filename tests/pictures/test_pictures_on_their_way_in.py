"""Pictures are checked, written anew and kept once; nothing else gets in."""

import io
from pathlib import Path

import pytest
from PIL import Image as PillowImage
from PIL import PngImagePlugin

from articles import pictures
from articles.models import Image
from articles.pictures import BadPicture, read_picture, store_picture

pytestmark = pytest.mark.django_db


def drawn(kind: str = "JPEG", size: tuple[int, int] = (640, 480), mode: str = "RGB", **options: object) -> bytes:
    out = io.BytesIO()
    PillowImage.linear_gradient("L").resize(size).convert(mode).save(out, kind, **options)
    return out.getvalue()


def test_a_picture_is_stored_with_its_size(own_media: Path) -> None:
    image, made = store_picture(read_picture(drawn()), alt="تدرج", credit="الديوان")
    assert made
    assert (image.width, image.height, image.alt) == (640, 480, "تدرج")
    assert image.file.name.startswith("images/")
    assert image.sha256 not in image.file.url


def test_the_same_picture_is_kept_once() -> None:
    first, _ = store_picture(read_picture(drawn()))
    again, made = store_picture(read_picture(drawn()))
    assert not made
    assert again == first
    assert Image.objects.count() == 1


def test_metadata_does_not_survive() -> None:
    secret = PngImagePlugin.PngInfo()
    secret.add_text("Comment", "<script>alert(1)</script> secret-place")
    exif = PillowImage.Exif()
    exif[0x010E] = "secret-place"
    for data in (drawn("PNG", pnginfo=secret), drawn("JPEG", exif=exif)):
        assert b"secret-place" in data
        assert b"secret-place" not in read_picture(data).data


def test_a_picture_taken_sideways_is_turned_upright() -> None:
    exif = PillowImage.Exif()
    exif[0x0112] = 6
    with PillowImage.open(io.BytesIO(read_picture(drawn(exif=exif)).data)) as upright:
        assert upright.size == (480, 640)


def test_transparency_is_kept_and_large_sides_are_reduced() -> None:
    clear = io.BytesIO()
    PillowImage.new("RGBA", (10, 10), (255, 0, 0, 0)).save(clear, "PNG")
    assert read_picture(clear.getvalue()).extension == "png"
    with PillowImage.open(io.BytesIO(read_picture(drawn(size=(6000, 600))).data)) as reduced:
        assert reduced.size == (pictures.MAX_SIDE, 256)


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    "data",
    [b"", b"GIF89a", b"not a picture", SVG, drawn("TIFF"), drawn("BMP"), drawn()[:900], b"\xff\xd8\xff\xe0" + b"\0" * 500],
    ids=["empty", "gif head", "text", "svg", "tiff", "bmp", "cut jpeg", "zeros"],
)
def test_what_is_no_good_picture_is_refused_with_a_reason(data: bytes) -> None:
    with pytest.raises(BadPicture) as caught:
        read_picture(data)
    assert str(caught.value)
    assert Image.objects.count() == 0


@pytest.mark.parametrize("factor", [1.2, 2.5])
def test_the_pixel_limit_holds_just_above_it_too(monkeypatch: pytest.MonkeyPatch, factor: float) -> None:
    monkeypatch.setattr(pictures, "MAX_PIXELS", 100_000)
    side = int((100_000 * factor) ** 0.5)
    with pytest.raises(BadPicture):
        read_picture(drawn(size=(side, side)))


def test_a_file_over_the_size_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MAX_BYTES", 1000)
    with pytest.raises(BadPicture):
        read_picture(drawn())


def test_real_broken_pictures_raise_nothing_else(shared: Path) -> None:
    for path in sorted((shared / "data" / "bad" / "images").iterdir()):
        try:
            picture = read_picture(path.read_bytes())
        except BadPicture:
            continue
        assert picture.extension in {"jpg", "png"}
        assert b"<script" not in picture.data
