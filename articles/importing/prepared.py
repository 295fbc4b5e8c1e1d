"""All that can be known of a story before the database is asked: its check, its clean text, its words.

This is most of the work of an import, and it needs no database: `ahead` does it
in a process of its own while the one before it is written.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils import timezone

from articles import search
from articles.importing.checking import Refused, checked
from articles.importing.options import Options
from articles.importing.results import Outcome, Result
from articles.importing.story import Rejected, Story, record_hash, told_text
from articles.models import Article
from articles.search import Words
from articles.text.analysis import Word
from articles.text.arabic import fold_key

# A chunk is one transaction: other saves wait for it on SQLite, and what a kill costs is never more than one.
CHUNK_STORIES = 500
CHUNK_CHARS = 2_000_000
# What is kept of a refused record.
RAW_CHARS = 20_000


class Text(NamedTuple):
    """A new story's text as it will be stored, and its words; ``names`` are those that its words were made with."""

    headline: str
    headline_key: str
    body: str
    slug: str
    names: tuple[str, ...]
    words: Words


@dataclass(slots=True)
class Prepared:
    """A checked story with its hash; or the ``result`` of a record that is refused."""

    story: Story | None = None
    digest: str = ""
    text: Text | None = None
    result: Result | None = None
    # The text's distinct words, until the chunk has counted them
    distinct: dict[str, Word] | None = None


@dataclass(slots=True)
class Chunk:
    """``counts``: folded word -> in how many of the chunk's public stories it stands, which are ``counted``."""

    items: list[Prepared] = field(default_factory=list)
    read_bytes: int = 0
    counted: frozenset[int] = frozenset()
    counts: dict[str, int] = field(default_factory=dict)
    spellings: dict[str, tuple[str, str]] = field(default_factory=dict)


def chunks(items: Iterable[tuple[Story | Rejected, int]], options: Options) -> Iterator[Chunk]:
    """Prepare the records (each with the bytes read so far) and divide them into chunks."""
    chunk, chars = Chunk(), 0
    for item, read_bytes in items:
        chunk.items.append(prepared(item, options))
        chunk.read_bytes = read_bytes
        chars += len(item.body) if isinstance(item, Story) else 0
        if len(chunk.items) >= CHUNK_STORIES or chars >= CHUNK_CHARS:
            yield _counted(chunk, options)
            chunk, chars = Chunk(), 0
    if chunk.items:
        yield _counted(chunk, options)


def prepared(item: Story | Rejected, options: Options, *, text: bool = True) -> Prepared:
    """Check one record; its text is made ready for the quick way only if that is asked for and open to it."""
    if isinstance(item, Rejected):
        return Prepared(result=Result(Outcome.FAILED, item.path, item.line, reason=item.reason, raw=item.raw[:RAW_CHARS]))
    try:
        story = checked(item)
        if not text or options.dry_run or shows_pictures(story) or story.telling:
            return Prepared(story, record_hash(item))
        made, distinct = _text(story, options)
        return Prepared(story, record_hash(item), made, distinct=distinct)
    except (Refused, ValidationError) as error:
        return Prepared(result=failed(item, error))


def failed(story: Story, error: Exception) -> Result:
    """The result of a story that can't be taken."""
    raw = told_text(story, RAW_CHARS)
    return Result(Outcome.FAILED, story.path, story.line, story.headline, one_line(error), raw=raw)


def one_line(error: Exception) -> str:
    messages = error.messages if isinstance(error, ValidationError) else [str(error)]
    return " ".join(" ".join(messages).split())


def shows_pictures(story: Story) -> bool:
    return bool(story.image.path or story.image.url or story.image.sha256 or "<img" in story.body.lower())


def names_of(sections: Iterable[str], tags: Iterable[str], authors: Iterable[str]) -> tuple[str, ...]:
    """The names by which a story is found, in the order in which the index has them."""
    return (*sorted(tags, key=fold_key), *authors, *sections)


def _text(story: Story, options: Options) -> tuple[Text, dict[str, Word]]:
    article = Article(headline=story.headline, body=story.body, slug=story.slug)
    article.normalise()
    sections = story.sections or ((options.section,) if options.section else ())
    authors = story.authors or ((options.author,) if options.author else ())
    names = names_of(sections, story.tags, authors)
    article.kicker, article.standfirst, article.image_caption = story.kicker, story.standfirst, story.image.caption
    words, distinct = search.words_of(article, names)
    return Text(article.headline, article.headline_key, article.body, article.slug, names, words), distinct


def _counted(chunk: Chunk, options: Options) -> Chunk:
    """Count the words of those stories that will be public: the index counts no others'."""
    now = timezone.now()
    counts: Counter[str] = Counter()
    counted = []
    for place, item in enumerate(chunk.items):
        distinct, item.distinct = item.distinct, None
        if item.story is None or distinct is None or not is_public(item.story, options, now):
            continue
        counted.append(place)
        counts.update(distinct.keys())
        for folded in distinct.keys() - chunk.spellings.keys():
            chunk.spellings[folded] = (distinct[folded].stem, distinct[folded].spelled)
    chunk.counts, chunk.counted = dict(counts), frozenset(counted)
    return chunk


def is_public(story: Story, options: Options, now: datetime) -> bool:
    """Whether a new article of this story would be public."""
    status = options.status or story.status or Article.Status.PUBLISHED
    published_at = story.published_at or options.published_at
    return status == Article.Status.PUBLISHED and (published_at is None or published_at <= now)
