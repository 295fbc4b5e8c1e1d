"""Headlines and standfirsts."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from articles.text.arabic import fold_key
from articles.text.proofing.finding import Hit
from articles.text.proofing.passage import Passage

_CUT = re.compile(r"\s*(?:\.{2,}|…)\s*(?:\(?(?:المزيد|التفاصيل)\)?)?\s*$")
# Where the cut is looked for, and how many words are compared: bounds against texts that are no standfirst.
TAIL = 60
MOST_WORDS = 200
_STOP = re.compile(r"(?<=[^\s.])\.\s*$")
_SENTENCE_END = re.compile(r"[.؟!](?=\s|$)")

# A standfirst may begin as the story does; at this share of common words it says nothing of its own.
REPEATED_SHARE = 0.85
FEWEST_WORDS = 6


def headline_length(passage: Passage) -> Iterator[Hit]:
    length = len(passage.text.strip())
    if length > passage.headline_limit:
        start = len(passage.text) - len(passage.text.lstrip())
        yield Hit(start + passage.headline_limit, start + length, None, {"length": length, "limit": passage.headline_limit})


def headline_stop(passage: Passage) -> Iterator[Hit]:
    match = _STOP.search(passage.text)
    if match is not None:
        yield Hit(match.start(), match.start() + 1, "")


def standfirst_cut(passage: Passage) -> Iterator[Hit]:
    """A standfirst that breaks off. Where the lead tells how the sentence goes on, that is the suggestion."""
    match = _CUT.search(passage.text, max(0, len(passage.text) - TAIL))
    if match is None or match.start() == 0:
        return
    start = match.start() + len(match.group()) - len(match.group().lstrip())
    end = match.start() + len(match.group().rstrip())
    kept = passage.text[: match.start()]
    rest = None
    if passage.lead.startswith(kept.strip()):
        going_on = passage.lead[len(kept.strip()) :]
        stop = _SENTENCE_END.search(going_on)
        rest = going_on[: stop.end()] if stop else going_on
    if rest and _CUT.search(rest, max(0, len(rest) - TAIL)):
        rest = None
    yield Hit(start, end, rest or None, fix_start=match.start(), fix_end=len(passage.text))


def standfirst_repeats(passage: Passage) -> Iterator[Hit]:
    own = fold_key(passage.text).split()[:MOST_WORDS]
    lead = fold_key(passage.lead).split()
    if len(own) < FEWEST_WORDS or not lead:
        return
    # The cut may have gone through a word.
    own, lead = own[:-1], lead[: len(own) + 2]
    matcher = SequenceMatcher(None, own, lead, autojunk=False)
    common = sum(block.size for block in matcher.get_matching_blocks())
    if common >= REPEATED_SHARE * len(own):
        stripped = passage.text.strip()
        start = passage.text.index(stripped)
        yield Hit(start, start + len(stripped), None)
