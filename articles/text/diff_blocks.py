"""Clean HTML as blocks of tokens: what two texts of a story are compared by."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

# fmt: off
BLOCK_TAGS = frozenset({
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "footer", "pre", "hr",
    "figure", "figcaption", "table", "thead", "tbody", "tr", "th", "td", "caption",
})
# fmt: on
# Marks that mean the same, whichever of two tags an editor used.
_SAME_MARK = {"b": "strong", "i": "em"}
PICTURE, LINE_BREAK = "\ufffc", "\u2028"
# Arabic's vowel signs belong to their word.
_TOKEN = re.compile(r"[\w\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]+|[^\w\s]|\s+")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a sign, a picture or a line break. ``marks`` from the outside in: ``strong``, ``a href=https://…``."""

    text: str
    marks: tuple[str, ...] = ()
    has_space: bool = False

    @property
    def key(self) -> str:
        """What must be equal for two tokens to be the same thing; another picture is another thing."""
        return f"{PICTURE}{self.marks[-1].partition(' alt=')[0]}" if self.text == PICTURE else self.text

    @property
    def link(self) -> str:
        return next((mark.removeprefix("a href=") for mark in self.marks if mark.startswith("a href=")), "")


Tokens = tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """``kind`` is its path of block tags: ``p``, ``blockquote.pull>p``, ``ul>li``."""

    kind: str
    tokens: Tokens

    @property
    def text(self) -> str:
        return text_of(self.tokens)


def text_of(tokens: Sequence[Token]) -> str:
    """The tokens as running text, blanks single, without one at the end."""
    words = (token.text + (" " if token.has_space else "") for token in tokens)
    return "".join(words).replace(LINE_BREAK, "\n").rstrip(" ")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Block] = []
        self._path: list[tuple[str, str]] = []
        self._marks: list[tuple[str, str]] = []
        self._tokens: list[Token] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCK_TAGS:
            self._end_block()
            if tag == "hr":
                self.found.append(Block("hr", ()))
            else:
                self._path.append((tag, _named(tag, attrs)))
        elif tag == "br":
            self._tokens.append(Token(LINE_BREAK))
        elif tag == "img":
            values = dict(attrs)
            mark = f"img src={values.get('src') or ''} alt={values.get('alt') or ''}"
            self._tokens.append(Token(PICTURE, (*self._open_marks(), mark)))
        else:
            self._marks.append((tag, _mark(tag, attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCK_TAGS:
            self._end_block()
            self._path = _without_last(self._path, tag)
        else:
            self._marks = _without_last(self._marks, tag)

    def handle_data(self, data: str) -> None:
        if self._tokens and data[:1].isspace():
            self._tokens[-1] = _spaced(self._tokens[-1])
        self._tokens.extend(tokens_of(data, self._open_marks()))

    def close(self) -> None:
        super().close()
        self._end_block()

    def _open_marks(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(mark for _tag, mark in self._marks))

    def _end_block(self) -> None:
        if self._tokens:
            kind = ">".join(name for _tag, name in self._path) or "p"
            self.found.append(Block(kind, tuple(self._tokens)))
        self._tokens = []


def blocks_of(clean: str) -> list[Block]:
    """The blocks of clean HTML that hold something."""
    reader = _Reader()
    reader.feed(clean)
    reader.close()
    return reader.found


def tokens_of(text: str, marks: tuple[str, ...] = ()) -> Tokens:
    """The words and signs of plain text, all under the same marks."""
    found: list[Token] = []
    for word in _TOKEN.findall(text):
        if not word.isspace():
            found.append(Token(word, marks))
        elif found:
            found[-1] = _spaced(found[-1])
    return tuple(found)


def _spaced(token: Token) -> Token:
    return token if token.has_space else Token(token.text, token.marks, True)


def _named(tag: str, attrs: list[tuple[str, str | None]]) -> str:
    values = {name: value or "" for name, value in attrs}
    classes = "".join(f".{name}" for name in values.pop("class", "").split())
    return tag + classes + "".join(f"[{name}={values[name]}]" for name in sorted(values))


def _mark(tag: str, attrs: list[tuple[str, str | None]]) -> str:
    name = _SAME_MARK.get(tag, tag)
    if tag == "a":
        return f"a href={dict(attrs).get('href') or ''}"
    return name + "".join(f" {key}={value or ''}" for key, value in sorted(attrs))


def _without_last(opened: list[tuple[str, str]], tag: str) -> list[tuple[str, str]]:
    for place in range(len(opened) - 1, -1, -1):
        if opened[place][0] == tag:
            return opened[:place] + opened[place + 1 :]
    return opened
