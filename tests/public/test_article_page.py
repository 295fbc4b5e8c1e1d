"""A story's page shows everything that the story holds, each thing once."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from articles.models import Article, Author, Correction
from tests.public.stories import picture, section, story

pytestmark = pytest.mark.django_db


def test_it_shows_everything_that_the_story_holds(client: Client) -> None:
    news = section("أخبار")
    article = story(
        "واشنطن تستضيف اجتماعا",
        kicker="سوريا",
        standfirst="تمهيد لا يبدأ به المتن.",
        body="<p>الفقرة الأولى.</p><h2>عنوان فرعي</h2><p>الفقرة الثانية.</p>",
        image=picture(alt="رسم لقاعة"),
        image_caption="تعليق الصورة",
        image_credit="رسم: الديوان",
        section=section("عربي", news),
        tags=["الأمم المتحدة"],
        authors=["سلمى الحداد", "نادر العطار"],
        source_name="وكالة",
        source_url="https://example.org/خبر",
        genre=Article.Genre.ANALYSIS,
        published_at=datetime(2018, 12, 2, 12, 5, tzinfo=UTC),
        updated_at=datetime(2018, 12, 2, 14, 40, tzinfo=UTC),
    )
    Author.objects.filter(name="سلمى الحداد").update(job_title="مراسلة")
    article.further_sections.add(section("سياسة"))
    Correction.objects.create(article=article, note="الصحيح 412.")
    Correction.objects.create(article=article, kind=Correction.Kind.UPDATE, note="أضيف تصريح.")
    html = client.get(article.get_absolute_url()).content.decode()
    for expected in (
        "<h1>واشنطن تستضيف اجتماعا</h1>",
        ">سوريا<",
        "تحليل",
        "تمهيد لا يبدأ به المتن.",
        "<h2>عنوان فرعي</h2>",
        'alt="رسم لقاعة"',
        "تعليق الصورة <small>(رسم: الديوان)</small>",
        "<bdi>سلمى الحداد</bdi>",
        "مراسلة",
        "<bdi>نادر العطار</bdi>",
        # 12:05 UTC in Damascus, in winter.
        ">الأحد 2 كانون الأول/ديسمبر 2018، 14:05</time>",
        'datetime="2018-12-02T14:05:00+02:00"',
        "24 ربيع الأول 1440هـ",
        ">الأحد 2 كانون الأول/ديسمبر 2018، 16:40</time>",
        "القراءة: دقيقة واحدة",
        "الأمم المتحدة</a>",
        "سياسة</a>",
        "<bdi>وكالة</bdi>",
        "الصحيح 412.",
        "أضيف تصريح.",
        f"/a/{article.pk}</bdi>",
        "https://wa.me/?text=",
    ):
        assert expected in html, expected
    assert html.index("سلمى الحداد</bdi>") < html.index("نادر العطار</bdi>")


def test_times_are_those_of_the_newsroom_s_zone_which_is_named_once(client: Client, settings: Any) -> None:
    article = story(published_at=datetime(2026, 1, 10, 12, 0, tzinfo=UTC))
    assert "15:00</time> بتوقيت دمشق" in client.get(article.get_absolute_url()).content.decode()
    settings.TIME_ZONE = "Africa/Cairo"
    html = client.get(article.get_absolute_url()).content.decode()
    assert "14:00</time> بتوقيت القاهرة" in html
    assert html.count("بتوقيت") == 1


@pytest.mark.parametrize(
    ("standfirst", "shown"),
    [("الفقرة الأولى كلها.", False), ("الفقره الأولي كلها", False), ("تمهيد غيرها.", True), ("", False)],
)
def test_a_standfirst_that_the_body_begins_with_is_not_shown_twice(client: Client, standfirst: str, shown: bool) -> None:
    article = story(standfirst=standfirst, body="<p>الفقرة الأولى كلها. وبقية.</p>")
    response = client.get(article.get_absolute_url())
    assert ('class="standfirst"' in response.content.decode()) is shown
    if standfirst:
        assert f'name="description" content="{standfirst}"' in response.content.decode()


def test_a_caption_without_a_picture_is_shown_as_a_note_of_the_picture(client: Client) -> None:
    html = client.get(story(image_caption="السفير جيمس جيفري").get_absolute_url()).content.decode()
    assert "<b>في الصورة:</b> السفير جيمس جيفري" in html
    assert html.index("السفير جيمس جيفري") < html.index('class="prose"')


def test_an_undated_story_shows_no_date(client: Client) -> None:
    html = client.get(story(hours_ago=None).get_absolute_url()).content.decode()
    article = html[html.index("<article>") : html.index("</article>")]
    assert "<time" not in article
    assert "نُشر" not in article


def test_the_lead_picture_comes_first_with_its_proportions(client: Client) -> None:
    html = client.get(story(image=picture()).get_absolute_url()).content.decode()
    figure = html[html.index("<figure") : html.index("</figure>")]
    assert 'width="1600" height="900"' in figure
    assert 'loading="lazy"' not in figure


def test_text_in_every_field_stays_text(client: Client) -> None:
    evil = '"><script>alert(1)</script>'
    article = story(
        f"عنوان {evil}",
        kicker=evil,
        standfirst=f"تمهيد {evil}",
        image_caption=evil,
        image_credit=evil,
        source_name=evil,
        tags=[f"وسم {evil}"],
        authors=[f"كاتب {evil}"],
        section=section(f"قسم {evil}"),
    )
    Correction.objects.create(article=article, note=evil)
    html = client.get(article.get_absolute_url()).content.decode()
    assert "<script>alert" not in html
    assert "</script>alert" not in html


def test_a_page_says_who_it_is(client: Client) -> None:
    article = story("عنوان للمشاركة", standfirst="تمهيد.", image=picture())
    html = client.get(article.get_absolute_url()).content.decode()
    assert "<title>عنوان للمشاركة | الديوان</title>" in html
    address = f"http://testserver{article.get_absolute_url()}"
    assert f'<link rel="canonical" href="{address}">' in html
    assert f'<meta property="og:url" content="{address}">' in html
    assert '<meta property="og:type" content="article">' in html
    assert '<meta property="og:image" content="http://testserver/share/' in html
    assert '<html lang="ar" dir="rtl">' in html
    assert html.count("<h1") == 1
