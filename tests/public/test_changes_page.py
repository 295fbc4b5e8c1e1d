"""What changed since publication: words in and out beside each other, for eyes and for ears."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article, PublishedVersion
from tests.public.stories import SECRET, story

pytestmark = pytest.mark.django_db


def changed_story() -> Article:
    article = story("عدد الجسور 3", hours_ago=9, body="<p>أولى لا تتغير.</p><p>وجدوا 421 حجراً.</p><p>ثالثة.</p><p>رابعة.</p>")
    article.headline = "عدد الجسور 4"
    article.body = '<p>أولى لا تتغير.</p><p>وجدوا <a href="https://example.org/x">412</a> حجراً.</p><p>ثالثة.</p><p>رابعة.</p>'
    article.save()
    return article


def test_it_shows_deleted_and_added_words_with_words_for_ears(client: Client) -> None:
    article = changed_story()
    html = client.get(f"{article.get_absolute_url()}versions/").content.decode()
    plain = re.sub(r'<span class="hide"[^>]*>[^<]*</span>', "", html)
    for expected in ("<del>3</del>", "<ins>4</ins>", "<del>421 </del>", "<ins>412 </ins>"):
        assert expected in plain, expected
    assert '<del><span class="hide" lang="ar">حُذف: </span>3<span class="hide" lang="ar">نهاية التغيير. </span></del>' in html
    assert "أُضيفت كلمتان" in html and "حُذفت كلمتان" in html
    assert "أولى لا تتغير." in html and "رابعة." not in html
    assert "فقرة واحدة لم تتغيّر" in html


def test_the_story_leads_to_it_only_where_something_changed(client: Client) -> None:
    article, quiet = changed_story(), story("لم يتغير")
    assert "/versions/" in client.get(article.get_absolute_url()).content.decode()
    assert "/versions/" not in client.get(quiet.get_absolute_url()).content.decode()
    assert client.get(f"{quiet.get_absolute_url()}versions/").status_code == 404


def test_a_withheld_text_is_not_told_by_its_neighbours_either(client: Client) -> None:
    article = story("عنوان", hours_ago=9, body=f"<p>نص {SECRET}.</p>")
    article.body = "<p>نص نظيف.</p>"
    article.save()
    PublishedVersion.objects.filter(body__contains=SECRET).update(is_withheld=True)
    html = client.get(f"{article.get_absolute_url()}versions/").content.decode()
    assert SECRET not in html
    assert "تحجب الصحيفة نص هذه النسخة" in html


def test_the_newest_change_comes_first_with_the_newsroom_s_note(client: Client) -> None:
    article = story("ثلاثة", hours_ago=9)
    for number, headline in enumerate(("واحد", "اثنان", "ثلاثة")):
        at = timezone.now() - timedelta(hours=9 - number)
        PublishedVersion.objects.create(article=article, at=at, headline=headline, body=article.body)
    PublishedVersion.objects.filter(headline="اثنان").update(note="صححنا الاسم.")
    html = client.get(f"{article.get_absolute_url()}versions/").content.decode()
    assert html.index("</span>ثلاثة") < html.index("صححنا الاسم.") < html.index("النشر الأول")


def test_another_slug_redirects_and_search_engines_are_asked_to_pass(client: Client) -> None:
    article = changed_story()
    response = client.get(f"/article/{article.pk}/غيره/versions/")
    assert response.status_code == 301
    assert response["Location"].endswith("/versions/")
    html = client.get(response["Location"]).content.decode()
    assert '<meta name="robots" content="noindex, follow">' in html


def test_a_withdrawn_story_s_versions_are_gone(client: Client) -> None:
    article = changed_story()
    address = f"{article.get_absolute_url()}versions/"
    article.status = Article.Status.WITHDRAWN
    article.save()
    assert client.get(address).status_code == 410


def test_text_in_it_stays_text(client: Client) -> None:
    article = story("عنوان", hours_ago=9, standfirst="قبل")
    article.headline, article.standfirst = '"><script>alert(1)</script>', "<img src=x onerror=alert(1)>"
    article.save()
    html = client.get(f"{article.get_absolute_url()}versions/").content.decode()
    assert "<script>alert" not in html and "<img src=x" not in html
