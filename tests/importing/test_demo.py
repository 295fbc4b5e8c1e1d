"""The demo: everything or nothing, into an empty newsroom only, as fresh as today, with accounts of its own."""

import json
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.utils import timezone
from PIL import Image as PillowImage

from articles.importing import demo
from articles.importing.checking import checked
from articles.importing.files import collect
from articles.importing.story import Rejected, Story
from articles.models import (
    Article,
    Author,
    BreakingNews,
    Correction,
    GalleryItem,
    ImportRecord,
    LiveEntry,
    Page,
    PublishedVersion,
    Section,
)
from tests.importing.helpers import Run, write_lines

pytestmark = pytest.mark.django_db

ANCHOR = datetime(2020, 1, 2, 9, 0, tzinfo=UTC)
NEWSROOM = {
    "anchor": ANCHOR.isoformat(),
    "sections": [
        {"name": "أخبار", "description": "أهم الأخبار.", "children": [{"name": "محليات"}, {"name": "عربي"}]},
        {"name": "أرشيف", "in_navigation": False},
    ],
    "authors": [
        {
            "name": "سلمى الحداد",
            "job_title": "محررة",
            "bio": "تكتب عن المدينة.",
            "image": {"path": "pictures/author-01.jpg", "alt": "سلمى الحداد"},
        },
        {"name": "بلا صورة"},
    ],
}
STORIES: list[dict[str, Any]] = [
    {
        "external_id": "d-1",
        "headline": "خبر أول",
        "sections": ["محليات"],
        "authors": ["سلمى الحداد"],
        "published_at": (ANCHOR - timedelta(hours=1)).isoformat(),
        "updated_at": (ANCHOR - timedelta(minutes=30)).isoformat(),
        "image": {"path": "pictures/a.jpg", "alt": "رسم"},
        "related": ["d-2"],
        "corrections": [{"date": (ANCHOR - timedelta(minutes=30)).isoformat(), "note": "صُحح."}],
    },
    {"external_id": "d-2", "headline": "خبر مجدول", "published_at": (ANCHOR + timedelta(days=1)).isoformat()},
]


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    """A small demo of three stories in the place where the command looks."""
    settings.BASE_DIR = tmp_path
    settings.DATA_DIR = tmp_path
    folder = tmp_path / "demo"
    (folder / "pictures").mkdir(parents=True)
    (folder / "seed").mkdir()
    PillowImage.new("RGB", (64, 40), "teal").save(folder / "pictures" / "a.jpg")
    PillowImage.new("RGB", (40, 40), "navy").save(folder / "pictures" / "author-01.jpg")
    (folder / "newsroom.json").write_text(json.dumps(NEWSROOM), encoding="utf-8")
    (folder / "seed" / "a.txt").write_text("خبر ثالث\n\nنص الخبر الثالث.\n", encoding="utf-8")
    write_lines(folder / "stories.jsonl", *STORIES)
    return folder


def test_times_are_as_fresh_as_today(folder: Path) -> None:
    run = Run(command="demo")
    assert run.err == ""
    article = Article.objects.get(headline="خبر أول")
    now = timezone.now()
    assert article.published_at is not None and article.updated_at is not None
    assert timedelta(minutes=59) <= now - article.published_at <= timedelta(minutes=62)
    assert article.updated_at - article.published_at == timedelta(minutes=30)
    assert Correction.objects.get().date == article.updated_at
    assert Article.objects.get(headline="خبر مجدول").is_scheduled


def test_sections_authors_pictures_and_links(folder: Path) -> None:
    Run(command="demo")
    tree = [(section.depth, section.name, section.in_navigation) for section in Section.objects.in_tree_order()]
    assert tree == [(0, "أخبار", True), (1, "محليات", True), (1, "عربي", True), (0, "أرشيف", False)]
    with_portrait, without = Author.objects.order_by("pk")
    assert (with_portrait.job_title, with_portrait.image.alt, without.image) == ("محررة", "سلمى الحداد", None)  # type: ignore[union-attr]
    article = Article.objects.get(headline="خبر أول")
    assert article.image is not None
    assert article.related_links.get().target.headline == "خبر مجدول"  # type: ignore[attr-defined]
    assert ImportRecord.objects.count() == Article.objects.count() == 3


