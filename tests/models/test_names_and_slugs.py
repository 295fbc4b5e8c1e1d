"""Sections, authors and topics: one name whatever its spelling; slugs that readers can read."""

import pytest
from django.core.exceptions import ValidationError

from articles.models import Article, Author, Section, Tag

pytestmark = pytest.mark.django_db


def test_two_spellings_are_one_topic() -> None:
    article = Article.objects.create(headline="عنوان")
    article.tags.add("أميركا", "اميركا", "الأُمم المتحدة")
    article.tags.add("الامم المتحده")
    assert [tag.name for tag in article.tags.all()] == ["الأُمم المتحدة", "أميركا"], "topics stand in the order of their names"
    article.tags.set(["الأمم المتحدة"])
    assert [tag.name for tag in article.tags.all()] == ["الأُمم المتحدة"]


def test_a_second_section_of_the_same_name_is_refused_with_a_message() -> None:
    Section.objects.create(name="أخبار")
    with pytest.raises(ValidationError) as caught:
        Section(name="اخبار ").full_clean()
    assert "أخبار" in str(caught.value)


def test_a_name_without_letters_is_refused() -> None:
    with pytest.raises(ValidationError):
        Tag.objects.get_or_create_named("!!! 😀")
    with pytest.raises(ValidationError):
        Author(name="…").full_clean()


def test_different_names_with_one_slug_get_two() -> None:
    opening = "كلمة " * 16
    slugs = [Author.objects.create(name=f"{opening}{end}").slug for end in ("أول", "ثان", "ثالث")]
    assert len(set(slugs)) == 3
    assert all(slug.startswith("كلمة-كلمة") for slug in slugs)


@pytest.mark.parametrize("slug", ["!!!", "😀", "-", "كلمة كلمتان", "a--b", "<script>"])
def test_a_slug_of_only_punctuation_or_emoji_or_with_blanks_is_refused(slug: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Article(headline="عنوان", slug=slug).full_clean()
    assert "slug" in caught.value.message_dict


def test_a_headline_of_emoji_alone_still_has_an_address() -> None:
    assert Article.objects.create(headline="😀😀").slug == "خبر"


def test_the_slug_stays_when_the_headline_changes() -> None:
    article = Article.objects.create(headline="عنوان أول")
    article.headline = "عنوان ثان"
    article.save()
    assert article.slug == "عنوان-أول"


def test_a_section_cannot_stand_under_itself() -> None:
    top = Section.objects.create(name="أعلى")
    below = Section.objects.create(name="أدنى", parent=top)
    top.parent = below
    with pytest.raises(ValidationError) as caught:
        top.full_clean()
    assert "parent" in caught.value.message_dict


def test_the_tree_lists_each_parent_before_its_children() -> None:
    news = Section.objects.create(name="أخبار")
    sport = Section.objects.create(name="رياضة")
    local = Section.objects.create(name="محليات", parent=news)
    tree = Section.objects.in_tree_order()
    assert [(row.name, row.depth) for row in tree] == [("أخبار", 0), ("محليات", 1), ("رياضة", 0)]
    assert local.ancestors() == [news]
    assert set(news.with_descendants()) == {news.pk, local.pk}
    assert sport.with_descendants() == [sport.pk]
