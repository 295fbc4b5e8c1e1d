"""Clean HTML in parts: its outermost blocks, where a box may stand between them, pages of bounded weight, text alone."""

import html
import re

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*>", re.IGNORECASE)
_VOID = frozenset({"br", "hr", "img"})
_IMG = re.compile(r"<img\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*>", re.IGNORECASE)
_ALT = re.compile(r"\salt=\"([^\"]*)\"")
_FIGURE = re.compile(r"<figure[^>]*>|</figure>")
_CAPTION = re.compile(r"<(/?)figcaption[^>]*>")
_EMPTY = re.compile(r"<(p|li|blockquote|strong|em|a)\b[^>]*>\s*</\1>")


def top_blocks(clean: str) -> list[str]:
    """The outermost elements of clean HTML (as `markup.clean_html` returns it), which joined are the HTML again.

    Text between two elements goes with the one before it.
    """
    found: list[str] = []
    depth = start = 0
    for match in _TAG.finditer(clean):
        name = match.group(2).lower()
        if name in _VOID and depth:
            continue
        if match.group(1):
            depth = max(0, depth - 1)
        elif name not in _VOID:
            if depth == 0 and start < match.start():
                start = _cut(clean, start, match.start(), found)
            depth += 1
            continue
        if depth == 0:
            start = _cut(clean, start, match.end(), found)
    if start < len(clean):
        _cut(clean, start, len(clean), found)
    return found


def _cut(clean: str, start: int, end: int, found: list[str]) -> int:
    piece = clean[start:end]
    if found and not piece.strip():
        found[-1] += piece
    else:
        found.append(piece)
    return end


def around_box(clean: str, after: int, at_least: int) -> tuple[str, str]:
    """The HTML before and behind a box that stands after so many paragraphs; ("…", "") where the text is too short.

    ``at_least``: how many paragraphs a text must have for a box to stand in it.
    """
    blocks = top_blocks(clean)
    places = [number for number, block in enumerate(blocks) if re.match(r"\s*<p[ >]", block)]
    if len(places) < at_least:
        return clean, ""
    cut = places[after - 1] + 1
    return "".join(blocks[:cut]), "".join(blocks[cut:])


def pages_by_weight(clean: str, most: int) -> list[str]:
    """The HTML in pages of at most ``most`` bytes of UTF-8, cut between blocks; one block alone may be heavier."""
    pages = [""]
    weight = 0
    for block in top_blocks(clean):
        size = len(block.encode())
        if weight and weight + size > most:
            pages.append("")
            weight = 0
        pages[-1] += block
        weight += size
    return pages


def without_pictures(clean: str, label: str) -> str:
    """The HTML with what is said of its pictures in their place: «[label: what is to be seen]», and their captions."""

    def said(match: re.Match[str]) -> str:
        alt = _ALT.search(match.group())
        return f"[{html.escape(label, quote=False)}: {alt[1]}]" if alt and alt[1].strip() else ""

    text = _FIGURE.sub("", _IMG.sub(lambda match: f"<p>{said(match)}</p>" if _alone(clean, match) else said(match), clean))
    text = _CAPTION.sub(r"<\1p>", text)
    while (fewer := _EMPTY.sub("", text)) != text:
        text = fewer
    return text


def _alone(clean: str, match: re.Match[str]) -> bool:
    """Whether a picture stands in a figure itself, outside any paragraph."""
    before = clean[: match.start()]
    return before.rstrip().endswith(">") and re.search(r"<figure[^>]*>\s*$", before) is not None
