"""What is stored is clean; what can't be stored is refused with a reason; nothing is half-written."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from articles.importing.story import Rejected
from articles.importing.writer import Outcome, Result, Writer
from articles.models import Article, Author, Correction, ImportRecord, Section, Tag
from tests.importing.helpers import Run, read_lines, write_lines

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)><b onclick='x()'>نص</b>"


def write(record: Any) -> Result:
    (item,) = read_lines(record)
    return Writer().write(item)


def test_script_in_every_field_is_neutralised() -> None:
    texts = dict.fromkeys(["headline", "kicker", "standfirst", "body", "slug"], SCRIPT)
    result = write(
        {
            **texts,
            "source": {"name": SCRIPT, "url": "javascript:alert(1)"},
            **{key: [SCRIPT] for key in ["sections", "tags", "authors", "related"]},
            "image": {"url": "javascript:alert(1)", "alt": SCRIPT, "caption": SCRIPT, "credit": SCRIPT},
            "corrections": [{"date": "2026-11-24", "note": SCRIPT}],
        }
    )
    assert result.outcome is Outcome.CREATED
    article = Article.objects.get()
    stored = [*(str(value) for value in Article.objects.values().get().values()), Correction.objects.get().note]
    stored += [str(row) for model in (Section, Tag, Author) for row in model.objects.all()]
    assert [text for text in stored if "script" in text or "onerror" in text or "onclick" in text] == []
    assert (article.headline, article.standfirst, article.section.name) == ("نص", "نص", "نص")  # type: ignore[union-attr]
    assert article.source_url == ""


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"headline": "ع" * 5000}, "headline: 5,000 characters, at most 300 are taken"),
        ({"headline": "<b></b>"}, "no headline"),
        ({"headline": "\u200f\ufeff"}, "no headline"),
        ({"kicker": "ع" * 121}, "kicker: 121 characters"),
        ({"external_id": "x" * 301}, "external_id: 301 characters"),
        ({"source": {"name": "ع" * 201}}, "source.name: 201 characters"),
        ({"source": {"url": "https://example.org/" + "x" * 500}}, "source.url: 520 characters"),
        ({"status": "live"}, "status: 'live' is unknown; write one of draft, in_review,"),
        ({"genre": "poem"}, "genre: 'poem' is unknown"),
        ({"published_at": "0001-01-01"}, "published_at: the year 1 is outside"),
        ({"published_at": "9999-12-31T23:59:59Z"}, "published_at: the year 9999 is outside"),
        ({"corrections": [{"kind": "lie", "date": "2026-11-24", "note": "x"}]}, "corrections: kind: 'lie' is unknown"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_written(fields: dict[str, Any], reason: str) -> None:
    result = write({"headline": "عنوان", "sections": ["أخبار"], "tags": ["ماء"], "authors": ["سلمى"], **fields})
    assert result.outcome is Outcome.FAILED
    assert result.reason.startswith(reason)
    assert [model.objects.count() for model in (Article, ImportRecord, Section, Tag, Author)] == [0] * 5


def test_names_that_are_none_are_left_out_with_a_warning() -> None:
    names = ["***", "🙂", "ع" * 101, "ﷺ" * 100, "أخبار"]
    result = write({"headline": "عنوان", "sections": names})
    assert result.outcome is Outcome.CREATED
    assert [section.name for section in Section.objects.all()] == ["أخبار"]
    assert [warning.split(" left out: ")[1][:11] for warning in result.warnings] == [
        "a name has ",
        "a name has ",
        "longer than",
        "longer than",
    ]


@pytest.mark.parametrize("slug", ["🙂🙂", "!!!", "---", "؟"])
def test_a_slug_without_letters_is_made_from_the_headline(slug: str) -> None:
    write({"headline": "عنوان واضح", "slug": slug})
    assert Article.objects.get().slug == "عنوان-واضح"


def test_a_headline_of_signs_only_still_has_an_address() -> None:
    assert write({"headline": "؟؟؟ 🙂"}).outcome is Outcome.CREATED
    assert Article.objects.get().slug == "خبر"


def test_controls_and_invisible_characters_go() -> None:
    write({"headline": "عنوان\u200f \u202bخبر\u202c\x07", "body": "نص\x08 أول\n\nنص ثان"})
    article = Article.objects.get()
    assert (article.headline, article.body) == ("عنوان خبر", "<p>نص أول</p>\n<p>نص ثان</p>")


def test_a_less_than_sign_in_prose_stays() -> None:
    write({"headline": "إذا كان س<ص فماذا؟", "standfirst": "الشرط a <b ثم."})
    article = Article.objects.get()
    assert (article.headline, article.standfirst) == ("إذا كان س<ص فماذا؟", "الشرط a <b ثم.")


def test_a_time_without_zone_is_the_newsrooms() -> None:
    write({"headline": "عنوان", "published_at": "2026-11-24T12:00:00"})
    assert Article.objects.get().published_at == datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(("status", "stored"), [(None, "published"), ("draft", "draft"), ("withdrawn", "withdrawn")])
def test_the_records_own_state_counts(status: str | None, stored: str) -> None:
    write({"headline": "عنوان", "status": status})
    article = Article.objects.get()
    assert (article.status, article.published_at) == (stored, None)
    assert article.is_public is (stored == "published")


def test_words_about_a_picture_are_cut_not_refused() -> None:
    result = write({"headline": "عنوان", "image": {"caption": "تعليق", "credit": "مصور " * 60}})
    assert result.outcome is Outcome.CREATED
    article = Article.objects.get()
    assert article.image_caption == "تعليق"
    assert len(article.image_credit) <= 200 and article.image_credit.endswith("…")


def test_a_bad_record_stops_no_other(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl", {"headline": "أول"}, {"headline": "ع" * 301}, {"headline": "ثالث"})
    run = Run(path)
    assert (run.status, run.counts) == (1, {"created": 2, "failed": 1})
    assert run.err == f"{path}:2: headline: 301 characters, at most 300 are taken\n"


def test_a_rejected_record_is_passed_on() -> None:
    result = Writer().write(Rejected("a.txt", 7, "because"))
    assert (result.outcome, result.path, result.line, result.reason) == (Outcome.FAILED, "a.txt", 7, "because")
