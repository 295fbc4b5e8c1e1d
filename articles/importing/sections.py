"""Sections by name, with those above them where the file tells a tree."""

from collections.abc import Iterable

from articles.importing.checking import name_fault
from articles.models import Section
from articles.text.arabic import fold_key

# A newspaper's tree is shallow; anything deeper is a ring or a mistake.
_DEEPEST = 6


def sections_named(names: Iterable[str], parents: Iterable[tuple[str, str]] = ()) -> list[Section]:
    """The sections of these names. Those that are not there yet are made, below the ones that the file puts above them."""
    above = {fold_key(child): parent for child, parent in parents if not name_fault(parent)}
    return [_section(name, above, _DEEPEST) for name in names]


def _section(name: str, above: dict[str, str], levels: int) -> Section:
    found = Section.objects.named(name)
    if found is not None:
        return found  # where an editor has put it
    upper = above.get(fold_key(name), "")
    parent = _section(upper, above, levels - 1) if upper and levels and fold_key(upper) != fold_key(name) else None
    return Section.objects.get_or_create_named(name, parent=parent)[0]
