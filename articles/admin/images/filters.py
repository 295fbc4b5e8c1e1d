"""The library's filters: what is still to be said of pictures, whose rights end, and what nothing shows."""

from datetime import timedelta
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

SOON = timedelta(days=30)


class ToBeSaidFilter(SimpleListFilter):
    """Pictures that lack words which readers need."""

    title = _("what is missing")
    parameter_name = "missing"
    FIELDS = {
        "alt": _("without alternative text"),
        "caption": _("without a caption"),
        "credit": _("without a credit"),
        "rights": _("without rights"),
    }

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(self.FIELDS.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if value is None:
            return queryset
        if value not in self.FIELDS:
            raise IncorrectLookupParameters
        return queryset.filter(**{value: ""})


class RightsFilter(SimpleListFilter):
    """Pictures whose rights end."""

    title = _("rights")
    parameter_name = "rights"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("ended", _("have ended")),
            ("soon", _("end within 30 days")),
            ("later", _("end later")),
            ("open", _("don't end")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        now = timezone.now()
        conditions: dict[str, dict[str, Any]] = {
            "ended": {"rights_end_at__lte": now},
            "soon": {"rights_end_at__gt": now, "rights_end_at__lte": now + SOON},
            "later": {"rights_end_at__gt": now + SOON},
            "open": {"rights_end_at": None},
        }
        value = self.value()
        if value is None:
            return queryset
        if value not in conditions:
            raise IncorrectLookupParameters
        return queryset.filter(**conditions[value])
