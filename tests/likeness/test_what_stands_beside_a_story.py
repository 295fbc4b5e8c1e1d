"""What stands beside a story: what is near to it and public; no stranger, no copy, not one event five times."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command

from articles import likeness
from articles.models import Article, RelatedArticle
from tests.likeness.conftest import NOON, TEXTS

pytestmark = pytest.mark.django_db


def title(matter: str) -> str:
    return TEXTS[matter][0]


def test_near_stories_and_no_strangers(archive: dict[str, Article], beside: Any) -> None:
    assert set(beside(archive["dam"])) == {title("farmers"), title("repair")}
    assert beside(archive["cup"]) == [title("coach")]
    assert beside(archive["oud"]) == []


def test_a_new_story_enters_the_lists_of_older_ones_at_once(write: Any, beside: Any) -> None:
    dam = write("dam")
    assert beside(dam) == []
    write("repair")
    assert beside(dam) == [title("repair")]


def test_what_the_public_may_not_see_stands_nowhere(write: Any, beside: Any) -> None:
    dam = write("dam")
    write("farmers", status=Article.Status.DRAFT)
    write("repair", status=Article.Status.WITHDRAWN)
    assert beside(dam) == []
    assert not RelatedArticle.objects.filter(article=dam).exists()


def test_a_scheduled_story_appears_when_its_time_has_come(write: Any, beside: Any) -> None:
    dam = write("dam")
    write("repair", days_ago=-1)
    assert beside(dam) == []
    with time_machine.travel(NOON + timedelta(days=1, minutes=1)):
        assert beside(dam) == [title("repair")]


def test_a_withdrawn_story_is_gone_at_once_and_comes_back_with_its_return(archive: dict[str, Article], beside: Any) -> None:
    repair = archive["repair"]
    for status, shown in ((Article.Status.WITHDRAWN, False), (Article.Status.PUBLISHED, True)):
        repair.status = status
        repair.save()
        assert (title("repair") in beside(archive["dam"])) <= shown
        likeness.refresh(repair.pk)
        assert (title("repair") in beside(archive["dam"])) is shown


def test_a_story_that_changed_its_matter_leaves_the_lists(archive: dict[str, Article], beside: Any) -> None:
    archive["repair"].headline, archive["repair"].body = TEXTS["oud"]
    archive["repair"].save()
    likeness.refresh(archive["repair"].pk)
    assert title("repair") not in beside(archive["dam"])
    assert beside(archive["dam"]) == [title("farmers")]


def test_a_draft_has_a_list_of_its_own(archive: dict[str, Article], write: Any, beside: Any) -> None:
    draft = write("dam", headline="مياه سد وادي الزيتون تكفي مزارعي القرى", body=TEXTS["repair"][1][:150], status="draft")
    assert title("farmers") in beside(draft)
    assert draft.headline not in beside(archive["farmers"])


def copies(article: Article) -> list[Article]:
    return [story for story in likeness.beside(article.pk) if story.is_copy]


def test_a_copy_of_the_story_is_known_and_shown_nowhere(archive: dict[str, Article], write: Any, beside: Any) -> None:
    copy = write("dam", headline="امتلاء سد وادي الزيتون")
    assert copies(archive["dam"]) == [copy]
    assert copies(copy) == [archive["dam"]]
    assert copy.headline not in beside(archive["dam"])
    assert archive["dam"].headline not in beside(copy)
    assert title("repair") in beside(copy)


def test_one_event_told_five_times_takes_two_places_and_the_second_is_not_in_front(
    archive: dict[str, Article], write: Any, beside: Any
) -> None:
    for number in range(4):
        write("repair", headline=f"{title('repair')} {number}")
    found = beside(archive["dam"])
    tellings = [place for place, headline in enumerate(found) if headline.startswith(title("repair"))]
    assert len(tellings) == 2
    assert found.index(title("farmers")) < tellings[1]


def test_shared_topics_bring_a_story_forward(write: Any, beside: Any) -> None:
    dam = write("dam", tags=["الزراعة", "الري"])
    plain = beside(dam), write("repair"), write("farmers"), beside(dam)
    last = plain[3][-1]
    behind = Article.objects.get(headline=last)
    behind.tags.add("الزراعة", "الري")
    likeness.refresh(behind.pk)
    kept = RelatedArticle.objects.get(article=dam, related=behind)
    assert len(kept.reasons["topics"]) == 2
    assert beside(dam)[0] == last


def test_of_two_alike_the_one_nearer_in_time_stands_first(write: Any, beside: Any) -> None:
    old = write("cup", days_ago=900)
    new = write("cup", days_ago=3, headline=TEXTS["cup"][0] + " مساء")
    asked = write("coach")
    scores = dict(RelatedArticle.objects.filter(article=asked).values_list("related", "score"))
    assert scores[new.pk] > scores[old.pk] > 0
    assert beside(asked)[0] == new.headline


def test_reading_the_list_is_one_query(archive: dict[str, Article], django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert len(likeness.related(archive["dam"].pk)[:4]) == 2


def test_finding_takes_the_same_number_of_queries_in_a_larger_archive(write: Any, django_assert_max_num_queries: Any) -> None:
    for number in range(15):
        write("dam", headline=f"السد {number}", body=TEXTS["dam"][1] + f"\n\n{TEXTS['oud'][1][number * 5 :]}")
    farmers = write("farmers")
    with django_assert_max_num_queries(24):
        likeness.refresh(farmers.pk)


def test_a_rebuild_finds_what_the_saves_found(archive: dict[str, Article], beside: Any, capsys: Any) -> None:
    before = {matter: set(beside(article)) for matter, article in archive.items()}
    RelatedArticle.objects.all().delete()
    call_command("rebuild_related")
    assert {matter: set(beside(article)) for matter, article in archive.items()} == before
    assert f"{len(TEXTS)} stories related." in capsys.readouterr().out


def test_a_story_without_words_has_nothing_beside_it(archive: dict[str, Article], write: Any, beside: Any) -> None:
    assert beside(write("dam", headline="؟؟", body="!")) == []


def test_a_story_that_is_gone_is_no_error(archive: dict[str, Article], beside: Any) -> None:
    key = archive["repair"].pk
    archive["repair"].delete()
    likeness.refresh(key)
    assert beside(archive["dam"]) == [title("farmers")]
