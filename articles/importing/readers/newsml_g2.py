"""IPTC NewsML-G2 (a message of items, or one item) and NITF, alone or within it. No Django here.

Text items become stories. Packages, concepts, planning, events and items of
pictures or video are counted and left.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import BinaryIO
from xml.etree.ElementTree import Element

from articles.importing.readers.dates import NoDate, moment
from articles.importing.readers.spool import rewindable
from articles.importing.readers.wishes import NO_WISHES, Wishes
from articles.importing.readers.words import plain_paragraphs, teaser, without_headline
from articles.importing.readers.xml_stream import Unit, XmlFault, XmlWalk, at, inner_html, text_of
from articles.importing.story import Picture, Rejected, Story

NAME = "newsml-g2"
_CONTAINERS = frozenset({"nar:newsMessage", "nar:itemSet"})
_ROOT = re.compile(
    rb"<(?:\w+:)?(?:newsMessage|newsItem|packageItem|conceptItem|knowledgeItem|planningItem|catalogItem|nitf)[\s>]"
)
_ITEM = re.compile(r"(?:nar:)?(\w+Item)$")
_STATES = {"withheld": "draft", "canceled": "withdrawn", "cancelled": "withdrawn"}
_GENRES = frozenset({"report", "feature", "interview", "analysis", "explainer", "opinion", "profile"})
_NITF_BLOCKS = {"hl2": "h2", "bq": "blockquote", "block": "div", "media-caption": "figcaption", "q": "q", "person": "span"}


def sniff(head: bytes, filename: str) -> bool:
    """XML whose root is a message, an item or an NITF document."""
    text = head.replace(b"\x00", b"")[:8000]
    return b"<" in text[:200] and _ROOT.search(text) is not None


def read(stream: BinaryIO, path: str, wishes: Wishes = NO_WISHES) -> Iterator[Story | Rejected]:
    """Every text item's story, in the document's order."""
    with rewindable(stream) as file:
        start = file.tell()
        try:
            walk = XmlWalk(_CONTAINERS)
            kinds = Counter(kind for unit in walk.units(file) if (kind := _kind(unit.element)))
            stories = kinds.pop("text", 0)
            notes = [
                *walk.notes,
                *(["left out: " + ", ".join(f"{kind} {count}" for kind, count in kinds.items())] if kinds else []),
            ]
            if not stories:
                yield Rejected(path, 1, "; ".join(["no text item in it", *notes]))
            file.seek(start)
            for unit in XmlWalk(_CONTAINERS).units(file):
                if _kind(unit.element) == "text":
                    story = _nitf_story(unit) if _bare(unit.element) == "nitf" else _story(unit)
                    if not story.headline:
                        yield Rejected(path, unit.line, "an item without a headline")
                        continue
                    yield replace(story, path=path, warnings=(*notes, *story.warnings))
                    notes = []
        except XmlFault as error:
            yield Rejected(path, error.line, str(error))


def _bare(element: Element) -> str:
    """An element's name without its prefix: NITF is written with and without a namespace."""
    return element.tag.rpartition(":")[2]


def _kind(element: Element) -> str:
    """«text» for what becomes a story, else the kind of item that is left; "" for what is no item."""
    if _bare(element) == "nitf":
        return "text"
    item = _ITEM.match(element.tag)
    if item is None:
        return ""
    if item[1] != "newsItem":
        return item[1]
    told = _code(element, "nar:itemMeta/nar:itemClass")
    return "text" if told in ("", "text", "composite") else told


def _code(element: Element, path: str) -> str:
    """The part of a QCode behind its scheme («stat:usable» -> «usable»); "" where there is none."""
    found = next(iter(at(element, path)), None)
    told = "" if found is None else found.get("qcode", "") or found.get("uri", "").rstrip("/").rpartition("/")[2]
    return told.rpartition(":")[2].lower()


def _story(unit: Unit) -> Story:
    item, warnings = unit.element, list[str]()
    nitf = next((element for element in item.iter() if _bare(element) == "nitf"), None)
    headline = next(iter(_texts(item, "nar:contentMeta/nar:headline")), "") or _nitf_headline(nitf)
    body = without_headline(_body(item, nitf), headline)
    first = _time(item, ("nar:itemMeta/nar:firstCreated", "nar:contentMeta/nar:contentCreated"), warnings)
    version = _time(item, ("nar:itemMeta/nar:versionCreated",), warnings)
    embargo = _time(item, ("nar:itemMeta/nar:embargoed",), warnings)
    published = first or version
    return Story(
        headline=headline or next(iter(_texts(item, "nar:itemMeta/nar:title")), ""),
        kicker="",
        standfirst=teaser(_described(item, nitf), body),
        body=body,
        genre=_genre(item),
        status=_STATES.get(_code(item, "nar:itemMeta/nar:pubStatus"), ""),
        external_id=item.get("guid", ""),
        source_name=_name(item, "nar:itemMeta/nar:provider") or _name(item, "nar:contentMeta/nar:infoSource"),
        tags=tuple(dict.fromkeys([*_names(item, "nar:contentMeta/nar:subject"), *_texts(item, "nar:contentMeta/nar:keyword")])),
        authors=tuple(_authors(item, nitf)),
        published_at=embargo or published,
        updated_at=version if published and version and version > published and not embargo else None,
        image=_picture(item),
        line=unit.line,
        warnings=tuple(warnings),
    )


def _spaced(element: Element | None) -> str:
    return " ".join(text_of(element).split())


