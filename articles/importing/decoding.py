"""Bytes of a text file as text: UTF-8, UTF-16 with its mark, Windows-1256. No Django here."""

import codecs
import re
import unicodedata

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BOM = "\ufeff"
# Everything that some program writes at a line's end.
_LINE_ENDS = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")


class Undecodable(ValueError):
    """The bytes are no text. ``line`` tells where it shows (1 if the whole is no text)."""

    def __init__(self, reason: str, line: int = 1) -> None:
        super().__init__(reason)
        self.line = line


def decode(data: bytes) -> str:
    """The text, without byte order marks. Undecodable for binary data and damaged text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_strict(data[len(mark) :], encoding)).replace(_BOM, "")
    if b"\x00" in data:
        raise Undecodable("binary data (NUL bytes): this is no text file", _line_of(data, data.index(b"\x00")))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = _windows_1256(data, error)
    return _checked(text).replace(_BOM, "")


def split_lines(text: str, most: int = 0) -> list[str]:
    """Lines, whatever ends them: LF, CRLF, CR, U+0085, U+2028, U+2029, form feed.

    With ``most``, at most so many and, where there are more, one item that holds the rest.
    """
    return _LINE_ENDS.split(text, maxsplit=most)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Undecodable(f"damaged {encoding.upper()[:6]} at byte {error.start + 1:,}") from error


def _windows_1256(data: bytes, error: UnicodeDecodeError) -> str:
    # UTF-8 with a few damaged bytes read as Windows-1256 would give letters, but not these words.
    lenient = data.decode("utf-8", "replace")
    damaged = lenient.count("\ufffd")
    whole = sum(1 for char in lenient if char > "\x7f") - damaged
    if whole > damaged:
        line = _line_of(data, error.start)
        raise Undecodable(f"damaged UTF-8: a byte that belongs to no letter, at byte {error.start + 1:,}", line)
    text = data.decode("cp1256")
    beyond_ascii = [char for char in text if char > "\x7f"]
    letters = sum(1 for char in beyond_ascii if unicodedata.category(char)[0] in "LM")
    if letters < 0.7 * len(beyond_ascii):
        raise Undecodable("neither UTF-8 nor Windows-1256: this is no Arabic text file, or it is damaged")
    return text


def _checked(text: str) -> str:
    found = _CONTROLS.search(text)
    if found is None:
        return text
    controls = len(_CONTROLS.findall(text))
    line = text.count("\n", 0, found.start()) + 1
    if "\x00" in text:
        raise Undecodable("a NUL character: this is no text file, or it is damaged", line)
    if controls > 2 + len(text) // 100:
        raise Undecodable("binary data (control characters): this is no text file", line)
    return _CONTROLS.sub("", text)


def _line_of(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1
