"""Findings in a story's clean HTML: block by block, with offsets that a page can use, and fixes that keep the tags.

A block is a run of text between block tags that holds more than blanks: what a
rich-text editor calls a text block. Blocks are counted from 0 in the page's
order; offsets are in the block's text content, where a line break (``<br>``)
and a picture count as one character each, as they do in ProseMirror.
"""

import html
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any, NamedTuple

from articles.text.proofing.engine import proofread
from articles.text.proofing.finding import Finding

_BLOCK_TAGS = {
    *("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "footer", "pre", "hr"),
    *("figure", "figcaption", "table", "thead", "tbody", "tr", "th", "td", "caption"),
}
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)(?:[^>\"']|\"[^\"]*\"|'[^']*')*>|<!--.*?-->", re.DOTALL)
_VALUES = r'(?:[^>"]|"[^"]*")*'
_ANCHOR = re.compile(rf'<a{_VALUES}?\shref="(?P<href>[^"]*)"{_VALUES}>(?P<words>.*?)</a>', re.DOTALL)
_PIECE = re.compile(r"&(?:#\d+|#[xX][\da-fA-F]+|[A-Za-z][A-Za-z0-9]*);|.", re.DOTALL)
_LINE_BREAK, _PICTURE = "\u2028", "\ufffc"
_BLANK = re.compile(rf"[\s{_PICTURE}]*")
_CODE = "\ufffd"


@dataclass(slots=True)
class Block:
    """``places[n]`` is where the source of the n-th character begins and ends in the HTML."""

    text: str = ""
    tag: str = ""
    places: list[tuple[int, int]] = field(default_factory=list)


class Link(NamedTuple):
    """An address, with the place of its words in the text of block number ``block``."""

    block: int
    start: int
    end: int
    href: str


class BlockFinding(NamedTuple):
    """A finding whose offsets are in the text of block number ``block``."""

    block: int
    finding: Finding

    def for_client(self, text: str) -> dict[str, Any]:
        """JSON-ready, offsets in UTF-16 code units as JavaScript counts them; ``text`` is the block's text."""
        return {"block": self.block, **finding_for_client(self.finding, text)}


def finding_for_client(finding: Finding, text: str) -> dict[str, Any]:
    """JSON-ready, offsets in UTF-16 code units; the message stays for the caller, who has the translations."""

    def units(place: int) -> int:
        return len(text[:place].encode("utf-16-le", "surrogatepass")) // 2

    return {
        "rule": finding.rule,
        "severity": str(finding.severity),
        "start": units(finding.start),
        "end": units(finding.end),
        "text": finding.text,
        "suggestion": finding.suggestion,
        "fixStart": units(finding.fix_start),
        "fixEnd": units(finding.fix_end),
        "fingerprint": finding.fingerprint(text),
    }


def blocks_of(clean: str) -> list[Block]:
    """The blocks of clean HTML (as `markup.clean_html` returns it)."""
    found: list[Block] = []
    block = Block()
    place = 0
    for match in _TAG.finditer(clean):
        _add(block, clean, place, match.start())
        place = match.end()
        name = (match.group(2) or "").lower()
        if name in _BLOCK_TAGS:
            found.append(block)
            block = Block(tag="" if match.group(1) else name)
        elif name in ("br", "img"):
            block.text += _LINE_BREAK if name == "br" else _PICTURE
            block.places.append(match.span())
    _add(block, clean, place, len(clean))
    found.append(block)
    return [block for block in found if _BLANK.fullmatch(block.text) is None]


def links_of(clean: str) -> list[Link]:
    """The links of clean HTML, in the page's order; one around a picture alone is as long as the picture."""
    places = [
        (start, number, offset)
        for number, block in enumerate(blocks_of(clean))
        for offset, (start, _end) in enumerate(block.places)
    ]
    starts = [start for start, _number, _offset in places]
    found = []
    for match in _ANCHOR.finditer(clean):
        inside = places[bisect_left(starts, match.start("words")) : bisect_left(starts, match.end("words"))]
        if inside:
            block = inside[0][1]
            offsets = [offset for _start, number, offset in inside if number == block]
            found.append(Link(block, offsets[0], offsets[-1] + 1, html.unescape(match["href"])))
    return found


def _add(block: Block, clean: str, start: int, end: int) -> None:
    pieces = []
    for match in _PIECE.finditer(clean, start, end):
        text = html.unescape(match.group())
        pieces.append(" " if text in "\n\r\t" else text)
        block.places.extend([match.span()] * len(text))
    block.text += "".join(pieces)


def proofread_html(clean: str, **options: Any) -> list[BlockFinding]:
    """Findings in a body of clean HTML; *options* as for `proofread`.

    All blocks are read as one text: a quotation may run over paragraphs, and
    one kind of digits is asked of the whole story. Preformatted blocks are code.
    """
    return proofread_blocks(blocks_of(clean), **options)


def proofread_blocks(blocks: Sequence[Block], **options: Any) -> list[BlockFinding]:
    """The same for blocks that come from elsewhere than HTML: an editor's document as it stands."""
    texts = [_CODE * len(block.text) if block.tag == "pre" else block.text for block in blocks]
    starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
    return list(_placed(proofread("\n".join(texts), **options), starts))


def _placed(findings: list[Finding], starts: list[int]) -> Iterator[BlockFinding]:
    block = 0
    for finding in findings:
        while starts[block + 1] <= finding.start:
            block += 1
        yield BlockFinding(block, _moved(finding, -starts[block]))


def _moved(finding: Finding, by: int) -> Finding:
    return Finding(
        rule=finding.rule,
        severity=finding.severity,
        start=finding.start + by,
        end=finding.end + by,
        text=finding.text,
        message=finding.message,
        params=finding.params,
        suggestion=finding.suggestion,
        fix_start=finding.fix_start + by,
        fix_end=finding.fix_end + by,
    )


def apply_html(clean: str, found: BlockFinding) -> str:
    """The HTML with the finding's suggestion in place; tags inside the replaced stretch stay.

    ``IndexError`` if the HTML has no such place (it is not the one that was read).
    """
    finding = found.finding
    if finding.suggestion is None:
        return clean
    places = blocks_of(clean)[found.block].places
    new = html.escape(finding.suggestion, quote=False)
    if finding.fix_start == finding.fix_end:
        # An insertion belongs to the letter before it: inside the bold or the link that ends there.
        at = places[finding.fix_start - 1][1] if finding.fix_start else places[0][0]
        return clean[:at] + new + clean[at:]
    start, end = places[finding.fix_start][0], places[finding.fix_end - 1][1]
    tags = "".join(match.group() for match in _TAG.finditer(clean, start, end))
    return clean[:start] + new + tags + clean[end:]
