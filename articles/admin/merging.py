"""Merging at the desk: chosen in the list, seen before it is done."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin.chosen import address_with, keys_told
from articles.editorial import merging

# More at once are hardly one thing.
MOST_AT_ONCE = 20


@admin.action(description=gettext_lazy("Merge the chosen ones"), permissions=["merge"])
def merge_chosen(modeladmin: Any, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
    keys = list(queryset.order_by("pk").values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
    if not 2 <= len(keys) <= MOST_AT_ONCE:
        messages.warning(request, _("Choose at least two and at most %(most)s to be merged.") % {"most": MOST_AT_ONCE})
        return None
    return HttpResponseRedirect(address_with(f"admin:{modeladmin.merge_name}", keys))


class MergeMixin:
    """Lists whose rows can be merged: topics, sections, authors."""

    model: Any
    opts: Any
    admin_site: Any

    @property
    def merge_name(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_merge"

    def has_merge_permission(self, request: HttpRequest) -> bool:
        """Who may both change and delete them."""
        return self.has_change_permission(request) and self.has_delete_permission(request)  # type: ignore[attr-defined]

    def get_urls(self) -> list[URLPattern]:
        own = path("merge/", self.admin_site.admin_view(self.merge_view), name=self.merge_name)
        return [own, *super().get_urls()]  # type: ignore[misc]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        found = super().get_actions(request)  # type: ignore[misc]
        if self.has_merge_permission(request) and not request.GET.get("_popup"):
            found["merge_chosen"] = (merge_chosen, "merge_chosen", merge_chosen.short_description)  # type: ignore[attr-defined]
        return found

    def merge_view(self, request: HttpRequest) -> HttpResponse:
        """Which one stays is chosen and what would happen is told; a POST does it."""
        if not self.has_merge_permission(request):
            raise PermissionDenied
        rows = self._chosen(request)
        changelist = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        if len(rows) < 2:
            messages.warning(request, _("Choose at least two and at most %(most)s to be merged.") % {"most": MOST_AT_ONCE})
            return HttpResponseRedirect(changelist)
        told = request.POST.get("kept") or request.GET.get("kept", "")
        kept = next((row for row in rows if str(row.pk) == told), rows[0])
        gone = [row for row in rows if row.pk != kept.pk]
        if request.method == "POST" and request.POST.get("kept"):
            try:
                self._done(request, kept, merging.merge(kept, gone, by=request.user))
            except merging.NotMerged as error:
                messages.error(request, str(error))
            return HttpResponseRedirect(changelist)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Merge"),
            "opts": self.opts,
            "rows": rows,
            "kept": kept,
            "gone": gone,
            "foreseen": merging.foreseen(kept, gone),
            "changelist": changelist,
        }
        return TemplateResponse(request, "admin/articles/merge.html", context)

    def _chosen(self, request: HttpRequest) -> list[Any]:
        told = keys_told(request.GET.getlist("pk"))
        return list(self.model._default_manager.filter(pk__in=told[: MOST_AT_ONCE + 1]).order_by("pk"))

    def _done(self, request: HttpRequest, kept: Any, stories: int) -> None:
        said = ngettext(
            "Merged into «%(name)s»: %(count)s story changed.", "Merged into «%(name)s»: %(count)s stories changed.", stories
        )
        messages.success(request, said % {"name": kept, "count": stories})
