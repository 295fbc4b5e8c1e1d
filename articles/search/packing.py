"""How a story's words are kept beside the index: small, and quick to look into without taking them apart. Pure.

A field is one line of words divided by blanks, each word its stem, a slash, and the word as spelled, or the stem alone
where it is spelled so: one string search finds a stem and how it was spelled. The lines are encoded a byte a letter
where they hold Arabic and Latin letters alone (nearly always), then compressed.
"""

import codecs
import string
import zlib
from collections.abc import Iterator, Sequence

from articles.text.analysis import Word

_ARABIC = "".join(map(chr, [*range(0x621, 0x63B), *range(0x641, 0x64B)])) + "ٱپچژڤکگیەھہۀةۆۇۈېڭ"
_DIGITS = "٠١٢٣٤٥٦٧٨٩"
_LATIN = "".join(char for char in map(chr, range(0xC0, 0x180)) if char.isalpha())
_LETTERS = "".join(dict.fromkeys("\n /" + string.digits + string.ascii_letters + _ARABIC + _DIGITS + _LATIN))[:256]
_DECODE = _LETTERS + "\ufffe" * (256 - len(_LETTERS))
_ENCODE = codecs.charmap_build(_DECODE)
_BY_LETTER, _UTF8 = b"\x01", b"\x00"


def pack(fields: Sequence[Sequence[Word]]) -> bytes:
    """The fields' words, compressed."""
    return pack_lines("\n".join(" ".join(map(pair, field)) for field in fields))


def pair(word: Word) -> str:
    """A word as a line holds it."""
    spelled, _, stem = word
    return stem if stem == spelled else f"{stem}/{spelled}"


def pack_lines(text: str) -> bytes:
    """The fields' lines as described above, compressed."""
    try:
        return _BY_LETTER + zlib.compress(codecs.charmap_encode(text, "strict", _ENCODE)[0], 6)
    except UnicodeEncodeError:
        return _UTF8 + zlib.compress(text.encode(), 6)


def lines(packed: bytes | memoryview) -> list[str]:
    """One line a field, every word between blanks: `" stem/spelled stem stem/spelled "`; an empty field is empty."""
    packed = bytes(packed)
    raw = zlib.decompress(packed[1:])
    text = codecs.charmap_decode(raw, "strict", _DECODE)[0] if packed[:1] == _BY_LETTER else raw.decode()
    return [f" {line} " if line else "" for line in text.split("\n")]


def unpack(packed: bytes | memoryview) -> tuple[list[list[str]], list[list[str]]]:
    """(words as spelled, stems) field by field."""
    pairs = [[word.partition("/") for word in line.split()] for line in lines(packed)]
    return [[spelled or stem for stem, _, spelled in field] for field in pairs], [
        [pair[0] for pair in field] for field in pairs
    ]


def occurrences(stem: str, line: str) -> Iterator[tuple[int, str]]:
    """(where it begins, how it is spelled) of each occurrence of a stem in a line of `lines`."""
    needle = f" {stem}"
    length = len(needle)
    start = line.find(needle)
    while start >= 0:
        behind = start + length
        mark = line[behind]
        if mark == "/":
            end = line.index(" ", behind)
            yield start, line[behind + 1 : end]
            behind = end
        elif mark == " ":
            yield start, stem
        start = line.find(needle, behind)
