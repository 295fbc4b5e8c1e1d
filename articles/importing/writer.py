"""Stories into rows: the same story never twice, an editor's work never overwritten.

New stories go by the thousand in one transaction (`bulk`); whatever else comes, each in a transaction of its own.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction

from articles import awaited, search
from articles.editorial import desk_versions
from articles.importing import addresses, public_id, rows, telling
from articles.importing.batches import Ledger
from articles.importing.bulk import Bulk
from articles.importing.checking import Refused
from articles.importing.identity import find_record, is_edited, one_import_at_a_time, origin
from articles.importing.met import Met
from articles.importing.options import Options
from articles.importing.prepared import Chunk, Prepared, failed, prepared
from articles.importing.results import WRITTEN, Outcome, Report, Result
from articles.importing.snapshots import snapshot
from articles.importing.story import Rejected, Story, told
from articles.importing.story_pictures import Gathered, StoryPictures
from articles.models import Article, Image, ImportRecord, StoryVersion

__all__ = ["Outcome", "Report", "Result", "Writer", "after_write"]

# What spoils one story and no other.
SPOILING = (Refused, ValidationError, DataError, IntegrityError)
# So many are tried at once after a story that had to be looked at by itself: others like it may follow.
_FEW = 8


@dataclass(frozen=True)
class _Decision:
    outcome: Outcome
    record: ImportRecord | None = None


class Writer:
    """Takes records one by one and says of each what became of it (of a dry run: what would).

    ``ledger`` keeps what became of them, in the transaction of the stories that it tells of.
    """

    def __init__(self, options: Options | None = None, ledger: Ledger | None = None) -> None:
        self.options = options or Options()
        self._ledger = ledger
        self._met = Met()
        self._pictures = StoryPictures(self.options)
        self._bulk = Bulk(self.options, self._met, self._note, ledger.batch.pk if ledger else None)

    def write(self, item: Story | Rejected) -> Result:
        """Write one story. Database errors other than this story's own fault are raised: nothing of it is written then."""
        one = prepared(item)
        return self._write_one(one, self._met_before(one))

    def write_chunk(self, chunk: Chunk) -> Iterator[Result]:
        """Write the chunk's stories in their order; what was told is written for good."""
        run: list[int] = []
        decided: dict[int, Result] = {}
        for place, one in enumerate(chunk.items):
            result = self._met_before(one)
            if result is not None:
                decided[place] = result
            if result is not None or one.text is not None:
                run.append(place)
                continue
            yield from self._write_run(chunk, run, decided)
            run = []
            yield self._write_one(one)
        yield from self._write_run(chunk, run, decided)

    def _write_run(self, chunk: Chunk, places: Sequence[int], decided: Mapping[int, Result]) -> Iterator[Result]:
        """As many at once as can be; after one that must be looked at by itself, few at first."""
        most = len(places)
        while places:
            try:
                results = self._bulk.write(
                    chunk, places[:most], {place: decided[place] for place in places[:most] if place in decided}
                )
            except SPOILING:
                results = []
                if most > 1:
                    most = (min(most, len(places)) + 1) // 2
                    continue
            most = 2 * most if len(results) == most else max(_FEW, len(results))
            if not results:
                results = [self._write_one(chunk.items[places[0]], decided.get(places[0]))]
            yield from results
            places = places[len(results) :]

    def _met_before(self, one: Prepared) -> Result | None:
        """The answer for a record that is refused, or whose story this run has met before."""
        if one.story is None:
            return one.result
        try:
            return self._twin(one.story, one.digest)
        except SPOILING as error:
            return failed(one.story, error)

    def _write_one(self, one: Prepared, decided: Result | None = None) -> Result:
        if decided is not None or one.story is None:
            assert decided is not None
            self._note([decided])
            return decided
        try:
            return self._write(one.story, one.digest)
        except SPOILING as error:
            result = failed(one.story, error)
            self._note([result])
            return result

    def _note(self, results: Sequence[Result]) -> None:
        if self._ledger is not None:
            self._ledger.note(results)

    def _twin(self, story: Story, digest: str) -> Result | None:
        """The answer for a story that this run has met before."""
        identity = ("id", story.source_name, story.external_id) if story.external_id else ("text", digest)
        here = f"{story.path}:{story.line}"
        known, place = self._met.first(identity, digest, here)
        if known != digest:
            raise Refused(f"external_id {story.external_id!r} stands at {place} already, with another text")
        return _result(Outcome.UNCHANGED, story) if place != here else None

    def _write(self, story: Story, digest: str) -> Result:
        # Messages name the file as the person named it; the record keeps where it really lies.
        place = replace(story, path=origin(story.path))
        decision = self._decide(place, digest, pictured=True)
        pictures = Gathered()
        if decision.outcome in WRITTEN:
            pictures = self._pictures.gather(story)
            story = replace(story, warnings=(*story.warnings, *pictures.warnings))
            if pictures.lead is None and (story.image.path or story.image.url):
                decision = self._decide(place, digest, pictured=False)
        if self.options.dry_run:
            self._meet(decision.record)
            return _decided(decision, story)
        with self._pictures.kept(pictures, story) as kept, transaction.atomic():
            one_import_at_a_time()
            # An editor may have saved meanwhile: what counts is decided under the lock.
            decision = self._decide(place, digest, pictured=kept.image is not None, lock=True)
            kept.used = decision.outcome in WRITTEN
            body = kept.body if story.as_is else addresses.internal(kept.body)
            shown = replace(place, body=body) if kept.used else place
            before = snapshot(decision.record) if decision.outcome is Outcome.UPDATED and self._ledger else None
            record, refused = self._apply(decision, shown, digest, kept.image)
            result = _decided(replace(decision, record=record), replace(story, warnings=(*story.warnings, *refused)))
            result = replace(result, record_hash=digest, before=before)
            self._note([result])
        self._meet(record)
        return result

    def _decide(self, story: Story, digest: str, *, pictured: bool, lock: bool = False) -> _Decision:
        """What is to be done; ``pictured``: whether the story brings a picture that can be read."""
        record = find_record(story, digest, self._met)
        if record is None:
            return _Decision(Outcome.CREATED)
        if lock:
            record.article = Article.objects.select_for_update().get(pk=record.article_id)
        if record.record_hash == digest:
            pictured = pictured and bool(story.image.path or (story.image.url and self.options.fetch_pictures))
            fill = rows.has_gaps(record.article, story, self.options, pictured=pictured) and not is_edited(record)
            return _Decision(Outcome.UPDATED if fill else Outcome.UNCHANGED, record)
        if not is_edited(record):
            return _Decision(Outcome.UPDATED, record)
        dismissed = record.conflict is None and record.conflict_hash == digest
        return _Decision(Outcome.UNCHANGED if dismissed else Outcome.CONFLICT, record)

    def _apply(
        self, decision: _Decision, story: Story, digest: str, image: Image | None
    ) -> tuple[ImportRecord | None, list[str]]:
        record = decision.record
        if decision.outcome in WRITTEN:
            article, taken = (record.article, []) if record is not None else public_id.new_article(story)
            rows.write_article(article, story, self.options, image)
            batch = self._ledger.batch.pk if self._ledger else None
            record = rows.write_record(article, record, story, digest, batch)
            refused = [*taken, *telling.write(article, story), *addresses.settle(article, story), *after_write(article, story)]
            if decision.outcome is not Outcome.CREATED:
                desk_versions.keep(article, cause=StoryVersion.Cause.IMPORTED, note=story.path)
            return record, refused
        if record is not None:
            _note_conflict(record, story, digest, decision.outcome)
        return record, []

    def _meet(self, record: ImportRecord | None) -> None:
        if record is not None:
            self._met.add(record.pk)


