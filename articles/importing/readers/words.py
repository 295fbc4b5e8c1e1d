"""What readers of HTML formats need of words: a headline where none is told, a teaser that is no stump. No Django here."""

import html
import re
from urllib.parse import urljoin

from articles.importing.sentences import begins_with, cut_stem, whole_sentences
from articles.text.arabic import fold_key
from articles.text.markup import clean_html, excerpt, is_html, paragraphs_to_html, plain_text

_HEADLINE_LETTERS = 90
# What WordPress and others put under every item of a feed.
_APPEARED = re.compile(
    r"\s*(?:The post .{1,300}? (?:appeared first|first appeared) on .{1,200}?|ظهرت المقالة .{1,300}? أولاً على .{1,200}?)\.\s*$",
    re.DOTALL,
)
_APPEARED_HTML = re.compile(
    r"<p>The post <a\b.{1,600}?</a> (?:appeared first|first appeared) on <a\b.{1,300}?</a>\.?</p>\s*$", re.DOTALL
)
_TAIL = 1500
_MORE = re.compile(
    r"\s*(?:\[(?:\.\.\.|…|&hellip;|&#8230;)\]|(?:Continue reading|Read more|اقرأ المزيد|تابع القراءة)[^.]{0,80})\s*$",
    re.IGNORECASE,
)


def plain(source: str) -> str:
    """The text of a piece of HTML, its paragraphs divided by blank lines."""
    if is_html(source):
        return plain_text(clean_html(source))
    blocks = (" ".join(block.split()) for block in re.split(r"\n\s*\n", html.unescape(source)))
    return "\n\n".join(block for block in blocks if block)


def html_body(source: str) -> str:
    """A piece of HTML as a story's body. Where it holds no tag it would be taken for plain text, and so it becomes one."""
    if is_html(source):
        return source
    text = html.unescape(source)
    return f"<p>{source}</p>" if is_html(text) else text


def text_body(text: str) -> str:
    """A plain text as a story's body, also where it speaks of tags."""
    return paragraphs_to_html(re.split(r"\n\s*\n", text)) if is_html(text) else text


def first_words(body: str) -> str:
    """The body's first sentence, or as many of its words as a headline takes; "" if it has none."""
    first = next((block for block in plain(body).split("\n\n") if fold_key(block)), "")
    sentence = re.split(r"(?<=[.!?؟])\s", first, maxsplit=1)[0]
    return excerpt(sentence, _HEADLINE_LETTERS)


def teaser(source: str, body: str) -> str:
    """A summary as a standfirst; "" where it is only the cut-off beginning of the body."""
    text = _at_end(_APPEARED, " ".join(plain(source).split()))
    cut = _at_end(_MORE, text)
    stem = cut_stem(text) or (cut if cut != text else "")
    if stem:
        return "" if begins_with([plain(body).replace("\n\n", " ")], stem) else whole_sentences(stem)
    return text


def _at_end(pattern: re.Pattern[str], text: str) -> str:
    return text[:-_TAIL] + pattern.sub("", text[-_TAIL:])


def without_appeared(body: str) -> str:
    """The body without the line that says where it first appeared."""
    return _at_end(_APPEARED_HTML, body)


_LEADING_HEADING = re.compile(
    r"^(\s*(?:<!doctype[^>]*>|<(?:html|body|article|section|header|main|div)\b[^>]*>|<head\b.{0,9000}?</head>|\s)*)"
    r"<h[12]\b[^>]*>(.{0,2000}?)</h[12]>",
    re.IGNORECASE | re.DOTALL,
)
_RELATIVE = re.compile(
    r"""(<(?:a|img|source|iframe)\b[^>]{0,2000}?\b(?:href|src)\s*=\s*)(["'])(?![a-z][a-z0-9+.-]*:|#)([^"'<>]{1,2000})\2""",
    re.IGNORECASE,
)


def absolute(source: str, base: str) -> str:
    """The HTML with relative addresses of links and pictures made whole."""
    if not base or "=" not in source:
        return source
    return _RELATIVE.sub(lambda found: f"{found[1]}{found[2]}{joined(base, found[3])}{found[2]}", source)


def joined(base: str, address: str) -> str:
    """The address as it is meant on the page ``base``; itself where one of them is none."""
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def without_headline(body: str, headline: str) -> str:
    """The body without a first heading that is the headline again."""
    found = _LEADING_HEADING.match(body[:20_000])
    if found is None or fold_key(plain(found[2])) != fold_key(headline):
        return body
    return found[1] + body[found.end() :]


def plain_paragraphs(text: str) -> str:
    """A plain text as HTML, each line a paragraph."""
    return paragraphs_to_html(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


_HEADING_BLOCK = re.compile(r"<(h[2-4])>(.*?)</\1>\s*", re.DOTALL)
_RULE_FIRST = re.compile(r"^(?:\s*<hr>)+\s*")
# How far down a page repeats its headline and its summary above the text (characters of HTML).
_ABOVE = 3000


def without_repeats(clean: str, headline: str, standfirst: str) -> str:
    """A clean body without headings that only say the headline or the standfirst again above it, and without rules there."""
    said = {fold_key(headline), fold_key(standfirst)} - {""}
    above = _HEADING_BLOCK.sub(lambda found: "" if fold_key(plain(found[2])) in said else found[0], clean[:_ABOVE])
    return _RULE_FIRST.sub("", above) + clean[_ABOVE:]
