"""Arranging the front pages at the desk, form by form: what is pressed, what comes of it, who may."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from articles.fronts import keeping
from articles.fronts.layout import BlockPlan, Kind, Layout, Place, Shape, Spot
from articles.models import Arrangement, Article, Section, SectionEditor, Tag
from tests.admin.conftest import form_fields
from tests.public.stories import picture, section, story

HOME = "/admin/articles/arrangement/front/home/"
PART = {"X-Newsroom-Part": "board"}


@pytest.fixture
def stories(db: None) -> list[Article]:
    """Sixteen published stories, the newest first, in two sections of the navigation."""
    image, places = picture(), [section("سياسة"), section("رياضة")]
    return [story(f"خبر {number}", hours_ago=number + 1, section=places[number % 2], image=image) for number in range(16)]


def fields_of(html: str) -> dict[str, Any]:
    fields = form_fields(html, "nr-front")
    fields.pop("csrfmiddlewaretoken", None)
    return fields


def opened(client: Client, address: str = HOME) -> dict[str, Any]:
    page = client.get(address)
    assert page.status_code == 200
    return fields_of(page.content.decode())


def press(client: Client, fields: dict[str, Any], do: str, address: str = HOME, **more: Any) -> tuple[dict[str, Any], str]:
    """Press a button of the page's form; the fields and the page that come back."""
    answer = client.post(address, {**fields, "do": do, **more}, follow=True)
    assert answer.status_code == 200
    html = answer.content.decode()
    return fields_of(html), html


def said(html: str) -> str:
    found = re.search(r"data-nr-said[^>]*>([^<]*)</div>", html)
    return found[1] if found else ""


def live() -> Layout:
    layout = keeping.live_layout(None)
    assert layout is not None
    return layout


def test_the_page_starts_from_what_readers_see(desk: Client, stories: list[Article]) -> None:
    html = desk.get(HOME).content.decode()
    assert "ترتيب الصفحة الأولى" in html
    assert "لم يرتب أحد هذه الصفحة بعد" in html
    assert html.index(stories[0].headline) < html.index(stories[1].headline)
    fields = opened(desk)
    assert fields["b0-kind"] == Kind.SECTION
    assert fields["top-0-story"] == ""


def test_a_story_is_picked_put_pinned_and_published_without_scripts(desk: Client, stories: list[Article]) -> None:
    fields, html = press(desk, opened(desk), "put", hand=str(stories[9].pk), place="top-0")
    assert said(html) == "وُضعت «خبر 9» في: المادة الرئيسية."
    assert fields["top-0-story"] == str(stories[9].pk)
    assert Arrangement.objects.count() == 0
    until = timezone.localtime(timezone.now() + timedelta(hours=6)).replace(second=0, microsecond=0)
    fields |= {"top-0-until": until.strftime("%Y-%m-%dT%H:%M"), "top-0-headline": "عنوان خاص"}
    _fields, html = press(desk, fields, "publish", note="صباحاً")
    assert "نُشر «الترتيب 1»: يراه القراء الآن." in html
    assert live().top[0] == Spot(stories[9].pk, until, "عنوان خاص")
    made = Arrangement.objects.get()
    assert (made.number, made.note, made.created_by.username) == (1, "صباحاً", "chief")  # type: ignore[union-attr]
    cache.clear()
    assert ">عنوان خاص</a></h2>" in Client().get("/").content.decode()


def test_stories_move_up_down_and_away(desk: Client, stories: list[Article]) -> None:
    fields = opened(desk)
    for number, place in ((9, "top-0"), (10, "top-1")):
        fields, _html = press(desk, fields, f"drop:{stories[number].pk}:{place}")
    fields, html = press(desk, fields, "down:top-0")
    assert [fields[f"top-{n}-story"] for n in range(3)] == [str(stories[10].pk), str(stories[9].pk), ""]
    assert 'data-nr-focus="down-top-1"' in html
    fields, html = press(desk, fields, "clear:top-0")
    assert fields["top-0-story"] == ""
    assert said(html) == "أُزيلت من: المادة الرئيسية. ويظهر هناك الآن أحدث الأخبار."
    fields, html = press(desk, fields, f"drop:{stories[9].pk}:b0-1")
    assert (fields["top-1-story"], fields["b0-1-story"]) == ("", str(stories[9].pk))


def test_who_falls_off_the_end_is_told(desk: Client, stories: list[Article]) -> None:
    fields = opened(desk)
    for number in range(4):
        fields, _html = press(desk, fields, f"drop:{stories[number].pk}:top-{number}")
    fields, html = press(desk, fields, f"drop:{stories[9].pk}:top-0")
    assert said(html) == "وُضعت «خبر 9» في: المادة الرئيسية. وخرجت «خبر 3» من مواضع الصفحة."


