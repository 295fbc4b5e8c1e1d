"""Sections, listed as the tree that they are."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.accounts import PeopleOfSectionInline
from articles.admin.base import DeskChangeList, NamedAdmin
from articles.admin.merging import MergeMixin
from articles.admin.trees import SectionField
from articles.models import Section


class SectionTree(DeskChangeList):
    """The list in the tree's order; sections are few, so the order is made here and not by the database."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        place = {row.pk: (number, row.depth) for number, row in enumerate(Section.objects.in_tree_order())}
        rows = sorted(self.result_list, key=lambda row: place[row.pk])
        for row in rows:
            row.depth = place[row.pk][1]
        self.result_list = rows


class SectionAdmin(MergeMixin, NamedAdmin):
    list_display = ["in_tree", "slug", "in_navigation", "moves"]
    list_filter = ["in_navigation"]
    list_per_page = 500
    # The tree is the order.
    sortable_by = ()
    ordering = ["order", "name_key"]
    fields = ["name", "parent", "description", "slug", "in_navigation", "order"]
    list_select_related = ["parent"]

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        return [PeopleOfSectionInline] if obj is not None else []

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[DeskChangeList]:
        return SectionTree

    def get_urls(self) -> list[URLPattern]:
        own = path("<int:pk>/move/<str:way>/", self.admin_site.admin_view(self.move_view), name="articles_section_move")
        return [own, *super().get_urls()]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "parent":
            kwargs |= {"form_class": SectionField, "queryset": Section.objects.all(), "empty_label": _("(top of the tree)")}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name == "slug":
            field.widget.attrs["data-nr-slug"] = "name"
        if field is not None and db_field.name == "description":
            field.widget.attrs["rows"] = 3
        return field

    @admin.display(description=gettext_lazy("name"))
    def in_tree(self, section: Section) -> SafeString:
        return format_html('<span class="nr-branch" data-depth="{}">{}</span>', section.depth, section.name)

    @admin.display(description=gettext_lazy("order"))
    def moves(self, section: Section) -> SafeString:
        buttons = [
            format_html(
                '<button type="submit" formaction="{}" class="nr-move" aria-label="{}" title="{}">{}</button>',
                reverse("admin:articles_section_move", args=[section.pk, way]),
                label % {"name": section.name},
                label % {"name": section.name},
                sign,
            )
            for way, sign, label in (("up", "↑", _("Move «%(name)s» up")), ("down", "↓", _("Move «%(name)s» down")))
        ]
        return format_html('<span class="nr-acts">{}{}</span>', *buttons)

    def move_view(self, request: HttpRequest, pk: int, way: str) -> HttpResponse:
        """Change places with the sister above or below."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_change_permission(request):
            raise PermissionDenied
        section = Section.objects.filter(pk=pk).first()
        if section is None or way not in {"up", "down"}:
            raise Http404
        with transaction.atomic():
            sisters = list(Section.objects.filter(parent=section.parent).order_by("order", "name_key"))
            here = sisters.index(section)
            there = here + (1 if way == "down" else -1)
            if not 0 <= there < len(sisters):
                messages.info(request, _("«%(name)s» stands at the end already.") % {"name": section.name})
            else:
                sisters[here], sisters[there] = sisters[there], sisters[here]
                for number, sister in enumerate(sisters):
                    sister.order = number
                Section.objects.bulk_update(sisters, ["order"])
                self.log_change(request, section, [{"changed": {"fields": [_("order")]}}])
        return HttpResponseRedirect(reverse("admin:articles_section_changelist"))
