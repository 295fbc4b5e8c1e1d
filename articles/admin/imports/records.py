"""Where imported stories came from: to read, not to change."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.base import DeskAdmin
from articles.models import ImportRecord
from articles.models.imports import UPLOADS


class ImportRecordAdmin(DeskAdmin):
    list_display = ["story", "source", "external_id", "place", "updated_at", "state"]
    list_display_links = ["updated_at"]
    list_select_related = ["article"]
    search_fields = ["external_id", "path", "source"]
    ordering = ["-pk"]
    sortable_by = ()
    fields = [
        "story",
        "source",
        "external_id",
        "place",
        "address",
        "record_hash",
        "imported_at",
        "updated_at",
        "state",
        "batch",
    ]

    @admin.display(description=gettext_lazy("story"))
    def story(self, record: ImportRecord) -> SafeString:
        address = reverse("admin:articles_article_change", args=[record.article_id])
        return format_html('<a href="{}" dir="auto">{}</a>', address, record.article)

    @admin.display(description=gettext_lazy("file and line"))
    def place(self, record: ImportRecord) -> SafeString:
        return format_html("<bdi>{}:{}</bdi>", _without_folder(record.path), record.position)

    @admin.display(description=gettext_lazy("state"))
    def state(self, record: ImportRecord) -> SafeString | str:
        if record.conflict:
            return format_html('<span class="nr-warn">{}</span>', _("waits for a decision"))
        return _("in order")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def _without_folder(path: str) -> str:
    """Where uploads lie is nobody's business: of those the name alone."""
    return path.rpartition("/")[2] if path.startswith(str(settings.DATA_DIR / UPLOADS)) else path
