"""The story list's filters. Their cost and their length do not grow with the archive."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib.admin import ListFilter, SimpleListFilter
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from articles.admin.chosen import is_key
from articles.admin.stories.states import STATES
from articles.admin.trees import INDENT
from articles.editorial import rights, work
from articles.models import Article, Byline, DeskState, Section, TaggedArticle

NOTHING = "none"


class StateFilter(SimpleListFilter):
    """Scheduled stories stand apart from published ones."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(STATES.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if value is None:
            return queryset
        if value in STATES:
            return queryset.in_state(value)  # type: ignore[attr-defined]
        raise IncorrectLookupParameters


class WorkFilter(SimpleListFilter):
    """What is to be done, and by whom."""

    title = _("work")
    parameter_name = "work"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("mine", _("waits for me")),
            ("own", _("my stories")),
            ("review", _("waits for review")),
            ("overdue", _("overdue")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if value is None:
            return queryset
        if value == "mine":
            return queryset.filter(pk__in=work.waiting_for(request.user).values("pk"))
        if value == "own":
            return rights.own(request.user, queryset)  # type: ignore[arg-type]
        if value == "review":
            return queryset.in_state(DeskState.IN_REVIEW)  # type: ignore[attr-defined]
        if value == "overdue":
            return work.overdue(queryset)  # type: ignore[arg-type]
        raise IncorrectLookupParameters


class SectionFilter(SimpleListFilter):
    """A section with all that stands below it."""

    title = _("section and what is below it")
    parameter_name = "section"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        self.sections = Section.objects.in_tree_order()
        rows: list[tuple[str, Any]] = [(str(row.pk), INDENT * row.depth + row.name) for row in self.sections]
        return [*rows, (NOTHING, _("without a section"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if value is None:
            return queryset
        if value == NOTHING:
            return queryset.filter(section=None)
        chosen = next((row for row in self.sections if str(row.pk) == value), None)
        if chosen is None:
            raise IncorrectLookupParameters
        return queryset.in_section(chosen)  # type: ignore[attr-defined]


class MissingFilter(SimpleListFilter):
    """Stories that lack what readers or editors need."""

    title = _("what is missing")
    parameter_name = "missing"
    CONDITIONS: dict[str, dict[str, Any]] = {
        "picture": {"image": None},
        "alt": {"image__isnull": False, "image__alt": ""},
        "section": {"section": None},
        "date": {"status": Article.Status.PUBLISHED, "published_at": None},
        "decision": {"import_record__conflict__isnull": False},
    }

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("picture", _("without a picture")),
            ("alt", _("picture without alternative text")),
            ("section", _("without a section")),
            ("date", _("published without a date")),
            ("decision", _("a newer imported text waits for a decision")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if value is None:
            return queryset
        if value not in self.CONDITIONS:
            raise IncorrectLookupParameters
        return queryset.filter(**self.CONDITIONS[value])


class DateFilter(ListFilter):
    """Published between two days of the newsroom's calendar, both included."""

    title = _("date of publication")
    template = "admin/filters/dates.html"
    parameters = ("since", "until")

    def __init__(self, request: HttpRequest, params: dict[str, Any], model: Any, model_admin: Any) -> None:
        super().__init__(request, params, model, model_admin)
        for name in self.parameters:
            if name in params:
                self.used_parameters[name] = params.pop(name)[-1]

    def has_output(self) -> bool:
        return True

    def expected_parameters(self) -> list[str | None]:
        return list(self.parameters)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not any(self.used_parameters.values()):
            return queryset
        # Of all states: said so, the database can walk the index that begins with the state.
        queryset = queryset.filter(status__in=Article.Status.values)
        if since := self._day("since"):
            queryset = queryset.filter(sort_time__gte=_midnight(since))
        if until := self._day("until"):
            queryset = queryset.filter(published_at__isnull=False, sort_time__lt=_midnight(until + timedelta(days=1)))
        return queryset

    def choices(self, changelist: Any) -> Iterator[Any]:
        today = timezone.localdate()
        for label, since, until in [
            (_("Any time"), None, None),
            (_("Today"), today, today),
            (_("Yesterday"), today - timedelta(days=1), today - timedelta(days=1)),
            (_("Last seven days"), today - timedelta(days=6), today),
            (_("Last thirty days"), today - timedelta(days=29), today),
        ]:
            wanted = {name: str(day) for name, day in (("since", since), ("until", until)) if day}
            yield {
                "display": label,
                "selected": wanted == {name: value for name, value in self.used_parameters.items() if value},
                "query_string": changelist.get_query_string(wanted, [name for name in self.parameters if name not in wanted]),
            }

    def form(self) -> dict[str, str]:
        """The two fields' present values."""
        return {name: str(self._day(name) or "") for name in self.parameters}

    def _day(self, name: str) -> date | None:
        raw = self.used_parameters.get(name)
        if not raw:
            return None
        try:
            day = parse_date(str(raw))
        except ValueError:
            day = None
        # The calendar's two ends leave no day before or after them.
        if day is None or not 1 < day.year < 9999:
            raise IncorrectLookupParameters
        return day


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


class SearchedFilter(SimpleListFilter):
    """One of many rows, found by typing: a select box that asks the server."""

    template = "admin/filters/searched.html"
    # A foreign key whose target is searched.
    field: Any

    def __init__(self, request: HttpRequest, params: dict[str, Any], model: Any, model_admin: Any) -> None:
        super().__init__(request, params, model, model_admin)
        self.admin_site = model_admin.admin_site

    @staticmethod
    def media(admin_site: Any) -> forms.Media:
        """The scripts and sheets that the box needs."""
        return AutocompleteSelect(Byline._meta.get_field("author"), admin_site).media

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return []

    def has_output(self) -> bool:
        return True

    def key(self) -> int | None:
        """The chosen row's key."""
        raw = self.value()
        if not raw:
            return None
        if not is_key(raw):
            raise IncorrectLookupParameters
        return int(raw)

    def choices(self, changelist: Any) -> Iterator[Any]:
        target = self.field.remote_field.model
        box = forms.ModelChoiceField(
            target._default_manager.all(), required=False, widget=AutocompleteSelect(self.field, self.admin_site)
        )
        key = f"filter_{self.parameter_name}"
        attrs = {"id": key, "aria-label": str(self.title), "data-placeholder": str(_("All"))}
        yield {
            "box": box.widget.render(self.parameter_name, self.key(), attrs),
            "others": [(name, value) for name, value in changelist.params.items() if name != self.parameter_name],
            "clear": changelist.get_query_string(remove=[self.parameter_name]) if self.value() else "",
        }


class AuthorFilter(SearchedFilter):
    title = _("authors")
    parameter_name = "author"
    field = Byline._meta.get_field("author")

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset if self.key() is None else queryset.filter(bylines__author=self.key())


class TopicFilter(SearchedFilter):
    title = _("topics")
    parameter_name = "topic"
    field = TaggedArticle._meta.get_field("tag")

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset if self.key() is None else queryset.filter(tagged_items__tag=self.key())
