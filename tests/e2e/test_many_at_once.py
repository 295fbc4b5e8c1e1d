"""A chief's morning with the seed story: found, seen on the first page, filed with others, topics made one, announced."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles.models import Article, Correction, Section, Tag

SEED = Path(__file__).resolve().parent.parent / "samples" / "seed.txt"


@pytest.fixture
def desk(transactional_db: None, page: Page, live_server: Any, sign_in: Callable[..., None], chief: User) -> Page:
    """The first page of the desk, with the seed story and another in the archive."""
    call_command("import_articles", str(SEED), verbosity=0)
    other = Article.objects.create(
        headline="هدنة في حلب", body="<p>نص.</p>", section=Section.objects.first(), status="published"
    )
    other.tags.add("أميركا")
    Correction.objects.create(article=other, note="صُحّح اسم المدينة.", date=timezone.now() - timedelta(minutes=5))
    sign_in(page, "chief")
    page.goto(f"{live_server.url}/admin/")
    return page


def test_the_first_page_tells_and_its_search_finds(desk: Page) -> None:
    seed = Article.objects.order_by("pk").first()
    assert seed is not None
    expect(desk.get_by_role("region", name="آخر التصحيحات")).to_contain_text("صُحّح اسم المدينة.")
    desk.locator("body").press("/")
    expect(desk.get_by_role("search").get_by_role("searchbox")).to_be_focused()
    desk.keyboard.type(" ".join(seed.headline.split()[:3]))
    desk.keyboard.press("Enter")
    desk.get_by_role("link", name=seed.headline).click()
    expect(desk.locator("#id_headline")).to_have_value(seed.headline)


def test_many_stories_change_together_and_topics_become_one(desk: Page, live_server: Any) -> None:
    desk.goto(f"{live_server.url}/admin/articles/article/")
    desk.locator("#action-toggle").check()
    desk.locator("select[name=action]").select_option("change_together")
    desk.get_by_role("button", name="تنفيذ").click()
    desk.get_by_role("combobox", name="مواضيع تُضاف").fill("الولايات المتحدة")
    desk.get_by_role("button", name="اعرض ما سيحدث").click()
    expect(desk.locator(".nr-together ins")).to_have_count(2)
    assert not Tag.objects.filter(name="الولايات المتحدة").exists()
    desk.get_by_role("button", name="عدّل مادتين").click()
    expect(desk.locator(".messagelist")).to_contain_text("تغيّرت مادتان")

    desk.goto(f"{live_server.url}/admin/articles/tag/")
    for name in ("أميركا", "الولايات المتحدة"):
        desk.get_by_role("row", name=name).get_by_role("checkbox").check()
    desk.locator("select[name=action]").select_option("merge_chosen")
    desk.get_by_role("button", name="تنفيذ").click()
    desk.get_by_label("الولايات المتحدة").check()
    desk.get_by_role("button", name="اعرض ما سيحدث").click()
    expect(desk.locator("#content")).to_contain_text("من يكتب «أميركا» يحصل على الموضوع الباقي")
    desk.get_by_role("button", name="دمج", exact=True).click()
    expect(desk.locator(".messagelist")).to_contain_text("تم الدمج في «الولايات المتحدة»")
    assert Tag.objects.named("أميركا").name == "الولايات المتحدة"  # type: ignore[union-attr]


def test_breaking_news_is_put_up_for_a_time_and_taken_down(desk: Page, live_server: Any) -> None:
    desk.goto(f"{live_server.url}/admin/articles/breakingnews/add/")
    desk.locator("#id_text").fill("زلزال يضرب الساحل")
    desk.get_by_role("button", name="حفظ", exact=True).click()
    expect(desk.locator(".messagelist")).to_be_visible()
    desk.goto(live_server.url)
    expect(desk.locator("body")).to_contain_text("زلزال يضرب الساحل")
