"""RSS 0.9x, 1.0, 1.1, 2.0 and Atom 0.3, 1.0 with what they borrow: Dublin Core, content, Media RSS. No Django here.

Own mapping on our own XML walk: the one well-known library reads a feed whole
into memory, and mends what is broken without saying so.
"""

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import BinaryIO
from xml.etree.ElementTree import Element

from articles.importing.readers.dates import NoDate, moment
from articles.importing.readers.spool import rewindable
from articles.importing.readers.wishes import NO_WISHES, Wishes
from articles.importing.readers.words import (
    absolute,
    first_words,
    html_body,
    joined,
    plain,
    teaser,
    text_body,
    without_appeared,
)
from articles.importing.readers.xml_stream import Unit, XmlFault, XmlWalk, inner_html, text_of
from articles.importing.story import Picture, Rejected, Story

NAME = "feed"
_CONTAINERS = frozenset({"rss", "rdf:RDF", "channel", "Channel", "items", "atom:feed", "feed"})
_ROOT = re.compile(rb"<(?:rss|(?:\w+:)?RDF|(?:\w+:)?feed|Channel|channel)[\s>]")
_XML_START = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<[?!a-zA-Z]")
_ADDRESS_MARK = re.compile(r"^\s*<?[^\s<>()@]+@[^\s<>()]+>?\s*(?:\((.*)\))?\s*$")
_XML_BASE = "xml:base"
_BLOGGER_KIND = "http://schemas.google.com/g/2005#kind"


def sniff(head: bytes, filename: str) -> bool:
    """XML whose root is one of a feed's."""
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<"))
    text = head.replace(b"\x00", b"") if wide else head
    start = text.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    return _XML_START.match(start) is not None and _ROOT.search(start[:8000]) is not None


def read(stream: BinaryIO, path: str, wishes: Wishes = NO_WISHES) -> Iterator[Story | Rejected]:
    """Every item's story, in the feed's order."""
    with rewindable(stream) as file:
        start = file.tell()
        try:
            walk = XmlWalk(_CONTAINERS)
            feed = Element("feed")
            count = 0
            left: Counter[str] = Counter()
            for unit in walk.units(file):
                count += _is_item(unit)
                left[_other_kind(unit)] += 1
                _note_feed(feed, unit)
            file.seek(start)
            told = ", ".join(f"{kind} {number}" for kind, number in left.items() if kind)
            notes = (*walk.notes, *([f"left out: {told}"] if told else []))
            if not count:
                yield Rejected(path, 1, "; ".join(["the feed holds no item", *notes]))
            for unit in XmlWalk(_CONTAINERS).units(file):
                if _is_item(unit):
                    story = replace(_story(unit, feed), path=path)
                    yield replace(story, warnings=(*notes, *story.warnings)) if story.headline else _nothing(story)
                    notes = ()
        except XmlFault as error:
            yield Rejected(path, error.line, str(error))


def _is_item(unit: Unit) -> bool:
    return _local(unit.element.tag) in ("item", "entry") and not _other_kind(unit)


def _other_kind(unit: Unit) -> str:
    """What an entry of a Blogger export is where it is no post (comment, template, settings); else ""."""
    for label in _all(unit.element, "category"):
        if label.get("scheme") == _BLOGGER_KIND:
            kind = label.get("term", "").rpartition("#")[2]
            return "" if kind == "post" else kind
    return ""


def _local(tag: str) -> str:
    """A tag without the prefixes that feeds use at will: Atom's elements stand bare in files that forget its namespace."""
    return tag.removeprefix("atom:")


def _note_feed(feed: Element, unit: Unit) -> None:
    """Keep what the feed says of itself: title, link, base, authors."""
    tag = _local(unit.element.tag)
    if unit.within and (base := next((box.get(_XML_BASE) for box in reversed(unit.within) if box.get(_XML_BASE)), "")):
        feed.set("base", base)
    if tag == "title" and not feed.get("title"):
        feed.set("title", _title(unit.element))
    elif tag == "link" and (address := _alternate([unit.element])) and not feed.get("link"):
        feed.set("link", address)
    elif tag == "author" and not feed.get("author"):
        feed.set("author", " ".join(_people([unit.element])))


def _nothing(story: Story) -> Rejected:
    return Rejected(story.path, story.line, "an item without title and text")


def _story(unit: Unit, feed: Element) -> Story:
    item, warnings = unit.element, list[str]()
    base = joined(feed.get("link", ""), item.get(_XML_BASE) or feed.get("base") or "")
    link = _link(item, base)
    body, summary = _texts(item)
    body = absolute(without_appeared(body), link or base)
    headline = next((text for found in _all(item, "title", "dc:title", "media:title") if (text := _title(found))), "")
    if not headline and (headline := first_words(body or summary)):
        warnings.append("the item has no title: its first words stand for one")
    published, updated = _times(item, warnings)
    authors = _people(_all(item, "dc:creator", "author", "itunes:author")) or [feed.get("author", "")]
    return Story(
        headline=headline,
        standfirst=teaser(summary, body) if body else "",
        body=body or absolute(summary, link or base),
        external_id=_identity(item) or link,
        source_name=plain(feed.get("title", "")),
        source_url=link,
        sections=tuple(_labels(_all(item, "slash:section"))),
        tags=tuple(_labels(_all(item, "category", "dc:subject"))),
        authors=tuple(name for name in authors if name),
        published_at=published,
        updated_at=updated,
        image=_picture(item, link or base),
        line=unit.line,
        warnings=tuple(warnings),
    )


def _all(item: Element, *names: str) -> list[Element]:
    """The item's children of these names, in the names' order."""
    return [child for name in names for child in item if _local(child.tag) == name]


