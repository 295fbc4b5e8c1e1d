"""The breaking bar: a line, a story, an end."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.admin.base import MINUTE_FORMAT, DeskAdmin
from articles.admin.initials import SoundInitials
from articles.editorial import rights
from articles.models import BreakingNews

# What is offered as a line's life.
LIFE = timedelta(hours=2)


class BreakingNewsAdmin(SoundInitials, DeskAdmin):
    list_display = ["text", "article", "since", "until", "is_shown"]
    list_select_related = ["article"]
    search_fields = ["text"]
    autocomplete_fields = ["article"]
    fields = ["text", "article", ("since", "until")]
    ordering = ["-since", "-pk"]

    @admin.display(description=_("shown now"), boolean=True)
    def is_shown(self, line: BreakingNews) -> bool:
        return line.since <= timezone.now() < line.until

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        initial = super().get_changeform_initial_data(request)
        initial.setdefault("until", timezone.localtime(timezone.now() + LIFE).strftime(MINUTE_FORMAT))
        if article := rights.visible_to(request.user).filter(pk=initial.get("article") or 0).first():
            initial.setdefault("text", article.headline[:200])
        return initial
