"""The buttons under a story's form: each saves the form, then makes its move through the workflow."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.models import LogEntry
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.contrib.admin.utils import quote
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import localize
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.editorial import workflow
from articles.models import Article

# Button -> (the workflow's verb, what it says, how it looks). «Schedule» is publishing at the date in the form.
BUTTONS: dict[str, tuple[str, Any, str]] = {
    "publish": ("publish", gettext_lazy("Publish"), "nr-go"),
    "schedule": ("publish", gettext_lazy("Schedule"), ""),
    "withdraw": ("withdraw", gettext_lazy("Withdraw"), "nr-stop"),
    "reopen": ("reopen", gettext_lazy("Back to draft"), ""),
}


class MovesMixin:
    """State is never a field to choose from: it changes by these buttons alone."""

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.publish_article")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What is public (or will be by itself) is changed by those alone who may publish."""
        allowed: bool = super().has_change_permission(request, obj)  # type: ignore[misc]
        live = obj is not None and obj.status == Article.Status.PUBLISHED
        return allowed and (not live or self.has_publish_permission(request))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed: bool = super().has_delete_permission(request, obj)  # type: ignore[misc]
        live = obj is not None and obj.status == Article.Status.PUBLISHED
        return allowed and (not live or self.has_publish_permission(request))

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        return obj.get_absolute_url() if obj is not None and obj.is_public else None

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        obj = kwargs.get("obj")
        form = context["adminform"].form
        context["moves"] = [] if context["is_popup"] else self._buttons(request, obj)
        if getattr(form, "stale", False):
            context["stale"] = {
                "differences": form.differences(),
                "by": self._last_editor(obj),
                "version": form.current_version,
            }
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]

    def _buttons(self, request: HttpRequest, obj: Any) -> list[dict[str, Any]]:
        article = obj or Article()
        if not (self.has_change_permission(request, obj) if obj else self.has_add_permission(request)):  # type: ignore[attr-defined]
            return []
        open_now = workflow.moves_open_to(request.user, article)
        return [{"name": name, "label": label, "css": css} for name, (verb, label, css) in BUTTONS.items() if verb in open_now]

    def _last_editor(self, obj: Any) -> str:
        kind = ContentType.objects.get_for_model(Article)
        entry = LogEntry.objects.filter(content_type=kind, object_id=str(obj.pk)).select_related("user").first()
        return str(entry.user.get_full_name() or entry.user) if entry else ""

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        return self._respond(request, obj) or super().response_add(request, obj, post_url_continue)  # type: ignore[misc]

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self._respond(request, obj) or super().response_change(request, obj)  # type: ignore[misc]

    def _respond(self, request: HttpRequest, obj: Article) -> HttpResponse | None:
        """What follows a saved form where one of our own buttons was pressed, else None."""
        if IS_POPUP_VAR in request.POST:
            return None
        if name := request.POST.get("_move"):
            self._move(request, obj, name)
            address = reverse("admin:articles_article_change", args=[quote(obj.pk)])
            filters = self.get_preserved_filters(request)  # type: ignore[attr-defined]
            return HttpResponseRedirect(add_preserved_filters({"preserved_filters": filters, "opts": Article._meta}, address))
        if "_preview" in request.POST:
            return HttpResponseRedirect(reverse("preview", args=[obj.pk]))
        return None

    def _move(self, request: HttpRequest, article: Article, name: str) -> None:
        verb = BUTTONS.get(name, ("",))[0]
        try:
            if not verb:
                raise workflow.NotAllowed(_("There is no such move."))
            workflow.VERBS[verb](article, by=request.user)
        except workflow.NotAllowed as refusal:
            said = _("The story was saved, its state was not changed. %(reason)s") % {"reason": refusal}
            messages.error(request, said)
        else:
            messages.success(request, _told(article, verb))


def _told(article: Article, verb: str) -> SafeString:
    """What to say after a move."""
    link = format_html('<a href="{}">{}</a>', article.get_absolute_url(), article.headline)
    if verb == "withdraw":
        return format_html(_("«{}» was withdrawn: readers do not see it any more."), article.headline)
    if verb == "reopen":
        return format_html(_("«{}» is a draft again: readers do not see it any more."), article.headline)
    if article.is_scheduled and article.published_at:
        return format_html(
            _("«{}» is scheduled: readers will see it from {}."),
            article.headline,
            localize(timezone.localtime(article.published_at)),
        )
    return format_html(_("«{}» is published: readers see it now."), link)
