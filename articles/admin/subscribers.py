"""Who gets the letter: readers enter and leave by themselves; the desk sees how many they are, and may take one out."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin.base import DeskAdmin


class SubscriberAdmin(DeskAdmin):
    list_display = ["email", "frequency", "since", "last_issue"]
    list_filter = ["frequency"]
    list_select_related = ["last_issue"]
    search_fields = ["email"]
    search_help_text = _("A part of the address.")
    fields = ["email", "frequency", "since", "last_issue"]
    readonly_fields = ["email", "frequency", "since", "last_issue"]
    ordering = ["-pk"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody is entered by somebody else: the reader confirms."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
