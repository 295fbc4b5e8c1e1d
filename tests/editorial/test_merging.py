"""Two topics, sections or authors that are one become one: nothing is lost, nothing stands twice, every address leads on."""

from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client

from articles.editorial.merging import NotMerged, foreseen, merge
from articles.models import Article, Author, Byline, Section, Tag
from articles.search import match

pytestmark = pytest.mark.django_db


def story(headline: str, **fields: Any) -> Article:
    return Article.objects.create(headline=headline, body="<p>نص.</p>", status="published", **fields)


def test_topics_become_one_with_their_names_as_synonyms(chief: User, client: Client) -> None:
    kept, gone = Tag.objects.create(name="الولايات المتحدة"), Tag.objects.create(name="أميركا")
    one, both = story("خبر أول"), story("خبر ثان")
    one.tags.add(gone)
    both.tags.add(kept, gone)
    was = gone.get_absolute_url()
    assert foreseen(kept, [gone]).stories == 2
    assert merge(kept, [gone], by=chief) == 2
    assert [list(row.tags.all()) for row in (one, both)] == [[kept], [kept]]
    assert Tag.objects.named("اميركا") == kept, "whoever types the name that went gets the one that stays"
    answer = client.get(f"{was}feed/?full=1")
    assert answer.status_code == 301
    assert answer.url == f"{kept.get_absolute_url()}feed/?full=1"
    assert one.pk in match("الولايات المتحدة", queryset=Article.objects.public()).pks, "the index knows the story's new topic"
    assert LogEntry.objects.filter(object_id=str(kept.pk), user=chief).exists()


def test_an_address_leads_on_through_every_later_merge_and_rename(chief: User, client: Client) -> None:
    first, second, third = (Author.objects.create(name=name) for name in ("سلمى", "سلمى الحسن", "سلمى ا. الحسن"))
    addresses = [first.get_absolute_url(), second.get_absolute_url()]
    merge(second, [first], by=chief)
    merge(third, [second], by=chief)
    third.slug = "سلمى-الحسن-الكاتبة"
    third.save()
    for address in addresses:
        assert client.get(address).url == f"/author/{quote('سلمى-الحسن-الكاتبة')}/"


def test_a_new_row_takes_its_address_from_a_former_one(client: Client) -> None:
    topic = Tag.objects.create(name="النفط")
    address = topic.get_absolute_url()
    topic.slug = "نفط"
    topic.save()
    assert client.get(address).status_code == 301
    story("خبر").tags.add(Tag.objects.create(name="النفط والغاز", slug="النفط"))
    assert client.get(address).status_code == 200


def test_bylines_keep_their_place_and_stand_once(chief: User) -> None:
    kept, gone, other = (Author.objects.create(name=name) for name in ("ليلى", "ليلا", "هدى"))
    article = story("خبر")
    for order, author in enumerate((gone, other, kept)):
        Byline.objects.create(article=article, author=author, order=order)
    merge(kept, [gone], by=chief)
    assert [row.author for row in article.bylines.order_by("order")] == [other, kept]


def test_sections_take_stories_and_branches_along(chief: User) -> None:
    kept, gone = Section.objects.create(name="أخبار"), Section.objects.create(name="الأخبار العامة")
    branch = Section.objects.create(name="سوريا", parent=gone)
    first, second = story("خبر أول", section=gone), story("خبر ثان", section=kept)
    second.further_sections.add(gone)
    merge(kept, [gone], by=chief)
    first.refresh_from_db()
    branch.refresh_from_db()
    assert (first.section, branch.parent) == (kept, kept)
    assert list(second.further_sections.all()) == [kept]


def test_a_section_may_take_in_the_one_it_stands_below(chief: User) -> None:
    top = Section.objects.create(name="أخبار")
    middle = Section.objects.create(name="عربية", parent=top)
    kept = Section.objects.create(name="سوريا", parent=middle)
    merge(kept, [middle, top], by=chief)
    kept.refresh_from_db()
    assert kept.parent is None and list(Section.objects.all()) == [kept]


def test_what_is_not_there_any_more_is_told_and_nothing_changes(chief: User) -> None:
    kept, gone, third = (Tag.objects.create(name=name) for name in ("أ1", "ب1", "ت1"))
    Tag.objects.filter(pk=gone.pk).delete()
    for rows in ([gone], [gone, third], [kept]):
        with pytest.raises(NotMerged):
            merge(kept, rows, by=chief)
    assert set(Tag.objects.all()) == {kept, third}


# At the desk


def test_an_editor_sees_what_would_happen_and_then_does_it(client: Client, chief: User) -> None:
    client.force_login(chief)
    kept, gone = Tag.objects.create(name="أميركا"), Tag.objects.create(name="الولايات المتحدة")
    story("خبر").tags.add(kept)
    chosen = client.post("/admin/articles/tag/", {"action": "merge_chosen", "_selected_action": [kept.pk, gone.pk]})
    page = client.get(f"{chosen.url}&kept={gone.pk}").content.decode()
    assert "تتغيّر مادة واحدة" in page and "«أميركا»" in page
    assert Tag.objects.count() == 2, "looking changes nothing"
    client.post(chosen.url, {"kept": gone.pk})
    assert list(Tag.objects.all()) == [gone]


@pytest.mark.parametrize("kind", ["tag", "section", "author"])
def test_who_may_not_delete_them_merges_none(client: Client, editor: User, kind: str) -> None:
    client.force_login(editor)
    address = f"/admin/articles/{kind}/merge/?pk=1&pk=2"
    assert client.get(address).status_code == 403
    assert client.post(address, {"kept": "1"}).status_code == 403


@pytest.mark.parametrize("query", ["", "pk=1", "pk=x&pk=y", "pk=99999999999999999999&pk=1"])
def test_too_few_to_merge_leads_back_with_a_word(client: Client, chief: User, query: str) -> None:
    client.force_login(chief)
    answer = client.get(f"/admin/articles/tag/merge/?{query}", follow=True)
    assert answer.status_code == 200 and "اختر اثنين على الأقل" in answer.content.decode()
