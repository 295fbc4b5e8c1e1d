"""Typing is met half-way: names, headlines, and words put right."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import search
from articles.models import Article
from articles.text.misspelling import near_misses, other_keyboard


def suggested(text, **options):
    return [(item.kind, item.text) for item in search.suggest(text, queryset=Article.objects.public(), **options)]


@pytest.fixture
def newspaper(story):
    for number in range(3):
        story(
            f"الانتخابات البلدية تبدأ {number}",
            "نص عن الانتخابات",
            tags=["الأمم المتحدة"],
            authors=["أمجد ناصر"],
            section="اقتصاد",
        )
    story("واشنطن تعلن", "قالت السعودية والعراق لواشنطن", tags=["أمريكا"], section="سياسة")


def test_topics_authors_sections_and_headlines(newspaper):
    assert suggested("ام") == [("topic", "الأمم المتحدة"), ("topic", "أمريكا"), ("author", "أمجد ناصر")]
    assert suggested("اقتص") == [("section", "اقتصاد")]
    assert ("headline", "واشنطن تعلن") in suggested("واشن")


def test_any_spelling_of_the_beginning_will_do(newspaper):
    assert suggested("الأُمَـم") == suggested("الامم") == suggested("الأمم")


def test_a_headline_is_found_by_a_word_inside_it_the_last_word_unfinished(newspaper):
    assert {text for _, text in suggested("البلدية تبد")} == {f"الانتخابات البلدية تبدأ {n}" for n in range(3)}


def test_newest_headlines_first_and_no_more_than_asked(story):
    now = timezone.now()
    for age in range(6):
        story(f"الطقس اليوم {age}", "", published_at=now - timedelta(days=age))
    assert [text for _, text in suggested("الطقس", limit=4)] == [f"الطقس اليوم {age}" for age in range(4)]


@pytest.mark.parametrize("text", ["", "ا", " ", "؟", "\x00", "😀"])
def test_too_little_typed_suggests_nothing(newspaper, text):
    assert suggested(text) == []


def test_a_suggestion_knows_where_it_leads(newspaper):
    for item in search.suggest("ال", queryset=Article.objects.public()):
        assert item.target.get_absolute_url().startswith("/")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("الانتخبات", "الانتخابات"),
        ("الانتخاباات", "الانتخابات"),
        ("الإنتحابات", "الانتخابات"),
        ("واشنتن", "واشنطن"),
        ("واشطنن", "واشنطن"),
        ("الصعودية", "السعودية"),
        ("والعراك", "والعراق"),
        ("الانتخبات البلدية", "الانتخابات البلدية"),
        ("hghkjohfhj", "الانتخابات"),
    ],
)
def test_misspelt_words_are_put_right(newspaper, typed, meant):
    assert search.did_you_mean(typed) == meant


@pytest.mark.parametrize("typed", ["الانتخابات", "الإنتخابات", "انتخابات", "واشنطن", "", "من", "2018", "كلمة بعيدة جدا", "xyz"])
def test_right_or_unknown_words_are_left_alone(newspaper, typed):
    assert search.did_you_mean(typed) is None


def test_near_misses_cost_less_where_letters_are_mixed_up_easily():
    costs = near_misses("صوريا")
    assert costs["سوريا"] < costs["شوريا"]
    assert "صوريا" not in costs


def test_the_other_keyboard():
    assert other_keyboard("hggi") == "الله"
