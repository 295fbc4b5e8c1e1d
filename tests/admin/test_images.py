"""The library at the desk: only pictures come in, each once, and it is seen where each is used."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image as PillowImage

from articles.admin.images import image as image_admin
from articles.models import Article, Image

from .conftest import change_url, picture_bytes

ADD = "/admin/articles/image/add/"


def upload(desk: Client, data: bytes, name: str = "photo.jpg", **fields: str) -> Any:
    form = {"focal_point": "0.5x0.5", "alt": "نص بديل", "caption": "", "credit": "", "rights": "", **fields}
    return desk.post(ADD, {**form, "file": SimpleUploadedFile(name, data)}, follow=True)


def test_a_picture_is_written_anew_under_a_name_of_its_content(desk: Client) -> None:
    secret = picture_bytes() + b"<script>hidden after the end</script>"
    upload(desk, secret, name="../../وثيقة سرية.jpg")
    image = Image.objects.get()
    assert "سرية" not in image.file.name
    with image.file.open() as file:
        assert b"<script>" not in file.read()
    assert (image.width, image.height) == (320, 200)
    assert image.sha256 is not None and image.file.name.startswith(f"images/{image.sha256[:2]}/")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "JPEG"),
        (picture_bytes()[:400], "الصورة تالفة"),
        (b"\xff\xd8\xff\xe0 not really", "الصورة تالفة"),
        (b"", "الملف فارغ"),
    ],
)
def test_what_is_no_picture_is_refused_in_arabic(desk: Client, data: bytes, told: str) -> None:
    answer = upload(desk, data)
    errors = answer.context["adminform"].form.errors["file"]
    assert told in str(errors), errors
    assert not Image.objects.exists()


def test_a_file_over_the_limit_is_refused(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image_admin, "MAX_BYTES", 100)
    answer = upload(desk, picture_bytes())
    assert "ميغابايت" in str(answer.context["adminform"].form.errors["file"])


def test_a_picture_that_is_there_already_is_shown_instead_of_kept_twice(desk: Client, image: Image) -> None:
    answer = upload(desk, picture_bytes(), alt="وصف آخر")
    assert Image.objects.count() == 1
    assert answer.redirect_chain[-1][0] == change_url(image)
    assert "هذه الصورة موجودة في المكتبة، وها هي" in answer.content.decode()
    image.refresh_from_db()
    assert image.alt == "بوابة المكتبة"


def test_in_the_storys_popup_the_known_picture_is_chosen(desk: Client, image: Image) -> None:
    form = {"focal_point": "0.5x0.5", "alt": "", "caption": "", "credit": "", "rights": "", "_popup": "1"}
    answer = desk.post(f"{ADD}?_popup=1", {**form, "file": SimpleUploadedFile("a.jpg", picture_bytes())})
    assert f'"value": "{image.pk}"' in answer.content.decode().replace("&quot;", '"')


def test_another_picture_can_take_the_place_of_one(desk: Client, image: Image, opened: Any) -> None:
    before = image.file.name
    fields = {**opened(image), "file": SimpleUploadedFile("b.png", picture_bytes((200, 30, 30), "PNG"))}
    desk.post(change_url(image), fields)
    image.refresh_from_db()
    assert image.file.name != before
    with image.file.open() as file, PillowImage.open(file) as stored:
        assert stored.format in {"JPEG", "PNG"}


def test_words_and_focal_point_are_changed_without_a_new_file(desk: Client, image: Image, opened: Any) -> None:
    fields = {**opened(image), "alt": "باب المكتبة", "focal_point": "0.9x0.1"}
    assert desk.post(change_url(image), fields).status_code == 302
    image.refresh_from_db()
    assert (image.alt, image.focal_point) == ("باب المكتبة", "0.9x0.1")


def test_where_a_picture_is_used_is_seen_and_keeps_it_from_deletion(desk: Client, image: Image, story: Article) -> None:
    story.image = image
    story.save()
    assert story.headline in desk.get(change_url(image)).content.decode()
    page = desk.get(f"/admin/articles/image/{image.pk}/delete/").content.decode()
    assert "لا يمكن حذف" in page
    desk.post(f"/admin/articles/image/{image.pk}/delete/", {"post": "yes"})
    assert Image.objects.exists()


@pytest.mark.parametrize("query", ["", "?q=بوابة", "?q=%00&p=x", "?CKEditorFuncNum=%3Cscript%3E", "?p=999"])
def test_the_library_opens_as_a_window_of_the_editor(desk: Client, image: Image, query: str) -> None:
    page = desk.get(f"/admin/articles/image/picker/{query}")
    assert page.status_code == 200
    assert "<script>" not in page.content.decode()
    assert f'data-id="{image.pk}"' in page.content.decode()


def test_the_library_is_for_those_who_may_see_pictures(client: Client, db: None) -> None:
    client.force_login(User.objects.create_user("nobody", is_staff=True))
    assert client.get("/admin/articles/image/picker/").status_code == 403


def test_the_small_rendition_is_for_those_who_may_see_pictures(desk: Client, image: Image, client: Client) -> None:
    address = f"/admin/articles/image/{image.pk}/thumb/"
    assert desk.get(address)["Location"].startswith("/media/")
    assert desk.get("/admin/articles/image/999/thumb/").status_code == 404
    assert Client().get(address)["Location"].startswith("/admin/login/")
