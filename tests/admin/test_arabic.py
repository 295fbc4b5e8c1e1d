"""Django's Arabic, mended: the mends are in effect, complete, and of messages that Django still has."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import pytest
from babel.messages.pofile import read_po
from django.test import Client
from django.utils import translation

from articles.models import Article

from .conftest import change_url

ROOT = Path(__file__).resolve().parent.parent.parent
PLACES = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|<\w+[^>]*>")


def messages(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return {(m.id[0] if isinstance(m.id, tuple) else m.id): m for m in read_po(file, locale="ar") if m.id}


def mended() -> Iterator[tuple[str, str, Any]]:
    for domain in ("django", "djangojs"):
        for key, message in messages(ROOT / "locale" / "mended" / "ar" / "LC_MESSAGES" / f"{domain}.po").items():
            yield domain, key, message


@pytest.fixture(scope="module")
def djangos_own() -> dict[str, set[str]]:
    home = Path(django.__file__).parent
    return {
        domain: {key for path in home.glob(f"**/locale/en/LC_MESSAGES/{domain}.po") for key in messages(path)}
        for domain in ("django", "djangojs")
    }


@pytest.mark.parametrize(("domain", "key", "message"), list(mended()), ids=lambda value: str(value)[:40])
def test_each_mend_is_of_a_message_that_django_has(domain: str, key: str, message: Any, djangos_own: Any) -> None:
    assert key in djangos_own[domain], "Django has changed its message: look at its Arabic anew"
    forms = message.string if isinstance(message.string, tuple) else (message.string,)
    assert all(forms)
    for form in forms:
        # The none, the one and the two are said in words: a form may hold less, never more.
        assert set(PLACES.findall(form)) <= set(PLACES.findall(key)), form
    if isinstance(message.id, str):
        assert set(PLACES.findall(message.string)) == set(PLACES.findall(key))


@pytest.mark.parametrize(
    ("key", "arabic"),
    [
        ("Save and continue editing", "حفظ ومتابعة التحرير"),
        ("The {name} “{obj}” was changed successfully.", "حُفظت التعديلات: {name} «{obj}»."),
        ("Select %s to change", "اختيار %s للتعديل"),
        ("Filter", "تصفية"),
    ],
)
def test_the_mends_win_over_djangos_own(key: str, arabic: str) -> None:
    with translation.override("ar"):
        assert translation.gettext(key) == arabic


def test_the_scripts_speak_the_mended_arabic(desk: Client) -> None:
    script = desk.get("/admin/jsi18n/").content.decode()
    catalogue = re.sub(r"\\u([0-9A-Fa-f]{4})", lambda match: chr(int(match[1], 16)), script)
    assert "متأخرة عن توقيت غرفة الأخبار بساعتين" in catalogue
    assert "اقتباس بارز" in catalogue


@pytest.mark.parametrize(
    ("count", "told"),
    [(1, "نتيجة واحدة"), (2, "نتيجتان"), (3, "3 نتائج"), (11, "11 نتيجة")],
)
def test_lists_count_in_arabic(desk: Client, make_story: Any, count: int, told: str) -> None:
    for number in range(count):
        make_story(f"خبر {number}")
    assert told in desk.get("/admin/articles/article/").content.decode()


def test_an_empty_list_says_so(desk: Client) -> None:
    assert "لا نتائج" in desk.get("/admin/articles/article/").content.decode()


def test_saving_and_deleting_are_told_without_gender(desk: Client, story: Article, opened: Any) -> None:
    answer = desk.post(change_url(story), {**opened(story), "_save": "1"}, follow=True)
    assert "حُفظت التعديلات: مادة «" in answer.content.decode()
    page = desk.get(f"/admin/articles/article/{story.pk}/delete/").content.decode()
    assert "هل تريد حقا حذف" in page
    answer = desk.post(f"/admin/articles/article/{story.pk}/delete/", {"post": "yes"}, follow=True)
    assert f"تم الحذف: مادة «{story.headline}»" in answer.content.decode()


def test_dates_are_arabic_and_numbers_have_no_points(desk: Client, make_story: Any) -> None:
    story = make_story(published_at=django.utils.timezone.now(), status="published")
    page = desk.get(change_url(story)).content.decode()
    assert re.search(r"\d{1,2} \w+ \d{4}، \d\d:\d\d", page)
    assert " ص." not in page and " م." not in page


def test_the_sign_in_page_answers_a_wrong_password_in_good_arabic(client: Client, editor: Any) -> None:
    page = client.post("/admin/login/", {"username": "editor", "password": "wrong"}).content.decode()
    assert "تحقق من اسم المستخدم وكلمة المرور" in page
