"""What every page of the readers' site stands in: the masthead's sections, titles and addresses."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from articles.models import Section
from articles.public.tree import SectionTree


@dataclass
class Page:
    """One page's head. Addresses are paths; they are made absolute here and nowhere else.

    ``title`` is without the newspaper's name; empty on the front page alone.
    ``canonical`` empty: no address is offered to search engines.
    """

    title: str = ""
    description: str = ""
    canonical: str = ""
    kind: str = "website"
    image: str = ""
    robots: str = ""
    current: Section | None = None
    previous: str = ""
    next: str = ""
    json_ld: list[dict[str, Any]] = field(default_factory=list)

    @property
    def is_front(self) -> bool:
        return not self.title


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
    page.image = request.build_absolute_uri(page.image) if page.image else ""
    path = tree.path(page.current.pk) if page.current else []
    frame = {
        "page": page,
        "navigation": tree.navigation(),
        "current_keys": [section.pk for section in path],
        "now": timezone.now(),
    }
    return render(request, template, frame | (context or {}), None, status)
