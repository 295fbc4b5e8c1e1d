"""Clean HTML in parts that are the whole again."""

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.text.markup import clean_html, plain_text
from articles.text.parts import around_box, pages_by_weight, top_blocks, without_pictures

BLOCKS = st.sampled_from(
    [
        "<p>فقرة.</p>",
        "<h2>عنوان</h2>",
        "<ul><li>بند<ul><li>فرع</li></ul></li></ul>",
        "<blockquote class='pull'><p>اقتباس</p><footer>قائله</footer></blockquote>",
        "<figure><img src='/a.jpg' alt='رسم'><figcaption>تعليق</figcaption></figure>",
        "<hr>",
        "<table><tr><td><p>خلية</p></td></tr></table>",
        "<p>سطر<br>وسطر <img src='/b.jpg' alt='شمس'></p>",
    ]
)
STORIES = st.lists(BLOCKS, max_size=12).flatmap(
    lambda parts: st.sampled_from(["", "\n"]).map(lambda glue: clean_html(glue.join(parts)))
)


@settings(max_examples=100, deadline=None)
@given(STORIES, st.integers(20, 400))
def test_blocks_and_pages_joined_are_the_html_again(html: str, most: int) -> None:
    assert "".join(top_blocks(html)) == html
    pages = pages_by_weight(html, most)
    assert "".join(pages) == html
    for page in pages:
        assert len(page.encode()) <= most or len(top_blocks(page)) == 1


@settings(max_examples=60, deadline=None)
@given(STORIES)
def test_every_block_is_whole(html: str) -> None:
    for block in top_blocks(html):
        assert block.count("<p>") == block.count("</p>")
        assert block.count("<ul>") == block.count("</ul>")


def test_the_box_stands_behind_the_third_paragraph_of_a_long_story() -> None:
    html = "<p>1</p><h2>ع</h2><p>2</p><blockquote><p>ليست فقرة</p></blockquote><p>3</p>" + "<p>x</p>" * 4
    before, behind = around_box(html, 3, 7)
    assert before.endswith("<p>3</p>") and before + behind == html


def test_a_short_story_has_no_box() -> None:
    assert around_box("<p>1</p>" * 6, 3, 7) == ("<p>1</p>" * 6, "")


def test_pictures_become_what_is_said_of_them() -> None:
    figure = "<figure><img src='/a.jpg' alt='رسم جسر'><figcaption>الجسر</figcaption></figure>"
    html = clean_html(f"<p>قبل</p>{figure}<p>س <img src='/b' alt=''></p>")
    text = without_pictures(html, "صورة")
    assert "<img" not in text and "<figure" not in text
    assert plain_text(text) == "قبل\n\n[صورة: رسم جسر]\n\nالجسر\n\nس"
