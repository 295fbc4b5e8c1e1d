"""Importing at the desk as an editor does it: choose files, look at what would happen, import, read, undo."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles.importing import batch_runs, uploads
from articles.models import Article, ImportBatch, ImportResult

LIST = "/admin/articles/importbatch/"
ADD = f"{LIST}add/"
ROOT = Path(__file__).resolve().parent.parent.parent
SEED = """بلدية الزهراء تفتح الجسر الجديد

قالت بلدية الزهراء اليوم إن الجسر الجديد فتح أمام السيارات.

وأضافت أن العمل عليه دام عامين كاملين.

أقسام
أخبار
"""
WXR = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/">
<channel><title>موقع قديم</title><link>https://old.example.org</link><wp:wxr_version>1.2</wp:wxr_version>
<item><title>خبر من ووردبريس</title><link>https://old.example.org/a</link><dc:creator>salma</dc:creator>
<guid>https://old.example.org/?p=7</guid><content:encoded><![CDATA[<p>نص الخبر القديم.</p>]]></content:encoded>
<wp:post_id>7</wp:post_id><wp:post_date>2020-01-02 10:00:00</wp:post_date><wp:status>publish</wp:status>
<wp:post_type>post</wp:post_type></item></channel></rss>
"""


def jsonl(*records: Any) -> bytes:
    return "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records).encode()


GOOD = {"headline": "مكتبة عامة جديدة في المدينة", "external_id": "a1", "body": "نص أول.", "sections": ["أخبار"]}
BAD = {"headline": "", "external_id": "a2", "body": "بلا عنوان."}
DUBIOUS = {"headline": "خبر ثان عن السوق", "external_id": "a3", "body": "نص ثان.", "tags": ["..."]}


@pytest.fixture
def alone(settings: Any, tmp_path: Path) -> Path:
    """Uploads in a folder of their own; nobody starts processes."""
    settings.DATA_DIR = tmp_path / "data"
    settings.IMPORT_CHILDREN = False
    return tmp_path / "data" / "imports"


def send(desk: Client, content: bytes, name: str = "stories.jsonl", **fields: Any) -> Any:
    return desk.post(ADD, {"sources": [SimpleUploadedFile(name, content)], **fields})


def work() -> None:
    while (batch := batch_runs.take()) is not None:
        batch_runs.run(batch)


def latest() -> ImportBatch:
    return ImportBatch.objects.latest("pk")


def page_of(desk: Client, batch: ImportBatch, query: str = "") -> str:
    answer = desk.get(f"{LIST}{batch.pk}/change/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def act(desk: Client, batch: ImportBatch, verb: str) -> Any:
    return desk.post(f"{LIST}{batch.pk}/act/", {"do": verb}, follow=True)


@pytest.mark.parametrize(
    ("name", "content", "headline"),
    [
        ("stories.jsonl", jsonl(GOOD), GOOD["headline"]),
        ("خبر.txt", SEED.encode(), "بلدية الزهراء تفتح الجسر الجديد"),
        ("export.xml", WXR.encode(), "خبر من ووردبريس"),
    ],
)
def test_files_are_told_by_content_checked_confirmed_and_imported(
    desk: Client, alone: Path, name: str, content: bytes, headline: str
) -> None:
    assert send(desk, content, name).status_code == 302
    assert latest().state == "received" and latest().sources == [name]
    work()
    assert latest().state == "checked" and not Article.objects.exists() and not ImportResult.objects.exists()
    page = page_of(desk, latest())
    assert headline in page and "لم يُكتب شيء بعد" in page
    act(desk, latest(), "confirm")
    work()
    assert latest().state == "done" and latest().created == 1
    assert Article.objects.get().headline == headline
    assert Article.objects.get().import_record.batch == latest()
    assert str(alone) not in page_of(desk, latest()), "where uploads lie is nobody's business"


def test_refused_records_are_named_and_can_be_taken_away_mended_and_imported(desk: Client, alone: Path) -> None:
    send(desk, jsonl(GOOD, BAD, DUBIOUS))
    work()
    page = page_of(desk, latest())
    assert "stories.jsonl</bdi>، السطر 2" in page and "لا عنوان لها." in page and "ليس اسما صالحا" in page
    act(desk, latest(), "confirm")
    work()
    batch = latest()
    assert (batch.created, batch.refused, batch.warnings) == (2, 1, 1)
    assert "لا عنوان لها." in page_of(desk, batch, "?outcome=failed")
    assert "السوق" in page_of(desk, batch, "?outcome=warnings") and "السوق" not in page_of(desk, batch, "?outcome=failed")
    table = b"".join(desk.get(f"{LIST}{batch.pk}/refused.csv/").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert "stories.jsonl,2," in table and "no headline" in table
    lines = b"".join(desk.get(f"{LIST}{batch.pk}/refused.jsonl/").streaming_content)  # type: ignore[attr-defined]
    assert lines == jsonl(BAD)
    send(desk, lines.replace(b'"headline": ""', '"headline": "عنوان أصلح"'.encode()), "mended.jsonl")
    work()
    act(desk, latest(), "confirm")
    work()
    assert latest().created == 1 and Article.objects.filter(headline="عنوان أصلح").exists()


def test_a_formula_in_a_record_reaches_no_spreadsheet(desk: Client, alone: Path) -> None:
    send(desk, jsonl(GOOD, {"headline": "=1+1", "external_id": "@x", "body": "ن", "genre": "x" * 30}))
    work()
    act(desk, latest(), "confirm")
    work()
    table = b"".join(desk.get(f"{LIST}{latest().pk}/refused.csv/").streaming_content).decode()  # type: ignore[attr-defined]
    assert not any(cell.startswith(("=", "@")) for line in table.splitlines() for cell in line.split(","))


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("archive.zip", b"PK\x03\x04" + bytes(200), "ليس من الأنواع التي تُقرأ هنا"),
        ("empty.jsonl", b"", "فارغ"),
    ],
)
def test_what_can_not_be_read_is_refused_at_once(desk: Client, alone: Path, name: str, content: bytes, told: str) -> None:
    answer = send(desk, content, name)
    assert answer.status_code == 200 and told in answer.content.decode()
    assert not ImportBatch.objects.exists() and not alone.exists()


