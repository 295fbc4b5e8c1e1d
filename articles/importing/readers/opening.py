"""What stands between a seed story's headline and its body: standfirst and caption, told by evidence.

The strongest evidence is a line that copies the body's beginning: it is the
standfirst, the paragraph that it copies is the first one, and what stands
between them is the caption. Where nothing is sure, a line stays in the body.
"""

from dataclasses import dataclass, field

from articles.importing.sentences import (
    begins_with,
    cut_stem,
    ends_sentence,
    squeeze,
    whole_beginning,
    whole_from_middle,
    whole_sentences,
)

# A copy without dots must be this long (letters), or it may be chance.
_COPY_LETTERS = 40
# A cut-off line that the body does not hold is a standfirst from this length on (characters).
_STUMP_LENGTH = 100
# A longer line is no standfirst, whatever it looks like.
_STANDFIRST_LENGTH = 2000
_CAPTION_LENGTH = 200
# Fewer words under a headline are as likely a date or a place.
_CAPTION_WORDS = 4
# How far below the headline a standfirst may stand, and how far below it the first paragraph.
_REACH = 3
# Line lengths that a text broken at a fixed column has.
_WRAPPED = range(50, 121)


@dataclass(frozen=True)
class Line:
    """A line that holds something: its number in the file, tidy text, and which run between blank lines it is in."""

    number: int
    text: str
    block: int


@dataclass
class Opening:
    standfirst: str = ""
    caption: str = ""
    body: list[Line] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def opening(lines: list[Line]) -> Opening:
    """Standfirst, caption and body of the lines under the headline."""
    near = [at for at, line in enumerate(lines[:_REACH]) if len(line.text) <= _STANDFIRST_LENGTH]
    for at in near:
        first = _copied_paragraph(lines, at)
        if first is not None:
            return _with_copy(lines, at, first)
    for at in near:
        if at < 2 and _is_stump(lines, at):
            return _with_stump(lines, at)
    if _is_standfirst_and_caption(lines):
        return Opening(lines[0].text, lines[1].text, lines[2:])
    if _is_lone_caption(lines):
        warning = f"line {lines[0].number} stands alone and ends in no stop: taken for the picture's caption"
        return Opening(caption=lines[0].text, body=lines[1:], warnings=[warning])
    found = Opening(body=list(lines))
    if len(lines) > 1 and _may_be_caption(lines[0]) and lines[1].block != lines[0].block:
        found.warnings.append(f"line {lines[0].number} may be a caption or a standfirst: left in the body")
    return found


def _copied_paragraph(lines: list[Line], at: int) -> int | None:
    """The index of the paragraph whose beginning (or whole) the line copies."""
    text = lines[at].text
    stem = cut_stem(text) or text
    if stem == text and len(squeeze(text)) < _COPY_LETTERS:
        return None
    below = range(at + 1, min(at + 1 + _REACH, len(lines)))
    # A cut may run over the end of a short first paragraph; one paragraph that holds it all is the better witness.
    for together in (1, _REACH):
        for first in below:
            if begins_with([line.text for line in lines[first : first + together]], stem):
                return first
    return None


def _with_copy(lines: list[Line], at: int, first: int) -> Opening:
    stem = cut_stem(lines[at].text) or lines[at].text
    found = Opening(whole_beginning([line.text for line in lines[first:]], stem))
    for index in [*range(at), *range(at + 1, first)]:
        line = lines[index]
        under = index == at + 1 and line.block == lines[at].block
        # Right under the standfirst and above the first paragraph, even a full stop leaves no other reading.
        sure = len(line.text) <= _CAPTION_LENGTH * 1.5 if under else _may_be_caption(line)
        if sure and not found.caption:
            found.caption = line.text
        else:
            found.body.append(line)
            found.warnings.append(f"line {line.number} stands above the first paragraph and may be no part of the body")
    found.body.extend(lines[first:])
    return found


def _is_stump(lines: list[Line], at: int) -> bool:
    """A cut-off line that the body does not begin with: surely a standfirst only if long or with a caption under it."""
    line = lines[at]
    stem = cut_stem(line.text)
    if not stem:
        return False
    if at == 1:
        return lines[0].block == line.block and _may_be_caption(lines[0]) and len(stem) >= _STUMP_LENGTH
    captioned = len(lines) > 1 and lines[1].block == line.block and _may_be_caption(lines[1])
    return len(stem) >= _STUMP_LENGTH or captioned


def _with_stump(lines: list[Line], at: int) -> Opening:
    stem = cut_stem(lines[at].text)
    rest = lines[at + 1 :]
    found = Opening()
    if at == 1:
        found.caption = lines[0].text
    elif rest and rest[0].block == lines[at].block and _may_be_caption(rest[0]):
        found.caption = rest.pop(0).text
    found.body = rest
    held = (whole_from_middle(line.text, stem) for line in rest)
    found.standfirst = next((whole for whole in held if whole), "") or whole_sentences(stem)
    if not found.standfirst:
        found.warnings.append(f"line {lines[at].number}: the standfirst is cut off and the body does not hold it: left empty")
    return found


def _is_standfirst_and_caption(lines: list[Line]) -> bool:
    """The format's own layout, with a standfirst that is no copy: two lines together, then single paragraphs."""
    if len(lines) < 3 or lines[0].block != lines[1].block:
        return False
    blocks = [line.block for line in lines[1:]]
    apart = len(set(blocks)) == len(blocks)
    longer = len(lines[0].text) > len(lines[1].text)
    return apart and longer and ends_sentence(lines[0].text) and _may_be_caption(lines[1]) and ends_sentence(lines[2].text)


def _is_lone_caption(lines: list[Line]) -> bool:
    """A short line without a stop, alone above a body that ends every paragraph with one: the standfirst is missing.

    A standfirst of this format is a sentence, or a stump that ends in dots; only a caption stands there without either.
    """
    if len(lines) < 3 or lines[0].block == lines[1].block or not _may_be_caption(lines[0]):
        return False
    return len(lines[0].text.split()) >= _CAPTION_WORDS and all(ends_sentence(line.text) for line in lines[1:])


def _may_be_caption(line: Line) -> bool:
    return len(line.text) <= _CAPTION_LENGTH and not ends_sentence(line.text)


def body_paragraphs(lines: list[Line]) -> list[str]:
    """Each line a paragraph, blank line or not; only blocks that were broken at a fixed column are joined."""
    blocks: dict[int, list[str]] = {}
    for line in lines:
        blocks.setdefault(line.block, []).append(line.text)
    paragraphs: list[str] = []
    for texts in blocks.values():
        paragraphs.extend([" ".join(texts)] if _is_wrapped(texts) else texts)
    return paragraphs


def _is_wrapped(texts: list[str]) -> bool:
    broken = texts[:-1]
    open_ends = sum(1 for text in broken if not ends_sentence(text))
    return bool(broken) and all(len(text) in _WRAPPED for text in broken) and open_ends > len(broken) / 2
