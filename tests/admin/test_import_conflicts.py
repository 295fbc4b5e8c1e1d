"""A newer imported text that met an editor's work: shown beside it, kept or taken by a press."""

import contextlib
import io
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client

from articles.models import Article, Image, ImportRecord

from .conftest import change_url

SEED = """{headline}

{first}

{second}

أقسام
أخبار

أخبار متعلقة
"""


def write(path: Path, first: str, headline: str = "بلدية الزهراء تفتح الجسر") -> None:
    path.write_text(SEED.format(headline=headline, first=first, second="الفقرة الثانية كما هي."), encoding="utf-8")


def run(path: Path) -> None:
    # A conflict is told by the exit status too.
    with contextlib.suppress(SystemExit):
        call_command("import_articles", str(path), "--status", "draft", stdout=io.StringIO(), stderr=io.StringIO())


@pytest.fixture
def waiting(tmp_path: Path, image: Image) -> tuple[Article, Path]:
    path = tmp_path / "خبر.txt"
    write(path, "الفقرة الأولى كما جاءت.")
    run(path)
    article = Article.objects.get()
    article.body = "<p>الفقرة الأولى كما كتبها المحرر.</p>"
    article.image = image
    article.save()
    write(path, "الفقرة الأولى من المصدر من جديد.")
    run(path)
    return article, path


def test_both_texts_are_shown_over_the_form(desk: Client, waiting: tuple[Article, Path]) -> None:
    page = desk.get(change_url(waiting[0])).content.decode()
    assert "عند المصدر نص أحدث" in page
    assert "الفقرة الأولى كما كتبها المحرر." in page
    assert "الفقرة الأولى من المصدر من جديد." in page
    listed = desk.get("/admin/articles/article/?missing=decision")
    assert [row.pk for row in listed.context["cl"].result_list] == [waiting[0].pk]


def test_keeping_ours_ends_the_matter_for_this_text(desk: Client, waiting: tuple[Article, Path]) -> None:
    article, path = waiting
    answer = desk.post(f"/admin/articles/article/{article.pk}/conflict/", {"choice": "keep"}, follow=True)
    assert "بقي نص غرفة الأخبار" in answer.content.decode()
    run(path)
    assert ImportRecord.objects.get().conflict is None
    assert "كما كتبها المحرر" in Article.objects.get().body
    write(path, "نص ثالث من المصدر.")
    run(path)
    assert ImportRecord.objects.get().conflict is not None


def test_taking_theirs_replaces_the_text_and_keeps_the_picture(
    desk: Client, waiting: tuple[Article, Path], image: Image
) -> None:
    article, path = waiting
    desk.post(f"/admin/articles/article/{article.pk}/conflict/", {"choice": "take"})
    article.refresh_from_db()
    assert "من المصدر من جديد" in article.body
    assert article.image == image
    assert article.status == "draft"
    record = ImportRecord.objects.get()
    assert record.conflict is None
    write(path, "نص رابع.")
    run(path)
    article.refresh_from_db()
    assert "نص رابع." in article.body, "no editor has worked on it since: the import goes on"


def test_deciding_takes_the_right_to_change_the_story(client: Client, waiting: tuple[Article, Path], reporter: User) -> None:
    article = waiting[0]
    article.status = "published"
    article.save()
    client.force_login(reporter)
    assert client.post(f"/admin/articles/article/{article.pk}/conflict/", {"choice": "take"}).status_code == 403
    assert ImportRecord.objects.get().conflict is not None


@pytest.mark.parametrize("data", [{}, {"choice": "both"}])
def test_forged_choices_are_not_found(desk: Client, waiting: tuple[Article, Path], data: dict[str, Any]) -> None:
    assert desk.post(f"/admin/articles/article/{waiting[0].pk}/conflict/", data).status_code == 404
    assert desk.get(f"/admin/articles/article/{waiting[0].pk}/conflict/").status_code == 405


def test_a_second_press_is_told_that_nothing_waits(desk: Client, waiting: tuple[Article, Path]) -> None:
    address = f"/admin/articles/article/{waiting[0].pk}/conflict/"
    desk.post(address, {"choice": "keep"})
    answer = desk.post(address, {"choice": "take"}, follow=True)
    assert "لم يعد هنا نص مستورد" in answer.content.decode()
