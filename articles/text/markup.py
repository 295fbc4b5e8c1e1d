"""Stories' HTML: an allow-list on the way in, plain text and measures out of the clean result.

Cleaning is nh3's (ammonia, a real HTML5 parser); what is stored is safe to
print. Plain text is only ever derived from clean HTML.
"""

import html
import math
import re
from collections.abc import Iterable

import nh3

from articles.text.arabic import strip_invisible
from articles.text.embeds import only_known

ALLOWED_TAGS = {
    *("p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "footer", "hr", "br"),
    *("strong", "b", "em", "i", "s", "sub", "sup", "a", "bdi", "cite", "code", "pre"),
    *("figure", "figcaption", "img"),
    *("table", "thead", "tbody", "tr", "th", "td", "caption"),
}
ALLOWED_ATTRIBUTES = {
    "*": {"dir", "lang"},
    "a": {"href", "title", "hreflang"},
    "img": {"src", "alt", "width", "height"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
    "ol": {"start"},
}
# Classes that the style sheet knows; any other is somebody else's layout.
ALLOWED_CLASSES = {"blockquote": {"pull"}, "p": {"embed"}}
BLOCKS = r"p|h[1-6]|li|blockquote|footer|figcaption|figure|tr|td|th|table|ul|ol|pre|caption|hr"

_TAG = re.compile(r"<[a-z!/]", re.IGNORECASE)
_BLOCK_END = re.compile(rf"</(?:{BLOCKS})>|<hr>", re.IGNORECASE)
_BLOCK_START = re.compile(rf"<(?:{BLOCKS})[ >]", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^>]*>")
_EMPTY_BLOCK = re.compile(r"<(p|h[2-4]|li|blockquote|figure|figcaption)(?: [^>]*)?>(?:\s|&nbsp;|\u00a0|<br\s*/?>)*</\1>")
_IMG_WITHOUT_SOURCE = re.compile(r"<img(?![^>]*\ssrc=)[^>]*>")
# What is left of a class that is not allowed.
_NO_CLASS = re.compile(r'(<(?:p|blockquote)\b[^>]*?) class=""')
_HEADING_ONE = re.compile(r"(</?)h1(?=[\s>])", re.IGNORECASE)
_HEADING_DEEP = re.compile(r"(</?)h[56](?=[\s>])", re.IGNORECASE)
_PARAGRAPHS = re.compile(r"\n\s*\n")
_NULL = "\x00"


def clean_html(source: str) -> str:
    """HTML with allowed tags and attributes only; plain text becomes paragraphs. Cleaning twice changes nothing.

    Scripts, styles, event handlers, unknown classes, foreign URL schemes,
    pictures without address and empty paragraphs go; h1 becomes h2, h5 and h6
    become h4. Direction controls go, they break search and addresses.
    """
    text = strip_invisible(source.replace(_NULL, "")).replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text:
        return ""
    if not is_html(text):
        return paragraphs_to_html(_PARAGRAPHS.split(text))
    cleaned = _allow_listed(_HEADING_DEEP.sub(r"\1h4", _HEADING_ONE.sub(r"\1h2", text)))
    if cleaned and not _BLOCK_START.search(cleaned):
        # Words without a paragraph around them: a fragment, or a tag that was cleaned away.
        cleaned = _allow_listed("\n".join(f"<p>{part}</p>" for part in _PARAGRAPHS.split(cleaned)))
    return cleaned


def _allow_listed(text: str) -> str:
    cleaned = nh3.clean(
        text,
        tags=ALLOWED_TAGS,
        clean_content_tags={"script", "style", "title", "noscript", "template"},
        attributes=ALLOWED_ATTRIBUTES,
        allowed_classes=ALLOWED_CLASSES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener",
    )
    cleaned = only_known(_NO_CLASS.sub(r"\1", _IMG_WITHOUT_SOURCE.sub("", cleaned)))
    while (fewer := _EMPTY_BLOCK.sub("", cleaned)) != cleaned:
        cleaned = fewer
    return cleaned.strip()


def is_html(text: str) -> bool:
    """Whether the text holds a tag; a lone «<» in prose is not one."""
    return _TAG.search(text) is not None


def paragraphs_to_html(paragraphs: Iterable[str]) -> str:
    """Plain paragraphs as HTML, empty ones left out, single line breaks kept as blanks."""
    lines = (" ".join(paragraph.split()) for paragraph in paragraphs)
    return "\n".join(f"<p>{html.escape(line, quote=False)}</p>" for line in lines if line)


def plain_text(clean: str) -> str:
    """The text of *clean* HTML (as `clean_html` returns it): blocks divided by blank lines, entities resolved."""
    text = _BREAK.sub("\n", clean.replace("\n", " "))
    text = _ANY_TAG.sub("", _BLOCK_END.sub("\n\n", text))
    blocks = (" ".join(block.split()) for block in _PARAGRAPHS.split(html.unescape(text)))
    return "\n\n".join(block for block in blocks if block)


def word_count(text: str) -> int:
    """Words of a plain text: runs between blanks that hold a letter or a digit."""
    return sum(1 for word in text.split() if any(char.isalnum() for char in word))


def reading_minutes(text: str, words_per_minute: int = 180) -> int:
    """Whole minutes to read a plain text, rounded up, at least 1.

    180 words a minute: an Arabic word carries more than an English one (clitics
    are written together with it).
    """
    return max(1, math.ceil(word_count(text) / words_per_minute))


def excerpt(text: str, length: int = 160) -> str:
    """At most ``length`` letters of a plain text, whole words, "…" where it was cut."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    head, _, _ = cut.rpartition(" ")
    return (head or cut).rstrip(" ،,;؛:.") + "…"
