"""The section tree in memory: every page needs it, one query brings it whole."""

from collections.abc import Iterator

from articles.models import Section


class SectionTree:
    """All sections, each parent before its children, and the ways up and down."""

    def __init__(self) -> None:
        self._rows: list[Section] = Section.objects.in_tree_order()
        self._by_key: dict[int, Section] = {section.pk: section for section in self._rows}

    def __iter__(self) -> Iterator[Section]:
        return iter(self._rows)

    def get(self, slug: str) -> Section | None:
        return next((section for section in self._rows if section.slug == slug), None)

    def navigation(self) -> list[Section]:
        """Top sections that stand in the navigation, in the editors' order."""
        return [section for section in self._rows if section.depth == 0 and section.in_navigation]

    def children(self, section: Section) -> list[Section]:
        return [row for row in self._rows if row.parent_id == section.pk]

    def by_key(self, key: int | None) -> Section | None:
        return self._by_key.get(key or 0)

    def keys_under(self, key: int) -> list[int]:
        """Keys of the section and of everything below it."""
        return [row.pk for row in self._rows if any(step.pk == key for step in self.path(row.pk))]

    def path(self, section_id: int | None) -> list[Section]:
        """From the top of the tree down to the section itself; empty for no section."""
        found: list[Section] = []
        row = self._by_key.get(section_id or 0)
        while row is not None and row not in found:
            found.insert(0, row)
            row = self._by_key.get(row.parent_id or 0)
        return found

    def root_key(self, section_id: int | None) -> int | None:
        """The key of the top section above (or at) this one."""
        path = self.path(section_id)
        return path[0].pk if path else None
