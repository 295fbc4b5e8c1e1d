"""An editor and the proofreading panel, on the seed story where it is there and on a copy of our own making."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from articles import likeness
from articles.models import Article, DictionaryWord, RelatedLink, Section, Tag

# As the gold list of tests/text/test_proofing_seed.py: rule, words, what should stand there.
FAULTS = [
    ("headline", "hamza-wasl", "الإنخراط"),
    ("standfirst", "standfirst-cut", "..."),
    ("body", "hamza-wasl", "وإعتبرت"),
    ("body", "hamza-wasl", "الإنخراط"),
    ("body", "quote-unclosed", "“"),
    ("body", "quote-unclosed", "“"),
    ("body", "quote-direction", "”"),
    ("body", "quote-unclosed", "”"),
]


@pytest.fixture
def desk(page: Page, sign_in: Callable[..., None], chief: User, transactional_db: None) -> Page:
    sign_in(page, "chief")
    return page


@pytest.fixture
def opened(desk: Page, live_server: Any) -> Callable[[Article], Page]:
    def _opened(story: Article) -> Page:
        desk.goto(f"{live_server.url}/admin/articles/article/{story.pk}/change/")
        expect(desk.locator(".prose-menubar")).to_be_visible()
        desk.get_by_role("tab", name="التدقيق").click()
        expect(panel(desk).locator("[data-nr-summary]")).not_to_have_text("جارٍ التدقيق…")
        return desk

    return _opened


@pytest.fixture
def story(transactional_db: None) -> Article:
    return Article.objects.create(
        headline="الإنخراط في المفاوضات",
        standfirst="قالت مصادر حكومية إن الوزير سيعود غدا إلى العاصمة بعد...",
        body="<p>عاد الوزير أمس.</p>"
        "<p>وإعتبرت الصحيفة أن رفض <strong>الإنخراط</strong> في المفاوضات خطأ. وقال المتحدث “نعمل جميعا من أجل السلام.</p>"
        "<p>وقالت أيضا “سنستمر في دعم المبعوث، و”سنبقى ملتزمين بالقرار.</p>",
        source_name="وكالة الأنباء",
    )


def panel(page: Page) -> Locator:
    return page.locator("#nr-panel-proofreading")


def remarks(page: Page) -> Locator:
    return panel(page).locator("[data-nr-remarks] li")


def marked(page: Page) -> list[str]:
    return [
        re.sub(r"\s+", " ", words) for words in page.locator(".ProseMirror[contenteditable=true] .nr-remark").all_inner_texts()
    ]


def remark(page: Page, words: str) -> Locator:
    return remarks(page).filter(has=page.locator("mark", has_text=words)).first


def test_exactly_the_faults_are_found_and_marked_in_their_places(opened: Any, story: Article) -> None:
    form = opened(story)
    expect(remarks(form)).to_have_count(len(FAULTS))
    assert [mark.inner_text() for mark in remarks(form).locator("mark").all()] == [text for _field, _rule, text in FAULTS]
    assert panel(form).locator("h3").all_inner_texts() == ["العنوان", "المقدمة", "المتن"]
    assert marked(form) == ["وإعتبرت", "الإنخراط", "“", "“", "”"]
    expect(form.locator(".nr-sheet .nr-remark")).to_have_text(["الإنخراط", "..."])
    expect(form.locator("#nr-tab-proofreading .nr-badge")).to_have_text("8")
    expect(form.locator(".submit-row .nr-note").first).to_contain_text("8 ملاحظات")
    # Marks are drawn, not written: nothing of them is in what would be saved.
    assert "nr-remark" not in form.locator("#id_body").input_value()


def test_one_press_mends_and_undo_takes_it_back(opened: Any, story: Article) -> None:
    form = opened(story)
    body = form.locator("#id_body")
    remark(form, "وإعتبرت").get_by_role("button", name="تصحيح: واعتبرت").click()
    expect(body).to_have_value(re.compile("<p>واعتبرت الصحيفة"))
    expect(remarks(form)).to_have_count(7)
    form.keyboard.press("Control+z")
    expect(body).to_have_value(re.compile("<p>وإعتبرت الصحيفة"))
    expect(remarks(form)).to_have_count(8)
    # Bold stays bold.
    remarks(form).nth(3).get_by_role("button", name="تصحيح: الانخراط").click()
    expect(body).to_have_value(re.compile("<strong>الانخراط</strong>"))
    # A plain field: the browser's own undo.
    remarks(form).nth(0).get_by_role("button", name="تصحيح: الانخراط").click()
    expect(form.locator("#id_headline")).to_have_value("الانخراط في المفاوضات")
    form.keyboard.press("Control+z")
    expect(form.locator("#id_headline")).to_have_value("الإنخراط في المفاوضات")


def test_a_press_on_a_remark_selects_its_place(opened: Any, story: Article) -> None:
    form = opened(story)
    remark(form, "وإعتبرت").locator(".nr-finding-show").click()
    assert form.evaluate("getSelection().toString()") == "وإعتبرت"
    expect(form.locator(".ProseMirror .nr-remark-current")).to_have_text("وإعتبرت")
    expect(remark(form, "وإعتبرت")).to_have_attribute("aria-current", "true")
    remarks(form).first.locator(".nr-finding-show").click()
    headline = form.locator("#id_headline")
    expect(headline).to_be_focused()
    assert headline.evaluate("field => field.value.slice(field.selectionStart, field.selectionEnd)") == "الإنخراط"
    # And the other way: a press in the text shows its remark.
    form.locator(".ProseMirror .nr-remark").nth(1).click()
    expect(remarks(form).nth(3)).to_have_attribute("aria-current", "true")


def test_it_reads_along_while_someone_types(opened: Any, story: Article) -> None:
    story.standfirst, story.headline, story.body = "", "خبر", "<p>عاد الوزير.</p>"
    story.save()
    form = opened(story)
    expect(panel(form)).to_contain_text("لا ملاحظات.")
    form.locator(".ProseMirror[contenteditable=true] p").click()
    form.keyboard.press("End")
    form.keyboard.type(" وإعتبر النائب ذلك مهما")
    expect(remarks(form)).to_have_count(1)
    assert marked(form) == ["وإعتبر"]
    # Marks move with the text, before anything is asked again.
    form.keyboard.press("Home")
    form.keyboard.type("أمس ")
    assert marked(form) == ["وإعتبر"]
    form.locator("#id_headline").fill("خبر ، جديد")
    expect(remarks(form)).to_have_count(2)
    form.locator("#id_headline").press("Shift+F8")
    expect(remarks(form).nth(1)).to_have_attribute("aria-current", "true")


def test_the_keyboard_alone_goes_through_all_and_mends_them(opened: Any, story: Article) -> None:
    form = opened(story)
    form.locator("#id_headline").focus()
    form.keyboard.press("F8")
    expect(remarks(form).nth(0)).to_have_attribute("aria-current", "true")
    form.keyboard.press("Alt+Enter")
    expect(form.locator("#id_headline")).to_have_value("الانخراط في المفاوضات")
    expect(remarks(form)).to_have_count(7)
    expect(remarks(form).nth(0)).to_have_attribute("aria-current", "true")
    form.keyboard.press("F8")
    expect(remarks(form).nth(1)).to_have_attribute("aria-current", "true")
    form.keyboard.press("Alt+Shift+Enter")
    expect(remarks(form)).to_have_count(6)
    expect(panel(form).locator("details summary")).to_have_text("ملاحظة متجاهلة هنا")


def question_mark(page: Page) -> None:
    """As an Arabic keyboard sends it; Playwright knows a Latin one only."""
    page.locator(":focus").dispatch_event("keydown", {"key": "؟", "code": "Slash", "shiftKey": True, "bubbles": True})


def test_the_help_names_the_keys(opened: Any, story: Article) -> None:
    form = opened(story)
    form.get_by_role("button", name="اختصارات").click()
    dialog = form.get_by_role("dialog", name="اختصارات لوحة المفاتيح")
    for words in ("التدقيق", "F8", "الملاحظة التالية", "في المتن"):
        expect(dialog).to_contain_text(words)
    form.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    form.locator("#nr-tab-proofreading").focus()
    question_mark(form)
    expect(dialog).to_be_visible()
    dialog.get_by_role("checkbox").uncheck()
    dialog.get_by_role("button", name="إغلاق").click()
    form.locator("#nr-tab-proofreading").focus()
    question_mark(form)
    expect(dialog).to_be_hidden()
    form.keyboard.press("Control+/")
    expect(dialog).to_be_visible()


def test_ignored_added_to_the_dictionary_mended_saved_gone(opened: Any, story: Article) -> None:
    form = opened(story)
    standfirst = remarks(form).nth(1)
    standfirst.get_by_role("button", name="تجاهل هنا").click()
    expect(remarks(form)).to_have_count(7)
    remark(form, "الإنخراط").get_by_role("button", name="إضافة إلى القاموس").click()
    word = panel(form).get_by_label("كلمة للقاموس")
    expect(word).to_have_value("الإنخراط")
    word.press("Enter")
    # In the headline and in the body.
    expect(remarks(form)).to_have_count(5)
    assert DictionaryWord.objects.get().word == "الإنخراط"
    for left in range(5, 0, -1):
        remarks(form).first.locator(".nr-finding-fix").click()
        expect(remarks(form)).to_have_count(left - 1)
    form.locator("[name=_continue]").click()
    expect(form.locator(".messagelist .success")).to_be_visible()
    expect(form.locator(".messagelist .warning")).to_have_count(0)
    expect(panel(form)).to_contain_text("لا ملاحظات.")
    expect(remarks(form)).to_have_count(0)
    story.refresh_from_db()
    assert "<p>واعتبرت الصحيفة أن رفض <strong>الإنخراط</strong> في المفاوضات خطأ." in story.body
    assert "“سنستمر في دعم المبعوث”، و“سنبقى ملتزمين بالقرار”." in story.body
    panel(form).locator("details summary").click()
    panel(form).get_by_role("button", name="إظهار من جديد").click()
    expect(remarks(form)).to_have_count(1)


def test_the_seed_story_gives_the_gold_list(opened: Any, shared: Path) -> None:
    seed = next((shared / "seeds").glob("000_*.txt"))
    call_command("import_articles", str(seed), verbosity=0)
    form = opened(Article.objects.get())
    expect(remarks(form).first).to_be_visible()
    body = panel(form).locator("[data-field=body] li mark")
    assert body.all_inner_texts() == ["وإعتبرت", "الإنخراط", "“", "“", "”", "”"]
    # The import completes the cut-off standfirst from the story; that it says nothing of its own is left to remark.
    expect(panel(form).locator("[data-field=standfirst] li")).to_have_text([re.compile("المقدمة تكرر الفقرة الأولى")])


def test_our_own_sample_is_imported_read_along_and_mended(opened: Any) -> None:
    seed = Path(__file__).resolve().parent.parent / "samples" / "seed.txt"
    call_command("import_articles", str(seed), verbosity=0)
    form = opened(Article.objects.get())
    expect(panel(form).locator("[data-field=standfirst] li")).to_have_text([re.compile("المقدمة تكرر الفقرة الأولى")])
    expect(panel(form).locator("[data-field=body] li")).to_have_count(0)
    form.locator("#id_standfirst").fill("افتتحت البلدية حديقة فوق مرآب,  ويمكن للناس زيارتها حتى الليل.")
    standfirst = panel(form).locator("[data-field=standfirst] li")
    expect(standfirst).to_have_count(2)
    standfirst.first.locator(".nr-finding-fix").click()
    expect(standfirst).to_have_count(1)
    standfirst.first.get_by_role("button", name="ضبط الفراغ").click()
    expect(standfirst).to_have_count(0)
    expect(form.locator("#id_standfirst")).to_have_value("افتتحت البلدية حديقة فوق مرآب، ويمكن للناس زيارتها حتى الليل.")


def test_suggestions_are_added_at_one_press(opened: Any, story: Article) -> None:
    section = Section.objects.create(name="محليات")
    body = "<p>افتتحت بلدية عين الصفصاف حديقة عامة على سطح مرآب السيارات، وفيها ثلاثمئة شجرة وممشى للدراجات.</p>"
    near = Article.objects.create(
        headline="حديقة عامة فوق مرآب", body=body, section=section, status="published", published_at=timezone.now()
    )
    Tag.objects.create(name="عين الصفصاف")
    story.body = "<p>قالت بلدية عين الصفصاف إن الحديقة التي فوق مرآب السيارات ستضم ممشى جديدا للدراجات وأشجارا.</p>"
    story.save()
    likeness.rebuild()
    form = opened(story)
    form.get_by_role("tab", name="الاقتراحات").click()
    side = form.locator("#nr-panel-suggestions")
    related = side.locator("[data-nr-related] li")
    expect(related).to_contain_text(["حديقة عامة فوق مرآب"])
    expect(related.locator(".nr-finding-reason").last).to_contain_text("الحديق")
    side.get_by_role("button", name="إضافة: حديقة عامة فوق مرآب").click()
    expect(form.locator("#id_related_links-0-target")).to_have_value(str(near.pk))
    expect(form.locator("#related_links-0 .select2-selection__rendered")).to_contain_text("حديقة عامة فوق مرآب")
    side.get_by_role("button", name="إضافة: عين الصفصاف").click()
    expect(form.locator("#id_tags")).to_have_value("عين الصفصاف، ")
    form.locator(".ProseMirror[contenteditable=true] p").first.click()
    form.keyboard.press("Control+a")
    form.keyboard.insert_text(body[3:-4])
    expect(side.locator("[data-nr-same]")).to_contain_text(near.headline, timeout=10_000)
    expect(form.locator(".submit-row .nr-note").last).to_contain_text("خبر واحد يكاد يطابقه")
    form.locator("[name=_continue]").click()
    expect(form.locator(".messagelist .success")).to_be_visible()
    assert RelatedLink.objects.get().target == near
    assert [tag.name for tag in story.tags.all()] == ["عين الصفصاف"]
