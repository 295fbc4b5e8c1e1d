"""Known names are found as Arabic writes them: prefixes glued on, spelt in any way, the longest name first."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.topics import KnownNames, bare_forms

NAMES = KnownNames(
    (name, name)
    for name in (
        "الأمم المتحدة",
        "الأمم",
        "سوريا",
        "الولايات المتحدة",
        "الولايات المتحدة الأمريكية",
        "الاقتصاد",
        "مكتبة",
        "انتخابات بلدية",
        "فن",
        "تاب",
        "Covid-19",
    )
)


def found(text: str) -> list[str]:
    return [mention.value for mention in NAMES.mentions(text)]


@pytest.mark.parametrize(
    "text",
    [
        "سوريا",
        "في سوريا اليوم",
        "وسوريا",
        "لسوريا",
        "بسوريا",
        "وبسوريا",
        "فلسوريا",
        "كسوريا",
        "سُورِيَا",
        "سـوريا",
        "سوريا، ولبنان",
        "«سوريا»",
    ],
)
def test_prefixes_marks_and_punctuation_do_not_hide_a_name(text: str) -> None:
    assert found(text) == ["سوريا"]


@pytest.mark.parametrize("text", ["الأمم المتحدة", "للأمم المتحدة", "والأمم المتحدة", "بالأمم المتحدة", "الامم المتحده"])
def test_names_of_several_words(text: str) -> None:
    assert found(f"قالت {text} أمس") == ["الأمم المتحدة"]


def test_the_longest_name_wins_and_keeps_its_words() -> None:
    assert found("الولايات المتحدة الأمريكية والأمم المتحدة") == ["الولايات المتحدة الأمريكية", "الأمم المتحدة"]


def test_the_article_may_be_in_the_text_or_in_the_name() -> None:
    assert found("الانتخابات البلدية") == ["انتخابات بلدية"]
    assert found("للانتخابات البلدية") == ["انتخابات بلدية"]
    assert found("وللاقتصاد كلمة") == ["الاقتصاد"]


@pytest.mark.parametrize(
    "text", ["كفن", "كتاب", "مكتب", "سورية الجميلة؟ لا: سوريات", "الأمميون", "ولايات متحدة", "عفن", "Covid"]
)
def test_other_words_are_no_names(text: str) -> None:
    assert found(text) == []


def test_latin_names_and_digits() -> None:
    assert found("لقاح COVID-19 الجديد") == ["Covid-19"]


def test_a_mention_tells_where_it_stands() -> None:
    text = "عاد الوفد من سوريا، ثم زار مقر الأمم المتّحدة."
    assert [text[mention.start : mention.end] for mention in NAMES.mentions(text)] == ["سوريا", "الأمم المتّحدة"]


@given(st.text(max_size=200))
def test_any_text_is_read_and_mentions_never_overlap(text: str) -> None:
    mentions = list(NAMES.mentions(text))
    assert all(before.end <= after.start for before, after in pairwise(mentions))


@given(st.text("ابتةسوريالفك", min_size=1, max_size=12))
def test_a_word_is_first_of_all_itself(word: str) -> None:
    forms = bare_forms(word)
    assert forms[0] == (word, False)
    assert len(set(forms)) == len(forms)
