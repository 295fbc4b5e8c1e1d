"""What belongs to a story and is edited in its form: byline, related stories, corrections."""

from typing import Any

from adminsortable2.admin import CustomInlineFormSet, SortableTabularInline
from django import forms
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin.base import DirectionMixin, KeyChoice
from articles.admin.images.thumbnails import ImageChoice
from articles.admin.stories.story_rights import StoryPartRights
from articles.editorial import rights
from articles.models import Article, Byline, Correction, GalleryItem, RelatedLink


class OrderedFormSet(CustomInlineFormSet):
    """adminsortable2's, with the place as a number to see and to type: order by drag, or by keyboard alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = self.form.base_fields[self.default_order_field]
        attrs = {"class": "_reorder_ nr-place", "min": 0, "inputmode": "numeric", "aria-label": place.label}
        place.widget = forms.NumberInput(attrs=attrs)
        place.is_hidden = False

    def save(self, commit: bool = True) -> Any:
        """Save all rows, whatever changes places with what.

        Rows are unique by what they point to: two that exchange it, or one that takes what another gives up, would
        meet half-way. Those rows leave first and come back under their old keys.
        """
        if commit:
            moved = [form.instance.pk for form in self.initial_forms if form.has_changed() or self._should_delete_form(form)]
            self.model._default_manager.filter(pk__in=moved).delete()
        return super().save(commit)

    def save_new(self, form: Any, commit: bool = True) -> Any:
        # Without a place of its own a new row goes below the last.
        form.instance.order = form.cleaned_data.get(self.default_order_field) or 0
        return super().save_new(form, commit)


class KnownChoice(KeyChoice):
    """An autocomplete that knows the chosen row's name already, so that ten rows cost no ten queries."""

    known: dict[str, str] = {}

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        chosen = {str(key) for key in value if key}
        if not chosen or not chosen <= self.known.keys():
            return super().optgroups(name, value, attrs)
        options = [self.create_option(name, "", "", False, 0)] if not self.is_required else []
        options += [self.create_option(name, key, self.known[key], True, 0) for key in chosen]
        return [(None, options, 0)]


class KnownForm(forms.ModelForm):
    """Tells each autocomplete what its row's related object is called."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, KnownChoice) and getattr(self.instance, f"{name}_id", None):
                related = getattr(self.instance, name)
                widget.known = {str(related.pk): str(related)}


class StoryInline(StoryPartRights, DirectionMixin, SortableTabularInline):
    """An ordered table of rows that point elsewhere."""

    formset = OrderedFormSet
    form = KnownForm
    extra = 0
    template = "admin/articles/ordered_inline.html"
    # The foreign key that is picked by autocomplete.
    picked: str

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related(self.picked)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == self.picked:
            kwargs["widget"] = KnownChoice(db_field, self.admin_site)
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        return field

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            # The column's heading is not a label that a screen reader tells with the field.
            getattr(field.widget, "widget", field.widget).attrs["aria-label"] = field.label
        if db_field.name == self.picked and field is not None:
            # Pencils and eyes beside every row crowd the table; a new author is still one press away.
            for right in ("can_change_related", "can_view_related", "can_delete_related"):
                setattr(field.widget, right, False)
        return field


class BylineInline(StoryInline):
    model = Byline
    picked = "author"
    fields = ["order", "author"]
    verbose_name = _("author")
    verbose_name_plural = _("bylines")


class RelatedLinkFormSet(OrderedFormSet):
    def clean(self) -> None:
        """What the table's own constraints ask for, told beside the row (Django leaves out those with the story's key)."""
        super().clean()
        seen: set[Any] = set()
        for form in self.forms:
            if self._should_delete_form(form):
                continue
            data = getattr(form, "cleaned_data", {})
            target, url = data.get("target"), data.get("url")
            if target is not None and target.pk == self.instance.pk:
                form.add_error("target", _("A story can't be related to itself."))
            elif target is not None and target.pk in seen:
                form.add_error("target", _("This story is among the related ones already."))
            elif url and url in seen:
                form.add_error("url", _("This address is among the related ones already."))
            seen |= {target.pk if target is not None else None, url}


class RelatedLinkInline(StoryInline):
    model = RelatedLink
    formset = RelatedLinkFormSet
    fk_name = "article"
    picked = "target"
    fields = ["order", "target", "url", "title"]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "target":
            # A key that is posted is no way to a headline that the person may not see. What is linked already stays.
            page = request.resolver_match
            linked = RelatedLink.objects.filter(article=(page.kwargs.get("object_id") if page else None) or None)
            seen = rights.visible_to(request.user).values("pk")
            kwargs["queryset"] = Article.objects.filter(Q(pk__in=seen) | Q(pk__in=linked.values("target"))).defer("body")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "target" and field is not None:
            field.widget.can_add_related = False
        return field


class KnownImageChoice(KnownChoice, ImageChoice):
    """The library's autocomplete with the chosen picture under it."""


class GalleryItemInline(StoryInline):
    """The pictures of a story of the type «gallery», in the order in which readers see them."""

    model = GalleryItem
    part = "edit_pictures"
    picked = "image"
    fields = ["order", "image", "own_caption", "own_credit"]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == self.picked and field is not None:
            field.widget = KnownImageChoice(db_field, self.admin_site, choices=field.widget.choices)
        return field

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "own_caption" and field is not None:
            field.widget.attrs["rows"] = 2
        return field


class CorrectionInline(StoryPartRights, DirectionMixin, admin.StackedInline):
    model = Correction
    extra = 0
    fields = [("kind", "date"), "note"]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "note" and field is not None:
            field.widget.attrs["rows"] = 3
        return field
