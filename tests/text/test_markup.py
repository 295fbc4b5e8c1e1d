"""Cleaning a body: what is stored is safe, whole and stable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.markup import clean_html, excerpt, plain_text, reading_minutes, word_count


def test_plain_text_becomes_paragraphs() -> None:
    assert clean_html("أول\r\n\r\nثان\nوتتمته\n\n\n") == "<p>أول</p>\n<p>ثان وتتمته</p>"


def test_a_lone_less_than_sign_is_text() -> None:
    assert clean_html("٣ < ٥ & ٧") == "<p>٣ &lt; ٥ &amp; ٧</p>"


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("<p onclick=alert(1)>نص</p>", "<p>نص</p>"),
        ("<p>نص<script>alert(1)</script></p>", "<p>نص</p>"),
        ('<a href="javascript:alert(1)">نص</a>', '<p><a rel="noopener">نص</a></p>'),
        ("نص <b>غامق</b>\n\nوآخر", "<p>نص <b>غامق</b></p>\n<p>وآخر</p>"),
        ("<img onerror=alert(1)><p>نص</p>", "<p>نص</p>"),
        ("<h1>عنوان</h1><h6>أصغر</h6>", "<h2>عنوان</h2><h4>أصغر</h4>"),
        ("<p>&nbsp;</p><p> <br></p><p>نص</p>", "<p>نص</p>"),
        ('<p class="MsoNormal" style="color:red">نص</p>', "<p>نص</p>"),
        ('<blockquote class="pull x"><p>نص</p></blockquote>', '<blockquote class="pull"><p>نص</p></blockquote>'),
        ('<p dir="ltr">latin</p>', '<p dir="ltr">latin</p>'),
        ("<p>a\u202eb\u200fc\x00</p>", "<p>abc</p>"),
        ("<iframe src=//evil></iframe><p>نص</p>", "<p>نص</p>"),
        ("<![x]><p>نص</p>", "<p>نص</p>"),
    ],
)
def test_what_does_not_belong_goes(dirty: str, clean: str) -> None:
    assert clean_html(dirty).strip() == clean


def test_what_an_editor_wrote_stays() -> None:
    body = (
        '<p>نص <strong>غامق</strong> و<a href="https://example.org/" rel="noopener">رابط</a></p>'
        "<h2>عنوان فرعي</h2><ul><li>أول</li></ul><blockquote><p>قول</p></blockquote>"
        '<figure><img src="/media/a.jpg" alt="صورة"><figcaption>تعليق</figcaption></figure>'
        "<table><tbody><tr><td>١</td></tr></tbody></table>"
    )
    assert clean_html(body) == body


@given(st.text() | st.text(alphabet="<>/!&;p h1ab=\"'[]x\n", max_size=60))
def test_cleaning_never_fails_and_twice_is_once(text: str) -> None:
    once = clean_html(text)
    assert clean_html(once) == once
    plain = plain_text(once)
    assert excerpt(plain, 50) == "" or len(excerpt(plain, 50)) <= 50


def test_plain_text_divides_blocks_and_resolves_entities() -> None:
    assert plain_text("<p>أول &amp; ثان</p>\n<ul><li>بند</li><li>آخر</li></ul>") == "أول & ثان\n\nبند\n\nآخر"


def test_words_and_reading_time() -> None:
    assert word_count("كلمة، وأخرى — ثم 3") == 4
    assert reading_minutes("") == 1
    assert reading_minutes("كلمة " * 367) == 3


def test_an_excerpt_keeps_whole_words() -> None:
    assert excerpt("قال المتحدث إن الاجتماع، الذي تأخر", 26) == "قال المتحدث إن الاجتماع…"
    assert excerpt("قصير") == "قصير"
