"""The front page under an editor's hands: by mouse, by finger, by keyboard alone, and without scripts."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page, expect

from articles.fronts import keeping
from articles.fronts.layout import Spot
from articles.models import Arrangement, Article
from tests.public.stories import picture, section, story

ADDRESS = "/admin/articles/arrangement/front/home/"
REFUSED = """
    window.refused = []
    document.addEventListener('securitypolicyviolation', event => window.refused.push(
        `${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`))
"""


@pytest.fixture
def stories(transactional_db: None) -> list[Article]:
    image, places = picture(), [section("سياسة"), section("رياضة")]
    made = [story(f"خبر رقم {number}", hours_ago=number + 1, section=places[number % 2], image=image) for number in range(18)]
    story("مقابلة مع الشاعرة", hours_ago=500, section=places[0])
    return made


@pytest.fixture
def front(page: Page, live_server: Any, sign_in: Callable[..., None], chief: User, stories: list[Article]) -> Page:
    """The page open before the chief."""
    page.add_init_script(REFUSED)
    sign_in(page, "chief")
    page.set_viewport_size({"width": 1280, "height": 1600})
    page.goto(f"{live_server.url}{ADDRESS}")
    expect(page.locator("#nr-board.nr-scripted")).to_be_visible()
    return page


def placed(front: Page, place: str) -> str:
    return front.locator(f'input[name="{place}-story"]').input_value()


def drag(front: Page, source: str, target: str) -> None:
    grip, place = front.locator(source), front.locator(target)
    place.scroll_into_view_if_needed()
    grip.scroll_into_view_if_needed()
    start, end = grip.bounding_box(), place.bounding_box()
    assert start is not None
    assert end is not None
    front.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    front.mouse.down()
    front.mouse.move(end["x"] + end["width"] / 2, end["y"] + 30, steps=8)
    expect(place).to_have_class(re.compile("nr-over"))
    front.mouse.up()
    expect(front.locator("#nr-board")).not_to_have_attribute("aria-busy", "true")


def published(front: Page) -> tuple[Spot | None, ...]:
    front.get_by_role("button", name="انشر الآن").click()
    expect(front.locator(".messagelist .success")).to_be_visible()
    layout = keeping.live_layout(None)
    assert layout is not None
    return layout.top


def test_stories_are_dragged_from_the_list_and_from_place_to_place(front: Page, stories: list[Article]) -> None:
    fifth, sixth = stories[4], stories[5]
    drag(front, f'.nr-candidates [data-nr-drag="{fifth.pk}"]', "#seat-top-0")
    expect(front.locator("[data-nr-status]")).to_have_text("وُضعت «خبر رقم 4» في: المادة الرئيسية.")
    drag(front, f'.nr-candidates [data-nr-drag="{sixth.pk}"]', "#seat-top-1")
    drag(front, "#seat-top-1 .nr-hold", "#seat-top-0")
    assert [placed(front, f"top-{number}") for number in range(3)] == [str(sixth.pk), str(fifth.pk), ""]
    assert published(front)[:2] == (Spot(sixth.pk), Spot(fifth.pk))
    assert front.evaluate("window.refused") == []


def test_blocks_are_dragged(front: Page) -> None:
    kinds = [front.locator(f"[name=b{number}-kind]").input_value() for number in range(2)]
    drag(front, "#block-1 .nr-block-head .nr-hold", "#block-0")
    assert [front.locator(f"[name=b{number}-kind]").input_value() for number in range(2)] == kinds[::-1]


def test_escape_lets_go(front: Page, stories: list[Article]) -> None:
    grip, place = front.locator(f'.nr-candidates [data-nr-drag="{stories[4].pk}"]'), front.locator("#seat-top-0")
    start, end = grip.bounding_box(), place.bounding_box()
    assert start is not None
    assert end is not None
    front.mouse.move(start["x"] + 5, start["y"] + 5)
    front.mouse.down()
    front.mouse.move(end["x"] + 40, end["y"] + 30, steps=5)
    expect(front.locator(".nr-ghost")).to_be_visible()
    front.keyboard.press("Escape")
    expect(front.locator(".nr-ghost")).to_have_count(0)
    front.mouse.up()
    assert placed(front, "top-0") == ""


def test_a_finger_drags_by_the_grip(
    browser: Browser, live_server: Any, sign_in: Callable[..., None], chief: User, stories: list[Article]
) -> None:
    phone = browser.new_context(locale="ar", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    tab = phone.new_page()
    sign_in(tab, "chief")
    tab.goto(f"{live_server.url}{ADDRESS}")
    tab.locator("#seat-top-1").scroll_into_view_if_needed()
    story_of = tab.locator("#seat-top-1").get_attribute("data-nr-story")
    start, end = tab.locator("#seat-top-1 .nr-hold").bounding_box(), tab.locator("#seat-top-0").bounding_box()
    assert start is not None
    assert end is not None
    touch = phone.new_cdp_session(tab)

    def send(kind: str, *points: tuple[float, float]) -> None:
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]})

    x, y = start["x"] + 16, start["y"] + 16
    send("touchStart", (x, y))
    for step in range(1, 6):
        send("touchMove", (x + (end["x"] + 60 - x) * step / 5, y + (end["y"] + 30 - y) * step / 5))
    send("touchEnd")
    expect(tab.locator('input[name="top-0-story"]')).to_have_value(str(story_of))
    phone.close()


def test_by_keyboard_alone_with_every_step_announced(front: Page, stories: list[Article]) -> None:
    front.locator("#id_q").focus()
    front.keyboard.type("مقابلة الشاعرة")
    found = front.get_by_role("radio", name=re.compile("مقابلة مع الشاعرة"))
    expect(found).to_be_visible()
    expect(front.locator("#id_q")).to_be_focused()
    found.focus()
    front.keyboard.press("Space")
    front.locator("#id_place").focus()
    front.keyboard.press("Tab")
    front.keyboard.press("Enter")
    status = front.locator("[data-nr-status]")
    expect(status).to_have_text("وُضعت «مقابلة مع الشاعرة» في: المادة الرئيسية.")
    expect(front.locator("#seat-top-0")).to_be_focused()
    front.locator("#down-top-0").focus()
    front.keyboard.press("Enter")
    expect(status).to_have_text("نُقلت إلى: المادة الثانوية 1.")
    expect(front.locator("#down-top-1")).to_be_focused()
    front.keyboard.press("Enter")
    expect(front.locator("#down-top-2")).to_be_focused()
    front.locator("#up-top-2").focus()
    front.keyboard.press("Enter")
    expect(front.locator("#up-top-1")).to_be_focused()
    top = published(front)
    assert top[1] is not None
    assert Article.objects.get(pk=top[1].story).headline == "مقابلة مع الشاعرة"


def test_enter_in_a_field_never_publishes(front: Page, stories: list[Article]) -> None:
    front.locator("#id_note").fill("ملاحظة")
    front.locator("#id_note").press("Enter")
    expect(front.locator("#nr-board")).not_to_have_attribute("aria-busy", "true")
    assert keeping.newest_number(None) == 0
    expect(front.locator("#id_note")).to_have_value("ملاحظة")


def test_the_preview_is_the_readers_page_at_a_phone_s_and_a_desktop_s_width(front: Page, stories: list[Article]) -> None:
    drag(front, f'.nr-candidates [data-nr-drag="{stories[7].pk}"]', "#seat-top-0")
    front.locator("[data-nr-preview]").click()
    shown = front.frame_locator("[name=nr-preview]")
    expect(shown.locator(".front .lead h2")).to_have_text("خبر رقم 7")
    assert shown.locator("html").evaluate("() => window.innerWidth") == 1280
    front.get_by_role("button", name="هاتف").click()
    front.wait_for_function("document.querySelector('[name=nr-preview]').clientWidth === 390")
    # What is moved is shown at once.
    front.locator("#seat-top-0").get_by_role("button", name=re.compile("^أزل")).click()
    expect(shown.locator(".front .lead h2")).to_have_text("خبر رقم 0")
    assert front.evaluate("window.refused") == []


def test_without_scripts_it_is_a_plain_form(
    browser: Browser, live_server: Any, sign_in: Callable[..., None], chief: User, stories: list[Article]
) -> None:
    plain = browser.new_context(locale="ar", java_script_enabled=False)
    tab = plain.new_page()
    sign_in(tab, "chief")
    tab.goto(f"{live_server.url}{ADDRESS}")
    tab.locator("#id_q").fill("الشاعرة")
    tab.locator("#id_q").press("Enter")
    tab.locator(".nr-candidates [name=hand]").first.check()
    tab.locator("#seat-top-2 .nr-puthere").click()
    expect(tab.locator("[data-nr-said]")).to_have_text("وُضعت «مقابلة مع الشاعرة» في: المادة الثانوية 2.")
    tab.locator("#up-top-2").click()
    top = published(tab)
    assert top[1] is not None
    plain.close()


def test_a_lost_session_loses_nothing(front: Page, stories: list[Article]) -> None:
    drag(front, f'.nr-candidates [data-nr-drag="{stories[4].pk}"]', "#seat-top-0")
    kept = front.context.cookies()
    front.context.clear_cookies()
    front.locator("#down-top-0").click()
    expect(front.locator("[data-nr-status]")).to_contain_text("انتهت جلستك")
    assert placed(front, "top-0") == str(stories[4].pk)
    front.context.add_cookies(kept)
    front.locator("#down-top-0").click()
    expect(front.locator("#down-top-1")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_phones_and_is_accessible(front: Page, live_server: Any, stories: list[Article], scheme: Any) -> None:
    for number in range(3):
        drag(front, f'.nr-candidates [data-nr-drag="{stories[number + 4].pk}"]', f"#seat-top-{number}")
    published(front)
    front.emulate_media(color_scheme=scheme)
    faults: list[str] = []
    for path in (ADDRESS, f"{ADDRESS}history/", "/admin/articles/arrangement/1/compare/"):
        for width in (390, 1280):
            front.set_viewport_size({"width": width, "height": 900})
            front.goto(live_server.url + re.sub("/1/", f"/{_newest()}/", path))
            for one in front.locator(".nr-more").all()[:4]:
                one.evaluate("one => { one.open = true }")
            wide = front.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                faults.append(f"{path} at {width}: {wide} px wide")
            for seat in front.locator(".nr-seat").all()[:6]:
                if seat.evaluate("one => one.scrollWidth > one.clientWidth + 1"):
                    faults.append(f"{path} at {width}: {seat.get_attribute('id')} runs over")
            found = Axe().run(front).response["violations"]
            faults += [f"{path} at {width}: {fault['id']} {fault['nodes'][0]['target']}" for fault in found]
    assert faults == [], "\n".join(faults)


def _newest() -> int:
    newest = Arrangement.objects.first()
    assert newest is not None
    return newest.pk
