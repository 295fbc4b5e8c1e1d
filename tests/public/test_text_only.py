"""Text alone: every story under 15 KB a page, without pictures, fonts and scripts; the full page is told as canonical."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Correction, GalleryItem, LiveEntry
from tests.public.stories import picture, section, story

pytestmark = pytest.mark.django_db


def test_a_story_as_text_holds_its_words_and_nothing_to_load_but_a_small_sheet(client: Client) -> None:
    article = story(
        "واشنطن تستضيف اجتماعا",
        standfirst="تمهيد.",
        body="<p>أولى.</p><figure><img src='/x.jpg' alt='رسم جسر'><figcaption>الجسر</figcaption></figure><h2>عنوان</h2>",
        image=picture(),
        image_caption="تعليق الصورة",
        authors=["سلمى الحداد"],
        section=section("عربي"),
        source_name="وكالة",
    )
    Correction.objects.create(article=article, note="الصحيح 412.")
    response = client.get(f"{article.get_absolute_url()}text/")
    html = response.content.decode()
    for expected in (
        "<h1>واشنطن",
        "تمهيد.",
        "أولى.",
        "[صورة: رسم جسر]",
        "الجسر",
        "<h2>عنوان</h2>",
        "تعليق الصورة",
        "سلمى",
        "412",
        "وكالة",
    ):
        assert expected in html, expected
    for absent in ("<img", "<script", "<picture", "<style", "fonts/", "<svg"):
        assert absent not in html
    assert f'<link rel="canonical" href="http://testserver{article.get_absolute_url()}">' in html
    assert len(re.findall(r"<link rel=\"stylesheet\"", html)) == 1


def test_a_long_story_goes_over_pages_of_less_than_15_kilobytes(client: Client) -> None:
    article = story("طويلة", body="".join(f"<p>{number} {'كلمة من كلمات كثيرة ' * 20}</p>" for number in range(60)))
    seen = ""
    for number in range(1, 9):
        response = client.get(f"/article/{article.pk}/text/?page={number}")
        if response.status_code == 404:
            break
        assert len(response.content) < 15_000
        seen += response.content.decode()
    assert [int(found) for found in re.findall(r"<p>(\d+) كلمة", seen)] == list(range(60))
    assert client.get(f"/article/{article.pk}/text/?page=0").status_code == 404


def test_live_entries_and_captions_are_text_too(client: Client) -> None:
    live = story("مباشر", story_type="live")
    LiveEntry.objects.create(
        article=live, headline="تحديث", body="<p>نص التحديث.</p>", at=timezone.now() - timedelta(minutes=3)
    )
    LiveEntry.objects.create(article=live, headline="مقبل", at=timezone.now() + timedelta(hours=3))
    html = client.get(f"/article/{live.pk}/text/").content.decode()
    assert "نص التحديث." in html and "مقبل" not in html
    shown = story("معرض", story_type="gallery")
    GalleryItem.objects.create(article=shown, image=picture(alt="رسم"), own_caption="الجسر ليلا")
    assert "الجسر ليلا" in client.get(f"/article/{shown.pk}/text/").content.decode()


def test_the_list_leads_to_texts_and_stays_light(client: Client) -> None:
    news = section("أخبار")
    for number in range(40):
        story(f"عنوان طويل من كلمات كثيرة كما تكتبها الصحف رقم {number}", hours_ago=number + 1, section=news)
    for address in ("/text/", "/text/?section=أخبار"):
        response = client.get(address)
        assert len(response.content) < 15_000
        assert re.search(r'href="/article/\d+/text/">عنوان طويل', response.content.decode())
    assert client.get("/text/?section=لا-شيء").status_code == 404


def test_another_slug_redirects(client: Client) -> None:
    article = story("عنوان")
    assert client.get(f"/article/{article.pk}/غيره/text/").status_code == 301


def test_the_story_links_to_it(client: Client) -> None:
    article = story("عنوان")
    assert f'href="{article.get_absolute_url()}text/"' in client.get(article.get_absolute_url()).content.decode()
