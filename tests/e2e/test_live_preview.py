"""The preview beside the form, in a real browser: it follows what is typed, keeps its place, and runs nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import FrameLocator, Page, expect

from articles.models import Article, Section

FRAME = "#nr-panel-preview iframe:not(.nr-coming)"


@pytest.fixture
def story(transactional_db: None) -> Article:
    section = Section.objects.create(name="أخبار")
    body = "".join(f"<p>الفقرة {number} من خبر طويل يملأ الصفحة حتى تحتاج إلى النزول فيها.</p>" for number in range(60))
    return Article.objects.create(headline="خبر للمعاينة", body=body, section=section)


@pytest.fixture
def form(page: Page, live_server: Any, sign_in: Callable[..., None], chief: User, story: Article) -> Page:
    sign_in(page, "chief")
    page.goto(f"{live_server.url}/admin/articles/article/{story.pk}/change/")
    page.get_by_role("tab", name="معاينة").click()
    return page


def shown(form: Page) -> FrameLocator:
    return form.frame_locator(FRAME)


def test_it_follows_what_is_typed_and_nothing_is_saved(form: Page, story: Article) -> None:
    expect(shown(form).locator("h1")).to_have_text("خبر للمعاينة")
    form.fill("#id_headline", "عنوان يُكتب الآن")
    expect(shown(form).locator("h1")).to_have_text("عنوان يُكتب الآن")
    form.locator(".ProseMirror[contenteditable=true]").click()
    form.keyboard.press("Control+End")
    form.keyboard.type(" آخر كلام")
    expect(shown(form).locator(".prose")).to_contain_text("آخر كلام")
    story.refresh_from_db()
    assert story.headline == "خبر للمعاينة"


def test_it_shows_the_page_at_a_telephones_and_at_a_desktops_width(form: Page) -> None:
    expect(shown(form).locator("h1")).to_be_visible()
    width = "frame => frame.contentWindow.innerWidth"
    assert form.locator(FRAME).evaluate(width) == 390
    form.get_by_role("button", name="حاسوب").click()
    assert form.locator(FRAME).evaluate(width) == 1280
    box, stage = form.locator(FRAME).bounding_box(), form.locator("[data-nr-stage]").bounding_box()
    assert box and stage and box["width"] <= stage["width"] + 1, "the wide page is made to fit the column"
    form.reload()
    expect(form.get_by_role("button", name="حاسوب")).to_have_attribute("aria-pressed", "true")


def test_it_keeps_its_place_while_one_types(form: Page) -> None:
    expect(shown(form).locator("h1")).to_be_visible()
    form.locator(FRAME).evaluate("frame => frame.contentWindow.scrollTo(0, 900)")
    form.fill("#id_headline", "عنوان آخر")
    expect(shown(form).locator("h1")).to_have_text("عنوان آخر")
    assert abs(form.locator(FRAME).evaluate("frame => frame.contentWindow.scrollY") - 900) < 5
    assert form.evaluate("history.length") <= 4, "frames fill no history"


def test_nothing_runs_in_it(form: Page) -> None:
    expect(shown(form).locator("h1")).to_be_visible()
    assert form.locator(FRAME).get_attribute("sandbox") == "allow-same-origin"
    form.locator(FRAME).evaluate(
        """frame => {
            const page = frame.contentDocument, script = page.createElement("script");
            script.textContent = "parent.nrRan = true";
            page.body.append(script);
        }"""
    )
    assert form.evaluate("window.nrRan") is None


def test_a_link_in_it_leads_nowhere(form: Page) -> None:
    expect(shown(form).locator("h1")).to_be_visible()
    shown(form).locator("footer a").first.click()
    form.wait_for_timeout(500)
    expect(shown(form).locator("h1")).to_have_text("خبر للمعاينة")


def test_without_a_session_it_says_so_and_keeps_what_it_showed(form: Page, chief: User) -> None:
    expect(shown(form).locator("h1")).to_have_text("خبر للمعاينة")
    form.context.clear_cookies(name="sessionid")
    form.fill("#id_headline", "بعد انتهاء الجلسة")
    expect(form.locator(".nr-previewstatus")).to_contain_text("تعذرت المعاينة الآن")
    expect(shown(form).locator("h1")).to_have_text("خبر للمعاينة")
