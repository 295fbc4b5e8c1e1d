"""What the form's page asks while someone types, and what a save tells: who may ask, what comes back, bad questions."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from articles import likeness
from articles.models import Article, AvoidedForm, DictionaryWord, Image, PreferredForm, RelatedLink, RuleSwitch, Tag
from tests.admin.conftest import change_url, form_fields

ADDRESS = "/admin/articles/article/"
NOVEMBER = datetime(2026, 11, 1, tzinfo=UTC)


def ask(client: Client, name: str, data: Any, status: int = 200) -> dict[str, Any]:
    answer = client.post(f"{ADDRESS}{name}/", data, content_type="application/json")
    assert answer.status_code == status, answer.content.decode()
    told: dict[str, Any] = answer.json()
    return told


def typed(*blocks: str, story: Article | None = None, **more: Any) -> dict[str, Any]:
    fields = {"headline": "عنوان سليم", "source_name": "وكالة الأنباء"} | more.pop("fields", {})
    return {
        "story": story.pk if story else None,
        "fields": fields,
        "blocks": [{"text": text, "code": False} for text in blocks],
        **more,
    }


def rules(told: dict[str, Any], of: str = "findings") -> list[str]:
    return [row["rule"] for row in told[of]]


def test_what_is_typed_is_read_with_places_as_the_browser_counts(desk: Client) -> None:
    told = ask(desk, "proofread", typed("", "😀 وإعتبر النائب", fields={"headline": "الحكومة تعرض المشروع."}))
    headline, body = told["findings"]
    assert (headline["rule"], headline["field"], headline["block"], headline["suggestion"]) == (
        "headline-stop",
        "headline",
        None,
        "",
    )
    assert (body["rule"], body["block"], body["start"], body["end"]) == ("hamza-wasl", 1, 3, 9)
    assert "واعتبر" in body["reason"] and body["ignorable"] and body["word"] == "وإعتبر"
    assert told["dictionary"] is True


def test_what_only_the_page_knows_is_read_too(desk: Client, image: Image, make_story: Any) -> None:
    draft = make_story("مسودة")
    Image.objects.filter(pk=image.pk).update(alt="", caption="", credit="")
    told = ask(
        desk,
        "proofread",
        typed(
            "😀 اقرأ هنا",
            fields={"source_name": ""},
            image=str(image.pk),
            links=[{"block": 0, "start": 8, "end": 11, "href": draft.get_absolute_url()}],
            pictures=[{"src": "/media/a.jpg", "alt": " "}],
            gallery=[{"row": 2, "image": str(image.pk), "own_caption": "فى الحقل", "own_credit": "الديوان"}],
        ),
    )
    found = [(row["rule"], row["field"]) for row in told["findings"]]
    assert found == [
        ("maqsura-for-yaa", "gallery_items-2-own_caption"),
        ("missing-alt", "image"),
        ("missing-caption", "image_caption"),
        ("missing-credit", "image_credit"),
        ("missing-alt", "body"),
        ("missing-alt", "gallery_items-2-image"),
        ("missing-source", "source_name"),
        ("dead-link", "body"),
    ]
    link = told["findings"][-1]
    assert (link["text"], link["start"], link["end"]) == ("هنا", 8, 11)
    assert [row["ignorable"] for row in told["findings"] if row["rule"] == "missing-alt"] == [False] * 3


def test_ignoring_survives_saves_and_can_be_taken_back(desk: Client, story: Article, opened: Any) -> None:
    first = ask(desk, "proofread", typed("قال", "وإعتبر النائب", story=story))
    (row,) = first["findings"]
    ask(desk, f"{story.pk}/ignored", {name: row[name] for name in ("field", "fingerprint", "rule", "text")})
    again = typed("قال النائب أمس", "جديد", "وإعتبر النائب، وانصرف", story=story)
    assert rules(ask(desk, "proofread", again)) == []
    assert rules(ask(desk, "proofread", again), "ignored") == ["hamza-wasl"]
    desk.post(change_url(story), opened(story) | {"body": "<p>جديد</p><p>وإعتبر النائب</p>", "source_name": "وكالة"})
    assert rules(ask(desk, "proofread", again)) == []
    ask(desk, f"{story.pk}/ignored", {"field": row["field"], "fingerprint": row["fingerprint"], "back": True})
    assert rules(ask(desk, "proofread", again)) == ["hamza-wasl"]


def test_what_must_be_mended_and_what_is_no_rule_is_not_ignored(desk: Client, story: Article) -> None:
    row = {"field": "image", "fingerprint": "0" * 16, "rule": "missing-alt", "text": "x"}
    assert "قبل النشر" in ask(desk, f"{story.pk}/ignored", row, 400)["error"]
    ask(desk, f"{story.pk}/ignored", row | {"rule": "no-such"}, 400)
    ask(desk, f"{story.pk}/ignored", row | {"rule": "tatweel", "fingerprint": "x" * 99}, 400)
    ask(desk, "999999/ignored", row, 404)
    assert story.ignored_findings.count() == 0


def test_a_new_storys_ignored_remarks_are_kept_with_its_first_save(desk: Client, opened: Any) -> None:
    (row,) = ask(desk, "proofread", typed("وإعتبر النائب"))["findings"]
    assert rules(ask(desk, "proofread", typed("وإعتبر النائب", ignored=[["body", row["fingerprint"]]]))) == []
    fields = form_fields(desk.get(f"{ADDRESS}add/").content.decode(), "article_form")
    sent = fields | {"headline": "عنوان سليم", "body": "<p>وإعتبر النائب</p>", "source_name": "وكالة"}
    waved = [{name: row[name] for name in ("field", "fingerprint", "rule", "text")}, {"rule": "missing-alt"}, 7]
    desk.post(f"{ADDRESS}add/", sent | {"_ignored": json.dumps(waved), "_continue": "1"})
    story = Article.objects.get(headline="عنوان سليم")
    assert [kept.rule for kept in story.ignored_findings.all()] == ["hamza-wasl"]


def test_the_dictionary_and_the_style_sheet_are_obeyed(desk: Client) -> None:
    text = typed("قال دي مستورا إن الإنخراط واجب")
    preferred = PreferredForm.objects.create(preferred="دي ميستورا")
    AvoidedForm.objects.create(preferred=preferred, form="دي مستورا")
    assert rules(ask(desk, "proofread", text)) == ["style-sheet", "hamza-wasl"]
    assert ask(desk, "dictionary", {"word": " الإنخراطـ "})["word"] == "الإنخراط"
    assert rules(ask(desk, "proofread", text)) == ["style-sheet"]
    assert "من قبل" in ask(desk, "dictionary", {"word": "الإنخراط"}, 400)["error"]
    assert "دي ميستورا" in ask(desk, "dictionary", {"word": "دي مستورا"}, 400)["error"]
    ask(desk, "dictionary", {"word": "؟!"}, 400)
    assert DictionaryWord.objects.get().added_by is not None


def test_rules_are_switched_on_and_off(desk: Client) -> None:
    text = typed("فى هذا خطوة خطوة")
    assert rules(ask(desk, "proofread", text)) == ["maqsura-for-yaa"]
    RuleSwitch.objects.create(rule="maqsura-for-yaa", is_on=False)
    RuleSwitch.objects.create(rule="repeated-word", is_on=True)
    assert rules(ask(desk, "proofread", text)) == ["repeated-word"]


def test_only_those_who_may_change_the_story_are_read_along_with(
    client: Client, reporter: User, make_story: Any, story: Article
) -> None:
    Article.objects.filter(pk=story.pk).update(created_by=reporter)
    live = make_story("منشور", status="published", published_at=NOVEMBER, created_by=reporter)
    others = make_story("مسودة غيرها")
    row = {"field": "body", "fingerprint": "0" * 16, "rule": "tatweel", "text": ""}
    assert client.post(f"{ADDRESS}proofread/", {}, content_type="application/json").status_code == 302
    client.force_login(reporter)
    ask(client, "proofread", typed("نص", story=story))
    for name in ("proofread", "suggest"):
        assert "error" in ask(client, name, typed("نص", story=live), 403)
        # Not even that there is one is told.
        assert "error" in ask(client, name, typed("نص", story=others), 404)
    ask(client, f"{live.pk}/ignored", row, 403)
    assert ask(client, "proofread", typed("نص"))["dictionary"] is False
    assert "القاموس" in ask(client, "dictionary", {"word": "كلمة"}, 403)["error"]
    assert DictionaryWord.objects.count() == 0
    reporter.user_permissions.add(Permission.objects.get(codename="add_dictionaryword"))
    ask(client, "dictionary", {"word": "كلمة"})
    reporter.user_permissions.set(Permission.objects.filter(codename__in=["view_article"]))
    client.force_login(User.objects.get(pk=reporter.pk))
    for name in ("proofread", "suggest"):
        ask(client, name, typed("نص"), 403)


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        b"[]",
        b"{",
        b"[" * 100_000,
        b'{"fields": 3}',
        b'{"fields": {"headline": 3}}',
        b'{"blocks": [{"text": null}]}',
        b'{"blocks": {}}',
        b'{"links": [{"block": 4, "start": 0, "end": 1, "href": "/"}]}',
        b'{"story": "x"}',
        b'{"gallery": [[]]}',
        b'{"related": [1e999]}',
        b'{"ignored": [["a"]]}',
        b"\xff",
    ],
)
def test_bad_questions_get_a_reason(desk: Client, bad: bytes) -> None:
    for name in ("proofread", "suggest"):
        answer = desk.post(f"{ADDRESS}{name}/", bad, content_type="application/json")
        assert answer.status_code in {400, 404}, (bad, answer.content.decode())
        assert any("\u0600" <= char <= "\u06ff" for char in answer.json()["error"])
    assert desk.get(f"{ADDRESS}proofread/").status_code == 405


def test_half_letters_null_bytes_and_endless_texts_break_nothing(desk: Client) -> None:
    told = ask(desk, "proofread", '{"fields": {"headline": "\\ud83d \\u0000 فى", "source_name": "x"}}')
    assert rules(told) == ["maqsura-for-yaa"]
    assert (told["findings"][0]["start"], told["findings"][0]["end"]) == (4, 6)
    assert "أطول" in ask(desk, "proofread", typed("ا" * 300_001), 400)["error"]


def test_related_stories_and_topics_are_suggested_for_the_text_as_typed(desk: Client, make_story: Any, news: Any) -> None:
    body = "<p>افتتحت بلدية عين الصفصاف حديقة عامة على سطح مرآب السيارات، وفيها ثلاثمئة شجرة وممشى للدراجات.</p>"
    near = make_story("حديقة عامة فوق مرآب", body=body, status="published", published_at=NOVEMBER)
    other = make_story("أسعار القمح", body="<p>ارتفعت أسعار القمح في الأسواق.</p>", status="published", published_at=NOVEMBER)
    for name in ("عين الصفصاف", "القمح"):
        Tag.objects.create(name=name)
    likeness.rebuild()
    text = "قالت بلدية عين الصفصاف إن الحديقة التي فوق مرآب السيارات ستضم ممشى جديدا للدراجات وأشجارا."
    told = ask(desk, "suggest", typed(text, section=str(news.pk), fields={"headline": "ممشى جديد في حديقة المرآب"}))
    assert [row["pk"] for row in told["related"]] == [near.pk]
    assert any("القسم" in reason for reason in told["related"][0]["reasons"])
    assert [row["name"] for row in told["topics"]] == ["عين الصفصاف"]
    assert told["same"] == []
    picked = ask(desk, "suggest", typed(text, related=[near.pk], tags="عين الصفصاف، "))
    assert picked["related"] == [] and picked["topics"] == []
    same = ask(desk, "suggest", typed(body[3:-4], fields={"headline": "آخر"}))
    assert [row["pk"] for row in same["same"]] == [near.pk]
    assert near.pk not in [row["pk"] for row in same["related"]] and other.pk not in [row["pk"] for row in same["related"]]


def test_a_save_tells_what_is_still_to_be_mended(desk: Client, story: Article, opened: Any, make_story: Any) -> None:
    body = "<p>قال الوزير إن الحكومة ستعرض مشروع القانون على البرلمان قبل نهاية الشهر وإعتبر ذلك ضروريا.</p>"
    make_story("نسخة", body=body)
    likeness.rebuild()
    sent = opened(story) | {"body": body, "source_name": "وكالة"}
    page = desk.post(change_url(story), sent | {"_continue": "1"}, follow=True).content.decode()
    assert "التدقيق: ملاحظة واحدة. بينها خطأ واحد." in page and f"{change_url(story)}#nr-panel-proofreading" in page
    assert "تكاد تطابق" not in page.split('id="article_form"')[0]
    sent = opened(story) | {"_move": "publish"}
    page = desk.post(change_url(story), sent, follow=True).content.decode()
    assert "أخبار تكاد تطابق هذا الخبر:" in page and "نسخة</a>" in page
    story.refresh_from_db()
    assert story.status == "published"


def test_reading_along_costs_few_queries(
    desk: Client, story: Article, make_story: Any, django_assert_max_num_queries: Any
) -> None:
    RelatedLink.objects.create(article=story, target=make_story("آخر"))
    data = typed(*["نص من عدة كلمات"] * 50, story=story)
    with django_assert_max_num_queries(12):
        ask(desk, "proofread", data)
    with django_assert_max_num_queries(20):
        ask(desk, "suggest", data)


def test_the_desk_keeps_dictionary_style_sheet_and_switches(desk: Client) -> None:
    forms = {"avoided_forms-TOTAL_FORMS": "2", "avoided_forms-INITIAL_FORMS": "0"}
    sent = {"preferred": "دي ميستورا", "avoided_forms-0-form": "دي مستورا", "avoided_forms-1-form": "ديمستورا"}
    assert desk.post("/admin/articles/preferredform/add/", forms | sent).status_code == 302
    assert sorted(AvoidedForm.objects.values_list("form", flat=True)) == ["دي مستورا", "ديمستورا"]
    refused = desk.post(
        "/admin/articles/preferredform/add/", forms | {"preferred": "ستافان", "avoided_forms-0-form": "دي مستورا"}
    )
    assert "مستبدلة في دليل الأسماء من قبل" in refused.content.decode()
    refused = desk.post("/admin/articles/preferredform/add/", forms | {"preferred": "ستافان", "avoided_forms-0-form": "ستافان"})
    assert "الصيغة المعتمدة نفسها" in refused.content.decode()
    refused = desk.post("/admin/articles/dictionaryword/add/", {"word": "دي مستورا"})
    assert "احذفها منه أولا" in refused.content.decode()
    desk.post("/admin/articles/dictionaryword/add/", {"word": "ـترمب "})
    assert DictionaryWord.objects.get().word == "ترمب"
    assert desk.post("/admin/articles/ruleswitch/add/", {"rule": "missing-alt"}).status_code == 200
    assert desk.post("/admin/articles/ruleswitch/add/", {"rule": "two-dots", "is_on": "on"}).status_code == 302
    for address in ("preferredform/?q=مستورا", "dictionaryword/?q=ترمب", "ruleswitch/", "preferredform/add/"):
        page = desk.get(f"/admin/articles/{address}")
        assert page.status_code == 200, address
    assert "دي ميستورا" in desk.get("/admin/articles/preferredform/?q=ديمستورا").content.decode()


def test_the_form_with_its_column_costs_few_queries(
    desk: Client, story: Article, make_story: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(5):
        RelatedLink.objects.create(article=story, target=make_story(f"آخر {number}"))
        DictionaryWord.objects.create(word=f"كلمة{number}")
    with django_assert_max_num_queries(20):
        assert desk.get(change_url(story)).status_code == 200
    with django_assert_max_num_queries(20):
        assert desk.get(f"{ADDRESS}add/").status_code == 200


def test_stories_to_link_to_are_published_and_visible_and_embeds_are_of_known_hosts(
    desk: Client, reporter: User, make_story: Any
) -> None:
    live = make_story("حديقة عامة", status="published", published_at=NOVEMBER)
    make_story("حديقة لم تنشر")
    told = ask(desk, "stories", {"term": "الحديقه"})
    assert [row["address"] for row in told["stories"]] == [live.get_absolute_url()]
    for term in ("", "\x00", "؟", '"(*', "ا" * 5000):
        assert ask(desk, "stories", {"term": term})["stories"] == []
    assert ask(desk, "embed", {"address": "https://youtu.be/dQw4w9WgXcQ"})["host"] == "YouTube"
    assert "YouTube" in ask(desk, "embed", {"address": "https://example.org/"}, 400)["error"]
    reporter.user_permissions.set(Permission.objects.filter(codename="view_article"))
    desk.force_login(User.objects.get(pk=reporter.pk))
    ask(desk, "stories", {"term": "حديقة"}, 403)
    ask(desk, "embed", {"address": "https://youtu.be/dQw4w9WgXcQ"}, 403)
