"""The quick way for the common case: a chunk of new stories in one transaction and some tens of statements.

What is not plainly new, or shows pictures, or meets anything unusual is left to
the writer, which takes it story by story. If one story spoils the transaction,
the chunk is divided until that story stands alone: no story takes another with it.
"""

from collections.abc import Callable, Sequence
from itertools import chain
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from articles import awaited, search
from articles.importing import addresses, public_id, rows
from articles.importing.checking import Refused
from articles.importing.identity import KnownRecord, known_records, one_import_at_a_time, origin
from articles.importing.lookup import by_field
from articles.importing.met import Met
from articles.importing.names import Names
from articles.importing.options import Options
from articles.importing.prepared import Chunk, Prepared, shows_pictures
from articles.importing.results import Outcome, Result
from articles.importing.story import Story
from articles.models import Article, Author, Byline, Correction, ImportRecord, Section, Tag, TaggedArticle

# What spoils one story and no other.
SPOILING = (Refused, ValidationError, DataError, IntegrityError)

Note = Callable[[Sequence[Result]], None]


class New(NamedTuple):
    """A new story on its way: its place in the chunk, and the rows around it."""

    place: int
    item: Prepared
    article: Article
    sections: list[Section]
    tags: list[Tag]
    authors: list[Author]

    @property
    def story(self) -> Story:
        assert self.item.story is not None
        return self.item.story


class Bulk:
    """Of one run. ``note`` keeps results beside the stories, in their transaction."""

    def __init__(self, options: Options, met: Met, note: Note, batch: int | None) -> None:
        self._options, self._met, self._note, self._batch = options, met, note, batch
        self._filling = bool(options.status or options.published_at or options.section or options.author)

    def write(self, chunk: Chunk, places: Sequence[int]) -> dict[int, Result]:
        """Place -> result of those that could be written so; nothing has happened to the others."""
        if not places:
            return {}
        try:
            with transaction.atomic():
                one_import_at_a_time()
                results, records = self._written(chunk, places)
                self._note(list(results.values()))
        except SPOILING:
            if len(places) == 1:
                return {}
            middle = len(places) // 2
            return self.write(chunk, places[:middle]) | self.write(chunk, places[middle:])
        for pk in records:
            self._met.add(pk)
        return results

    def _written(self, chunk: Chunk, places: Sequence[int]) -> tuple[dict[int, Result], list[int]]:
        items = {place: chunk.items[place] for place in places}
        known = known_records({place: (item.story, item.digest) for place, item in items.items() if item.story}, self._met)
        results: dict[int, Result] = {}
        met = []
        for place, record in known.items():
            if record is not None and self._is_unchanged(items[place], record):
                results[place] = _result(Outcome.UNCHANGED, items[place], record.article)
                met.append(record.pk)
        new = {place: items[place] for place, record in known.items() if record is None and items[place].text is not None}
        created, records = self._create(chunk, self._usual(new))
        return results | created, met + records

    def _is_unchanged(self, item: Prepared, record: KnownRecord) -> bool:
        """Whether that is plain to see: not so where something may have to be filled or a conflict ends."""
        if record.record_hash != item.digest or record.in_conflict or self._filling or item.story is None:
            return False
        return record.pictured or not shows_pictures(item.story)

    def _usual(self, items: dict[int, Prepared]) -> dict[int, Prepared]:
        """Those whose numbers and former addresses are free."""
        stories = {place: item.story for place, item in items.items() if item.story is not None}
        taken = set(
            by_field(Article.objects.values_list("pk", flat=True), "pk", filter(None, (s.public_id for s in stories.values())))
        )
        held = addresses.held_keys(key for story in stories.values() for key in addresses.former(story))
        usual = {}
        for place, story in stories.items():
            own = {story.public_id} - {0}
            keys = addresses.former(story).keys()
            if not (own & taken or keys & held):
                usual[place] = items[place]
                taken |= own
                held |= keys
        return usual

    def _create(self, chunk: Chunk, items: dict[int, Prepared]) -> tuple[dict[int, Result], list[int]]:
        if not items:
            return {}, []
        names = Names((item.story for item in items.values() if item.story), self._options)
        new = [self._new(place, item, names) for place, item in items.items()]
        _mend_bodies(new)
        highest = max(one.story.public_id for one in new)
        if highest:
            public_id.count_on_from(Article, highest)
        Article.objects.bulk_create([one.article for one in new])
        _write_belongings(new)
        records = self._records(new)
        addresses.settle_new([(one.article, one.story) for one in new])
        refused = awaited.relate_new(
            [
                awaited.Asking(record, one.article, one.story.related, dict(one.story.related_titles))
                for record, one in zip(records, new, strict=True)
            ]
        )
        self._index(chunk, new)
        results = {
            one.place: _result(Outcome.CREATED, one.item, one.article.pk, refused.get(one.article.pk, ())) for one in new
        }
        return results, [record.pk for record in records]

    def _new(self, place: int, item: Prepared, names: Names) -> New:
        story, text = item.story, item.text
        assert story is not None and text is not None
        article = Article(pk=story.public_id or None)
        rows.fill(article, story, self._options, None)
        article.headline, article.headline_key, article.body, article.slug = text[:4]
        sections = names.sections(story)
        article.section = sections[0] if sections else None
        return New(place, item, article, sections, names.tags(story), names.authors(story))

    def _records(self, new: Sequence[New]) -> list[ImportRecord]:
        records = []
        for one in new:
            made = rows.hash_new(one.article, one.sections[1:], one.tags, one.authors)
            record = ImportRecord(article=one.article, batch_id=self._batch)
            records.append(rows.filled_record(record, one.story, one.item.digest, made))
            # Messages name the file as the person named it; the record keeps where it really lies.
            record.path = origin(one.story.path)
        return ImportRecord.objects.bulk_create(records)

    def _index(self, chunk: Chunk, new: Sequence[New]) -> None:
        now = timezone.now()
        added, counted, as_counted = [], set(), True
        for one in new:
            words, same = _words(one)
            public = one.article.published_at is None or one.article.published_at <= now
            public = public and one.article.status == Article.Status.PUBLISHED
            added.append(search.Added(one.article.pk, words, public))
            as_counted = as_counted and same
            if public:
                counted.add(one.place)
        whole = as_counted and counted == chunk.counted
        search.add(added, chunk.counts if whole else None, chunk.spellings if whole else None)


