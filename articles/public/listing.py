"""Pages of a list: numbered from 1, with friendly bounds."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest

_NUMBER = re.compile(r"[1-9][0-9]{0,5}", re.ASCII)
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")

# The longest value of a query parameter that is looked at.
LONGEST_VALUE = 500


def query_values(request: HttpRequest) -> dict[str, str]:
    """The request's parameters, the last value of each, without control characters and not longer than sensible."""
    return {key: _CONTROLS.sub(" ", str(value)).strip()[:LONGEST_VALUE] for key, value in request.GET.items()}


def page_number(request: HttpRequest) -> int:
    """The ``page`` parameter. Http404 for what is no page number: a list has no such page."""
    raw = request.GET.get("page", "1")
    if not _NUMBER.fullmatch(raw):
        raise Http404("no such page")
    return int(raw)


@dataclass(frozen=True)
class Slice:
    """One page of a list, with the addresses of its neighbours («?page=2», filters kept)."""

    page: PaginatorPage[Any]
    query: dict[str, str]

    @property
    def items(self) -> list[Any]:
        return list(self.page.object_list)

    @property
    def count(self) -> int:
        return self.page.paginator.count

    @property
    def number(self) -> int:
        return self.page.number

    @property
    def total(self) -> int:
        return self.page.paginator.num_pages

    @property
    def numbers(self) -> Iterable[int | None]:
        """Page numbers to show; None where some are left out."""
        pages = self.page.paginator
        return [
            number if isinstance(number, int) else None
            for number in pages.get_elided_page_range(self.number, on_each_side=2, on_ends=1)
        ]

    @property
    def previous(self) -> str:
        return self.address(self.number - 1) if self.page.has_previous() else ""

    @property
    def next(self) -> str:
        return self.address(self.number + 1) if self.page.has_next() else ""

    @property
    def links(self) -> list[tuple[int | None, str]]:
        return [(number, self.address(number) if number else "") for number in self.numbers]

    def address(self, number: int) -> str:
        """The query string of a page; the first page has none but the filters'."""
        return query_string(self.query | ({"page": str(number)} if number > 1 else {}))


def slice_of(request: HttpRequest, rows: Any, query: dict[str, str] | None = None) -> Slice:
    """The page of ``rows`` that the request asks for. Http404 beyond the last one; an empty list has one empty page."""
    paginator = Paginator(rows, settings.NEWSROOM["STORIES_PER_PAGE"])
    number = page_number(request)
    if number > paginator.num_pages:
        raise Http404("no such page")
    return Slice(paginator.page(number), query or {})


def query_string(values: dict[str, str]) -> str:
    """«?a=b» of the values that are not empty; «.» (this address without parameters) for none."""
    filled = {key: value for key, value in values.items() if value}
    return "?" + urlencode(filled) if filled else "."
