"""What a picture's own metadata say of it: caption, credit and rights, as photographers and agencies write them.

Sources: IPTC Photo Metadata in XMP, IPTC-IIM datasets, EXIF; the first of
these that tells a thing is believed. Read before the picture is written anew,
for nothing of this stays in the file. Places are left unread.
"""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from typing import Any

from lxml import etree
from PIL import Image as PillowImage
from PIL import IptcImagePlugin

from articles.text.arabic import strip_invisible
from articles.text.mojibake import mend

# What a caption may reasonably be; some agencies put a whole story there.
MAX_LENGTH = 2000
# A picture's XMP beyond this is an editing history, which is not for us.
MAX_XMP_BYTES = 1024 * 1024

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
_IPTC_CORE = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
_XMP_RIGHTS = "{http://ns.adobe.com/xap/1.0/rights/}"
# Words that cameras and programs put where a caption belongs.
_NO_CAPTIONS = {"olympus digital camera", "sony dsc", "dcim", "digital camera", "default", "untitled", "sans titre"}


@dataclass(frozen=True)
class Details:
    """What a picture says of itself; empty where it says nothing. Plain text, one line each."""

    alt: str = ""
    caption: str = ""
    credit: str = ""
    rights: str = ""

    def or_else(self, other: "Details") -> "Details":
        return Details(**{one.name: getattr(self, one.name) or getattr(other, one.name) for one in fields(self)})


def read_details(data: bytes) -> Details:
    """What the picture's metadata say; never an error: broken metadata say nothing."""
    try:
        with PillowImage.open(io.BytesIO(data)) as picture:
            found = Details()
            for source in (_from_xmp, _from_iptc, _from_exif):
                found = found.or_else(_read(source, picture))
            return found
    except (OSError, ValueError, SyntaxError, PillowImage.DecompressionBombError):
        return Details()


def _read(source: Any, picture: PillowImage.Image) -> Details:
    try:
        told: Details = source(picture)
    # Metadata are written by a thousand programs: what a parser trips over is left unread.
    except (OSError, ValueError, SyntaxError, KeyError, IndexError, TypeError, etree.LxmlError):
        return Details()
    return told


def _credit(creators: Iterable[str], agency: str) -> str:
    """«سلمى الحسن / رويترز»: who made it, and for whom, each once."""
    return " / ".join(dict.fromkeys(name for name in (*map(_tidy, creators), _tidy(agency)) if name))


def _tidy(text: str) -> str:
    line = " ".join(mend(strip_invisible(text.replace("\x00", " "))).split())
    return "" if line.casefold() in _NO_CAPTIONS else line[:MAX_LENGTH]


def _from_xmp(picture: PillowImage.Image) -> Details:
    raw = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp") or b""
    data = raw.encode() if isinstance(raw, str) else raw
    if not data or len(data) > MAX_XMP_BYTES:
        return Details()
    # No DTD, no entities, no network: the packet came with the picture.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    root = etree.fromstring(data.strip(b"\x00 \r\n"), parser)
    if root is None:
        return Details()
    return Details(
        alt=_tidy(_xmp_text(root, f"{_IPTC_CORE}AltTextAccessibility")),
        caption=_tidy(_xmp_text(root, f"{_DC}description")),
        credit=_credit(_xmp_values(root, f"{_DC}creator"), _xmp_text(root, f"{_PHOTOSHOP}Credit")),
        rights=_tidy(_xmp_text(root, f"{_DC}rights") or _xmp_text(root, f"{_XMP_RIGHTS}UsageTerms")),
    )


def _xmp_values(root: Any, name: str) -> list[str]:
    """The property's values in their order; an Arabic one first where it stands in several languages."""
    for description in root.iter(f"{_RDF}Description"):
        if name in description.attrib:
            return [description.attrib[name]]
        for element in description.iterchildren(name):
            items = list(element.iter(f"{_RDF}li"))
            items.sort(key=lambda item: not item.get(_XML_LANG, "").startswith("ar"))
            return [item.text or "" for item in items] if items else [element.text or ""]
    return []


def _xmp_text(root: Any, name: str) -> str:
    return next((value for value in _xmp_values(root, name) if value.strip()), "")


def _from_iptc(picture: PillowImage.Image) -> Details:
    datasets = IptcImagePlugin.getiptcinfo(picture) or {}  # type: ignore[arg-type]

    def values(number: int) -> Iterator[str]:
        told = datasets.get((2, number), [])
        yield from map(_decoded, told if isinstance(told, list) else [told])

    def text(number: int) -> str:
        return next((value for value in values(number) if value.strip()), "")

    return Details(
        # 120 caption/abstract, 105 headline, 80 by-line, 110 credit, 115 source, 116 copyright notice
        caption=_tidy(text(120) or text(105)),
        credit=_credit(values(80), text(110) or text(115)),
        rights=_tidy(text(116)),
    )


def _from_exif(picture: PillowImage.Image) -> Details:
    exif = picture.getexif()

    def text(tag: int) -> str:
        told = exif.get(tag, "")
        # Pillow reads these as Latin-1, whatever was written.
        return _decoded(told.encode("latin-1", "replace") if isinstance(told, str) else told) if told else ""

    # 270 ImageDescription, 315 Artist, 33432 Copyright
    return Details(caption=_tidy(text(270)), credit=_credit(text(315).split(";"), ""), rights=_tidy(text(33432)))


def _decoded(data: bytes) -> str:
    """UTF-8 if it is that, else Windows' Arabic, in which old agencies' files are written without saying so."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    arabic = data.decode("cp1256", "replace")
    letters = sum("\u0621" <= letter <= "\u064a" for letter in arabic)
    high = sum(byte >= 0x80 for byte in data)
    return arabic if letters * 2 >= high else data.decode("latin-1")
