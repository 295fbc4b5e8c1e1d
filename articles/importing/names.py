"""Sections, topics and authors of many stories at once, by name: found with a few queries, made where there is none."""

from collections.abc import Iterable
from typing import Any

from django.db.models import prefetch_related_objects

from articles.importing.options import Options
from articles.importing.sections import sections_named
from articles.importing.story import Story
from articles.models import Author, Section, Tag, TopicSynonym
from articles.models.many import by_field
from articles.text.arabic import fold_key


class Names:
    """Those of a chunk of stories. They are looked up anew for each chunk: editors rename and merge meanwhile."""

    def __init__(self, stories: Iterable[Story], options: Options) -> None:
        self._options = options
        self._keys: dict[str, str] = {}
        stories = list(stories)
        self._sections = self._known(Section.objects.all(), (name for story in stories for name in self._sections_of(story)))
        self._authors = self._known(Author.objects.all(), (name for story in stories for name in self._authors_of(story)))
        topics = [name for story in stories for name in story.tags]
        self._tags = self._known(Tag.objects.prefetch_related("synonyms"), topics)
        others = {self._key(name) for name in topics} - self._tags.keys()
        synonyms = TopicSynonym.objects.select_related("tag").prefetch_related("tag__synonyms")
        self._tags |= {synonym.name_key: synonym.tag for synonym in by_field(synonyms, "name_key", others)}

    def sections(self, story: Story) -> list[Section]:
        """The primary one first."""
        names = self._sections_of(story)
        missing = [name for name in names if self._key(name) not in self._sections]
        for name, section in zip(missing, sections_named(missing, story.section_parents), strict=True):
            self._sections[self._key(name)] = section
        return [self._sections[self._key(name)] for name in names]

    def authors(self, story: Story) -> list[Author]:
        """Each once, in the byline's order."""
        return list(dict.fromkeys(self._one(self._authors, Author.objects, name) for name in self._authors_of(story)))

    def tags(self, story: Story) -> list[Tag]:
        """Each once, in the order of their names."""
        found = {tag.pk: tag for tag in (self._one(self._tags, Tag.objects, name) for name in story.tags)}
        return sorted(found.values())

    def _sections_of(self, story: Story) -> tuple[str, ...]:
        return story.sections or ((self._options.section,) if self._options.section else ())

    def _authors_of(self, story: Story) -> tuple[str, ...]:
        return story.authors or ((self._options.author,) if self._options.author else ())

    def _known(self, queryset: Any, names: Iterable[str]) -> dict[str, Any]:
        return {row.name_key: row for row in by_field(queryset, "name_key", map(self._key, names))}

    def _key(self, name: str) -> str:
        if name not in self._keys:
            self._keys[name] = fold_key(name)
        return self._keys[name]

    def _one(self, known: dict[str, Any], manager: Any, name: str) -> Any:
        key = self._key(name)
        if key not in known:
            known[key] = manager.get_or_create_named(name)[0]
            if isinstance(known[key], Tag):
                prefetch_related_objects([known[key]], "synonyms")
        return known[key]