def test_blocks_are_added_moved_shaped_and_taken_away(desk: Client, stories: list[Article]) -> None:
    Tag.objects.create(name="القمة العربية")
    fields = opened(desk)
    count = int(fields["blocks"])
    more = {"new-kind": "topic", "new-topic": "القمه العربيه", "new-title": "القمة"}
    fields, html = press(desk, fields, "block-add", **more)
    assert said(html) == "أُضيفت كتلة «القمة» في آخر الصفحة."
    assert fields[f"b{count}-tag"] == str(Tag.objects.get().pk)
    fields, _html = press(desk, fields, f"block-drop:{count}:0")
    assert (fields["b0-kind"], fields["b0-title"]) == ("topic", "القمة")
    fields, _html = press(desk, fields | {"b0-shape": "split", "b0-count": "6"}, "refresh")
    assert fields["b0-size"] == "6"
    fields, _html = press(desk, fields, "block-down:0")
    assert fields["b1-shape"] == "split"
    fields, _html = press(desk, fields, "block-remove:1")
    assert int(fields["blocks"]) == count


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"new-kind": ""}, "اختر ما تعرضه الكتلة."),
        ({"new-kind": "topic", "new-topic": "ما ليس موجوداً"}, "لا موضوع بهذا الاسم."),
        ({"new-kind": "section", "new-section": "999999"}, "اختر قسم الكتلة."),
        ({"new-kind": "chosen"}, "لا بد لكتلة المواد المختارة من عنوان."),
        ({"new-kind": "opinion"}, "هذه الكتلة في الصفحة أصلاً."),
    ],
)
def test_a_block_that_can_t_be_added_is_told_why(desk: Client, stories: list[Article], more: Any, told: str) -> None:
    _fields, html = press(desk, opened(desk), "block-add", **more)
    assert said(html) == told


def test_drafts_and_scheduled_arrangements_wait(desk: Client, stories: list[Article]) -> None:
    fields, _html = press(desk, opened(desk), f"drop:{stories[9].pk}:top-0")
    fields, html = press(desk, fields, "draft")
    assert "حُفظ «الترتيب 1» مسودةً لا يراها القراء." in html
    assert fields["top-0-story"] == str(stories[9].pk)
    at = timezone.localtime(timezone.now() + timedelta(hours=3)).strftime("%Y-%m-%dT%H:%M")
    _fields, html = press(desk, fields, "schedule", at=at)
    assert "يظهر «الترتيب 2» للقراء تلقائياً" in html
    assert keeping.live_layout(None) is None
    waiting = Arrangement.objects.get(number=2)
    answer = desk.post(f"/admin/articles/arrangement/{waiting.pk}/call-off/", follow=True)
    assert "أُلغي موعد «الترتيب 2»، وعاد مسودة." in answer.content.decode()


@pytest.mark.parametrize("at", ["", "2001-01-01T10:00", "غداً", "2026-13-40T99:99"])
def test_a_time_that_is_none_or_past_saves_nothing_and_loses_nothing(desk: Client, stories: list[Article], at: str) -> None:
    fields, _html = press(desk, opened(desk), f"drop:{stories[9].pk}:top-0")
    fields, html = press(desk, fields, "schedule", at=at, note="للمساء")
    assert "اكتب موعد النشر" in said(html)
    assert (fields["top-0-story"], fields["note"]) == (str(stories[9].pk), "للمساء")
    assert Arrangement.objects.count() == 0


def test_a_wrong_field_is_marked_and_nothing_is_lost(desk: Client, stories: list[Article]) -> None:
    fields, _html = press(desk, opened(desk), f"drop:{stories[9].pk}:top-0")
    fields |= {"top-0-until": "بعد قليل", "b0-count": "99"}
    fields, html = press(desk, fields, "publish")
    assert "أصلح المعلَّم منها أولاً" in said(html)
    assert html.count('class="errorlist"') == 2
    assert (fields["top-0-story"], fields["top-0-until"], fields["b0-count"]) == (str(stories[9].pk), "بعد قليل", "99")
    assert Arrangement.objects.count() == 0


