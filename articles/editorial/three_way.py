"""Two editors' work on one story put together: field by field, the body paragraph by paragraph, lists row by row.

What one of them alone changed is taken by itself. What both changed is a
person's to decide, and nothing is saved before it is decided.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from articles.editorial.comparing import FieldChange, compare_field, label_of, shown_value
from articles.editorial.content import LISTS, TEXT, Content, bare, changed_fields
from articles.text.markup import plain_text
from articles.text.merging import Source, Stretch, merged_text, stretches

THEIRS, MINE, MERGED, BOTH = "theirs", "mine", "merged", "both"
# What tells a row of a list from the others; the rest of it may have been changed.
_KEYS = {"related_links": ("target", "url"), "gallery_items": ("image",)}


class Undecided(Exception):
    """Fields that both changed, and for which nobody chose: their labels are the argument."""


@dataclass(frozen=True)
class Part:
    """A stretch of the body. ``key`` names its conflict: another one where either text is edited on ("": nothing to decide)."""

    stretch: Stretch
    key: str = ""

    @property
    def theirs(self) -> str:
        return plain_text("\n".join(self.stretch.theirs))

    @property
    def mine(self) -> str:
        return plain_text("\n".join(self.stretch.mine))

    @property
    def taken(self) -> str:
        """What is taken without asking, in words; "" where a paragraph went."""
        return plain_text("\n".join(self.stretch.merged or ()))


@dataclass(frozen=True)
class FieldMerge:
    """A field in which the two differ. ``source``: who changed it; a conflict has no ``merged`` value unless lists merge."""

    name: str
    source: Source
    theirs: Any
    mine: Any
    merged: Any = None
    can_merge: bool = False
    parts: list[Part] = field(default_factory=list)
    my_change: FieldChange | None = None
    their_change: FieldChange | None = None

    @property
    def label(self) -> str:
        return label_of(self.name)

    @property
    def shown_theirs(self) -> str:
        return _shown(self.name, self.theirs)

    @property
    def shown_mine(self) -> str:
        return _shown(self.name, self.mine)

    @property
    def shown_merged(self) -> str:
        return _shown(self.name, self.merged)

    @property
    def is_open(self) -> bool:
        """Whether a person must choose."""
        return self.source is Source.CONFLICT and not self.can_merge

    @property
    def conflicts(self) -> list[Part]:
        return [part for part in self.parts if part.key]

    @property
    def proposed(self) -> str:
        """The choice that is proposed; "" where there is none."""
        if self.can_merge:
            return MERGED
        return {Source.THEIRS: THEIRS, Source.MINE: MINE}.get(self.source, "")


def merges(base: Content | None, theirs: Content, mine: Content) -> list[FieldMerge]:
    """The fields in which theirs and mine differ. Without a base (None) each of them is a conflict."""
    names = [name for name in changed_fields(theirs, mine) if name in mine]
    return [_merge(name, base, theirs.get(name), mine[name]) for name in names]


def resolved(found: Iterable[FieldMerge], mine: Content, chosen: Callable[[str], str]) -> Content:
    """Mine with every differing field as it was chosen; ``chosen("body-…")``, by its part's key, for a conflict of the body.

    What is not chosen is as it is proposed. Undecided where nothing is proposed either.
    """
    content, waiting = dict(mine), []
    for merge in found:
        choice = chosen(merge.name) or merge.proposed
        if choice in {THEIRS, MINE}:
            content[merge.name] = merge.theirs if choice == THEIRS else merge.mine
        elif choice == MERGED and merge.can_merge:
            content[merge.name] = merge.merged
        elif merge.parts and (body := _decided(merge, chosen)) is not None:
            content[merge.name] = body
        else:
            waiting.append(merge.label)
    if waiting:
        raise Undecided("، ".join(waiting))
    return content


def _decided(merge: FieldMerge, chosen: Callable[[str], str]) -> str | None:
    """The body with its conflicts as they were chosen; None where one was not."""
    choices = []
    for part in merge.conflicts:
        choice = chosen(f"{merge.name}-{part.key}")
        sides = {THEIRS: part.stretch.theirs, MINE: part.stretch.mine, BOTH: part.stretch.theirs + part.stretch.mine}
        if choice not in sides:
            return None
        choices.append(sides[choice])
    return merged_text([part.stretch for part in merge.parts], choices)


def _merge(name: str, base: Content | None, theirs: Any, mine: Any) -> FieldMerge:
    if base is None:
        return FieldMerge(name, Source.CONFLICT, theirs, mine)
    old = base.get(name)
    if _same(mine, old):
        return FieldMerge(name, Source.THEIRS, theirs, mine, their_change=compare_field(name, old, theirs))
    if _same(theirs, old):
        return FieldMerge(name, Source.MINE, theirs, mine, my_change=compare_field(name, old, mine))
    changes: dict[str, Any] = {"their_change": compare_field(name, old, theirs), "my_change": compare_field(name, old, mine)}
    if name in LISTS:
        merged = _merged_rows(name, old or [], theirs or [], mine or [])
        return FieldMerge(name, Source.CONFLICT, theirs, mine, merged, can_merge=True, **changes)
    if name == "body":
        return _merged_body(str(old or ""), str(theirs or ""), str(mine or ""), changes)
    return FieldMerge(name, Source.CONFLICT, theirs, mine, **changes)


def _merged_body(base: str, theirs: str, mine: str, changes: dict[str, Any]) -> FieldMerge:
    found = stretches(base, theirs, mine)
    parts = [Part(stretch, _key_of(stretch, place) if stretch.merged is None else "") for place, stretch in enumerate(found)]
    is_open = any(part.key for part in parts)
    merged = None if is_open else merged_text(found, [])
    return FieldMerge("body", Source.CONFLICT, theirs, mine, merged, can_merge=not is_open, parts=parts, **changes)


def _key_of(stretch: Stretch, place: int) -> str:
    told = "\n\n".join((str(place), *stretch.theirs, "", *stretch.mine))
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def _merged_rows(name: str, base: list[Any], theirs: list[Any], mine: list[Any]) -> list[Any]:
    """Mine without what they took out, with what they put in; a row that both keep is as the one made it who changed it."""
    keys = [{_key(name, row): row for row in rows} for rows in (base, theirs, mine)]
    old, other, own = keys
    kept = [
        other[key] if key in other and key in old and bare(row) == bare(old[key]) else row
        for key, row in own.items()
        if key in other or key not in old
    ]
    return kept + [row for key, row in other.items() if key not in own and key not in old]


def _key(name: str, row: Any) -> Any:
    if isinstance(row, str):
        return row
    return tuple(row.get(key) for key in _KEYS.get(name, ("id",)))


def _same(one: Any, other: Any) -> bool:
    return (bare(one) or None) == (bare(other) or None)


def _shown(name: str, value: Any) -> str:
    if name == "body":
        return plain_text(value or "")
    return str(value or "") if name in TEXT else shown_value(name, value)
