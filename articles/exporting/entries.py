"""Stories one by one, each with what other systems need to know of it: who it is, what it refers to."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.db.models import Prefetch, QuerySet

from articles.exporting.selection import Selection
from articles.models import Article, Byline, ImportRecord, RelatedLink

BATCH = 200
# Begins a reference that is an external id although it looks like an address.
ID_MARK = "id:"


@dataclass(frozen=True)
class Reference:
    """A line of «أخبار متعلقة»: ``text`` as the importer takes it, ``title`` where the editors wrote one of their own.

    ``target`` is the story that it leads to (headline and key only); None for an outside address or a story that is awaited.
    """

    text: str
    title: str = ""
    target: Article | None = None


@dataclass(frozen=True)
class Entry:
    """A story on its way out, with all its relations at hand."""

    article: Article
    external_id: str
    related: tuple[Reference, ...]


def entries(selection: Selection) -> Iterator[Entry]:
    """The stories of a selection, in constant memory."""
    stories = _with_all_they_hold(selection).iterator(chunk_size=BATCH)
    while batch := list(islice(stories, BATCH)):
        links = [link for story in batch for link in story.related_links.all()]
        near = [*batch, *(link.target for link in links if link.target is not None)]
        identities = _identities(near)
        shared = _shared(identities.values())
        hidden = set() if selection.everything else _hidden(near)
        for story in batch:
            references = _references(story, identities, shared, hidden, pending=selection.everything)
            yield Entry(story, identities[story.pk], tuple(references))


def _with_all_they_hold(selection: Selection) -> "QuerySet[Article]":
    targets = Article.objects.select_related("import_record").only(
        "headline", "slug", "source_name", "import_record__source", "import_record__external_id"
    )
    return (
        selection.stories()
        .select_related("section", "image", "import_record")
        .prefetch_related(  # type: ignore[misc]
            Prefetch("bylines", Byline.objects.select_related("author")),
            Prefetch("related_links", RelatedLink.objects.prefetch_related(Prefetch("target", targets))),
            "pending_related",
            "further_sections",
            "tags",
            "corrections",
            "old_addresses",
            *("gallery_items__image", "live_entries__author", "published_versions", "breaking_lines"),
        )
    )


def _identities(stories: Iterable[Article]) -> dict[int, str]:
    """External ids: the one that a story came with, else one made from its own."""
    found: dict[int, str] = {}
    for story in stories:
        record = getattr(story, "import_record", None)
        # Whose source an editor has changed since is no more the source's own story of that id.
        kept = record.external_id if record is not None and record.source == story.source_name else ""
        found[story.pk] = kept or f"article-{story.pk}"
    made = {text: key for key, text in found.items() if text == f"article-{key}"}
    # A story that came from another newsroom's export may bear the very id that would be made here.
    taken = ImportRecord.objects.filter(external_id__in=made).values_list("external_id", "article_id")
    for text, holder in taken:
        if holder != made[text]:
            found[made[text]] = f"own-{text}"
    return found


def _shared(identities: Iterable[str]) -> set[str]:
    """External ids that several sources use: alone they name no story."""
    held = ImportRecord.objects.filter(external_id__in=set(identities)).values_list("external_id", flat=True)
    return {text for text, count in Counter(held).items() if count > 1}


def _hidden(stories: Iterable[Article]) -> set[int]:
    """Keys of those that the public may not see."""
    keys = {story.pk for story in stories}
    return keys.difference(Article.objects.public().filter(pk__in=keys).values_list("pk", flat=True))


def _references(
    story: Article, identities: dict[int, str], shared: set[str], hidden: set[int], *, pending: bool
) -> Iterator[Reference]:
    """Links in their order, and between them what is still awaited at its place."""
    lines: list[tuple[int, int, Reference]] = []
    for link in story.related_links.all():  # type: ignore[attr-defined]
        if link.target is None:
            lines.append((link.order, link.pk, Reference(link.url, link.title)))
        elif link.target.pk not in hidden:
            identity = identities[link.target.pk]
            text = link.target.headline if identity in shared else _as_reference(identity)
            lines.append((link.order, link.pk, Reference(text, link.title, link.target)))
    if pending:
        lines += [(line.order, line.pk, Reference(line.reference, line.title)) for line in story.pending_related.all()]  # type: ignore[attr-defined]
    return (line for _order, _pk, line in sorted(lines, key=lambda line: line[:2]))


def _as_reference(identity: str) -> str:
    looks_like_address = identity.lower().startswith(("http://", "https://", "/article/", "/a/", ID_MARK))
    return f"{ID_MARK}{identity}" if looks_like_address else identity
