"""Changing many stories together: what is to change is chosen, what would become of each story is seen, then it is done."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from taggit.utils import parse_tags

from articles.admin.chosen import address_with, is_key, keys_told
from articles.admin.stories.actions import MOST_AT_ONCE, tell
from articles.admin.stories.form import TopicsInput, check_topics
from articles.admin.trees import SectionBoxes, SectionField, SectionsField
from articles.editorial import bulk, workflow
from articles.models import Article, Section
from articles.models.desk_versions import NOTE_LENGTH


class TopicsField(forms.CharField):
    """A line of topics; the cleaned value is their names."""

    widget = TopicsInput(attrs={"class": "vTextField"})

    def to_python(self, value: Any) -> Any:
        return parse_tags(super().to_python(value))

    def clean(self, value: Any) -> Any:
        names = super().clean(value)
        check_topics(names)
        return names


class BulkForm(forms.Form):
    section = SectionField(label=capfirst(gettext_lazy("main section")), queryset=Section.objects.all(), required=False)
    add_sections = SectionsField(
        label=gettext_lazy("Further sections to add"), queryset=Section.objects.all(), required=False, widget=SectionBoxes
    )
    remove_sections = SectionsField(
        label=gettext_lazy("Further sections to take away"), queryset=Section.objects.all(), required=False, widget=SectionBoxes
    )
    add_topics = TopicsField(label=gettext_lazy("Topics to add"), required=False)
    remove_topics = TopicsField(label=gettext_lazy("Topics to take away"), required=False)
    genre = forms.ChoiceField(label=capfirst(gettext_lazy("genre")), required=False)
    move = forms.ChoiceField(label=capfirst(gettext_lazy("state")), required=False)
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.TextInput(attrs={"class": "vTextField", "dir": "auto"}),
        help_text=gettext_lazy("For the stories' history; where stories are withdrawn, readers see it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stays: tuple[str, Any] = ("", _("(stays as it is)"))
        self.fields["section"].empty_label = stays[1]  # type: ignore[attr-defined]
        self.fields["genre"].choices = [stays, *Article.Genre.choices]  # type: ignore[attr-defined]
        moves = [(name, workflow.MOVES[name].label) for name in bulk.MOVES]
        self.fields["move"].choices = [stays, *moves]  # type: ignore[attr-defined]

    def clean(self) -> Any:
        told = super().clean() or {}
        if not self.errors and not self.change:
            raise forms.ValidationError(_("Choose what is to change."))
        return told

    @property
    def change(self) -> bulk.BulkChange:
        return bulk.BulkChange(**{name: self.cleaned_data[name] for name in self.fields})


@admin.action(description=gettext_lazy("Change the chosen stories together…"), permissions=["change"])
def change_together(modeladmin: Any, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
    keys = list(queryset.order_by("pk").values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
    if len(keys) > MOST_AT_ONCE:
        messages.error(request, _("At most %(most)s stories at once; nothing was changed.") % {"most": MOST_AT_ONCE})
        return None
    return HttpResponseRedirect(address_with("admin:articles_article_bulk", keys))


class BulkMixin:
    """``…/together/?pk=…``: GET asks, GET with ``look`` shows what would happen, POST does it."""

    admin_site: Any

    def get_urls(self) -> list[URLPattern]:
        own = path("together/", self.admin_site.admin_view(self.bulk_view), name="articles_article_bulk")
        return [own, *super().get_urls()]  # type: ignore[misc]

    def bulk_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_change_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        stories = self._stories_told(request)
        if not stories:
            messages.warning(request, _("No story is chosen."))
            return HttpResponseRedirect(reverse("admin:articles_article_changelist"))
        told = request.POST if request.method == "POST" else request.GET
        looked = request.method == "POST" or "look" in request.GET
        form = BulkForm(told) if looked else BulkForm()
        if request.method == "POST" and form.is_valid():
            return self._made(request, form.change)
        rows = bulk.foresee(stories, form.change, request.user) if looked and form.is_valid() else []
        context = {
            **self.admin_site.each_context(request),
            "title": _("Change together"),
            "opts": Article._meta,
            "media": form.media,
            "form": form,
            "stories": stories,
            "rows": rows,
            "open": [row for row in rows if row.lines and not row.refusal],
        }
        return TemplateResponse(request, "admin/articles/article/together.html", context, status=400 if form.errors else 200)

    def _stories_told(self, request: HttpRequest) -> list[Article]:
        """The chosen stories that this person may see."""
        keys = keys_told(request.GET.getlist("pk")[:MOST_AT_ONCE])
        found = self.get_queryset(request).filter(pk__in=keys)  # type: ignore[attr-defined]
        found = found.select_related("section").prefetch_related("tags", "further_sections").defer("body")
        return list(found.order_by("-modified_at", "-pk"))

    def _made(self, request: HttpRequest, change: bulk.BulkChange) -> HttpResponse:
        """``token``: key and version of each story as it was shown, «17 2018-12-03T10:00:00+00:00»."""
        pairs = [token.partition(" ") for token in request.POST.getlist("token")[:MOST_AT_ONCE]]
        tokens = {int(key): seen for key, _blank, seen in pairs if is_key(key)}
        seen = set(self.get_queryset(request).filter(pk__in=tokens).values_list("pk", flat=True))  # type: ignore[attr-defined]
        done = bulk.make({key: token for key, token in tokens.items() if key in seen}, change, request.user)
        said = ngettext("%(count)s story was changed.", "%(count)s stories were changed.", done.changed)
        tell(request, said % {"count": done.changed} if done.changed else "", done.refusals)
        return HttpResponseRedirect(reverse("admin:articles_article_changelist"))
