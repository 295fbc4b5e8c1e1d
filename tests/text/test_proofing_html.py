"""Bodies of clean HTML: blocks as the page counts them, offsets as JavaScript counts them, fixes that keep the tags."""

from articles.text.markup import clean_html
from articles.text.proofing import apply_html, blocks_of, proofread_html

BODY = clean_html(
    "<h2>عنوان &amp; عنوان</h2><p>قال <strong>إن الإنخ</strong>راط 😀 واجب،و<em>إعتبرت</em> ذلك.</p>"
    "<ul><li><p>الى<br>او</p></li></ul><figure><img src='/a.jpg' alt=''><figcaption>تجاة</figcaption></figure>"
    "<blockquote><p>قال “هنا</p><p>وهنا”.</p></blockquote><pre>الى</pre><p>&nbsp;</p>"
)


def test_blocks_are_the_texts_between_block_tags_without_empty_ones():
    assert [block.text for block in blocks_of(BODY)] == [
        "عنوان & عنوان",
        "قال إن الإنخراط 😀 واجب،وإعتبرت ذلك.",
        "الى\u2028او",
        "تجاة",
        "قال “هنا",
        "وهنا”.",
        "الى",
    ]


def test_findings_carry_the_blocks_number_and_offsets_in_its_text():
    found = [(f.block, f.finding.rule, f.finding.start, f.finding.text) for f in proofread_html(BODY)]
    assert found == [
        (1, "hamza-wasl", 7, "الإنخراط"),
        (1, "no-blank-after-mark", 22, "،"),
        (1, "hamza-wasl", 23, "وإعتبرت"),
        (2, "hamza-dropped", 0, "الى"),
        (2, "hamza-dropped", 4, "او"),
        (3, "taa-marbuta", 0, "تجاة"),
    ]


def test_the_client_gets_utf16_offsets():
    blocks = blocks_of(BODY)
    last = [found for found in proofread_html(BODY) if found.block == 1][-1]
    client = last.for_client(blocks[1].text)
    assert (client["block"], client["start"], client["end"]) == (1, 24, 31)
    units = blocks[1].text.encode("utf-16-le")
    assert units[2 * client["start"] : 2 * client["end"]].decode("utf-16-le") == "وإعتبرت"
    assert client["suggestion"] == "واعتبرت" and client["severity"] == "error"


def test_fixes_keep_tags_and_entities():
    html = BODY
    while found := proofread_html(html):
        html = apply_html(html, found[-1])
    assert "<h2>عنوان &amp; عنوان</h2>" in html
    assert "الانخراط</strong>" in html and "<p>إلى<br>أو</p>" in html and "<figcaption>تجاه</figcaption>" in html
    assert clean_html(html) == html


def test_a_closing_mark_goes_inside_the_tag_that_ends_there():
    html = "<p>قال «<strong>لا</strong>.</p>"
    (found,) = proofread_html(html)
    assert apply_html(html, found) == "<p>قال «<strong>لا»</strong>.</p>"


def test_suggestions_are_escaped():
    html = "<p>شركة ترمب</p>"
    (found,) = proofread_html(html, style_sheet={"ترمب": "<b>ترامب</b>"})
    assert apply_html(html, found) == "<p>شركة &lt;b&gt;ترامب&lt;/b&gt;</p>"


def test_blocks_without_any_text():
    assert blocks_of("") == [] and proofread_html("") == []
    assert proofread_html("<hr><p> </p>") == []