def after_write(article: Article, story: Story) -> list[str]:
    """What follows when all of a story's rows stand: its links, the links of those that waited for it, the index."""
    refused = awaited.relate(article, story.related, dict(story.related_titles))
    awaited.link_awaited(article)
    search.index(article)
    return refused


def _note_conflict(record: ImportRecord, story: Story, digest: str, outcome: Outcome) -> None:
    """Keep the text that met an editor's work; forget it where the file went back to what was imported."""
    if outcome is Outcome.CONFLICT and record.conflict_hash != digest:
        record.conflict, record.conflict_hash = told(story), digest
    elif record.conflict is not None and record.record_hash == digest:
        record.conflict, record.conflict_hash = None, ""
    else:
        return
    record.save(update_fields=["conflict", "conflict_hash"])


def _decided(decision: _Decision, story: Story) -> Result:
    if decision.outcome is Outcome.CONFLICT:
        return _result(decision.outcome, story, "changed in the file and by an editor: both texts are kept", decision.record)
    return _result(decision.outcome, story, "", decision.record)


def _result(outcome: Outcome, story: Story, reason: str = "", record: ImportRecord | None = None) -> Result:
    key = record.article_id if record is not None else None
    return Result(outcome, story.path, story.line, story.headline, reason, story.warnings, key, story.external_id)
