"""Backup and restore: everything comes back as it was, into either database, all of it or nothing."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.models import User

from articles import search
from articles.models import Article, Image
from tests.exporting.archives import everything, manage, unpack, url
from tests.exporting.newsroom import NOW, make_newsroom, make_picture, public_pages
from tests.importing.helpers import Run

pytestmark = pytest.mark.django_db(transaction=True)


def backup(path: Path, *options: str) -> Run:
    return Run(path, *options, command="backup")


def restore(path: Path, *options: str) -> Run:
    return Run(path, *options, command="restore")


@pytest.mark.parametrize("suffix", [".tar.zst", ".tar.gz"])
@time_machine.travel(NOW, tick=False)
def test_everything_comes_back_as_it_was(suffix: str, tmp_path: Path) -> None:
    make_newsroom()
    User.objects.create_user("salma", password="secret")
    before, pages = everything(), public_pages()
    path = tmp_path / f"all{suffix}"
    assert backup(path).status == 0
    assert path.stat().st_mode & 0o777 == 0o600
    Article.objects.filter(status="published").first().delete()  # type: ignore[union-attr]
    User.objects.all().delete()
    make_picture(77)
    run = restore(path, "--replace", "--yes")
    assert (run.status, run.err) == (0, "")
    assert everything() == before
    assert public_pages() == pages
    assert User.objects.get(username="salma").check_password("secret")
    assert [path.name for path in Path(settings.MEDIA_ROOT).iterdir() if path.name.startswith(".")] == []


def test_the_restored_index_finds_what_it_found_before(tmp_path: Path) -> None:
    make_newsroom()
    path = tmp_path / "all.tar.zst"
    backup(path)
    found = search.find("الجسر", queryset=Article.objects.public()).pks
    assert found
    Article.objects.all().delete()
    assert restore(path, "--replace", "--yes").status == 0
    assert set(search.find("الجسر", queryset=Article.objects.public()).pks) == set(found)


def test_numbers_of_stories_that_are_gone_are_not_given_again(tmp_path: Path) -> None:
    make_newsroom()
    last = Article.objects.create(headline="الأخير")
    highest = last.pk
    last.delete()
    path = tmp_path / "all.tar.zst"
    backup(path)
    assert restore(path, "--replace", "--yes").status == 0
    assert Article.objects.create(headline="بعد الاستعادة").pk == highest + 1


def test_a_backup_goes_from_one_database_into_the_other_and_back(tmp_path: Path) -> None:
    """The other one is SQLite; the tests' own is SQLite or PostgreSQL."""
    make_newsroom()
    before = everything()
    there, back = tmp_path / "there.tar.zst", tmp_path / "back.tar.gz"
    assert backup(there).status == 0
    into = manage("restore", there, data_dir=tmp_path / "other")
    assert into.returncode == 0, into.stderr
    out = manage("backup", back, data_dir=tmp_path / "other")
    assert out.returncode == 0, out.stderr
    assert restore(back, "--replace", "--yes").status == 0
    assert everything() == before


def test_an_older_backup_is_brought_forward(tmp_path: Path) -> None:
    """A database without tables is brought to the backup's own state, filled, and then to today's."""
    old = tmp_path / "old"
    assert manage("migrate", data_dir=old).returncode == 0
    assert manage("migrate", "articles", "0003", data_dir=old).returncode == 0
    made = manage("shell", "-c", _OLD_STORY, data_dir=old)
    assert made.returncode == 0, made.stderr
    path = tmp_path / "old.tar.zst"
    assert manage("shell", "-c", f"{_OLD_BACKUP}({str(path)!r})", data_dir=old).returncode == 0
    into = manage("restore", path, data_dir=tmp_path / "new")
    assert into.returncode == 0, into.stderr
    told = manage("shell", "-v0", "-c", _OLD_ASK, data_dir=tmp_path / "new")
    assert told.stdout.strip() == "1 قديم True", told.stderr
    ahead = restore(path, "--replace", "--yes")
    assert ahead.status == 2
    assert "ahead of the backup" in ahead.err


_OLD_MODELS = """
from django.db import connection
from django.db.migrations.loader import MigrationLoader
loader = MigrationLoader(connection)
last = [loader.graph.leaf_nodes(app)[0] for app in ("admin", "auth", "contenttypes", "sessions")]
apps = loader.project_state([("articles", "0003_article_last_saved"), *last]).apps
"""
_OLD_STORY = (
    f"{_OLD_MODELS}\napps.get_model('articles', 'Article').objects.create(headline='قديم', headline_key='قديم', slug='a')"
)
# The program of that time, as far as a backup of it matters: its models are those of its tables.
_OLD_BACKUP = f"""{_OLD_MODELS}
from pathlib import Path
from articles.exporting.backup import making, tables
kept = tables.kept_models
tables.kept_models = lambda: kept(apps)
(lambda path: making.make(Path(path), with_secrets=False, show=lambda text: None))"""
_OLD_ASK = """
from articles.models import Article, SearchDocument
print(Article.objects.count(), Article.objects.get().headline, SearchDocument.objects.count() == 1)
"""


def test_what_is_there_is_not_overwritten_unless_that_is_said_twice(tmp_path: Path) -> None:
    make_newsroom()
    path = tmp_path / "all.tar.zst"
    backup(path)
    before = everything()
    assert "not empty" in restore(path).err
    assert "add --yes" in restore(path, "--replace").err
    assert restore(path).status == restore(path, "--replace").status == 2
    assert everything() == before


