"""Sections as a tree in forms: an indented list, or boxes to tick."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator, ModelChoiceIteratorValue
from django.http import HttpRequest

from articles.editorial.rights import section_tree
from articles.models import Section

# An option can't be styled in every browser: the indent is made of blanks.
INDENT = "\u00a0\u00a0\u00a0\u00a0"


class TreeIterator(ModelChoiceIterator):
    """Choices in the tree's order; one query however many levels."""

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        for section in Section.objects.in_tree_order():
            yield self.choice(section)

    def choice(self, obj: Any) -> tuple[Any, str]:
        return (ModelChoiceIteratorValue(obj.pk, obj), INDENT * obj.depth + obj.name)


def tree_choices(request: HttpRequest, empty_label: Any = None) -> list[tuple[Any, Any]]:
    """What `TreeIterator` gives, from a tree that is read once in a request: a form has several such fields."""
    tree = section_tree(request.user)
    rows = [(ModelChoiceIteratorValue(row.pk, row), INDENT * row.depth + row.name) for row in tree]
    return rows if empty_label is None else [("", empty_label), *rows]


class SectionField(forms.ModelChoiceField):
    iterator = TreeIterator


class SectionsField(forms.ModelMultipleChoiceField):
    iterator = TreeIterator


class SectionBoxes(forms.CheckboxSelectMultiple):
    """Boxes to tick, each at its depth."""

    def create_option(self, name: Any, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if isinstance(value, ModelChoiceIteratorValue):
            section: Any = value.instance  # type: ignore[attr-defined]
            option["attrs"]["data-depth"] = section.depth
            option["label"] = section.name
        return option
