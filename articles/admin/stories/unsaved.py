"""Unsaved work at the desk: sent while one types, offered when the form is opened again, kept when the session has ended."""

from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.forms import Media
from django.forms.utils import ErrorDict
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.editorial import comparing, unsaved
from articles.editorial.content import content_of
from articles.editorial.typed import content_from, empty_content, fill_lists, lists_from
from articles.models import Article, UnsavedWork

# So many forms' work is offered; more are no help.
MOST_OFFERED = 3
# In an address: the form whose work is to be filled in again.
RECOVER = "recover"


class UnsavedMixin:
    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view  # type: ignore[attr-defined]
        site_has_permission = self.admin_site.has_permission  # type: ignore[attr-defined]

        def answering(request: HttpRequest) -> HttpResponse:
            if not site_has_permission(request):
                return JsonResponse({"reason": "signed-out"}, status=401)
            return self.autosave_view(request)

        own = [
            path("autosave/", require_POST(answering), name="articles_article_autosave"),
            path("unsaved/<str:name>/", wrap(self.unsaved_view), name="articles_article_unsaved"),
            path("unsaved/<str:name>/discard/", require_POST(wrap(self.discard_view)), name="articles_article_discard"),
        ]
        urls = super().get_urls()  # type: ignore[misc]
        for pattern in urls:
            if pattern.name in {"articles_article_add", "articles_article_change"}:
                pattern.callback = self._keeping(pattern.callback)
        return [*own, *urls]

    def _keeping(self, view: Any) -> Any:
        """The form's view; what is sent to it after the session has ended is kept for the one whose form it was."""

        @wraps(view)
        def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST" and not self.admin_site.has_permission(request):  # type: ignore[attr-defined]
                key = unsaved.read_key(request.POST.get("form_key", ""))
                if key is not None and key.story == _story_asked_for(kwargs):
                    return self._keep_signed_out(request, key)
            answer: HttpResponse = view(request, *args, **kwargs)
            return answer

        return kept

    def _keep_signed_out(self, request: HttpRequest, key: unsaved.FormKey) -> HttpResponse:
        story = Article.objects.filter(pk=key.story).first() if key.story else None
        if key.story is None or story is not None:
            unsaved.keep(key, request.POST, story)
        messages.warning(request, _("You were signed out. What you wrote is kept: sign in and go on where you were."))
        return redirect_to_login(f"{request.path}?{urlencode({RECOVER: key.name})}", reverse("admin:login"))

    # The form

    def changeform_view(self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any) -> HttpResponse:
        name = request.GET.get(RECOVER, "") if request.method == "GET" else ""
        if name:
            story = _story_asked_for({"object_id": object_id})
            work = UnsavedWork.objects.filter(user=request.user.pk, form_key=name, article=story).first()
            if work is None:
                messages.warning(request, _("There is no unsaved work here any more: it was saved or dropped."))
                return HttpResponseRedirect(request.path)
            request.recovered = _recovered(work)  # type: ignore[attr-defined]
            request.recovered_name = name  # type: ignore[attr-defined]
        return super().changeform_view(request, object_id, *args, **kwargs)  # type: ignore[misc,no-any-return]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)  # type: ignore[misc]
        fields = getattr(request, "recovered", None)
        if fields is None:
            return form

        class RecoveredForm(form):  # type: ignore[misc,valid-type]
            def __init__(self, *args: Any, **kwargs: Any) -> None:
                super().__init__(*args, **{**kwargs, "data": fields})
                _unchecked(self)

        return RecoveredForm

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        params: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)  # type: ignore[misc]
        fields = getattr(request, "recovered", None)
        return params if fields is None or f"{prefix}-TOTAL_FORMS" not in fields else params | {"data": fields, "files": {}}

    def _create_formsets(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        formsets, inlines = super()._create_formsets(request, *args, **kwargs)  # type: ignore[misc]
        if hasattr(request, "recovered"):
            for formset in formsets:
                formset._errors, formset._non_form_errors = [{} for _form in formset.forms], formset.error_class()
                for form in formset.forms:
                    _unchecked(form)
        return formsets, inlines

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        obj = kwargs.get("obj")
        may = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)  # type: ignore[attr-defined]
        if may and not context["is_popup"]:
            name = getattr(request, "recovered_name", "") or self._sent_name(request, obj)
            context["form_key"] = unsaved.new_key(request.user, obj, name)
            context["media"] = context["media"] + Media(js=["admin-desk/autosave.js"])
            context["recovered"] = hasattr(request, "recovered")
            if not context["recovered"]:
                waiting = unsaved.waiting(request.user, obj).exclude(form_key=context["form_key"].name)
                context["unsaved"] = [_told(work) for work in waiting[:MOST_OFFERED]]
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]

    def _sent_name(self, request: HttpRequest, obj: Any) -> str:
        """A form that comes back with errors goes on under its own key."""
        key = unsaved.read_key(request.POST.get("form_key", ""))
        mine = key is not None and key.user == request.user.pk and key.story == (obj.pk if obj is not None else None)
        return key.name if key is not None and mine else ""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)  # type: ignore[misc]
        key = unsaved.read_key(request.POST.get("form_key", ""))
        if key is not None and key.user == request.user.pk:
            unsaved.forget(key.user, key.name)

    # Sent by the form's script; asked by people

    def autosave_view(self, request: HttpRequest) -> HttpResponse:
        """POST the form's fields with its ``form_key``; JSON ``{"kept": bool, "at": "HH:MM"}``."""
        key = unsaved.read_key(request.POST.get("form_key", ""))
        if key is None or key.user != request.user.pk:
            return JsonResponse({"reason": "other-form"}, status=403)
        story = Article.objects.select_related("section", "image").filter(pk=key.story).first() if key.story else None
        if key.story and story is None:
            return JsonResponse({"reason": "gone"}, status=410)
        if not self._may_work_on(request, story):
            return JsonResponse({"reason": "no-right"}, status=403)
        work = unsaved.keep(key, request.POST, story)
        return JsonResponse({"kept": work is not None, "name": key.name})

    def unsaved_view(self, request: HttpRequest, name: str) -> HttpResponse:
        """The story as it stands and the unsaved work, compared."""
        work = self._own_work(request, name)
        story = work.article
        typed = content_from(unsaved.fields_of(work), story)
        stored = content_of(story) if story is not None else empty_content()
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "title": _("Unsaved work"),
            "subtitle": work.headline,
            "original": story,
            "opts": Article._meta,
            "work": _told(work),
            "changes": comparing.compare(stored, typed),
        }
        response = render(request, "admin/articles/article/unsaved.html", context)
        response["Cache-Control"] = "no-store"
        return response

    def discard_view(self, request: HttpRequest, name: str) -> HttpResponse:
        work = self._own_work(request, name)
        unsaved.forget(work.user_id, name)
        messages.success(request, _("The unsaved work was dropped."))
        return HttpResponseRedirect(_form_address(work.article_id))

    def _own_work(self, request: HttpRequest, name: str) -> UnsavedWork:
        work = UnsavedWork.objects.select_related("article__section", "article__image").filter(
            user=request.user.pk, form_key=name
        )
        found = work.first()
        if found is None:
            raise Http404
        if not self._may_work_on(request, found.article):
            raise PermissionDenied
        return found

    def _may_work_on(self, request: HttpRequest, story: Article | None) -> bool:
        if story is None:
            return bool(self.has_add_permission(request))  # type: ignore[attr-defined]
        return bool(self.has_change_permission(request, story))  # type: ignore[attr-defined]


def _recovered(work: UnsavedWork) -> QueryDict:
    """The form's fields as they were typed; its rows fitted to those that the story has now."""
    fields = unsaved.fields_of(work)
    story = Article(pk=work.article_id) if work.article_id else None
    fill_lists(fields, lists_from(fields), story)
    for name in ("image", "section"):
        fields[name] = _number(fields.get(name, ""))
    return fields


def _unchecked(form: Any) -> None:
    """What comes back is shown as it was typed; it is checked when it is saved."""
    form._errors, form.cleaned_data = ErrorDict(), {}


def _told(work: UnsavedWork) -> dict[str, Any]:
    return {
        "work": work,
        "changed": [comparing.label_of(name) for name in work.changed],
        "recover": f"{_form_address(work.article_id)}?{urlencode({RECOVER: work.form_key})}",
    }


def _form_address(pk: int | None) -> str:
    return reverse("admin:articles_article_change", args=[pk]) if pk else reverse("admin:articles_article_add")


def _story_asked_for(kwargs: dict[str, Any]) -> int | None:
    key = _number(str(kwargs.get("object_id", "")))
    return int(key) if key else None


def _number(typed: str) -> str:
    return typed if typed.isascii() and typed.isdecimal() and len(typed) < 18 else ""
