"""Ghost, ninjs, JSON Feed, WordPress's REST API: what they tell comes, what is no story is counted."""
# ruff: noqa: E501 (samples stand as systems write them)

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from articles.importing.cleaning import clean_body
from articles.importing.readers import ghost, json_feed, ninjs, recognise, wp_json
from articles.importing.story import Picture
from tests.importing.reading import items, reason, stories


def dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


POSTS = [
    {
        "id": "p1", "uuid": "u-1", "title": "عنوان", "slug": "one", "html": '<p><a href="__GHOST_URL__/two/">ب</a></p>', "type": "post",
        "status": "published", "visibility": "public", "feature_image": "__GHOST_URL__/content/images/a.jpg", "lexical": None,
        "custom_excerpt": "خلاصة.", "published_at": "2026-11-24T09:30:00.000Z", "updated_at": "2026-11-25T09:30:00.000Z",
    },
    {"id": "p2", "title": "مسودة", "slug": "two", "status": "draft", "type": "post", "published_at": "2026-01-01T00:00:00Z"},
    {"id": "p3", "title": "لأعضاء", "slug": "three", "status": "published", "visibility": "paid", "type": "post", "html": "<p>أ</p>"},
    {"id": "p4", "title": "صفحة", "slug": "about", "status": "published", "type": "page"},
]  # fmt: skip
GHOST = {
    "db": [
        {
            "data": {
                "posts": POSTS,
                "posts_meta": [{"post_id": "p1", "feature_image_alt": "جسر", "feature_image_caption": "<b>شرح</b>"}],
                "tags": [{"id": "t1", "name": "موانئ"}, {"id": "t2", "name": "#داخلي"}, {"id": "t3", "name": "بيئة"}],
                "posts_tags": [
                    {"post_id": "p1", "tag_id": "t1", "sort_order": 1},
                    {"post_id": "p1", "tag_id": "t2", "sort_order": 0},
                    {"post_id": "p1", "tag_id": "t3", "sort_order": 0},
                ],
                "users": [{"id": "a1", "name": "سلمى"}],
                "posts_authors": [{"post_id": "p1", "author_id": "a1", "sort_order": 0}],
            }
        }
    ]
}


def test_a_ghost_export() -> None:
    first, draft, paid = stories(ghost, dump(GHOST))
    assert recognise(dump(GHOST).encode(), "x") is ghost
    assert (first.headline, first.slug, first.external_id, first.standfirst) == ("عنوان", "one", "ghost:u-1", "خلاصة.")
    assert (first.tags, first.authors) == (("بيئة", "موانئ"), ("سلمى",))
    assert first.image == Picture(path="content/images/a.jpg", alt="جسر", caption="شرح")
    assert first.body == '<p><a href="/two/">ب</a></p>'
    assert first.old_addresses == ("/one/",)
    assert (first.status, first.published_at) == ("published", datetime(2026, 11, 24, 9, 30, tzinfo=UTC))
    assert first.warnings == ("left out: pages 1",)
    assert (draft.status, draft.published_at) == ("draft", None)
    assert (paid.status, paid.warnings) == ("draft", ("it was for paid only: taken as a draft",))
    assert len(stories(ghost, dump(GHOST), pages=True)) == 4


def test_ghosts_own_trees_become_html() -> None:
    text = {"type": "extended-text", "text": "أ<b", "format": 3}
    lexical = {
        "root": {
            "children": [
                {"type": "extended-heading", "tag": "h2", "children": [{"type": "text", "text": "ع"}]},
                {
                    "type": "paragraph",
                    "children": [text, {"type": "link", "url": "https://x.org", "children": [{"type": "text", "text": "ر"}]}],
                },
                {"type": "image", "src": "https://x.org/a.jpg", "alt": "ج", "caption": "ش"},
                {"type": "list", "tag": "ul", "children": [{"type": "listitem", "children": [{"type": "text", "text": "ب"}]}]},
            ]
        }
    }
    mobiledoc = {
        "atoms": [["soft-return", "", {}]],
        "cards": [["image", {"src": "https://x.org/a.jpg", "caption": "ش"}]],
        "markups": [["strong"], ["a", ["href", "https://x.org"]]],
        "sections": [
            [1, "p", [[0, [0], 0, "أ "], [0, [1], 2, "ر"], [1, [], 0, 0], [0, [], 0, "ب"]]],
            [10, 0],
            [3, "ul", [[[0, [], 0, "ج"]]]],
        ],
    }
    posts = [{"title": "1", "lexical": dump(lexical), "slug": "a"}, {"title": "2", "mobiledoc": dump(mobiledoc), "slug": "b"}]
    one, two = stories(ghost, dump({"data": {"posts": posts}}))
    assert clean_body(one.body)[0].split("\n") == [
        "<h2>ع</h2>",
        '<p><strong><em>أ&lt;b</em></strong><a href="https://x.org">ر</a></p>',
        '<figure><img src="https://x.org/a.jpg" alt="ج"><figcaption>ش</figcaption></figure>',
        "<ul><li>ب</li></ul>",
    ]
    assert clean_body(two.body)[0].split("\n") == [
        '<p><strong>أ <a href="https://x.org">ر</a></strong><br>ب</p>',
        '<figure><img src="https://x.org/a.jpg" alt=""><figcaption>ش</figcaption></figure>',
        "<ul><li>ج</li></ul>",
    ]
    (broken,) = stories(ghost, dump({"data": {"posts": [{"title": "3", "lexical": "{", "slug": "c"}]}}))
    assert broken.warnings == ("the body (lexical) can't be read: left empty",)


