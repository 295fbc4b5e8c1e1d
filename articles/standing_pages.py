"""The footer's links to standing pages: on every page, changed a few times a year, so kept at hand."""

from dataclasses import dataclass

from django.core.cache import cache

from articles.models import Page

KEY = "standing-pages"
# Other processes without a common cache learn of a change after this long.
KEPT_SECONDS = 60


@dataclass(frozen=True)
class FooterLink:
    title: str
    address: str


def footer_links() -> list[FooterLink]:
    """Links in the editors' order; at most one query in `KEPT_SECONDS`."""
    links: list[FooterLink] | None = cache.get(KEY)
    if links is None:
        pages = Page.objects.filter(in_footer=True).defer("body")
        links = [FooterLink(page.title, page.get_absolute_url()) for page in pages]
        cache.set(KEY, links, KEPT_SECONDS)
    return links


def forget() -> None:
    cache.delete(KEY)
