"""Galleries in their order with counters; videos that ask nobody before the reader plays them."""

import json
import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from articles.models import Article, GalleryItem
from tests.public.stories import picture, story

pytestmark = pytest.mark.django_db


def linked_data(html: str, kind: str) -> dict[str, Any]:
    found = [json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)]
    return next(item for item in found if item["@type"] == kind)


def gallery() -> Article:
    article = story("معرض", story_type="gallery")
    images = [picture("#123456", alt="رسم أول", caption="تعليق المكتبة", credit="الديوان"), picture("#654321", alt="رسم ثان")]
    GalleryItem.objects.create(article=article, image=images[1], order=2, own_caption="تعليق خاص", own_credit="وكالة")
    GalleryItem.objects.create(article=article, image=images[0], order=1)
    return article


def test_pictures_stand_in_their_order_with_counter_caption_and_credit(client: Client) -> None:
    html = client.get(gallery().get_absolute_url()).content.decode()
    for expected in ("صورة 1 من 2</b> تعليق المكتبة <small>(الديوان)", "صورة 2 من 2</b> تعليق خاص <small>(وكالة)"):
        assert expected in html
    assert html.index('alt="رسم أول"') < html.index('alt="رسم ثان"')
    assert 'id="picture-2"' in html and 'href="#picture-2"' in html
    assert html.count("<h1") == 1


def test_a_gallery_says_so_in_structured_data(client: Client) -> None:
    data = linked_data(client.get(gallery().get_absolute_url()).content.decode(), "ImageGallery")
    assert [image.get("caption") for image in data["image"]] == ["تعليق المكتبة", "تعليق خاص"]
    assert data["image"][1]["creditText"] == "وكالة"


def test_a_gallery_without_pictures_is_a_story_like_any_other(client: Client) -> None:
    assert client.get(story(story_type="gallery").get_absolute_url()).status_code == 200


def video(address: str, **fields: Any) -> Article:
    article = story("فيديو الجسر", story_type="video", video_url=address, **fields)
    article.full_clean()
    return article


def test_a_hosted_video_is_a_link_with_a_still_and_nothing_of_the_host(client: Client) -> None:
    html = client.get(
        video("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=9", image=picture()).get_absolute_url()
    ).content.decode()
    assert '<a class="video__still" href="https://www.youtube.com/watch?v=dQw4w9WgXcQ"' in html
    assert 'data-frame="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?' in html
    assert "<iframe" not in html
    assert not re.search(r'\ssrc(?:set)?="https?://(?!testserver)', html)
    assert "لا يُحمّل الفيديو من YouTube إلا حين تشغّله" in html


def test_a_video_file_is_played_in_place(client: Client) -> None:
    html = client.get(video("https://media.example/a.mp4").get_absolute_url()).content.decode()
    assert '<source src="https://media.example/a.mp4" type="video/mp4">' in html
    assert 'preload="none"' in html


def test_a_video_says_so_in_structured_data(client: Client) -> None:
    html = client.get(video("https://vimeo.com/76979871", image=picture()).get_absolute_url()).content.decode()
    data = linked_data(html, "VideoObject")
    assert data["embedUrl"] == "https://player.vimeo.com/video/76979871"
    assert data["thumbnailUrl"].startswith("http://testserver/")
    assert data["name"] == "فيديو الجسر" and data["uploadDate"]


@pytest.mark.parametrize(
    "address", ["https://evil.example/watch?v=dQw4w9WgXcQ", "http://media.example/a.mp4", "https://x.example/"]
)
def test_other_addresses_are_refused_with_the_hosts_named(address: str) -> None:
    with pytest.raises(ValidationError, match="YouTube"):
        video(address)


def test_a_video_needs_an_address() -> None:
    with pytest.raises(ValidationError, match="رابط الفيديو"):
        video("")


def test_cards_say_how_a_story_is_told(client: Client) -> None:
    for kind in ("live", "gallery", "video"):
        story(f"مادة {kind}", story_type=kind)
    html = client.get("/").content.decode()
    assert '<span class="live-tag">مباشر</span>' in html
    assert ">معرض صور</p>" in html or ">فيديو</p>" in html
