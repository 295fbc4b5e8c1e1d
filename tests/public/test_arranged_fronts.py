"""Fronts that editors arranged: their choices where readers may see them, the newest everywhere else, nothing twice."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from articles import popularity
from articles.editorial import merging
from articles.fronts import keeping
from articles.fronts.composing import Front, compose
from articles.fronts.desk import home_desk
from articles.fronts.layout import BlockPlan, Kind, Layout, Place, Shape, Spot
from articles.models import Arrangement, Article, ReadCount, RelatedLink, Section, Tag
from articles.section_tree import SectionTree
from tests.public.stories import SECRET, hidden_stories, picture, section, story

pytestmark = pytest.mark.django_db

LINK = re.compile(r'href="/article/(\d+)/')
HOME = Layout.empty(home=True)


def top(*stories: Article | None, **fields: Any) -> Layout:
    """A front page with these stories in its first places."""
    spots = [Spot(one.pk, **fields) if one else None for one in stories]
    return Layout((*spots, *HOME.top[len(spots) :]))


def front(layout: Layout) -> Front:
    return compose(layout, SectionTree())


def publish(layout: Layout, where: Section | None = None, **fields: Any) -> Arrangement:
    fields.setdefault("live_from", timezone.now())
    return keeping.save(layout, section=where, after=keeping.newest_number(where), by=None, **fields)


def links(client: Client, address: str = "/") -> list[int]:
    response = client.get(address)
    assert response.status_code == 200
    return [int(key) for key in LINK.findall(response.content.decode())]


@pytest.fixture
def news() -> list[Article]:
    """Twenty stories, the newest first."""
    image = picture()
    return [story(f"خبر {number}", hours_ago=number + 1, image=image) for number in range(20)]


def test_what_editors_put_on_top_stands_there(client: Client, news: list[Article]) -> None:
    publish(top(news[12], news[9]))
    shown = links(client)
    assert shown[:2] == [news[12].pk, news[9].pk]
    # The places that are left take the newest that stand nowhere else.
    assert shown[2:4] == [news[0].pk, news[1].pk]
    assert len(shown) == len(set(shown))


def test_a_choice_deep_in_a_block_is_not_taken_by_the_top(news: list[Article]) -> None:
    block = BlockPlan(Kind.CHOSEN, title="ملف", spots=(Spot(news[0].pk), Spot(news[1].pk)))
    made = front(Layout(HOME.top, (block,)))
    assert made.lead == news[2]
    assert made.blocks[0].stories == news[:2]
    keys = [one.pk for one in made.stories]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_story_that_readers_may_not_see_leaves_its_place_to_the_newest(client: Client, number: int) -> None:
    hidden = hidden_stories(image=picture())[number]
    newest = story("أحدث الأخبار", image=picture())
    publish(top(hidden))
    html = client.get("/").content.decode()
    assert SECRET not in html
    assert links(client)[0] == newest.pk


def test_a_scheduled_story_takes_its_place_when_its_time_comes(client: Client) -> None:
    newest = story("أحدث الأخبار", image=picture())
    later = story("موعده بعد ساعتين", hours_ago=-2, image=picture())
    publish(top(later))
    assert links(client)[0] == newest.pk
    with time_machine.travel(timezone.now() + timedelta(hours=3), tick=False):
        cache.clear()
        assert links(client)[0] == later.pk


def test_a_pin_ends_at_its_time(client: Client, news: list[Article]) -> None:
    publish(top(news[15], until=timezone.now() + timedelta(hours=1)))
    assert links(client)[0] == news[15].pk
    with time_machine.travel(timezone.now() + timedelta(minutes=61), tick=False):
        cache.clear()
        assert links(client)[0] == news[0].pk


def test_a_withdrawn_or_deleted_story_takes_nothing_with_it(client: Client, news: list[Article]) -> None:
    publish(top(news[5], news[6], news[7]))
    news[6].status = Article.Status.WITHDRAWN
    news[6].save()
    Article.objects.get(pk=news[5].pk).delete()
    assert links(client)[:3] == [news[0].pk, news[1].pk, news[7].pk]


def test_an_arrangement_goes_live_at_its_time_with_nothing_running(client: Client, news: list[Article]) -> None:
    publish(top(news[3]))
    publish(top(news[8]), live_from=timezone.now() + timedelta(hours=5))
    assert links(client)[0] == news[3].pk
    with time_machine.travel(timezone.now() + timedelta(hours=6), tick=False):
        cache.clear()
        assert links(client)[0] == news[8].pk


def test_a_draft_is_seen_by_no_reader(client: Client, news: list[Article]) -> None:
    publish(top(news[3]))
    publish(top(news[8]), live_from=None)
    assert links(client)[0] == news[3].pk


def test_own_headlines_and_kickers_stand_on_the_front_alone(client: Client, news: list[Article]) -> None:
    publish(Layout((Spot(news[3].pk, headline="عنوان للصفحة الأولى", kicker="حصري"), None, None, None)))
    html = client.get("/").content.decode()
    assert ">عنوان للصفحة الأولى</a>" in html
    assert ">حصري</p>" in html
    page = client.get(news[3].get_absolute_url()).content.decode()
    assert "عنوان للصفحة الأولى" not in page
    news[3].refresh_from_db()
    assert news[3].headline == "خبر 3"


def test_blocks_stand_in_the_editors_order_with_their_titles_and_numbers(client: Client, news: list[Article]) -> None:
    sport, tag = section("رياضة"), Tag.objects.create(name="القمة")
    games = [story(f"مباراة {number}", hours_ago=100 + number, section=sport) for number in range(6)]
    summit = [story(f"قمة {number}", hours_ago=200 + number, tags=["القمة"]) for number in range(5)]
    blocks = (
        BlockPlan(Kind.TOPIC, tag=tag.pk, title="قمة المدن", shape=Shape.ROW, count=3),
        BlockPlan(Kind.SECTION, section=sport.pk, shape=Shape.ROW, count=4, spots=(None, Spot(games[5].pk))),
        BlockPlan(Kind.MOST_READ),
    )
    made = front(Layout(HOME.top, blocks))
    assert [block.stories for block in made.shown()[:2]] == [summit[:3], [games[0], games[5], games[1], games[2]]]
    publish(Layout(HOME.top, blocks))
    html = client.get("/").content.decode()
    assert html.index(">قمة المدن</h2>") < html.index(">رياضة</h2>")
    assert 'href="/topic/' in html


def test_an_empty_block_of_chosen_stories_is_not_shown(client: Client, news: list[Article]) -> None:
    publish(Layout(HOME.top, (BlockPlan(Kind.CHOSEN, title="ملف بلا أخبار"),)))
    assert "ملف بلا أخبار" not in client.get("/").content.decode()


def test_a_picked_story_under_the_lead_stands_nowhere_else(news: list[Article]) -> None:
    RelatedLink.objects.create(article=news[4], target=news[5], order=1)
    RelatedLink.objects.create(article=news[4], target=news[6], order=2)
    made = front(top(news[4], news[5]))
    assert [item.article for item in made.sidelights] == [news[6]]
    keys = [one.pk for one in made.stories]
    assert len(keys) == len(set(keys))


def test_a_section_s_front_is_arranged_by_itself(client: Client) -> None:
    sport = section("رياضة")
    football = section("كرة القدم", sport)
    games = [story(f"مباراة {number}", hours_ago=number + 1, section=sport) for number in range(9)]
    goals = [story(f"هدف {number}", hours_ago=50 + number, section=football) for number in range(4)]
    elsewhere = story("من قسم آخر", hours_ago=900, section=section("ثقافة"))
    block = BlockPlan(Kind.SECTION, section=football.pk, shape=Shape.ROW, count=3, spots=(Spot(goals[3].pk),))
    publish(Layout((Spot(elsewhere.pk), None, Spot(games[7].pk)), (block,)), sport)
    shown = links(client, "/section/رياضة/")
    assert shown[:3] == [elsewhere.pk, games[0].pk, games[7].pk]
    assert shown[3:6] == [goals[3].pk, goals[0].pk, goals[1].pk]
    assert len(shown) == len(set(shown))
    assert set(shown) == {one.pk for one in (*games, *goals, elsewhere)}
    # Narrowed, it is a list like any other.
    assert links(client, "/section/رياضة/?until=2999-01-01")[0] == games[0].pk


def test_a_section_s_few_stories_are_not_called_none(client: Client) -> None:
    sport = section("رياضة")
    only = story("مباراة", section=sport)
    publish(Layout((Spot(only.pk), None, None)), sport)
    html = client.get("/section/رياضة/").content.decode()
    assert "لا أخبار في هذا القسم بعد" not in html
    assert links(client, "/section/رياضة/") == [only.pk]


def test_what_is_stored_comes_back_as_it_was(news: list[Article]) -> None:
    sport, tag = section("رياضة"), Tag.objects.create(name="القمة")
    until = timezone.now() + timedelta(days=1)
    layout = Layout(
        (Spot(news[0].pk, until, "عنوان", "وسم"), None, Spot(news[1].pk), None),
        (
            BlockPlan(Kind.SECTION, section=sport.pk, shape=Shape.SPLIT, spots=(None, None, Spot(news[2].pk))),
            BlockPlan(Kind.OPINION, spots=(None, Spot(news[3].pk))),
            BlockPlan(Kind.TOPIC, tag=tag.pk, title="عنوان", shape=Shape.HALF, count=5),
            BlockPlan(Kind.MORE),
        ),
    )
    made = publish(layout)
    assert keeping.layout_of(made) == layout
    assert keeping.live_layout(None) == layout


def test_of_two_editors_who_save_at_once_the_second_is_refused_and_loses_nothing(chief: Any, news: list[Article]) -> None:
    seen = keeping.newest_number(None)
    first = keeping.save(top(news[0]), section=None, after=seen, by=chief)
    with pytest.raises(keeping.Superseded) as refusal:
        keeping.save(top(news[1]), section=None, after=seen, by=chief)
    assert refusal.value.newest == first
    assert keeping.layout_of(first) == top(news[0])
    # A section's front is another matter.
    keeping.save(Layout.empty(home=False), section=section("رياضة"), after=0, by=chief)


def test_the_database_itself_lets_one_of_two_have_the_number(news: list[Article], monkeypatch: pytest.MonkeyPatch) -> None:
    first = publish(top(news[0]))
    # As if the other had saved after we looked.
    monkeypatch.setattr(keeping, "newest_number", lambda _section: 0)
    with pytest.raises(keeping.Superseded) as refusal:
        keeping.save(top(news[1]), section=None, after=0, by=None)
    assert refusal.value.newest == first
    assert Arrangement.objects.count() == 1


def test_a_scheduled_arrangement_is_called_off_one_that_was_seen_is_not(news: list[Article]) -> None:
    waiting = publish(top(news[0]), live_from=timezone.now() + timedelta(hours=1))
    assert keeping.call_off(waiting)
    live = publish(top(news[0]))
    assert not keeping.call_off(live)
    assert keeping.live_layout(None) == top(news[0])


def test_a_story_deleted_meanwhile_does_not_spoil_the_saving(news: list[Article]) -> None:
    layout = top(news[0], news[1])
    Article.objects.get(pk=news[0].pk).delete()
    assert keeping.layout_of(publish(layout)) == top(None, news[1])


def test_blocks_follow_what_is_merged_and_the_kept_section_keeps_its_front(chief: Any, news: list[Article]) -> None:
    kept, gone = section("رياضة"), section("ملاعب")
    topic, other = Tag.objects.create(name="القمة"), Tag.objects.create(name="قمة المدن")
    publish(Layout(HOME.top, (BlockPlan(Kind.SECTION, section=gone.pk), BlockPlan(Kind.TOPIC, tag=other.pk))))
    publish(Layout((Spot(news[1].pk), None, None)), kept)
    publish(Layout((Spot(news[2].pk), None, None)), gone)
    publish(Layout((Spot(news[3].pk), None, None)), gone)
    merging.merge(kept, [gone], by=chief)
    merging.merge(topic, [other], by=chief)
    home, sport = keeping.live_layout(None), keeping.live_layout(kept)
    assert home is not None
    assert sport is not None
    assert [(block.section, block.tag) for block in home.blocks] == [(kept.pk, None), (None, topic.pk)]
    assert sport.top[0] == Spot(news[1].pk)


# Moves

A, B, C, D, E = (Spot(key) for key in (1, 2, 3, 4, 5))


def row(*spots: Spot | None) -> Layout:
    return Layout(spots, (BlockPlan(Kind.CHOSEN, shape=Shape.ROW),))


@pytest.mark.parametrize(
    ("before", "move", "after", "fell"),
    [
        ((A, B, None, D), lambda on: on.put(E, Place(-1, 0)), (E, A, B, D), None),
        ((A, B, C, D), lambda on: on.put(E, Place(-1, 1)), (A, E, B, C), D),
        ((A, B, C, D), lambda on: on.put(A, Place(-1, 2)), (B, C, A, D), None),
        ((A, B, C, D), lambda on: on.put(D, Place(-1, 0)), (D, A, B, C), None),
        ((A, None, None, None), lambda on: on.put(A, Place(-1, 2)), (None, None, A, None), None),
        ((A, B, None, None), lambda on: (on.stepped(Place(-1, 0), 1), None), (B, A, None, None), None),
        ((A, B, None, None), lambda on: (on.stepped(Place(-1, 0), -1), None), (A, B, None, None), None),
        ((A, B, None, None), lambda on: (on.cleared(Place(-1, 0)), None), (None, B, None, None), None),
    ],
)
def test_stories_are_put_and_moved(
    before: Any, move: Callable[[Layout], tuple[Layout, Spot | None]], after: Any, fell: Spot | None
) -> None:
    layout, out = move(row(*before))
    assert layout.top == after
    assert out == fell


def test_a_story_moved_to_a_block_leaves_its_place_and_keeps_its_pin() -> None:
    until = timezone.now()
    layout, _fell = row(Spot(1, until, "عنوان"), B, None, None).put(Spot(1), Place(0, 0))
    assert layout.top == (None, B, None, None)
    assert layout.at(Place(0, 0)) == Spot(1, until, "عنوان")


@pytest.mark.parametrize("name", ["top-0", "b0-3", "b12-11"])
def test_places_have_names(name: str) -> None:
    assert str(Place.named(name)) == name


@pytest.mark.parametrize("name", ["", "top", "b-1", "b١-٢", "b100-1", "top-0 ", "x-1"])
def test_what_names_no_place_is_none(name: str) -> None:
    assert Place.named(name) is None


# Cost


def full_layout(sections: list[Section], tags: list[Tag], stories: list[Article]) -> Layout:
    return Layout(
        tuple(Spot(one.pk) for one in stories[:4]),
        (
            *(BlockPlan(Kind.SECTION, section=one.pk, shape=Shape.SPLIT) for one in sections),
            *(BlockPlan(Kind.TOPIC, tag=one.pk, shape=Shape.ROW) for one in tags),
            BlockPlan(Kind.CHOSEN, title="ملف", spots=tuple(Spot(one.pk) for one in stories[4:8])),
            BlockPlan(Kind.OPINION),
            BlockPlan(Kind.FEATURE),
            BlockPlan(Kind.MOST_READ),
            BlockPlan(Kind.MORE),
        ),
    )


def test_it_costs_ten_queries_at_any_size(client: Client, django_assert_max_num_queries: Any) -> None:
    sections = [section(f"قسم {number}") for number in range(5)]
    tags = [Tag.objects.create(name=f"موضوع {number}") for number in range(2)]
    stories: list[Article] = []
    for count in (10, 60):
        for number in range(count):
            fields = {"section": sections[number % 5], "tags": [f"موضوع {number % 2}"], "authors": ["سلمى الحداد"]}
            genre = Article.Genre.OPINION if number % 6 == 5 else Article.Genre.FEATURE
            stories.append(story(f"خبر {count} {number}", hours_ago=number + 1, genre=genre, image=picture(), **fields))
        RelatedLink.objects.create(article=stories[0], target=stories[count - 1])
        publish(full_layout(sections, tags, stories))
        publish(Layout((Spot(stories[7].pk), None, None), full_layout(sections, tags, stories).blocks[:7]), sections[0])
        for one in stories[:6]:
            ReadCount.objects.get_or_create(article_id=one.pk, hour=popularity.hour_of(timezone.now()), reads=3)
        cache.clear()
        with django_assert_max_num_queries(10):
            assert "الأكثر قراءة</h2>" in client.get("/").content.decode()
        cache.clear()
        with django_assert_max_num_queries(14):
            client.get("/section/قسم-0/")


def test_every_pool_is_the_beginning_of_an_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is sorted, nothing is walked through: what costs nothing here costs nothing at 100,000 stories."""
    asked: list[Any] = []
    monkeypatch.setattr("articles.fronts.desk._desk", lambda _layout, _tree, pools, *_rest: asked.extend(pools))
    sections = [section(f"قسم {number}") for number in range(2)]
    genres = list(Article.Genre)
    Article.objects.bulk_create(
        Article(
            headline=f"خبر {number}",
            status=Article.Status.PUBLISHED,
            published_at=timezone.now() - timedelta(hours=number),
            section=sections[number % 40] if number % 40 < 2 else None,
            genre=genres[number % 64 % len(genres)] if number % 64 < 16 else Article.Genre.NEWS,
        )
        for number in range(2000)
    )
    home_desk(HOME, SectionTree())
    assert len(asked) == 6
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Few rows it would rather read whole and sort.
            cursor.execute("ANALYZE articles_article")
            for way in ("seqscan", "bitmapscan", "sort", "incremental_sort"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
        plans = [pool.stories.values("pk").explain() for pool in asked]
    for plan, index in zip(plans, ["newest", *["section_newest"] * 2, *["genre_newest"] * 3], strict=True):
        assert f"article_{index}" in plan, plan
        assert "Sort" not in plan, plan
        assert "TEMP B-TREE" not in plan, plan
