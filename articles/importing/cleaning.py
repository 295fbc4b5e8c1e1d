"""Bodies as other programs write them, made plain: what only served somebody else's page goes, what was said stays.

Runs before `articles.text.markup.clean_html`, which decides what is allowed at
all. No Django here: readers use it too.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import unquote, urlsplit

import nh3
from lxml import etree, html
from lxml.html import HtmlElement

from articles.importing import blocks
from articles.importing.spans import Spans
from articles.importing.story import Story
from articles.text import mojibake
from articles.text.addresses import clean_address
from articles.text.markup import is_html

_COUNTERS = re.compile(
    r"//(?:[\w.-]+\.)?(?:pixel\.wp\.com|stats\.wordpress\.com|feeds\.feedburner\.com/~|feeds\.wordpress\.com|doubleclick\.net"
    r"|google-analytics\.com|googletagmanager\.com|facebook\.com/tr|scorecardresearch\.com|quantserve\.com|feedsportal\.com"
    r"|pheedo\.com|medium\.com/_/stat|b\.scorecardresearch\.com|statcounter\.com|histats\.com)",
    re.IGNORECASE,
)
# What needs no tree: the plain tags of our own bodies.
_PLAIN_TAG = re.compile(r"</?(?:p|h2|h3|ul|ol|li|blockquote|strong|em|figure|figcaption)>", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[a-z/!?][^>]*>?", re.IGNORECASE)
# What Word and Outlook put among the text for themselves.
_WORD_ISLANDS = Spans((r"<!(?:--)?\[if\b", r"<!\[endif\](?:--)?>"), (r"<xml\b", r"</xml\s*>"), (r"<\?xml\b", ">"))
_OPEN_OR_CLOSE = re.compile(r"<(/?)([a-z]\w*)", re.IGNORECASE)
_MAX_TREE_CHARS = 3_000_000
# libxml2 leaves out what is nested deeper than 255 levels, without a word.
_MAX_DEPTH = 150
# Parsers take time by the square of a depth that no program's text has.
_MOST_PASSES = 4
_HOSTILE_DEPTH = 2000
_SELF_CLOSING = frozenset(
    {"br", "img", "hr", "source", "embed", "input", "meta", "link", "p", "li", "td", "th", "tr", "dt", "dd"}
)

_TAGS = blocks.KEPT_TAGS | blocks.PASSING_TAGS
_ATTRIBUTES = {
    "*": {"dir", "lang", "style", "class", "align", "width", "height"},
    "a": {"href", "title", "hreflang"},
    "img": {"src", "alt", "title", "srcset", "data-src", "data-lazy-src", "data-original", "data-orig-file", "data-srcset"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
    "ol": {"start"},
    **{name: {"src", "title", "data-src"} for name in ("iframe", "video", "audio", "source", "embed")},
    "font": {"color", "face", "size"},
}


def clean_body(source: str) -> tuple[str, list[str]]:
    """A body without its former surroundings, and what was mended (English, one line each).

    Plain text stays plain text. Letters are mended, in both.
    """
    text, turned = mojibake.mend_quotes(mojibake.mend(source))
    notes = [f"quotation marks turned the right way: {turned}"] if turned else []
    if is_html(text) and _depth(text) > _HOSTILE_DEPTH:
        text = _ANY_TAG.sub(" ", text)
        notes.append("the body's tags are nested beyond all measure: left out")
    elif is_html(text):
        text = _rested(text)
    return text, notes


def _rested(text: str) -> str:
    """Worked on until there is no more to do: one pass may uncover nesting for the next."""
    for _ in range(_MOST_PASSES):
        if not _needs_work(text) or (worked := _worked(text)) == text:
            break
        text = worked
    return text


def _needs_work(text: str) -> bool:
    if "<h3>" in text and "<h2>" not in text:
        return True  # a level is left out
    return any(not _PLAIN_TAG.fullmatch(tag[0]) for tag in _ANY_TAG.finditer(text))


def _worked(text: str) -> str:
    if len(text) > _MAX_TREE_CHARS:
        return text  # `clean_html` alone: a body of this length is no story of one page
    # A real HTML5 parser first: it alone repairs broken nesting as browsers do.
    regular = nh3.clean(
        _WORD_ISLANDS.remove(text.replace("\x00", "")),
        tags=_TAGS,
        clean_content_tags={"script", "style", "title", "noscript", "template", "svg", "math", "form", "button", "select"},
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )
    if _depth(regular) > _MAX_DEPTH:
        return regular
    try:
        root = html.fragment_fromstring(regular, create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return regular
    for element in list(_elements(root)):
        _CLEANERS.get(element.tag, _unstyled)(element)
    return blocks.as_blocks(root)


def _depth(text: str) -> int:
    """How deep the text's tags are nested, those apart that close each other."""
    depth = deepest = 0
    for tag in _OPEN_OR_CLOSE.finditer(text):
        if tag[2].lower() in _SELF_CLOSING:
            continue
        depth = max(depth - 1, 0) if tag[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _elements(root: HtmlElement) -> Iterator[HtmlElement]:
    return (element for element in root.iterdescendants() if isinstance(element.tag, str))


def _unstyled(element: HtmlElement) -> None:
    """Style becomes the tag it stands for; «normal» undoes a tag that a word processor wraps around everything."""
    style = element.attrib.pop("style", "").lower().replace(" ", "")
    if element.tag in ("b", "strong") and "font-weight:normal" in style:
        element.tag = "span"
    pulled = "pull" in element.get("class", "") and element.tag in ("blockquote", "figure")
    for name in ("class", "align", "width", "height"):
        element.attrib.pop(name, None)
    for quotation in element.iter("blockquote") if pulled else ():
        quotation.set("class", "pull")
    if element.tag in ("span", "font"):
        bold = re.search(r"font-weight:(?:bold|[6-9]00)", style)
        tag = "strong" if bold else "em" if "font-style:italic" in style else ""
        if tag:
            element.tag = tag
            element.attrib.clear()
        elif not element.get("dir") and not element.get("lang"):
            element.drop_tag()
        else:
            element.tag = "bdi"


def _image(element: HtmlElement) -> None:
    address = next((value for key in blocks.IMAGE_SOURCES if (value := element.get(key, "").strip())), "")
    if not address.startswith(("http://", "https://", "/")) and re.match(r"[a-z]+:", address, re.IGNORECASE):
        address = ""
    sides = [element.get(side, "") for side in ("width", "height")]
    tiny = any(re.fullmatch(r"[0-2](?:px)?", side) for side in sides)
    if not address or tiny or _COUNTERS.search(address):
        element.drop_tree()
        return
    kept = {"src": clean_address(address), "alt": element.get("alt", "").strip()}
    kept |= {name: side for name, side in zip(("width", "height"), sides, strict=True) if side.isdecimal()}
    element.attrib.clear()
    element.attrib.update(kept)


def _link(element: HtmlElement) -> None:
    address = clean_address(element.get("href", ""))
    pictures = element.findall(".//img")
    only_picture = pictures and not "".join(element.itertext()).strip()
    if not address or (only_picture and re.search(r"\.(?:jpe?g|png|gif|webp)$", unquote(_path(address)), re.IGNORECASE)):
        # An anchor without an address marks a place; a picture that leads to itself led to a lightbox.
        element.drop_tag()
        return
    title = element.get("title", "")
    element.attrib.clear()
    element.set("href", address)
    if title:
        element.set("title", title)


def _path(address: str) -> str:
    """The path of an address, "" where it is none."""
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def _embedded(element: HtmlElement) -> None:
    """Players and frames can't be kept: a link to what they showed is."""
    address = element.get("src", "") or element.get("data-src", "")
    inner = element.find(".//source")
    if not address and inner is not None:
        address = inner.get("src", "")
    if address.startswith("//"):
        address = f"https:{address}"
    if not address.startswith(("http://", "https://")):
        element.drop_tree()
        return
    for child in list(element):
        element.remove(child)
    label = element.get("title", "").strip() or address
    element.attrib.clear()
    element.tag, element.text = "p", None
    link = etree.SubElement(element, "a", href=clean_address(blocks.watch_address(address)))
    link.text = label if label != address else link.get("href")


_CLEANERS = {"img": _image, "a": _link, **dict.fromkeys(("iframe", "video", "audio", "embed"), _embedded)}


_TEXTS = ("headline", "kicker", "standfirst", "slug", "source_name")
_NAMES = ("sections", "tags", "authors", "related")


def mended(story: Story) -> Story:
    """The story with its letters mended and its body cleaned; what was done to the body is among its warnings."""
    body, notes = clean_body(story.body)
    changes: dict[str, Any] = {name: mojibake.mend(getattr(story, name)) for name in _TEXTS}
    changes |= {name: tuple(map(mojibake.mend, getattr(story, name))) for name in _NAMES}
    if changes["headline"] != story.headline and mojibake.mend_mojibake(story.headline) != story.headline:
        notes.append("letters that were read in a wrong encoding: mended")
    image = replace(story.image, **{name: mojibake.mend(getattr(story.image, name)) for name in ("alt", "caption", "credit")})
    return replace(
        story,
        **changes,
        body=body,
        image=image,
        source_url=clean_address(story.source_url),
        warnings=(*story.warnings, *notes),
    )
