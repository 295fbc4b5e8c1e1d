"""What changed in a story since its publication: its kept versions beside each other, for readers."""

from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import Article, PublishedVersion
from articles.public.errors import gone
from articles.public.listing import slice_of
from articles.public.pages import Page, show
from articles.section_tree import SectionTree
from articles.text.diff import Kind, Piece, diff_html, diff_text, word_counts
from articles.text.diff_rows import Row, rows_around
from articles.text.markup import excerpt


@dataclass(frozen=True)
class Step:
    """One change of the public text: from which version to which, and what differs."""

    old: PublishedVersion
    new: PublishedVersion
    headline: tuple[Piece, ...] = ()
    standfirst: tuple[Piece, ...] = ()
    rows: list[Row] = field(default_factory=list)
    added: int = 0
    removed: int = 0

    @property
    def at(self) -> datetime:
        return self.new.at

    @property
    def is_withheld(self) -> bool:
        # Beside a withheld text its neighbour would tell what it said.
        return self.old.is_withheld or self.new.is_withheld


@require_safe
def versions(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """A public story's changes, the newest first. Http404 where its text never changed in public."""
    story = Article.objects.public().select_related("section").filter(pk=pk).first()
    if story is None:
        return gone(request, pk)
    address = reverse("versions", args=[story.pk, story.slug])
    if slug != story.slug:
        return HttpResponsePermanentRedirect(address)
    kept = list(story.published_versions.order_by("at", "pk"))  # type: ignore[attr-defined]
    if len(kept) < 2:
        raise Http404("no other version")
    rows = slice_of(request, list(pairwise(kept))[::-1])
    tree = SectionTree()
    path = tree.path(story.section_id)
    page = Page(
        title=_("What changed in: %(headline)s") % {"headline": story.headline},
        description=_("The changes of this story's text since its publication: %(headline)s")
        % {"headline": excerpt(story.headline, 100)},
        canonical=address + rows.address(rows.number).lstrip("."),
        current=path[-1] if path else None,
        kind="article",
        robots="noindex, follow",
    )
    context = {
        "article": story,
        "path": path,
        "rows": rows,
        "first": kept[0],
        "steps": [step_between(old, new) for old, new in rows.items],
    }
    return show(request, "articles/versions.html", page, context, tree=tree)


def step_between(old: PublishedVersion, new: PublishedVersion) -> Step:
    step = Step(old, new)
    if step.is_withheld:
        return step
    headline = diff_text(old.headline, new.headline)
    standfirst = diff_text(old.standfirst, new.standfirst)
    changes = diff_html(old.body, new.body)
    every = [*headline, *standfirst, *(piece for change in changes for piece in change.pieces)]
    added, removed = word_counts(every)
    return Step(old, new, _if_changed(headline), _if_changed(standfirst), list(rows_around(changes)), added, removed)


def _if_changed(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    return pieces if any(piece.kind is not Kind.SAME for piece in pieces) else ()