def sign_ins(text: str) -> dict[str, str]:
    rows = [line.split() for line in text.splitlines() if line.startswith("  ")]
    return {row[0]: row[1] for row in rows}


def test_accounts_are_made_with_passwords_of_that_moment(folder: Path) -> None:
    passwords = sign_ins(Run(command="demo").out)
    assert set(passwords) == {"chief", "editor", "reporter", "photo"}
    for username, password in passwords.items():
        user = authenticate(username=username, password=password)
        assert user is not None and user.is_staff and not user.is_superuser  # type: ignore[attr-defined]
        assert user.get_full_name()  # type: ignore[attr-defined]
    chief, editor, photo, reporter = User.objects.order_by("username")
    assert [str(row.section) for row in editor.desk_sections.all()] == ["أخبار"]  # type: ignore[attr-defined]
    assert photo.has_perm("articles.edit_pictures") and not photo.has_perm("articles.publish_article")
    assert reporter.has_perm("articles.add_article") and not reporter.has_perm("articles.edit_others_article")
    assert chief.has_perm("articles.delete_article") and chief.has_perm("articles.publish_article")
    assert editor.has_perm("articles.publish_article") and editor.has_perm("articles.change_article")
    assert not any(editor.has_perm(f"articles.delete_{name}") for name in ("article", "image", "section", "author", "tag"))
    assert not editor.has_perm("auth.change_user")


def test_sign_ins_are_kept_for_their_owner_only_and_shown_again(folder: Path) -> None:
    first = Run(command="demo")
    kept = folder.parent / "demo-sign-ins.txt"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert sign_ins(Run("--sign-ins", command="demo").out) == sign_ins(first.out) == sign_ins(kept.read_text())


def test_two_demos_have_different_passwords(folder: Path) -> None:
    first = sign_ins(Run(command="demo").out)
    Article.objects.all().delete()
    User.objects.all().delete()
    assert set(first.values()).isdisjoint(sign_ins(Run(command="demo").out).values())


def test_a_newsroom_with_stories_is_left_alone(folder: Path) -> None:
    Article.objects.create(headline="خبرنا نحن")
    run = Run(command="demo")
    assert "left out" in run.out and run.status == 0
    assert Article.objects.count() == 1
    assert not User.objects.exists()
    assert "No demo sign-ins" in Run("--sign-ins", command="demo").out


@pytest.mark.parametrize("line", ['{"headline": 7}', '{"headline": "خبر", "status": "live"}', "{"])
def test_a_broken_demo_writes_nothing(folder: Path, line: str) -> None:
    write_lines(folder / "stories.jsonl", *STORIES, line)
    run = Run(command="demo")
    assert run.status == 2
    assert "stories.jsonl:3: " in run.err
    assert not Article.objects.exists() and not Section.objects.exists() and not User.objects.exists()


def test_the_demos_own_stories_are_all_fit_for_the_newsroom() -> None:
    folder = project.BASE_DIR / "demo"
    stories = [item for source in collect([str(folder / "stories.jsonl"), str(folder / "seed")]) for item in source.items()]
    assert [item for item in stories if isinstance(item, Rejected)] == []
    clean = [checked(item) for item in stories if isinstance(item, Story)]
    assert len(clean) >= 40
    assert [(story.path, story.line, story.warnings) for story in clean if story.warnings] == []
    assert [story.headline for story in clean if story.image.path and not (folder / story.image.path).is_file()] == []
    ids = {story.external_id for story in clean} | {story.headline for story in clean}
    assert [(story.headline, name) for story in clean for name in story.related if name not in ids] == []
    moved = demo.shifted(clean[0], timedelta(days=1))
    assert moved.published_at == clean[0].published_at + timedelta(days=1)  # type: ignore[operator]


