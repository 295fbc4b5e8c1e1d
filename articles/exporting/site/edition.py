"""Writing the edition: page by page, what changed and only that, what is no longer public taken away at the end."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.html import escape

from articles.exporting.files import link_or_copy, write_whole
from articles.exporting.site import ledger, links, seeds
from articles.exporting.site.addresses import NoFile, file_of, page_of, safe, with_page_files
from articles.exporting.site.asking import Answer, Site, apart
from articles.exporting.site.assets import source_of
from articles.exporting.site.ledger import FOLDER, Ledger, digest_of
from articles.exporting.site_address import SiteAddress
from articles.exporting.snapshot import one_moment

_PICTURES = (".jpg", ".png", ".webp")
_REDIRECTS = (301, 302, 307, 308)
# A number that no story has: its page is «not found».
_NOWHERE = "/article/999999999999999999/"


@dataclass
class Outcome:
    pages: int = 0
    written: int = 0
    assets: int = 0
    removed: int = 0
    # «page: what is wrong with it»; the first are pages that failed, the others links that lead nowhere.
    faults: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)


def export_site(root: Path, address: SiteAddress, show: Callable[[int, int], None]) -> Outcome:
    """Bring the folder up to date; ``show(pages done, pages known)`` is called after each page.

    Readers may be served from it meanwhile: each file is whole at any moment,
    and stories stand before lists lead to them. Busy, NotOurs, OSError.
    """
    with ledger.opened(root) as book, apart(), one_moment():
        edition = _Edition(root, book, Site(address), address)
        edition.walk(seeds.addresses(), show)
        edition.write_not_found()
        edition.write_gone(seeds.gone())
        edition.write_maps()
        edition.remove_unwanted()
        return edition.outcome


class _Edition:
    def __init__(self, root: Path, book: Ledger, site: Site, address: SiteAddress) -> None:
        self._root, self._book, self._site, self._address = root, book, site, address
        self._seen: set[str] = set()
        self._found: deque[tuple[str, str]] = deque()
        self._assets: set[str] = set()
        self.outcome = Outcome()

    def walk(self, start: Iterable[str], show: Callable[[int, int], None]) -> None:
        """The seeds, and after them what their pages link to."""
        for address in start:
            self._visit(address, "")
            show(self.outcome.pages, len(self._seen))
        while self._found:
            address, linked_from = self._found.popleft()
            self._visit(address, linked_from)
            show(self.outcome.pages, len(self._seen) + len(self._found))

    def write_not_found(self) -> None:
        answer = self._site.ask(_NOWHERE)
        self._write_html("404.html", answer.body.decode(), _NOWHERE)

    def write_gone(self, keys: Iterable[int]) -> None:
        """Pages that say that a story was withdrawn, for a server to give out with the state 410."""
        for key in keys:
            answer = self._site.ask(f"/article/{key}/")
            if answer.status == 410:
                self._write_html(f"gone/{key}.html", answer.body.decode(), f"/article/{key}/")

    def write_maps(self) -> None:
        """For nginx: number -> address, number -> gone, former path -> address."""
        current = (f'{key} "{address}";\n' for key, address in seeds.current())
        self._write_map("addresses.map", current)
        self._write_map("gone.map", (f"{key} 1;\n" for key in seeds.gone()))
        self._write_map("old.map", (f'"{_quoted(path)}" "{address}";\n' for path, address in seeds.old()))

    def remove_unwanted(self) -> None:
        for path in self._book.unwanted():
            (self._root / path).unlink(missing_ok=True)
            self._book.forget(path)
            self.outcome.removed += 1
            self._prune((self._root / path).parent)

    def _visit(self, address: str, linked_from: str) -> None:
        page = page_of(address)
        if page is None or page in self._seen:
            return
        self._seen.add(page)
        try:
            if not self._has_picture(page):
                self._take(page, self._site.ask(page), linked_from)
        except NoFile as error:
            self.outcome.faults.append(f"{page}: {error}")

    def _has_picture(self, page: str) -> bool:
        """Whether it is a picture that the site draws and that stands here: its address tells its content, so it stays."""
        if not page.endswith(_PICTURES):
            return False
        path = file_of(page, "image/")
        digest = self._book.digest(path)
        if not digest or not (self._root / path).is_file():
            return False
        self._book.want(path, digest)
        self.outcome.pages += 1
        return True

    def _take(self, page: str, answer: Answer, linked_from: str) -> None:
        if answer.status in _REDIRECTS:
            self._take_redirect(page, answer.location)
        elif answer.status == 200:
            self.outcome.pages += 1
            path = file_of(page, answer.content_type)
            kind = answer.content_type.partition(";")[0]
            if kind == "text/html":
                self._write_html(path, answer.body.decode(), page)
            else:
                if kind.startswith(("text/", "application/")):
                    self._follow(links.in_text(answer.body.decode(), self._address.base), page)
                self._write(path, answer.body)
        elif answer.status >= 500:
            self._keep(page)
            self.outcome.faults.append(f"{page}: the site answers {answer.status}")
        elif linked_from:
            self.outcome.broken.append(f"{linked_from}: leads to {page}, which is not there ({answer.status})")

    def _take_redirect(self, page: str, location: str) -> None:
        """A page that leads on by itself, for servers that know no other way; nginx sends readers on without it."""
        target = location.removeprefix(self._address.base) or "/"
        path = file_of(page, "text/html")
        self._write(path, _LEADING_ON.format(address=escape(target)).encode())
        self._follow({target}, page)

    def _keep(self, page: str) -> None:
        """A page that fails today stays as it was."""
        path = file_of(page, "text/html")
        if digest := self._book.digest(path):
            self._book.want(path, digest)

    def _write_html(self, path: str, text: str, page: str) -> None:
        self._follow(links.in_html(text, page.partition("?")[0], self._address.base), page)
        self._write(path, with_page_files(text).encode())

    def _follow(self, found: set[str], page: str) -> None:
        """What the page shows is written before it; where it leads is visited later."""
        for address in sorted(found):
            if self._take_asset(address, page):
                continue
            target = page_of(address)
            if target is not None and target not in self._seen:
                self._found.append((target, page))

    def _take_asset(self, address: str, page: str) -> bool:
        """Whether it is one."""
        try:
            asset = source_of(address)
        except NoFile as error:
            self.outcome.broken.append(f"{page}: {error}")
            return True
        if asset is None:
            return False
        path, source = asset
        if path not in self._assets:
            self._assets.add(path)
            self._link(path, source)
            if path.endswith(".css"):
                for needed in sorted(links.in_css(source.read_text(encoding="utf-8"), address)):
                    self._take_asset(needed, address)
        return True

    def _link(self, path: str, source: Path) -> None:
        state = source.stat()
        digest = f"{state.st_size}-{state.st_mtime_ns}"
        self.outcome.assets += 1
        if self._is_changed(path, digest, state.st_size):
            self._book.announce(path)
            link_or_copy(source, self._place(path))
            self.outcome.written += 1
        self._book.want(path, digest)

    def _write(self, path: str, data: bytes) -> None:
        digest = digest_of(data)
        if self._is_changed(path, digest, len(data)):
            self._book.announce(path)
            write_whole(self._place(path), data)
            self.outcome.written += 1
        self._book.want(path, digest)

    def _is_changed(self, path: str, digest: str, size: int) -> bool:
        try:
            return self._book.digest(path) != digest or (self._root / path).stat().st_size != size
        except OSError:
            return True

    def _place(self, path: str) -> Path:
        place = self._root / safe(path)
        place.parent.mkdir(parents=True, exist_ok=True)
        return place

    def _write_map(self, name: str, lines: Iterator[str]) -> None:
        data = "".join(lines).encode()
        path = self._root / FOLDER / name
        if not path.exists() or path.read_bytes() != data:
            write_whole(path, data)

    def _prune(self, folder: Path) -> None:
        """Folders that hold nothing any more go."""
        while folder != self._root and folder.is_relative_to(self._root):
            try:
                os.rmdir(folder)
            except OSError:
                return
            folder = folder.parent


def _quoted(path: str) -> str:
    return path.replace("\\", "\\\\").replace('"', '\\"')


_LEADING_ON = (
    '<!doctype html>\n<html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>…</title>\n'
    '<link rel="canonical" href="{address}"><meta http-equiv="refresh" content="0; url={address}"></head>\n'
    '<body><p><a href="{address}">{address}</a></p></body></html>\n'
)
