"""Nothing of an editor's work is lost: the browser killed, the session ended, the connection gone, a new story never saved."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.cache import cache
from playwright.sync_api import Browser, BrowserContext, Page, expect

from articles.models import Article, Section, UnsavedWork
from tests.conftest import CHROMIUM_FLAGS

BODY = ".ProseMirror[contenteditable=true]"
# The issue allows ten seconds of typing to be lost; the script looks every two.
MOST_LOST = 6.0


def end_sessions() -> None:
    """As time ends them: with Redis they are in its memory too."""
    Session.objects.all().delete()
    cache.clear()


@pytest.fixture
def story(transactional_db: None) -> Article:
    section = Section.objects.create(name="أخبار")
    return Article.objects.create(headline="خبر للتحرير", body="<p>الفقرة الأولى.</p>", section=section)


def open_form(page: Page, live_server: Any, story: Article | None, query: str = "") -> None:
    where = f"{story.pk}/change/" if story else "add/"
    page.goto(f"{live_server.url}/admin/articles/article/{where}{query}")
    expect(page.locator(".prose-menubar")).to_be_visible()


def type_at_the_end(page: Page, text: str) -> None:
    page.locator(BODY).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


class Mortal:
    """A Chromium of its own that can be killed like the power going out."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        executable = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome") or ""
        command = [executable, "--headless=new", "--remote-debugging-port=0", f"--user-data-dir={folder}", *CHROMIUM_FLAGS]
        self.process = subprocess.Popen(
            [*command, "about:blank"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        port_file = folder / "DevToolsActivePort"
        deadline = time.monotonic() + 30
        while not (port_file.exists() and port_file.read_text().count("\n")):
            assert time.monotonic() < deadline, "Chromium did not start"
            time.sleep(0.1)
        port = port_file.read_text().split("\n")[0]
        self.remote = browser.browser_type.connect_over_cdp(f"http://127.0.0.1:{port}")
        self.page = self.remote.contexts[0].pages[0]
        self.page.set_default_timeout(15_000)

    def kill(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@pytest.fixture
def mortal(browser: Browser, tmp_path: Path) -> Iterator[Mortal]:
    chromium = Mortal(browser, tmp_path / "profile")
    yield chromium
    chromium.kill()


def test_a_browser_killed_in_mid_edit_loses_at_most_seconds(
    mortal: Mortal, page: Page, live_server: Any, sign_in: Callable[..., None], chief: User, story: Article
) -> None:
    sign_in(mortal.page, "chief")
    open_form(mortal.page, live_server, story)
    mortal.page.locator(BODY).click()
    mortal.page.keyboard.press("Control+End")
    typed: list[tuple[float, str]] = []
    start = time.monotonic()
    # No pause long enough for a «when typing stops».
    while time.monotonic() - start < 14:
        word = f"كلمة{len(typed)}"
        mortal.page.keyboard.type(f" {word}")
        typed.append((time.monotonic(), word))
        time.sleep(0.2)
    killed = time.monotonic()
    mortal.kill()
    sign_in(page, "chief")
    open_form(page, live_server, story)
    page.get_by_role("link", name="استعادة ما لم يُحفظ").click()
    expect(page.locator(".prose-menubar")).to_be_visible()
    body = page.locator("#id_body").input_value()
    lost = [at for at, word in typed if word not in body]
    assert typed[0][1] in body
    assert not lost or killed - lost[0] <= MOST_LOST, f"{killed - lost[0]:.1f} s of typing were lost"
    page.locator("[name=_continue]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    story.refresh_from_db()
    assert typed[0][1] in story.body
    expect(page.locator(".nr-offer")).to_have_count(0)
    assert not UnsavedWork.objects.exists()


def test_a_session_that_ended_loses_nothing_on_save(
    page: Page, live_server: Any, sign_in: Callable[..., None], chief: User, story: Article
) -> None:
    sign_in(page, "chief")
    open_form(page, live_server, story)
    end_sessions()
    type_at_the_end(page, " كتبتها بعد انتهاء الجلسة")
    expect(page.locator("#nr-kept")).to_contain_text("انتهت جلستك. ما تكتبه مصون في هذا المتصفح.", timeout=10_000)
    page.locator("[name=_continue]").click()
    expect(page.locator("#id_username")).to_be_visible()
    expect(page.locator("body")).to_contain_text("ما كتبته محفوظ")
    page.fill("#id_username", "chief")
    page.fill("#id_password", "chief")
    page.click("[type=submit]")
    expect(page.locator(BODY)).to_contain_text("كتبتها بعد انتهاء الجلسة")
    page.locator("[name=_continue]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    story.refresh_from_db()
    assert "كتبتها بعد انتهاء الجلسة" in story.body


def test_signing_in_in_another_window_the_form_goes_on(
    page: Page, context: BrowserContext, live_server: Any, sign_in: Callable[..., None], chief: User, story: Article
) -> None:
    sign_in(page, "chief")
    open_form(page, live_server, story)
    end_sessions()
    type_at_the_end(page, " قبل الدخول")
    with context.expect_page() as window:
        page.get_by_role("link", name="سجّل الدخول في نافذة أخرى").click(timeout=10_000)
    other = window.value
    other.fill("#id_username", "chief")
    other.fill("#id_password", "chief")
    other.click("[type=submit]")
    other.wait_for_url("**/admin/")
    other.close()
    expect(page.locator("#nr-kept")).to_have_text("ما كتبته مصون، ولم يُحفظ بعد.", timeout=10_000)
    page.locator("[name=_continue]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    story.refresh_from_db()
    assert "قبل الدخول" in story.body


def test_without_a_connection_work_is_kept_in_the_browser_and_offered_later(
    page: Page, context: BrowserContext, live_server: Any, sign_in: Callable[..., None], chief: User, story: Article
) -> None:
    sign_in(page, "chief")
    open_form(page, live_server, story)
    context.set_offline(True)
    type_at_the_end(page, " كتبتها بلا اتصال")
    expect(page.locator("#nr-kept")).to_contain_text("لا اتصال بالخادم. ما تكتبه مصون في هذا المتصفح.", timeout=10_000)
    page.close(run_before_unload=False)
    context.set_offline(False)
    assert not UnsavedWork.objects.exists()
    again = context.new_page()
    open_form(again, live_server, story)
    again.get_by_role("link", name="استعادة ما لم يُحفظ").click()
    expect(again.locator(BODY)).to_contain_text("كتبتها بلا اتصال")


def test_a_new_story_never_saved_is_offered_again(
    page: Page, context: BrowserContext, live_server: Any, sign_in: Callable[..., None], chief: User, story: Article
) -> None:
    sign_in(page, "chief")
    open_form(page, live_server, None)
    page.fill("#id_headline", "خبر عاجل من الميدان")
    type_at_the_end(page, "نص أول.")
    expect(page.locator("#nr-kept")).to_have_text("ما كتبته مصون، ولم يُحفظ بعد.", timeout=10_000)
    page.close(run_before_unload=False)
    again = context.new_page()
    open_form(again, live_server, None)
    expect(again.locator(".nr-offer")).to_contain_text("خبر عاجل من الميدان")
    again.get_by_role("link", name="استعادة ما لم يُحفظ").click()
    expect(again.locator("#id_headline")).to_have_value("خبر عاجل من الميدان")
    expect(again.locator(BODY)).to_contain_text("نص أول.")


def test_opening_a_form_and_typing_nothing_keeps_nothing(
    page: Page, live_server: Any, sign_in: Callable[..., None], chief: User, story: Article
) -> None:
    story.body = '<p>نص <strong>عريض</strong> و<a href="https://example.org/" rel="noopener">رابط</a>.</p><ul><li>بند</li></ul>'
    story.save()
    sign_in(page, "chief")
    open_form(page, live_server, story)
    page.wait_for_timeout(5000)
    assert not UnsavedWork.objects.exists()