def test_too_much_is_told_and_not_kept(desk: Client, alone: Path, settings: Any) -> None:
    settings.IMPORT_UPLOAD_MB = 1
    answer = send(desk, jsonl(GOOD) * 20_000)
    assert answer.status_code == 200 and "يزيد على 1 ميغابايت" in answer.content.decode()
    assert not ImportBatch.objects.exists() and not alone.exists()


HOSTILE = {
    "truncated": (WXR[:600], "wxr"),
    "bomb": ('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "' + "x" * 100 + '"><!ENTITY c "&b;&b;&b;">]>' + WXR[38:], "wxr"),
    "external": ('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + WXR[38:], "wxr"),
    "deep": ('<?xml version="1.0"?><rss version="2.0"><channel>' + "<a>" * 5000, "feed"),
    "not-json": ("{" * 3000, "jsonl"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_files_give_one_line_and_change_nothing(desk: Client, alone: Path, kind: str) -> None:
    content, reader = HOSTILE[kind]
    send(desk, content.encode(), "x.xml", format=reader)
    work()
    batch = latest()
    assert batch.state == "checked" and batch.trial is not None
    assert [row["reason"].count("\n") for row in batch.trial["refused"]] == [0]
    page = page_of(desk, batch)
    assert "ليس في هذه الملفات ما يُستورد" in page and 'value="confirm"' not in page and "root:" not in page
    act(desk, batch, "discard")
    assert not ImportBatch.objects.exists() and not Article.objects.exists() and list(alone.iterdir()) == []


def test_names_of_files_lead_nowhere(desk: Client, alone: Path) -> None:
    files = [SimpleUploadedFile(name, jsonl(GOOD)) for name in ("../../x.jsonl", "خبر\u202e.jsonl", "x.jsonl")]
    files[0]._name = "../../x.jsonl"  # type: ignore[attr-defined]
    desk.post(ADD, {"sources": files})
    assert latest().sources == ["x.jsonl", "خبر.jsonl", "2-x.jsonl"]
    assert {path.name for path in alone.rglob("*.jsonl")} == set(latest().sources)
    assert all(path.stat().st_mode & 0o077 == 0 for path in alone.rglob("*")), "for this account alone"


def test_uploads_are_outside_of_public_media_and_go_after_their_time(desk: Client, alone: Path, settings: Any) -> None:
    send(desk, jsonl(GOOD))
    folder = latest().upload_folder
    assert folder is not None and not folder.is_relative_to(settings.MEDIA_ROOT)
    assert desk.get(f"/media/../imports/{folder.name}/stories.jsonl").status_code in (400, 404)
    uploads.clear_away()
    assert folder.exists()
    ImportBatch.objects.update(started_at=timezone.now() - timedelta(days=uploads.KEPT_DAYS + 1), state="done")
    left = alone / "0123"
    left.mkdir()
    os.utime(left, (0, 0))
    uploads.clear_away()
    assert not folder.exists() and not left.exists() and latest().upload == ""


def test_undoing_asks_first_shows_what_stays_and_does_it(desk: Client, alone: Path) -> None:
    send(desk, jsonl(GOOD, DUBIOUS))
    work()
    act(desk, latest(), "confirm")
    work()
    touched = Article.objects.get(headline=GOOD["headline"])
    touched.save()
    address = f"{LIST}{latest().pk}/undo/"
    page = desk.get(address).content.decode()
    assert GOOD["headline"] in page and "عمل عليها أحدهم" in page and DUBIOUS["headline"] not in page
    assert Article.objects.count() == 2
    desk.post(address)
    work()
    assert latest().state == "undone" and list(Article.objects.all()) == [touched]
    page = page_of(desk, latest(), "?outcome=stayed")
    assert "بقيت مادة واحدة" in page and GOOD["headline"] in page
    assert latest().undone_by is not None


def test_a_dead_run_is_told_and_goes_on_where_it_was(desk: Client, alone: Path) -> None:
    send(desk, jsonl(*({**GOOD, "external_id": f"n{n}", "headline": f"خبر رقم {n}"} for n in range(20))))
    work()
    act(desk, latest(), "confirm")
    taken = batch_runs.take()
    assert taken is not None
    old = timezone.now() - timedelta(hours=1)
    ImportBatch.objects.filter(pk=taken.pk).update(heartbeat_at=old, holder="elsewhere:1:x")
    page = page_of(desk, latest())
    assert "انتهت عمليتها فجأة" in page and latest().state == "stopped"
    act(desk, latest(), "resume")
    work()
    assert (latest().state, latest().created) == ("done", 20)


def test_a_process_that_keeps_dying_is_not_taken_up_for_ever(desk: Client, alone: Path) -> None:
    send(desk, jsonl(GOOD))
    for _ in range(batch_runs.MOST_ATTEMPTS):
        assert batch_runs.take() is not None
        old = timezone.now() - timedelta(hours=1)
        ImportBatch.objects.update(heartbeat_at=old, holder="elsewhere:1:x")
    assert batch_runs.take() is None and latest().state == "stopped"


def test_one_process_alone_takes_a_batch(desk: Client, alone: Path) -> None:
    send(desk, jsonl(GOOD))
    assert batch_runs.take() is not None
    assert batch_runs.take() is None


def test_files_of_another_machine_are_left_to_it(desk: Client, alone: Path) -> None:
    send(desk, jsonl(GOOD))
    (latest().upload_folder / "stories.jsonl").unlink()  # type: ignore[operator]
    assert batch_runs.take() is None and latest().state == "received"


def test_every_address_asks_for_its_right(client: Client, desk: Client, alone: Path, editor: User) -> None:
    send(desk, jsonl(GOOD, BAD))
    work()
    act(desk, latest(), "confirm")
    work()
    batch = latest()
    places = ["change/", "undo/", "refused.csv/", "refused.jsonl/"]
    client.logout()
    for place in ("", "add/", *(f"{batch.pk}/{place}" for place in places)):
        assert client.get(LIST + place).status_code == 302, place
    client.force_login(editor)
    for place in ("", "add/", *(f"{batch.pk}/{place}" for place in places)):
        assert client.get(LIST + place).status_code == 403, place
    for verb in ("confirm", "stop", "resume", "start", "discard"):
        assert client.post(f"{LIST}{batch.pk}/act/", {"do": verb}).status_code == 403, verb
    assert client.post(f"{LIST}{batch.pk}/undo/").status_code == 403
    assert client.post(ADD, {"sources": SimpleUploadedFile("x.jsonl", jsonl(GOOD))}).status_code == 403
    editor.user_permissions.add(Permission.objects.get(codename="view_importbatch"))
    client.force_login(User.objects.get(pk=editor.pk))
    assert client.get(f"{LIST}{batch.pk}/change/").status_code == 200
    assert "/undo/" not in client.get(f"{LIST}{batch.pk}/change/").content.decode()
    assert client.get(f"{LIST}{batch.pk}/refused.jsonl/").status_code == 403, "the records are the importers' alone"
    assert client.get(f"{LIST}{batch.pk}/undo/").status_code == 403
    assert Article.objects.count() == 1


def test_who_may_not_publish_publishes_nothing_through_an_import(client: Client, alone: Path, reporter: User) -> None:
    reporter.user_permissions.add(Permission.objects.get(codename="add_importbatch"))
    client.force_login(reporter)
    assert client.get(ADD).status_code == 403


def test_forged_verbs_and_numbers_are_not_found(desk: Client, alone: Path) -> None:
    send(desk, jsonl(GOOD))
    assert desk.post(f"{LIST}{latest().pk}/act/", {"do": "delete"}).status_code == 404
    assert desk.get(f"{LIST}{latest().pk}/act/").status_code == 405
    assert desk.get(f"{LIST}99999/change/").status_code == 404
    assert desk.get(f"{LIST}x/change/").status_code == 404
    forged = Client(enforce_csrf_checks=True)
    forged.force_login(User.objects.get(username="chief"))
    assert send(forged, jsonl(GOOD)).status_code == 403


def test_pages_cost_few_queries_whatever_the_size(desk: Client, alone: Path, django_assert_max_num_queries: Any) -> None:
    send(desk, jsonl(*({**GOOD, "external_id": f"n{n}", "headline": f"خبر رقم {n}"} for n in range(60))))
    work()
    act(desk, latest(), "confirm")
    work()
    for place in ("", f"{latest().pk}/change/", f"{latest().pk}/undo/", f"{latest().pk}/change/?live=1"):
        with django_assert_max_num_queries(20):
            assert desk.get(LIST + place).status_code == 200


# In a real browser, with a real process apart from the server


@pytest.fixture
def with_children(transactional_db: None, settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path / "data"
    settings.SETTINGS_MODULE = "tests.settings"
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        address = f"sqlite:///{told['NAME']}"
    else:
        address = f"postgres://{told['USER']}@{told['HOST']}:{told['PORT'] or 5432}/{told['NAME']}"
    monkeypatch.setenv("DATABASE_URL", address)


def test_an_editor_imports_reads_and_undoes(
    page: Page, live_server: Any, sign_in: Callable[..., None], chief: User, with_children: None, tmp_path: Path
) -> None:
    file = tmp_path / "stories.jsonl"
    file.write_bytes(jsonl(GOOD, BAD, DUBIOUS))
    sign_in(page, "chief")
    page.goto(f"{live_server.url}{ADD}")
    assert Axe().run(page).violations_count == 0
    page.get_by_label("الملفات").set_input_files(str(file))
    page.get_by_role("button", name="افحص الملفات").click()
    expect(page.get_by_text("لم يُكتب شيء بعد")).to_be_visible(timeout=60_000)
    expect(page.locator("h3", has_text=GOOD["headline"])).to_be_visible()
    assert Axe().run(page).violations_count == 0
    page.get_by_role("button", name="استورد", exact=True).click()
    expect(page.locator(".nr-batch-state")).to_contain_text("اكتمل", timeout=60_000)
    expect(page.get_by_role("link", name=GOOD["headline"])).to_be_visible()
    assert Axe().run(page).violations_count == 0
    with page.expect_download() as download:
        page.get_by_role("link", name="السجلات المرفوضة نفسها").click()
    assert Path(download.value.path()).read_bytes() == jsonl(BAD)
    page.get_by_role("link", name="تراجع عن هذا الاستيراد").click()
    expect(page.get_by_text("مواد ستُزال")).to_be_visible()
    page.get_by_role("button", name="تراجع عن الاستيراد").click()
    expect(page.locator(".nr-batch-state")).to_contain_text("تم التراجع عنه", timeout=60_000)
    assert not Article.objects.exists()


def test_a_killed_process_is_seen_and_its_import_goes_on(
    transactional_db: None, desk: Client, with_children: None, settings: Any
) -> None:
    settings.IMPORT_CHILDREN = False
    many = 1500
    send(desk, jsonl(*({**GOOD, "external_id": f"n{n}", "headline": f"خبر رقم {n}"} for n in range(many))))
    work()
    batch_runs.confirm(latest())
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "DATA_DIR": str(settings.DATA_DIR)}
    child = subprocess.Popen([sys.executable, "-m", "django", "run_imports", str(latest().pk)], cwd=ROOT, env=environment)
    deadline = time.monotonic() + 60
    while Article.objects.count() < 50 and time.monotonic() < deadline:
        time.sleep(0.05)
    child.send_signal(signal.SIGKILL)
    child.wait()
    there = Article.objects.count()
    assert 50 <= there < many and latest().state == "running"
    page = page_of(desk, latest())
    assert "انتهت عمليتها فجأة" in page, "seen at once on its own machine"
    assert latest().created == there
    act(desk, latest(), "resume")
    work()
    assert (latest().state, latest().created, latest().read) == ("done", many, many)
    assert Article.objects.count() == many
