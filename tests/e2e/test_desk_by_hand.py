"""The desk's own scripts under an editor's hands: the body's editor, slugs, topics, order, the focal point."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from PIL import Image as PillowImage
from playwright.sync_api import Page, expect

from articles.models import Article, Image, RelatedLink, Section, Tag
from articles.pictures import read_picture, store_picture
from articles.text.slugs import slugify

# Headlines of every kind: hamzas, marks, tatweel, quotation marks, Latin words, digits of three scripts, ligatures.
SAMPLES = [
    "واشنطن تستضيف اجتماعا لمسؤولي دول “المجموعة المصغرة” بشأن سوريا",
    "الأُمَم المتَّحِدة: قرارُ مجلس الأمن ٢٢٥٤",
    "إيران۱۲۳ وOPEC+ تتفقان على خفض 1.5 مليون برميل",
    "الـــعـــربـــيـــة لغةٌ جميلة",
    "مدرسة «النور» – سؤال/جواب (خاص)",
    "L'Équipe: Real Madrid's win",
    "\u200fعنوان\u200e مع محارف\u200b خفية",
    "ﷺ ﻻ إله",
    "😀 !!!",
    "كلمة_واحدة __ أخرى",
    "م" * 100,
    "كلمة " * 40,
    "",
]


@pytest.fixture
def story(transactional_db: None) -> Article:
    section = Section.objects.create(name="أخبار")
    return Article.objects.create(headline="خبر للتحرير", body="<p>الفقرة الأولى.</p>", section=section)


@pytest.fixture
def form(page: Page, live_server: Any, sign_in: Callable[..., None], chief: User, story: Article) -> Page:
    """The story's form, open before the chief."""
    sign_in(page, "chief")
    page.goto(f"{live_server.url}/admin/articles/article/{story.pk}/change/")
    expect(page.locator(".prose-menubar")).to_be_visible()
    return page


def typed(form: Page, *keys: str) -> str:
    """Empty the body, press the keys (what is longer than a key is typed), and the HTML that would be saved."""
    form.locator(".ProseMirror[contenteditable=true]").click()
    form.keyboard.press("Control+a")
    form.keyboard.press("Delete")
    for key in keys:
        if re.fullmatch(r"(\w+\+)*(\w|[A-Z]\w+)", key) and key.isascii():
            form.keyboard.press(key)
        else:
            form.keyboard.type(key)
    return form.locator("#id_body").input_value()


def test_the_body_is_written_by_keyboard_alone(form: Page) -> None:
    assert typed(form, "Control+b", "مهم") == "<p><strong>مهم</strong></p>"
    assert typed(form, "## عنوان") == "<h2>عنوان</h2>"
    assert typed(form, "- بند", "Enter", "آخر") == "<ul><li><p>بند</p></li><li><p>آخر</p></li></ul>"
    assert typed(form, "أول", "Control+Shift+7") == "<ol><li><p>أول</p></li></ol>"
    assert typed(form, "> قال") == "<blockquote><p>قال</p></blockquote>"
    assert typed(form, "نص", "Control+a", "Control+b", "Control+z") == "<p>نص</p>"


def test_a_link_is_made_by_keyboard(form: Page) -> None:
    typed(form, "رابط", "Control+a", "Control+k")
    dialog = form.get_by_role("dialog")
    expect(dialog).to_contain_text("تعديل الرابط")
    dialog.get_by_label("الرابط", exact=True).fill("https://example.org/a")
    form.keyboard.press("Enter")
    expect(form.locator(".ProseMirror[contenteditable=true] a")).to_have_text("رابط")
    assert 'href="https://example.org/a"' in form.locator("#id_body").input_value()


@pytest.mark.parametrize(
    ("button", "html"),
    [
        ("اقتباس بارز", '<blockquote class="pull"><p>نص</p></blockquote>'),
        ("قلب اتجاه الفقرة", '<p dir="ltr">نص</p>'),
        ("عنوان فرعي", "<h2>نص</h2>"),
        ("قائمة مرقمة", "<ol><li><p>نص</p></li></ol>"),
    ],
)
def test_the_buttons_do_what_their_arabic_names_say(form: Page, button: str, html: str) -> None:
    typed(form, "نص")
    toolbar = form.get_by_role("toolbar", name="تنسيق المتن")
    toolbar.get_by_role("button", name=button, exact=True).click()
    assert form.locator("#id_body").input_value() == html
    expect(toolbar.get_by_role("button", name=button, exact=True)).to_have_attribute("aria-pressed", "true")


