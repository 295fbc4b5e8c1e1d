"""Standing pages, and the kept versions of public texts."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.base import DeskAdmin
from articles.admin.editor import BodyField
from articles.editorial import rights
from articles.models import PublishedVersion
from articles.text.markup import plain_text


class PageAdmin(DeskAdmin):
    list_display = ["title", "slug", "in_footer", "order"]
    list_filter = ["in_footer"]
    search_fields = ["title"]
    fields = ["title", "body", "slug", ("in_footer", "order")]
    ordering = ["order", "pk"]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "body":
            return BodyField(label=db_field.verbose_name, required=False)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name == "slug":
            field.widget.attrs["data-nr-slug"] = "title"
        return field

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        return obj.get_absolute_url() if obj is not None else None


class PublishedVersionAdmin(DeskAdmin):
    """What readers could read is never rewritten: an editor explains a change, or withholds a text."""

    list_display = ["article", "at", "note", "is_withheld"]
    list_filter = ["is_withheld"]
    list_select_related = ["article"]
    search_fields = ["article__headline"]
    fields = ["article", "at", "note", "is_withheld", "headline", "standfirst", "text"]
    readonly_fields = ["article", "at", "headline", "standfirst", "text"]
    ordering = ["-at", "-pk"]

    @admin.display(description=_("body"))
    def text(self, version: PublishedVersion) -> SafeString:
        return format_html('<div class="nr-text" dir="auto">{}</div>', plain_text(version.body))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Of stories that the person may see: a withdrawn one's text is no more for everybody."""
        return rights.of_visible_stories(request.user, super().get_queryset(request).defer("article__body"))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or rights.has(request.user, "publish", obj.article))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
