"""Lead pictures: beside the file and nowhere else, each once; a missing or broken one keeps no story back."""

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image as PillowImage

from articles.importing.writer import Writer
from articles.models import Article, Image
from tests.importing.helpers import Run, write_lines

pytestmark = pytest.mark.django_db


def picture(path: Path, colour: str = "teal") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    PillowImage.new("RGB", (320, 200), colour).save(path)
    return path


def archive(folder: Path, image: Any, **more: Any) -> Path:
    folder.mkdir(exist_ok=True)
    return write_lines(folder / "stories.jsonl", {"headline": "خبر مصور", "external_id": "p-1", "image": image, **more})


def originals(media: Path) -> list[Path]:
    return sorted(path for path in (media / "images").rglob("*") if path.is_file()) if media.exists() else []


def test_a_picture_comes_with_its_words(tmp_path: Path) -> None:
    picture(tmp_path / "in" / "pictures" / "a.png")
    told = {"path": "pictures/a.png", "alt": "جسر", "caption": "الجسر القديم", "credit": "رسم"}
    run = Run(archive(tmp_path / "in", told))
    assert (run.status, run.err) == (0, "")
    article = Article.objects.get()
    assert article.image is not None
    assert (article.image.alt, article.caption, article.credit) == ("جسر", "الجسر القديم", "رسم")
    assert article.image_caption == "", "the library's own caption is not said twice"


def test_one_picture_of_two_stories_is_kept_once_with_each_storys_caption(tmp_path: Path, own_media: Path) -> None:
    picture(tmp_path / "a.png")
    records = [{"headline": f"خبر {n}", "image": {"path": "a.png", "caption": f"تعليق {n}"}} for n in (1, 2)]
    Run(write_lines(tmp_path / "a.jsonl", *records))
    assert Image.objects.count() == 1
    assert len(originals(own_media)) == 1
    assert [article.caption for article in Article.objects.order_by("pk")] == ["تعليق 1", "تعليق 2"]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("missing.jpg", "there is no file 'missing.jpg'"),
        ("../secret.png", "lies outside the folder"),
        ("link.png", "lies outside the folder"),
        ("folder/../../secret.png", "lies outside the folder"),
        ("/etc/passwd", "is no path beside the file"),
        ("C:\\secret.png", "is no path beside the file"),
        ("..\\secret.png", "is no path beside the file"),
        ("folder", "is no file"),
        ("broken.jpg", "The picture is broken and can't be read."),
        ("text.jpg", "This is no picture"),
        ("x" * 5000, "there is no file"),
    ],
)
def test_a_picture_that_can_not_be_had_is_a_warning(tmp_path: Path, own_media: Path, path: str, reason: str) -> None:
    picture(tmp_path / "secret.png")
    folder = tmp_path / "in"
    (folder / "folder").mkdir(parents=True)
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    whole = io.BytesIO()
    PillowImage.new("RGB", (320, 200)).save(whole, "JPEG")
    (folder / "broken.jpg").write_bytes(whole.getvalue()[:200])
    (folder / "text.jpg").write_text("نص", encoding="utf-8")
    run = Run(archive(folder, {"path": path, "caption": "تعليق"}))
    assert (run.status, run.counts) == (0, {"created": 1})
    assert reason in run.err and "warning: image.path" in run.err
    article = Article.objects.get()
    assert (article.image, article.caption) == (None, "تعليق")
    assert originals(own_media) == []


def test_a_picture_whose_host_is_unknown_does_not_hold_its_story_back(tmp_path: Path) -> None:
    run = Run(archive(tmp_path / "in", {"url": "https://no-such-host.invalid/a.jpg"}))
    assert run.counts == {"created": 1}
    assert "image.url: https://no-such-host.invalid/a.jpg: the host 'no-such-host.invalid' is unknown" in run.err


def test_a_picture_that_comes_after_its_story_is_taken_then(tmp_path: Path) -> None:
    path = archive(tmp_path / "in", {"path": "a.png"})
    assert Run(path).counts == {"created": 1}
    assert Run(path).counts == {"unchanged": 1}
    picture(tmp_path / "in" / "a.png")
    assert Run(path).counts == {"updated": 1}
    assert Article.objects.get().image is not None
    assert Run(path).counts == {"unchanged": 1}


def test_a_record_without_its_picture_takes_it_off_the_story(tmp_path: Path) -> None:
    picture(tmp_path / "in" / "a.png")
    Run(archive(tmp_path / "in", {"path": "a.png"}))
    assert Run(archive(tmp_path / "in", None)).counts == {"updated": 1}
    assert Article.objects.get().image is None


def test_a_dry_run_looks_at_the_picture_and_writes_no_file(tmp_path: Path, own_media: Path) -> None:
    picture(tmp_path / "in" / "a.png")
    assert Run(archive(tmp_path / "in", {"path": "a.png"}), "--dry-run").err == ""
    run = Run(archive(tmp_path / "in", {"path": "b.png"}), "--dry-run")
    assert "there is no file 'b.png'" in run.err
    assert not Image.objects.exists()
    assert originals(own_media) == []


def test_a_story_that_fails_leaves_no_picture(tmp_path: Path, own_media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    picture(tmp_path / "in" / "a.png")
    path = archive(tmp_path / "in", {"path": "a.png"})

    def fail(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Writer, "_apply", fail)
    assert Run(path).status == 130
    assert (Image.objects.count(), originals(own_media)) == (0, [])


def test_half_a_file_of_a_killed_run_is_replaced(tmp_path: Path, own_media: Path) -> None:
    picture(tmp_path / "in" / "a.png")
    path = archive(tmp_path / "in", {"path": "a.png"})
    Run(path)
    image = Image.objects.get()
    stored = own_media / image.file.name
    whole = stored.read_bytes()
    Article.objects.all().delete()
    Image.objects.all().delete()
    stored.parent.mkdir(parents=True, exist_ok=True)
    stored.write_bytes(whole[:50])
    Run(path)
    again = Image.objects.get()
    assert again.file.name == image.file.name
    assert originals(own_media) == [stored]
    assert stored.read_bytes() == whole