def test_a_picture_of_the_library_is_put_into_the_body(form: Page, story: Article) -> None:
    image = picture()
    Image.objects.filter(pk=image.pk).update(caption="حقل قمح")
    typed(form, "نص")
    form.get_by_role("toolbar").get_by_role("button", name="صورة").click()
    dialog = form.get_by_role("dialog")
    with form.expect_popup() as window:
        dialog.get_by_role("button", name="اختيار من المكتبة").click()
    window.value.wait_for_load_state()
    with window.value.expect_event("close"):
        window.value.get_by_role("button", name="حقل").click()
    expect(dialog.get_by_label("التعليق")).to_have_value("حقل قمح")
    dialog.get_by_role("button", name="إدراج").click()
    form.locator("[name=_continue]").click()
    expect(form.locator(".messagelist .success")).to_be_visible()
    story.refresh_from_db()
    assert f'<img src="{image.file.url}" alt="حقل"' in story.body
    assert "<figcaption>حقل قمح</figcaption></figure>" in story.body


def test_every_button_of_the_tool_bar_has_an_arabic_name(form: Page) -> None:
    names = form.locator(".prose-menubar button").evaluate_all("all => all.map(one => one.getAttribute('aria-label'))")
    assert len(names) > 12
    assert [name for name in names if not re.search(r"[\u0600-\u06ff]", name or "")] == []


