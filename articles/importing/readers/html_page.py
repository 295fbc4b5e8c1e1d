"""Saved pages of news sites: what a page tells of itself to machines, and its main text. No Django here.

What JSON-LD says comes first, then Open Graph and the like, then the page's
marks (microformats, schema.org attributes), then what only looks like it. The
main text is what a mark calls the body, else what readability finds.
"""

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePath
from typing import Any, BinaryIO

from lxml import etree, html
from lxml.html import HtmlElement
from readability import Document

from articles.importing.cleaning import clean_body
from articles.importing.decoding import Undecodable, decode
from articles.importing.readers.dates import NoDate, moment
from articles.importing.readers.json_document import objects, text, texts, walk
from articles.importing.readers.wishes import NO_WISHES, Wishes
from articles.importing.readers.words import joined, plain, teaser, without_repeats
from articles.importing.story import Picture, Rejected, Story
from articles.text.arabic import fold_key
from articles.text.mojibake import is_text_encoding

NAME = "html"
SUFFIXES = (".html", ".htm", ".xhtml")
MAX_BYTES = 5 * 1024 * 1024
# What a text that no mark calls the body must have to be one (letters and blanks).
_SHORTEST = 80

_START = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|meta)\b", re.IGNORECASE | re.DOTALL
)
_CHARSET = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([a-z0-9._-]{2,30})""", re.IGNORECASE)
_MARKED_BODIES = (
    "//*[@itemprop='articleBody']",
    "//*[@data-field='body']",
    "//*[contains(concat(' ', @class, ' '), ' e-content ')]",
)
_DIVIDERS = re.compile(r"\s*(?:,|،|;|؛)\s*")
_SITE = re.compile(r"\s+(?:[-–—|•»:]|::)\s+")
_GENRES = {"OpinionNewsArticle": "opinion", "AnalysisNewsArticle": "analysis", "ReportageNewsArticle": "report"}

# It tells at length, on the error stream, what it does.
logging.getLogger("readability.readability").setLevel(logging.CRITICAL)


def sniff(head: bytes, filename: str) -> bool:
    """By its first tag, or by suffix if it holds a tag at all."""
    return _START.match(head) is not None or (PurePath(filename).suffix.lower() in SUFFIXES and b"<" in head)


def read(stream: BinaryIO, path: str, wishes: Wishes = NO_WISHES) -> Iterator[Story | Rejected]:
    """The page's one story, or the reason why there is none."""
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        yield Rejected(path, 1, f"larger than {MAX_BYTES // 1024**2} MB: no page of a story is")
        return
    try:
        source = _decoded(data)
        page = html.document_fromstring(source, parser=html.HTMLParser(no_network=True, huge_tree=False))
    except Undecodable as error:
        yield Rejected(path, error.line, str(error))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        yield Rejected(path, 1, f"no page: {' '.join(str(error).split())[:100]}")
    else:
        yield _story(page, source, path)


def _decoded(data: bytes) -> str:
    declared = _CHARSET.search(data[:4096])
    if declared and is_text_encoding(name := declared[1].decode("ascii")):
        try:
            return _fit_for_xml(data.decode(name).lstrip("\ufeff"))
        except (UnicodeDecodeError, LookupError):
            pass  # it is not what it says
    return _fit_for_xml(decode(data))


def _fit_for_xml(text: str) -> str:
    """Without what the tree's library takes for an order to decode bytes, and without what it refuses."""
    return re.sub(r"^\s*<\?xml[^>]{0,300}\?>", "", re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]", "", text))


@dataclass
class _Told:
    """What the page tells of itself to machines."""

    linked: dict[str, Any] = field(default_factory=dict)
    meta: dict[str, list[str]] = field(default_factory=dict)
    canonical: str = ""

    def one(self, *names: str) -> str:
        return next((value for name in names for value in self.meta.get(name, ()) if value), "")


def _told(page: HtmlElement) -> _Told:
    told = _Told()
    for element in page.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
        if name and (value := (element.get("content") or "").strip()):
            told.meta.setdefault(name, []).append(value)
    links = (
        link.get("href", "").strip() for link in page.iter("link") if "canonical" in (link.get("rel") or "").lower().split()
    )
    told.canonical = next(filter(None, links), "")
    for script in page.xpath("//script[@type='application/ld+json']"):
        for item in walk(_json(script.text or "")):
            kinds = texts(item, "@type")
            if not told.linked and any(kind.endswith("Article") or kind in ("BlogPosting", "Report") for kind in kinds):
                told.linked = item
    return told


def _json(source: str) -> Any:
    try:
        return json.loads(source.strip().removeprefix("<!--").removesuffix("-->"), strict=False)
    except (ValueError, RecursionError):
        return None


