"""What lists of stories can be narrowed by: section (with all below it), topic, author, genre, time."""

from collections.abc import Sequence
from typing import Any

import django_filters
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from articles.models import Article, ArticleQuerySet, Author, Section, Tag


class StoryFilter(django_filters.FilterSet):
    section = django_filters.ModelChoiceFilter(
        queryset=Section.objects.all(), to_field_name="slug", method="in_section", label="A section's slug; with all below it."
    )
    topic = django_filters.ModelChoiceFilter(
        field_name="tags", queryset=Tag.objects.all(), to_field_name="slug", label="A topic's slug."
    )
    author = django_filters.ModelChoiceFilter(
        field_name="authors", queryset=Author.objects.all(), to_field_name="slug", label="An author's slug."
    )
    genre = django_filters.ChoiceFilter(choices=Article.Genre.choices, label="After IPTC's genres.")
    since = django_filters.IsoDateTimeFilter(field_name="published_at", lookup_expr="gte", label="ISO 8601, included.")
    until = django_filters.IsoDateTimeFilter(field_name="published_at", lookup_expr="lt", label="ISO 8601, not included.")

    class Meta:
        model = Article
        fields: list[str] = []

    def in_section(self, stories: ArticleQuerySet, _name: str, section: Section) -> ArticleQuerySet:
        return stories.in_section(section)


def check_parameters(request: Request, known: Sequence[str]) -> None:
    """ValidationError for a parameter that means nothing here: a misspelt filter must not show everything."""
    errors: dict[str, Any] = {}
    for name, values in request.query_params.lists():
        if name not in known:
            errors[name] = [_("There is no such parameter. Known here: %(names)s") % {"names": ", ".join(known) or "-"}]
        elif any("\x00" in value or len(value) > 1000 for value in values):
            errors[name] = [_("This value is too long, or holds a null character.")]
    if errors:
        raise ValidationError(errors)
