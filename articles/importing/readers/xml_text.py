"""The text of an XML file before it is parsed: decoded, and mended where exporters slip. No Django here."""

import codecs
import html.entities
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from articles.text.mojibake import is_text_encoding

_CHUNK = 64 * 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = (
    (b"<\x00?\x00", "utf-16-le"),
    (b"\x00<\x00?", "utf-16-be"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00\x00\x00<", "utf-32-be"),
)
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_ARABIC_LETTER = re.compile("[\u0621-\u064a]")
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SPECIAL = re.compile(r"<!\[CDATA\[|<!--|<\?")
_ENDS = {"<![CDATA[": "]]>", "<!--": "-->", "<?": "?>"}
_AMPERSAND = re.compile(r"&(?:#(\d{1,7});|#[xX]([0-9a-fA-F]{1,6});|([A-Za-z][A-Za-z0-9]{0,31});|)")
_OWN_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})
# The longest beginning of a reference or opener that a chunk's end may cut.
_CUT = re.compile(r"&[#A-Za-z0-9]{0,33}\Z|<(?:!(?:-|\[(?:C(?:D(?:A(?:T(?:A)?)?)?)?)?)?)?\Z")
_DECLARATION = re.compile(r"^\s*<\?xml[\s?][^>]{0,400}\?>")
# Beyond this share of control characters the data is no text.
_BINARY_SHARE = 100


class XmlFault(ValueError):
    """Where and why a document can't be read. ``str()`` is the reason, in one line (English)."""

    def __init__(self, reason: str, line: int = 1) -> None:
        super().__init__(reason)
        self.line = line


def text_chunks(stream: BinaryIO, note: Callable[[str], None]) -> Iterator[str]:
    """The stream's text in chunks. XmlFault where its bytes are not of the encoding that it tells."""
    head = stream.read(_CHUNK)
    encoding, told, skip = _encoding(head)
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    data, line = head[skip:], 1
    while True:
        waiting = decoder.getstate()[0]
        try:
            text = decoder.decode(data, not data)
        except UnicodeDecodeError as error:
            decoder = _second_guess(encoding, told, waiting + data, error, line, note)
            text = decoder.decode(waiting + data, not data)
        yield text
        if not data:
            return
        line += data.count(b"\n")
        data = stream.read(_CHUNK)


