"""One change to many stories: seen before it is made, made story by story, never over somebody's work."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.editorial import bulk
from articles.editorial.bulk import BulkChange
from articles.models import Article, Section, StoryVersion, Tag, Transition

pytestmark = pytest.mark.django_db
TOGETHER = "/admin/articles/article/together/"


@pytest.fixture
def news(db: None) -> Section:
    return Section.objects.create(name="أخبار")


@pytest.fixture
def story(news: Section) -> Callable[..., Article]:
    def _story(headline: str, *topics: str, **fields: Any) -> Article:
        article = Article.objects.create(headline=headline, body="<p>نص.</p>", **{"section": news, **fields})
        article.tags.add(*topics)
        return Article.objects.get(pk=article.pk)

    return _story


def tokens(*articles: Article) -> dict[int, str]:
    return {article.pk: bulk.token_of(article) for article in articles}


def topics(article: Article) -> set[str]:
    return set(article.tags.values_list("name", flat=True))


def test_sections_topics_and_genre_change_together_and_each_story_keeps_a_version(story: Any, chief: User) -> None:
    syria = Section.objects.create(name="سوريا")
    one, two = story("أول", "هدنة", "قديم"), story("ثان", "قديم")
    change = BulkChange(
        section=syria, add_topics=["الأمم المتحدة"], remove_topics=["قديم"], genre=Article.Genre.ANALYSIS, note="ترتيب"
    )
    done = bulk.make(tokens(one, two), change, chief)
    assert (done.changed, done.refusals) == (2, [])
    for article, kept in ((one, {"هدنة", "الأمم المتحدة"}), (two, {"الأمم المتحدة"})):
        article.refresh_from_db()
        assert (article.section, article.genre, topics(article)) == (syria, "analysis", kept)
        assert StoryVersion.objects.filter(article=article).order_by("-number").first().note == "ترتيب"  # type: ignore[union-attr]


def test_what_is_foreseen_is_what_happens(story: Any, chief: User, news: Section) -> None:
    extra = Section.objects.create(name="ملفات")
    article = story("أول", "هدنه")
    change = BulkChange(add_sections=[extra, news], add_topics=["هدنة", "سلام"], move="approve")
    [row] = bulk.foresee([article], change, chief)
    assert [(str(line.label), line.before, line.after) for line in row.lines] == [
        ("أقسام أخرى", "", "ملفات"),
        ("المواضيع", "هدنه", "سلام، هدنه"),
        ("الحالة", "مسودة", "معتمد"),
    ]
    assert not Tag.objects.filter(name="سلام").exists(), "looking makes nothing"
    bulk.make(tokens(article), change, chief)
    article.refresh_from_db()
    assert (article.status, topics(article)) == ("approved", {"سلام", "هدنه"})
    assert list(article.further_sections.all()) == [extra], "the main section is no further one"


def test_a_story_saved_meanwhile_is_left_and_named(story: Any, chief: User) -> None:
    looked_at, other = story("محرَّر الآن"), story("هادئ")
    told = tokens(looked_at, other)
    looked_at.standfirst = "جديد"
    looked_at.save()
    done = bulk.make(told, BulkChange(add_topics=["سلام"]), chief)
    assert done.changed == 1 and "محرَّر الآن" in done.refusals[0]
    assert topics(looked_at) == set() and topics(other) == {"سلام"}


def test_a_move_that_is_not_open_leaves_the_whole_story_as_it_is(story: Any, chief: User) -> None:
    article = story("منشور", status="published")
    [row] = bulk.foresee([article], BulkChange(add_topics=["سلام"], move="approve"), chief)
    assert row.refusal
    done = bulk.make(tokens(article), BulkChange(add_topics=["سلام"], move="approve"), chief)
    assert done.changed == 0 and done.refusals == [row.refusal]
    assert topics(article) == set() and not Transition.objects.exists()


def test_a_reporter_changes_none_but_their_own(story: Any, reporter: User) -> None:
    mine, foreign = story("لي", created_by=reporter), story("لغيري")
    rows = bulk.foresee([mine, foreign], BulkChange(add_topics=["سلام"]), reporter)
    assert [bool(row.refusal) for row in rows] == [False, True]
    done = bulk.make(tokens(mine, foreign), BulkChange(add_topics=["سلام"]), reporter)
    assert done.changed == 1 and topics(foreign) == set()


# At the desk


def test_an_editor_chooses_looks_and_does_it(client: Client, chief: User, story: Any) -> None:
    client.force_login(chief)
    one, two = story("خبر أول"), story("خبر ثان")
    chosen = client.post("/admin/articles/article/", {"action": "change_together", "_selected_action": [one.pk, two.pk]})
    assert "خبر أول" in client.get(chosen.url).content.decode()
    page = client.get(f"{chosen.url}&look=1&add_topics=سلام، هدنة&note=ترتيب")
    rows = page.context["rows"]
    assert [row.lines[0].after for row in rows] == ["سلام، هدنة"] * 2
    assert not Tag.objects.exists()
    posted = {
        "add_topics": "سلام، هدنة",
        "note": "ترتيب",
        "token": [f"{row.article.pk} {row.token}" for row in page.context["open"]],
    }
    answer = client.post(chosen.url, posted, follow=True)
    assert "تغيّرت مادتان" in answer.content.decode()
    assert topics(one) == topics(two) == {"سلام", "هدنة"}


@pytest.mark.parametrize("extra", ["", "&add_topics=!!!", "&genre=nonsense", "&section=99999", "&move=embargo"])
def test_nothing_or_nonsense_to_change_is_told(client: Client, chief: User, story: Any, extra: str) -> None:
    client.force_login(chief)
    answer = client.get(f"{TOGETHER}?pk={story('خبر').pk}&look=1{extra}")
    assert answer.status_code == 400 and answer.context["form"].errors


@pytest.mark.parametrize("query", ["", "pk=x", "pk=99999999999999999999", "pk=12345"])
def test_no_story_leads_back_to_the_list(client: Client, chief: User, query: str) -> None:
    client.force_login(chief)
    assert client.get(f"{TOGETHER}?{query}").status_code == 302


def test_a_foreign_story_is_not_even_named_to_a_reporter(client: Client, reporter: User, story: Any) -> None:
    client.force_login(reporter)
    mine, foreign = story("لي", created_by=reporter), story("سري للغاية")
    page = client.get(f"{TOGETHER}?pk={mine.pk}&pk={foreign.pk}&look=1&add_topics=سلام").content.decode()
    assert "سري للغاية" not in page
    client.post(f"{TOGETHER}?pk={foreign.pk}", {"add_topics": "سلام", "token": f"{foreign.pk} {bulk.token_of(foreign)}"})
    assert topics(foreign) == set()


def test_two_hundred_stories_cost_no_more_queries_than_two(
    client: Client, chief: User, story: Any, django_assert_max_num_queries: Any
) -> None:
    client.force_login(chief)
    keys = "&".join(f"pk={story(f'خبر {number}', 'سلام').pk}" for number in range(60))
    with django_assert_max_num_queries(20):
        page = client.get(f"{TOGETHER}?{keys}&look=1&add_topics=هدنة&remove_topics=سلام&move=approve")
    assert len(page.context["open"]) == 60