def _name(item: Element, path: str) -> str:
    """An entity's name, else its literal."""
    found = next(iter(at(item, path)), None)
    return "" if found is None else " ".join(text_of(found, "nar:name").split()) or found.get("literal", "")


def _names(item: Element, path: str) -> list[str]:
    return [name for found in at(item, path) if (name := " ".join(text_of(found, "nar:name").split()))]


def _texts(item: Element, path: str) -> list[str]:
    return [text for found in at(item, path) if (text := _spaced(found))]


def _genre(item: Element) -> str:
    told = [*_names(item, "nar:contentMeta/nar:genre"), _code(item, "nar:contentMeta/nar:genre")]
    return next((name.lower() for name in told if name.lower() in _GENRES), "")


def _time(item: Element, paths: tuple[str, ...], warnings: list[str]) -> datetime | None:
    for path in paths:
        try:
            when = moment(text_of(item, path))
        except NoDate as error:
            warnings.append(f"{path.rpartition(':')[2]}: {error}")
            continue
        if when is not None:
            return when
    return None


def _body(item: Element, nitf: Element | None) -> str:
    if nitf is not None:
        return _nitf_body(nitf)
    for box in item.iter("nar:inlineXML"):
        page = next((element for element in box.iter() if _bare(element) == "body"), None)
        root = page if page is not None else next(iter(box), None)
        if root is not None:
            return inner_html(root)
    for data in item.iter("nar:inlineData"):
        text = text_of(data)
        if text:
            return text if "html" in data.get("contenttype", "") else plain_paragraphs(text)
    return ""


def _described(item: Element, nitf: Element | None) -> str:
    return next(iter(_texts(item, "nar:contentMeta/nar:description")), "") or _inside(nitf, "abstract")


def _authors(item: Element, nitf: Element | None) -> list[str]:
    byline = next(iter(_texts(item, "nar:contentMeta/nar:by")), "") or _byline(nitf)
    names = _names(item, "nar:contentMeta/nar:creator") or _names(item, "nar:contentMeta/nar:contributor")
    return [byline] if byline else [name.strip(" ,;") for name in names]


def _picture(item: Element) -> Picture:
    """A picture that the text item itself carries by address."""
    for found in item.iter("nar:remoteContent"):
        address = found.get("href", "")
        if found.get("contenttype", "").startswith("image/") and address.startswith(("http://", "https://")):
            return Picture(url=address)
    return Picture()


def _first(root: Element | None, name: str) -> Element | None:
    return None if root is None else next((element for element in root.iter() if _bare(element) == name), None)


def _inside(root: Element | None, name: str) -> str:
    return _spaced(_first(root, name))


def _nitf_headline(nitf: Element | None) -> str:
    return _inside(nitf, "hl1") or _inside(nitf, "hedline") or _inside(nitf, "title")


def _byline(nitf: Element | None) -> str:
    """Who wrote it, without his or her title."""
    box = _first(nitf, "byline")
    if box is None:
        return ""
    person = _first(box, "person")
    words = (
        _spaced(person)
        if person is not None
        else " ".join(" ".join([box.text or "", *(child.tail or "" for child in box)]).split())
    )
    return re.sub(r"^(?:by|بقلم)\s+", "", words or _spaced(box), flags=re.IGNORECASE).strip(" ,;")


def _nitf_body(nitf: Element) -> str:
    content = _first(nitf, "body.content")
    return "" if content is None else _html_of(content)


def _html_of(content: Element) -> str:
    """NITF's body as HTML: most of its tags are HTML's own, the others are renamed, media become figures."""
    for element in list(content.iter()):
        name = _bare(element)
        element.tag = _NITF_BLOCKS.get(name, name)
        if name == "media-reference":
            element.tag = "img"
            element.attrib = {"src": element.get("source", ""), "alt": element.get("alternate-text", "")}
        elif name == "media":
            element.tag = "figure" if element.get("media-type", "image") in ("image", "photo") else "div"
    return inner_html(content)


def _nitf_story(unit: Unit) -> Story:
    nitf, warnings = unit.element, list[str]()
    docdata = _first(nitf, "docdata")
    status = "" if docdata is None else docdata.get("management-status", "")
    subjects = [element for element in nitf.iter() if _bare(element) in ("tobject.subject", "keyword")]
    tags = [
        element.get("tobject.subject.matter", "") or element.get("tobject.subject.type", "") or element.get("key", "")
        for element in subjects
    ]
    release, issue = _norm(nitf, "date.release", warnings), _norm(nitf, "date.issue", warnings)
    identity, source = _first(nitf, "doc-id"), _first(nitf, "distributor")
    headline = _nitf_headline(nitf)
    described = _inside(nitf, "abstract")
    body = _nitf_body(nitf)
    return Story(
        headline=headline,
        standfirst=teaser(described, body),
        body=body,
        status=_STATES.get(status, ""),
        external_id="" if identity is None else identity.get("id-string", ""),
        source_name=_spaced(source) if identity is None else identity.get("regsrc", "") or _spaced(source),
        tags=tuple(dict.fromkeys(filter(None, tags))),
        authors=tuple(filter(None, [_byline(nitf)])),
        published_at=release or issue,
        line=unit.line,
        warnings=tuple(warnings),
    )


def _norm(nitf: Element, name: str, warnings: list[str]) -> datetime | None:
    found = _first(nitf, name)
    try:
        return None if found is None else moment(found.get("norm", ""))
    except NoDate as error:
        warnings.append(f"{name}: {error}")
        return None
