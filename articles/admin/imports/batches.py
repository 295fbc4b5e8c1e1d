"""Imports at the desk: the list, what each did and what it would do, and the buttons that start, stop and undo one."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from articles.admin.base import DeskAdmin
from articles.admin.imports import downloads as import_downloads
from articles.admin.imports import pages as import_pages
from articles.admin.imports.upload import Quota, UploadForm
from articles.importing import batch_runs, children, undoing, uploads
from articles.models import ImportBatch

State = ImportBatch.State
# Importing writes, changes and publishes stories: it takes the right to each.
TO_IMPORT = tuple(f"articles.{right}" for right in ("add_importbatch", "add_article", "change_article", "publish_article"))
TO_UNDO = "articles.undo_importbatch"


class ImportBatchAdmin(DeskAdmin):
    list_display = ["name", "state_shown", "started_at", "by", "created", "updated", "conflicts", "refused", "warnings"]
    list_display_links = ["name"]
    list_filter = ["state"]
    list_select_related = ["by"]
    ordering = ["-pk"]
    sortable_by = ()

    @admin.display(description=gettext_lazy("import"))
    def name(self, batch: ImportBatch) -> SafeString:
        return format_html('{} <bdi dir="auto">{}</bdi>', batch.pk, import_pages.names(batch))

    @admin.display(description=gettext_lazy("state"))
    def state_shown(self, batch: ImportBatch) -> SafeString:
        return import_pages.state_of(batch)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).defer("trial")

    def get_urls(self) -> list[URLPattern]:
        own = {"act": self.act_view, "undo": self.undo_view, "refused.csv": self.csv_view, "refused.jsonl": self.lines_view}
        return [
            *(
                path(f"<int:pk>/{place}/", self.admin_site.admin_view(view), name=f"articles_importbatch_{place}")
                for place, view in own.items()
            ),
            *super().get_urls(),
        ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return all(request.user.has_perm(right) for right in TO_IMPORT)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_add_permission(request) or bool(request.user.has_perm("articles.view_importbatch"))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    # The files are counted while they come, so the request's body must not be read before `add_view` has said so.
    @method_decorator(csrf_exempt)
    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            request.upload_handlers.insert(0, Quota(request))
        return self._upload(request)

    @method_decorator(csrf_protect)
    def _upload(self, request: HttpRequest) -> HttpResponse:
        form = UploadForm()
        if request.method == "POST":
            # Read first: it tells whether the files were too large.
            sent = request.POST, request.FILES
            form = UploadForm(*sent, is_too_large=getattr(request, "is_too_large", False))
            if form.is_valid():
                try:
                    batch = form.save(request.user)
                except OSError as error:
                    form.add_error("sources", _("The files could not be kept: %(reason)s.") % {"reason": error.strerror})
                else:
                    children.start(batch.pk)
                    return HttpResponseRedirect(self._address(batch))
        context = {**self._context(request, _("Import files")), "form": form}
        return TemplateResponse(request, "admin/articles/importbatch/upload.html", context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The import's page; with ``?live`` only the part that changes while it runs."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        batch = self._batch(object_id)
        if batch_runs.bury(batch):
            batch.refresh_from_db()
        may = {"import": self.has_add_permission(request), "undo": request.user.has_perm(TO_UNDO)}
        live = import_pages.live(batch, may)
        if "live" in request.GET:
            return TemplateResponse(request, "admin/articles/importbatch/_live.html", live)
        title = _("Import %(number)s") % {"number": batch.pk}
        context = {**self._context(request, title), **live, **import_pages.report(batch, request, may)}
        return TemplateResponse(request, "admin/articles/importbatch/batch.html", context)

    def act_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """POST ``do=confirm|stop|resume|start|discard``."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        batch = self._batch(pk)
        is_undoing = batch.undo_asked_at is not None
        if not (request.user.has_perm(TO_UNDO) if is_undoing else self.has_add_permission(request)):
            raise PermissionDenied
        verb = request.POST.get("do", "")
        if verb not in import_pages.VERBS:
            raise Http404
        if verb == "discard":
            return self._discard(request, batch)
        if not self._do(verb, batch):
            messages.warning(request, _("This import is in another state by now; nothing was done."))
        elif verb == "confirm":
            self.log_change(request, batch, _("imported the files"))
        return HttpResponseRedirect(self._address(batch))

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """GET: what would happen. POST: have it done."""
        batch = self._batch(pk)
        if not request.user.has_perm(TO_UNDO):
            raise PermissionDenied
        if not undoing.is_open_to(batch):
            messages.warning(request, _("There is nothing to undo in this import as it stands."))
            return HttpResponseRedirect(self._address(batch))
        if request.method == "POST":
            if undoing.ask(batch, by=request.user):
                self.log_change(request, batch, _("undid the import"))
                children.start(batch.pk)
            return HttpResponseRedirect(self._address(batch))
        title = _("Undo import %(number)s?") % {"number": batch.pk}
        context = {**self._context(request, title), "batch": batch, "plan": undoing.plan(batch)}
        return TemplateResponse(request, "admin/articles/importbatch/undo.html", context)

    def csv_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return import_downloads.refused_table(self._batch(pk))

    def lines_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The records themselves: for those who may read what was uploaded."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        batch = self._batch(pk)
        if not uploads.has_rejected_lines(batch):
            raise Http404
        return import_downloads.refused_lines(batch)

    def _do(self, verb: str, batch: ImportBatch) -> bool:
        if verb == "stop":
            batch_runs.ask_to_stop(batch)
            return True
        done = {"confirm": batch_runs.confirm, "resume": batch_runs.resume, "start": lambda waiting: waiting.is_awaiting}[verb](
            batch
        )
        if done:
            children.start(batch.pk)
        return done

    def _discard(self, request: HttpRequest, batch: ImportBatch) -> HttpResponse:
        if not import_pages.can_discard(batch):
            messages.warning(request, _("This import is in another state by now; nothing was done."))
            return HttpResponseRedirect(self._address(batch))
        uploads.forget(batch)
        ImportBatch.objects.filter(pk=batch.pk, state=batch.state).delete()
        messages.success(request, _("The files were removed; nothing was imported."))
        return HttpResponseRedirect(reverse("admin:articles_importbatch_changelist"))

    def _batch(self, key: Any) -> ImportBatch:
        batch = ImportBatch.objects.select_related("by", "undone_by").filter(pk=key).first() if str(key).isdecimal() else None
        if batch is None:
            raise Http404
        return batch

    def _address(self, batch: ImportBatch) -> str:
        return reverse("admin:articles_importbatch_change", args=[batch.pk])

    def _context(self, request: HttpRequest, title: str) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "title": title, "opts": self.opts}
