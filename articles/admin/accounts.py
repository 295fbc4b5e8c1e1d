"""Accounts and groups: Django's own, with rights named in the desk's language."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy

from articles.admin.base import SafeListMixin
from articles.admin.persons import PersonField, desk_people
from articles.admin.trees import SectionField
from articles.models import Section, SectionEditor

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


class SectionEditorInline(admin.TabularInline):
    """Who works for which section, seen from either side."""

    model = SectionEditor
    extra = 0
    verbose_name = gettext_lazy("section of this person")
    verbose_name_plural = gettext_lazy("sections of this person, with all that stands below them")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("section", "user")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "user":
            kwargs |= {"form_class": PersonField, "queryset": desk_people()}
        else:
            kwargs |= {"form_class": SectionField, "queryset": Section.objects.all()}
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field is not None:
            field.widget.attrs["aria-label"] = field.label
        return field

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        for right in ("can_add_related", "can_change_related", "can_view_related", "can_delete_related"):
            if field is not None and hasattr(field.widget, right):
                setattr(field.widget, right, False)
        return field


class PeopleOfSectionInline(SectionEditorInline):
    verbose_name = gettext_lazy("editor of this section")
    verbose_name_plural = gettext_lazy("editors of this section and of all that stands below it")


class PersonMixin:
    """For the accounts' admin: the sections that a person works for, once there is an account."""

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        return [*super().get_inlines(request, obj), *([SectionEditorInline] if obj is not None else [])]  # type: ignore[misc]
