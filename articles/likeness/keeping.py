"""Finding what is related and keeping it, so that reading it is one query.

A story's list is made anew when it is saved; and since likeness is the same in both directions, the story is entered
at once into the lists of those it is near to. Nothing here runs while a reader waits.
"""

from collections.abc import Callable, Sequence

from django.db import transaction
from django.db.models import Count, F, Min, Q

from articles.likeness.candidates import candidates, day_of, load, signature_of
from articles.likeness.duplicates import copies_among, folded
from articles.likeness.scoring import Kin, Story, arrange, compare
from articles.likeness.signatures import Terms, count_terms, pack, stems_of, weigh
from articles.models import Article, ArticleQuerySet, RelatedArticle, StorySignature, TaggedArticle
from articles.search.documents import batched
from articles.search.vocabulary import frequencies
from articles.text.analysis import ANALYSER_VERSION
from articles.text.markup import plain_text

# So many are kept of a story: more than are shown, for some may not be public (yet).
KEPT = 12
# Into so many others' lists a story may be entered.
NEIGHBOURS = 20
# Copies are looked for among the nearest.
SUSPECT = 0.8
BATCH = 200

Progress = Callable[[int, int], None]


def related(article_pk: int) -> ArticleQuerySet:
    """The public stories kept for a story, best first; one query, sliced by the caller. Copies are not among them."""
    return beside(article_pk).filter(is_copy=False)  # type: ignore[misc]  # annotated below


def beside(article_pk: int) -> ArticleQuerySet:
    """The same with the copies (``is_copy``), last: for whoever must know what not to show either."""
    kept = Article.objects.public().filter(found_beside__article=article_pk)
    return kept.annotate(is_copy=F("found_beside__is_copy")).order_by("found_beside__position")


def refresh(pk: int) -> None:
    """Find anew what is related to the story; enter it into, or take it out of, the lists of others.

    The search index must hold the story as it stands. A story that is gone is no error. Some tens of milliseconds.
    """
    article = Article.objects.filter(pk=pk).first()
    if article is None:
        return
    terms, near = near_to(article)
    copied = copies_near(article, near)
    with transaction.atomic():  # as short as can be: on SQLite other saves wait for it
        _lock({pk, *_keys(near), *_beside(pk)})
        StorySignature.objects.update_or_create(pk=pk, defaults={"terms": pack(terms), "analyser": ANALYSER_VERSION})
        _keep(pk, near, copied)
        RelatedArticle.objects.filter(related=pk).delete()
        if article.status == Article.Status.PUBLISHED:
            _enter(pk, near[:NEIGHBOURS], copied)


def _beside(pk: int) -> set[int]:
    """Stories in whose lists the story stands, and those in its own."""
    rows = RelatedArticle.objects.filter(Q(article=pk) | Q(related=pk)).values_list("article_id", "related_id")
    return {key for row in rows for key in row}


def _lock(keys: set[int]) -> None:
    """Hold the lists of these stories; in one order for all, so that two saves never wait for each other in a ring."""
    list(StorySignature.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))


def rebuild(progress: Progress | None = None) -> int:
    """All signatures and lists anew, in small transactions: work goes on meanwhile; returns the number of stories.

    The search index must be right. ``progress(done, total)`` counts each story twice: signature, then list.
    """
    keys = list(Article.objects.order_by("pk").values_list("pk", flat=True))
    total = 2 * len(keys)
    for done, batch in enumerate(batched(keys, BATCH), 1):
        sign(batch)
        if progress is not None:
            progress(min(done * BATCH, len(keys)), total)
    for done, pk in enumerate(keys, 1):
        relist(pk)
        if progress is not None:
            progress(len(keys) + done, total)
    return len(keys)


def sign(batch: Sequence[int]) -> None:
    """The signatures of these stories anew."""
    counted = {article.pk: count_terms(article) for article in Article.objects.filter(pk__in=batch)}
    df, total = frequencies(stems_of(counted.values()))
    StorySignature.objects.bulk_create(
        (
            StorySignature(pk=pk, terms=pack(weigh(counts, df, total)), analyser=ANALYSER_VERSION)
            for pk, counts in counted.items()
        ),
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["terms", "analyser"],
    )


