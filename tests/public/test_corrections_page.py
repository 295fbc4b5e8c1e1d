"""The register of corrections: every public correction once, as a page, as feeds, as structured data."""

import json
import re
import xml.etree.ElementTree as ET
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Correction
from tests.public.stories import SECRET, hidden_stories, story

pytestmark = pytest.mark.django_db


@pytest.fixture
def notes() -> list[Correction]:
    now = timezone.now()
    article = story("خبر صُحح مرتين")
    old = Correction.objects.create(article=article, note="الصحيح 412.", date=now - timedelta(days=3))
    new = Correction.objects.create(article=story("خبر آخر"), note="الاسم هدى.", date=now - timedelta(hours=1))
    Correction.objects.create(article=article, kind=Correction.Kind.UPDATE, note="أضيف تصريح.")
    for hidden in hidden_stories():
        Correction.objects.create(article=hidden, note=f"{SECRET} خطأ.")
    return [new, old]


def test_each_stands_with_its_story_date_and_note_the_newest_first(client: Client, notes: list[Correction]) -> None:
    html = client.get("/corrections/").content.decode()
    places = []
    for note in notes:
        places.append(html.index(note.note))
        assert f'{note.article.get_absolute_url()}#correction-{note.pk}"' in html
    assert places == sorted(places)
    assert "أضيف تصريح." not in html and SECRET not in html
    assert "تصحيحان" in html


def test_the_link_leads_to_the_note_under_the_story(client: Client, notes: list[Correction]) -> None:
    note = notes[0]
    assert f'id="correction-{note.pk}"' in client.get(note.article.get_absolute_url()).content.decode()


def test_structured_data_names_the_story_of_each(client: Client, notes: list[Correction]) -> None:
    html = client.get("/corrections/").content.decode()
    [data] = [json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)]
    items = [entry["item"] for entry in data["mainEntity"]["itemListElement"]]
    assert [item["text"] for item in items] == [note.note for note in notes]
    assert items[0]["@type"] == "CorrectionComment"
    assert items[0]["about"]["headline"] == "خبر آخر"


def test_the_feed_holds_the_same_in_three_formats(client: Client, notes: list[Correction]) -> None:
    rss = client.get("/corrections/feed/")
    assert rss["Content-Type"].startswith("application/rss+xml")
    items = ET.fromstring(rss.content).findall("./channel/item")
    assert [item.findtext("title") for item in items] == [f"تصحيح: {note.article.headline}" for note in notes]
    assert notes[0].note in (items[0].findtext("description") or "")
    assert ET.fromstring(client.get("/corrections/feed/atom/").content).tag.endswith("feed")
    assert len(client.get("/corrections/feed/json/").json()["items"]) == 2
    assert client.get("/corrections/feed/csv/").status_code == 404


def test_an_unchanged_feed_is_not_sent_again(client: Client, notes: list[Correction]) -> None:
    first = client.get("/corrections/feed/")
    assert client.get("/corrections/feed/", headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_without_corrections_it_says_so(client: Client) -> None:
    assert "لا تصحيحات بعد" in client.get("/corrections/").content.decode()
    assert client.get("/corrections/feed/").status_code == 200
