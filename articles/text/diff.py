"""What changed between two texts of a story: paragraph beside paragraph, word by word, formatting and links too.

A text is read as blocks (paragraphs, headings, items, cells) of tokens (words,
signs, pictures), each token with the marks it stands under. Blocks are paired
by likeness, tokens by their words; a word that kept its letters and changed
its marks is «restyled». Nothing is lost: old sides and new sides of the changes, put
together, are the two texts again.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from articles.text.diff_blocks import Block, Tokens, blocks_of, text_of, tokens_of

# Blocks that share fewer words than this are two texts, not two versions of one.
ALIKE = 0.4
# Beyond so many comparisons things are paired in their order: a bound for hostile texts, not met by stories.
MOST_PAIRS = 40_000
MOST_TOKEN_PAIRS = 4_000_000


class Kind(StrEnum):
    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    RESTYLED = "restyled"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of tokens: same, added, removed or restyled. ``old`` is empty where it was added, ``new`` where removed."""

    kind: Kind
    old: Tokens
    new: Tokens

    @property
    def text(self) -> str:
        """As it stands in the new text, or stood in the old one; with the blank that follows."""
        tokens = self.new or self.old
        return text_of(tokens) + (" " if tokens and tokens[-1].has_space else "")


@dataclass(frozen=True, slots=True)
class Change:
    """A pair of blocks: same, changed, added (``old`` is None) or removed (``new`` is None)."""

    kind: Kind
    old: Block | None
    new: Block | None
    pieces: tuple[Piece, ...]

    @property
    def block_kind(self) -> str:
        return (self.new or self.old or Block("p", ())).kind

    @property
    def is_other_kind(self) -> bool:
        """Whether the block became another kind: a paragraph a heading, a quotation a pull quote."""
        return self.old is not None and self.new is not None and self.old.kind != self.new.kind


def diff_html(old: str, new: str) -> list[Change]:
    """Changes from one clean HTML (as `markup.clean_html` returns it) to another, in the order of the text."""
    return list(_paired(blocks_of(old), blocks_of(new)))


def diff_text(old: str, new: str) -> tuple[Piece, ...]:
    """Changes from one plain text to another (a headline, a standfirst)."""
    return pieces_of(tokens_of(old), tokens_of(new))


def is_same(changes: Sequence[Change]) -> bool:
    return all(change.kind is Kind.SAME for change in changes)


def word_counts(pieces: Iterable[Piece]) -> tuple[int, int]:
    """How many words were added and how many removed."""
    counts: Counter[Kind] = Counter()
    for piece in pieces:
        counts[piece.kind] += sum(1 for token in piece.new or piece.old if any(map(str.isalnum, token.text)))
    return counts[Kind.ADDED], counts[Kind.REMOVED]


# Pairing


def _paired(old: list[Block], new: list[Block]) -> Iterator[Change]:
    keys = [[(block.kind, *((token.key, token.marks) for token in block.tokens)) for block in side] for side in (old, new)]
    for tag, i1, i2, j1, j2 in _opcodes(keys[0], keys[1], MOST_PAIRS * 25):
        if tag == "equal":
            for before, after in zip(old[i1:i2], new[j1:j2], strict=True):
                yield Change(Kind.SAME, before, after, (Piece(Kind.SAME, before.tokens, after.tokens),))
        else:
            yield from (_change(before, after) for before, after in _aligned(old[i1:i2], new[j1:j2]))


def _change(old: Block | None, new: Block | None) -> Change:
    pieces = pieces_of(old.tokens if old else (), new.tokens if new else ())
    if old is None or new is None:
        return Change(Kind.ADDED if old is None else Kind.REMOVED, old, new, pieces)
    return Change(Kind.CHANGED, old, new, pieces)


def _aligned(old: list[Block], new: list[Block]) -> Iterator[tuple[Block | None, Block | None]]:
    """Pairs of the likest blocks in their order; a block without a like one stands alone."""
    pairs = _likest(old, new) if len(old) * len(new) <= MOST_PAIRS else _in_order(old, new)
    i = j = 0
    for at, to in [*pairs, (len(old), len(new))]:
        yield from ((block, None) for block in old[i:at])
        yield from ((None, block) for block in new[j:to])
        if at < len(old) and to < len(new):
            yield old[at], new[to]
        i, j = at + 1, to + 1


