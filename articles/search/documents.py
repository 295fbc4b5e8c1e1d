"""Stories as search documents: what is indexed of a story, how it is kept, and writing it in and out.

A document's words are kept packed, as spelled and as stems, field by field: the scorer and the engines work from
them and never analyse a text again. The stems are needed to take a story out of SQLite's contentless index,
which must be told what it holds.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TypeVar

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.models import Article
from articles.models.search import SearchDocument
from articles.search import vocabulary
from articles.search.asking import Row
from articles.search.engines import engine
from articles.search.packing import pack, unpack
from articles.text.analysis import ANALYSER_VERSION, Word, fold_word, words
from articles.text.markup import plain_text

FIELDS = ("headline", "context", "body")
# A longer field is indexed up to here: no story is that long, a pasted archive may be.
MOST_WORDS = 20_000
BATCH = 200

Item = TypeVar("Item")
Progress = Callable[[int, int], None]

# What a story's running text is made of beside its own row.
TOLD_BESIDE = (Article.StoryType.GALLERY, Article.StoryType.LIVE)
WITH_TELLING = ("gallery_items__image", "live_entries")
WITH_RELATIONS = ("tags__synonyms", "further_sections", "bylines__author", *WITH_TELLING)


def body_text(article: Article) -> str:
    """The running text of a story as indexed and as snippets are cut from it.

    Body, the picture's caption, a gallery's captions, the updates of live coverage whose time has come, newest first.
    """
    return "\n\n".join(filter(None, (plain_text(article.body), article.caption, *_told_beside(article))))


def _told_beside(article: Article) -> Iterator[str]:
    if article.story_type == Article.StoryType.GALLERY:
        yield from (item.caption for item in article.gallery_items.all())  # type: ignore[attr-defined]
    elif article.story_type == Article.StoryType.LIVE:
        now = timezone.now()
        for entry in article.live_entries.all():  # type: ignore[attr-defined]
            if entry.at <= now:
                yield entry.headline
                yield plain_text(entry.body)


def field_texts(article: Article) -> tuple[str, str, str]:
    """Headline; kicker, standfirst, topics with their synonyms, authors, sections; the running text."""
    sections = [article.section, *article.further_sections.all()] if article.section else article.further_sections.all()
    names = [
        *(known.name for tag in article.tags.all() for known in (tag, *tag.synonyms.all())),
        *(byline.author.name for byline in article.bylines.all()),  # type: ignore[attr-defined]
        *(section.name for section in sections),
    ]
    return texts_with(article, names)


def texts_with(article: Article, names: Iterable[str]) -> tuple[str, str, str]:
    """`field_texts` of a story whose names are known already; no query."""
    return article.headline, "\n".join([article.kicker, article.standfirst, *names]), body_text(article)


def field_words(article: Article) -> list[list[Word]]:
    return [words(text)[:MOST_WORDS] for text in field_texts(article)]


def index(article: Article) -> None:
    """Write the story into the index as it stands now, topics, authors and sections included.

    Drafts are indexed too (editors search them), but only the words of public stories are counted for suggestions and
    corrections. Runs in the caller's transaction, so that story and index change together or not at all. Cheap when
    nothing that is searched has changed.
    """
    fresh = _stories().get(pk=article.pk)
    _write(fresh, SearchDocument.objects.filter(pk=article.pk).first())


def remove(pk: int) -> None:
    """Take the story out of the index; not being there is fine. Call it before the story's row goes."""
    document = SearchDocument.objects.filter(pk=pk).first()
    if document is None:
        return
    with transaction.atomic():
        held = unpack(document.words)
        engine().erase(pk, held[1])
        if document.counted:
            vocabulary.count_out_and_in(paired(held), None)
        document.delete()


def index_many(pks: Iterable[int]) -> int:
    """Index these stories anew, in one transaction a batch; for a renamed topic, author or section."""
    done = 0
    for batch in batched(pks, BATCH):
        with transaction.atomic():
            old = SearchDocument.objects.in_bulk(batch)
            for article in _stories().filter(pk__in=batch):
                _write(article, old.get(article.pk))
                done += 1
    return done


def rebuild(progress: Progress | None = None) -> int:
    """Build the whole index and all counts anew, in one transaction; returns the number of stories.

    Readers keep the old index until it is done. On SQLite editors' saves wait meanwhile: choose a quiet hour.
    ``progress(done, total)`` is called now and then.
    """
    with transaction.atomic():
        total = Article.objects.count()
        engine().clear()
        tally = vocabulary.Tally()
        stories = _stories().order_by("pk")
        done = 0
        for batch in batched(stories.iterator(chunk_size=BATCH), BATCH):
            rows = []
            for article in batch:
                fields = field_words(article)
                rows.append(_row(article, fields, pack(fields)))
                if article.is_public:
                    tally.add([word for field in fields for word in field])
            engine().write(rows)
            done += len(batch)
            if progress is not None:
                progress(done, total)
        tally.replace_all()
        engine().optimize()
    return done


def outdated() -> QuerySet[Article]:
    """Stories that the index lacks or holds as an older analysis left them."""
    return Article.objects.exclude(search_document__analyser=ANALYSER_VERSION).order_by("pk")


def is_outdated() -> bool:
    """Whether any story stands in the index as another version of the analysis left it; one look into an index."""
    other = Q(analyser__lt=ANALYSER_VERSION) | Q(analyser__gt=ANALYSER_VERSION)
    return SearchDocument.objects.filter(other).exists()


def _stories() -> QuerySet[Article]:
    return Article.objects.select_related("section", "image").prefetch_related(*WITH_RELATIONS)


def _write(article: Article, old: SearchDocument | None) -> None:
    fields = field_words(article)
    packed, counted = pack(fields), article.is_public
    same_words = old is not None and bytes(old.words) == packed and old.analyser == ANALYSER_VERSION
    if old is not None and same_words and old.counted == counted:
        return
    with transaction.atomic():
        held = unpack(old.words) if old else None
        if same_words:
            SearchDocument.objects.filter(pk=article.pk).update(counted=counted)
        else:
            if held is not None:
                engine().erase(article.pk, held[1])
            engine().write([_row(article, fields, packed)])
        vocabulary.count_out_and_in(
            paired(held) if old and old.counted and held else None,
            [word for field in fields for word in field] if counted else None,
        )


def _row(article: Article, fields: Sequence[Sequence[Word]], packed: bytes) -> Row:
    return Row(article.pk, packed, article.is_public, [[word.stem for word in field] for field in fields])


def paired(held: tuple[list[list[str]], list[list[str]]]) -> list[Word]:
    """The words that a document holds, as the analysis gave them."""
    pairs = zip(chain.from_iterable(held[0]), chain.from_iterable(held[1]), strict=True)
    return [Word(spelled, fold_word(spelled), stem) for spelled, stem in pairs]


def batched(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """The items in lists of ``size`` (itertools.batched comes with Python 3.12)."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
