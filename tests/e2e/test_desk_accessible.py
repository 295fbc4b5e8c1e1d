"""Every kind of page at the desk: WCAG 2.2 AA in light and dark, at a desk's and a phone's width, in both languages."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles import models
from articles.fronts import keeping
from articles.fronts.layout import Layout
from articles.importing import batch_runs
from articles.models import Article, UnsavedWork
from tests.admin.conftest import form_fields
from tests.public.stories import hidden_stories, picture, section, story

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
AXE = Axe()
QUICK = {"resultTypes": ["violations"], "preload": False}
WCAG = {**QUICK, "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# What a theme or a width can change about a page that was found good.
COLOURS = {**QUICK, "runOnly": ["color-contrast"]}
NARROW = {**QUICK, "runOnly": ["target-size", "scrollable-region-focusable", "label", "button-name", "link-name"]}
# The list of models stands at the side of every page: it is looked at on the first page alone.
REST = {"exclude": [["#nav-sidebar"]]}
BODY = (
    "<p>وإعتبرت الوزارة أن الإنخراط في المشروع “بداية جيدة.</p><h2>عنوان فرعي</h2><ul><li><p>بند</p></li></ul>"
    "<blockquote><p>قال شيئا</p></blockquote><table><tbody><tr><th>البلد</th><th>العدد</th></tr>"
    "<tr><td>سوريا</td><td>12</td></tr></tbody></table>"
)
LONG = "https://example.org/" + "a-very-long-address-without-a-break" * 3
GIVEN = {"headline": "مكتبة عامة جديدة في المدينة", "external_id": "a1", "body": "نص أول.", "sections": ["أخبار"]}
REFUSED = {"headline": "", "external_id": "a2", "body": "بلا عنوان."}
DUBIOUS = {"headline": "خبر ثان عن السوق", "external_id": "a3", "body": "نص ثان.", "tags": ["..."]}

# Lists and forms that are Django's own; the newsroom's other pages are told in `addresses`.
LISTED = ["article", "section", "tag", "author", "image", "importbatch", "importrecord", "liveentry", "breakingnews"]
LISTED += ["page", "publishedversion", "dictionaryword", "preferredform", "ruleswitch", "subscriber", "arrangement"]
NEW = ["article", "section", "image", "breakingnews", "importbatch"]
KEPT = ["tag", "author", "section", "liveentry", "page", "dictionaryword", "preferredform", "importrecord", "publishedversion"]


def imported(client: Client, *records: dict[str, Any]) -> models.ImportBatch:
    """A file of the records, brought in at the desk from the upload to the end."""
    lines = "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records).encode()
    client.post("/admin/articles/importbatch/add/", {"sources": [SimpleUploadedFile("stories.jsonl", lines)]})
    _work()
    batch = models.ImportBatch.objects.latest("pk")
    client.post(f"/admin/articles/importbatch/{batch.pk}/act/", {"do": "confirm"})
    _work()
    return batch


def _work() -> None:
    while (batch := batch_runs.take()) is not None:
        batch_runs.run(batch)


def _edited(client: Client, told: Article) -> None:
    """Two versions of the story, and work on it that was not saved."""
    form = f"/admin/articles/article/{told.pk}/change/"
    for standfirst in ("تمهيد أول", "تمهيد ثان أطول من الأول"):
        fields = form_fields(client.get(form).content.decode(), "article_form")
        assert client.post(form, {**fields, "standfirst": standfirst, "_continue": "1"}).status_code == 302
    fields = form_fields(client.get(form).content.decode(), "article_form")
    client.post("/admin/articles/article/autosave/", {**fields, "headline": "عنوان لم يُحفظ"})


@pytest.fixture
def told(transactional_db: None, chief: User, editor: User, client: Client, settings: Any, tmp_path: Path) -> Article:
    """A desk with something of everything, and the story that its pages are opened for."""
    settings.DATA_DIR, settings.IMPORT_CHILDREN = tmp_path / "data", False
    places = [section("سياسة"), section("رياضة")]
    section("محلية", parent=places[0])
    image = picture(alt="جسر", caption="الجسر الجديد", credit="وكالة")
    picture("#804020")
    long = "خبر رقم {} وله عنوان طويل بعض الشيء كما في الجريدة"
    others = [story(long.format(n), hours_ago=n + 1, section=places[n % 2], image=image) for n in range(6)]
    hidden_stories(section=places[0])
    told = story("الخبر", body=BODY, section=places[0], image=image, tags=["اقتصاد", "زراعة"], authors=["سلمى", "هدى"])
    models.RelatedLink.objects.create(article=told, target=others[0])
    models.RelatedLink.objects.create(article=told, url=LONG, title="عنوان")
    models.Correction.objects.create(article=told, note="ورد الاسم خطأ.")
    models.LiveEntry.objects.create(article=told, headline="تحديث", body="<p>نص التحديث.</p>")
    models.BreakingNews.objects.create(text="عاجل: خبر", article=told, until=timezone.now() + timedelta(hours=1))
    models.Page.objects.create(title="من نحن", slug="about", body="<p>نص</p>")
    models.DictionaryWord.objects.create(word="حوسبة", note="علم")
    models.PreferredForm.objects.create(preferred="دي ميستورا")
    models.Subscriber.objects.create(email=f"{'reader' * 6}@example.org")
    models.SectionEditor.objects.create(user=editor, section=places[0])
    Group.objects.get_or_create(name="المحررون")
    for number in range(2):
        keeping.publish_now(Layout.empty(home=True), section=None, after=number, by=chief, note=f"ترتيب {number}")
    client.force_login(chief)
    _edited(client, told)
    imported(client, GIVEN, REFUSED, DUBIOUS)
    Article.objects.filter(headline=GIVEN["headline"]).update(body="<p>غيرها محرر.</p>", modified_at=timezone.now())
    imported(client, {**GIVEN, "body": "نص آخر من المصدر."}, REFUSED)
    return told


def addresses(told: Article) -> list[str]:
    """Every kind of page, with what it needs to show something."""
    of_story, desk = f"articles/article/{told.pk}", "articles"
    pks = {name: getattr(models, name).objects.values_list("pk", flat=True) for name in ("Image", "Tag", "Author", "Section")}
    chosen = {name: "&".join(f"pk={pk}" for pk in keys[:3]) for name, keys in pks.items()}
    stories = "&".join(f"pk={pk}" for pk in Article.objects.values_list("pk", flat=True)[:4])
    batch, arrangement = models.ImportBatch.objects.latest("pk").pk, models.Arrangement.objects.latest("number").pk
    kinds = {model._meta.model_name: model for model in apps.get_app_config("articles").get_models()}
    return [
        *["", "search/?q=خبر", "password_change/", "auth/user/", "auth/group/", "auth/user/add/"],
        *[f"auth/user/{User.objects.get(username='editor').pk}/change/", f"auth/group/{Group.objects.latest('pk').pk}/change/"],
        *[f"{desk}/{name}/" for name in LISTED],
        *[f"{desk}/{name}/add/" for name in NEW],
        *[f"{desk}/{name}/{kinds[name]._default_manager.latest('pk').pk}/change/" for name in KEPT],
        *[f"{of_story}/{page}/" for page in ("change", "versions", "versions/compare", "links", "move/withdraw", "delete")],
        f"articles/article/unsaved/{UnsavedWork.objects.get().form_key}/",
        f"articles/article/together/?{stories}",
        f"articles/article/together/?{stories}&add_topics=سلام&look=1",
        *[f"articles/{name.lower()}/merge/?{chosen[name]}" for name in ("Tag", "Author", "Section")],
        *[f"articles/image/{pks['Image'][0]}/change/", "articles/image/upload/", "articles/image/picker/"],
        f"articles/image/describe/?{chosen['Image']}",
        *[f"articles/importbatch/{batch}/{page}/" for page in ("change", "undo")],
        *[f"articles/arrangement/front/home/{page}" for page in ("", "history/")],
        f"articles/arrangement/{arrangement}/compare/",
    ]


def faults_of(page: Page, rules: dict[str, Any]) -> list[str]:
    # Links fade from colour to colour when the theme changes: what is measured is where they end.
    page.evaluate("document.getAnimations().forEach(animation => animation.finish())")
    whole = page.url.endswith("/admin/")
    found = AXE.run(page, context=None if whole else REST, options=rules).response["violations"]
    return [f"{fault['id']} {node['target']} {node['html'][:150]}" for fault in found for node in fault["nodes"][:3]]


def looked_at(page: Page) -> list[str]:
    """What is wrong with the page that stands there: light and dark on a desk, then on a phone."""
    faults = []
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    page.emulate_media(color_scheme="light")
    faults += [f"light: {fault}" for fault in faults_of(page, WCAG)]
    page.emulate_media(color_scheme="dark")
    faults += [f"dark: {fault}" for fault in faults_of(page, COLOURS)]
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    wide = page.evaluate("document.documentElement.scrollWidth")
    faults += [f"phone: {wide} px wide"] if wide > PHONE["width"] else []
    return faults + [f"phone: {fault}" for fault in faults_of(page, NARROW)]


def test_every_page_of_the_desk_is_accessible_and_fits_a_phone(
    page: Page, live_server: Any, sign_in: Callable[..., None], told: Article
) -> None:
    page.goto(f"{live_server.url}/admin/login/")
    faults = [f"login: {fault}" for fault in looked_at(page)]
    sign_in(page, "chief")
    for address in addresses(told):
        answer = page.goto(f"{live_server.url}/admin/{address}")
        assert answer is not None and answer.status == 200, address
        faults += [f"{address}: {fault}" for fault in looked_at(page)]
    assert faults == [], "\n".join(faults)


def test_the_desk_speaks_english_from_left_to_right(
    page: Page, live_server: Any, sign_in: Callable[..., None], told: Article
) -> None:
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": live_server.url}])
    sign_in(page, "chief")
    faults = []
    for address in ("", "articles/article/", f"articles/article/{told.pk}/change/"):
        page.goto(f"{live_server.url}/admin/{address}")
        expect(page.locator("html")).to_have_attribute("lang", "en")
        expect(page.locator("html")).to_have_attribute("dir", "ltr")
        assert page.locator("body").evaluate("body => getComputedStyle(body).direction") == "ltr"
        faults += [f"{address}: {fault}" for fault in looked_at(page)]
    assert faults == [], "\n".join(faults)
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    form, column = page.locator(".nr-form").bounding_box(), page.locator(".nr-sidecolumn").bounding_box()
    assert form is not None and column is not None and form["x"] < column["x"], "the text stands left of the column"
    expect(page.locator("[name=_continue]")).to_have_value("Save and continue editing")
    # What is written stays Arabic, and runs as Arabic does.
    assert page.locator("#id_headline").evaluate("field => getComputedStyle(field).direction") == "rtl"


def test_the_row_of_buttons_stays_low_and_its_menu_opens_above_it(
    page: Page, live_server: Any, sign_in: Callable[..., None], chief: User
) -> None:
    draft = story("مسودة", status=Article.Status.DRAFT, section=section("سياسة"), body=BODY)
    sign_in(page, "chief")
    page.goto(f"{live_server.url}/admin/articles/article/{draft.pk}/change/")
    expect(page.locator(".submit-row .nr-note").first).to_be_visible()
    row = page.locator(".submit-row").bounding_box()
    assert row is not None and row["height"] < 110, "two lines"
    menu = page.locator(".nr-menu")
    delete = menu.get_by_role("link", name="حذف")
    expect(delete).to_be_hidden()
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(delete).to_be_in_viewport(ratio=1)
    assert faults_of(page, WCAG) == []
    page.keyboard.press("Escape")
    expect(delete).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    menu.locator("summary").click()
    menu.scroll_into_view_if_needed()
    menu.get_by_role("button", name="حفظ ومعاينة").click()
    page.wait_for_url(f"**/preview/{draft.pk}/**")


def test_a_refused_save_that_shows_both_texts_is_accessible(
    page: Page, live_server: Any, sign_in: Callable[..., None], told: Article
) -> None:
    sign_in(page, "chief")
    page.goto(f"{live_server.url}/admin/articles/article/{told.pk}/change/")
    page.fill("#id_headline", "عنوان أول")
    Article.objects.filter(pk=told.pk).update(headline="عنوان محرر آخر", modified_at=timezone.now() + timedelta(seconds=5))
    page.locator("[name=_continue]").click()
    expect(page.locator("[name=_merge]")).to_be_visible()
    faults = looked_at(page)
    assert faults == [], "\n".join(faults)
