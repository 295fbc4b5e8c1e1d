"""The main job, as people do it: an editor edits an imported story and publishes it, a visitor reads it."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.utils import timezone
from PIL import Image as PillowImage
from PIL import ImageDraw
from playwright.sync_api import Browser, Page, expect

from articles.models import Article, Section

# The standfirst is the first paragraph cut after so many letters, as in the files that come.
FIRST = (
    "قال رئيس مجلس مدينة الزهراء إن المجلس أقر بالإجماع خطة تمتد ثلاث سنوات لترميم السوق القديم وإعادة فتح ممراته المغلقة "
    "منذ العاصفة، على أن تبدأ الأعمال مطلع الشهر المقبل بإشراف مهندسين من المدينة."
)
SEED = f"""مجلس مدينة الزهراء يقر خطة لترميم “السوق القديم”

{FIRST[:190]}...
واجهة السوق القديم قبل بدء الأعمال

{FIRST}

وأضاف أن المحال التي لم تتضرر ستبقى مفتوحة طوال مدة العمل، وأن أصحاب المحال الأخرى سيُنقلون إلى ساحة مجاورة.

أقسام
أخبار

أخبار متعلقة
"""


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    path = tmp_path / "seed.txt"
    path.write_text(SEED, encoding="utf-8")
    return path


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "سوق.png"
    picture = PillowImage.new("RGB", (1280, 720), (60, 110, 150))
    ImageDraw.Draw(picture).ellipse((500, 200, 780, 480), fill=(235, 200, 120))
    picture.save(path)
    return path


@pytest.fixture
def other_story(transactional_db: None) -> Article:
    section, _ = Section.objects.get_or_create_named("أخبار")
    return Article.objects.create(
        headline="افتتاح معرض الحرف اليدوية في الزهراء",
        body="<p>نص المعرض.</p>",
        section=section,
        status=Article.Status.PUBLISHED,
        published_at=timezone.now(),
    )


def imported(path: Path) -> Article:
    call_command("import_articles", str(path), "--status", "draft", stdout=io.StringIO(), stderr=io.StringIO())
    return Article.objects.get(import_record__isnull=False)


def test_an_editor_publishes_an_imported_story_and_a_visitor_reads_it(
    other_story: Article,
    editor: User,
    seed: Path,
    photo: Path,
    page: Page,
    browser: Browser,
    live_server: Any,
    sign_in: Callable[..., None],
) -> None:
    story = imported(seed)
    assert story.standfirst.endswith("بإشراف مهندسين من المدينة.")

    # A visitor does not see the draft.
    stranger = browser.new_context(locale="ar").new_page()
    answer = stranger.goto(f"{live_server.url}{story.get_absolute_url()}")
    assert answer is not None and answer.status == 404

    # The editor finds it from the desk's first page.
    sign_in(page, "editor")
    page.get_by_role("region", name="مسودات تنتظر").get_by_role("link", name="السوق القديم").click()
    expect(page.locator("#id_headline")).to_have_value("مجلس مدينة الزهراء يقر خطة لترميم “السوق القديم”")

    # The text: a better headline, and a sentence typed into the body's editor.
    page.fill("#id_headline", "الزهراء تقر خطة لترميم السوق القديم في ثلاث سنوات")
    body = page.locator(".ProseMirror[contenteditable=true]")
    body.click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type("وتُعرض الخطة على السكان الأسبوع المقبل.")

    # A related story, found by half its words in another spelling.
    page.get_by_role("button", name="إضافة خبر متعلق").click()
    page.locator("#related_links-0 .field-target .select2-selection").click()
    page.locator(".select2-search__field").last.fill("الحرف اليدويه")
    page.get_by_role("option", name="افتتاح معرض الحرف اليدوية").click()

    # A picture, uploaded in the window that opens beside the form.
    with page.expect_popup() as window:
        page.locator("#add_id_image").click()
    popup = window.value
    popup.set_input_files("#id_file", str(photo))
    popup.fill("#id_alt", "رسم لقبة السوق القديم")
    popup.fill("#id_credit", "رسم الديوان")
    with popup.expect_event("close"):
        popup.locator("[name=_save]").click()
    preview = page.locator("[data-nr-preview-of=id_image]")
    expect(preview).to_be_visible()

    page.get_by_role("button", name="نشر", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("ويراها القراء الآن")

    # A visitor in a fresh browser reads all of it.
    story.refresh_from_db()
    visitor = browser.new_context(locale="ar").new_page()
    visitor.goto(live_server.url)
    visitor.get_by_role("link", name="الزهراء تقر خطة لترميم السوق القديم").first.click()
    expect(visitor).to_have_url(f"{live_server.url}{story.get_absolute_url()}")
    expect(visitor.locator("h1")).to_have_text("الزهراء تقر خطة لترميم السوق القديم في ثلاث سنوات")
    for text in ("بإشراف مهندسين من المدينة.", "وتُعرض الخطة على السكان الأسبوع المقبل.", "واجهة السوق القديم قبل بدء الأعمال"):
        expect(visitor.get_by_text(text).first).to_be_visible()
    expect(visitor.get_by_role("img", name="رسم لقبة السوق القديم")).to_be_visible()
    expect(visitor.get_by_role("link", name="افتتاح معرض الحرف اليدوية").first).to_be_visible()
    assert visitor.evaluate("document.documentElement.dir") == "rtl"
    loaded = visitor.get_by_role("img", name="رسم لقبة السوق القديم").evaluate("image => image.complete && image.naturalWidth")
    assert loaded