def _identity(item: Element) -> str:
    return next((text for found in _all(item, "guid", "id", "dc:identifier") if (text := text_of(found))), "") or next(
        (value for key, value in item.attrib.items() if key == "rdf:about"), ""
    )


def _link(item: Element, base: str) -> str:
    first = [text_of(found) for found in item if found.tag.lower().endswith("origlink")]
    guid = [text_of(found) for found in _all(item, "guid") if found.get("isPermaLink", "true") == "true"]
    candidates = [*first, _alternate(_all(item, "link")), *guid, item.get("rdf:about", "")]
    addresses = (joined(base, text) for text in candidates if text)
    return next((address for address in addresses if address.startswith(("http://", "https://"))), "")


def _alternate(links: Iterable[Element]) -> str:
    """The page itself among Atom's links, or RSS's one link."""
    for link in links:
        if link.get("href") and link.get("rel", "alternate") == "alternate":
            return link.get("href", "").strip()
        if text := text_of(link):
            return text
    return ""


def _markup(element: Element) -> str:
    """An Atom text construct or RSS text as HTML."""
    kind = element.get("type", "").lower()
    if kind in ("xhtml", "application/xhtml+xml", "text/xml") or (len(element) and not kind):
        boxes = list(element)
        box = boxes[0] if len(boxes) == 1 and boxes[0].tag in ("xhtml:div", "div", "xhtml:body") else element
        return inner_html(box)
    text = "".join(element.itertext()).strip()
    return text_body(text) if kind in ("text", "text/plain") else html_body(text)


def _title(element: Element) -> str:
    """A title as plain text; RSS titles are often escaped once more than the format asks for."""
    kind = element.get("type", "").lower()
    if kind in ("html", "text/html", "xhtml", "application/xhtml+xml"):
        return plain(_markup(element)).replace("\n\n", " ")
    return html.unescape("".join(element.itertext()).strip())


def _texts(item: Element) -> tuple[str, str]:
    """(body, summary), HTML both; the body is empty where the item has only a summary."""
    full = [_markup(found) for found in _all(item, "content:encoded", "content", "xhtml:body", "body", "fullitem")]
    short = [_markup(found) for found in _all(item, "description", "summary", "dcterms:abstract", "itunes:summary")]
    body = next((text for text in full if text.strip()), "")
    summary = next((text for text in short if text.strip()), "")
    return body, summary


def _times(item: Element, warnings: list[str]) -> tuple[datetime | None, datetime | None]:
    """(published, updated). An entry that tells one time only was published then."""
    told: dict[str, datetime] = {}
    for found in _all(item, "pubDate", "published", "issued", "dcterms:issued", "dc:date", "created", "dcterms:created"):
        _tell(told, "published", found, warnings)
    for found in _all(item, "updated", "modified", "dcterms:modified"):
        _tell(told, "updated", found, warnings)
    published, updated = told.get("published"), told.get("updated")
    return (published, updated if updated != published else None) if published else (updated, None)


def _tell(told: dict[str, datetime], key: str, found: Element, warnings: list[str]) -> None:
    try:
        when = moment(text_of(found))
    except NoDate as error:
        warnings.append(f"{_local(found.tag)}: {error}")
        return
    if when is not None:
        told.setdefault(key, when)


def _people(found: Iterable[Element]) -> list[str]:
    """Names; an e-mail address is nobody's byline."""
    names = []
    for person in found:
        name = next((text_of(child) for child in person if _local(child.tag) == "name"), "") or text_of(person)
        if mail := _ADDRESS_MARK.match(name):
            name = (mail[1] or "").strip()
        if name := html.unescape(name).strip():
            names.append(name)
    return list(dict.fromkeys(names))


def _labels(found: Iterable[Element]) -> list[str]:
    told = (one for one in found if one.get("scheme") != _BLOGGER_KIND)
    return [html.unescape(label) for one in told if (label := one.get("label") or one.get("term") or text_of(one))]


def _picture(item: Element, base: str) -> Picture:
    """The largest picture that the item encloses, else its thumbnail."""
    media = [found for found in item.iter("media:content") if _is_picture(found)]
    media.sort(key=_width, reverse=True)
    enclosed = [found for found in _all(item, "enclosure", "link") if _encloses_picture(found)]
    others = [*item.iter("media:thumbnail"), *_all(item, "itunes:image")]
    for found in [*media, *enclosed, *others]:
        address = (found.get("url") or found.get("href") or "").strip()
        if address:
            return Picture(
                url=joined(base, address),
                alt=_about(item, found, "media:title"),
                caption=_about(item, found, "media:description"),
                credit=_about(item, found, "media:credit"),
            )
    inline = next((text_of(found, "url") for found in _all(item, "image")), "")
    return Picture(url=joined(base, inline)) if inline else Picture()


def _is_picture(found: Element) -> bool:
    kind = found.get("medium") or found.get("type", "").partition("/")[0]
    return kind == "image" or (
        not kind and re.search(r"\.(?:jpe?g|png|gif|webp)(?:\?|$)", found.get("url", ""), re.I) is not None
    )


def _encloses_picture(found: Element) -> bool:
    return found.get("type", "").startswith("image/") and (found.tag == "enclosure" or found.get("rel") == "enclosure")


def _width(found: Element) -> int:
    return int(found.get("width", "0")) if found.get("width", "0").isdecimal() else 0


def _about(item: Element, found: Element, tag: str) -> str:
    """What Media RSS says of the picture, within it or beside it."""
    inner = text_of(found, tag)
    if inner or list(found) or len(list(item.iter("media:content"))) > 1:
        return plain(inner)
    return plain(next((text_of(child) for child in item.iter(tag)), ""))
