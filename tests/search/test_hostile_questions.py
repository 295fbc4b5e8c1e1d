"""Whatever is typed, search answers, soon, and never fails."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import search
from articles.models import Article

HOSTILE = [
    "",
    " \t\n",
    "\x00",
    "سوريا\x00لبنان",
    '"',
    '""',
    '"سوريا',
    "«",
    "«»",
    "«سوريا",
    "»سوريا«",
    "-",
    "--",
    "- - -",
    '-"',
    "-«سوريا»",
    "-سوريا",
    "* ^ ( ) : + ~ & | !",
    "AND OR NOT NEAR",
    "سوريا AND",
    "NEAR(سوريا لبنان, 5)",
    "headline:سوريا",
    "{headline} : سوريا",
    "سوريا*",
    "'; DROP TABLE articles_article; --",
    "' OR '1'='1",
    "سوريا' | 'لبنان",
    "سوريا:*A & !لبنان <-> \\",
    "%_%",
    "%s %(name)s {0}",
    "\u202eسوريا\u202c",
    "\u200f\u200e\u061c",
    "😀🇸🇾👩‍👩‍👧",
    "😀سوريا😀",
    "\ud83d",
    "ﷺ ﷽ ﻻ",
    "<script>alert(1)</script>",
    "${jndi:ldap://x}",
    "سوريا Syria 2018 ٢٠١٨ سوریا",
    "ً ٌ ٍ",
    "ـــــ",
    "ا" * 10_000,
    "سوريا " * 2_000,
    "a" * 10_000,
    '"' * 10_000,
    "«" * 5_000 + "»" * 5_000,
    "-" * 10_000,
    "\u064b" * 10_000,
    " ".join(f"كلمة{number}" for number in range(3_000)),
    " -".join(f"كلمة{number}" for number in range(3_000)),
    "½ ² Ⅷ ㎏ ﬁ ß İ ǆ",
    "𞸀𞸁 中文 日本語 한국어 עברית हिन्दी ไทย",
]


@pytest.fixture
def stories(story):
    return [story("أخبار سوريا ولبنان", "قال المتحدث إن سوريا ولبنان"), story("رياضة", "مباراة في كرة القدم 2018")]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_find_suggest_and_correct_answer_anything_soon(stories, text):
    public = Article.objects.public()
    started = time.monotonic()
    page = search.find(text, queryset=public)
    assert page.total == len(page.pks) <= len(stories)
    assert isinstance(search.suggest(text, queryset=public), list)
    assert search.did_you_mean(text) is None or search.did_you_mean(text)
    assert time.monotonic() - started < 2


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=60))
def test_any_text_at_all(stories, text):
    search.find(text, queryset=Article.objects.public())


@pytest.mark.parametrize(
    "text", ['سوريا"', "«سوريا", "سوريا AND OR", "سوريا\x00", "\u202eسوريا", "😀سوريا", "' سوريا --", "سوريا -", "سوريا:*"]
)
def test_the_word_inside_the_noise_is_found(stories, text):
    assert stories[0].pk in search.match(text, queryset=Article.objects.public()).pks


@pytest.mark.parametrize("text", ["ا", "-", '"', "«", "سوريا ", "-سوريا ", "\u064b"])
def test_ten_times_the_text_takes_no_ten_times_the_time(stories, text):
    def spent(size):
        started = time.perf_counter()
        for _ in range(3):
            search.find(text * size, queryset=Article.objects.public())
        return time.perf_counter() - started

    spent(1_000)
    assert spent(100_000) < 10 * spent(1_000) + 0.2


@pytest.mark.parametrize(
    "text", ["\x00", "ا" * 100_000, "كلمة " * 60_000, "«" * 1_000, "😀" * 1_000, "' -- \\ %s", "𞸀 中文 \u202e"]
)
def test_any_story_can_be_indexed_found_and_taken_out(story, ask, text):
    marked = story("علامة فارقة", text.replace("\x00", ""))
    assert ask("فارقة") == ["علامة فارقة"]
    search.index(marked)
    search.remove(marked.pk)
    assert ask("فارقة") == []
