"""PostgreSQL looks for common words in the newest stretches of the archive, and finds what a look at all would."""

import pytest
from django.db import connection

from articles import search
from articles.models import Article
from articles.search import finding, postgres
from articles.search.postgres import _stretches


def test_few_stretches_cover_what_is_asked_for_and_never_half_of_the_archive():
    assert _stretches(100_000, 60_000) == ""
    assert _stretches(100_000, 0.5).count("'") == 2
    for newest, keys in ((100_000, 3_000), (1_000_000, 20_000), (1_000_000, 490_000), (1_023, 500), (1_024, 1)):
        stretches = _stretches(newest, keys).split(" | ")
        assert len(stretches) <= postgres.FEW_STRETCHES + 2
        level, _, first = stretches[0].strip("'=").partition(".")
        size = postgres.STRETCHES[int(level)]
        assert int(first) * size <= newest - keys
        assert stretches[-1] == f"'={level}.{newest // size}'"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL keeps stretches")
@pytest.mark.django_db
def test_common_words_are_found_in_the_newest_stretches_alone(story, monkeypatch):
    monkeypatch.setattr(postgres, "STRETCHES", (2, 8, 32))
    monkeypatch.setattr(finding, "MOST_MATCHES", 3)
    stories = [story(f"خبر {number}", "كلام عن النفط" if number % 3 else "كلام") for number in range(60)]
    with_word = [one.pk for one in reversed(stories) if "النفط" in one.body]
    asked = []
    monkeypatch.setattr(postgres.Engine, "_newest", _recorded(postgres.Engine._newest, asked), raising=True)
    found = search.match("النفط", queryset=Article.objects.public())
    assert set(found.pks) <= set(with_word[:6]) and found.more
    assert any("'=" in question for question in asked)
    # Where the stretches hold too few that may be seen, all are looked at.
    seen = Article.objects.filter(pk__in=with_word[-2:])
    assert set(search.match("النفط", queryset=seen).pks) == set(with_word[-2:])


def _recorded(real, asked):
    def newest(self, question, *others):
        asked.append(question)
        return real(self, question, *others)

    return newest
