"""The command: what it takes, what it says, and its exit status: 0 all well, 1 some refused, 2 could not run."""

import io
import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError

from articles.importing import bulk, prepared
from articles.importing.console import Console
from articles.importing.prepared import Chunk
from articles.importing.writer import Outcome, Result, Writer
from articles.models import Article, ImportRecord, RelatedLink, Section
from articles.text.markup import plain_text
from tests.importing.helpers import SAMPLE, Run, lines, write_lines

pytestmark = pytest.mark.django_db

TEXT = "عنوان {0}\n\nنص الخبر رقم {0} في سطر واحد.\n"


def seeds(folder: Path, *names: str) -> Path:
    for number, name in enumerate(names, 1):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT.format(number), encoding="utf-8")
    return folder


def test_the_real_seed_becomes_one_article(shared: Path) -> None:
    assert Run(shared / "seeds").counts == {"created": 1}
    article = Article.objects.get()
    assert article.standfirst.endswith("لإبرام حل سياسي في سوريا.")
    assert article.caption.startswith("السفير جيمس جيفري")
    assert len(plain_text(article.body).split("\n\n")) == 9
    assert (str(article.section), article.published_at, article.is_public) == ("أخبار", None, True)
    assert not RelatedLink.objects.exists()
    assert Run(shared / "seeds").counts == {"unchanged": 1}


def test_files_folders_and_globs(tmp_path: Path) -> None:
    seeds(tmp_path, "b.txt", "a.txt", "deep/c.txt", "deep/er/d", "x1.txt", "x2.txt")
    assert Run(tmp_path / "deep").counts == {"created": 2}
    assert Run(tmp_path / "x*.txt").counts == {"created": 2}
    assert Run(tmp_path / "a.txt", tmp_path).counts == {"created": 2, "unchanged": 4}


def test_a_folder_is_walked_in_sorted_order(tmp_path: Path) -> None:
    seeds(tmp_path, "c.txt", "a.txt", "b/1.txt", "b.txt")
    Run(tmp_path)
    paths = [
        Path(path).relative_to(tmp_path).as_posix()
        for path in ImportRecord.objects.order_by("pk").values_list("path", flat=True)
    ]
    assert paths == ["a.txt", "b.txt", "c.txt", "b/1.txt"]


def test_other_files_in_a_folder_are_left_alone(tmp_path: Path) -> None:
    seeds(tmp_path, "a.txt")
    shutil.copy(SAMPLE, tmp_path / "with-headings.md")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (tmp_path / "newsroom.json").write_text('{\n "anchor": "x"\n}')
    (tmp_path / "script.py").write_text("print('عنوان')")
    (tmp_path / ".hidden.txt").write_text("عنوان مخفي")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "a.txt").write_text("عنوان مخفي")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert Run(tmp_path).counts == {"created": 2}


def stdin(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as pipe:
        pipe.write(content)
    monkeypatch.setattr(sys, "stdin", os.fdopen(reading, "r"))


@pytest.mark.parametrize("content", [TEXT.format(1), lines({"headline": "عنوان 1"})])
def test_standard_input(monkeypatch: pytest.MonkeyPatch, content: str) -> None:
    stdin(monkeypatch, content.encode())
    assert Run("-").counts == {"created": 1}
    assert Article.objects.get().headline == "عنوان 1"
    stdin(monkeypatch, content.encode())
    assert Run("-").counts == {"unchanged": 1}


def test_the_format_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "stories.dat"
    path.write_text(lines({"external_id": 1, "headline": "عنوان"}) * 2, encoding="utf-8")
    assert Run(path).counts == {"created": 1, "unchanged": 1}
    assert Run(path, "--format", "seed").counts == {"created": 1}
    assert Article.objects.order_by("pk").last().headline.startswith("{")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["{0}/nothing"], "nothing: there is no such file or folder"),
        (["{0}/*.nothing"], "*.nothing: there is no such file or folder"),
        (["{0}/empty"], "empty: the folder holds no stories"),
        (["{0}/a.txt", "{0}/nothing"], "nothing: there is no such file or folder"),
        (["{0}/a.txt", "--published-at", "24/11/2026"], "is no ISO 8601 time"),
        (["{0}/a.txt", "--published-at", "9999-12-31"], "is no ISO 8601 time"),
        (["{0}/a.txt", "--section", "***"], "is no name: a name has at least one letter or digit"),
        (["{0}/a.txt", "--author", " "], "is no name"),
        (["{0}/a.txt", "--status", "live"], "invalid choice"),
        (["{0}/a.txt", "--format", "papyrus"], "invalid choice"),
    ],
)
def test_what_can_not_run_says_why_and_writes_nothing(tmp_path: Path, arguments: list[str], message: str) -> None:
    seeds(tmp_path, "a.txt")
    (tmp_path / "empty").mkdir()
    run = Run(*[argument.format(tmp_path) for argument in arguments])
    assert message in run.err
    assert run.counts == {}
    assert not Article.objects.exists()


@pytest.mark.parametrize("path", ["nothing", "empty"])
def test_exit_status_2(tmp_path: Path, path: str) -> None:
    (tmp_path / "empty").mkdir()
    assert Run(tmp_path / path).status == 2


