"""Every kind of page of the desk opens, in Arabic, for those who may see it."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article, Author, Correction, Image, ImportRecord, RelatedLink, Section, Tag

MODELS = ("article", "section", "tag", "author", "image", "importrecord")


@pytest.fixture
def full(story: Article, image: Image, author: Author, news: Section, make_story: Any) -> dict[str, Any]:
    """One row of everything."""
    story.image = image
    story.save()
    story.set_bylines([author])
    story.tags.set(["الثقافة"])
    RelatedLink.objects.create(article=story, target=make_story("خبر آخر"), order=1)
    Correction.objects.create(article=story, note="كان الاسم خطأ.")
    record = ImportRecord.objects.create(article=story, path="/x/خبر.txt", record_hash="a", article_hash="b")
    return {
        "article": story,
        "section": news,
        "tag": Tag.objects.get(),
        "author": author,
        "image": image,
        "importrecord": record,
    }


@pytest.mark.parametrize("model", MODELS)
def test_lists_and_forms_open(desk: Client, full: dict[str, Any], model: str) -> None:
    for address in (f"/admin/articles/{model}/", f"/admin/articles/{model}/{full[model].pk}/change/"):
        page = desk.get(address)
        assert page.status_code == 200, address
        assert '<html lang="ar" dir="rtl">' in page.content.decode()


@pytest.mark.parametrize("model", [name for name in MODELS if name != "importrecord"])
def test_adding_history_and_deleting_pages_open(desk: Client, full: dict[str, Any], model: str) -> None:
    pk = full[model].pk
    for address in ("add/", f"{pk}/history/", f"{pk}/delete/"):
        assert desk.get(f"/admin/articles/{model}/{address}").status_code == 200, address


def test_accounts_and_groups_name_rights_in_arabic(desk: Client, chief: User) -> None:
    page = desk.get(f"/admin/auth/user/{chief.pk}/change/").content.decode()
    assert "مادة: تعديل" in page
    assert "Can change" not in page
    assert "Can " not in desk.get("/admin/auth/group/add/").content.decode()


def test_import_records_are_only_read(desk: Client, full: dict[str, Any]) -> None:
    record = full["importrecord"]
    assert desk.get("/admin/articles/importrecord/add/").status_code == 403
    assert desk.post(f"/admin/articles/importrecord/{record.pk}/change/", {"path": "x"}).status_code == 403
    assert desk.post(f"/admin/articles/importrecord/{record.pk}/delete/", {"post": "yes"}).status_code == 403


def test_the_list_of_models_is_grouped_and_without_taggits_own_tags(desk: Client, full: dict[str, Any]) -> None:
    page = desk.get("/admin/").content.decode()
    places = [page.index(f">{heading}</a>") for heading in ("الأخبار", "التنظيم", "الوسائط", "المستوردات", "الإدارة")]
    assert places == sorted(places)
    assert "/admin/taggit/" not in page


def test_the_desk_speaks_english_to_those_who_want_it(desk: Client, full: dict[str, Any]) -> None:
    desk.cookies["django_language"] = "en"
    page = desk.get("/admin/articles/article/")
    content = page.content.decode()
    assert '<html lang="en" dir="ltr">' in content
    assert "Stories" in content


def test_visitors_are_sent_to_the_sign_in_page(client: Client, story: Article) -> None:
    for address in ("/admin/", "/admin/articles/article/", f"/admin/articles/article/{story.pk}/change/"):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/admin/login/")
