"""A Ghost post's body as HTML: as the export holds it, else from the editor's own tree (Lexical, Mobiledoc). No Django here."""

import html
import json
from collections.abc import Callable
from typing import Any

from articles.importing.readers.json_document import at, objects, text
from articles.importing.readers.words import html_body

_DEEPEST = 60
# Lexical's bits of a text's format, outermost tag first.
_FORMATS = ((1, "strong"), (2, "em"), (4, "s"), (16, "code"), (32, "sub"), (64, "sup"))
_MARKS = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "s": "s", "code": "code", "sub": "sub", "sup": "sup"}


def body_html(post: Any, warnings: list[str]) -> str:
    """The post's HTML. A tree that can't be read is a warning."""
    if told := text(post, "html"):
        return html_body(told)
    for key, render in (("lexical", _lexical), ("mobiledoc", _mobiledoc)):
        if told := text(post, key):
            try:
                return render(json.loads(told))
            except (ValueError, RecursionError):
                warnings.append(f"the body ({key}) can't be read: left empty")
    return ""


def _lexical(value: Any) -> str:
    return "".join(_node(child, 0) for child in objects(value, "root", "children"))


def _node(node: Any, depth: int) -> str:
    kind = text(node, "type").removeprefix("extended-")
    if depth > _DEEPEST:
        return ""
    if kind == "text":
        return _formatted(at(node, "text"), at(node, "format"))
    if kind == "linebreak":
        return "<br>"
    inside = "".join(_node(child, depth + 1) for child in objects(node, "children"))
    if kind == "link":
        return f'<a href="{html.escape(text(node, "url"))}">{inside}</a>'
    if kind in ("heading", "list"):
        tag = text(node, "tag")
        return f"<{tag}>{inside}</{tag}>" if tag in ("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol") else inside
    tags = {"paragraph": "p", "listitem": "li", "quote": "blockquote", "aside": "blockquote"}
    if kind in tags:
        return f"<{tags[kind]}>{inside}</{tags[kind]}>"
    return _card(kind, node) if kind else inside


def _formatted(value: Any, bits: Any) -> str:
    shown = html.escape(value if isinstance(value, str) else "", quote=False)
    for bit, tag in reversed(_FORMATS):
        if isinstance(bits, int) and bits & bit:
            shown = f"<{tag}>{shown}</{tag}>"
    return shown


def _card(kind: str, told: Any) -> str:
    """One of the editor's cards, of either tree."""
    return _CARDS.get(kind, _words)(told)


def _image(told: Any) -> str:
    return _figure(text(told, "src"), text(told, "alt"), text(told, "caption"))


def _gallery(told: Any) -> str:
    return "".join(map(_image, objects(told, "images"))) + (f"<p>{caption}</p>" if (caption := text(told, "caption")) else "")


def _link(told: Any) -> str:
    address = text(told, "url") or text(told, "src")
    label = text(told, "metadata", "title") or text(told, "title") or text(told, "fileTitle") or address
    return f'<p><a href="{html.escape(address)}">{html.escape(label)}</a></p>' if address else ""


def _button(told: Any) -> str:
    address, label = text(told, "buttonUrl"), text(told, "buttonText")
    return f'<p><a href="{html.escape(address)}">{html.escape(label or address)}</a></p>' if address else ""


def _words(told: Any) -> str:
    """Whatever a card says, as it says it: HTML and Markdown-as-HTML as they are, plain words as paragraphs."""
    if shown := text(told, "html"):
        return shown
    words = (text(told, key) for key in ("heading", "header", "subheader", "calloutText", "content", "markdown"))
    return "".join(f"<p>{word}</p>" for word in words if word)


def _code(told: Any) -> str:
    return f"<pre><code>{html.escape(text(told, 'code'))}</code></pre>"


_CARDS: dict[str, Callable[[Any], str]] = {
    "image": _image,
    "gallery": _gallery,
    "html": _words,
    "markdown": _words,
    "card-markdown": _words,
    "callout": _words,
    "toggle": _words,
    "code": _code,
    "codeblock": _code,
    "hr": lambda _: "<hr>",
    "horizontalrule": lambda _: "<hr>",
    "bookmark": _link,
    "embed": _link,
    "video": _link,
    "audio": _link,
    "file": _link,
    "button": _button,
}


def _figure(source: str, alt: str, caption: str) -> str:
    if not source:
        return ""
    shown = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure><img src="{html.escape(source)}" alt="{html.escape(alt)}">{shown}</figure>'


def _mobiledoc(value: Any) -> str:
    marks = _list(value, "markups")
    sections = []
    for section in _list(value, "sections"):
        if not isinstance(section, list) or not section:
            continue
        kind, rest = section[0], section[1:]
        if kind == 1 and len(rest) >= 2:
            sections.append(_tagged(rest[0], _markers(rest[1], marks, value)))
        elif kind == 2 and rest:
            sections.append(_figure(rest[0] if isinstance(rest[0], str) else "", "", ""))
        elif kind == 3 and len(rest) >= 2 and isinstance(rest[1], list):
            sections.append(_tagged(rest[0], "".join(f"<li>{_markers(item, marks, value)}</li>" for item in rest[1])))
        elif kind == 10 and rest:
            card = at(value, "cards", rest[0]) if isinstance(rest[0], int) else None
            sections.append(_card(text(card, 0), at(card, 1)))
    return "".join(sections)


def _list(value: Any, key: str) -> list[Any]:
    found = at(value, key)
    return found if isinstance(found, list) else []


def _tagged(tag: Any, inside: str) -> str:
    name = {"aside": "blockquote", "pull-quote": "blockquote"}.get(tag, tag) if isinstance(tag, str) else "p"
    known = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol")
    return f"<{name}>{inside}</{name}>" if name in known else f"<p>{inside}</p>"


def _markers(markers: Any, marks: list[Any], value: Any) -> str:
    """A run of text pieces, each of which opens and closes marks."""
    out: list[str] = []
    opened: list[str] = []
    for marker in markers if isinstance(markers, list) else []:
        if not isinstance(marker, list) or len(marker) < 4:
            continue
        kind, opening, closing, content = marker[:4]
        for place in opening if isinstance(opening, list) else []:
            tag, start = _mark(marks[place] if isinstance(place, int) and 0 <= place < len(marks) else None)
            opened.append(tag)
            out.append(start)
        if kind == 0 and isinstance(content, str):
            out.append(html.escape(content, quote=False))
        elif kind == 1 and isinstance(content, int):
            atom = at(value, "atoms", content)
            out.append("<br>" if text(atom, 0) == "soft-return" else html.escape(text(atom, 1)))
        for _ in range(min(closing, len(opened)) if isinstance(closing, int) else 0):
            if tag := opened.pop():
                out.append(f"</{tag}>")
    return "".join(out)


def _mark(mark: Any) -> tuple[str, str]:
    """(tag that closes it, what opens it) of a mark; both empty for one that is not kept."""
    name = text(mark, 0).lower()
    if name == "a":
        pairs = at(mark, 1)
        address = pairs[1] if isinstance(pairs, list) and len(pairs) > 1 and pairs[0] == "href" else ""
        return "a", f'<a href="{html.escape(str(address))}">'
    tag = _MARKS.get(name, "")
    return tag, f"<{tag}>" if tag else ""
