"""Text for feeds: where no style sheet follows and every reader program lays out titles by its own lights."""

import re
from urllib.parse import urljoin

# First strong isolate and its end: what stands between has a direction of its own and leaves the line's alone.
FSI, PDI = "\u2068", "\u2069"

_LATIN = "A-Za-z\u00c0-\u024f"
# A Latin word and what follows it up to the last Latin word or number that no Arabic parts from it.
_LATIN_RUN = re.compile(rf"[{_LATIN}](?:[{_LATIN}0-9 .,:&'’/@+_-]*[{_LATIN}0-9+])?")
_ADDRESS = re.compile(r'(<(?:a|img)\b[^>]*?\s(?:href|src)=")([^"]*)(")')
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def isolate_latin(text: str) -> str:
    """A plain Arabic text with each Latin run between U+2068 and U+2069; a text without Arabic letters as it is.

    A title that begins with a Latin name would else be laid out from left to
    right, and a name in the middle would take the punctuation around it along.
    """
    if not re.search("[\u0620-\u064a]", text):
        return text
    return _LATIN_RUN.sub(lambda run: f"{FSI}{run[0]}{PDI}", text)


def absolute_html(clean: str, address: str) -> str:
    """Clean HTML whose links and pictures lead from anywhere to where they led from the page at ``address``."""
    return _ADDRESS.sub(lambda tag: tag[1] + urljoin(address, tag[2]) + tag[3], clean)


def xml_safe(text: str) -> str:
    """The text without the control characters that no XML document may hold."""
    return _NOT_XML.sub("", text)
