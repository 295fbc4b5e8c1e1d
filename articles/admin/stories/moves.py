"""The moves of a story at the desk: buttons under its form, and a page that asks for what a move needs to be told."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.models import LogEntry
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.contrib.admin.utils import quote
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import localize
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.base import MINUTE_FORMAT
from articles.editorial import rights, workflow
from articles.models import Article, DeskState

# How the moves' buttons look; the others look like any button.
LOOKS = {"submit": "nr-go", "approve": "nr-go", "publish": "nr-go", "withdraw": "nr-stop", "spike": "nr-stop"}
# What is done to a few stories alone waits in the menu of the row; the row of a draft must leave room to write.
SELDOM = {"embargo", "withdraw", "spike"}


def _time(label: Any, help_text: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local", "dir": "ltr"}, format=MINUTE_FORMAT)
    return forms.DateTimeField(label=label, help_text=help_text, widget=widget)


class MoveForm(forms.Form):
    """What a move is told."""

    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"})
    )


class NeededNoteForm(MoveForm):
    def clean_note(self) -> str:
        note: str = self.cleaned_data["note"].strip()
        if not note:
            raise forms.ValidationError(_("Write why."))
        return note


class WithdrawForm(MoveForm):
    """The note is public; leaving it out is a decision, not an oversight."""

    without_note = forms.BooleanField(label=gettext_lazy("Withdraw without a note to the readers"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = gettext_lazy("Note to the readers")
        self.fields["note"].help_text = gettext_lazy("Public: readers find it at the story's address.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("note", "").strip() and not data.get("without_note"):
            self.add_error("note", _("Write why the story is withdrawn, or tick that you withdraw it without a note."))
        return data


class ScheduleForm(MoveForm):
    at = _time(gettext_lazy("Time of publication"), gettext_lazy("It must be still to come."))


class EmbargoForm(MoveForm):
    until = _time(gettext_lazy("Embargo until"), gettext_lazy("Nobody can publish the story before this time."))


# Moves that ask before they are made. In the form, schedule and embargo have their times at hand.
ASKS: dict[str, type[MoveForm]] = {
    "send_back": MoveForm,
    "withdraw": WithdrawForm,
    "lift_embargo": NeededNoteForm,
    "spike": MoveForm,
    "schedule": ScheduleForm,
    "embargo": EmbargoForm,
}
_TOLD_BY_FORM = {"schedule", "embargo"}


class MovesMixin:
    """State is never a field to choose from: it changes by these buttons alone."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.move_view)  # type: ignore[attr-defined]
        return [path("<int:pk>/move/<str:name>/", view, name="articles_article_move"), *super().get_urls()]  # type: ignore[misc]

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        return obj.get_absolute_url() if obj is not None and obj.is_public else None

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        obj = kwargs.get("obj")
        form = context["adminform"].form
        context["moves"] = [] if context["is_popup"] else self._buttons(request, obj)
        if getattr(form, "stale", False):
            context["stale"] = {"by": self._last_editor(obj), "version": form.current_version}
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]

    def _buttons(self, request: HttpRequest, obj: Any) -> list[dict[str, Any]]:
        """The moves open to the person; ``url`` for those who make them without saving a form that they may not change."""
        if obj is None:
            return [_button(name) for name in self._moves_of_a_new_one(request) if name != "spike"]
        saves = self.has_change_permission(request, obj)  # type: ignore[attr-defined]
        # What was typed into a form that was refused is no ground to stand on.
        stored = obj if request.method == "GET" else Article.objects.get(pk=obj.pk)
        return [
            _button(name) | ({} if saves else {"url": reverse("admin:articles_article_move", args=[obj.pk, name])})
            for name in workflow.moves_open_to(request.user, stored)
        ]

    def _moves_of_a_new_one(self, request: HttpRequest) -> list[str]:
        if not self.has_add_permission(request):  # type: ignore[attr-defined]
            return []
        # Its section is not chosen yet: what is open in a section of the person's own. The move asks again.
        return workflow.moves_open_to(
            request.user, Article(section_id=min(rights.sections_of(request.user) or (), default=None))
        )

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
            if name in ASKS and name not in _TOLD_BY_FORM and workflow.may_move(request.user, name, obj):
                return HttpResponseRedirect(reverse("admin:articles_article_move", args=[obj.pk, name]))
            self._move(request, obj, name, saved=True)
            return self._back_to_form(request, obj)
        if "_preview" in request.POST:
            return HttpResponseRedirect(reverse("preview", args=[obj.pk]))
        return None

    def _back_to_form(self, request: HttpRequest, obj: Article) -> HttpResponse:
        address = reverse("admin:articles_article_change", args=[quote(obj.pk)])
        filters = self.get_preserved_filters(request)  # type: ignore[attr-defined]
        return HttpResponseRedirect(add_preserved_filters({"preserved_filters": filters, "opts": Article._meta}, address))

    def _move(self, request: HttpRequest, article: Article, name: str, *, saved: bool = False, **told: Any) -> None:
        try:
            if name not in workflow.MOVES:
                raise workflow.NotAllowed(_("There is no such move."))
            workflow.move(article, name, by=request.user, **told)
        except workflow.NotAllowed as refusal:
            whole = _("The story was saved, its state was not changed. %(reason)s") if saved else "%(reason)s"
            messages.error(request, whole % {"reason": refusal})
        else:
            messages.success(request, told_after(article, name))

    def move_view(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        """POST makes the move. GET, and a POST that leaves out what the move needs to be told, ask for it."""
        article = get_object_or_404(self.get_queryset(request), pk=pk)  # type: ignore[attr-defined]
        if name not in workflow.MOVES:
            raise Http404
        if not workflow.may_move(request.user, name, article):
            raise PermissionDenied
        kind = ASKS.get(name, MoveForm)
        is_told = request.method == "POST" and (name not in ASKS or "told" in request.POST)
        form = kind(request.POST) if is_told else kind(initial={"at": article.published_at, "until": article.embargo_until})
        if is_told and form.is_valid():
            told = {key: form.cleaned_data[key] for key in ("note", "at", "until") if form.cleaned_data.get(key)}
            self._move(request, article, name, **told)
            if self.has_view_permission(request, article):  # type: ignore[attr-defined]
                return self._back_to_form(request, article)
            return HttpResponseRedirect(reverse("admin:articles_article_changelist"))
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "title": workflow.MOVES[name].label,
            "article": article,
            "opts": Article._meta,
            "form": form,
            "move": _button(name),
        }
        return TemplateResponse(request, "admin/articles/article/move.html", context)


