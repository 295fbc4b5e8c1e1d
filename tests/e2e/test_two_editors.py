"""Two editors in one story, each in a browser of their own: they see each other, and their work comes together."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page, expect

from articles.models import Article, Section

BODY = ".ProseMirror[contenteditable=true]"


@pytest.fixture
def story(transactional_db: None) -> Article:
    section = Section.objects.create(name="أخبار")
    body = "<p>الفقرة الأولى.</p>\n<p>الفقرة الثانية.</p>\n<p>الفقرة الثالثة.</p>"
    return Article.objects.create(headline="خبر لاثنين", body=body, section=section)


def test_two_editors_see_each_other_and_put_their_work_together(
    page: Page, browser: Browser, live_server: Any, sign_in: Callable[..., None], chief: User, editor: User, story: Article
) -> None:
    address = f"{live_server.url}/admin/articles/article/{story.pk}/change/"
    sign_in(page, "chief")
    page.goto(address)
    expect(page.locator(".prose-menubar")).to_be_visible()
    another = browser.new_context(locale="ar", timezone_id="Asia/Damascus", viewport={"width": 1280, "height": 900})
    try:
        other = another.new_page()
        sign_in(other, "editor")
        other.goto(address)
        expect(other.locator("#nr-present")).to_contain_text("سلمى الحسن في هذه المادة أيضا")
        expect(page.locator("#nr-present")).to_contain_text("رامي دياب في هذه المادة أيضا", timeout=20_000)
        other.locator(BODY).locator("p").first.click()
        other.keyboard.press("Home")
        other.keyboard.type("كتب رامي: ")
        other.locator("[name=_continue]").click()
        expect(other.locator(".messagelist .success")).to_be_visible()
        page.locator(BODY).locator("p").last.click()
        page.keyboard.press("Home")
        page.keyboard.type("وكتبت سلمى: ")
        page.fill("#id_headline", "عنوان سلمى")
        expect(page.locator("#nr-present .nr-warn")).to_contain_text("رامي دياب", timeout=20_000)
        page.locator("[name=_continue]").click()
        expect(page.locator("#nr-stale")).to_contain_text("ما حفظه رامي دياب بعدك")
        page.get_by_role("button", name="احفظ الاثنين معا").click()
        expect(page.locator(".messagelist .success")).to_be_visible()
        story.refresh_from_db()
        assert story.headline == "عنوان سلمى"
        first, second, last = story.body.split("\n")
        assert "كتب رامي:" in first and "الفقرة الأولى." in first
        assert second == "<p>الفقرة الثانية.</p>"
        assert "وكتبت سلمى:" in last and "الفقرة الثالثة." in last
        other.goto(f"{live_server.url}/admin/")
        page.reload()
        expect(page.locator("#nr-present")).to_be_empty()
    finally:
        another.close()
