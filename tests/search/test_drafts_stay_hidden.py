"""The public never learns of a story it may not see: not by results, counts, snippets, suggestions or corrections."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import search
from articles.models import Article

CANARY = "زقزوقاء"
SPELLINGS = ["زقزوقاء", "الزقزوقاء", "زَقْزوقاء", "وزقزوقاء", "زقـزوقاء"]


def hidden_ways():
    return {
        "draft": {"status": Article.Status.DRAFT},
        "scheduled": {"published_at": timezone.now() + timedelta(hours=1)},
        "withdrawn": {"status": Article.Status.WITHDRAWN, "published_at": timezone.now() - timedelta(hours=1)},
    }


@pytest.fixture(params=["draft", "scheduled", "withdrawn"])
def hidden(request, story):
    story("خبر عام", "كلام معلن عن الطقس", tags=["طقس"], section="منوعات", authors=["سلمى"])
    return story(
        f"{CANARY} في العنوان",
        f"{CANARY} في المتن",
        standfirst=CANARY,
        tags=[f"{CANARY} موضوع"],
        authors=[f"{CANARY} كاتب"],
        section=f"{CANARY} قسم",
        **hidden_ways()[request.param],
    )


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_not_found_not_counted_not_suggested_not_corrected_to(hidden, spelling):
    public = Article.objects.public()
    page = search.find(spelling, queryset=public)
    assert page.total == 0 and page.results == [] and page.pks == []
    assert search.suggest(spelling, queryset=public) == []
    assert search.suggest(spelling[:4], queryset=public) == []
    assert search.did_you_mean(spelling.replace("ق", "ك", 1)) is None
    assert search.did_you_mean("زقزوقا") is None


def test_editors_find_it(hidden):
    assert search.find(CANARY, queryset=Article.objects.all()).pks == [hidden.pk]


def test_a_shown_story_is_not_marked_by_a_hidden_one(hidden):
    page = search.find(f"الطقس {CANARY}", queryset=Article.objects.public())
    assert [result.article.headline for result in page.results] == ["خبر عام"]
    assert CANARY not in "".join(piece.text for result in page.results for piece in result.headline + result.snippet)


def test_facets_count_public_stories_only(hidden):
    found = search.facets(search.find("الطقس", queryset=Article.objects.public()).pks)
    assert [(str(section), count) for section, count in found.sections] == [("منوعات", 1)]


def test_scores_are_the_same_with_and_without_hidden_stories(story):
    for number in range(4):
        story(f"أسعار القمح {number}", "قمح " * (number + 1) + "وشعير وذرة")

    def results():
        found = search.match("أسعار القمح والشعير", queryset=Article.objects.public())
        return found.pks, found.scores

    before = results()
    for number in range(5):
        story(f"أسعار القمح {number}", "قمح وشعير", status=Article.Status.DRAFT)
    assert results()[0] == before[0]
    assert list(results()[1].values()) == pytest.approx(list(before[1].values()), rel=1e-6)


def test_withdrawing_takes_its_words_back_and_publishing_gives_them(story):
    article = story("خبر", CANARY)
    public = Article.objects.public()
    assert search.find(CANARY, queryset=public).total == 1
    article.status = Article.Status.WITHDRAWN
    article.save()
    assert search.find(CANARY, queryset=public).total == 0
    assert search.did_you_mean("زقزوقا") is None
    article.status = Article.Status.PUBLISHED
    article.save()
    assert search.find(CANARY, queryset=public).total == 1
    assert search.did_you_mean("زقزوقاا") == CANARY
