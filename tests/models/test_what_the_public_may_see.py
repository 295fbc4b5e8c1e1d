"""The one rule: published, its time has come, not withdrawn."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from articles.models import Article, Section

pytestmark = pytest.mark.django_db


def story(headline: str, **fields: object) -> Article:
    return Article.objects.create(headline=headline, **{"status": Article.Status.PUBLISHED, **fields})


def public() -> list[str]:
    return [article.headline for article in Article.objects.public().newest_first()]


def test_a_published_story_is_public_and_a_draft_or_withdrawn_one_is_not() -> None:
    now = timezone.now()
    story("منشور", published_at=now)
    story("مسودة", status=Article.Status.DRAFT, published_at=now)
    story("مسحوب", status=Article.Status.WITHDRAWN, published_at=now)
    assert public() == ["منشور"]
    assert {article.headline for article in Article.objects.all() if article.is_public} == {"منشور"}


def test_a_scheduled_story_appears_at_its_time_with_nothing_running() -> None:
    scheduled = story("في موعده", published_at=timezone.now() + timedelta(hours=2))
    assert public() == []
    assert scheduled.is_scheduled
    assert not scheduled.is_public
    with time_machine.travel(timezone.now() + timedelta(hours=2, seconds=1)):
        assert public() == ["في موعده"]
        assert scheduled.is_public


def test_undated_stories_are_public_and_stand_below_all_dated_ones() -> None:
    story("بلا تاريخ")
    story("قديم", published_at=datetime(1950, 5, 1, tzinfo=UTC))
    story("جديد", published_at=timezone.now())
    assert public() == ["جديد", "قديم", "بلا تاريخ"]
    assert [article.headline for article in Article.objects.public().dated().newest_first()] == ["جديد", "قديم"]


def test_a_story_whose_date_an_editor_sets_later_takes_its_place() -> None:
    story("ثابت", published_at=timezone.now() - timedelta(days=1))
    late = story("بلا تاريخ")
    late.published_at = timezone.now()
    late.save()
    assert public() == ["بلا تاريخ", "ثابت"]


def test_a_section_holds_the_stories_of_the_sections_below_it_once_each() -> None:
    news = Section.objects.create(name="أخبار")
    local = Section.objects.create(name="محليات", parent=news)
    sport = Section.objects.create(name="رياضة")
    both = story("في القسمين", section=local)
    both.further_sections.set([news, sport])
    story("رياضي", section=sport)
    assert [a.headline for a in Article.objects.public().in_section(news)] == ["في القسمين"]
    assert {a.headline for a in Article.objects.public().in_section(sport)} == {"في القسمين", "رياضي"}
