"""Sections, topics and authors of many stories at once, by name: found with a few queries, made where there is none."""

from collections.abc import Iterable
from typing import Any

from articles.importing.lookup import by_field
from articles.importing.options import Options
from articles.importing.sections import sections_named
from articles.importing.story import Story
from articles.models import Author, Section, Tag, TopicSynonym
from articles.models.named import NamedQuerySet
from articles.text.arabic import fold_key


class Names:
    """Those of a chunk of stories. They are looked up anew for each chunk: editors rename and merge meanwhile."""

    def __init__(self, stories: Iterable[Story], options: Options) -> None:
        self._options = options
        stories = list(stories)
        self._sections = _known(Section.objects.all(), (name for story in stories for name in self._section_names(story)))
        self._authors = _known(Author.objects.all(), (name for story in stories for name in self._author_names(story)))
        topics = [name for story in stories for name in story.tags]
        self._tags = _known(Tag.objects.prefetch_related("synonyms"), topics)
        others = {fold_key(name) for name in topics} - self._tags.keys()
        synonyms = TopicSynonym.objects.select_related("tag").prefetch_related("tag__synonyms")
        self._tags |= {synonym.name_key: synonym.tag for synonym in by_field(synonyms, "name_key", others)}

    def sections(self, story: Story) -> list[Section]:
        names = self._section_names(story)
        missing = [name for name in names if fold_key(name) not in self._sections]
        for name, section in zip(missing, sections_named(missing, story.section_parents), strict=True):
            self._sections[fold_key(name)] = section
        return [self._sections[fold_key(name)] for name in names]

    def authors(self, story: Story) -> list[Author]:
        """In the byline's order."""
        return [_one(self._authors, Author.objects, name) for name in self._author_names(story)]

    def tags(self, story: Story) -> list[Tag]:
        """Each once, in the order of their names."""
        found = {tag.pk: tag for tag in (_one(self._tags, Tag.objects, name) for name in story.tags)}
        return sorted(found.values())

    def _section_names(self, story: Story) -> tuple[str, ...]:
        return story.sections or ((self._options.section,) if self._options.section else ())

    def _author_names(self, story: Story) -> tuple[str, ...]:
        return story.authors or ((self._options.author,) if self._options.author else ())


def _known(queryset: Any, names: Iterable[str]) -> dict[str, Any]:
    return {row.name_key: row for row in by_field(queryset, "name_key", map(fold_key, names))}


def _one(known: dict[str, Any], manager: NamedQuerySet, name: str) -> Any:
    key = fold_key(name)
    if key not in known:
        known[key] = manager.get_or_create_named(name)[0]
    return known[key]
