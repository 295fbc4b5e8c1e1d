"""A body's tree as a row of blocks: paragraphs, headings, lists, figures. No Django here.

Divs that hold words become paragraphs, divs that hold blocks dissolve, two
line breaks end a paragraph, a picture stands in a figure of its own.
"""

import html as entities
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from lxml import html
from lxml.html import HtmlElement

_BLOCKS = frozenset({"p", "h2", "h3", "h4", "ul", "ol", "blockquote", "figure", "table", "pre", "hr"})
_INLINE = frozenset({"a", "b", "strong", "em", "i", "s", "sub", "sup", "bdi", "cite", "code", "br", "span"})
_INNER = frozenset({"li", "figcaption", "img", "footer", "thead", "tbody", "tr", "th", "td", "caption"})
KEPT_TAGS = _BLOCKS | _INLINE | _INNER
# Kept up to here only: they are read, turned into one of the above, or dissolved.
PASSING_TAGS = frozenset(
    {
        *("div", "section", "article", "main", "header", "aside", "center", "address", "details", "summary", "picture"),
        *(
            "font",
            "del",
            "strike",
            "ins",
            "u",
            "q",
            "small",
            "big",
            "mark",
            "abbr",
            "h1",
            "h5",
            "h6",
            "dl",
            "dt",
            "dd",
            "tfoot",
        ),
        *("iframe", "video", "audio", "source", "embed"),
    }
)
# Where lazy pages keep a picture's address; the last is a stand-in on such pages.
IMAGE_SOURCES = ("data-orig-file", "data-src", "data-lazy-src", "data-original", "src")

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_RENAMED = {"del": "s", "strike": "s", "dt": "p", "dd": "p", "address": "p", "summary": "p"}
_VISIBLE = re.compile(r"[^\s\u00a0\u200b-\u200f\ufeff]")
_HEADING = re.compile(r"<h([1-6])[ >]")
_HEADING_TAG = re.compile(r"(</?)(h[1-6])(?=[ >])")
_FIGURE = re.compile(r"<figure>.*?</figure>", re.DOTALL)
_BREAKS = re.compile(r"(?:<br>\s*){2,}")


def as_blocks(root: HtmlElement) -> str:
    """The tree as HTML of blocks in a row."""
    return _levelled("\n".join(_blocks(root)))


def _levelled(text: str) -> str:
    """The highest heading becomes h2, the next below it h3, all others h4: no level is left out on the way down."""
    levels = sorted(set(_HEADING.findall(text)))
    new = {f"h{level}": f"h{min(2 + place, 4)}" for place, level in enumerate(levels)}
    return _HEADING_TAG.sub(lambda found: f"{found[1]}{new.get(found[2], found[2])}", text)


def _blocks(element: HtmlElement) -> list[str]:
    out: list[str] = []
    inline: list[str] = [entities.escape(element.text or "", quote=False)]

    def end_paragraph() -> None:
        out.extend(_paragraphs("".join(inline)))
        inline.clear()

    for child in element:
        if not isinstance(child.tag, str):
            pass
        elif _is_inline(child):
            inline.append(_outer(child))
        else:
            end_paragraph()
            out.extend(_block(child))
        inline.append(entities.escape(child.tail or "", quote=False))
    end_paragraph()
    return out


def _is_inline(element: HtmlElement) -> bool:
    if element.tag not in _INLINE and element.tag not in PASSING_TAGS:
        return False
    if element.tag in ("div", "section", "article", "main", "header", "aside", "center", "address", "details", "summary", "dl"):
        return False
    if element.tag in ("h1", "h5", "h6", "dt", "dd"):
        return False
    return not any(child.tag in _BLOCKS or child.tag in ("img", "div") for child in element.iterdescendants())


def _block(element: HtmlElement) -> list[str]:
    tag = _RENAMED.get(element.tag, element.tag)
    if tag == "img":
        return [f"<figure>{_outer(element)}</figure>"]
    if tag == "figure":
        return _figure(element)
    if tag in ("p", "footer") or tag in _HEADINGS:
        return _words(element, tag)
    if tag == "blockquote":
        return _quotation(element)
    if tag in ("ul", "ol"):
        return _list(element, tag)
    if tag in ("table", "pre", "hr"):
        return [_outer(element)]
    return _blocks(element)


def _words(element: HtmlElement, tag: str) -> list[str]:
    """A paragraph or heading; a picture or a block that stands in it comes out of it."""
    if any(child.tag in _BLOCKS or child.tag in ("img", "div") for child in element.iterdescendants()):
        pieces = _blocks(element)
        return [re.sub(r"^<p>(.*)</p>$", rf"<{tag}>\1</{tag}>", piece, flags=re.DOTALL) for piece in pieces]
    direction = f' dir="{element.get("dir")}"' if element.get("dir") in ("rtl", "ltr") else ""
    return _paragraphs(_inner(element), tag, direction)


