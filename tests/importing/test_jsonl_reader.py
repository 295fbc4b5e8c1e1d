"""The JSON Lines reader: the contract's keys, and a reason with its line for whatever can't be taken."""

from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from typing import Any

import pytest

from articles.importing.readers import jsonl
from articles.importing.story import Amendment, Picture, Rejected, Story
from tests.importing.helpers import lines, read_lines

FULL: dict[str, Any] = {
    "external_id": "a-1",
    "source": {"name": "وكالة", "url": "https://example.org/a-1"},
    "headline": "عنوان كامل",
    "kicker": "محليات",
    "standfirst": "جملة كاملة.",
    "body": "فقرة أولى\n\nفقرة ثانية",
    "slug": "عنوان",
    "genre": "report",
    "status": "draft",
    "sections": ["أخبار", "بيئة"],
    "tags": ["المياه"],
    "authors": ["سلمى الحداد"],
    "published_at": "2026-11-24T09:30:00+03:00",
    "updated_at": "2026-11-24T08:00:00Z",
    "image": {"path": "a.jpg", "alt": "جسر", "caption": "الجسر القديم", "credit": "رسم"},
    "related": ["a-2", "عنوان آخر", "https://example.org/x"],
    "corrections": [{"kind": "update", "date": "2026-11-24", "note": "أضيف رقم."}],
}


def reason(*records: Any) -> str:
    (item,) = read_lines(*records)
    assert isinstance(item, Rejected), item
    return item.reason


def test_every_key_of_the_contract() -> None:
    (story,) = read_lines(FULL)
    assert story == Story(
        external_id="a-1",
        source_name="وكالة",
        source_url="https://example.org/a-1",
        headline="عنوان كامل",
        kicker="محليات",
        standfirst="جملة كاملة.",
        body="فقرة أولى\n\nفقرة ثانية",
        slug="عنوان",
        genre="report",
        status="draft",
        sections=("أخبار", "بيئة"),
        tags=("المياه",),
        authors=("سلمى الحداد",),
        published_at=datetime(2026, 11, 24, 9, 30, tzinfo=timezone(timedelta(hours=3))),
        updated_at=datetime(2026, 11, 24, 8, 0, tzinfo=UTC),
        image=Picture(path="a.jpg", alt="جسر", caption="الجسر القديم", credit="رسم"),
        related=("a-2", "عنوان آخر", "https://example.org/x"),
        corrections=(Amendment("update", datetime(2026, 11, 24), "أضيف رقم."),),
    )
    assert story.warnings == ()


def test_only_the_headline_is_needed_and_null_is_nothing() -> None:
    (story,) = read_lines({"headline": "عنوان", **dict.fromkeys(["body", "sections", "image", "published_at", "source"])})
    assert story == Story("عنوان")


def test_a_line_ends_at_line_feed_only() -> None:
    body = "قبل\u2028بين\u0085بعد"
    first, second = read_lines(*[{"headline": f"عنوان {number}", "body": body} for number in (1, 2)])
    assert isinstance(first, Story) and isinstance(second, Story)
    assert (first.body, first.line, second.line) == (body, 1, 2)


def test_bad_lines_are_reported_and_the_others_go_on() -> None:
    items = read_lines("{", {"headline": "أول"}, "", "[]", {"headline": "ثان"})
    assert [(type(item).__name__, item.line) for item in items] == [
        ("Rejected", 1),
        ("Story", 2),
        ("Rejected", 4),
        ("Story", 5),
    ]


