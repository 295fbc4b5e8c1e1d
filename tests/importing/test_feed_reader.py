"""RSS and Atom as sites really write them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from articles.importing.readers import feed, recognise
from articles.importing.story import Picture, Rejected
from tests.importing.reading import items, reason, stories

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>وكالة السنديان</title><link>https://example.org/</link>
<item><title>عنوان &amp;quot;أول&amp;quot;</title><link>/a/1</link><guid isPermaLink="false">id-1</guid>
<pubDate>Tue, 24 Nov 2026 09:30:00 GMT+3</pubDate><dc:creator>سلمى الحداد</dc:creator><dc:creator>رامي</dc:creator>
<category>اقتصاد</category><category>موانئ</category>
<description><![CDATA[<p>خلاصة كاملة.</p><p>The post <a href="#">x</a> appeared first on <a href="#">y</a>.</p>]]></description>
<content:encoded><![CDATA[<p>متن <a href="/b">رابط</a></p><img src="pic.jpg">]]></content:encoded>
<media:group><media:content url="/small.jpg" medium="image" width="100"/>
<media:content url="/large.jpg" type="image/jpeg" width="900">
<media:credit>مصور</media:credit><media:description>شرح</media:description></media:content>
</media:group></item>
<item><description>خبر قصير بلا عنوان. وله بقية.</description><link>https://example.org/a/2</link>
<author>desk@example.org (هيئة التحرير)</author><pubDate>someday</pubDate>
<enclosure url="https://example.org/e.png" type="image/png" length="1"/></item>
<item><guid>x</guid></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/blog/">
<title type="html">&lt;b&gt;مدونة&lt;/b&gt;</title>
<author><name>المحرر</name></author>
<entry><id>tag:example.org,2026:1</id><title type="html">عنوان &amp;amp; آخر</title>
<link rel="enclosure" type="image/jpeg" href="p.jpg"/><link rel="alternate" href="one"/>
<published>2026-11-24T09:30:00Z</published><updated>2026-11-24T10:00:00Z</updated>
<category term="bio" label="بيئة"/><summary>ملخص.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>نص <em>مائل</em></p></div></content></entry>
<entry><id>2</id><title>ثان</title><updated>2026-11-23T10:00:00+02:00</updated>
<content type="text">a &lt; b</content></entry></feed>"""


def test_rss_with_all_it_borrows() -> None:
    story = stories(feed, RSS.replace("<item><guid>x</guid></item>", ""))[0]
    assert (story.headline, story.external_id, story.source_name) == ('عنوان "أول"', "id-1", "وكالة السنديان")
    assert story.source_url == "https://example.org/a/1"
    assert story.standfirst == "خلاصة كاملة."
    assert story.body == '<p>متن <a href="https://example.org/b">رابط</a></p><img src="https://example.org/a/pic.jpg">'
    assert story.authors == ("سلمى الحداد", "رامي")
    assert story.tags == ("اقتصاد", "موانئ")
    assert story.published_at == datetime(2026, 11, 24, 9, 30, tzinfo=timezone(timedelta(hours=3)))
    assert story.image == Picture(url="https://example.org/large.jpg", caption="شرح", credit="مصور")


def test_an_item_that_tells_little() -> None:
    found = items(feed, RSS)
    story, nothing = found[1], found[2]
    assert story.headline == "خبر قصير بلا عنوان."  # type: ignore[union-attr]
    assert story.body == "خبر قصير بلا عنوان. وله بقية."  # type: ignore[union-attr]
    assert story.authors == ("هيئة التحرير",)  # type: ignore[union-attr]
    assert story.published_at is None  # type: ignore[union-attr]
    assert story.image.url == "https://example.org/e.png"  # type: ignore[union-attr]
    assert "pubDate: 'someday' is no date that can be read" in story.warnings  # type: ignore[union-attr]
    assert nothing == Rejected("file", 17, "an item without title and text")


def test_atom_with_its_ways_of_writing_text() -> None:
    first, second = stories(feed, ATOM)
    assert (first.headline, first.source_name, first.external_id) == ("عنوان & آخر", "مدونة", "tag:example.org,2026:1")
    assert first.source_url == "https://example.org/blog/one"
    assert first.body == "<p>نص <em>مائل</em></p>"
    assert (first.standfirst, first.tags, first.authors) == ("ملخص.", ("بيئة",), ("المحرر",))
    assert first.image.url == "https://example.org/blog/p.jpg"
    assert first.updated_at == datetime(2026, 11, 24, 10, tzinfo=UTC)
    assert second.body == "a < b"
    assert second.published_at is not None and second.updated_at is None, "its one time is that of its publication"


def test_rss_1_0_keeps_its_items_beside_the_channel() -> None:
    document = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://x.org"><title>ق</title><link>https://x.org</link>
      <items><rdf:Seq><rdf:li rdf:resource="https://x.org/1"/></rdf:Seq></items></channel>
      <item rdf:about="https://x.org/1"><title>خبر</title><dc:date>2026-11-24</dc:date></item></rdf:RDF>"""
    (story,) = stories(feed, document)
    assert (story.headline, story.external_id, story.source_name) == ("خبر", "https://x.org/1", "ق")


def test_a_blogger_export_gives_its_posts_only() -> None:
    kind = '<category scheme="http://schemas.google.com/g/2005#kind" term="http://schemas.google.com/blogger/2008/kind#{}"/>'
    entries = "".join(f"<entry><id>{n}</id><title>{n}</title>{kind.format(n)}</entry>" for n in ("settings", "post", "comment"))
    (story,) = stories(feed, f'<feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>')
    assert (story.headline, story.tags) == ("post", ())
    assert story.warnings == ("left out: settings 1, comment 1",)


def test_a_cut_off_summary_is_no_standfirst() -> None:
    item = "<rss><channel><item><title>ع</title><description>بداية النص هنا ثم [&amp;#8230;]</description>{}"
    body = "<content:encoded>بداية النص هنا ثم نهايته.</content:encoded>"
    (story,) = stories(feed, item.format(body) + "</item></channel></rss>")
    assert story.standfirst == ""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1256"])
def test_it_is_known_by_its_root_in_any_encoding(encoding: str) -> None:
    document = f'<?xml version="1.0" encoding="{encoding}"?><rss><channel/></rss>'.encode(encoding)
    assert recognise(document, "feed") is feed


def test_an_empty_feed_says_so() -> None:
    assert reason(feed, "<rss><channel><title>ق</title></channel></rss>") == "the feed holds no item"
