"""Accounts and groups: Django's own, with rights named in the desk's language."""

from typing import Any

from django import forms
from django.contrib.auth.models import Permission
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy

from articles.admin.base import SafeListMixin

VERBS = {
    "add": gettext_lazy("add"),
    "change": gettext_lazy("change"),
    "delete": gettext_lazy("delete"),
    "view": gettext_lazy("view"),
}


class PermissionsField(forms.ModelMultipleChoiceField):
    """Django stores the names of rights in English; here they are told by verb and model."""

    def label_from_instance(self, obj: Any) -> str:
        verb, _, model = obj.codename.partition("_")
        if verb in VERBS and model == obj.content_type.model:
            return f"{obj.content_type.name}: {VERBS[verb]}"
        # A right of our own is named in its model, through gettext.
        return f"{obj.content_type.name}: {gettext(obj.name)}"


class RightsMixin(SafeListMixin):
    """For the admins of other apps."""

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Times that Django keeps by itself are shown, not set."""
        kept = {field.name for field in self.model._meta.fields} & {"last_login", "date_joined"}  # type: ignore[attr-defined]
        return [*super().get_readonly_fields(request, obj), *sorted(kept)]  # type: ignore[misc]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.remote_field.model is Permission:
            rights = Permission.objects.select_related("content_type").order_by("content_type__app_label", "content_type", "pk")
            kwargs |= {"form_class": PermissionsField, "queryset": rights}
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]
