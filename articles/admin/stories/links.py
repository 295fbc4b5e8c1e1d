"""Preview links of a story at the desk: made, listed with who made them and how often they were opened, ended."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles.editorial import desk_versions, preview_links, rights
from articles.models import Article, PreviewLink

SHOWN = 50


class LinkForm(forms.Form):
    label = forms.CharField(
        label=gettext_lazy("For whom"), required=False, max_length=120, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    days = forms.IntegerField(
        label=gettext_lazy("Days until it ends"), min_value=1, max_value=preview_links.MOST_DAYS, initial=7
    )
    shows = forms.ChoiceField(
        label=gettext_lazy("What it shows"),
        choices=[
            ("now", gettext_lazy("The story as it stands when the link is opened")),
            ("version", gettext_lazy("The version of now, whatever is changed later")),
        ],
        widget=forms.RadioSelect,
        initial="now",
    )


class LinksMixin:
    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view  # type: ignore[attr-defined]
        own = [
            path("<int:pk>/links/", wrap(self.links_view), name="articles_article_links"),
            path("<int:pk>/links/<int:link>/end/", require_POST(wrap(self.end_link_view)), name="articles_article_end_link"),
        ]
        return [*own, *super().get_urls()]  # type: ignore[misc]

    def links_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The story's links, and a form that makes one."""
        story = self._linked_story(request, pk)
        form = LinkForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid() and self._make(request, story, form.cleaned_data):
            return HttpResponseRedirect(reverse("admin:articles_article_links", args=[pk]))
        rows = PreviewLink.objects.filter(article=story).select_related("made_by", "version")[:SHOWN]
        context = {"form": form, "links": [_told(request, row) for row in rows]}
        return self.beside_story(request, story, "links.html", _("Preview links"), context)  # type: ignore[attr-defined,no-any-return]

    def end_link_view(self, request: HttpRequest, pk: int, link: int) -> HttpResponse:
        story = self._linked_story(request, pk)
        row = PreviewLink.objects.filter(article=story, pk=link).first()
        if row is None:
            raise Http404
        preview_links.revoke(row, by=request.user)
        messages.success(request, _("The link leads nowhere any more."))
        return HttpResponseRedirect(reverse("admin:articles_article_links", args=[pk]))

    def _linked_story(self, request: HttpRequest, pk: int) -> Article:
        """Who may change a story may show it."""
        story: Article = self.seen_story(request, pk)  # type: ignore[attr-defined]
        if not rights.may(request.user, "edit", story):
            raise PermissionDenied
        return story

    def _make(self, request: HttpRequest, story: Article, data: dict[str, Any]) -> bool:
        version = None
        if data["shows"] == "version":
            version = desk_versions.keep(story, by=request.user) or desk_versions.newest(story)
        try:
            preview_links.make(story, by=request.user, days=data["days"], version=version, label=data["label"])
        except preview_links.TooMany:
            said = _("A story has at most %(most)s open links: end one of them first.")
            messages.error(request, said % {"most": preview_links.MOST_OPEN})
            return False
        messages.success(request, _("The link was made: copy it from the list."))
        return True


def _told(request: HttpRequest, link: PreviewLink) -> dict[str, Any]:
    address = reverse("preview-shared", args=[preview_links.token_of(link)])
    return {
        "link": link,
        "by": desk_versions.name_of(link.made_by),
        "address": request.build_absolute_uri(address) if link.state == "open" else "",
    }