TELLING: dict[str, Any] = {
    "live": [
        {
            "story": "d-1",
            "entries": [
                {"at": (ANCHOR - timedelta(minutes=20)).isoformat(), "headline": "تحديث", "author": "سلمى الحداد", "key": True},
                {"at": (ANCHOR - timedelta(minutes=50)).isoformat(), "body": "<p>بلا عنوان.</p>", "pinned": True},
            ],
        }
    ],
    "galleries": [{"story": "d-2", "pictures": [{"path": "pictures/a.jpg", "caption": "تعليق"}]}],
    "breaking": [
        {
            "text": "عاجل",
            "story": "d-1",
            "since": (ANCHOR - timedelta(minutes=5)).isoformat(),
            "until": (ANCHOR + timedelta(hours=2)).isoformat(),
        }
    ],
    "earlier": [{"story": "d-1", "at": ANCHOR.isoformat(), "replaced": {"أول": "اول"}, "note": "صُحح."}],
    "pages": [{"title": "من نحن", "slug": "من-نحن", "order": 1, "body": "نص."}],
    "withdrawals": [{"story": "d-2", "note": "سبب."}],
}


def tell(folder: Path, **changes: Any) -> Run:
    (folder / "telling.json").write_text(json.dumps({**TELLING, **changes}), encoding="utf-8")
    return Run(command="demo")


def test_live_updates_a_gallery_a_breaking_line_and_pages_are_told(folder: Path) -> None:
    assert tell(folder).err == ""
    article = Article.objects.get(headline="خبر أول")
    new, old = LiveEntry.objects.shown()
    assert (article.story_type, new.headline, str(new.author), new.is_key) == ("live", "تحديث", "سلمى الحداد", True)
    assert timedelta(minutes=19) <= timezone.now() - new.at <= timedelta(minutes=22)
    assert old.is_pinned
    assert GalleryItem.objects.get().image == article.image
    line = BreakingNews.objects.active().get()
    assert line.article == article
    assert list(PublishedVersion.objects.order_by("at").values_list("headline", flat=True)) == ["خبر اول", "خبر أول"]
    assert Page.objects.get().slug == "من-نحن"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"live": [{"story": "d-9", "entries": []}]}, "'d-9'"),
        ({"live": [{"story": "d-1", "entries": [{"headline": "x"}]}]}, "without a time"),
        ({"galleries": [{"story": "d-1", "pictures": [{"path": "pictures/none.jpg"}]}]}, "none.jpg"),
        ({"breaking": "x"}, "a list is wanted"),
        ({"typo": []}, "typo"),
    ],
)
def test_broken_telling_writes_nothing_and_says_where(folder: Path, changes: dict[str, Any], reason: str) -> None:
    run = tell(folder, **changes)
    assert run.status == 2
    assert "telling.json" in run.err and reason in run.err
    assert not Article.objects.exists()


def test_the_demo_s_own_front_page_is_arranged(client: Any) -> None:
    demo.load(project.BASE_DIR / "demo", timezone.now(), lambda _result: None)
    html = client.get("/").content.decode()
    lead = Article.objects.get(import_record__external_id="demo-51")
    assert f'<h2><a href="{lead.get_absolute_url()}">' in html
    assert "ملف: ماء السنديان</h2>" in html
    assert "الكأس لأهلي المرفأ بقفّازَي حارس" in html
    # Scheduled for tomorrow.
    assert "ليلة المتاحف" not in html
    assert "هنّ في الملاعب</h2>" in client.get("/section/رياضة/").content.decode()


@pytest.mark.parametrize(
    ("front", "reason"),
    [
        ({"at": ANCHOR.isoformat(), "top": [{"story": "d-99"}]}, "there is no story 'd-99'"),
        ({"at": ANCHOR.isoformat(), "section": "ما ليس"}, "there is no section"),
        ({"at": ANCHOR.isoformat(), "blocks": [{"kind": "top"}]}, "no such kind"),
        ({"at": ANCHOR.isoformat(), "surprise": 1}, "unknown keys: fronts.surprise"),
        ({"top": []}, "without a time"),
    ],
)
def test_fronts_that_can_t_be_used_are_named_and_nothing_is_written(folder: Path, front: dict[str, Any], reason: str) -> None:
    (folder / "fronts.json").write_text(json.dumps({"fronts": [front]}))
    with pytest.raises(demo.DemoBroken, match=f"fronts.json: .*{reason}"):
        demo.load(folder, timezone.now(), lambda _result: None)
    assert Article.objects.count() == 0
