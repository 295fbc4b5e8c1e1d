"""For editors: suggestions that say why, and a warning of stories that tell the same in the same words."""

from typing import Any

import pytest
from django.utils.translation import override

from articles.likeness import near_duplicates, suggest
from articles.models import Article, RelatedLink
from tests.likeness.conftest import NOON, TEXTS

pytestmark = pytest.mark.django_db


def test_every_suggestion_says_why(write: Any) -> None:
    dam = write("dam", section="محليات", tags=["السدود"])
    write("repair", section="محليات", tags=["السدود", "المياه"])
    with override("en"):
        (found,) = suggest(dam)
    assert found.article.headline == TEXTS["repair"][0]
    assert "shared topic: السدود" in found.reasons
    assert "same section" in found.reasons
    (close,) = [reason for reason in found.reasons if reason.startswith("close in words: ")]
    assert "الزيتون" in close


def test_names_of_people_and_places_are_told(write: Any) -> None:
    body = "وصل الوفد من سوريا إلى تونس لبحث تبادل البذور بين المزارعين، وزار حقول القمح في الشمال.\n\nوتحدث عن القمح."
    asked = write("dam", headline="وفد زراعي يبحث تبادل بذور القمح", body=body)
    write("dam", headline="حصاد القمح يبدأ", body="بدأ حصاد القمح في سوريا وتونس، وبحث مزارعون تبادل البذور مع وفد زراعي.")
    with override("ar"):
        (found,) = suggest(asked)
    (names,) = [reason for reason in found.reasons if reason.startswith("يذكر الأشخاص والأماكن نفسها: ")]
    assert "سوريا" in names and "تونس" in names


def test_what_is_picked_or_excluded_is_not_suggested(archive: dict[str, Article]) -> None:
    dam = archive["dam"]
    assert {found.article for found in suggest(dam)} == {archive["farmers"], archive["repair"]}
    RelatedLink.objects.create(article=dam, target=archive["repair"])
    assert [found.article for found in suggest(dam)] == [archive["farmers"]]
    assert suggest(dam, exclude=[archive["farmers"].pk]) == []


def test_scheduled_stories_are_suggested_drafts_are_not(write: Any) -> None:
    dam = write("dam")
    scheduled = write("repair", days_ago=-3000)
    write("farmers", status=Article.Status.DRAFT)
    assert [(found.article, found.article.is_scheduled) for found in suggest(dam)] == [(scheduled, True)]


def test_suggestions_cost_the_same_however_many(archive: dict[str, Article], django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(2):
        suggest(archive["dam"])


def warned(article: Article) -> dict[str, str]:
    with override("en"):
        return {found.article.headline: str(found.reason) for found in near_duplicates(article)}


def test_the_same_text_with_another_headline_is_found(archive: dict[str, Article]) -> None:
    again = Article(headline="المياه تبلغ أعلى السد", body=TEXTS["dam"][1].replace("أسبوع", "أيام"))
    assert warned(again)[TEXTS["dam"][0]].endswith("% of the text in the same words")
    again.save()
    assert TEXTS["dam"][0] in warned(again)


def test_another_spelling_does_not_hide_a_copy(archive: dict[str, Article]) -> None:
    again = Article(headline="المياه", body=TEXTS["dam"][1].replace("أ", "ا").replace("ة", "ه"))
    assert warned(again)[TEXTS["dam"][0]].startswith("100%")


def test_drafts_and_withdrawn_stories_are_warned_of_too(write: Any) -> None:
    write("dam", status=Article.Status.DRAFT)
    write("dam", headline="نسخة مسحوبة", status=Article.Status.WITHDRAWN)
    assert len(warned(Article(headline="المياه", body=TEXTS["dam"][1]))) == 2


def test_the_same_beginning_is_enough(write: Any) -> None:
    lead, *rest = TEXTS["dam"][1].split("\n\n")
    lead = f"{lead} {rest[0]}"
    write("dam", body=f"{lead}\n\n{TEXTS['repair'][1]}\n\n{TEXTS['farmers'][1]}")
    follow = f"{lead}\n\n" + " ".join(reversed((TEXTS["repair"][1] + " " + TEXTS["farmers"][1]).split()))
    assert warned(Article(headline="شيء آخر", body=follow)) == {TEXTS["dam"][0]: "the same beginning"}


def test_the_same_headline_is_enough(archive: dict[str, Article]) -> None:
    assert warned(Article(headline=TEXTS["oud"][0], body="")) == {}  # not saved: no key to compare yet
    again = Article.objects.create(headline=TEXTS["oud"][0], body="خبر موجز لا صلة له.", published_at=NOON)
    assert warned(again) == {TEXTS["oud"][0]: "the same headline"}


def test_stories_that_are_only_related_are_no_duplicates(archive: dict[str, Article]) -> None:
    for article in archive.values():
        assert warned(article) == {}


def test_an_empty_story_duplicates_nothing(archive: dict[str, Article], write: Any) -> None:
    write("dam", headline="صورة بلا نص", body=" ")
    assert warned(Article(headline="", body="")) == {}