def test_of_two_editors_the_second_is_shown_both_and_decides(desk: Client, stories: list[Article]) -> None:
    mine, _html = press(desk, opened(desk), f"drop:{stories[9].pk}:top-0")
    theirs, _html = press(desk, opened(desk), f"drop:{stories[12].pk}:top-0")
    press(desk, theirs, "publish", note="عاجل")
    mine, html = press(desk, mine, "publish")
    assert "لم يُحفظ: رتّب زميل لك هذه الصفحة" in said(html)
    conflict = html[html.index('id="nr-conflict"') : html.index("</section>", html.index('id="nr-conflict"'))]
    for words in ("سلمى الحسن", "عاجل", "خبر 12", "خبر 9", "المادة الرئيسية"):
        assert words in conflict
    assert live().top[0] == Spot(stories[12].pk)
    assert mine["top-0-story"] == str(stories[9].pk)
    mine, _html = press(desk, mine, "mine")
    press(desk, mine, "publish")
    assert live().top[0] == Spot(stories[9].pk)
    assert Arrangement.objects.count() == 2


def test_history_tells_who_and_when_compares_and_restores(desk: Client, stories: list[Article], chief: User) -> None:
    for number, note in ((3, "الأول"), (4, "الثاني")):
        layout = Layout((Spot(stories[number].pk), None, None, None), (BlockPlan(Kind.MORE),))
        keeping.publish_now(layout, section=None, after=keeping.newest_number(None), by=chief, note=note)
    html = desk.get(f"{HOME}history/").content.decode()
    for words in ("سلمى الحسن", "الأول", "الثاني", "ظاهر للقراء"):
        assert words in html
    old = Arrangement.objects.get(number=1)
    compared = desk.get(f"/admin/articles/arrangement/{old.pk}/compare/").content.decode()
    assert "خبر 3" in compared
    assert "خبر 4" in compared
    answer = desk.post(f"/admin/articles/arrangement/{old.pk}/restore/", {"base": "1"}, follow=True)
    assert "راجعها قبل أن تستعيد" in answer.content.decode()
    desk.post(f"/admin/articles/arrangement/{old.pk}/restore/", {"base": "2"})
    assert live().top[0] == Spot(stories[3].pk)
    assert Arrangement.objects.get(number=3).note == "استعادة: الترتيب 1"


def test_an_old_arrangement_is_opened_and_published_anew(desk: Client, stories: list[Article], chief: User) -> None:
    for number in (3, 4):
        layout = Layout((Spot(stories[number].pk), None, None, None), (BlockPlan(Kind.MORE),))
        keeping.publish_now(layout, section=None, after=keeping.newest_number(None), by=chief)
    fields = opened(desk, f"{HOME}?from=1")
    assert fields["top-0-story"] == str(stories[3].pk)
    press(desk, fields, "publish")
    assert live().top[0] == Spot(stories[3].pk)


def test_stories_are_found_by_the_readers_search_and_only_those_that_can_stand(desk: Client, stories: list[Article]) -> None:
    story("قمة المناخ تنعقد", hours_ago=-5)
    story("مسودة عن القمة", status=Article.Status.DRAFT)
    story("مسحوب عن القمة", status=Article.Status.WITHDRAWN)
    answer = desk.post(HOME, {**opened(desk), "q": "القمة", "do": "find"}, headers=PART)
    html = answer.content.decode()
    tray = html[html.index("nr-candidates") :]
    assert "قمة المناخ تنعقد" in tray
    assert "مجدول" in tray
    assert "مسودة عن" not in tray
    assert "مسحوب عن" not in tray
    assert "<html" not in html


def test_a_draft_can_t_be_put_on_the_page(desk: Client, stories: list[Article]) -> None:
    draft = story("مسودة سرية", status=Article.Status.DRAFT)
    fields, html = press(desk, opened(desk), f"drop:{draft.pk}:top-0")
    assert said(html) == "لا توضع في الصفحة إلا المواد المنشورة أو المجدولة."
    assert fields["top-0-story"] == ""


def test_a_story_s_page_leads_here_with_the_story_in_hand(desk: Client, stories: list[Article]) -> None:
    html = desk.get(f"/admin/articles/article/{stories[5].pk}/change/").content.decode()
    address = f"{HOME}?story={stories[5].pk}"
    assert f'href="{address}"' in html
    assert opened(desk, address)["hand"] in (str(stories[5].pk), [str(stories[5].pk)] * 2)


def test_a_section_s_front_has_its_own_page(desk: Client, stories: list[Article]) -> None:
    sport = Section.objects.get(name="رياضة")
    address = f"/admin/articles/arrangement/front/{sport.pk}/"
    fields, _html = press(desk, opened(desk, address), f"drop:{stories[0].pk}:top-0", address)
    _fields, html = press(desk, fields, "block-add", address, **{"new-kind": "opinion"})
    assert said(html) == "اختر ما تعرضه الكتلة."
    press(desk, fields, "publish", address)
    layout = keeping.live_layout(sport)
    assert layout is not None
    assert layout.top == (Spot(stories[0].pk), None, None)
    assert keeping.live_layout(None) is None


