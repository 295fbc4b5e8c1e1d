"""What readers get of posts and videos of other hosts: a button or a card, and no request before they press."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles.models import Article

VIDEO = '<p class="embed"><a href="https://www.youtube.com/watch?v=dQw4w9WgXcQ">افتتاح «الحديقة»</a></p>'
POST = '<p class="embed"><a href="https://x.com/desk/status/1">بيان البلدية</a></p>'


def publish(body: str) -> Article:
    return Article.objects.create(headline="خبر فيه مقطع", body=body, status="published", published_at=timezone.now())


@pytest.mark.django_db
def test_a_video_is_a_button_and_a_post_a_card(client: Client) -> None:
    page = client.get(publish(f"<p>نص</p>{VIDEO}{POST}").get_absolute_url()).content.decode()
    assert 'data-frame="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ' in page
    assert "شغّل الفيديو من YouTube" in page and "افتتاح «الحديقة»" in page
    assert '<aside class="embed"><a href="https://x.com/desk/status/1" rel="external noopener">' in page
    assert "فتح المنشور على X" in page and "بيان البلدية" in page
    assert "js/video" in page and "css/kinds" in page
    assert "<iframe" not in page


@pytest.mark.django_db
def test_a_story_without_any_loads_nothing_for_them(client: Client) -> None:
    page = client.get(publish("<p>نص</p>").get_absolute_url()).content.decode()
    assert "js/video" not in page and "css/kinds" not in page


def test_no_other_host_is_asked_before_the_reader_presses(page: Page, live_server: Any, transactional_db: None) -> None:
    story = publish(f"<p>نص</p>{VIDEO}{POST}")
    asked: list[str] = []

    def answer(route: Any) -> None:
        if not route.request.url.startswith(live_server.url):
            asked.append(route.request.url)
            return route.fulfill(status=200, content_type="text/html", body="<p>video</p>")
        return route.continue_()

    page.route("**/*", answer)
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(live_server.url + story.get_absolute_url())
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert asked == []
    page.get_by_text("شغّل الفيديو من YouTube").click()
    expect(page.locator("iframe.video__frame")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert asked and all(url.startswith("https://www.youtube-nocookie.com/embed/") for url in asked)
