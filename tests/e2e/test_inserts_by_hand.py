"""Links to our own stories and embeds of other hosts, put into the body by hand."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles.models import Article


@pytest.fixture
def form(page: Page, live_server: Any, sign_in: Callable[..., None], chief: User, transactional_db: None) -> Page:
    Article.objects.create(headline="حديقة فوق المرآب", status="published", published_at=timezone.now())
    Article.objects.create(headline="حديقة لم تنشر")
    story = Article.objects.create(headline="خبر للتحرير", body="<p>نص </p>")
    sign_in(page, "chief")
    page.goto(f"{live_server.url}/admin/articles/article/{story.pk}/change/")
    expect(page.locator(".prose-menubar")).to_be_visible()
    page.locator(".ProseMirror[contenteditable=true] p").first.click()
    page.keyboard.press("End")
    return page


def body(form: Page) -> str:
    return form.locator("#id_body").input_value()


def test_a_story_is_found_and_linked_by_keyboard_alone(form: Page) -> None:
    target = Article.objects.get(headline="حديقة فوق المرآب")
    form.keyboard.press("Control+k")
    dialog = form.get_by_role("dialog")
    dialog.get_by_role("button", name="اختيار خبر").press("Enter")
    form.keyboard.type("حديقه")
    expect(dialog.locator(".nr-found-stories button")).to_have_count(1)
    form.keyboard.press("ArrowDown")
    form.keyboard.press("Enter")
    expect(dialog.get_by_label("الرابط", exact=True)).to_have_value(target.get_absolute_url())
    expect(dialog.get_by_label("نص الرابط")).to_have_value(target.headline)
    dialog.get_by_label("نص الرابط").press("Enter")
    expect(form.locator(".ProseMirror[contenteditable=true] a")).to_have_text(target.headline)
    form.locator("[name=_continue]").click()
    expect(form.locator(".messagelist .success")).to_be_visible()
    story = Article.objects.get(headline="خبر للتحرير")
    assert f'<a href="{target.get_absolute_url()}"' in story.body
    expect(form.locator("#nr-panel-proofreading [data-field=body]")).to_have_count(0)


def test_words_that_no_story_holds_are_told(form: Page) -> None:
    form.keyboard.press("Control+k")
    dialog = form.get_by_role("dialog")
    dialog.get_by_role("button", name="اختيار خبر").click()
    form.keyboard.type("قمح")
    expect(dialog).to_contain_text("لا يوجد خبر منشور فيه هذه الكلمات.")


def test_an_embed_is_put_in_by_its_address_changed_and_undone(form: Page) -> None:
    form.get_by_role("toolbar").get_by_role("button", name="منشور أو مقطع").click()
    dialog = form.get_by_role("dialog")
    dialog.get_by_label("عنوان المنشور أو المقطع").fill("https://youtu.be/dQw4w9WgXcQ?t=3")
    dialog.get_by_label("ما يظهر فيه").fill("افتتاح الحديقة")
    dialog.get_by_role("button", name="إدراج").click()
    stored = '<p class="embed"><a href="https://www.youtube.com/watch?v=dQw4w9WgXcQ">افتتاح الحديقة</a></p>'
    expect(form.locator("#id_body")).to_have_value(re.compile(re.escape(stored)))
    form.locator("[name=_continue]").click()
    expect(form.locator(".messagelist .success")).to_be_visible()
    assert 'class="embed"' in Article.objects.get(headline="خبر للتحرير").body
    expect(form.locator(".ProseMirror[contenteditable=true] p.embed")).to_have_count(1)
    assert "افتتاح الحديقة</a></p>" in body(form)


def test_an_unknown_address_is_refused_with_the_hosts_that_are_known(form: Page) -> None:
    form.get_by_role("toolbar").get_by_role("button", name="منشور أو مقطع").click()
    dialog = form.get_by_role("dialog")
    dialog.get_by_label("عنوان المنشور أو المقطع").fill("https://example.org/video")
    dialog.get_by_role("button", name="إدراج").click()
    expect(form.locator(".nr-embed-refused")).to_contain_text("YouTube")
    assert "embed" not in body(form)


def test_an_address_pasted_alone_becomes_what_it_leads_to(form: Page) -> None:
    paste = """(editor, text) => {
        const data = new DataTransfer();
        data.setData("text/plain", text);
        editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }"""
    editor = form.locator(".ProseMirror[contenteditable=true]")
    form.keyboard.press("Enter")
    editor.evaluate(paste, "https://x.com/desk/status/1")
    expect(form.locator("#id_body")).to_have_value(
        re.compile('<p class="embed"><a href="https://x.com/desk/status/1">X</a></p>')
    )
    form.keyboard.press("Control+z")
    expect(editor.locator("p.embed")).to_have_count(0)


@pytest.mark.parametrize(
    ("keys", "tag"),
    [("Control+Shift+8", "ul"), ("Control+Shift+7", "ol"), ("Control+Shift+b", "blockquote"), ("Control+Alt+2", "h2")],
)
def test_the_keys_that_the_help_names_do_what_it_says(form: Page, keys: str, tag: str) -> None:
    editor = form.locator(".ProseMirror[contenteditable=true]")
    form.keyboard.press(keys)
    expect(editor.locator(tag)).to_contain_text("نص")
    form.keyboard.press("Control+z")
    expect(editor.locator(tag)).to_have_count(0)
    form.keyboard.press("Control+Shift+z")
    expect(editor.locator(tag)).to_have_count(1)
