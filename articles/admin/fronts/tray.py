"""The stories beside a front that is being arranged: what is published or scheduled, found by the readers' own search."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from articles.admin.base import QUERY_LENGTH, folded_search
from articles.editorial.rights import visible_to
from articles.fronts.differences import place_name
from articles.fronts.layout import Layout
from articles.models import Article, ArticleQuerySet, DeskState, FrontSlot, Section
from articles.search import match

SHOWN = 12


@dataclass(frozen=True)
class Candidate:
    """A story that can be put on the page. ``where``: the place in which it stands already."""

    story: Article
    where: str

    @property
    def state(self) -> DeskState:
        return self.story.desk_state


def candidates(user: Any, term: str, layout: Layout) -> list[Candidate]:
    """Stories that the user may put on the page: those that answer the term, or the newest."""
    term = term.replace("\x00", " ").strip()[:QUERY_LENGTH]
    can_stand = placeable(user)
    if term:
        keys = match(term, queryset=can_stand).pks[:SHOWN]
        if len(keys) < SHOWN:
            # Half a word is found in headlines.
            started: Any = folded_search(can_stand, "headline_key", term)
            more = started.newest_first().values_list("pk", flat=True)[:SHOWN]
            keys = list(dict.fromkeys([*keys, *more]))[:SHOWN]
        stories: Any = _cards(can_stand).in_bulk(keys)
        found = [stories[key] for key in keys if key in stories]
    else:
        found = list(_cards(can_stand).newest_first()[:SHOWN])
    places = {spot.story: place_name(place) for place, spot in layout.places() if spot is not None}
    return [Candidate(story, places.get(story.pk, "")) for story in found]


def placeable(user: Any) -> ArticleQuerySet:
    """What the user may put on a page: published or scheduled, not over."""
    lasting = Q(unpublish_at=None) | Q(unpublish_at__gt=timezone.now())
    return visible_to(user, Article.objects.filter(lasting, status=Article.Status.PUBLISHED))


def known(user: Any, section: Section | None, layout: Layout) -> Layout:
    """The layout without stories that the user may neither see nor find on this front: nobody learns of them here."""
    keys = {spot.story for spot in layout.spots()}
    if not keys:
        return layout
    seen = set(visible_to(user, Article.objects.filter(pk__in=keys)).values_list("pk", flat=True))
    if unseen := keys - seen:
        placed = FrontSlot.objects.filter(arrangement__section=section, article__in=unseen)
        unseen -= set(placed.values_list("article_id", flat=True))
    return layout.without_stories(unseen)


def chosen(layout: Layout) -> dict[int, Article]:
    """The stories that editors put on the page, in whatever state."""
    keys = {spot.story for spot in layout.spots()}
    return _cards(Article.objects.all()).in_bulk(keys) if keys else {}


def _cards(stories: Any) -> Any:
    return stories.select_related("section", "image").defer("body", "standfirst")
