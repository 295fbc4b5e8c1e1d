"""NewsML-G2, NITF and saved pages of news sites."""
# ruff: noqa: E501 (samples stand as systems write them)

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from articles.importing.readers import html_page, newsml_g2, recognise
from articles.importing.story import Picture
from articles.text.markup import clean_html, plain_text
from tests.importing.reading import reason, stories

NITF = """<nitf><head><docdata management-status="{status}"><doc-id id-string="d-1" regsrc="وكالة"/>
<date.release norm="20261124T093000+0300"/></docdata></head><body><body.head><hedline><hl1>عنوان</hl1></hedline>
<byline>By <person>سلمى الحداد</person><byttl>مراسلة</byttl></byline></body.head>
<body.content><p>نص.</p><hl2>فرعي</hl2><media media-type="image"><media-reference source="https://x.org/a.jpg" alternate-text="ج"/>
<media-caption>شرح</media-caption></media></body.content></body></nitf>"""
ITEM = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:{number}"><itemMeta><itemClass qcode="ninat:{kind}"/>
<provider><name>وكالة</name></provider><versionCreated>2026-11-24T10:00:00Z</versionCreated>
<firstCreated>2026-11-24T09:00:00Z</firstCreated><pubStatus qcode="stat:usable"/></itemMeta>
<contentMeta><creator><name>رامي</name></creator><subject><name>اقتصاد</name></subject><headline>عنوان {number}</headline></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head>
<body><p>نص <em>مائل</em></p></body></html></inlineXML></contentSet></newsItem>"""


def test_a_message_of_items() -> None:
    rows = "".join(ITEM.format(number=n, kind=kind) for n, kind in enumerate(("text", "picture", "text")))
    message = f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/><itemSet>{rows}<packageItem/></itemSet></newsMessage>'
    assert recognise(message.encode(), "x") is newsml_g2
    first, second = stories(newsml_g2, message)
    assert (first.headline, first.external_id, first.source_name) == ("عنوان 0", "urn:0", "وكالة")
    assert (first.authors, first.tags, first.body.strip()) == (("رامي",), ("اقتصاد",), "<p>نص <em>مائل</em></p>")
    assert first.published_at == datetime(2026, 11, 24, 9, tzinfo=UTC)
    assert first.updated_at == datetime(2026, 11, 24, 10, tzinfo=UTC)
    assert first.warnings == ("left out: picture 1, packageItem 1",)
    assert second.external_id == "urn:2"


def test_nitf_alone_and_within() -> None:
    (story,) = stories(newsml_g2, NITF.format(status="usable"))
    assert (story.headline, story.external_id, story.source_name, story.authors) == ("عنوان", "d-1", "وكالة", ("سلمى الحداد",))
    assert story.published_at == datetime(2026, 11, 24, 9, 30, tzinfo=timezone(timedelta(hours=3)))
    assert plain_text(clean_html(story.body)) == "نص.\n\nفرعي\n\nشرح"
    assert '<img src="https://x.org/a.jpg" alt="ج">' in story.body
    assert stories(newsml_g2, NITF.format(status="canceled"))[0].status == "withdrawn"


PAGE = """<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>عنوان طويل للخبر - الموقع</title>
<link rel="canonical" href="https://x.org/a"><meta property="og:site_name" content="الموقع">
<meta property="og:title" content="عنوان طويل للخبر - الموقع"><meta property="og:image" content="/i.jpg"><meta property="og:image:alt" content="ب">
<meta property="article:published_time" content="2026-11-24T09:30:00+03:00"><meta property="article:tag" content="موانئ">
{linked}</head><body><nav><a href="/">الرئيسية</a> <a href="/s">أقسام</a></nav><main><article><h1>عنوان طويل للخبر</h1>{text}</article></main>
<footer>حقوق النشر محفوظة للموقع، اشترك في نشرتنا.</footer></body></html>"""
TEXT = "".join(f"<p>فقرة رقم {n} من متن الخبر، فيها ما يكفي من الكلام، وفيها فواصل، حتى تُعرف متناً.</p>" for n in range(6))


def test_a_page_by_what_it_tells_machines_and_its_main_text() -> None:
    (story,) = stories(html_page, PAGE.format(linked="", text=TEXT))
    assert recognise(PAGE.encode(), "page") is html_page
    assert (story.headline, story.source_name, story.source_url) == ("عنوان طويل للخبر", "الموقع", "https://x.org/a")
    assert story.published_at == datetime(2026, 11, 24, 9, 30, tzinfo=timezone(timedelta(hours=3)))
    assert (story.tags, story.image) == (("موانئ",), Picture(url="https://x.org/i.jpg", alt="ب"))
    text = plain_text(clean_html(story.body))
    assert text.startswith("فقرة رقم 0") and "حقوق" not in text and "الرئيسية" not in text


def test_json_ld_comes_before_all_else() -> None:
    linked = """<script type="application/ld+json">{"@graph": [{"@type": "OpinionNewsArticle", "headline": "الأصل", "articleSection": "رأي",
      "author": [{"name": "سلمى"}], "datePublished": "2026-01-02", "keywords": "أ، ب", "image": {"url": "https://x.org/j.jpg", "caption": "ش"},
      "publisher": {"name": "الناشر"}}]}</script>"""
    (story,) = stories(html_page, PAGE.format(linked=linked, text=TEXT))
    assert (story.headline, story.genre, story.sections, story.authors) == ("الأصل", "opinion", ("رأي",), ("سلمى",))
    assert (story.tags, story.source_name) == (("أ", "ب"), "الناشر")
    assert story.published_at == datetime(2026, 1, 2)
    assert story.image == Picture(url="https://x.org/j.jpg", alt="ب", caption="ش")


def test_a_date_in_the_text_is_no_date_of_the_page() -> None:
    page = PAGE.replace('<meta property="article:published_time" content="2026-11-24T09:30:00+03:00">', "")
    (story,) = stories(html_page, page.format(linked="", text=f"<p>24 تشرين الثاني 2026</p>{TEXT}"))
    assert story.published_at is None


@pytest.mark.parametrize(
    ("page", "why"),
    [
        ("<html><body><p>لا عنوان هنا</p></body></html>", "the page has no headline"),
        ("<html><head><title>ع</title></head><body><nav>أ</nav></body></html>", "no main text"),
        ("", "no page"),
        (b"<html>\x00\x00\xff", "binary data"),
        ("<html>" + "<div>" * 200_000, "no headline"),
    ],
)
def test_what_is_no_story_says_why(page: str | bytes, why: str) -> None:
    assert why in reason(html_page, page)


def test_a_real_arabic_page(shared: Path) -> None:
    folder = shared / "data" / "html"
    (story,) = stories(html_page, (folder / "newspaper_arabic_article.html").read_bytes())
    expected = (folder / "newspaper_arabic_article.expected.txt").read_text(encoding="utf-8").split()
    got = plain_text(clean_html(story.body)).split()
    assert story.headline == "معارضون يسيطرون على مخازن للصواريخ بريف دمشق"
    assert len(set(expected) & set(got)) >= 0.98 * len(set(expected))
    assert len(got) < 1.35 * len(expected)
