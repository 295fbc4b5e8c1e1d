"""Every kind of page in a real browser: both themes, narrow and wide, accessible, nothing overflowing, keyboard first."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from django.template import loader
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles.models import Article, Author, Correction, ReadCount, RelatedLink
from articles.popularity import hour_of
from tests.public.stories import picture, section, story

pytestmark = pytest.mark.django_db(transaction=True)

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def paper(transactional_db: None, settings: Any) -> dict[str, str]:
    """A small newspaper, and the address of one page of every kind."""
    settings.NEWSROOM = {**settings.NEWSROOM, "STORIES_PER_PAGE": 6}
    news, sport = section("أخبار"), section("رياضة")
    arab = section("عربي", news, description="أخبار العالم العربي.")
    images = [picture("#0b4f6c", alt="رسم"), picture("#b3182b", (900, 1600), alt="رسم طولي")]
    genres = [Article.Genre.NEWS, Article.Genre.NEWS, Article.Genre.OPINION, Article.Genre.FEATURE]
    for number in range(32):
        story(
            f"عنوان خبر من كلمات كثيرة كما تكتبها الصحف عادة رقم {number}",
            hours_ago=number * 5 + 1,
            section=[news, arab, sport][number % 3],
            image=images[number % 2] if number % 4 else None,
            genre=genres[number % 4],
            authors=["سلمى الحداد"],
            tags=["الأمم المتحدة", f"موضوع {number % 5}"],
            standfirst="تمهيد من جملة واحدة تقول ما في الخبر.",
        )
    Author.objects.update(job_title="مراسلة", bio="تكتب عن المدن.", image=images[0])
    main = story(
        "واشنطن تستضيف اجتماعا لمسؤولي دول “المجموعة المصغرة” بشأن سوريا",
        hours_ago=0.2,
        kicker="سوريا",
        section=arab,
        image=images[1],
        image_caption="تعليق",
        image_credit="رسم",
        tags=["الأمم المتحدة"],
        authors=["سلمى الحداد"],
        body="<p>فقرة <a href='https://example.org'>برابط</a>.</p><h2>عنوان</h2><ul><li>بند</li></ul>"
        "<blockquote class='pull'><p>اقتباس</p><footer>قائله</footer></blockquote>"
        "<table><caption>جدول</caption><tr><th>أ</th><td>1</td></tr></table>",
        source_name="BBC",
        source_url="https://example.org/a",
    )
    Correction.objects.create(article=main, note="الصحيح 412.")
    RelatedLink.objects.create(article=main, url="https://example.org/x", title="في الخارج")
    bare = story("خبر بلا صورة ولا تاريخ", hours_ago=None, image_caption="تعليق على صورة لم تصل")
    gone = story("مسحوب", status=Article.Status.WITHDRAWN)
    call_command("rebuild_search", verbosity=0)
    for number, read in enumerate(Article.objects.public().newest_first()[:6]):
        ReadCount.objects.create(article=read, hour=hour_of(timezone.now()), reads=number + 1)
    return {
        "front": "/",
        "section": "/section/أخبار/",
        "filtered": "/section/أخبار/?tag=الأمم-المتحدة&since=2001-01-01&until=x",
        "empty": "/section/أخبار/?until=2001-01-01",
        "article": main.get_absolute_url(),
        "bare article": bare.get_absolute_url(),
        "topic": "/topic/الأمم-المتحدة/",
        "author": "/author/سلمى-الحداد/?page=2",
        "most read": "/most-read/",
        "feeds": "/feeds/",
        "search": "/search/?q=خبر",
        "search, nothing": "/search/?q=زقزقفش",
        "404": "/nothing/",
        "410": f"/a/{gone.pk}",
    }


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{item['id']}: {node['html'][:120]}" for item in found for node in item["nodes"]]


# Each theme at one width here, at three in `make audit`.
@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1280)])
def test_every_page_kind_is_accessible_and_does_not_overflow(
    page: Page, live_server: Any, paper: dict[str, str], scheme: Any, width: int
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    for kind, address in paper.items():
        page.goto(live_server.url + address)
        assert violations(page) == [], kind
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, kind
        assert page.locator("h1").count() == 1, kind
        assert page.evaluate("document.documentElement.dir") == "rtl", kind


def test_the_page_of_a_failure_is_accessible(page: Page, live_server: Any, transactional_db: None) -> None:
    body = loader.render_to_string("500.html")
    page.route("**/fails/", lambda route: route.fulfill(status=500, content_type="text/html; charset=utf-8", body=body))
    for scheme, width in (("light", 390), ("dark", 1280)):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{live_server.url}/fails/")
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_english_pages_are_accessible_and_do_not_overflow(page: Page, live_server: Any, paper: dict[str, str]) -> None:
    page.goto(live_server.url)
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for kind in ("front", "section", "article", "search"):
            page.goto(live_server.url + paper[kind])
            assert violations(page) == [], kind
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, kind


@pytest.mark.parametrize("width", [320, 768, 1024, 1440])
def test_no_width_between_overflows(page: Page, live_server: Any, paper: dict[str, str], width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for kind in ("front", "section", "article", "search"):
        page.goto(live_server.url + paper[kind])
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, kind


def test_nothing_moves_while_the_page_loads(page: Page, live_server: Any, paper: dict[str, str]) -> None:
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => { for (const entry of list.getEntries())"
        " if (!entry.hadRecentInput) window.shift += entry.value }).observe({type: 'layout-shift', buffered: true})"
    )
    for kind in ("front", "article"):
        page.goto(live_server.url + paper[kind])
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.shift") < 0.01, kind


def test_the_keyboard_reaches_the_content_first(page: Page, live_server: Any, paper: dict[str, str]) -> None:
    page.goto(live_server.url + paper["article"])
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("تخطَّ إلى المحتوى")
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


def test_everything_a_page_loads_is_its_own_and_arrives(page: Page, live_server: Any, paper: dict[str, str]) -> None:
    failed: list[str] = []
    page.on("response", lambda response: failed.append(f"{response.status} {response.url}") if response.status >= 400 else None)
    page.on("request", lambda request: failed.append(request.url) if not request.url.startswith(live_server.url) else None)
    page.on("console", lambda message: failed.append(message.text) if message.type in {"error", "warning"} else None)
    for kind in ("front", "section", "article", "search"):
        page.goto(live_server.url + paper[kind])
        page.wait_for_load_state("networkidle")
    assert failed == []


def test_a_reader_narrows_a_section_and_takes_it_back(page: Page, live_server: Any, paper: dict[str, str]) -> None:
    page.goto(live_server.url + paper["section"])
    page.locator("details.filter summary").click()
    page.get_by_label("الموضوع").select_option(label="موضوع 1")
    page.get_by_role("button", name="طبّق").click()
    expect(page.get_by_role("link", name=re.compile("الموضوع: موضوع 1"))).to_be_visible()
    page.get_by_role("link", name="احذف الكل").click()
    expect(page.locator("details.filter")).not_to_have_attribute("open", "")


def test_a_reader_searches_from_the_masthead(page: Page, live_server: Any, paper: dict[str, str]) -> None:
    page.goto(live_server.url)
    page.get_by_role("banner").get_by_role("link", name="بحث", exact=True).click()
    page.get_by_label("كلمات البحث").fill("واشنطن")
    page.keyboard.press("Enter")
    page.get_by_role("link", name=re.compile("واشنطن تستضيف")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("واشنطن تستضيف")


def test_paper_shows_the_story_and_little_else(page: Page, live_server: Any, paper: dict[str, str]) -> None:
    page.goto(live_server.url + paper["article"])
    page.emulate_media(media="print")
    expect(page.locator(".prose")).to_be_visible()
    expect(page.locator(".note").first).to_be_visible()
    for part in (".sections", ".foot", ".share", ".related", "aside"):
        expect(page.locator(part).first).to_be_hidden()


def test_short_lines_keep_the_strong_right_edge(page: Page, live_server: Any, paper: dict[str, str]) -> None:
    page.goto(live_server.url)
    gaps = page.evaluate(
        """() => [...document.querySelectorAll('.ticker li time, .card .meta time')].map(time => {
            const range = document.createRange()
            range.selectNodeContents(time)
            return time.parentElement.getBoundingClientRect().right - range.getBoundingClientRect().right
        })"""
    )
    assert gaps
    assert max(map(abs, gaps)) < 2