NINJS = {
    "uri": "urn:1", "type": "text", "firstCreated": "2026-11-24T09:30:00Z", "versionCreated": "2026-11-24T10:00:00Z", "by": "By أ and ب",
    "headlines": [{"role": "main", "value": "عنوان"}], "copyrightHolder": "وكالة",
    "bodies": [
        {"role": "text", "contentType": "text/plain", "value": "نص"},
        {"role": "html", "contentType": "text/html", "value": "<article><h1>عنوان</h1><p>نص</p></article>"},
    ],
    "subjects": [{"name": "اقتصاد"}], "genres": [{"name": "Analysis"}],
    "associations": [
        {"type": "picture", "uri": "urn:p", "by": "مصور", "descriptions": [{"role": "caption", "value": "شرح"}],
         "renditions": [{"href": "https://x.org/s.jpg", "mimetype": "image/jpeg", "width": 100},
                        {"href": "https://x.org/l.jpg", "mimetype": "image/jpeg", "width": 900}]},
        {"type": "text", "uri": "urn:2", "headlines": [{"value": "متعلق"}]},
    ],
}  # fmt: skip


def test_ninjs_3_and_what_it_brings_along() -> None:
    (story,) = stories(ninjs, dump(NINJS))
    assert recognise(dump(NINJS).encode(), "x.json") is ninjs
    assert (story.headline, story.external_id, story.source_name, story.genre) == ("عنوان", "urn:1", "وكالة", "analysis")
    assert clean_body(story.body)[0] == "<p>نص</p>"
    assert (story.authors, story.tags, story.related) == (("أ", "ب"), ("اقتصاد",), ("urn:2",))
    assert story.image == Picture(url="https://x.org/l.jpg", caption="شرح", credit="مصور")
    assert story.updated_at == datetime(2026, 11, 24, 10, tzinfo=UTC)


@pytest.mark.parametrize(("status", "state"), [("usable", ""), ("withheld", "draft"), ("canceled", "withdrawn")])
def test_ninjs_states(status: str, state: str) -> None:
    (story,) = stories(ninjs, dump(NINJS | {"pubStatus": status}))
    assert story.status == state


def test_an_embargo_schedules_the_story() -> None:
    (story,) = stories(ninjs, dump(NINJS | {"embargoed": "2036-01-01T00:00:00Z"}))
    assert story.published_at == datetime(2036, 1, 1, tzinfo=UTC)


def test_items_that_are_no_text_are_counted() -> None:
    assert reason(ninjs, dump(NINJS | {"type": "picture"})) == "no text item in it; left out: picture 1"
    (story,) = stories(ninjs, dump([NINJS, NINJS | {"type": "event", "uri": "urn:9"}]))
    assert story.warnings == ("left out: event 1",)


def test_a_json_feed() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1", "title": "ق", "home_page_url": "https://x.org/",
        "items": [{"id": 1, "url": "/a", "title": "ع", "content_text": "a < b", "date_published": "2026-11-24T09:30:00Z",
                   "authors": [{"name": "أ"}], "tags": ["ب"], "image": "/i.jpg"}, {"id": "2"}],
    }  # fmt: skip
    assert recognise(dump(feed).encode(), "x") is json_feed
    story, nothing = items(json_feed, dump(feed))
    assert (story.external_id, story.source_url, story.body, story.authors) == ("1", "https://x.org/a", "a < b", ("أ",))  # type: ignore[union-attr]
    assert story.image.url == "https://x.org/i.jpg"  # type: ignore[union-attr]
    assert nothing.reason == "an item without title and text"  # type: ignore[union-attr]


def test_an_answer_of_wordpress() -> None:
    post = {
        "type": "post", "status": "publish", "link": "https://x.org/a/", "slug": "%d8%a3", "date_gmt": "2026-11-24T09:30:00",
        "guid": {"rendered": "https://x.org/?p=1"}, "title": {"rendered": "ع &amp; غ"}, "content": {"rendered": "<p>نص</p>"},
        "_embedded": {"author": [{"name": "أ"}], "wp:term": [[{"taxonomy": "category", "name": "ق"}], [{"taxonomy": "post_tag", "name": "ت"}]],
                      "wp:featuredmedia": [{"source_url": "https://x.org/i.jpg", "alt_text": "ب"}]},
    }  # fmt: skip
    (story,) = stories(wp_json, dump([post]))
    assert recognise(dump([post]).encode(), "x") is wp_json
    assert (story.headline, story.slug, story.sections, story.tags, story.authors) == ("ع & غ", "أ", ("ق",), ("ت",), ("أ",))
    assert story.old_addresses == ("https://x.org/a/", "https://x.org/?p=1")
    assert story.published_at == datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize("reader", [ghost, ninjs, json_feed, wp_json])
@pytest.mark.parametrize(
    "document",
    [
        "",
        "{",
        "[" * 100_000,
        '{"a": 1e999}',
        "null",
        "[]",
        '"text"',
        "\x00\x01",
        "{}" * 3,
        '{"posts": 1, "items": {"a": []}}',
        b"\xff\xfe\x00",
    ],
)
def test_damaged_documents_give_a_reason(reader: Any, document: str | bytes) -> None:
    assert reason(reader, document)