def _story(page: HtmlElement, source: str, path: str) -> Story | Rejected:
    told = _told(page)
    linked, warnings = told.linked, list[str]()
    address = next((url for url in (told.canonical, told.one("og:url"), text(linked, "url")) if url.startswith("http")), "")
    headline = _headline(page, told)
    if not headline:
        return Rejected(path, 1, "the page has no headline")
    body = _body(page, source, address)
    if not body:
        return Rejected(path, 1, "no main text is found on the page: is it one story's?")
    summary = text(linked, "description") or told.one("og:description", "description") or _marked(page, "p-summary")
    kinds = texts(linked, "@type")
    image = _picture(page, told, address)
    return Story(
        headline=headline,
        standfirst=teaser(summary, body),
        body=without_repeats(clean_body(body)[0], headline, plain(summary)),
        genre=next((_GENRES[kind] for kind in kinds if kind in _GENRES), ""),
        external_id=address,
        source_name=text(linked, "publisher", "name") or told.one("og:site_name"),
        source_url=address,
        sections=tuple(texts(linked, "articleSection") or told.meta.get("article:section", ())[:1]),
        tags=tuple(_tags(page, told)),
        authors=tuple(_authors(page, told)),
        published_at=_time(
            page, told, ("datePublished",), ("article:published_time", "datepublished", "date", "pubdate"), warnings
        ),
        updated_at=_time(None, told, ("dateModified",), ("article:modified_time", "datemodified"), warnings),
        image=image,
        path=path,
        # Without an address of its own the page's file is its identity.
        alone=not address,
        warnings=tuple(warnings),
    )


def _headline(page: HtmlElement, told: _Told) -> str:
    """The page's own headline; out of the title only without the site's name, which stands there too."""
    first = text(told.linked, "headline") or _marked(page, "p-name") or told.one("og:title", "twitter:title")
    headings = [words for element in page.iter("h1") if (words := _words(element))]
    title = next((words for element in page.iter("title") if (words := _words(element))), "")
    chosen = first or (headings[0] if len(headings) == 1 else "") or title or (headings[0] if headings else "")
    site = fold_key(told.one("og:site_name") or text(told.linked, "publisher", "name"))
    parts = _SITE.split(chosen)
    return parts[0] if len(parts) == 2 and site and fold_key(parts[1]) == site else chosen


def _words(element: HtmlElement) -> str:
    return " ".join("".join(element.itertext()).split())


def _marked(page: HtmlElement, name: str) -> str:
    found = page.xpath(f"//*[contains(concat(' ', @class, ' '), ' {name} ')]")
    return _words(found[0]) if found else ""


def _body(page: HtmlElement, source: str, address: str) -> str:
    for path in _MARKED_BODIES:
        found = [element for element in page.xpath(path) if _words(element)]
        if len(found) == 1:
            return _with_addresses(html.tostring(found[0], encoding="unicode", with_tail=False), address)
    try:
        body = Document(source).summary(html_partial=True)
    except Exception as error:  # noqa: BLE001 - whatever a hostile page makes of the library is one page's fault
        logging.getLogger(__name__).debug("no main text: %s", error)
        return ""
    return _with_addresses(body, address) if len(plain(body)) >= _SHORTEST else ""


def _with_addresses(body: str, address: str) -> str:
    if not address:
        return body
    try:
        tree = html.fragment_fromstring(body, create_parent="div")
        tree.make_links_absolute(address, handle_failures="ignore")
    except (etree.ParserError, ValueError):
        return body
    return html.tostring(tree, encoding="unicode")


def _tags(page: HtmlElement, told: _Told) -> list[str]:
    keywords = [part for told_ in texts(told.linked, "keywords") for part in _DIVIDERS.split(told_)]
    listed = told.meta.get("article:tag", []) or [
        part for one in told.meta.get("news_keywords", []) for part in _DIVIDERS.split(one)
    ]
    marked = [_words(element) for element in page.xpath("//a[@rel='tag' or contains(concat(' ', @class, ' '), ' p-tag ')]")]
    return list(dict.fromkeys(tag for tag in keywords or listed or marked if tag))


def _authors(page: HtmlElement, told: _Told) -> list[str]:
    people = [text(person, "name") for person in objects(told.linked, "author")] or texts(told.linked, "author")
    named = [name for name in told.meta.get("author", []) + told.meta.get("article:author", []) if not name.startswith("http")]
    marked = _marked(page, "p-author")
    return list(dict.fromkeys(name for name in people or named or [marked] if name))


def _time(
    page: HtmlElement | None, told: _Told, keys: tuple[str, ...], names: tuple[str, ...], warnings: list[str]
) -> datetime | None:
    """What the page tells machines; of what it shows to people only a marked time, never a date in the text."""
    candidates = [*(text(told.linked, key) for key in keys), *(told.one(name) for name in names)]
    if page is not None:
        marked = "//time[@itemprop='datePublished' or @pubdate or contains(concat(' ', @class, ' '), ' dt-published ')]"
        candidates += [element.get("datetime") or _words(element) for element in page.xpath(marked)]
        candidates += [element.get("content", "") for element in page.xpath("//*[@itemprop='datePublished']")]
    for candidate in filter(None, candidates):
        try:
            return moment(candidate)
        except NoDate as error:
            warnings.append(str(error))
    return None


def _picture(page: HtmlElement, told: _Told, address: str) -> Picture:
    shown = objects(told.linked, "image")
    source = (
        text(shown, 0, "url")
        or next(iter(texts(told.linked, "image")), "")
        or told.one("og:image", "og:image:url", "twitter:image")
    )
    if not source:
        return Picture()
    alt = told.one("og:image:alt", "twitter:image:alt")
    words = {"alt": alt, "caption": plain(text(shown, 0, "caption")), "credit": plain(text(shown, 0, "creditText"))}
    full = joined(address, source)
    return Picture(url=full, **words) if full.startswith(("http://", "https://")) else Picture(path=full, **words)
