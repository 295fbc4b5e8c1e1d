"""Where sentences end, and how a cut-off standfirst is made whole again. No Django here."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

# Closing marks may stand after the stop; an opening one never does.
_END = re.compile(r"""(?<![.!?؟۔…])[.!?؟۔…]+["'”“’»)\]]*(?=\s|$)""")
# What stands before a letter that stands for a word: «د. محمد», «أ.د. محمد».
_BEFORE_INITIAL = frozenset(' .\n("«“')
_CUT_OFF = re.compile(r"\s*[\[(]?\s*(?:\.\s?\.[\s.]*|…[\s.…]*)\s*[\])]?\s*$")
# How far a quotation may run on before its first sentence is taken for the whole.
_MOST_SENTENCES = 4
_FINAL = re.compile(r"""[.!?؟۔…:؛]["'”“’»)\]]*$""")
# What an end is looked for in: hostile lines are long.
_TAIL = 24
_PAIRS = (("“", "”"), ("«", "»"), ("(", ")"))
# Neither blanks nor quotation marks, vowel marks and kashida tell two copies of a sentence apart.
_IGNORED = re.compile("[\\s\"'“”‘’«»\u0640\u064b-\u0652\u0670]")


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence does (a colon and an ellipsis count: no name or caption ends so)."""
    return _FINAL.search(text[-_TAIL:]) is not None


def cut_stem(text: str) -> str:
    """The text before its closing "..." or "…"; "" if it does not end so."""
    tail = text[-_TAIL:]
    found = _CUT_OFF.search(tail)
    return (text[: -len(tail)] + tail[: found.start()]).rstrip(" .…[(") if found else ""


def squeeze(text: str) -> str:
    """What is compared of two copies: the text without blanks, quotation and vowel marks."""
    return _IGNORED.sub("", text)


def begins_with(paragraphs: Sequence[str], stem: str) -> bool:
    """Whether the paragraphs, read on, begin with the stem (which may be cut in mid-word)."""
    wanted = squeeze(stem)
    had = ""
    for paragraph in paragraphs:
        had += squeeze(paragraph)
        if len(had) >= len(wanted):
            break
    return bool(wanted) and had.startswith(wanted)


def whole_beginning(paragraphs: Sequence[str], stem: str) -> str:
    """The beginning of the paragraphs, from the stem on to the end of the sentence in which it was cut."""
    text = "\n".join(paragraphs)
    position = _position_after(text, len(squeeze(stem)))
    return " ".join(text[: _sentence_end(text, position)].split())


def whole_from_middle(paragraph: str, stem: str) -> str:
    """The same where the stem stands inside a paragraph; "" if it does not."""
    at = squeeze(paragraph).find(squeeze(stem))
    if at < 0 or not stem:
        return ""
    start = _position_after(paragraph, at)
    return whole_beginning([paragraph[start:]], stem)


def whole_sentences(text: str) -> str:
    """The text up to its last whole sentence; "" if it holds none."""
    ends = list(_ends(text, 0, len(text)))
    return text[: ends[-1]].rstrip() if ends else ""


def _position_after(text: str, letters: int) -> int:
    for position, char in enumerate(text):
        if letters == 0:
            return position
        if not _IGNORED.match(char):
            letters -= 1
    return len(text)


def _ends(text: str, start: int, stop: int) -> Iterator[int]:
    return (found.end() for found in _END.finditer(text, start, stop) if not _is_inside(text, found))


def _is_inside(text: str, found: re.Match[str]) -> bool:
    """A stop that ends no sentence: after an initial («د. محمد»), or dots of hesitation."""
    at_paragraph_end = found.end() == len(text) or text[found.end()] == "\n"
    stop = found.group()
    if "…" in stop or ".." in stop:
        return not at_paragraph_end
    before = text[max(0, found.start() - 2) : found.start()]
    initial = before[-1:].isalpha() and (len(before) == 1 or before[0] in _BEFORE_INITIAL)
    return stop[0] == "." and not at_paragraph_end and initial


def _sentence_end(text: str, position: int) -> int:
    paragraph_end = text.find("\n", position)
    paragraph_end = len(text) if paragraph_end < 0 else paragraph_end
    after = (end for end in _ends(text, max(0, position - _TAIL), paragraph_end) if end >= position)
    ends = list(islice(after, _MOST_SENTENCES)) or [paragraph_end]
    # A sentence inside a quotation is not the whole: go on to where the marks are closed, if they ever are.
    return next((end for end in ends if _balanced(text[:end])), ends[0])


def _balanced(text: str) -> bool:
    return text.count('"') % 2 == 0 and all(text.count(a) == text.count(b) for a, b in _PAIRS)
