"""The quick way for the common case: new stories by the thousand, in one transaction and some tens of statements.

What is not plainly new is left to the writer, which takes it story by story. So is
a story that spoils the transaction: no story takes another with it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from django.db import transaction

from articles import likeness, search, statistics
from articles.importing import public_id, rows
from articles.importing.arrivals import Arrivals, New
from articles.importing.identity import UNSURE, Known, hash_with, known_records, one_import_at_a_time, origin
from articles.importing.met import Met
from articles.importing.names import Names
from articles.importing.options import Options
from articles.importing.prepared import Chunk, Prepared, Text
from articles.importing.results import Outcome, Result
from articles.importing.story import Story
from articles.models import Article, Author, Byline, Correction, ImportRecord, Section, Tag, TaggedArticle
from articles.models.many import by_field, insert, next_keys

Note = Callable[[Sequence[Result]], None]


class _Made(NamedTuple):
    """A new story on its way into the tables."""

    place: int
    text: Text
    new: New
    sections: list[Section]
    tags: list[Tag]
    authors: list[Author]

    @property
    def article(self) -> Article:
        return self.new.article


class Bulk:
    """Of one run. ``note`` keeps results beside the stories, in their transaction; ``batch`` is the run's key."""

    def __init__(self, options: Options, met: Met, note: Note, batch: int | None) -> None:
        self._options, self._met, self._note, self._batch = options, met, note, batch
        self._filling = bool(options.status or options.published_at or options.section or options.author)

    def write(self, chunk: Chunk, places: Sequence[int], decided: Mapping[int, Result]) -> list[Result]:
        """Results of the records at these places, up to the first that must go another way; [] if that is the very first.

        ``decided``: what became of records that bring no story. All are written, or none: then the error is raised.
        """
        met: list[int] = []
        with transaction.atomic():
            one_import_at_a_time()
            stories = {place: chunk.items[place] for place in places if place not in decided}
            known = known_records({place: (one.story, one.digest) for place, one in stories.items() if one.story}, self._met)
            unusual = {place for place, one in known.items() if self._is_unusual(stories[place], one)}
            end = next((n for n, place in enumerate(places) if place in unusual), len(places))
            new = {place: stories[place] for place in places[:end] if place in stories and place not in known}
            results = {**decided, **(self._create(chunk, new, met) if new else {})}
            for place in places[:end]:
                if place in known:
                    met.append(known[place].record)
                    results[place] = _result(Outcome.UNCHANGED, stories[place], known[place].article)
            told = [results[place] for place in places[:end]]
            self._note(told)
        for record in met:
            self._met.add(record)
        statistics.after_save(len(new))
        return told

    def _is_unusual(self, one: Prepared, known: Known) -> bool:
        """Whether something may have to be updated, filled or decided."""
        return known is UNSURE or known.record_hash != one.digest or known.in_conflict or self._filling

    def _create(self, chunk: Chunk, items: Mapping[int, Prepared], met: list[int]) -> dict[int, Result]:
        made, warnings = self._made(items)
        arrivals = Arrivals([one.new for one in made])
        for one in made:
            if "href" in one.new.story.body and not one.new.story.as_is:
                body = arrivals.lead_inside(one.new)
                if body != one.new.story.body:
                    one.article.body = body
                    one.article.normalise()
            warnings[one.place] += arrivals.arrive(one.new)
        for one in made:
            place = replace(one.new.story, path=one.new.record.path)
            rows.filled_record(one.new.record, place, items[one.place].digest, _hash(one))
        insert([one.article for one in made])
        _insert_belongings(made)
        records = [one.new.record for one in made]
        for record, key in zip(records, next_keys(ImportRecord, len(records)), strict=True):
            record.pk = key
        insert(records)
        met += [record.pk for record in records]
        arrivals.write()
        _index(chunk, made)
        likeness.refresh_later([one.article.pk for one in made])
        return {one.place: _result(Outcome.CREATED, items[one.place], one.article.pk, warnings[one.place]) for one in made}

    def _made(self, items: Mapping[int, Prepared]) -> tuple[list[_Made], dict[int, list[str]]]:
        """The stories' rows, under their numbers, and warnings."""
        stories = {place: one.story for place, one in items.items() if one.story is not None}
        names = Names(stories.values(), self._options)
        numbers, warnings = _numbers(stories)
        made = []
        for place, story in stories.items():
            text = items[place].text
            assert text is not None
            sections = names.sections(story)
            article = Article()
            rows.fill(article, story, self._options, None)
            article.headline, article.headline_key, article.body, article.slug = text[:4]
            article.pk, article.section = numbers[place], sections[0] if sections else None
            record = ImportRecord(
                article=article,
                batch_id=self._batch,
                source=story.source_name,
                external_id=story.external_id,
                # Messages name the file as the person named it; the record keeps where it really lies.
                path=origin(story.path),
            )
            new = New(article, record, story, text.former)
            made.append(_Made(place, text, new, sections, names.tags(story), names.authors(story)))
        return made, warnings