def _words(one: New) -> tuple[search.Words, bool]:
    """The story's words, and whether they are those that were prepared: its names may be spelled otherwise here."""
    text = one.item.text
    assert text is not None
    topics = [name for tag in one.tags for name in (tag.name, *(synonym.name for synonym in tag.synonyms.all()))]
    names = (*topics, *(author.name for author in one.authors), *(section.name for section in one.sections))
    if names == text.names:
        return text.words, True
    return search.words_of(one.article, names)[0], False


def _mend_bodies(new: Sequence[New]) -> None:
    """Make links to stories that are here internal. The words stay, so the index need not know."""
    bodies = addresses.internal_many([one.article.body for one in new if not one.story.as_is])
    for one in new:
        body = bodies.get(one.article.body)
        if body is not None and not one.story.as_is:
            one.article.body = body
            one.article.normalise()


def _write_belongings(new: Sequence[New]) -> None:
    further = Article.further_sections.through
    further.objects.bulk_create(
        further(article_id=one.article.pk, section_id=section.pk)
        for one in new
        for section in {section.pk: section for section in one.sections[1:]}.values()
    )
    TaggedArticle.objects.bulk_create(TaggedArticle(content_object=one.article, tag=tag) for one in new for tag in one.tags)
    Byline.objects.bulk_create(
        Byline(article=one.article, author=author, order=order)
        for one in new
        for order, author in enumerate(dict.fromkeys(one.authors))
    )
    notes = chain.from_iterable(((one.article, told) for told in dict.fromkeys(one.story.corrections)) for one in new)
    Correction.objects.bulk_create(
        Correction(article=article, kind=told.kind, date=told.date, note=told.note) for article, told in notes
    )


def _result(outcome: Outcome, item: Prepared, article: int, refused: Sequence[str] = ()) -> Result:
    story = item.story
    assert story is not None
    return Result(outcome, story.path, story.line, story.headline, "", (*story.warnings, *refused), article)
