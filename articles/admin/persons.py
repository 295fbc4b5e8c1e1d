"""The people of the desk, as forms and lists name them."""

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest

from articles.editorial.desk_versions import name_of


def desk_people() -> QuerySet[User]:
    """Those who can sign in to the desk, by name."""
    return User.objects.filter(is_active=True, is_staff=True).order_by("first_name", "last_name", "username")


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return name_of(obj)


def people_choices(request: HttpRequest, empty_label: Any) -> list[tuple[Any, Any]]:
    """The people of the desk to choose from, read once in a request."""
    if not hasattr(request, "_desk_people"):
        request._desk_people = list(desk_people())  # type: ignore[attr-defined]
    return [("", empty_label), *((person.pk, name_of(person)) for person in request._desk_people)]  # type: ignore[attr-defined]