def _numbers(stories: Mapping[int, Story]) -> tuple[dict[int, int], dict[int, list[str]]]:
    """The number of each new story, as if they came one by one: the one that it tells if that is free; and warnings."""
    wanted = [story.public_id for story in stories.values() if story.public_id]
    taken = set(by_field(Article.objects.values_list("pk", flat=True), "pk", wanted))
    numbers: dict[int, int] = {}
    warnings: dict[int, list[str]] = {place: [] for place in stories}
    waiting: list[int] = []

    def number_those_that_wait() -> None:
        above = max(numbers.values(), default=0)
        numbers.update(zip(waiting, next_keys(Article, len(waiting), above), strict=True))
        waiting.clear()

    for place, story in stories.items():
        if not story.public_id:
            waiting.append(place)
            continue
        number_those_that_wait()
        if story.public_id in taken or story.public_id in numbers.values():
            warnings[place].append(public_id.taken(story.public_id))
            waiting.append(place)
        else:
            public_id.count_on_from(Article, story.public_id)
            numbers[place] = story.public_id
    number_those_that_wait()
    return numbers, warnings


def _hash(made: _Made) -> str:
    """`identity.article_hash` of the article as it will stand."""
    further = {section.pk for section in made.sections[1:]}
    return hash_with(made.article, further, {tag.pk for tag in made.tags}, [author.pk for author in made.authors])


def _insert_belongings(made: Sequence[_Made]) -> None:
    further = Article.further_sections.through
    insert(
        [
            further(article_id=one.article.pk, section_id=key)
            for one in made
            for key in dict.fromkeys(section.pk for section in one.sections[1:])
        ]
    )
    insert([TaggedArticle(content_object_id=one.article.pk, tag_id=tag.pk) for one in made for tag in one.tags])
    insert(
        [
            Byline(article_id=one.article.pk, author_id=author.pk, order=order)
            for one in made
            for order, author in enumerate(one.authors)
        ]
    )
    notes = ((one.article.pk, told) for one in made for told in dict.fromkeys(one.new.story.corrections))
    insert([Correction(article_id=pk, kind=told.kind, date=told.date, note=told.note) for pk, told in notes])


def _index(chunk: Chunk, made: Sequence[_Made]) -> None:
    """Into the search index. Where the words that count are not those that were counted ahead, the count is mended."""
    added = []
    changed: list[tuple[search.Words | None, search.Words | None]] = []
    written = {one.place for one in made}
    for one in made:
        words = _words(one)
        public = one.article.is_public
        added.append(search.Added(one.article.pk, words, public))
        before = one.text.words if one.place in chunk.counted else None
        after = words if public else None
        if before is not after:
            changed.append((before, after))
    left = [text.words for place in chunk.counted - written if (text := chunk.items[place].text) is not None]
    if not changed and not left:
        search.add(added, chunk.terms)
        return
    if len(left) > len(made):
        count = search.Count()
        changed = [(None, one.words) for one in added if one.counted]
    else:
        count = search.Count(chunk.terms)
        changed += [(words, None) for words in left]
    for before, after in changed:
        count.change(before, after)
    search.add(added, count.terms())


def _words(made: _Made) -> search.Words:
    """The story's words: as prepared, unless its names are spelled otherwise here."""
    topics = [name for tag in made.tags for name in (tag.name, *(synonym.name for synonym in tag.synonyms.all()))]
    further = sorted({section.pk: section for section in made.sections[1:]}.values(), key=lambda one: (one.order, one.name_key))
    sections = [*made.sections[:1], *further]
    names = (*topics, *(author.name for author in made.authors), *(section.name for section in sections))
    same = names == made.text.names and made.article.image_caption == made.new.story.image.caption
    return made.text.words if same else search.words_of(made.article, names)[0]


def _result(outcome: Outcome, one: Prepared, article: int, warnings: Sequence[str] = ()) -> Result:
    story = one.story
    assert story is not None
    told = (*story.warnings, *warnings)
    return Result(outcome, story.path, story.line, story.headline, "", told, article, story.external_id, one.digest)
