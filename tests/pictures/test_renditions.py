"""Renditions are made once, off the request, in every width and shape, around the focal point; and go with their picture."""

import io
import threading
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from PIL import Image as PillowImage

from articles import renditions
from articles.models import Image
from articles.models import renditions as recipes
from articles.pictures import read_picture, store_picture

pytestmark = pytest.mark.django_db(transaction=True)

LEFT, RIGHT = (200, 30, 30), (30, 30, 200)


def two_halves(size: tuple[int, int] = (1600, 800), kind: str = "JPEG") -> bytes:
    """Red on the left, blue on the right."""
    picture = PillowImage.new("RGB", size, LEFT)
    picture.paste(RIGHT, (size[0] // 2, 0, *size))
    out = io.BytesIO()
    picture.save(out, kind)
    return out.getvalue()


def stored(data: bytes | None = None, **fields: str) -> Image:
    return store_picture(read_picture(data or two_halves()), **fields)[0]


def files(own_media: Path) -> list[Path]:
    return sorted(path for path in (own_media / "renditions").rglob("*") if path.is_file())


def opened(name: str) -> PillowImage.Image:
    with default_storage.open(name) as file, PillowImage.open(file) as picture:
        picture.load()
        return picture


def test_saving_a_picture_renders_nothing_and_shows_the_picture_itself(own_media: Path) -> None:
    image = stored()
    assert files(own_media) == []
    assert image.candidates("wide") == []
    assert image.best("wide").url == image.file.url
    assert list(Image.objects.awaiting_renditions()) == [image]


def test_every_shape_is_made_in_both_kinds_in_the_sizes_that_pages_name(own_media: Path) -> None:
    stored()
    assert renditions.build_awaiting().pictures == 1
    image = Image.objects.get()
    for kind in recipes.KINDS:
        for shape in recipes.SHAPES:
            found = image.candidates(shape, kind)
            assert [one.width for one in found] == list(recipes.SHAPES[shape].widths), shape
            for one in found:
                picture = opened(one.name)
                assert picture.size == (one.width, one.height)
                assert picture.format == kind
    assert not Image.objects.awaiting_renditions().exists()
    assert len(files(own_media)) == 2 * sum(len(shape.widths) for shape in recipes.SHAPES.values())


def test_avif_is_lighter_than_jpeg(own_media: Path) -> None:
    noise = PillowImage.effect_noise((1280, 720), 40).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=95)
    stored(out.getvalue())
    renditions.build_awaiting()
    jpeg, avif = (sum(path.stat().st_size for path in files(own_media) if path.suffix == end) for end in (".jpg", ".avif"))
    assert avif < jpeg * 0.8


def test_nothing_is_enlarged() -> None:
    stored(two_halves((500, 200)))
    renditions.build_awaiting()
    image = Image.objects.get()
    assert [one.width for one in image.candidates("whole")] == [320, 480]
    assert [(one.width, one.height) for one in image.candidates("wide")] == [(320, 180)]
    tiny = stored(two_halves((60, 40)))
    renditions.build_awaiting()
    tiny.refresh_from_db()
    assert [(one.width, one.height) for one in tiny.candidates("square")] == [(40, 40)]
    assert opened(tiny.candidates("square")[0].name).size == (40, 40)


@pytest.mark.parametrize(("point", "colour"), [("0.1x0.5", LEFT), ("0.9x0.5", RIGHT)])
def test_crops_follow_the_focal_point(point: str, colour: tuple[int, int, int]) -> None:
    stored(focal_point=point)
    renditions.build_awaiting()
    square = opened(Image.objects.get().candidates("square")[-1].name).convert("RGB")
    across = square.width - 8 if colour == LEFT else 8
    pixel = square.getpixel((across, 100))
    assert isinstance(pixel, tuple) and all(abs(a - b) < 30 for a, b in zip(pixel, colour, strict=True))


def test_a_changed_focal_point_gives_new_crops_under_new_names() -> None:
    stored(focal_point="0.1x0.5")
    renditions.build_awaiting()
    image = Image.objects.get()
    before = image.candidates("square")[0].name
    image.focal_point = "0.9x0.5"
    image.save()
    assert image.candidates("square") == []
    assert renditions.build_awaiting().pictures == 1
    image.refresh_from_db()
    assert image.candidates("square")[0].name != before


def test_a_point_changed_while_the_crops_are_made_is_not_taken_for_done() -> None:
    image = stored()
    Image.objects.update(focal_point="0.2x0.2")
    assert not renditions.build(image, "JPEG")
    assert Image.objects.awaiting_renditions().exists()


def test_words_are_changed_without_new_renditions() -> None:
    image = stored()
    renditions.build_awaiting()
    image.refresh_from_db()
    image.alt = "نصفان"
    image.save()
    assert renditions.build_awaiting().pictures == 0


def test_a_picture_that_goes_takes_all_its_files_along(own_media: Path) -> None:
    kept = stored(two_halves((300, 300)))
    gone = stored()
    renditions.build_awaiting()
    gone.delete()
    left = [path for path in own_media.rglob("*") if path.is_file()]
    assert left
    assert all(str(path.relative_to(own_media)).startswith((recipes.folder(kept.file.name), kept.file.name)) for path in left)


def test_a_lost_file_is_reported_and_holds_up_no_other(own_media: Path) -> None:
    stored()
    lost = stored(two_halves((640, 640)))
    (own_media / lost.file.name).unlink()
    with pytest.raises(CommandError, match=f"picture {lost.pk}"):
        call_command("build_renditions", verbosity=0)
    assert list(Image.objects.awaiting_renditions()) == [lost]
    assert renditions.build_awaiting(skip={lost.pk}).failed == {}


def test_half_a_file_of_a_killed_process_is_made_anew() -> None:
    image = stored()
    name = recipes.path(image.file.name, image.signature, "square", 96, "JPEG")
    default_storage.save(name, ContentFile(b"\xff\xd8 half"))
    renditions.build_awaiting()
    assert opened(name).size == (96, 96)


def test_new_recipes_are_followed_and_former_files_removed(own_media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stored()
    call_command("build_renditions", verbosity=0)
    before = files(own_media)
    monkeypatch.setattr(recipes, "RECIPES", "another")
    assert Image.objects.get().candidates("wide") == []
    call_command("build_renditions", verbosity=0)
    after = files(own_media)
    assert len(after) == len(before)
    assert not set(after) & set(before)


def test_clear_pictures_are_laid_on_paper() -> None:
    out = io.BytesIO()
    PillowImage.new("RGBA", (400, 400), (0, 0, 0, 0)).save(out, "PNG")
    stored(out.getvalue())
    renditions.build_awaiting()
    image = Image.objects.get()
    for kind in recipes.KINDS:
        assert opened(image.candidates("whole", kind)[0].name).convert("RGB").getpixel((5, 5)) == (255, 255, 255)


def test_the_server_s_thread_makes_what_is_uploaded(monkeypatch: pytest.MonkeyPatch) -> None:
    workshop = renditions.workshop._workshop_of_renditions()  # one of our own: the process's stays closed for other tests
    monkeypatch.setattr(renditions.workshop, "_workshop", workshop)
    stored()
    assert workshop._thread is None
    done = threading.Event()
    real = renditions.workshop.build_awaiting

    def build(skip: set[int]) -> renditions.Outcome:
        outcome = real(skip=skip)
        done.set()
        return outcome

    monkeypatch.setattr(renditions.workshop, "build_awaiting", build)
    workshop.is_open = True
    renditions.wake()
    assert done.wait(60)
    assert not Image.objects.awaiting_renditions().exists()
