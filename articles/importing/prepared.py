"""All that can be known of a record before the database is asked: its check, its clean text, its words.

This is most of the work of an import, and it needs no database: `ahead` does it
in a process of its own while what came before is written.
"""

from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils import timezone

from articles import search
from articles.importing import addresses
from articles.importing.checking import Refused, checked
from articles.importing.options import Options
from articles.importing.results import Outcome, Result
from articles.importing.rows import Status
from articles.importing.story import Rejected, Story, record_hash
from articles.models import Article
from articles.text.arabic import fold_key

# A chunk is one transaction: other saves wait for it on SQLite, and a kill costs never more than one.
CHUNK_STORIES = 1_000
CHUNK_CHARS = 4_000_000


class Text(NamedTuple):
    """A new story's text as it will be stored, and what is found of it; ``names`` are those that its words were made with."""

    headline: str
    headline_key: str
    body: str
    slug: str
    names: tuple[str, ...]
    words: search.Words
    former: dict[str, bool]


@dataclass(slots=True)
class Prepared:
    """A checked story with its hash, and its text if it may go the quick way; or the ``result`` of a refused record."""

    story: Story | None = None
    digest: str = ""
    text: Text | None = None
    result: Result | None = None


@dataclass(slots=True)
class Chunk:
    """``terms``: how many of the chunk's stories that will be public (their places: ``counted``) hold each word."""

    items: list[Prepared] = field(default_factory=list)
    read_bytes: int = 0
    counted: frozenset[int] = frozenset()
    terms: list[search.Term] = field(default_factory=list)


def chunks(items: Iterable[tuple[Story | Rejected, int]], options: Options) -> Generator[Chunk, None, None]:
    """Prepare the records (each with the bytes read so far) and divide them into chunks."""
    making = _Making(options)
    for item, read_bytes in items:
        making.add(item, read_bytes)
        if making.is_full:
            yield making.chunk()
            making = _Making(options)
    if making.items:
        yield making.chunk()


def prepared(item: Story | Rejected) -> Prepared:
    """The record, checked; its text is not made ready for the quick way."""
    if isinstance(item, Rejected):
        return Prepared(result=Result(Outcome.FAILED, item.path, item.line, reason=item.reason))
    try:
        return Prepared(checked(item), record_hash(item))
    except (Refused, ValidationError) as error:
        return Prepared(result=failed(item, error))


def failed(story: Story, error: Exception) -> Result:
    """The result of a story that can't be taken."""
    messages = error.messages if isinstance(error, ValidationError) else [str(error)]
    reason = " ".join(" ".join(messages).split())
    return Result(Outcome.FAILED, story.path, story.line, story.headline, reason, external_id=story.external_id)


class _Making:
    """A chunk that is being filled."""

    def __init__(self, options: Options) -> None:
        self.items: list[Prepared] = []
        self._options, self._now = options, timezone.now()
        self._chars = self._read_bytes = 0
        self._counted: list[int] = []
        self._count = search.Count()

    @property
    def is_full(self) -> bool:
        return len(self.items) >= CHUNK_STORIES or self._chars >= CHUNK_CHARS

    def add(self, item: Story | Rejected, read_bytes: int) -> None:
        self._read_bytes = read_bytes
        one = prepared(item)
        if one.story is not None:
            self._chars += len(one.story.body)
            if not (self._options.dry_run or one.story.telling or _shows_pictures(one.story)):
                self._make_text(one, one.story)
        self.items.append(one)

    def chunk(self) -> Chunk:
        return Chunk(self.items, self._read_bytes, frozenset(self._counted), self._count.terms())

    def _make_text(self, one: Prepared, story: Story) -> None:
        article = Article(headline=story.headline, body=story.body, slug=story.slug)
        article.normalise()
        article.kicker, article.standfirst, article.image_caption = story.kicker, story.standfirst, story.image.caption
        options = self._options
        sections = story.sections or ((options.section,) if options.section else ())
        authors = story.authors or ((options.author,) if options.author else ())
        # In the order in which the index has them
        names = (*sorted(story.tags, key=fold_key), *authors, *sections)
        words, distinct = search.words_of(article, names)
        former = addresses.former(story)
        one.text = Text(article.headline, article.headline_key, article.body, article.slug, names, words, former)
        article.status = options.status or story.status or Status.PUBLISHED
        article.published_at = story.published_at or options.published_at
        if article.is_public:
            self._counted.append(len(self.items))
            self._count.add(distinct)


def _shows_pictures(story: Story) -> bool:
    image = story.image
    return bool(image.path or image.url or image.sha256 or "<img" in story.body.lower())
