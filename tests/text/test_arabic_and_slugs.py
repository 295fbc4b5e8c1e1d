"""Folding makes spellings equal; slugs keep the spelling and whole words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.arabic import fold, fold_key, strip_invisible
from articles.text.slugs import slugify
from articles.text.tags import tags_from_string


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("الأمريكية", "الامريكيه"),
        ("مُسْتَشْفَى", "مستشفي"),
        ("كـــتاب", "كتاب"),
        ("مسؤول", "مسوول"),
        ("شؤون ٢٠١٨", "شوون 2018"),
        ("ﻻ", "لا"),
        ("کتاب", "كتاب"),
        ("AMÉRIQUE", "amérique"),
        ("إيران\u200f", "ايران"),
    ],
)
def test_spellings_of_one_word_fold_to_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("مكتب", "مكتبة"), ("سوريا", "سوري"), ("علم", "عالم")])
def test_different_words_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold_key(fold_key(text)) == fold_key(text)


def test_a_key_ignores_punctuation() -> None:
    assert fold_key("«المجموعة المصغرة»: بشأن سوريا؟") == fold_key('"المجموعه المصغره" بشأن سوريا')


def test_a_slug_reads_like_its_headline() -> None:
    headline = "واشنطن تستضيف اجتماعا لمسؤولي دول “المجموعة المصغرة” بشأن سوريا"
    assert slugify(headline) == "واشنطن-تستضيف-اجتماعا-لمسؤولي-دول-المجموعة-المصغرة-بشأن-سوريا"


@pytest.mark.parametrize(
    ("text", "slug"),
    [("كَلِمَةٌ", "كلمة"), ("٢٠٢٦ عام", "2026-عام"), ("Don't Stop", "dont-stop"), ("!!!", ""), ("😀", ""), ("a_b", "a-b")],
)
def test_slugs_of_odd_texts(text: str, slug: str) -> None:
    assert slugify(text) == slug


@given(st.text())
def test_a_slug_is_short_stable_and_whole(text: str) -> None:
    slug = slugify(text)
    assert len(slug) <= 80
    assert slugify(slug) == slug
    assert not slug.startswith("-")
    assert not slug.endswith("-")
    assert strip_invisible(slug) == slug


def test_a_long_headline_is_cut_between_words() -> None:
    slug = slugify("كلمة " * 40)
    assert len(slug) <= 80
    assert set(slug.split("-")) == {"كلمة"}


def test_topics_are_divided_by_either_comma() -> None:
    assert tags_from_string("سوريا، الأمم  المتحدة,سوريا ،") == ["سوريا", "الأمم المتحدة"]