def test_what_a_word_processor_leaves_is_cleaned_at_once(form: Page) -> None:
    typed(form, "نص")
    form.locator(".ProseMirror[contenteditable=true]").evaluate(
        """(body, html) => {
            const data = new DataTransfer();
            data.setData("text/html", html);
            body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        '<p class="MsoNormal" style="color:red">من <b>وورد</b><o:p></o:p><script>x()</script>'
        '<a href="javascript:alert(1)">رابط</a></p>',
    )
    html = form.locator("#id_body").input_value()
    assert "<strong>وورد</strong>" in html
    for dirt in ("Mso", "style", "script", "o:p"):
        assert dirt not in html, html


def test_the_browsers_slug_is_the_servers(form: Page) -> None:
    assert [form.evaluate("text => newsroomSlugify(text)", sample) for sample in SAMPLES] == [
        slugify(sample) for sample in SAMPLES
    ]


def test_a_new_storys_slug_follows_its_headline_until_it_is_typed(form: Page, live_server: Any) -> None:
    form.goto(f"{live_server.url}/admin/articles/article/add/")
    form.locator("#id_headline").press_sequentially("أسعار القمح")
    expect(form.locator("#id_slug")).to_have_value("أسعار-القمح")
    form.fill("#id_slug", "قمح")
    form.locator("#id_headline").press_sequentially(" ترتفع")
    expect(form.locator("#id_slug")).to_have_value("قمح")


def test_letters_and_words_are_counted_in_arabic(form: Page) -> None:
    form.fill("#id_headline", "خبر")
    expect(form.locator("#id_headline + .nr-count")).to_have_text("3 أحرف؛ يحسن ألا تزيد على 90")
    form.fill("#id_headline", "ح" * 100)
    expect(form.locator("#id_headline + .nr-count")).to_have_class(re.compile("nr-warn"))
    typed(form, "كلمة وكلمة")
    expect(form.locator(".prose-editor + .nr-count")).to_have_text("كلمتان · 10 محارف · القراءة دقيقة واحدة")


def test_topics_are_picked_by_keyboard(form: Page, story: Article) -> None:
    Tag.objects.create(name="الأمم المتحدة")
    topics = form.get_by_role("combobox", name="المواضيع")
    topics.fill("سوريا، ")
    topics.press_sequentially("الامم")
    expect(form.get_by_role("option", name="الأمم المتحدة")).to_be_visible()
    topics.press("ArrowDown")
    topics.press("Enter")
    expect(topics).to_have_value("سوريا، الأمم المتحدة، ")
    form.locator("[name=_continue]").click()
    assert sorted(tag.name for tag in story.tags.all()) == ["الأمم المتحدة", "سوريا"]


def test_links_are_ordered_by_drag_and_by_number(form: Page, story: Article) -> None:
    others = [Article.objects.create(headline=f"متعلق {number}", section=story.section) for number in range(3)]
    for number, other in enumerate(others):
        RelatedLink.objects.create(article=story, target=other, order=number + 1)
    form.reload()
    rows = form.locator("#related_links-group tr.has_original")
    rows.nth(2).locator(".nr-grip").drag_to(rows.nth(0).locator(".nr-grip"), target_position={"x": 5, "y": 2})
    form.locator("[name=_continue]").click()
    expect(form.locator(".messagelist .success")).to_be_visible()
    names = [link.target.headline for link in RelatedLink.objects.filter(article=story).select_related("target")]
    assert names == ["متعلق 2", "متعلق 0", "متعلق 1"]
    form.locator("#id_related_links-0-order").fill("9")
    form.locator("[name=_continue]").click()
    expect(form.locator(".messagelist .success")).to_be_visible()
    names = [link.target.headline for link in RelatedLink.objects.filter(article=story).select_related("target")]
    assert names == ["متعلق 0", "متعلق 1", "متعلق 2"]


def picture() -> Image:
    out = io.BytesIO()
    PillowImage.new("RGB", (800, 400), (60, 120, 90)).save(out, "JPEG")
    return store_picture(read_picture(out.getvalue()), alt="حقل")[0]


def test_the_focal_point_is_set_by_click_and_by_keyboard(form: Page, live_server: Any) -> None:
    image = picture()
    form.goto(f"{live_server.url}/admin/articles/image/{image.pk}/change/")
    preview = form.locator(".imagefield-preview-image")
    box = preview.bounding_box()
    assert box is not None
    preview.click(position={"x": box["width"] * 0.75, "y": box["height"] * 0.25})
    point = form.locator("#id_focal_point")
    assert re.match(r"0\.7[45]\d*x0\.2[45]\d*", point.input_value())
    form.get_by_label("نقطة التركيز من اليسار").focus()
    for _ in range(5):
        form.keyboard.press("ArrowRight")
    assert re.match(r"0\.(79|80)\d*x0\.2[45]\d*", point.input_value())
    form.locator("[name=_save]").click()
    image.refresh_from_db()
    assert image.focal_point.startswith(("0.79", "0.80"))


def test_a_list_filter_applies_when_an_author_is_chosen(form: Page, live_server: Any, story: Article) -> None:
    author = story.authors.create(name="نادر عيسى")
    form.goto(f"{live_server.url}/admin/articles/article/?state=draft")
    form.locator("#filter_author + .select2 .select2-selection").click()
    form.locator(".select2-search__field").last.fill("نادر")
    form.get_by_role("option", name="نادر عيسى").click()
    form.wait_for_url(re.compile(rf"author={author.pk}"))
    assert "state=draft" in form.url


PAGES = [
    "",
    "articles/article/",
    "articles/article/add/",
    "articles/article/{story}/change/",
    "articles/article/{story}/delete/",
    "articles/image/",
    "articles/image/{image}/change/",
    "articles/section/",
    "articles/author/add/",
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_desk_fits_phones_and_is_accessible(
    form: Page, live_server: Any, story: Article, scheme: Any, tmp_path: Path
) -> None:
    image = picture()
    story.image = image
    story.save()
    RelatedLink.objects.create(article=story, target=Article.objects.create(headline="متعلق", section=story.section))
    form.emulate_media(color_scheme=scheme)
    faults: list[str] = []
    for address in PAGES:
        path = address.format(story=story.pk, image=image.pk)
        for width in (390, 1280):
            form.set_viewport_size({"width": width, "height": 900})
            form.goto(f"{live_server.url}/admin/{path}")
            form.wait_for_load_state("networkidle")
            wide = form.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                faults.append(f"{path} at {width}: {wide} px wide")
        found = Axe().run(form).response["violations"]
        faults += [f"{path}: {fault['id']} {fault['nodes'][0]['target']}" for fault in found]
    assert faults == [], "\n".join(faults)
