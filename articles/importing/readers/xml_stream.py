"""XML as real exporters write it, item by item, in bounded memory. No Django here.

Expat (standard library) parses; before it stands a small filter that mends what
exporters get wrong without changing a word: bare «&», HTML entities, control
characters, blank lines above the declaration, undeclared prefixes. What was
mended is said once a file. Any document type is refused outright, and with it
every entity that a file declares; nothing outside the file is ever opened.

Names come with a short prefix of our own (`_NAMESPACES`), whatever prefix the
file uses: ``wp:post_id``, ``atom:entry``, ``title``.
"""

import html
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO
from xml.etree.ElementTree import Element
from xml.parsers import expat

from articles.importing.readers.xml_text import Mender, XmlFault, text_chunks

# A story nested deeper is an attack; real ones stay below 40.
MAX_DEPTH = 200
MAX_UNIT_CHARS = 20_000_000
MAX_UNIT_ELEMENTS = 200_000
# One tag, comment or the like that never ends.
MAX_TOKEN_BYTES = 2_000_000
_ROOM_FOR_NOTES = 20

# What expat says of a document that ends too early, if it says it at the end.
_BROKEN_OFF = frozenset(
    expat.errors.codes[told]
    for told in (
        *(expat.errors.XML_ERROR_NO_ELEMENTS, expat.errors.XML_ERROR_UNCLOSED_TOKEN, expat.errors.XML_ERROR_PARTIAL_CHAR),
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
    )
)

_NAMESPACES = {
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://channel.netscape.com/rdf/simple/0.9/": "",
    "http://backend.userland.com/rss2": "",
    "http://backend.userland.com/RSS2": "",
    "http://blogs.law.harvard.edu/tech/rss": "",
    "http://purl.org/net/rss1.1#": "",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://www.w3.org/2005/Atom": "atom",
    "http://purl.org/atom/ns#": "atom",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/elements/1.0/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://search.yahoo.com/mrss/": "media",
    "http://search.yahoo.com/mrss": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://iptc.org/std/nar/2006-10-01/": "nar",
    "http://iptc.org/std/NITF/2006-10-18/": "nitf",
    "http://www.w3.org/XML/1998/namespace": "xml",
}
_WORDPRESS = "http://wordpress.org/export/"
# What is meant where a prefix is used and nowhere declared.
_CUSTOMARY = {prefix: prefix for prefix in _NAMESPACES.values() if prefix} | {"wp": "wp", "excerpt": "excerpt"}


@dataclass(frozen=True)
class Unit:
    """One whole element below the containers; ``within`` are the containers around it (their attributes, no children)."""

    element: Element
    line: int
    within: tuple[Element, ...]


