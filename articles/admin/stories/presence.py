"""Two editors in one story: each sees who else is in it, and when a newer version was saved."""

from typing import Any

from django.forms import Media
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_POST

from articles.admin.stories.form import version_of
from articles.editorial import desk_versions, presence, unsaved
from articles.models import Article


class PresenceMixin:
    def get_urls(self) -> list[URLPattern]:
        def answering(request: HttpRequest) -> HttpResponse:
            if not self.admin_site.has_permission(request):  # type: ignore[attr-defined]
                return JsonResponse({"reason": "signed-out"}, status=401)
            return self.presence_view(request)

        return [path("presence/", require_POST(answering), name="articles_article_presence"), *super().get_urls()]  # type: ignore[misc]

    def presence_view(self, request: HttpRequest) -> HttpResponse:
        """POST ``form_key``, ``version`` (the form's token), ``has_changes`` or ``leave``; JSON ``others`` and ``newer``."""
        key = unsaved.read_key(request.POST.get("form_key", ""))
        story = Article.objects.select_related("section").filter(pk=key.story).first() if key and key.story else None
        if key is None or key.user != request.user.pk or story is None:
            return JsonResponse({"reason": "other-form"}, status=403)
        if request.POST.get("leave"):
            presence.leave(key)
            return JsonResponse({})
        if not self.has_change_permission(request, story):  # type: ignore[attr-defined]
            presence.leave(key)
            return JsonResponse({"reason": "no-right"}, status=403)
        presence.tell(key, story, has_changes=request.POST.get("has_changes") == "1")
        present = [{**row, "since": _clock(row["since"])} for row in presence.others(story, request.user, key.name)]
        return JsonResponse({"others": present, "newer": self._newer(story, request.POST.get("version", ""))})

    def _newer(self, story: Article, token: str) -> dict[str, Any] | None:
        """Who saved since the form was opened, and when."""
        if not token or token == version_of(story):
            return None
        last = desk_versions.newest(story)
        return {"by": last.by_name if last is not None else "", "at": _clock(story.modified_at)}

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """A form that was saved is open no more; the one that comes next tells of itself."""
        super().save_related(request, form, formsets, change)  # type: ignore[misc]
        key = unsaved.read_key(request.POST.get("form_key", ""))
        if key is not None and key.user == request.user.pk:
            presence.leave(key)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        obj = kwargs.get("obj")
        if obj is not None and context.get("form_key"):
            context["present"] = presence.others(obj, request.user, context["form_key"].name)
            context["presence_every"] = presence.EVERY
            context["media"] = context["media"] + Media(js=["admin-desk/presence.js"])
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]


def _clock(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "TIME_FORMAT")
