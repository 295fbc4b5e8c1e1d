"""The story's form: what it takes, what it refuses and how it says so, and two editors in one story."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Author, Correction, Image, RelatedLink, Section

from .conftest import change_url


def save(client: Client, story: Article, fields: dict[str, Any]) -> Any:
    return client.post(change_url(story), {**fields, "_continue": "1"}, follow=True)


def test_all_of_a_story_can_be_written(
    desk: Client, story: Article, opened: Any, image: Image, author: Author, make_story: Any
) -> None:
    local = Section.objects.create(name="محليات", parent=story.section)
    other = make_story("خبر متعلق")
    fields = opened(story) | {
        "kicker": "ثقافة",
        "headline": "المكتبة   تعود",
        "standfirst": "جملة كاملة.",
        "body": "<p>نص <strong>عريض</strong>.</p><h2>عنوان</h2><ul><li>بند</li></ul>",
        "image": image.pk,
        "image_caption": "أمام الباب",
        "section": local.pk,
        "further_sections": [story.section_id],
        "tags": "الثقافة، المكتبات العامة",
        "genre": "report",
        "source_name": "وكالة",
        "source_url": "https://example.org/a",
        "bylines-TOTAL_FORMS": "1",
        "bylines-0-author": author.pk,
        "bylines-0-order": "",
        "related_links-TOTAL_FORMS": "2",
        "related_links-0-target": other.pk,
        "related_links-0-order": "2",
        "related_links-1-url": "https://example.org/b",
        "related_links-1-title": "مصدر خارجي",
        "related_links-1-order": "1",
        "corrections-TOTAL_FORMS": "1",
        "corrections-0-kind": "correction",
        "corrections-0-date": "2026-11-20T10:00",
        "corrections-0-note": "كان الاسم خطأ.",
    }
    answer = save(desk, story, fields)
    assert "حُفظت التعديلات" in answer.content.decode(), answer.context["errors"]
    story.refresh_from_db()
    assert story.headline == "المكتبة تعود"
    assert story.body == "<p>نص <strong>عريض</strong>.</p><h2>عنوان</h2><ul><li>بند</li></ul>"
    assert (story.section, story.image, story.genre) == (local, image, "report")
    assert list(story.further_sections.all()) == [local.parent]
    assert {tag.name for tag in story.tags.all()} == {"الثقافة", "المكتبات العامة"}
    assert story.byline_authors == [author]
    links = RelatedLink.objects.filter(article=story)
    assert [link.title or link.target.headline for link in links] == ["مصدر خارجي", "خبر متعلق"]  # type: ignore[union-attr]
    assert Correction.objects.get(article=story).note == "كان الاسم خطأ."


def test_a_script_in_the_body_is_cleaned_away(desk: Client, story: Article, opened: Any) -> None:
    save(desk, story, {**opened(story), "body": '<p onclick="x()">نص<script>alert(1)</script></p><iframe src="x"></iframe>'})
    story.refresh_from_db()
    assert story.body == "<p>نص</p>"


def test_the_slug_keeps_arabic_letters_and_is_made_from_the_headline(desk: Client, story: Article, opened: Any) -> None:
    save(desk, story, {**opened(story), "headline": "أسعار القمح في 2026", "slug": ""})
    story.refresh_from_db()
    assert story.slug == "أسعار-القمح-في-2026"


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("slug", "!!! ...", "فيه حرف أو رقم على الأقل"),
        ("slug", "😀😀", "فيه حرف أو رقم على الأقل"),
        ("headline", "ع" * 5000, "لا يزيد هذا النص على 300 حرف"),
        ("headline", " \u200f ", "اكتب عنوانا للمادة"),
        ("headline", "", "هذا الحقل مطلوب"),
        ("headline", "خبر\x00", "حرف خفي لا يُقبل"),
        ("tags", "سوريا، !!!", "لا يصلح موضوعا"),
        ("tags", "س" * 101, "لا يزيد الموضوع على 100 حرف"),
        ("source_url", "javascript:alert(1)", "أدخِل رابطًا صحيحًا"),
        ("section", "999999", "اختر من الموجود"),
        ("image", "999999", "اختر من الموجود"),
        ("published_at", "أمس", "اكتب تاريخا ووقتا صحيحين"),
        ("further_sections", "999999", "اختر من الموجود"),
    ],
)
def test_bad_input_is_refused_in_arabic_and_nothing_is_saved(
    desk: Client, story: Article, opened: Any, field: str, value: str, told: str
) -> None:
    answer = save(desk, story, {**opened(story), "kicker": "لا يُحفظ", field: value})
    assert answer.status_code == 200
    assert told in answer.content.decode(), answer.context["adminform"].form.errors.as_text()
    story.refresh_from_db()
    assert story.kicker == ""


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([{"target": "self"}], "لا تتعلق المادة بنفسها"),
        ([{"target": "other"}, {"target": "other"}], "هذه المادة بين الأخبار المتعلقة من قبل"),
        ([{"url": "https://example.org/x"}], "اكتب عنوانا للرابط الخارجي"),
        ([{}], ""),
    ],
)
def test_related_links_keep_their_rules(
    desk: Client, story: Article, opened: Any, make_story: Any, rows: list[dict[str, str]], told: str
) -> None:
    keys = {"self": str(story.pk), "other": str(make_story("خبر آخر").pk)}
    fields = opened(story) | {"related_links-TOTAL_FORMS": str(len(rows))}
    for number, row in enumerate(rows):
        fields |= {f"related_links-{number}-{name}": keys.get(value, value) for name, value in row.items()}
        fields[f"related_links-{number}-order"] = str(number + 1)
    answer = save(desk, story, fields)
    assert answer.status_code == 200
    assert RelatedLink.objects.filter(article=story).count() == 0
    if told:
        assert told in answer.content.decode()


def test_links_may_exchange_their_targets_and_take_what_another_gives_up(
    desk: Client, story: Article, opened: Any, make_story: Any
) -> None:
    one, two, three = (make_story(f"خبر {number}") for number in range(3))
    for number, target in enumerate((one, two, three)):
        RelatedLink.objects.create(article=story, target=target, order=number + 1)
    save(desk, story, opened(story) | {
        "related_links-0-target": two.pk, "related_links-1-target": one.pk, "related_links-2-order": "0",
    })  # fmt: skip
    assert [link.target for link in RelatedLink.objects.filter(article=story)] == [three, two, one]
    fields = opened(story) | {"related_links-0-target": one.pk, "related_links-2-DELETE": "on"}
    save(desk, story, fields)
    assert [link.target for link in RelatedLink.objects.filter(article=story)] == [one, two]


def test_an_author_stands_once_in_a_byline(desk: Client, story: Article, opened: Any, author: Author) -> None:
    fields = opened(story) | {"bylines-TOTAL_FORMS": "2", "bylines-0-author": author.pk, "bylines-1-author": author.pk}
    answer = save(desk, story, fields)
    assert answer.status_code == 200 and not story.bylines.exists()  # type: ignore[attr-defined]
    assert answer.context["errors"]


def test_the_second_of_two_editors_is_shown_both_texts(
    desk: Client, story: Article, opened: Any, editor: User, client: Client
) -> None:
    mine = opened(story)
    other = Client()
    other.force_login(editor)
    save(other, story, {**opened(story, other), "headline": "عنوان رامي", "body": "<p>نص رامي.</p>"})
    answer = save(desk, story, {**mine, "headline": "عنوان سلمى", "body": "<p>نص سلمى.</p>"})
    page = answer.content.decode()
    story.refresh_from_db()
    assert story.headline == "عنوان رامي"
    assert "حفظ محرر آخر هذه المادة بعد أن فتحتها" in page
    assert "ما حفظه رامي دياب بعدك" in page
    for text in ("عنوان رامي", "عنوان سلمى", "نص رامي.", "نص سلمى."):
        assert text in page, text


def test_having_seen_the_newer_version_one_may_save_over_it(desk: Client, story: Article, opened: Any) -> None:
    mine = {**opened(story), "headline": "عنوان سلمى"}
    Article.objects.get(pk=story.pk).save()
    refused = save(desk, story, mine)
    seen = refused.context["stale"]["version"]
    Article.objects.get(pk=story.pk).save()
    assert save(desk, story, {**mine, "overwrite": seen}).context["stale"], "a third version has come meanwhile"
    save(desk, story, {**mine, "overwrite": refused.context["adminform"].form.current_version})
    newest = Article.objects.get(pk=story.pk).modified_at.isoformat()
    save(desk, story, {**mine, "overwrite": newest})
    story.refresh_from_db()
    assert story.headline == "عنوان سلمى"


def test_a_move_between_opening_and_saving_counts_as_a_newer_version(desk: Client, story: Article, opened: Any) -> None:
    mine = {**opened(story), "headline": "عنوان سلمى"}
    Article.objects.filter(pk=story.pk).first().save()  # type: ignore[union-attr]
    answer = desk.post(change_url(story), {**mine, "_move": "publish"})
    story.refresh_from_db()
    assert answer.status_code == 200 and story.status == "draft"


def test_a_popup_adds_a_section_beside_the_form(desk: Client, story: Article) -> None:
    answer = desk.post("/admin/articles/section/add/?_popup=1", {"name": "بيئة", "order": "0", "_popup": "1"})
    assert answer.status_code == 200
    assert "data-popup-response" in answer.content.decode()


def test_the_form_costs_as_many_queries_with_ten_links_as_with_one(
    desk: Client, story: Article, make_story: Any, image: Image
) -> None:
    story.image = image
    story.save()

    def fill(count: int) -> None:
        start = story.related_links.count()  # type: ignore[attr-defined]
        for number in range(start, start + count):
            RelatedLink.objects.create(article=story, target=make_story(f"متعلق {number}"), order=number)
            story.bylines.create(author=Author.objects.create(name=f"كاتب {number}"), order=number)  # type: ignore[attr-defined]

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(change_url(story)).status_code == 200
        return len(queries)

    fill(1)
    desk.get(change_url(story))
    few = cost()
    fill(9)
    assert cost() == few
    assert few <= 20


def test_autocomplete_tells_stories_of_one_headline_apart(desk: Client, make_story: Any) -> None:
    make_story("حفل الختام", section=None)
    make_story("حفل الختام", status="published")
    answer = desk.get("/admin/autocomplete/", {
        "app_label": "articles", "model_name": "relatedlink", "field_name": "target", "term": "حَفْل",
    })  # fmt: skip
    texts = {row["text"] for row in answer.json()["results"]}
    assert texts == {"حفل الختام (مسودة)", "حفل الختام (أخبار، منشور)"}


def test_topics_are_suggested_in_any_spelling(desk: Client, story: Article) -> None:
    story.tags.set(["الأمم المتحدة"])
    answer = desk.get("/admin/autocomplete/", {
        "app_label": "articles", "model_name": "taggedarticle", "field_name": "tag", "term": "الامم",
    })  # fmt: skip
    assert [row["text"] for row in answer.json()["results"]] == ["الأمم المتحدة"]


@pytest.mark.parametrize("key", ["x", "99999999999999999999999", "-1", "٣", "1 OR 1=1"])
def test_what_is_no_key_is_refused_wherever_one_is_chosen(desk: Client, story: Article, opened: Any, key: str) -> None:
    fields = opened(story) | {"image": key, "bylines-TOTAL_FORMS": "1", "bylines-0-author": key, "bylines-0-order": "1"}
    fields |= {"related_links-TOTAL_FORMS": "1", "related_links-0-target": key, "related_links-0-order": "1"}
    answer = desk.post(change_url(story), fields)
    assert answer.status_code == 200 and "image" in answer.context["adminform"].form.errors
