"""The pages beside stories and lists in a real browser: both themes, narrow and wide, without a script and with it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from articles.models import Article, Author, BreakingNews, Correction, GalleryItem, LiveEntry, Subscriber
from articles.models import Page as StandingPage
from articles.newsletter.list import leaving_token
from articles.public import live as live_room
from tests.public.stories import picture, section, story
from tests.public.test_in_the_browser import violations

pytestmark = pytest.mark.django_db(transaction=True)


def entry(article: Article, headline: str, minutes_ago: float, **fields: Any) -> LiveEntry:
    at = timezone.now() - timedelta(minutes=minutes_ago)
    body = "<p>نص من كلمات كثيرة كما يكتبها مراسل من مكانه.</p><blockquote class='pull'><p>اقتباس</p></blockquote>"
    return LiveEntry.objects.create(article=article, headline=headline, at=at, body=body, **fields)


@pytest.fixture
def pages(transactional_db: None) -> dict[str, str]:
    """The address of one page of every kind."""
    news = section("أخبار البلاد")
    images = [
        picture("#0b4f6c", alt="رسم", caption="تعليق طويل من كلمات كثيرة " * 4, credit="الديوان"),
        picture("#b3182b", (900, 1600), alt="طولي"),
    ]
    long = "".join(f"<p>فقرة رقم {number} من كلمات كثيرة كما تكتبها الصحف عادة.</p>" for number in range(9))
    for number in range(6):
        story(f"خبر قديم رقم {number}", hours_ago=30 * number + 9, section=news, tags=["موضوع"])
    main = story("قصة طويلة من كلمات كثيرة", hours_ago=5, section=news, body=long, tags=["موضوع"], authors=["سلمى"])
    main.headline = "قصة طويلة من كلمات كثيرة جداً"
    main.body = main.body.replace("فقرة رقم 3", '<a href="https://example.org/x">فقرة ثالثة</a>').replace("رقم 5", "خامسة")
    main.save()
    Correction.objects.create(article=main, note="الصحيح 412.")
    shown = story("معرض صور", hours_ago=2, section=news, story_type="gallery", image=images[0])
    for number, image in enumerate(images):
        GalleryItem.objects.create(article=shown, image=image, order=number)
    film = story(
        "فيديو", hours_ago=3, section=news, story_type="video", image=images[0], video_url="https://youtu.be/dQw4w9WgXcQ"
    )
    live = story("مباشر: المؤتمر العربي للمياه", hours_ago=4, section=news, story_type="live", body="<p>تغطية.</p>")
    for number in range(live_room.PER_PAGE + 2):
        author = Author.objects.get(name="سلمى") if number % 2 else None
        entry(live, f"تحديث رقم {number}", number * 9 + 2, is_key=number % 6 == 0, is_pinned=number == 4, author=author)
    story("بلا تاريخ", hours_ago=None)
    gone = story("مسحوب", status="withdrawn", withdrawal_note="كان الخبر خطأ.")
    BreakingNews.objects.create(text="هزة أرضية خفيفة قبالة الساحل", article=main, until=timezone.now() + timedelta(hours=2))
    StandingPage.objects.create(title="من نحن", slug="من-نحن", body="<p>نحن صحيفة.</p><h2>عنوان</h2><ul><li>بند</li></ul>")
    today = timezone.localdate(timezone.now() - timedelta(hours=39))
    return {
        "article": main.get_absolute_url(),
        "versions": f"{main.get_absolute_url()}versions/",
        "text": f"{main.get_absolute_url()}text/",
        "text front": "/text/",
        "gallery": shown.get_absolute_url(),
        "video": film.get_absolute_url(),
        "live": live.get_absolute_url(),
        "live, older": f"{live.get_absolute_url()}?page=2",
        "archive": "/archive/",
        "year": f"/archive/{today.year}/",
        "month": f"/archive/{today.year}/{today.month}/",
        "day": f"/archive/{today.year}/{today.month}/{today.day}/",
        "undated": "/archive/undated/",
        "corrections": "/corrections/",
        "page": "/page/من-نحن/",
        "newsletter": "/newsletter/",
        "newsletter, asked": "/newsletter/?sent=1",
        "newsletter, confirm": f"/newsletter/confirm/{signing.dumps(['a@example.org', 'daily'], salt='newsletter-confirm')}/",
        "newsletter, leave": f"/newsletter/leave/{leaving_token(Subscriber.objects.create(email='a@example.org'))}/",
        "saved": "/saved/",
        "offline": "/offline/",
        "410": f"/a/{gone.pk}",
    }


# Each theme at one width here, at three in `make audit`.
@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1280)])
def test_every_kind_is_accessible_and_does_not_overflow(
    page: Page, live_server: Any, pages: dict[str, str], scheme: Any, width: int
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    for kind, address in pages.items():
        page.goto(live_server.url + address)
        assert violations(page) == [], kind
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, kind
        assert page.locator("h1").count() == 1, kind
        assert page.evaluate("document.documentElement.dir") == "rtl", kind


def test_in_english_too(page: Page, live_server: Any, pages: dict[str, str]) -> None:
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": live_server.url}])
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for kind, address in pages.items():
            page.goto(live_server.url + address)
            assert page.evaluate("document.documentElement.dir") == "ltr", kind
            if width == 390:
                assert violations(page) == [], kind
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, kind


def test_everything_they_load_is_their_own_and_arrives(page: Page, live_server: Any, pages: dict[str, str]) -> None:
    failed: list[str] = []
    page.on("response", lambda answer: failed.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None)
    page.on("request", lambda request: failed.append(request.url) if not request.url.startswith(live_server.url) else None)
    page.on("console", lambda message: failed.append(message.text) if message.type in {"error", "warning"} else None)
    for kind, address in pages.items():
        if kind != "410":
            page.goto(live_server.url + address)
            page.wait_for_load_state("networkidle")
    assert failed == []


def test_updates_come_without_reloading_when_the_reader_asks(page: Page, live_server: Any, pages: dict[str, str]) -> None:
    article = Article.objects.get(story_type="live")
    page.clock.install()
    page.goto(live_server.url + pages["live"])
    old = page.locator(".entry").count()
    known = LiveEntry.objects.shown().filter(is_pinned=False)[0]
    gone = LiveEntry.objects.shown().filter(is_pinned=False)[2]
    known.headline = "تحديث مصحح"
    known.save()
    gone_anchor = gone.anchor
    gone.delete()
    fresh = [entry(article, f"جديد {number}", 0.01, is_key=True) for number in range(3)]
    page.clock.run_for(live_room.ASKED_EVERY * 1000 + 500)
    notice = page.locator(".live__news button")
    expect(notice).to_have_text("3 تحديثات جديدة")
    # What stood already is mended at once, what was taken away goes; what is new waits.
    expect(page.locator(f"#{known.anchor} h2")).to_have_text("تحديث مصحح")
    expect(page.locator(f"#{gone_anchor}")).to_have_count(0)
    expect(page.locator(f"#{fresh[0].anchor}")).to_have_count(0)
    notice.click()
    expect(page.locator(f"#{fresh[-1].anchor}")).to_be_focused()
    assert page.locator(".entry").count() >= old + 2
    expect(page.locator(".live__keys")).to_contain_text("جديد 0")
    expect(notice).to_have_count(0)


def test_the_end_of_the_coverage_is_told_and_nothing_asked_any_more(
    page: Page, live_server: Any, pages: dict[str, str]
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/live/" in request.url else None)
    page.clock.install()
    page.goto(live_server.url + pages["live"])
    Article.objects.filter(story_type="live").update(coverage_ended_at=timezone.now())
    page.clock.run_for(live_room.ASKED_EVERY * 1000 + 500)
    expect(page.locator(".live__state")).to_have_text("انتهت التغطية المباشرة.")
    page.clock.run_for(live_room.ASKED_EVERY * 5000)
    assert len(asked) == 1


def test_a_hidden_page_asks_nothing(page: Page, live_server: Any, pages: dict[str, str]) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/live/" in request.url else None)
    page.add_init_script("Object.defineProperty(document, 'visibilityState', {get: () => 'hidden'})")
    page.clock.install()
    page.goto(live_server.url + pages["live"])
    page.clock.run_for(live_room.ASKED_EVERY * 5000)
    assert asked == []


def test_without_scripts_everything_can_be_read(browser: Browser, live_server: Any, pages: dict[str, str]) -> None:
    visitor = browser.new_context(java_script_enabled=False, locale="ar")
    tab = visitor.new_page()
    tab.goto(live_server.url + pages["live"])
    expect(tab.get_by_role("link", name="حدّث الصفحة")).to_be_visible()
    expect(tab.get_by_role("heading", name="تحديث رقم 0", exact=True)).to_be_visible()
    tab.goto(live_server.url + pages["gallery"])
    tab.locator(".gallery__index a").nth(1).click()
    expect(tab.locator("#picture-2 figcaption")).to_be_in_viewport()
    tab.goto(live_server.url + pages["video"])
    expect(tab.locator("a.video__still")).to_have_attribute("href", "https://www.youtube.com/watch?v=dQw4w9WgXcQ")
    visitor.close()


def test_a_video_s_host_is_asked_only_after_the_click(page: Page, live_server: Any, pages: dict[str, str]) -> None:
    outside: list[str] = []

    def seen(route: Any) -> None:
        outside.append(route.request.url)
        route.fulfill(status=200, content_type="text/html", body="<title>player</title>")

    page.route(lambda url: not url.startswith(live_server.url), seen)
    page.goto(live_server.url + pages["video"])
    page.wait_for_load_state("networkidle")
    assert outside == []
    page.locator("a.video__still").click()
    frame = page.locator("iframe.video__frame")
    expect(frame).to_have_attribute("title", "فيديو")
    expect(frame).to_be_focused()
    expect(frame).to_have_attribute("src", re.compile("^https://www.youtube-nocookie.com/embed/"))
    assert outside and all(url.startswith("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ") for url in outside)


def test_the_reel_is_reached_and_moved_by_the_keyboard(page: Page, live_server: Any, pages: dict[str, str]) -> None:
    page.goto(live_server.url + pages["gallery"])
    reel = page.locator(".gallery__reel")
    reel.focus()
    expect(reel).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("() => Math.abs(document.querySelector('.gallery__reel').scrollLeft) > 100")
