"""What all the desk's admins share: fields that follow their text's direction, lists that bear any address and any size."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ERROR_FLAG, ChangeList
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.paginator import Paginator
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from js_asset import Media

from articles.admin.chosen import is_key
from articles.text.arabic import fold_key

# What is read of a search; nobody types more, and an address may hold anything.
QUERY_LENGTH = 200
QUERY_WORDS = 10

# As `<input type="datetime-local">` writes it: no seconds.
MINUTE_FORMAT = "%Y-%m-%dT%H:%M"


class LimitedPaginator(Paginator):
    """Counts up to a limit: a list's cost does not grow with the archive. Older rows are reached by filters and search."""

    LIMIT = 2000

    @cached_property
    def _counted(self) -> int:
        return self.object_list.order_by()[: self.LIMIT + 1].count()  # type: ignore[attr-defined]

    @property
    def count(self) -> int:  # type: ignore[override]
        return min(self._counted, self.LIMIT)

    @property
    def more(self) -> bool:
        """Whether there are rows beyond what was counted."""
        return self._counted > self.LIMIT


class DeskChangeList(ChangeList):
    """Django's list, except that unknown filters in the address are refused before they reach the database."""

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        if not self.is_popup:
            self.title = capfirst(str(self.opts.verbose_name_plural))

    def get_filters_params(self, params: Any = None) -> dict[str, Any]:
        wanted = super().get_filters_params(params)
        if any(not self._known(name) for name in wanted):
            raise IncorrectLookupParameters
        return wanted

    def _known(self, name: str) -> bool:
        for spec in self.list_filter:
            if isinstance(spec, str):
                if name in {spec, *(f"{spec}__{lookup}" for lookup in ("exact", "isnull", "id__exact"))}:
                    return True
            elif name in getattr(spec, "parameters", [getattr(spec, "parameter_name", "")]):
                return True
        return False


class KeyChoice(AutocompleteSelect):
    """Django's autocomplete, except that what is no key at all is refused by the form and not met by the database."""

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        keys = [key for key in value if not key or is_key(str(key))]
        return super().optgroups(name, keys, attrs)


class DirectionMixin:
    """Fields take their direction from what is typed; addresses run left to right whatever the page does."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if "widget" not in kwargs and db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            kwargs["widget"] = KeyChoice(db_field, self.admin_site)  # type: ignore[attr-defined]
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if isinstance(db_field, models.DateTimeField) and "widget" not in kwargs:
            widget = forms.DateTimeInput(attrs={"type": "datetime-local", "dir": "ltr"}, format=MINUTE_FORMAT)
            kwargs |= {"widget": widget, "form_class": forms.DateTimeField}
        if isinstance(db_field, models.URLField):
            kwargs.setdefault("assume_scheme", "https")
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field is not None and isinstance(db_field, models.CharField | models.TextField) and not db_field.choices:
            field.widget.attrs.setdefault("dir", "ltr" if isinstance(db_field, models.URLField) else "auto")
        return field


class SafeListMixin:
    """A list whose cost does not grow with its table, and which no address can break."""

    paginator: "type[Paginator[Any]]" = LimitedPaginator
    show_full_result_count = False
    list_per_page: ClassVar[int] = 50
    list_max_show_all = 200

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return DeskChangeList

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        # DeskChangeList has let through nothing but the list's own filters.
        return True

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> tuple[QuerySet[Any], bool]:
        words = search_term.replace("\x00", " ")[:QUERY_LENGTH].split()[:QUERY_WORDS]
        return super().get_search_results(request, queryset, " ".join(words))  # type: ignore[misc]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if ERROR_FLAG in request.GET:
            messages.warning(request, _("The address held a filter that is not known here; the whole list is shown."))
        return super().changelist_view(request, extra_context)  # type: ignore[misc]


class DeskAdmin(SafeListMixin, DirectionMixin, admin.ModelAdmin):
    """Base of the desk's own admins."""

    class Media:
        js = ["admin-desk/slug.js", "admin-desk/forms.js"]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """The editor's import map is a script element: the page's policy lets through what carries its nonce."""
        context["media"] = Media.from_media(context["media"], nonce=request.csp_nonce)  # type: ignore[attr-defined]
        return super().render_change_form(request, context, *args, **kwargs)


class NamedAdmin(DeskAdmin):
    """Sections, topics, authors: found in any spelling of their name."""

    search_fields = ["name"]
    ordering = ["name_key"]

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> tuple[QuerySet[Any], bool]:
        return folded_search(queryset, "name_key", search_term), False


def folded_search(queryset: QuerySet[Any], key: str, term: str) -> QuerySet[Any]:
    """Rows whose folded column ``key`` holds every word of the term; none where the term holds no letter."""
    term = term[:QUERY_LENGTH]
    words = fold_key(term).split()[:QUERY_WORDS]
    if not words:
        return queryset.none() if term.strip() else queryset
    for word in words:
        queryset = queryset.filter(**{f"{key}__contains": word})
    return queryset
