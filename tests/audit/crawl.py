"""A crawl from the front page over every address of the newsroom's that a page names: what leads nowhere, what leaks."""

import re
import urllib.error
import urllib.request
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from tests.audit.newsroom import Newsroom
from tests.audit.result import Result, Row

# Attributes that name an address. `srcset` holds several.
ADDRESSES = {"href", "src", "poster", "data-frame", "data-read"}
# Never asked for: the desk (a sign-in), and the address that is told of a reading (POST alone).
LEFT_OUT = re.compile(r"^/(admin|read|i18n)/")
MOST_PAGES = 5_000


class Head(HTMLParser):
    """What one page says of itself, and where it leads."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.links: set[str] = set()
        self.counts: Counter[str] = Counter()
        self.ids: set[str] = set()
        self.facts: dict[str, str] = {}
        self._in_title = False
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attributes}
        self.counts[tag] += 1
        self.ids |= {told["id"]} if "id" in told else set()
        if tag == "html":
            self.facts |= {"lang": told.get("lang", ""), "dir": told.get("dir", "")}
        elif tag == "title" and self.counts["title"] == 1:
            self._in_title = True
        elif tag == "meta" and told.get("name") == "description":
            self.facts["description"] = told.get("content", "")
        elif tag == "link" and told.get("rel") == "canonical":
            self.facts["canonical"] = told.get("href", "")
        if tag == "meta" and told.get("property") == "og:image":
            self.links.add(told.get("content", ""))
        if told.get("rel") != "preconnect" and tag != "form":
            self.links |= {told[name] for name in ADDRESSES & set(told)}
        for part in told.get("srcset", "").split(","):
            self.links |= {part.split()[0]} if part.strip() else set()

    def handle_endtag(self, tag: str) -> None:
        self._in_title = self._in_title and tag != "title"

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.facts["title"] = self.facts.get("title", "") + data


def _is_narrowed(path: str) -> bool:
    """A search that is narrowed already: its page is read, but each further narrowing of it would be a page of its own."""
    return path.startswith("/search/?") and path.count("=") > 1


@dataclass
class Crawl:
    newsroom: Newsroom
    asked: dict[str, int] = field(default_factory=dict)
    pages: int = 0
    faults: list[str] = field(default_factory=list)
    heads: dict[str, Head] = field(default_factory=dict)
    bases: dict[str, str] = field(default_factory=dict)
    anchors: list[tuple[str, str, str]] = field(default_factory=list)

    def run(self) -> None:
        waiting = [("/", "the start")]
        known = {"/"}
        for path, whence in waiting:  # grows while it is walked
            head = self._ask(path, whence)
            if head is None or len(self.asked) > MOST_PAGES or _is_narrowed(path):
                continue
            for link in sorted(head.links):
                target, anchor = self._inside(path, link)
                if target is not None and anchor:
                    self.anchors.append((path, target, anchor))
                if target is not None and target not in known:
                    known.add(target)
                    waiting.append((target, path))
        for path, target, anchor in self.anchors:
            head = self.heads.get(target)
            if head is not None and anchor not in head.ids:
                self.faults.append(f"{path}: no #{anchor} on {target}")

    def _inside(self, path: str, link: str) -> tuple[str | None, str]:
        """The path of an address of ours, without its anchor, and the anchor; None for what lies outside."""
        whole, anchor = urldefrag(urljoin(self.bases[path], link))
        parts = urlsplit(whole)
        if f"{parts.scheme}://{parts.netloc}" != self.newsroom.url or LEFT_OUT.match(parts.path):
            return None, ""
        return unquote(parts.path) + (f"?{unquote(parts.query)}" if parts.query else ""), unquote(anchor)

    def _ask(self, path: str, whence: str) -> Head | None:
        address = urllib.request.quote(self.newsroom.url + path, safe=":/?&=%#+")  # type: ignore[attr-defined]
        try:
            with urllib.request.urlopen(address, timeout=30) as response:
                body, kind, status = response.read(), response.headers["Content-Type"], response.status
                # What stands under another address leads on from there.
                self.bases[path] = response.url
        except urllib.error.HTTPError as error:
            self.asked[path] = error.code
            self.faults.append(f"{error.code}: {path}, linked from {whence}")
            return None
        self.asked[path] = status
        if kind.partition(";")[0] not in {"text/html", "application/rss+xml", "application/atom+xml", "application/feed+json"}:
            return None
        text = body.decode()
        self.faults += [f"{path} shows what is not public: {word}" for word in self.newsroom.hidden if word in text]
        return self._page(path, text) if kind.startswith("text/html") else None

    def _page(self, path: str, text: str) -> Head:
        head = Head(text)
        self.pages += 1
        self.heads[path] = head
        wanted = {"lang": "ar", "dir": "rtl"}
        self.faults += [
            f"{path}: {name} is «{head.facts[name]}»" for name, value in wanted.items() if head.facts[name] != value
        ]
        missing = [name for name in ("title", "description", "canonical") if not head.facts.get(name, "").strip()]
        self.faults += [f"{path}: no {name}" for name in missing]
        if head.counts["h1"] != 1:
            self.faults.append(f"{path}: {head.counts['h1']} h1")
        return head


def measure(newsroom: Newsroom) -> Result:
    crawl = Crawl(newsroom)
    crawl.run()
    result = Result(
        "Crawl",
        "From `/` over every address of the newsroom's that a page names (links, pictures in all sizes, style sheets, scripts, "
        "share pictures, feeds): nothing broken, no anchor without its place, no word of a draft, a scheduled or a withdrawn "
        'story; every page with title, description, canonical address, one `h1`, `lang="ar"` and `dir="rtl"`.',
        faults=sorted(set(crawl.faults)),
    )
    result.rows = [
        Row("addresses asked for", str(len(crawl.asked)), f"< {MOST_PAGES}", len(crawl.asked) < MOST_PAGES),
        Row("pages", str(crawl.pages), "> 100", crawl.pages > 100),
        Row("anchors looked for", str(len(crawl.anchors)), "", met=True),
        Row("faults", str(len(result.faults)), "0", not result.faults),
    ]
    return result