def test_unknown_keys_are_warned_about_once_a_file() -> None:
    record = {"headline": "عنوان", "colour": "red", "image": {"path": "a.jpg", "width": 3}}
    first, second = read_lines(record, {**record, "size": 1})
    assert isinstance(first, Story) and isinstance(second, Story)
    assert [warning.split(":")[0] for warning in first.warnings] == ["unknown key 'colour'", "unknown key 'image.width'"]
    assert [warning.split(":")[0] for warning in second.warnings] == ["unknown key 'size'"]


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ('{"headline": ', "invalid JSON: Expecting value at column"),
        ('{"headline": "س", "x": NaN}', "NaN is no JSON value"),
        ("[" * 100_000, "nested too deep"),
        ('{"headline": ' + "9" * 5000 + "}", "invalid JSON"),
        ("7", "not an object"),
        ({"body": "نص"}, "no headline"),
        ({"headline": "  "}, "no headline"),
        ({"headline": 7}, "headline: a string is wanted, not a number"),
        ({"headline": "س", "sections": "أخبار"}, "sections: a list is wanted, not a string"),
        ({"headline": "س", "tags": [["x"]]}, "tags: a string is wanted, not a list"),
        ({"headline": "س", "source": "وكالة"}, "source: an object is wanted, not a string"),
        ({"headline": "س", "image": {"path": 1}}, "image.path: a string is wanted, not a number"),
        ({"headline": "س", "published_at": "24/11/2026"}, "published_at: '24/11/2026' is no ISO 8601 time"),
        ({"headline": "س", "published_at": 1700000000}, "published_at: a string is wanted, not a number"),
        ({"headline": "س", "corrections": [{"note": "x"}]}, "corrections: a date is missing"),
        ({"headline": "س\x00"}, "headline: holds a NUL character"),
        ('{"headline": "\\ud800"}', "headline: holds half a character"),
    ],
)
def test_each_fault_has_its_reason_in_one_line(record: Any, expected: str) -> None:
    found = reason(record)
    assert expected in found
    assert "\n" not in found


def test_times_without_a_zone_and_in_arabic_digits_are_taken() -> None:
    (story,) = read_lines({"headline": "س", "published_at": "٢٠٢٦-١١-٢٤T٠٩:٣٠"})
    assert isinstance(story, Story)
    assert story.published_at == datetime(2026, 11, 24, 9, 30)


def test_numbers_are_taken_for_ids() -> None:
    (story,) = read_lines({"headline": "س", "external_id": 17})
    assert isinstance(story, Story)
    assert story.external_id == "17"


def test_byte_order_mark_and_other_encodings() -> None:
    data = lines({"headline": "عنوان"})
    (story,) = jsonl.read(BytesIO(data.encode("utf-8-sig")), "a.jsonl")
    assert story == Story("عنوان")
    (refused,) = jsonl.read(BytesIO(data.encode("utf-16")), "a.jsonl")
    assert isinstance(refused, Rejected) and "UTF-16" in refused.reason
    (refused,) = jsonl.read(BytesIO(data.encode("cp1256")), "a.jsonl")
    assert isinstance(refused, Rejected) and "not UTF-8" in refused.reason


class Endless:
    """A gigabyte of one line, then a story, without holding it."""

    def __init__(self, size: int, then: bytes) -> None:
        self.left, self.then = size, then
        self.largest = 0

    def readline(self, limit: int) -> bytes:
        self.largest = max(self.largest, limit)
        if self.left > 0:
            taken = min(limit, self.left)
            self.left -= taken
            return b"x" * taken if self.left else b"x" * (taken - 1) + b"\n"
        line, self.then = self.then, b""
        return line


def test_a_gigabyte_of_one_line_is_refused_without_being_held() -> None:
    stream = Endless(10**9, lines({"headline": "بعده"}).encode())
    refused, story = jsonl.read(stream, "a.jsonl")  # type: ignore[arg-type]
    assert isinstance(refused, Rejected) and "longer than 5 MB" in refused.reason
    assert isinstance(story, Story) and story.line == 2
    assert stream.largest <= 6 * 1024 * 1024


@pytest.mark.parametrize("content", ["", "\n \n\r\n"])
def test_a_file_without_stories_says_so(content: str) -> None:
    (item,) = jsonl.read(BytesIO(content.encode()), "a.jsonl")
    assert isinstance(item, Rejected) and "holds no story" in item.reason


@pytest.mark.parametrize(
    ("head", "filename", "expected"),
    [
        (b'{"headline": "x"}\n', "a.txt", True),
        (b'\xef\xbb\xbf \n{ "external_id": 1, "headline": "x"}\n{', "", True),
        (b'{"headline": "a line longer than the head', "x", True),
        (b"", "a.jsonl", True),
        (b'{\n  "anchor": "x"\n}', "newsroom.json", False),
        (b'{"version": 1}\n', "package.json", False),
        (b'[{"headline": "x"}]', "a.json", False),
        (b"{headline}\n", "a.txt", False),
    ],
)
def test_told_by_content(head: bytes, filename: str, expected: bool) -> None:
    assert jsonl.sniff(head, filename) is expected
