"""Text that leaves the site without a style sheet: directions isolated, addresses whole, XML safe."""

import pytest

from articles.text.feeds import FSI, PDI, absolute_html, isolate_latin, xml_safe


@pytest.mark.parametrize(
    ("text", "isolated"),
    [
        ("أخبار بلا لاتينية، 2026", "أخبار بلا لاتينية، 2026"),
        ("BBC تعلن نتائج", "⁨BBC⁩ تعلن نتائج"),
        ("هاتف iPhone 17 Pro: السعر 20%", "هاتف ⁨iPhone 17 Pro⁩: السعر 20%"),
        ("قال «New York Times» إن", "قال «⁨New York Times⁩» إن"),
        ("بين AT&T وC++ فرق", "بين ⁨AT&T⁩ و⁨C++⁩ فرق"),
        ("Only English, 2026", "Only English, 2026"),
        ("", ""),
    ],
)
def test_latin_runs_in_arabic_titles_are_isolated(text: str, isolated: str) -> None:
    assert isolate_latin(text) == isolated
    assert isolated.replace(FSI, "").replace(PDI, "") == text
    assert isolated.count(FSI) == isolated.count(PDI)


def test_links_and_pictures_lead_from_anywhere() -> None:
    page = "https://example.org/article/7/خبر/"
    html = (
        '<p><a href="/a/3" rel="noopener">قريب</a> <a href="#note">أسفل</a> <a href="https://other.example/x">بعيد</a>'
        '<img src="/media/a.jpg" alt="href=&quot;/x&quot;"><a href="mailto:a@example.org">بريد</a></p>'
    )
    assert absolute_html(html, page) == (
        '<p><a href="https://example.org/a/3" rel="noopener">قريب</a> <a href="https://example.org/article/7/خبر/#note">أسفل</a>'
        ' <a href="https://other.example/x">بعيد</a><img src="https://example.org/media/a.jpg" alt="href=&quot;/x&quot;">'
        '<a href="mailto:a@example.org">بريد</a></p>'
    )


def test_what_xml_can_t_hold_is_left_out() -> None:
    assert xml_safe("أ\x00ب\x0b\x1f\ufffe\ud800ج\t\n😀") == "أبج\t\n😀"