def _encoding(head: bytes) -> tuple[str, bool, int]:
    """(encoding, whether the file tells it, bytes of the mark to skip)."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding, True, len(mark)
    for beginning, encoding in _WIDE:
        if head.startswith(beginning):
            return encoding, True, 0
    declared = _DECLARED.match(head)
    name = declared[1].decode("ascii") if declared else "utf-8"
    if not is_text_encoding(name):
        raise XmlFault(f"the encoding {name!r} is unknown")
    codec = codecs.lookup(name)
    # A declaration that can be read byte by byte is not of a wide encoding, whatever it says.
    wide = codec.name.startswith(("utf-16", "utf-32"))
    return ("utf-8" if wide else codec.name), declared is not None, 0


def _second_guess(
    encoding: str, told: bool, data: bytes, error: UnicodeDecodeError, line: int, note: Callable[[str], None]
) -> codecs.IncrementalDecoder:
    """Old Arabic sites call Windows-1256 «UTF-8»; anything else that does not fit is damage."""
    if encoding == "utf-8":
        beyond = "".join(_BEYOND_ASCII.findall(data.decode("cp1256", "replace")))
        if len(_ARABIC_LETTER.findall(beyond)) >= 0.7 * len(beyond) and len(beyond) > 2 * len(_valid_utf8(data)):
            note("the file is in Windows-1256 and not in UTF-8 as it says" if told else "read as Windows-1256")
            return codecs.getincrementaldecoder("cp1256")("replace")
    at = line + data.count(b"\n", 0, error.start)
    raise XmlFault(f"not {encoding.upper()}, though the file is said to be: damaged, or in another encoding", at) from error


def _valid_utf8(data: bytes) -> str:
    return "".join(_BEYOND_ASCII.findall(data.decode("utf-8", "ignore")))


class Mender:
    """Text chunks in, XML that a strict parser takes out. CDATA, comments and instructions stay as they are."""

    def __init__(self) -> None:
        self.lines_cut = 0
        self._pending = ""
        self._end = ""
        self._begun = False
        self._chars = 0
        self._counts = {"&": 0, "entity": 0, "control": 0}
        self._notes: dict[str, None] = {}

    def note(self, text: str) -> None:
        self._notes.setdefault(text)

    def notes(self) -> list[str]:
        said = (
            ("&", "a bare «&» stands in {} places: read as «&amp;»"),
            ("entity", "HTML entities stand in {} places: read as their characters"),
            ("control", "{} control characters: left out"),
        )
        return [*self._notes, *(text.format(f"{self._counts[key]:,}") for key, text in said if self._counts[key])]

    def mend(self, chunk: str) -> str:
        """What can be parsed now; a part that the chunk's end may have cut waits for the next."""
        self._chars += len(chunk)
        clean, dropped = _ILLEGAL.subn("", chunk)
        self._counts["control"] += dropped
        if self._counts["control"] > 20 + self._chars // _BINARY_SHARE:
            raise XmlFault("binary data (control characters): this is no XML")
        text = self._pending + clean
        if not self._begun:
            text = self._beginning(text)
        return self._run(text, final=False)

    def rest(self) -> str:
        """What still waited when the stream ended."""
        return self._run(self._pending, final=True)

    def _beginning(self, text: str) -> str:
        """Without blank lines above the declaration, and without the declaration: the text is decoded already."""
        if not text.strip():
            return text
        self._begun = True
        bare = text.lstrip("\ufeff \t\r\n")
        declaration = _DECLARATION.match(bare)
        rest = bare[declaration.end() :] if declaration else bare
        self.lines_cut = text[: len(text) - len(rest)].count("\n")
        return rest

    def _run(self, text: str, *, final: bool) -> str:
        out: list[str] = []
        position = 0
        while position < len(text):
            if self._end:
                stop = text.find(self._end, position)
                if stop < 0:
                    keep = len(text) if final else max(position, len(text) - len(self._end) + 1)
                    out.append(text[position:keep])
                    position = keep
                    break
                stop += len(self._end)
                out.append(text[position:stop])
                position, self._end = stop, ""
                continue
            special = _SPECIAL.search(text, position)
            if special is None:
                keep = len(text)
                if not final and (cut := _CUT.search(text, max(position, len(text) - 40))):
                    keep = cut.start()
                out.append(_AMPERSAND.sub(self._reference, text[position:keep]))
                position = keep
                break
            out.append(_AMPERSAND.sub(self._reference, text[position : special.start()]))
            out.append(special[0])
            position, self._end = special.end(), _ENDS[special[0]]
        self._pending = text[position:]
        return "".join(out)

    def _reference(self, match: re.Match[str]) -> str:
        decimal, hexadecimal, name = match.groups()
        if decimal or hexadecimal:
            return self._character(match[0], int(decimal) if decimal else int(hexadecimal, 16))
        if name in _OWN_ENTITIES:
            return match[0]
        if name and f"{name};" in html.entities.html5:
            self._counts["entity"] += 1
            return html.escape(html.entities.html5[f"{name};"])
        self._counts["&"] += 1
        return f"&amp;{match[0][1:]}"

    def _character(self, reference: str, code: int) -> str:
        if 0x80 <= code <= 0x9F:
            # Old Windows programs number their own code page's signs; HTML reads them so too.
            return bytes([code]).decode("cp1252", "ignore")
        if code > 0x10FFFF or _ILLEGAL.match(chr(code)):
            self._counts["control"] += 1
            return ""
        return reference
