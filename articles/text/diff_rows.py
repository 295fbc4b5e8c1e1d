"""Which paragraphs of a comparison are shown: the changed ones with their neighbours, the others counted."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from articles.text.diff import Change, Kind

# Unchanged paragraphs shown on either side of a changed one.
CONTEXT = 1


@dataclass(frozen=True)
class Row:
    """A paragraph of the comparison, or (``change`` None) so many unchanged ones left out."""

    change: Change | None = None
    left_out: int = 0

    @property
    def role(self) -> str:
        """What its text is, for the sheet: ``h2``, ``li``, ``p`` …"""
        kind = self.change.block_kind if self.change else ""
        return kind.rpartition(">")[2].partition("[")[0].partition(".")[0]


def rows_around(changes: Sequence[Change], context: int = CONTEXT) -> Iterator[Row]:
    """The changed paragraphs with their neighbours; how many others were left out between them."""
    changed = [place for place, change in enumerate(changes) if change.kind is not Kind.SAME]
    near = {place + step for place in changed for step in range(-context, context + 1)}
    if not changed:
        return
    left_out = 0
    for place, change in enumerate(changes):
        if place not in near:
            left_out += 1
            continue
        yield from _gap(left_out)
        left_out = 0
        yield Row(change)
    yield from _gap(left_out)


def _gap(count: int) -> Iterable[Row]:
    return [Row(left_out=count)] if count else []