# Previews


def test_the_preview_shows_what_is_in_the_form_to_editors_alone(desk: Client, stories: list[Article]) -> None:
    fields, _html = press(desk, opened(desk), f"drop:{stories[9].pk}:top-0")
    fields["top-0-headline"] = "عنوان لم يُحفظ"
    page = desk.post("/preview/front/", fields)
    html = page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert "noindex" in page["X-Robots-Tag"]
    assert ">عنوان لم يُحفظ</a></h2>" in html
    assert "هكذا يرى القراء الصفحة لو نُشر هذا الترتيب الآن." in html
    assert Arrangement.objects.count() == 0
    assert "عنوان لم يُحفظ" not in Client().get("/").content.decode()


def test_a_kept_arrangement_is_previewed_by_its_number(desk: Client, stories: list[Article], chief: User) -> None:
    sport = Section.objects.get(name="رياضة")
    layout = Layout((Spot(stories[9].pk, headline="في واجهة الرياضة"), None, None))
    keeping.save(layout, section=sport, after=0, by=chief)
    html = desk.get(f"/preview/front/{sport.pk}/?arrangement=1").content.decode()
    assert ">في واجهة الرياضة</a></h2>" in html
    assert desk.get(f"/preview/front/{sport.pk}/?arrangement=7").status_code == 404


# Who may


def test_every_door_is_shut_for_those_who_may_not(client: Client, reporter: User, stories: list[Article]) -> None:
    kept = keeping.publish_now(Layout.empty(home=True), section=None, after=0, by=None)
    client.force_login(reporter)
    sport = Section.objects.get(name="رياضة")
    base = "/admin/articles/arrangement"
    doors = ["/", "/front/home/", f"/front/{sport.pk}/", "/front/home/history/", f"/{kept.pk}/compare/"]
    for address in [*(base + door for door in doors), "/preview/front/", f"/preview/front/{sport.pk}/"]:
        assert client.get(address).status_code == 403, address
    for address in (HOME, f"{base}/{kept.pk}/restore/", f"{base}/{kept.pk}/call-off/", "/preview/front/"):
        assert client.post(address, {"do": "publish", "base": "1"}).status_code == 403, address
    assert Arrangement.objects.count() == 1
    assert base not in client.get("/admin/").content.decode()


def test_a_section_s_editors_arrange_its_front_and_no_other(client: Client, editor: User, stories: list[Article]) -> None:
    sport, politics = Section.objects.get(name="رياضة"), Section.objects.get(name="سياسة")
    editor.user_permissions.remove(Permission.objects.get(codename="all_sections"))
    SectionEditor.objects.create(user=editor, section=sport)
    client.force_login(editor)
    address = f"/admin/articles/arrangement/front/{sport.pk}/"
    assert client.get("/admin/articles/arrangement/")["Location"] == address
    for shut in (
        HOME,
        f"/admin/articles/arrangement/front/{politics.pk}/",
        f"/preview/front/{politics.pk}/",
        "/preview/front/",
    ):
        assert client.get(shut).status_code == 403, shut
    fields, _html = press(client, opened(client, address), f"drop:{stories[0].pk}:top-0", address)
    press(client, fields, "publish", address)
    layout = keeping.live_layout(sport)
    assert layout is not None
    assert layout.top[0] == Spot(stories[0].pk)
    assert "?story=" not in client.get(f"/admin/articles/article/{stories[1].pk}/change/").content.decode()


def test_nobody_learns_here_of_stories_that_are_not_theirs_to_see(client: Client, editor: User, stories: list[Article]) -> None:
    sport, politics = Section.objects.get(name="رياضة"), Section.objects.get(name="سياسة")
    later = story("تعيين وزير جديد", hours_ago=-5, section=politics)
    editor.user_permissions.remove(Permission.objects.get(codename="all_sections"))
    SectionEditor.objects.create(user=editor, section=sport)
    client.force_login(editor)
    address = f"/admin/articles/arrangement/front/{sport.pk}/"
    fields = opened(client, address)
    for do, more in (
        ("find", {"q": "وزير"}),
        (f"drop:{later.pk}:top-0", {}),
        ("put:top-0", {"hand": str(later.pk)}),
        ("refresh", {"top-0-story": str(later.pk)}),
    ):
        _fields, html = press(client, fields | more, do, address)
        assert later.headline not in html, do


