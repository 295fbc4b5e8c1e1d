"""The picture library under a photo editor's hands."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles.models import Image
from tests.pictures.test_what_a_picture_tells import CAPTION, as_file, drawn, iptc


def test_several_pictures_are_sent_seen_and_described(
    transactional_db: None, page: Page, live_server: Any, sign_in: Callable[..., None], chief: User, tmp_path: Path
) -> None:
    paths = [tmp_path / name for name in ("one.jpg", "two.png", "notes.jpg")]
    paths[0].write_bytes(iptc([(120, CAPTION.encode())]))
    paths[1].write_bytes(as_file(drawn(5), "PNG"))
    paths[2].write_bytes(b"no picture")
    sign_in(page, "chief")
    page.goto(f"{live_server.url}/admin/articles/image/")
    page.get_by_role("link", name="إضافة عدة صور").click()
    page.get_by_label("الصور", exact=True).set_input_files(paths)
    page.get_by_label("مصدر الصورة").fill("الديوان")
    page.get_by_role("button", name="رفع").click()
    taken = page.locator(".nr-taken li")
    expect(taken).to_have_count(3)
    expect(taken.nth(0)).to_contain_text("أُضيفت")
    expect(taken.nth(2)).to_contain_text("JPEG")
    page.get_by_role("link", name="وصف الصور").click()
    expect(page.get_by_label("النص البديل")).to_have_count(2)
    expect(page.get_by_label("تعليق الصورة").first).to_have_value(CAPTION)
    page.get_by_label("النص البديل").first.fill("رجل ينزل من طائرة")
    page.get_by_role("button", name="حفظ").click()
    expect(page.locator(".messagelist")).to_contain_text("حُفظ وصف صورة واحدة")
    assert set(Image.objects.values_list("alt", "credit")) == {("رجل ينزل من طائرة", "الديوان"), ("", "الديوان")}
