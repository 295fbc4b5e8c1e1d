"""The newspaper on the reader's device: read once, read again without a connection; saved for later; nothing private kept."""

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import BrowserContext, Page, expect

from articles import renditions
from articles.models import Article
from tests.public.stories import picture, section, story

pytestmark = pytest.mark.django_db(transaction=True)

KEPT = """async () => {
    const found = []
    for (const name of await caches.keys())
        for (const request of await (await caches.open(name)).keys())
            found.push(`${name.replace(/-[0-9a-f]{12}$/, "")} ${decodeURI(new URL(request.url).pathname)}`)
    return found
}"""


@pytest.fixture
def article(transactional_db: None) -> Article:
    news = section("أخبار")
    image = picture(alt="جسر")
    renditions.build_awaiting()
    story("خبر آخر", section=news)
    return story("مكتبة عامة تفتح أبوابها", section=news, image=image, body="<p>فقرة أولى.</p><p>فقرة ثانية.</p>")


@pytest.fixture
def reader(page: Page, live_server: Any, article: Article) -> Iterator[Page]:
    """A reader whose device has the worker running."""
    page.goto(live_server.url)
    wait(page, lambda: page.evaluate("navigator.serviceWorker.controller !== null"))
    yield page
    page.context.set_offline(False)


def kept(page: Page) -> list[str]:
    return page.evaluate(KEPT)


def await_kept(page: Page, entry: str) -> None:
    wait(page, lambda: entry in kept(page))


def wait(page: Page, holds: Callable[[], bool]) -> None:
    """Until it holds. (Playwright's own waiting evaluates strings in the page, which its policy forbids.)"""
    for _ in range(100):
        if holds():
            return
        page.wait_for_timeout(100)
    raise AssertionError("waited in vain")


def test_a_story_read_once_is_read_again_without_a_connection(
    reader: Page, context: BrowserContext, live_server: Any, article: Article
) -> None:
    address = live_server.url + article.get_absolute_url()
    reader.goto(address)
    await_kept(reader, f"pages-1 {unquote(article.get_absolute_url())}")
    reader.wait_for_load_state("networkidle")
    context.set_offline(True)
    reader.goto(address + "?utm_source=x")
    expect(reader.get_by_role("heading", level=1)).to_have_text(article.headline)
    expect(reader.locator(".prose")).to_contain_text("فقرة ثانية")
    assert reader.evaluate("document.querySelector('figure img').naturalWidth") > 0


def test_what_was_not_read_gives_the_offline_page_with_what_was(
    reader: Page, context: BrowserContext, live_server: Any, article: Article
) -> None:
    reader.goto(live_server.url + article.get_absolute_url())
    await_kept(reader, f"pages-1 {unquote(article.get_absolute_url())}")
    context.set_offline(True)
    reader.goto(f"{live_server.url}/section/أخبار/?page=7")
    expect(reader.get_by_role("heading", level=1)).to_have_text("لا اتصال بالشبكة الآن")
    reader.get_by_role("link", name=article.headline).click()
    expect(reader.locator(".prose")).to_contain_text("فقرة أولى")


def test_the_front_page_opens_without_a_connection(reader: Page, context: BrowserContext, live_server: Any) -> None:
    reader.goto(live_server.url)
    await_kept(reader, "pages-1 /")
    context.set_offline(True)
    reader.goto(live_server.url)
    expect(reader.get_by_role("link", name="خبر آخر")).to_be_visible()


def test_a_story_is_saved_for_later_and_taken_off_again(
    reader: Page, context: BrowserContext, live_server: Any, article: Article
) -> None:
    address = live_server.url + article.get_absolute_url()
    reader.goto(address)
    reader.get_by_role("button", name="احفظ للقراءة لاحقًا").click()
    expect(reader.get_by_role("button", name="حُفظ للقراءة لاحقًا")).to_be_visible()
    await_kept(reader, f"saved-1 {unquote(article.get_absolute_url())}")
    context.set_offline(True)
    reader.goto(f"{live_server.url}/saved/")
    reader.locator("[data-kept=saved]").get_by_role("link", name=article.headline).click()
    expect(reader.locator(".prose")).to_contain_text("فقرة أولى")
    expect(reader.get_by_role("button", name="حُفظ للقراءة لاحقًا")).to_be_visible()
    context.set_offline(False)
    reader.goto(f"{live_server.url}/saved/")
    reader.get_by_role("button", name=f"احذف: {article.headline}").click()
    expect(reader.get_by_text("لم تحفظ شيئًا بعد")).to_be_visible()
    assert not [entry for entry in kept(reader) if entry.startswith("saved-1")]


