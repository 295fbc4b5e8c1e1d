"""Letters that a wrong reading has spoilt, made right again: mojibake, presentation forms, one fault of quotes.

Mojibake is UTF-8 that was read as Windows-1256, Windows-1252 or Latin-1:
«السلام» becomes «ط§ظ„ط³ظ„ط§ظ…» or «Ø§Ù„Ø³Ù„Ø§Ù…». It is undone only where
a run of such letters is, to the last byte, the UTF-8 of other letters, and
where enough of them stand together: a real word that looks so by chance must
stay as it is.
"""

import codecs
import re
import unicodedata

# Python calls these encodings too.
_NO_ENCODINGS = frozenset({"utf-7", "unicode-escape", "raw-unicode-escape", "idna", "punycode", "undefined", "charmap"})
# Arabic pairs that must stand in a text before one of them is believed.
_ENOUGH_PAIRS = 3
_TIMES_SPOILT = 3
# Signs that no plain text holds in number and no spoilt one is without: the second halves of the commonest letters.
_TELLTALE = re.compile("[\x80-\x9fÂÃØÙâ§„†ˆ‡‰ٹ±¯³¨ھ¶¹©]")

_ARABIC = re.compile("[\u0600-\u06ff]")
_RUN = re.compile("[^\x00-\x7f]+")
# What UTF-8's first bytes of Arabic and of Western letters look like in the two readings.
_SUSPECT_1256 = re.compile("[طظعغ][^\x00-\x7fء-غف-ي]|â€|أ[¢§¨©ھ«®¯³´¶¹؛¼¾]|آ[«»°·]")
_SUSPECT_1252 = re.compile("[ÂÃØÙÚÛ][\x80-\xbf\u0152-\u02dc\u2013-\u2122]|â€|[ØÙ](?=[ØÙÚÛ]|$)")
# A byte that many programs drop from what they take for an invisible letter: U+00AD, half of «ح».
_LOST_HYPHEN = re.compile("([\xd8\xd9])(?![\x80-\xbf])")


def _sloppy(encoding: str) -> dict[str, int]:
    """Letter -> byte, with C1 controls for the bytes that the encoding leaves open, as browsers do."""
    table = {chr(byte): byte for byte in range(0x80, 0x100)} if encoding == "cp1252" else {}
    for byte in range(0x80, 0x100):
        table[bytes([byte]).decode(encoding, "ignore") or chr(byte)] = byte
    return table


_BYTES = {encoding: _sloppy(encoding) for encoding in ("cp1256", "cp1252")}


def mend_mojibake(text: str) -> str:
    """The text as it was written, or unchanged where it is not surely spoilt. Each line is judged by itself.

    >>> mend_mojibake("ط§ظ„ط³ظ„ط§ظ… ط¹ظ„ظٹظƒظ…")
    'السلام عليكم'
    """
    if not _TELLTALE.search(text):
        return text
    for _ in range(_TIMES_SPOILT):
        mended = "\n".join(_mend_line(line) for line in text.split("\n"))
        if mended == text:
            break
        text = mended
    return text


def _mend_line(line: str) -> str:
    for encoding, suspect in (("cp1256", _SUSPECT_1256), ("cp1252", _SUSPECT_1252)):
        if not suspect.search(line):
            continue
        mended = _undone(line, _BYTES[encoding])
        if mended != line and _is_sure(line, mended):
            return mended
    return line


def _undone(line: str, table: dict[str, int]) -> str:
    def once(run: re.Match[str]) -> str:
        values = [table.get(char) for char in run[0]]
        if None in values:
            return run[0]
        return _decoded("".join(map(chr, values))) or run[0]  # type: ignore[arg-type]

    return _RUN.sub(once, line)


def _decoded(bytes_as_text: str) -> str:
    for candidate in (bytes_as_text, _LOST_HYPHEN.sub("\\1\xad", bytes_as_text)):
        try:
            return candidate.encode("latin-1").decode("utf-8")
        except UnicodeDecodeError:
            continue
    return ""


def _is_sure(line: str, mended: str) -> bool:
    """Whether what came out is plainly a text and what went in plainly was none."""
    if any(unicodedata.category(char) in ("Cc", "Cn", "Co") and char != "\t" for char in mended):
        return False
    runs, kept = _RUN.findall(line), set(_RUN.findall(mended))
    undone = [run for run in runs if run not in kept]
    arabic = len(_ARABIC.findall(mended))
    if arabic >= _ENOUGH_PAIRS and arabic * 2 >= sum(map(len, undone)) * 0.8:
        # Every letter came out of two; one genuine word beside them is no witness against them.
        return len(undone) > 0.5 * len(runs)
    # Western letters: all that is beyond ASCII must be spoilt, in two places at least, or in one longer than a pair.
    return len(undone) == len(runs) and (len(undone) > 1 or len(undone[0]) > 2)


# Signs of their own that happen to stand among the presentation forms.
_KEPT_SIGNS = frozenset("\ufd3e\ufd3f\ufdf2\ufdfa\ufdfb\ufdfc\ufdfd")
_FORM = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")


def fold_presentation_forms(text: str) -> str:
    """Positional letter forms, as old programs and PDF files give them, as plain letters; ﷺ ﷲ ﷽ stay signs."""
    return _FORM.sub(_plain_form, text)


def _plain_form(match: re.Match[str]) -> str:
    if match[0] in _KEPT_SIGNS:
        return match[0]
    # A mark's isolated form has a blank to sit on, which is not of the text.
    return unicodedata.normalize("NFKC", match[0]).lstrip(" ")


# و”كلمة”: WordPress opens only after a blank, so a mark after a one-letter word that is written on comes out closing.
_TURNED = re.compile(r"(?<!\w)([وفبلكـ]{1,3})”(?=\w)([^“”\"«»\n]{1,200})([“”])(?!\w)")


def mend_quotes(text: str) -> tuple[str, int]:
    """The text with و”…“ and و”…” turned to و“…”, and how many were turned."""
    return _TURNED.subn(r"\1“\2”", text) if "”" in text else (text, 0)


def mend(text: str) -> str:
    """Mojibake undone and presentation forms folded."""
    if text.isascii():
        return text
    return fold_presentation_forms(mend_mojibake(text))


def is_text_encoding(name: str) -> bool:
    """Whether files are written in an encoding of this name: Python knows some that no file is in."""
    try:
        codec = codecs.lookup(name)
    except LookupError:
        return False
    return codec.name.replace("_", "-") not in _NO_ENCODINGS and bool(codec._is_text_encoding)  # type: ignore[attr-defined]