def test_bad_files_are_one_line_each_and_the_others_go_on(tmp_path: Path) -> None:
    seeds(tmp_path, "good.txt")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)))
    (tmp_path / "empty.txt").touch()
    (tmp_path / "headline.txt").write_text("ع" * 5000, encoding="utf-8")
    (tmp_path / "surrogate.jsonl").write_text('{"headline": "\\ud800"}\n')
    with (tmp_path / "large.txt").open("wb") as large:
        large.truncate(200 * 1024 * 1024)
    run = Run(tmp_path)
    assert (run.status, run.counts) == (1, {"created": 1, "failed": 5})
    assert [line.removeprefix(f"{tmp_path}/") for line in run.err.splitlines()] == [
        "binary.txt:1: binary data (NUL bytes): this is no text file",
        "empty.txt:1: empty file",
        "headline.txt:1: headline: 5,000 characters, at most 300 are taken",
        "large.txt:1: larger than 5 MB: a seed file holds one story",
        "surrogate.jsonl:1: headline: holds half a character (a lone surrogate)",
    ]


def test_a_file_that_no_reader_knows(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"\xff\xd8\xff\xe0\x00")
    run = Run(path)
    assert (run.status, run.counts) == (1, {"failed": 1})
    assert "no reader knows this kind of file" in run.err


def test_names_of_files_may_be_any_bytes(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xc7\xe1\xce\xc8\xd1\n\x1b[31m.txt"
    with open(name, "wb") as file:
        file.write(TEXT.format(1).encode())
    assert Run(tmp_path, "-v2").counts == {"created": 1}
    assert Run(tmp_path).counts == {"unchanged": 1}


def test_a_dry_run_says_what_would_happen_and_writes_nothing(tmp_path: Path) -> None:
    path = write_lines(
        tmp_path / "a.jsonl", {"headline": "أول", "tags": ["ماء"]}, {"headline": "أول", "tags": ["ماء"]}, {"headline": 7}
    )
    run = Run(path, "--dry-run", "--section", "أخبار")
    assert (run.status, run.counts) == (1, {"created": 1, "unchanged": 1, "failed": 1})
    assert f"{path}:1: would be created: أول" in run.out
    assert "Dry run: nothing was written." in run.out
    assert [model.objects.count() for model in (Article, ImportRecord, Section)] == [0, 0, 0]
    Run(path)
    assert Run(path, "--dry-run").counts == {"unchanged": 2, "failed": 1}
    write_lines(path, {"headline": "أول", "kicker": "جديد"})
    assert Run(path, "--dry-run").counts == {"updated": 1}
    assert Article.objects.get().kicker == ""


def test_options(tmp_path: Path) -> None:
    seeds(tmp_path, "a.txt")
    moment = "2018-12-03T10:00:00+03:00"
    run = Run(tmp_path, "--status", "draft", "--published-at", moment, "--section", "عربي", "--author", "سلمى الحداد")
    assert run.counts == {"created": 1}
    article = Article.objects.get()
    assert (article.status, str(article.section)) == ("draft", "عربي")
    assert [str(author) for author in article.byline_authors] == ["سلمى الحداد"]
    assert article.published_at.isoformat() == "2018-12-03T07:00:00+00:00"  # type: ignore[union-attr]


def test_published_at_without_a_zone_is_the_newsrooms(tmp_path: Path) -> None:
    Run(seeds(tmp_path, "a.txt"), "--published-at", "2018-12-03T10:00")
    # Damascus kept winter time then.
    assert Article.objects.get().published_at.isoformat() == "2018-12-03T08:00:00+00:00"  # type: ignore[union-attr]


def test_the_closing_table(tmp_path: Path) -> None:
    run = Run(seeds(tmp_path, "a.txt"))
    assert run.out.splitlines() == ["created    1", "updated    0", "unchanged  0", "conflicts  0", "failed     0"]


def test_a_database_that_fails_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(bulk, "insert", full)
    run = Run(seeds(tmp_path, "a.txt"))
    assert (run.status, run.counts) == (2, {})
    assert run.err.splitlines() == [
        "the database failed (database or disk is full). What was imported stays; run the same command again."
    ]


def test_ctrl_c_keeps_what_was_imported_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write, calls = Writer.write_chunk, iter((False, True))

    def interrupted(writer: Writer, chunk: Chunk) -> Iterator[Result]:
        if next(calls):
            raise KeyboardInterrupt
        return write(writer, chunk)

    monkeypatch.setattr(prepared, "CHUNK_STORIES", 1)
    monkeypatch.setattr(Writer, "write_chunk", interrupted)
    run = Run(seeds(tmp_path, "a.txt", "b.txt"))
    assert (run.status, run.counts) == (130, {"created": 1})
    assert run.err == "Interrupted: what was imported stays; run the same command again to go on.\n"
    assert Article.objects.count() == 1


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_on_a_terminal_and_faults_on_lines_of_their_own() -> None:
    out, err = io.StringIO(), Terminal()
    console = Console(out, err, total_bytes=100, dry_run=False, each_story=False)
    console.show(Result(Outcome.CREATED, "a.txt", 1, "عنوان"), 50)
    console.show(Result(Outcome.FAILED, "b.txt", 3, reason="because\x1b[31m"), 100)
    console.close()
    assert "50%" in err.getvalue() and "stories=1" in err.getvalue()
    assert re.search(r"(^|\r)b\.txt:3: because\ufffd\[31m\n", err.getvalue())
    assert "\x1b[31m" not in err.getvalue()