def _button(name: str) -> dict[str, Any]:
    return {"name": name, "label": workflow.MOVES[name].label, "css": LOOKS.get(name, ""), "seldom": name in SELDOM}


def told_after(article: Article, name: str) -> SafeString:
    """What to say after a move."""
    state = article.desk_state
    if state == DeskState.PUBLISHED:
        link = format_html('<a href="{}">{}</a>', article.get_absolute_url(), article.headline)
        return format_html(_("«{}» is published: readers see it now."), link)
    if state == DeskState.SCHEDULED:
        return format_html(
            _("«{}» is scheduled: readers will see it from {}."), article.headline, _moment(article.published_at)
        )
    if state == DeskState.EMBARGOED:
        return format_html(
            _("«{}» is under embargo: nobody can publish it before {}."), article.headline, _moment(article.embargo_until)
        )
    return format_html(_AFTER.get(name) or _("«{}»: {}."), article.headline, workflow.MOVES[name].done)


_AFTER: dict[str, Any] = {
    "submit": gettext_lazy("«{}» waits for review."),
    "recall": gettext_lazy("«{}» is a draft again."),
    "send_back": gettext_lazy("«{}» was sent back to its writer."),
    "approve": gettext_lazy("«{}» is approved."),
    "unschedule": gettext_lazy("«{}» is off the schedule; it stays approved."),
    "lift_embargo": gettext_lazy("The embargo of «{}» is lifted."),
    "withdraw": gettext_lazy("«{}» was withdrawn: readers do not see it any more."),
    "spike": gettext_lazy("«{}» was spiked."),
    "reopen": gettext_lazy("«{}» is a draft again: readers do not see it any more."),
}


def _moment(time: Any) -> str:
    return localize(timezone.localtime(time))
