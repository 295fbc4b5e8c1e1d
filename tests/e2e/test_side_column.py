"""The column beside a story's form: tabs by mouse and keyboard, remembered, below the form on a phone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles.admin.stories.side import PANELS
from articles.models import Article


@pytest.fixture
def form(page: Page, live_server: Any, sign_in: Callable[..., None], chief: User, transactional_db: None) -> Page:
    story = Article.objects.create(headline="خبر للتحرير", body="<p>الفقرة الأولى.</p>")
    sign_in(page, "chief")
    page.goto(f"{live_server.url}/admin/articles/article/{story.pk}/change/")
    expect(page.get_by_role("tablist", name="إلى جانب الخبر")).to_be_visible()
    return page


def opened(form: Page) -> str | None:
    expect(form.locator("[data-nr-side] [role=tab][aria-selected=true]")).to_have_count(1)
    panel = form.locator("[data-nr-side] [role=tabpanel]:visible")
    expect(panel).to_have_count(1)
    selected = form.locator("[data-nr-side] [role=tab][aria-selected=true]")
    assert panel.get_attribute("id") == selected.get_attribute("aria-controls")
    return panel.get_attribute("data-nr-panel")


def test_the_arrows_go_round_the_tabs_and_the_open_one_is_remembered(form: Page) -> None:
    names = [panel.name for panel in PANELS]
    assert opened(form) == names[0]
    form.locator("[data-nr-side] [role=tab]").first.focus()
    # The page runs from right to left: so do the arrows.
    form.keyboard.press("ArrowRight")
    assert opened(form) == names[-1]
    form.reload()
    assert opened(form) == names[-1]
    form.locator("[data-nr-side] [role=tab]").last.focus()
    form.keyboard.press("ArrowLeft")
    assert opened(form) == names[0]
    form.keyboard.press("End")
    assert opened(form) == names[-1]
    form.keyboard.press("Home")
    assert opened(form) == names[0]


def test_the_column_stands_beside_the_form_and_on_a_phone_below_it(form: Page) -> None:
    column, story = form.locator("[data-nr-side]"), form.locator("#article_form")
    beside, text = column.bounding_box(), story.bounding_box()
    assert beside is not None and text is not None
    assert beside["x"] + beside["width"] <= text["x"]
    form.evaluate("scrollTo(0, 700)")
    expect(column).to_be_in_viewport(ratio=0.5)
    form.set_viewport_size({"width": 390, "height": 800})
    beside, text = column.bounding_box(), story.bounding_box()
    assert beside is not None and text is not None
    assert beside["y"] >= text["y"] + text["height"]


def test_a_window_of_another_form_has_no_column(form: Page, live_server: Any) -> None:
    form.goto(f"{live_server.url}/admin/articles/article/add/?_popup=1")
    expect(form.locator("#id_headline")).to_be_visible()
    expect(form.locator("[data-nr-side]")).to_have_count(0)
