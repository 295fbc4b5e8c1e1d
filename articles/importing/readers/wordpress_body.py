"""A WordPress body as HTML: shortcodes, Gutenberg's comments, paragraphs that classic bodies leave unsaid. No Django."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass

from articles.importing.readers.words import html_body
from articles.importing.spans import Spans, unchanged

_BLOCKS_EDITOR = "<!-- wp:"
_ESCAPED = re.compile(r"\[(\[[a-z_-]+[^\[\]]{0,500}\])\]", re.IGNORECASE)
_CAPTIONS = Spans((r"\[(?:wp_)?caption\b[^\]]{0,2000}\]", r"\[/(?:wp_)?caption\]"))
_GALLERY = re.compile(r"\[gallery\b([^\]]{0,5000})\]", re.IGNORECASE)
_PLAYER = re.compile(r"\[(audio|video|embed|playlist)\b([^\]]{0,2000})\](?:([^\[\]]{0,2000})\[/\1\])?", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'\]]+))""")
_UNKNOWN = re.compile(r"""\[([a-z][\w-]{0,60})\s+[\w-]{1,60}\s*=\s*["'\d][^\[\]]{0,2000}\]""", re.IGNORECASE)
_LONE_ADDRESS = re.compile(r"(?m)(^|>)[ \t\n]{0,40}(https?://[^\s<>\"]{1,2000})[ \t\n]{0,40}(?=$|</)")
_LINKED_IMAGE = re.compile(r"(?:<a\b[^>]*>\s{0,40})?<img\b[^>]*>(?:\s{0,40}</a>)?", re.IGNORECASE)
# Where a line's end means nothing.
_TAGS = Spans(
    ("<!--", "-->"), (r"<pre\b", r"</pre\s*>"), (r"<script\b", r"</script\s*>"), (r"<style\b", r"</style\s*>"), ("<", ">")
)
_COMMENTS = Spans(("<!--", "-->"))


@dataclass(frozen=True)
class Attachment:
    url: str
    alt: str = ""
    caption: str = ""
    parent: str = ""
    order: int = 0


def body_html(source: str, attachments: Mapping[str, Attachment], post: str, warnings: list[str]) -> str:
    """The body as a browser would have been given it. Shortcodes that nobody here knows stay, with a warning."""
    classic = _BLOCKS_EDITOR not in source
    text = source.replace("\r\n", "\n").replace("\r", "\n")
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[1])
        return f"\ue000{len(kept) - 1}\ue001"

    text = _ESCAPED.sub(keep, text)
    text = _CAPTIONS.replace(text, _figure)
    text = _GALLERY.sub(lambda match: _gallery(match, attachments, post, warnings), text)
    text = _PLAYER.sub(_link, text)
    unknown = sorted({match[1].lower() for match in _UNKNOWN.finditer(_TAGS.remove(text))})
    if unknown:
        warnings.append(f"shortcodes left as they stand in the text: {', '.join(unknown)[:100]}")
    text = _LONE_ADDRESS.sub(lambda match: f'{match[1]}<p><a href="{match[2]}">{match[2]}</a></p>', text)
    text = _with_breaks(text) if classic else _COMMENTS.remove(text)
    return html_body(re.sub("\ue000(\\d+)\ue001", lambda match: kept[int(match[1])], text).strip())


def _attributes(text: str) -> dict[str, str]:
    # Editors that texturize turn the quotes of shortcodes too.
    straight = re.sub("[“”″«»]|&#822[01];|&quot;", '"', text)
    found = {name.lower(): one or two or three for name, one, two, three in _ATTRIBUTE.findall(straight)}
    return {name: html.unescape(value) for name, value in found.items()}


def _figure(opener: str, content: str, _: str) -> str:
    picture = _LINKED_IMAGE.search(content)
    if picture is None:
        return content
    around = (content[: picture.start()] + content[picture.end() :]).strip()
    caption = _attributes(opener).get("caption", "") or around
    return f"\n\n<figure>{picture[0]}<figcaption>{caption}</figcaption></figure>\n\n"


def _gallery(match: re.Match[str], attachments: Mapping[str, Attachment], post: str, warnings: list[str]) -> str:
    told = _attributes(match[1])
    keys = re.findall(r"\d+", told.get("ids", "") or told.get("include", ""))
    if not keys:
        left = set(re.findall(r"\d+", told.get("exclude", "")))
        own = [(item.order, key) for key, item in attachments.items() if item.parent == post and key not in left]
        keys = [key for _, key in sorted(own)]
    found = [attachments[key] for key in keys if key in attachments]
    if len(found) < len(keys) or not keys:
        warnings.append(f"a gallery: {len(found)} of its {len(keys)} pictures are in the export")
    return "\n\n" + "".join(map(_gallery_figure, found)) + "\n\n"


def _gallery_figure(item: Attachment) -> str:
    caption = f"<figcaption>{item.caption}</figcaption>" if item.caption else ""
    return f'<figure><img src="{html.escape(item.url)}" alt="{html.escape(item.alt)}">{caption}</figure>'


def _link(match: re.Match[str]) -> str:
    told = _attributes(match[2])
    positional = re.findall(r"""https?://[^\s"'\]]+""", match[2])
    candidates = [
        match[3] or "",
        *positional,
        *(told.get(key, "") for key in ("src", "mp3", "m4a", "ogg", "wav", "mp4", "m4v", "webm", "ogv")),
    ]
    address = next((text.strip() for text in candidates if text.strip().startswith(("http://", "https://"))), "")
    return f'\n\n<p><a href="{html.escape(address)}">{html.escape(address)}</a></p>\n\n' if address else ""


def _with_breaks(text: str) -> str:
    """Line ends outside of tags as breaks: WordPress shows classic bodies so; two of them end a paragraph."""
    return _TAGS.replace(text, unchanged, lambda words: words.replace("\n", "<br>"))