def test_visitors_are_sent_to_the_sign_in_page(client: Client, stories: list[Article]) -> None:
    for address in (HOME, f"{HOME}history/", "/preview/front/"):
        answer = client.get(address)
        assert answer.status_code == 302
        assert "/admin/login/" in answer["Location"]


def test_the_right_alone_is_enough(client: Client, editor: User, stories: list[Article]) -> None:
    editor.user_permissions.add(Permission.objects.get(codename="arrange_front"))
    client.force_login(editor)
    assert 'href="/admin/articles/arrangement/"' in client.get("/admin/").content.decode()
    fields, _html = press(client, opened(client), f"drop:{stories[9].pk}:top-0")
    press(client, fields, "publish")
    assert live().top[0] == Spot(stories[9].pk)


# What is hostile, and what it costs


@pytest.mark.parametrize(
    "do",
    [
        *("", "x", "put", "put:", "put:top-99", "up:", "up:b9-9", "down:top-0", "clear:top-0"),
        *("drop:999999999:top-0", "drop::", "drop:9999999999999999999999:top-0"),
        *("block-up:", "block-up:-1", "block-up:999", "block-drop:1", "block-drop:0:99", "block-remove:x"),
    ],
)
def test_unknown_moves_change_nothing(desk: Client, stories: list[Article], do: str) -> None:
    fields = opened(desk)
    after, _html = press(desk, fields, do)
    assert after == fields


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"blocks": "999999", "base": "x"},
        {"blocks": "1", "b0-kind": "top", "b0-size": "4"},
        {"blocks": "1", "b0-kind": "section", "b0-section": "99999999", "b0-size": "2"},
        {"blocks": "1", "b0-kind": "topic", "b0-tag": "9" * 30},
        {"top-0-story": "9" * 40, "hand": "9" * 5000},
        {"top-0-story": "1\x00", "q": "\x00", "note": "ن" * 5000},
        {"top-0-story": "999999", "q": "x" * 9000},
    ],
)
@pytest.mark.parametrize("do", ["publish", "refresh", "put:top-0"])
def test_hostile_forms_do_no_harm(desk: Client, stories: list[Article], fields: dict[str, str], do: str) -> None:
    answer = desk.post(HOME, {**fields, "do": do}, follow=True)
    assert answer.status_code == 200
    for address in ("/", HOME, f"{HOME}history/"):
        assert desk.get(address).status_code == 200


def test_a_story_sent_twice_stands_once(desk: Client, stories: list[Article]) -> None:
    fields = opened(desk) | {"top-0-story": str(stories[9].pk), "top-2-story": str(stories[9].pk)}
    press(desk, fields, "publish")
    assert live().spots() == [Spot(stories[9].pk)]


@pytest.mark.parametrize("address", ["front/nothing/", "front/0/", f"front/{'9' * 40}/", "front/٣/", "front/home/?from=99"])
def test_fronts_that_are_not_there_are_not_found(desk: Client, stories: list[Article], address: str) -> None:
    assert desk.get(f"/admin/articles/arrangement/{address}").status_code == 404


def test_it_costs_the_same_for_few_and_many(desk: Client, django_assert_max_num_queries: Any) -> None:
    sections = [section(f"قسم {number}") for number in range(4)]
    Tag.objects.create(name="موضوع")
    stories: list[Article] = []
    for count in (12, 60):
        image = picture()
        for number in range(count):
            place = sections[number % 4]
            stories.append(story(f"خبر {number} من {count}", hours_ago=number, section=place, image=image, tags=["موضوع"]))
        blocks = tuple(BlockPlan(Kind.SECTION, section=one.pk, shape=Shape.SPLIT) for one in sections)
        blocks += (BlockPlan(Kind.TOPIC, tag=Tag.objects.get().pk), BlockPlan(Kind.CHOSEN, title="ملف"))
        layout = Layout(tuple(Spot(one.pk) for one in stories[:4]), blocks)
        layout, _fell = layout.put(Spot(stories[6].pk), Place(5, 0))
        keeping.publish_now(layout, section=None, after=keeping.newest_number(None), by=None)
        fields = opened(desk)
        for address in (HOME, f"{HOME}history/", f"/admin/articles/arrangement/{Arrangement.objects.first().pk}/compare/"):  # type: ignore[union-attr]
            with django_assert_max_num_queries(20):
                desk.get(address)
        with django_assert_max_num_queries(20):
            desk.post(HOME, {**fields, "q": "خبر من", "do": f"drop:{stories[5].pk}:b0-0"}, headers=PART)