def relist(pk: int) -> None:
    """The story's own list anew; nobody else's."""
    article = Article.objects.filter(pk=pk).first()
    if article is not None:
        _, near = near_to(article)
        with transaction.atomic():
            _keep(pk, near, copies_near(article, near))


def near_to(article: Article, topics: frozenset[int] | None = None) -> tuple[Terms, list[Kin]]:
    """(the story's terms, the published stories near to it, nearest first, strangers left out).

    ``topics``: those that a form names, for a story that is not saved as it stands.
    """
    terms, df, total = signature_of(article)
    if topics is None:
        topics = frozenset(TaggedArticle.objects.filter(content_object=article).values_list("tag_id", flat=True))
    own = Story(article.pk or 0, terms, article.section_id, topics, day_of(article.published_at))
    near = [compare(own, story) for story in load(candidates(terms, df, total, article.pk))]
    return terms, sorted((one for one in near if one.score > 0), key=lambda one: (-one.score, -one.story.pk))


def copies_near(article: Article, near: Sequence[Kin]) -> set[int]:
    """Keys of those that are the same text as the story."""
    suspects = [one.story.pk for one in near if one.cosine >= SUSPECT]
    return copies_among(folded(plain_text(article.body)), suspects) if suspects else set()


def _keys(near: Sequence[Kin]) -> list[int]:
    return [one.story.pk for one in near]


def _keep(pk: int, near: Sequence[Kin], copied: set[int]) -> None:
    """Make this the story's list: in order of position, copies of the story behind all."""
    chosen = arrange([one for one in near if one.story.pk not in copied], KEPT)
    chosen += [one for one in near if one.story.pk in copied]
    RelatedArticle.objects.filter(article=pk).delete()
    RelatedArticle.objects.bulk_create(
        RelatedArticle(
            article_id=pk,
            related_id=one.story.pk,
            score=one.score,
            position=position,
            is_copy=one.story.pk in copied,
            reasons=one.reasons,
        )
        for position, one in enumerate(chosen)
    )


def _enter(pk: int, near: Sequence[Kin], copied: set[int]) -> None:
    """Enter the story into the lists of those near to it where it ranks high enough."""
    lists = RelatedArticle.objects.filter(article__in=_keys(near), is_copy=False)
    # The score that must be passed to enter a full list.
    full = lists.values_list("article").annotate(Count("pk"), Min("score"))
    least = {host: score for host, size, score in full if size >= KEPT}
    open_to = [one for one in near if one.story.pk in copied or one.score > least.get(one.story.pk, 0.0)]
    rows: dict[int, list[RelatedArticle]] = {one.story.pk: [] for one in open_to}
    for row in RelatedArticle.objects.filter(article__in=rows):
        rows[row.article_id].append(row)
    wanted = {row.related_id for held in rows.values() for row in held} | {pk}
    stories = {story.pk: story for story in load(wanted)}
    changed: list[RelatedArticle] = []
    for one in open_to:
        changed += _entered(one, pk, rows[one.story.pk], stories, is_copy=one.story.pk in copied)
    RelatedArticle.objects.filter(article__in=rows).delete()
    RelatedArticle.objects.bulk_create(changed)


def _entered(
    host: Kin, pk: int, rows: Sequence[RelatedArticle], stories: dict[int, Story], *, is_copy: bool
) -> list[RelatedArticle]:
    """The host's list with the story ``pk`` in it, arranged anew."""
    new = RelatedArticle(related_id=pk, score=host.score, reasons=host.reasons, is_copy=is_copy)
    held = {row.related_id: row for row in [*rows, new] if row.related_id in stories}
    kin = [Kin(stories[key], row.score, 0.0) for key, row in held.items() if not row.is_copy]
    order = [one.story.pk for one in arrange(kin, KEPT)] + [key for key, row in held.items() if row.is_copy]
    return [
        RelatedArticle(
            article_id=host.story.pk,
            related_id=key,
            score=held[key].score,
            position=position,
            is_copy=held[key].is_copy,
            reasons=held[key].reasons,
        )
        for position, key in enumerate(order)
    ]
