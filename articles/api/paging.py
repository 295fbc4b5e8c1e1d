"""Pages by key, not by number: the thousandth costs what the first does, and none moves while stories are added."""

from typing import Any

from django.core.exceptions import ValidationError as ModelError
from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request


class NewestFirst(CursorPagination):
    ordering = ("-sort_time", "-id")
    page_size = 20
    page_size_query_param = "page_size"
    max_page_size = 100

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> Any:
        try:
            return super().paginate_queryset(queryset, request, view)
        # A cursor that was cut or made up names a place in no order.
        except (ModelError, ValueError, OverflowError) as error:
            raise NotFound(self.invalid_cursor_message) from error


class ByName(NewestFirst):
    ordering = ("name_key", "id")
    page_size = 50
