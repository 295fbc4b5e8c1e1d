"""The desk works under its content security policy: the browser reports nothing while a story is written."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles.models import Section
from tests.public.stories import picture, story

pytestmark = pytest.mark.django_db(transaction=True)

REPORT = """
    window.refused = []
    document.addEventListener('securitypolicyviolation', event => window.refused.push(
        `${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`))
"""


def test_writing_a_story_breaks_no_rule_of_the_policy(page: Page, live_server: Any, sign_in: Any, chief: User) -> None:
    article = story("خبر", section=Section.objects.create(name="أخبار"), image=picture())
    page.add_init_script(REPORT)
    sign_in(page, "chief")
    page.goto(f"{live_server.url}/admin/articles/article/{article.pk}/change/")
    editor = page.locator(".ProseMirror[contenteditable=true]").first
    editor.click()
    page.keyboard.type("فقرة جديدة")
    expect(editor).to_contain_text("فقرة جديدة")
    for address in (
        "articles/article/",
        "articles/image/",
        f"articles/image/{article.image_id}/change/",
        "articles/section/add/",
    ):
        assert page.evaluate("window.refused") == [], page.url
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(f"{live_server.url}/admin/{address}")
        page.wait_for_load_state("networkidle")
    assert page.evaluate("window.refused") == [], page.url
