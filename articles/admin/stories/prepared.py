"""A change of a live story, prepared in the story's own form: kept beside the story until its time."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.stories.story_rights import may
from articles.editorial import comparing, prepared
from articles.editorial.content import content_of
from articles.editorial.workflow import NotAllowed
from articles.models import Article, PreparedChange

# In the form's address: it shows what is prepared.
SHOWN = "prepared"


def is_preparing(request: HttpRequest) -> bool:
    """Whether the form is to be kept for a time instead of being saved."""
    return "_prepare" in request.POST and IS_POPUP_VAR not in request.POST


class PreparedMixin:
    """Stands before all others: where a change is prepared, nothing of the story itself is saved."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.prepared_view)  # type: ignore[attr-defined]
        return [path("<int:pk>/prepared/", view, name="articles_article_prepared"), *super().get_urls()]  # type: ignore[misc]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        shown = super().get_fieldsets(request, obj)  # type: ignore[misc]
        if obj is None or not may(request, "prepare", obj):
            return shown
        fields = {
            "fields": ["change_at"],
            "classes": ["nr-side"],
            "description": gettext_lazy(
                "Change text or lead picture in this form and keep it until a time: readers see it from then on."
                " Nothing of the story itself is saved by this."
            ),
        }
        return [*shown, (gettext_lazy("A change for later"), fields)]

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        found = super().get_object(request, object_id, from_field)  # type: ignore[misc]
        if found is not None and request.method == "GET" and SHOWN in request.GET:
            change = prepared.pending(found)
            if change is not None and may(request, "prepare", found):
                found.shown_change = change
                for name, value in change.values.items():
                    setattr(found, "image_id" if name == "image" else name, value)
        return found

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        obj = kwargs.get("obj")
        context["may_prepare"] = obj is not None and not context["is_popup"] and may(request, "prepare", obj)
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]

    def _create_formsets(self, request: HttpRequest, obj: Any, change: bool) -> Any:
        formsets, inlines = super()._create_formsets(request, obj, change)  # type: ignore[misc]
        if change and is_preparing(request):
            for formset in formsets:
                if formset.has_changed() and formset.is_valid():
                    said = _("Text and lead picture alone can be prepared: save this by itself, or leave it as it was.")
                    formset.non_form_errors().append(said)
        return formsets, inlines

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        if not (change and is_preparing(request)):
            super().save_model(request, obj, form, change)  # type: ignore[misc]
            return
        try:
            made = prepared.prepare(obj, prepared.values_of(obj), due_at=form.cleaned_data["change_at"], by=request.user)
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
        else:
            when = localize(timezone.localtime(made.due_at))
            messages.success(request, _("The change is kept: readers see it from %(when)s.") % {"when": when})

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        if not (change and is_preparing(request)):
            super().save_related(request, form, formsets, change)  # type: ignore[misc]

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        # Rows that were not saved have nothing to tell.
        return "" if is_preparing(request) else super().construct_change_message(request, form, formsets, add)  # type: ignore[misc]

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return None if is_preparing(request) else super().log_change(request, obj, message)  # type: ignore[misc]

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        if is_preparing(request):
            return HttpResponseRedirect(reverse("admin:articles_article_change", args=[obj.pk]))
        return super().response_change(request, obj)  # type: ignore[misc,no-any-return]

    def prepared_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What the waiting change will change. POST ``do=drop`` drops it, ``do=now`` lets it out at once."""
        story = get_object_or_404(self.get_queryset(request), pk=pk)  # type: ignore[attr-defined]
        if not may(request, "prepare", story):
            raise PermissionDenied
        change = prepared.pending(story)
        if request.method == "POST":
            self._settle(request, story, change)
            return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))
        if change is None:
            raise Http404
        old = content_of(story)
        for name, value in change.values.items():
            setattr(story, "image_id" if name == "image" else name, value)
        context = {"change": change, "changes": comparing.compare(old, content_of(story))}
        return self.beside_story(request, story, "prepared.html", _("The prepared change"), context)  # type: ignore[attr-defined,no-any-return]

    def _settle(self, request: HttpRequest, story: Article, change: PreparedChange | None) -> None:
        if request.POST.get("do") == "drop":
            if prepared.drop(story, by=request.user):
                messages.success(request, _("The prepared change was dropped."))
            return
        outcome = prepared.apply(change.pk, by=request.user) if change is not None else None
        if outcome == "applied":
            messages.success(request, _("The change is out: readers see it now."))
        elif outcome == "refused":
            said = _("The change could not go out: the same places of the story say something else by now.")
            messages.error(request, said)
        else:
            messages.warning(request, _("No change waits here any more."))
