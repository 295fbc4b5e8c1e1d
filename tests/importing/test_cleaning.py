"""Bodies of other programs: what only served somebody else's page goes, what was said stays."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.importing.cleaning import clean_body, mended
from articles.importing.story import Picture, Story
from articles.text.addresses import clean_address
from articles.text.markup import clean_html, plain_text


@pytest.mark.parametrize(
    ("source", "clean"),
    [
        # Word and Google Docs
        (
            '<p class="MsoNormal" style="x"><o:p>&nbsp;</o:p></p><p><span style="font-weight:bold">عريض</span></p>',
            "<p><strong>عريض</strong></p>",
        ),
        ("<p>أ</p><!--[if gte mso 9]><xml><w:x>junk</w:x></xml><![endif]--><xml><o:y>junk</o:y></xml>", "<p>أ</p>"),
        (
            '<b style="font-weight:normal" id="docs-1"><p><span style="font-style:italic">مائل</span></p></b>',
            "<p><em>مائل</em></p>",
        ),
        # Blocks
        ("<div>أول</div><div>ثان <b>عريض</b></div>", "<p>أول</p>\n<p>ثان <b>عريض</b></p>"),
        ("أ<br><br>ب<br/>ج", "<p>أ</p>\n<p>ب<br>ج</p>"),
        ("<p>&nbsp;</p><p><strong> </strong></p><p>أ</p><div><br></div>", "<p>أ</p>"),
        ("<p><b>غير <i>متداخل</b> صحيحاً</i><p>تالية", "<p><b>غير <i>متداخل</i></b><i> صحيحاً</i></p>\n<p>تالية</p>"),
        ("<blockquote><p>قول</p><cite>قائل</cite></blockquote>", "<blockquote><p>قول</p><footer>قائل</footer></blockquote>"),
        ("<ul><li><div>أ</div></li><li></li></ul>", "<ul><li>أ</li></ul>"),
        # Headings
        ("<h1>أ</h1><h4>ب</h4><h6>ج</h6><h4>د</h4>", "<h2>أ</h2>\n<h3>ب</h3>\n<h4>ج</h4>\n<h3>د</h3>"),
        ("<h3>أ</h3><p>ب</p>", "<h2>أ</h2>\n<p>ب</p>"),
        # Pictures
        (
            '<p>أ <a href="https://x.org/a.jpg"><img src="https://x.org/s.jpg" width="30" class="z"></a> ب</p>',
            '<p>أ</p>\n<figure><img src="https://x.org/s.jpg" alt="" width="30"></figure>\n<p>ب</p>',
        ),
        (
            '<img src="data:image/gif;base64,R0" data-src="https://x.org/l.jpg">',
            '<figure><img src="https://x.org/l.jpg" alt=""></figure>',
        ),
        ('<p>أ<img src="https://pixel.wp.com/g.gif"><img src="https://x.org/t.gif" width="1" height="1"></p>', "<p>أ</p>"),
        # What is embedded becomes a link
        (
            '<iframe src="//www.youtube.com/embed/abcdefghij?rel=0"></iframe>',
            '<p><a href="https://www.youtube.com/watch?v=abcdefghij">https://www.youtube.com/watch?v=abcdefghij</a></p>',
        ),
        # Direction is kept, layout is not
        ('<p dir="rtl" align="right">أ <span dir="ltr">b</span></p>', '<p dir="rtl">أ <bdi dir="ltr">b</bdi></p>'),
        ("نص بلا وسوم < كذا", "نص بلا وسوم < كذا"),
        ("<p>نص نظيف</p>", "<p>نص نظيف</p>"),
    ],
)
def test_bodies_are_made_plain(source: str, clean: str) -> None:
    assert clean_body(source)[0] == clean
    assert clean_body(clean)[0] == clean


@pytest.mark.parametrize(
    ("address", "clean"),
    [
        ("https://x.org/a?utm_source=fb&id=3&fbclid=1", "https://x.org/a?id=3"),
        ("https://x.org/a?utm_source=fb", "https://x.org/a"),
        ("https://x.org/a?q=خبر&x=1", "https://x.org/a?q=خبر&x=1"),
        ("https://www.google.com/url?sa=t&url=https%3A%2F%2Fx.org%2Fp%3Fgclid%3D1", "https://x.org/p"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fx.org%2F&h=A", "https://x.org/"),
        ("https://x.org/a", "https://x.org/a"),
        ("http://[broken?utm_x=1", "http://[broken?utm_x=1"),
    ],
)
def test_links_lose_what_follows_readers(address: str, clean: str) -> None:
    assert clean_address(address) == clean


def test_no_word_is_lost_on_the_way() -> None:
    source = (
        "<div>أول<table><tr><td><div>خلية</div></td></tr></table><dl><dt>مصطلح</dt><dd>شرح</dd></dl><center>وسط</center></div>"
    )
    text = plain_text(clean_html(clean_body(source)[0]))
    for word in ("أول", "خلية", "مصطلح", "شرح", "وسط"):
        assert word in text


PIECES = [
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<b>",
    "</b>",
    "<br>",
    "<ul><li>",
    "<h1>",
    "<h3>",
    "<img src=/x>",
    " كلمة ",
    "a & b",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@settings(max_examples=200)
def test_whatever_comes_cleaning_answers_and_rests(source: str) -> None:
    once = clean_body(source)[0]
    assert clean_body(once)[0] == once


def test_a_body_nested_too_deep_for_a_tree_keeps_its_words() -> None:
    assert "كلمة" in clean_body("<div><span class=x>" * 3000 + "كلمة")[0]


def test_hostile_bodies_take_no_long_time() -> None:
    started = time.process_time()
    for piece in ("<!--[if ", "<pre", "<xml>", "[caption]", "<a href=", "<p><b>", "<div>", "<br>", "<"):
        clean_body(piece * 100_000)
    assert time.process_time() - started < 10


def test_a_story_is_mended_in_all_its_words() -> None:
    broken = "".join(bytes([byte]).decode("cp1256") for byte in "مجلس النواب".encode())
    story = mended(Story(broken, tags=(broken,), image=Picture(alt=broken), body=f"<p>{broken}</p>و”كلام”"))
    assert (story.headline, story.tags, story.image.alt) == ("مجلس النواب", ("مجلس النواب",), "مجلس النواب")
    assert "<p>مجلس النواب</p>" in story.body
    assert story.warnings == ("quotation marks turned the right way: 1", "letters that were read in a wrong encoding: mended")
