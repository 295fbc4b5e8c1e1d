"""Stories into rows: each in one transaction, the same story never twice, an editor's work never overwritten."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from articles import awaited, search
from articles.importing import addresses, public_id, rows, telling
from articles.importing.bulk import SPOILING, Bulk, Note
from articles.importing.checking import Refused
from articles.importing.identity import find_record, is_edited, one_import_at_a_time, origin
from articles.importing.met import Met
from articles.importing.options import Options
from articles.importing.prepared import Chunk, Prepared, failed, prepared
from articles.importing.results import WRITTEN, Outcome, Report, Result
from articles.importing.snapshots import snapshot
from articles.importing.story import Rejected, Story, told
from articles.importing.story_pictures import Gathered, StoryPictures
from articles.models import Article, Image, ImportRecord

__all__ = ["Outcome", "Report", "Result", "Writer", "after_write"]


@dataclass(frozen=True)
class _Decision:
    outcome: Outcome
    record: ImportRecord | None = None


def _no_note(results: Sequence[Result]) -> None:
    """Where no batch keeps results."""


class Writer:
    """Takes records and says of each what became of it (of a dry run: what would).

    ``note`` keeps results; it is called in the transaction of the stories that they tell of. ``batch``: key of the run.
    """

    def __init__(self, options: Options | None = None, note: Note = _no_note, batch: int | None = None) -> None:
        self.options = options or Options()
        self._met = Met()
        self._note, self._batch = note, batch
        self._bulk = Bulk(self.options, self._met, note, batch)
        self._pictures = StoryPictures(self.options)

    def write(self, item: Story | Rejected) -> Result:
        """Write one story. Database errors other than this story's own fault are raised: nothing of it is written then."""
        ready = prepared(item, self.options, text=False)
        return self._judged(ready) or self._one(ready)

    def write_chunk(self, chunk: Chunk) -> list[Result]:
        """Write many stories, as `write` does each, but those that are plainly new all at once."""
        results = {place: self._judged(item) for place, item in enumerate(chunk.items)}
        left = [place for place, result in results.items() if result is None]
        quick = {} if self.options.dry_run else self._bulk.write(chunk, left)
        return [quick.get(place) or result or self._one(chunk.items[place]) for place, result in results.items()]

    def _judged(self, item: Prepared) -> Result | None:
        """The result of a record that needs no writing: refused, or met in this run before."""
        result = item.result
        if item.story is not None:
            try:
                result = self._twin(item.story, item.digest)
            except Refused as error:
                result = failed(item.story, error)
        if result is not None:
            self._note([result])
        return result

    def _one(self, item: Prepared) -> Result:
        story = item.story
        assert story is not None
        try:
            return self._write(story, item.digest)
        except SPOILING as error:
            result = failed(story, error)
            self._note([result])
            return result

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
            before = snapshot(decision.record) if decision.outcome is Outcome.UPDATED else None
            body = kept.body if story.as_is else addresses.internal(kept.body)
            shown = replace(place, body=body) if kept.used else place
            record, refused = self._apply(decision, shown, digest, kept.image)
            result = _decided(replace(decision, record=record), replace(story, warnings=(*story.warnings, *refused)), before)
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
            record = rows.write_record(article, record, story, digest, self._batch)
            more = telling.write(article, story)
            return record, [*taken, *more, *addresses.settle(article, story), *after_write(article, story)]
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


def _decided(decision: _Decision, story: Story, before: Mapping[str, Any] | None = None) -> Result:
    if decision.outcome is Outcome.CONFLICT:
        return _result(decision.outcome, story, "changed in the file and by an editor: both texts are kept", decision.record)
    return replace(_result(decision.outcome, story, "", decision.record), before=before)


def _result(outcome: Outcome, story: Story, reason: str = "", record: ImportRecord | None = None) -> Result:
    key = record.article_id if record is not None else None
    return Result(outcome, story.path, story.line, story.headline, reason, story.warnings, key)
