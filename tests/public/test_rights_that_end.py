"""A picture whose rights have ended leaves every surface at that moment, with nothing running."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import GalleryItem, Image

from .stories import picture, section, story

pytestmark = pytest.mark.django_db


def pages(client: Client, article: Any) -> dict[str, str]:
    addresses = {
        "front": "/",
        "section": article.section.get_absolute_url(),
        "article": article.get_absolute_url(),
        "feed": "/feed/?full=1",
        "json": "/feed/json/?full=1",
        "api": f"/api/v1/stories/{article.pk}/",
    }
    return {name: client.get(address).content.decode() for name, address in addresses.items()}


def file_of(image: Image) -> str:
    return image.file.name.rsplit("/", 1)[-1].rsplit(".", 1)[0]


def test_it_is_shown_until_then_and_nowhere_after(client: Client) -> None:
    lead, inside = picture("#112233"), picture("#332211")
    body = f'<p>قبل.</p><figure><img src="{inside.file.url}" alt="سوق"><figcaption>في السوق</figcaption></figure><p>بعد.</p>'
    article = story("خبر مصور", section=section("أخبار"), image=lead, body=body)
    later = timezone.now() + timedelta(hours=1)
    Image.objects.update(rights_end_at=later)
    shown = pages(client, article)
    assert file_of(lead) in shown["article"] and file_of(inside) in shown["article"]
    Image.objects.update(rights_end_at=timezone.now())
    for name, page in pages(client, article).items():
        assert file_of(lead) not in page and file_of(inside) not in page, name
    page = pages(client, article)["article"]
    assert "في السوق" not in page, "its caption goes with it"
    assert "قبل." in page and "بعد." in page
    article.refresh_from_db()
    assert "في السوق" in article.body, "the story keeps what it had"


def test_a_gallery_shows_the_others(client: Client) -> None:
    article = story("معرض", section=section("أخبار"), story_type="gallery", image=picture("#010203"))
    kept, gone = picture("#0a7020"), picture("#70200a")
    for order, image in enumerate((kept, gone)):
        GalleryItem.objects.create(article=article, image=image, order=order)
    Image.objects.filter(pk=gone.pk).update(rights_end_at=timezone.now())
    page = client.get(article.get_absolute_url()).content.decode()
    assert file_of(kept) in page and file_of(gone) not in page