class XmlWalk:
    """One way through a document. ``notes`` says afterwards what had to be mended (English, one line each)."""

    def __init__(self, containers: frozenset[str] = frozenset()) -> None:
        self._containers = containers
        self._parser = expat.ParserCreate("utf-8")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._mender = Mender()
        self._scopes: list[dict[str, str]] = [{"xml": "xml"}]
        self._within: list[Element] = []
        self._open: list[Element] = []
        self._unit_line = self._fed = 0
        self._chars = self._elements = 0
        self._ready: list[Unit] = []
        self._notes: dict[str, None] = {}

    @property
    def notes(self) -> list[str]:
        return [*self._mender.notes(), *self._notes][:_ROOM_FOR_NOTES]

    def units(self, stream: BinaryIO) -> Iterator[Unit]:
        """Every unit of the document. XmlFault (with its line) where it can't be read on."""
        for text in text_chunks(stream, self._mender.note):
            self._feed(self._mender.mend(text))
            yield from self._take()
        self._feed(self._mender.rest(), final=True)
        yield from self._take()

    def _take(self) -> list[Unit]:
        ready, self._ready = self._ready, []
        return ready

    def _feed(self, text: str, *, final: bool = False) -> None:
        data = text.encode("utf-8", "replace")
        try:
            self._parser.Parse(data, final)
        except expat.ExpatError as error:
            raise XmlFault(self._why(error), error.lineno + self._mender.lines_cut) from error
        self._fed += len(data)
        if not final and self._fed - max(self._parser.CurrentByteIndex, 0) > MAX_TOKEN_BYTES:
            raise XmlFault("a tag or comment that does not end", self._line())

    def _why(self, error: expat.ExpatError) -> str:
        inside = self._open or self._within
        if error.code in _BROKEN_OFF and inside:
            return f"the file breaks off inside <{inside[-1].tag}>: it is not whole"
        return f"not well-formed XML: {expat.ErrorString(error.code)}"

    def _line(self) -> int:
        return self._parser.CurrentLineNumber + self._mender.lines_cut

    def _doctype(self, *_: object) -> None:
        raise XmlFault("the file declares a document type (<!DOCTYPE …>): such files are refused", self._line())

    def _start(self, raw: str, attributes: dict[str, str]) -> None:
        if len(self._scopes) > MAX_DEPTH:
            raise XmlFault(f"nested deeper than {MAX_DEPTH} levels", self._line())
        self._scopes.append(self._scope(attributes))
        element = Element(self._name(raw), {self._name(key, attribute=True): value for key, value in attributes.items()})
        if not self._open and element.tag in self._containers:
            self._within.append(element)
            return
        if not self._open:
            self._unit_line, self._chars, self._elements = self._line(), 0, 0
        else:
            self._open[-1].append(element)
        self._elements += 1
        if self._elements > MAX_UNIT_ELEMENTS:
            raise XmlFault(f"one item of more than {MAX_UNIT_ELEMENTS:,} elements", self._unit_line)
        self._open.append(element)

    def _end(self, _: str) -> None:
        self._scopes.pop()
        if not self._open:
            self._within.pop()
            return
        done = self._open.pop()
        if not self._open:
            self._ready.append(Unit(done, self._unit_line, tuple(self._within)))

    def _characters(self, text: str) -> None:
        if not self._open:
            return
        self._chars += len(text)
        if self._chars > MAX_UNIT_CHARS:
            raise XmlFault(f"one item of more than {MAX_UNIT_CHARS // 10**6} million characters", self._unit_line)
        parent = self._open[-1]
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + text
        else:
            parent.text = (parent.text or "") + text

    def _scope(self, attributes: dict[str, str]) -> dict[str, str]:
        declared = {key: value for key, value in attributes.items() if key == "xmlns" or key.startswith("xmlns:")}
        if not declared:
            return self._scopes[-1]
        scope = dict(self._scopes[-1])
        for key, uri in declared.items():
            del attributes[key]
            scope[key.partition(":")[2]] = _short(uri.strip())
        return scope

    def _name(self, raw: str, *, attribute: bool = False) -> str:
        prefix, colon, local = raw.rpartition(":")
        if not colon and attribute:
            return local
        scope = self._scopes[-1]
        if prefix in scope:
            short = scope[prefix]
        else:
            short = _CUSTOMARY.get(prefix, prefix)
            if prefix:
                self._notes.setdefault(f"the prefix {prefix[:40]!r} is used and not declared: read as it is customary")
        return f"{short}:{local}" if short else local


def _short(uri: str) -> str:
    if uri.startswith("https:"):
        uri = f"http:{uri[6:]}"  # names, not addresses, but exporters «secure» them too
    if uri in _NAMESPACES:
        return _NAMESPACES[uri]
    if uri.startswith(_WORDPRESS):
        return "excerpt" if "/excerpt" in uri else "wp"
    return f"{{{uri}}}" if uri else ""


def at(element: Element, path: str) -> list[Element]:
    """The elements at a path of names («nar:itemMeta/nar:provider»). Element's own search takes our prefixes for its own."""
    found = [element]
    for name in path.split("/"):
        found = [child for one in found for child in one if child.tag == name]
    return found


def text_of(element: Element | None, path: str = "") -> str:
    """All text within the element (or the first one at ``path``), without blanks around it; "" where there is none."""
    if element is not None and path:
        element = next(iter(at(element, path)), None)
    return "" if element is None else "".join(element.itertext()).strip()


_VOID = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "source", "wbr"})


def inner_html(element: Element) -> str:
    """What stands inside the element as HTML, prefixes left out. For inline XHTML; cleaning comes later."""
    parts = [html.escape(element.text or "", quote=False)]
    for child in element:
        parts.append(_outer_html(child))
        parts.append(html.escape(child.tail or "", quote=False))
    return "".join(parts)


def _outer_html(element: Element) -> str:
    name = element.tag.rpartition(":")[2]
    attributes = "".join(f' {key}="{html.escape(value)}"' for key, value in element.attrib.items() if ":" not in key)
    opening = f"<{name}{attributes}>"
    return opening if name in _VOID else f"{opening}{inner_html(element)}</{name}>"
