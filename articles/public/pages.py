"""What every page of the readers' site stands in: the masthead's sections, titles and addresses."""

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control

from articles.models import BreakingNews, Section
from articles.public.feed_formats import FORMATS
from articles.public.share_paths import site_card_path, site_icon_path
from articles.section_tree import SectionTree
from articles.standing_pages import footer_links

# Where everything is breaking, nothing is.
MOST_BREAKING = 2

# What Apple's devices put on the home screen.
TOUCH_ICON_SIDE = 180

# How long caches between us and readers may hand a page out without asking.
SHARED_SECONDS = 60


@dataclass(frozen=True)
class FeedLink:
    """A feed; ``title`` empty: the site's."""

    path: str
    title: str = ""
    label: str = ""
    kind: str = ""

    def in_all_formats(self) -> list["FeedLink"]:
        return [FeedLink(self.path + form.path, self.title, form.label, form.kind) for form in FORMATS.values()]


@dataclass
class Page:
    """One page's head. Addresses are paths; they are made absolute here and nowhere else.

    ``title`` is without the newspaper's name; empty on the front page alone.
    ``canonical`` empty: no address is offered to search engines.
    ``image`` empty: the newspaper's own share picture. ``image_is_card``: it is
    a share picture of `share_pictures.SIZE`, to be shown large.
    ``feed``: the page's own feed, beside the site's.
    """

    title: str = ""
    description: str = ""
    canonical: str = ""
    kind: str = "website"
    image: str = ""
    image_alt: str = ""
    image_is_card: bool = False
    feed: FeedLink | None = None
    robots: str = ""
    current: Section | None = None
    previous: str = ""
    next: str = ""
    json_ld: list[dict[str, Any]] = field(default_factory=list)

    @property
    def is_front(self) -> bool:
        return not self.title

    @property
    def touch_icon(self) -> str:
        return site_icon_path(TOUCH_ICON_SIDE)

    @property
    def feeds(self) -> list[FeedLink]:
        """For programs to find: the page's own feed in every format, then the site's."""
        own = self.feed.in_all_formats() if self.feed else []
        return own + FeedLink(reverse("feed")).in_all_formats()


def show(
    request: HttpRequest,
    template: str,
    page: Page,
    context: dict[str, Any] | None = None,
    *,
    tree: SectionTree | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render a page in the newspaper's frame."""
    tree = tree or SectionTree()
    page.canonical = request.build_absolute_uri(page.canonical) if page.canonical else ""
    if not page.image:
        page.image, page.image_is_card = site_card_path(), True
    page.image = request.build_absolute_uri(page.image)
    path = tree.path(page.current.pk) if page.current else []
    frame = {
        "page": page,
        "navigation": tree.navigation(),
        "current_keys": [section.pk for section in path],
        # To the day: a page that did not change is the same to the byte.
        "now": timezone.localdate(),
        "breaking": list(BreakingNews.objects.active().select_related("article").defer("article__body")[:MOST_BREAKING]),
        "standing_pages": footer_links(),
    }
    response = render(request, template, frame | (context or {}), None, status)
    # Browsers ask each time (mostly answered 304); caches before us spare us crowds, and forget a withdrawn story soon.
    shared = {"s_maxage": SHARED_SECONDS} if status == HTTPStatus.OK else {}
    # Pages are the same for everybody; what a signed-in person asked for is kept by nobody all the same.
    whose = {"private": True} if settings.SESSION_COOKIE_NAME in request.COOKIES else {"public": True, **shared}
    patch_cache_control(response, max_age=0, must_revalidate=True, **whose)
    return response
