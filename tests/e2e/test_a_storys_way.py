"""A story's whole way, as four people go it: written, sent back, approved, scheduled, embargoed, published, withdrawn."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from articles.models import Article, ReviewComment, Section, Transition
from tests.editorial.cast import newsroom, person

pytestmark = pytest.mark.django_db(transaction=True)

HEADLINE = "بلدية الزهراء تفتح ممشى النهر"


@pytest.fixture
def sections(db: None) -> dict[str, Section]:
    return newsroom()


@pytest.fixture
def at_desk(browser: Browser, sign_in: Callable[..., None], sections: dict[str, Section]) -> Iterator[Callable[[str], Page]]:
    """``at_desk(role)``: a signed-in person's own browser window, opened on the desk's first page."""
    people = {role: person(role, sections["news"]) for role in ("reporter", "section_editor", "chief")}
    windows: dict[str, Page] = {}

    def _open(role: str) -> Page:
        if role not in windows:
            visitor = browser.new_context(locale="ar", timezone_id="Asia/Damascus", viewport={"width": 1280, "height": 900})
            visitor.set_default_timeout(20_000)
            windows[role] = visitor.new_page()
            windows[role].on("dialog", lambda dialog: dialog.accept())
            sign_in(windows[role], people[role].username)
        return windows[role]

    yield _open
    for window in windows.values():
        window.context.close()


def press(page: Page, label: str) -> None:
    button = page.get_by_role("button", name=label, exact=True, include_hidden=True).first
    button.wait_for(state="attached")
    # What is done seldom waits in the menu of the row.
    menu = page.locator(".nr-menu:not([open])", has=page.get_by_role("button", name=label, exact=True, include_hidden=True))
    if menu.count():
        menu.locator("summary").click()
    button.click()


def told(page: Page, text: str) -> None:
    expect(page.locator(".messagelist")).to_contain_text(text)


def open_from_desk(page: Page, box: str) -> None:
    """From the first page, by the box in which the story stands."""
    page.locator("#site-name a").click()
    page.get_by_role("region", name=box, exact=True).get_by_role("link", name=HEADLINE).click()
    expect(page.locator("#nr-tab-review")).to_be_visible()


def review(page: Page) -> Any:
    page.locator("#nr-tab-review").click()
    return page.locator("#nr-panel-review")


def minutes(moment: Any) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def test_a_storys_whole_way(at_desk: Callable[[str], Page], browser: Browser, live_server: Any) -> None:
    reporter = at_desk("reporter")
    reporter.goto(f"{live_server.url}/admin/articles/article/add/")
    assert reporter.get_by_role("button", name="نشر", exact=True).count() == 0, "a reporter publishes nothing"
    reporter.fill("#id_headline", HEADLINE)
    reporter.locator(".ProseMirror[contenteditable=true]").click()
    reporter.keyboard.type("فتحت البلدية ممشى النهر أمام المشاة صباح اليوم.")
    reporter.select_option("#id_section", label="\u00a0\u00a0\u00a0\u00a0محليات")
    press(reporter, "إرسال للمراجعة")
    told(reporter, "تنتظر المراجعة")
    assert reporter.locator("[name=_save]").count() == 0, "what is in review is the editor's"
    story = Article.objects.get()
    assert (story.desk_state, story.created_by.username) == ("in_review", "reporter")  # type: ignore[union-attr]

    # The editor finds it waiting, says what is missing, to whom, and sends it back.
    editor = at_desk("section_editor")
    open_from_desk(editor, "تنتظرني")
    panel = review(editor)
    # What is typed into the form outlives a comment.
    editor.fill("#id_kicker", "مدن")
    panel.get_by_label("التعليق").fill("أين رأي سكان الحي؟")
    panel.get_by_label("موجه إلى").select_option(label="reporter")
    panel.get_by_role("button", name="إضافة التعليق").click()
    expect(panel.get_by_text("أين رأي سكان الحي؟")).to_be_visible()
    expect(editor.locator("#nr-tab-review .nr-badge")).to_have_text("1")
    expect(editor.locator("#id_kicker")).to_have_value("مدن")
    # look: review
    press(editor, "إعادة إلى المحرر")
    editor.get_by_label("ملاحظة").fill("ينقصه صوت من الحي.")
    # look: ask
    press(editor, "إعادة إلى المحرر")
    told(editor, "أُعيدت «")

    # The reporter sees both, mends it, marks it as done and submits again.
    open_from_desk(reporter, "تنتظرني")
    panel = review(reporter)
    expect(panel.get_by_text("ينقصه صوت من الحي.")).to_be_visible()
    reporter.locator(".ProseMirror[contenteditable=true]").click()
    reporter.keyboard.press("Control+End")
    reporter.keyboard.press("Enter")
    reporter.keyboard.type("وقالت ساكنة في الحي إنها انتظرت ذلك أعواما.")
    panel.get_by_role("button", name="أُنجز").click()
    expect(panel.get_by_text("أنجزه: reporter")).to_be_visible()
    press(reporter, "إرسال للمراجعة")
    told(reporter, "تنتظر المراجعة")
    assert not ReviewComment.objects.get().is_open

    # The editor approves and schedules it.
    open_from_desk(editor, "تنتظرني")
    press(editor, "اعتماد")
    told(editor, "اعتُمدت «")
    editor.fill("#id_published_at", minutes(timezone.now() + timedelta(days=1)))
    press(editor, "جدولة")
    told(editor, "جُدولت «")

    # The chief puts it under embargo: not even she publishes it before its end without lifting it first.
    chief = at_desk("chief")
    open_from_desk(chief, "المجدولة التالية")
    chief.fill("#id_embargo_until", minutes(timezone.now() + timedelta(days=2)))
    chief.fill("#id_published_at", minutes(timezone.now() + timedelta(days=3)))
    press(chief, "وضع تحت الحظر")
    told(chief, "تحت الحظر: لا يستطيع أحد نشرها قبل")
    chief.fill("#id_published_at", "")
    press(chief, "نشر")
    told(chief, "ولا تُنشر قبل ذلك")
    # look: embargo
    story.refresh_from_db()
    assert story.desk_state == "embargoed"
    press(chief, "رفع الحظر")
    chief.get_by_label("ملاحظة").fill("وافق المصدر على النشر الآن.")
    press(chief, "رفع الحظر")
    told(chief, "رُفع الحظر عن «")
    press(chief, "نشر")
    told(chief, "ويراها القراء الآن")

    story.refresh_from_db()
    visitor = browser.new_context(locale="ar").new_page()
    answer = visitor.goto(f"{live_server.url}{story.get_absolute_url()}")
    assert answer is not None and answer.status == 200
    expect(visitor.get_by_text("انتظرت ذلك أعواما").first).to_be_visible()
    assert "أين رأي سكان الحي" not in visitor.content()

    # Withdrawn with a note, which readers find at the story's address.
    press(chief, "سحب")
    press(chief, "سحب")
    expect(chief.get_by_text("اكتب سبب سحب المادة")).to_be_visible()
    chief.locator("#id_note").fill("تبين أن الممشى لم يُفتح بعد.")
    press(chief, "سحب")
    told(chief, "سُحبت «")
    # look: withdrawn
    answer = visitor.goto(f"{live_server.url}{story.get_absolute_url()}")
    assert answer is not None and answer.status == 410
    expect(visitor.get_by_text("تبين أن الممشى لم يُفتح بعد.")).to_be_visible()
    way = ["submit", "send_back", "submit", "approve", "schedule", "embargo", "lift_embargo", "publish", "withdraw"]
    assert list(Transition.objects.values_list("move", flat=True)) == way
    visitor.context.close()


def test_a_change_for_later_is_kept_looked_at_and_let_out(
    at_desk: Callable[[str], Page], sections: dict[str, Section], live_server: Any
) -> None:
    story = Article.objects.create(
        headline=HEADLINE,
        body="<p>النص كما يراه القراء.</p>",
        section=sections["local"],
        status="published",
        published_at=timezone.now() - timedelta(hours=1),
    )
    editor = at_desk("section_editor")
    editor.goto(f"{live_server.url}/admin/articles/article/{story.pk}/change/")
    editor.fill("#id_headline", "ممشى النهر مفتوح للجميع")
    press(editor, "تأجيل التعديل إلى موعد")
    expect(editor.get_by_text("اكتب موعدا لم يحن بعد.")).to_be_visible()
    editor.fill("#id_change_at", minutes(timezone.now() + timedelta(hours=3)))
    press(editor, "تأجيل التعديل إلى موعد")
    told(editor, "أُجّل التعديل")
    expect(editor.locator("#id_headline")).to_have_value(HEADLINE)
    review(editor).get_by_role("link", name="ما الذي يغيره").click()
    expect(editor.get_by_text("يرى القراء هذا من")).to_be_visible()
    # look: prepared
    editor.get_by_role("link", name="متابعة العمل عليه").click()
    expect(editor.locator("#id_headline")).to_have_value("ممشى النهر مفتوح للجميع")
    editor.go_back()
    press(editor, "نشره الآن")
    told(editor, "نُشر التعديل")
    story.refresh_from_db()
    assert story.headline == "ممشى النهر مفتوح للجميع"
