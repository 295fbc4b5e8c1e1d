"""What readers could read is kept when it changes in public, and only then."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.utils import timezone

from articles.editorial import versions, workflow
from articles.models import Article, PublishedVersion
from tests.public.stories import story

pytestmark = pytest.mark.django_db


def kept(article: Article) -> list[str]:
    return list(PublishedVersion.objects.filter(article=article).order_by("at", "pk").values_list("headline", flat=True))


def change(article: Article, headline: str, *, minutes: int = 0) -> None:
    with time_machine.travel(timezone.now() + timedelta(minutes=minutes), tick=False):
        article.headline = headline
        article.save()


def test_a_story_that_never_changed_in_public_keeps_nothing() -> None:
    article = story("عنوان أول")
    article.kicker = "تمهيد"
    article.save()
    assert kept(article) == []


def test_the_first_change_keeps_both_texts_with_their_times() -> None:
    article = story("عنوان أول", hours_ago=5)
    change(article, "عنوان ثان")
    first, second = PublishedVersion.objects.order_by("at")
    assert (first.headline, first.at) == ("عنوان أول", article.published_at)
    assert second.headline == "عنوان ثان"
    assert timezone.now() - second.at < timedelta(minutes=1)


@pytest.mark.parametrize("field", ["headline", "standfirst", "body"])
def test_any_part_of_the_text_counts(field: str) -> None:
    article = story("عنوان", standfirst="تمهيد.")
    setattr(article, field, "<p>نص آخر.</p>" if field == "body" else "نص آخر")
    article.save()
    assert PublishedVersion.objects.count() == 2


def test_what_is_done_to_a_draft_or_before_its_time_is_nobody_s_business() -> None:
    for article in (story("مسودة", status=Article.Status.DRAFT), story("مجدول", hours_ago=-3)):
        change(article, "غير ذلك")
        assert kept(article) == []


def test_saves_within_minutes_are_one_change() -> None:
    article = story("واحد", hours_ago=5)
    change(article, "اثنان")
    change(article, "ثلاثة", minutes=2)
    assert kept(article) == ["واحد", "ثلاثة"]
    change(article, "أربعة", minutes=30)
    assert kept(article) == ["واحد", "ثلاثة", "أربعة"]


def test_a_change_made_while_withdrawn_shows_once_it_is_public_again(chief: User) -> None:
    article = story("كما نُشر", hours_ago=5)
    workflow.move(article, "withdraw", by=chief)
    assert kept(article) == ["كما نُشر"]
    article.headline = "بعد التصحيح"
    article.save()
    assert kept(article) == ["كما نُشر"]
    workflow.move(article, "publish", by=chief)
    assert kept(article) == ["كما نُشر", "بعد التصحيح"]


def test_the_oldest_go_but_never_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "MOST_KEPT", 4)
    article = story("0", hours_ago=500)
    for number in range(1, 8):
        change(article, str(number), minutes=number * 60)
    assert kept(article) == ["0", "5", "6", "7"]
