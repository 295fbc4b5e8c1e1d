"""The static edition: all that readers see as files, only what changed is written, what is withdrawn is gone."""

import fcntl
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from http.client import HTTPConnection
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

import pytest
import time_machine
from django.conf import settings as django_settings
from django.test import Client

from articles.models import Article, OldAddress, Section
from articles.text.addresses import address_key
from tests.exporting.newsroom import NOW, PARAGRAPH, make_newsroom, settle
from tests.importing.helpers import Run

pytestmark = pytest.mark.django_db(transaction=True)
SITE = "https://news.example.org"


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "edition"


@pytest.fixture
def stories() -> dict[str, Article]:
    made = make_newsroom()
    settle()
    return made


def export(root: Path) -> Run:
    return Run(root, "--base-url", SITE, command="export_site")


def files(root: Path) -> dict[str, tuple[int, int]]:
    """Path -> which file on the disk it is, and when it was written: a file that is written again is another."""
    found = (path for path in root.rglob("*") if path.is_file() and ".newsroom" not in path.parts)
    return {str(path.relative_to(root)): (path.stat().st_ino, path.stat().st_mtime_ns) for path in found}


def file_of(story: Article) -> str:
    return f"article/{story.pk}/{story.slug}/index.html"


@pytest.fixture
def serve() -> Iterator[object]:
    """A server that knows nothing but files."""
    servers = []

    def start(folder: Path) -> str:
        class Quiet(SimpleHTTPRequestHandler):
            def log_message(self, format: str, *args: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def get(host: str, address: str) -> tuple[int, str, bytes]:
    """(status, where it leads, content); no redirect is followed."""
    connection = HTTPConnection(host, timeout=10)
    connection.request("GET", quote(address, safe="/%?=&#"))
    answer = connection.getresponse()
    result = answer.status, answer.getheader("Location", ""), answer.read()
    connection.close()
    return result


def crawl(host: str) -> dict[str, bytes]:
    """All that can be reached from the front page; fails on any link that leads nowhere."""
    pages: dict[str, bytes] = {}
    waiting = [("/", "")]
    while waiting:
        address, linked_from = waiting.pop()
        if address in pages:
            continue
        status, moved, content = get(host, address)
        if status == 301:
            waiting.append((urlsplit(urljoin(f"http://{host}{address}", moved)).path, linked_from))
            pages[address] = b""
            continue
        assert status == 200, f"{linked_from} leads to {address}: {status}"
        pages[address] = content
        if content[:9].lower() == b"<!doctype":
            waiting += [(link, address) for link in _links(content.decode(), address)]
    return pages


def _links(text: str, page: str) -> Iterator[str]:
    found = re.findall(r'\s(?:href|src)="([^"#]+)', text)
    found += [part.split()[0] for value in re.findall(r'\ssrcset="([^"]+)"', text) for part in value.split(",")]
    for link in found:
        link = link.replace("&amp;", "&").removeprefix(SITE)
        if not urlsplit(link).scheme and not link.startswith("//"):
            yield urljoin(page, link)


def test_a_server_of_files_gives_all_pages_and_no_link_breaks(root: Path, stories: dict[str, Article], serve) -> None:
    run = export(root)
    assert (run.status, run.err) == (0, "")
    pages = crawl(serve(root))
    for name in ("lead", "own", "rich", "undated", "bare", "opinion"):
        assert quote(stories[name].get_absolute_url(), safe="/%") in pages, name
    assert any(address.startswith("/media/") for address in pages)
    assert any(address.endswith(".woff2") for address in pages)
    assert not any(address.startswith(("/admin/", "/language/", "/preview/")) for address in pages)


def test_names_are_arabic_on_the_disk_and_pages_say_what_the_site_says(root: Path, stories: dict[str, Article]) -> None:
    export(root)
    assert (root / "section" / "أخبار" / "index.html").is_file()
    story = stories["rich"]
    written = (root / file_of(story)).read_text(encoding="utf-8")
    live = Client().get(story.get_absolute_url(), headers={"host": "localhost"}).content.decode()
    body = re.search(r'<div class="prose">.*?</div>', live, re.DOTALL)
    assert body is not None
    assert body[0] in written
    assert f'<link rel="canonical" href="{SITE}/article/{story.pk}/' in written
    assert "localhost" not in written


def test_nothing_that_the_public_may_not_see_is_anywhere_in_the_folder(root: Path, stories: dict[str, Article]) -> None:
    for name in ("draft", "later", "gone"):
        Article.objects.filter(pk=stories[name].pk).update(headline=f"سر {name} مكتوم", body="<p>كلمة مكتومة</p>")
    export(root)
    for path in root.rglob("*"):
        if path.is_file():
            assert "مكتوم".encode() not in path.read_bytes(), path


def test_the_same_site_again_writes_nothing(root: Path, stories: dict[str, Article]) -> None:
    export(root)
    before = files(root)
    with time_machine.travel(NOW + timedelta(minutes=30), tick=False):
        run = export(root)
    assert "0 written, 0 removed" in run.out
    assert files(root) == before


def test_a_withdrawn_story_goes_and_only_pages_that_named_it_are_written_again(
    root: Path, stories: dict[str, Article], serve
) -> None:
    far = Section.objects.create(name="علوم")
    Article.objects.bulk_create(
        Article(headline=f"خبر قديم {n}", headline_key=f"خبر قديم {n}", slug=f"old-{n}", body=PARAGRAPH, status="published",
                section=far, published_at=NOW - timedelta(days=100 + n))
        for n in range(25)
    )  # fmt: skip
    settle()
    export(root)
    before, texts = files(root), _texts(root)
    story = stories["opinion"]
    assert file_of(story) in before
    Article.objects.filter(pk=story.pk).update(status="withdrawn")
    settle()
    run = export(root)
    assert run.status == 0
    after = files(root)
    assert file_of(story) not in after
    assert not (root / "article" / str(story.pk)).exists()
    written = {path for path in after if after[path] != before.get(path)}
    new_texts = _texts(root)
    assert written == {path for path in new_texts if new_texts[path] != texts.get(path)}
    assert "index.html" in written
    assert "section/علوم/page-2.html" not in written
    assert not any(path.startswith(("media/", "static/")) for path in written)
    assert (root / "gone" / f"{story.pk}.html").is_file()
    crawl(serve(root))


def _texts(root: Path) -> dict[str, bytes]:
    return {path: (root / path).read_bytes() for path in files(root)}


def test_pages_of_a_list_are_files_that_lead_to_each_other(root: Path, stories: dict[str, Article]) -> None:
    for number in range(25):
        Article.objects.create(headline=f"خبر {number}", body=PARAGRAPH, status="published", section=stories["lead"].section)
    export(root)
    folder = root / "section" / "al-balad"
    assert 'href="page-2.html"' in (folder / "index.html").read_text(encoding="utf-8")
    second = (folder / "page-2.html").read_text(encoding="utf-8")
    assert 'href="."' in second
    assert "?page=" not in re.sub(r"<(?:link|meta|script)[^>]*>.*", "", second)


def test_a_killed_export_is_finished_by_the_next_and_leaves_no_orphan(
    root: Path, stories: dict[str, Article], monkeypatch
) -> None:
    export(root)
    whole = set(files(root))
    shutil.rmtree(root)
    replace, calls = Path.replace, []

    def dying(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == 15:
            raise SystemExit(137)
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", dying)
        assert export(root).status == 137
    assert 0 < len(files(root)) < len(whole)
    Article.objects.filter(pk=stories["own"].pk).update(status="withdrawn")
    settle()
    export(root)
    fresh = root.with_name("fresh")
    export(fresh)
    assert set(files(root)) == set(files(fresh))
    assert {path: (root / path).read_bytes() for path in files(root)} == {
        path: (fresh / path).read_bytes() for path in files(fresh)
    }


def test_a_file_that_somebody_took_away_comes_again(root: Path, stories: dict[str, Article]) -> None:
    export(root)
    (root / file_of(stories["lead"])).unlink()
    (root / "index.html").write_text("spoilt")
    export(root)
    assert (root / file_of(stories["lead"])).is_file()
    assert (root / "index.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_folder_of_somebody_elses_is_left_alone(root: Path, stories: dict[str, Article]) -> None:
    root.mkdir()
    (root / "mine.txt").write_text("mine")
    run = export(root)
    assert run.status == 2
    assert "not of an export" in run.err
    assert [path.name for path in root.iterdir()] == ["mine.txt"]


def test_two_exports_into_one_folder_do_not_mix(root: Path, stories: dict[str, Article]) -> None:
    export(root)
    with (root / ".newsroom" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        run = export(root)
    assert run.status == 2
    assert "another export" in run.err


def test_a_page_that_fails_stays_as_it_was(root: Path, stories: dict[str, Article], monkeypatch: pytest.MonkeyPatch) -> None:
    export(root)
    path = root / file_of(stories["rich"])
    before = path.read_bytes()
    Article.objects.filter(pk=stories["rich"].pk).update(headline="تغير")
    reading = Article.reading_minutes

    def failing(story: Article) -> object:
        raise RuntimeError("broken")

    monkeypatch.setattr("articles.public.stories.plain_text", failing)
    run = export(root)
    assert run.status == 1
    assert "the site answers 500" in run.err
    assert path.read_bytes() == before
    assert reading is not None


def test_dates_in_files_do_not_grow_old(root: Path, stories: dict[str, Article]) -> None:
    export(root)
    front = (root / "index.html").read_text(encoding="utf-8")
    assert "اليوم، " not in front
    assert "أمس، " not in front
    assert 'class="dateline"' not in front


needs_nginx = pytest.mark.skipif(shutil.which("nginx") is None, reason="no nginx on this machine")


@needs_nginx
def test_nginx_serves_it_with_the_configuration_that_we_give(root: Path, stories: dict[str, Article], tmp_path: Path) -> None:
    for number in range(25):
        Article.objects.create(headline=f"خبر {number}", body=PARAGRAPH, status="published", section=stories["lead"].section)
    old = address_key("https://old.example.org/خبر/قديم")
    OldAddress.objects.create(article=stories["rich"], key=old)
    export(root)
    with _nginx(root, tmp_path) as host:
        crawl(host)
        lead, address = stories["lead"].pk, stories["lead"].get_absolute_url()
        for path in (f"/a/{lead}", f"/a/{lead}/", f"/article/{lead}/", f"/article/{lead}/old-slug/", f"/article/{lead}"):
            status, moved, _ = get(host, path)
            assert (status, urlsplit(moved).path) == (301, address), path
        assert urlsplit(get(host, "/خبر/قديم")[1]).path == stories["rich"].get_absolute_url()
        first, second = (get(host, f"/section/al-balad/{query}")[2] for query in ("", "?page=2"))
        assert second == (root / "section/al-balad/page-2.html").read_bytes() != first
        assert get(host, "/section/al-balad/?page=99")[0] == 404
        assert get(host, "/section/al-balad/?utm_source=x")[2] == first
        assert get(host, f"/article/{stories['gone'].pk}/x/")[0] == 410
        for path in ("/nothing/", "/a/987654", f"/article/{stories['draft'].pk}/", "/.newsroom/addresses.map", "/gone/"):
            status, _, content = get(host, path)
            assert status == 404, path
            assert content == (root / "404.html").read_bytes(), path


class _nginx:
    """The project's own configuration, with this machine's folders and a free port."""

    def __init__(self, root: Path, folder: Path) -> None:
        self._folder = folder
        with ThreadingHTTPServer(("127.0.0.1", 0), SimpleHTTPRequestHandler) as probe:
            self._host = f"127.0.0.1:{probe.server_port}"
        for source in (Path(django_settings.BASE_DIR) / "deploy" / "nginx").glob("*.conf"):
            text = source.read_text(encoding="utf-8").replace("/srv/newsroom/edition", str(root))
            text = text.replace("/etc/nginx/newsroom", str(folder)).replace("listen 80;", f"listen {self._host};")
            (folder / source.name).write_text(text, encoding="utf-8")
        own = "".join(f"{kind}_temp_path {folder}/t;" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        main = f"pid {folder}/pid; error_log {folder}/err; events {{}}\n"
        main += f"http {{ access_log off; {own} include {folder}/edition.conf; }}\n"
        # As root nginx would read the files as nobody, who may not enter a test's folder.
        (folder / "main.conf").write_text(("user root;\n" if os.geteuid() == 0 else "") + main, encoding="utf-8")

    def __enter__(self) -> str:
        subprocess.run(["nginx", "-t", "-c", f"{self._folder}/main.conf"], check=True, capture_output=True)
        subprocess.run(["nginx", "-c", f"{self._folder}/main.conf"], check=True, capture_output=True)
        return self._host

    def __exit__(self, *error: object) -> None:
        subprocess.run(["nginx", "-s", "stop", "-c", f"{self._folder}/main.conf"], check=False, capture_output=True)