def _paragraphs(inline: str, tag: str = "p", attributes: str = "") -> list[str]:
    pieces = _BREAKS.split(inline) if tag == "p" else [_BREAKS.sub(" ", inline)]
    tidy = (re.sub(r"^(?:\s|<br>)+|(?:\s|<br>)+$", "", piece) for piece in pieces)
    return [f"<{tag}{attributes}>{piece}</{tag}>" for piece in tidy if _VISIBLE.search(re.sub(r"<[^>]*>|&nbsp;", "", piece))]


def _quotation(element: HtmlElement) -> list[str]:
    for child in element:
        if child.tag == "cite":
            child.tag = "footer"  # who said it stands below the words, not among them
    pulled = ' class="pull"' if element.get("class") == "pull" else ""
    inside = "".join(_blocks(element))
    return [f"<blockquote{pulled}>{inside}</blockquote>"] if inside else []


def _list(element: HtmlElement, tag: str) -> list[str]:
    items = list(_items(element))
    if items and all(_FIGURE.sub("", item) == "<li></li>" for item in items):
        return [item[4:-5].replace("</figure><figure>", "</figure>\n<figure>") for item in items]  # a gallery
    return [f"<{tag}>{''.join(items)}</{tag}>"] if items else []


def _items(element: HtmlElement) -> Iterable[str]:
    for child in element:
        if child.tag == "li":
            inside = _blocks(child)
            if len(inside) == 1 and inside[0].startswith("<p>"):
                inside = [inside[0][3:-4]]
            if inside:
                yield f"<li>{''.join(inside)}</li>"
        elif child.tag in ("ul", "ol"):
            yield f"<li>{''.join(_block(child))}</li>"


def _figure(element: HtmlElement) -> list[str]:
    """One figure a picture; the caption goes with the only or the last one. Without a picture it is its blocks."""
    pictures = element.findall(".//img")
    captions = element.findall(".//figcaption")
    if not pictures:
        return _blocks(element)
    nested = element.findall(".//figure")
    if nested:
        return [piece for child in nested for piece in _figure(child)] + _loose_captions(element)
    caption = " ".join(text for found in captions if (text := _inner(found).strip()))
    shown = [f"<figure>{_picture(picture)}</figure>" for picture in pictures]
    if _VISIBLE.search(re.sub(r"<[^>]*>", "", caption)):
        shown[-1] = shown[-1].replace("</figure>", f"<figcaption>{_BREAKS.sub(' ', caption)}</figcaption></figure>")
    return shown


def _picture(picture: HtmlElement) -> str:
    link = picture.getparent()
    while link is not None and link.tag not in ("a", "figure"):
        link = link.getparent()
    shown = _outer(picture)
    if link is not None and link.tag == "a":
        return f'<a href="{entities.escape(link.get("href", ""))}">{shown}</a>'
    return shown


def _loose_captions(element: HtmlElement) -> list[str]:
    """The caption of a whole gallery, as a paragraph below it."""
    own = (child for child in element if child.tag == "figcaption")
    return [piece for child in own for piece in _paragraphs(_inner(child))]


def _inner(element: HtmlElement) -> str:
    out = [entities.escape(element.text or "", quote=False)]
    for child in element:
        out.append(_outer(child) if isinstance(child.tag, str) else "")
        out.append(entities.escape(child.tail or "", quote=False))
    return "".join(out)


def _outer(element: HtmlElement) -> str:
    tag = _RENAMED.get(element.tag, element.tag)
    if tag in PASSING_TAGS:
        return _inner(element)
    if tag == "br":
        return "<br>"
    if tag in _INLINE:
        inside = _inner(element)
        if not _VISIBLE.search(re.sub(r"<(?!img)[^>]*>", "", inside)):
            return inside
        shown = "".join(f' {key}="{entities.escape(value)}"' for key, value in element.items())
        return f"<{tag}{shown}>{inside}</{tag}>"
    return html.tostring(element, encoding="unicode", with_tail=False)


_PLAYERS = (
    (re.compile(r"//(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]{6,20})"), "https://www.youtube.com/watch?v={}"),
    (re.compile(r"//player\.vimeo\.com/video/(\d+)"), "https://vimeo.com/{}"),
    (re.compile(r"//(?:www\.)?dailymotion\.com/embed/video/(\w+)"), "https://www.dailymotion.com/video/{}"),
)


def watch_address(address: str) -> str:
    """The page that a player's address plays from, where it is known; else the address itself."""
    for pattern, page in _PLAYERS:
        if found := pattern.search(address):
            return page.format(found[1])
    # A frame of a page on Facebook and the like tells that page.
    parts = urlsplit(address)
    return address if parts.netloc else ""