def _in_order(old: list[Block], new: list[Block]) -> list[tuple[int, int]]:
    return [(place, place) for place, pair in enumerate(zip(old, new, strict=False)) if _likeness(*pair) >= ALIKE]


def _likest(old: list[Block], new: list[Block]) -> list[tuple[int, int]]:
    """The pairs, both rising, whose likeness is greatest in sum (Needleman and Wunsch)."""
    likeness = [[_likeness(before, after) for after in new] for before in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            paired = likeness[i][j] + best[i + 1][j + 1] if likeness[i][j] >= ALIKE else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    pairs = []
    i = j = 0
    while i < len(old) and j < len(new):
        if likeness[i][j] >= ALIKE and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _likeness(old: Block, new: Block) -> float:
    """The share of words that both hold, 0 to 1; an equal kind helps where nothing else tells."""
    words = [Counter(token.key for token in block.tokens) for block in (old, new)]
    total = len(old.tokens) + len(new.tokens)
    shared = 2 * sum((words[0] & words[1]).values()) / total if total else 1.0
    return shared if old.kind == new.kind else shared * 0.99


# Words


def pieces_of(old: Tokens, new: Tokens) -> tuple[Piece, ...]:
    """The runs that lead from one row of tokens to the other."""
    runs: list[Piece] = []
    codes = _opcodes([token.key for token in old], [token.key for token in new], MOST_TOKEN_PAIRS)
    for tag, i1, i2, j1, j2 in _calmed(codes, old):
        if tag == "equal":
            runs.extend(_styled(old[i1:i2], new[j1:j2]))
        else:
            runs.extend([Piece(Kind.REMOVED, old[i1:i2], ())] if i2 > i1 else [])
            runs.extend([Piece(Kind.ADDED, (), new[j1:j2])] if j2 > j1 else [])
    return tuple(runs)


def _styled(old: Tokens, new: Tokens) -> Iterator[Piece]:
    """Equal words in runs of equal and of changed marks; a run of changed marks holds one change."""
    start = 0
    for place in range(1, len(old) + 1):
        here = (old[start].marks, new[start].marks)
        if place < len(old):
            there = (old[place].marks, new[place].marks)
            if (here[0] == here[1]) == (there[0] == there[1]) and (here[0] == here[1] or here == there):
                continue
        kind = Kind.SAME if here[0] == here[1] else Kind.RESTYLED
        yield Piece(kind, old[start:place], new[start:place])
        start = place


Opcode = tuple[str, int, int, int, int]


def _opcodes(old: Sequence[object], new: Sequence[object], most: int) -> list[Opcode]:
    """difflib's, without its guess at «junk»; equal ends first, and the middle as a whole where it is too large."""
    head = next((n for n, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), min(len(old), len(new)))
    most_tail = min(len(old), len(new)) - head
    tail = next((n for n in range(most_tail) if old[-1 - n] != new[-1 - n]), most_tail)
    end_old, end_new = len(old) - tail, len(new) - tail
    found: list[Opcode] = [("equal", 0, head, 0, head)] if head else []
    middle_old, middle_new = old[head:end_old], new[head:end_new]
    if middle_old or middle_new:
        if len(middle_old) * len(middle_new) > most:
            found.append(("replace", head, end_old, head, end_new))
        else:
            codes = SequenceMatcher(None, middle_old, middle_new, autojunk=False).get_opcodes()
            found += [(tag, i1 + head, i2 + head, j1 + head, j2 + head) for tag, i1, i2, j1, j2 in codes]
    return [*found, ("equal", end_old, len(old), end_new, len(new))] if tail else found


def _calmed(codes: list[Opcode], old: Tokens) -> list[Opcode]:
    """Without islands: a lone sign or particle that two changes have in common reads better as part of both."""
    calm: list[Opcode] = []
    for place, (tag, i1, i2, j1, j2) in enumerate(codes):
        is_island = tag == "equal" and 0 < place < len(codes) - 1 and _is_slight(old[i1:i2])
        if tag == "equal" and not is_island:
            calm.append(("equal", i1, i2, j1, j2))
            continue
        if calm and calm[-1][0] == "replace":
            _tag, i1, _, j1, _ = calm.pop()
        calm.append(("replace", i1, i2, j1, j2))
    return calm


def _is_slight(tokens: Tokens) -> bool:
    letters = [token.text for token in tokens if any(map(str.isalnum, token.text))]
    return len(tokens) <= 2 and (not letters or (len(letters) == 1 and len(letters[0]) <= 2))