def test_media_that_are_there_are_not_overwritten_either(tmp_path: Path) -> None:
    path = tmp_path / "none.tar.zst"
    assert backup(path).status == 0
    media = Path(settings.MEDIA_ROOT)
    media.mkdir(parents=True, exist_ok=True)
    (media / "mine.jpg").write_bytes(b"mine")
    assert "media folder" in restore(path).err
    assert (media / "mine.jpg").read_bytes() == b"mine"


def test_the_secret_key_goes_along_only_when_asked_for(tmp_path: Path) -> None:
    assert backup(tmp_path / "plain.tar.zst").status == 0
    assert backup(tmp_path / "full.tar.zst", "--with-secrets").status == 0
    key = settings.SECRET_KEY.encode()
    assert not any(key in data for data in unpack(tmp_path / "plain.tar.zst").values())
    assert unpack(tmp_path / "full.tar.zst")["secrets/secret_key"] == key
    kept = tmp_path / "kept"
    assert manage("restore", tmp_path / "full.tar.zst", data_dir=kept).returncode == 0
    assert (kept / "secret_key").read_bytes() != key
    taken = tmp_path / "taken"
    assert manage("restore", tmp_path / "full.tar.zst", "--with-secrets", data_dir=taken).returncode == 0
    assert (taken / "secret_key").read_bytes() == key
    assert (taken / "secret_key").stat().st_mode & 0o777 == 0o600


def test_nobody_who_is_signed_in_stays_so_by_a_backup(tmp_path: Path, client: Any) -> None:
    client.force_login(User.objects.create_user("salma", password="secret"))
    backup(tmp_path / "all.tar.zst")
    assert not any("session" in name for name in unpack(tmp_path / "all.tar.zst"))


@pytest.mark.parametrize(
    ("name", "reason"),
    [("all.zip", "name it"), ("nowhere/all.tar.zst", "no such folder"), ("media/all.tar.zst", "everybody can read")],
)
def test_a_bad_place_is_refused_and_nothing_is_written(name: str, reason: str, tmp_path: Path) -> None:
    Path(settings.MEDIA_ROOT).mkdir(parents=True, exist_ok=True)
    run = backup(tmp_path / name)
    assert run.status == 2
    assert reason in run.err
    assert not (tmp_path / name).exists()


def test_a_file_that_a_row_names_and_nobody_has_is_told(tmp_path: Path) -> None:
    make_newsroom()
    image = Image.objects.get(alt="الجسر")
    Path(image.file.path).unlink()
    run = backup(tmp_path / "all.tar.zst")
    assert run.status == 1
    assert image.file.name in run.err
    assert (tmp_path / "all.tar.zst").exists()


WRITER = """
import django, io, sys
from django.conf import settings
django.setup()
from django.db import transaction
from PIL import Image as Pillow
from articles.models import Article, Author, Correction
from articles.pictures import read_picture, store_picture
name = sys.argv[1]
number = 0
while True:
    number += 1
    out = io.BytesIO()
    Pillow.new("RGB", (20, 20), (number % 256, number // 256, len(name))).save(out, "PNG")
    image, _ = store_picture(read_picture(out.getvalue()), alt=f"{name} {number}")
    with transaction.atomic():
        story = Article.objects.create(headline=f"{name} {number}", body="<p>نص</p>", status="published", image=image)
        author, _ = Author.objects.get_or_create_named(name)
        Author.objects.filter(pk=author.pk).update(bio=str(number))
        story.set_bylines([author])
        Correction.objects.create(article=story, note=str(number))
    print(number, flush=True)
"""


def test_a_backup_made_while_others_write_is_of_one_moment(tmp_path: Path) -> None:
    """Each writer's stories are whole and without a gap, and every picture that a row names is there."""
    names = ("one", "three")
    environment = os.environ | {"DATABASE_URL": url(), "DJANGO_SETTINGS_MODULE": "tests.settings"}
    environment |= {"DATA_DIR": str(tmp_path / "data"), "PYTHONPATH": str(settings.BASE_DIR)}
    settings.MEDIA_ROOT = tmp_path / "data" / "media"
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, name], env=environment, stdout=subprocess.PIPE, text=True)
        for name in names
    ]
    try:
        for writer in writers:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "1\n"
        deadline = time.monotonic() + 10
        while Article.objects.count() < 30 and time.monotonic() < deadline:
            time.sleep(0.1)
        path = tmp_path / "moving.tar.zst"
        run = backup(path)
        during = Article.objects.count()
    finally:
        for writer in writers:
            writer.kill()
            writer.wait()
    assert (run.status, run.err) == (0, "")
    members = unpack(path)
    stories = _rows(members, "articles.article")
    assert 30 <= len(stories) <= during
    notes = {note["article_id"]: note["note"] for note in _rows(members, "articles.correction")}
    bylines = {line["article_id"] for line in _rows(members, "articles.byline")}
    counted = {author["name"]: int(author["bio"]) for author in _rows(members, "articles.author")}
    for name in names:
        own = [story for story in stories if story["headline"].split()[0] == name]
        assert [int(story["headline"].split()[1]) for story in own] == list(range(1, counted[name] + 1))
        assert all(notes[story["id"]] == story["headline"].split()[1] and story["id"] in bylines for story in own)
    images = {image["id"]: image["file"] for image in _rows(members, "articles.image")}
    assert all(f"media/{images[story['image_id']]}" in members for story in stories)
    back = manage("restore", path, data_dir=tmp_path / "restored")
    assert back.returncode == 0, back.stderr


def _rows(members: dict[str, bytes], label: str) -> list[dict[str, Any]]:
    return [
        json.loads(line)
        for name, data in members.items()
        if name.startswith(f"database/{label}/")
        for line in data.split(b"\n")
        if line
    ]
