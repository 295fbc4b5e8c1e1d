"""A picture that only a text shows is not deleted under it."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import ProtectedError
from django.test import Client

from articles.models import Article, Image, LiveEntry, Page
from tests.public.stories import picture, story

pytestmark = pytest.mark.django_db


def paragraph(image: Image) -> str:
    return f'<p>نص.</p><figure><img src="{image.file.url}" alt="رسم"></figure>'


def in_story(image: Image) -> Any:
    return story("قصة فيها صورة", body=paragraph(image), status=Article.Status.DRAFT)


def in_live(image: Image) -> Any:
    return LiveEntry.objects.create(article=story("مباشر", story_type="live"), headline="تحديث فيه صورة", body=paragraph(image))


def in_page(image: Image) -> Any:
    return Page.objects.create(title="صفحة فيها صورة", slug="صفحة", body=paragraph(image))


@pytest.mark.parametrize("use", [in_story, in_live, in_page])
def test_a_picture_in_a_text_is_protected_until_it_leaves_the_text(use: Any) -> None:
    image, other = picture("#0b4f6c"), picture("#b3182b")
    row = use(image)
    assert image.file.name in row.body
    with pytest.raises(ProtectedError) as caught, transaction.atomic():
        image.delete()
    assert caught.value.protected_objects == {row}
    with pytest.raises(ProtectedError), transaction.atomic():
        Image.objects.all().delete()
    assert Image.objects.count() == 2
    other.delete()
    row.body = "<p>بلا صورة.</p>"
    row.save()
    image.delete()
    assert not Image.objects.exists()


def test_the_desk_says_which_text_shows_it_and_deletes_nothing(client: Client, chief: User) -> None:
    image = picture("#0b4f6c")
    row = in_story(image)
    client.force_login(chief)
    address = f"/admin/articles/image/{image.pk}/delete/"
    for answer in (client.get(address), client.post(address, {"post": "yes"})):
        html = answer.content.decode()
        assert answer.status_code == 200
        assert "قصة فيها صورة" in html and f"/admin/articles/article/{row.pk}/change/" in html
    chosen = {"action": "delete_selected", "_selected_action": [image.pk], "post": "yes"}
    assert "قصة فيها صورة" in client.post("/admin/articles/image/", chosen).content.decode()
    assert Image.objects.filter(pk=image.pk).exists()