def test_a_withdrawn_story_leaves_the_device_too(reader: Page, live_server: Any, article: Article) -> None:
    address = live_server.url + article.get_absolute_url()
    reader.goto(address)
    reader.get_by_role("button", name="احفظ للقراءة لاحقًا").click()
    await_kept(reader, f"saved-1 {unquote(article.get_absolute_url())}")
    article.status = Article.Status.WITHDRAWN
    article.save()
    assert reader.goto(address).status == 410  # type: ignore[union-attr]
    wait(reader, lambda: not any("/article/" in entry for entry in kept(reader)))


def test_the_desk_previews_and_signed_in_pages_are_never_kept(
    reader: Page, live_server: Any, article: Article, editor: User, sign_in: Any
) -> None:
    sign_in(reader, "editor")
    for path in (f"/preview/{article.pk}/", article.get_absolute_url(), "/admin/articles/article/", "/search/?q=خبر"):
        reader.goto(live_server.url + path)
    reader.wait_for_load_state("networkidle")
    found = [entry.split(" ")[1] for entry in kept(reader)]
    assert not [path for path in found if path.startswith(("/admin", "/preview", "/article", "/search", "/read"))]


def test_the_text_size_is_remembered_on_every_page(reader: Page, live_server: Any, article: Article) -> None:
    size = "Number.parseFloat(getComputedStyle(document.querySelector('.prose')).fontSize)"
    reader.goto(live_server.url + article.get_absolute_url())
    before = reader.evaluate(size)
    larger = reader.get_by_role("button", name="تكبير النص")
    for _ in range(3):
        larger.click()
    expect(larger).to_be_disabled()
    reader.reload()
    assert reader.evaluate(size) == pytest.approx(before * 1.5, rel=0.02)
    reader.get_by_role("button", name="تصغير النص").click()
    assert before < reader.evaluate(size) < before * 1.5


def test_a_story_is_read_aloud_part_by_part_where_there_is_an_arabic_voice(
    page: Page, live_server: Any, article: Article
) -> None:
    page.add_init_script(
        """
        window.spoken = []
        const voice = { lang: "ar-SA", name: "test" }
        window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text } }
        Object.defineProperty(window, "speechSynthesis", { value: {
            getVoices: () => [{ lang: "en-US" }, voice], addEventListener() {}, cancel() {},
            speak(words) { window.spoken.push(words.text); setTimeout(() => words.onend(), 1) },
        } })
        """
    )
    page.goto(live_server.url + article.get_absolute_url())
    page.get_by_role("button", name="استمع").click()
    wait(page, lambda: page.evaluate("window.spoken.length") == 3)
    assert page.evaluate("window.spoken") == [article.headline, "فقرة أولى.", "فقرة ثانية."]
    expect(page.get_by_role("button", name="استمع")).to_be_visible()
    expect(page.locator(".is-read")).to_have_count(0)


def test_without_an_arabic_voice_nothing_offers_to_read(page: Page, live_server: Any, article: Article) -> None:
    page.goto(live_server.url + article.get_absolute_url())
    expect(page.get_by_role("button", name="احفظ للقراءة لاحقًا")).to_be_visible()
    expect(page.get_by_role("button", name="استمع")).to_be_hidden()


def test_without_scripts_no_tool_is_shown_and_the_story_is_whole(browser: Any, live_server: Any, article: Article) -> None:
    context = browser.new_context(java_script_enabled=False, locale="ar")
    page = context.new_page()
    page.goto(live_server.url + article.get_absolute_url())
    expect(page.locator(".prose")).to_contain_text("فقرة ثانية")
    expect(page.locator(".tools")).to_be_hidden()
    page.goto(f"{live_server.url}/saved/")
    expect(page.get_by_text("يحتاج حفظ المواد إلى جافاسكربت")).to_be_visible()
    context.close()


def test_the_newspaper_can_be_installed(reader: Page, live_server: Any, client: Any) -> None:
    assert reader.locator("link[rel=manifest]").get_attribute("href") == "/manifest.webmanifest"
    manifest = json.loads(client.get("/manifest.webmanifest").content)
    assert (manifest["lang"], manifest["dir"], manifest["name"]) == ("ar", "rtl", "الديوان")
    assert {(icon["sizes"], icon["purpose"]) for icon in manifest["icons"]} == {
        (f"{side}x{side}", purpose) for side in (192, 512) for purpose in ("any", "maskable")
    }
    for icon in manifest["icons"]:
        size = reader.evaluate(
            "async (url) => { const image = new Image(); image.src = url; await image.decode(); return image.naturalWidth }",
            live_server.url + icon["src"],
        )
        assert icon["sizes"] == f"{size}x{size}"
