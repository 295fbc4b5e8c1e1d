"""A story's versions at the desk: their list, any two compared, one restored."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from articles.editorial import comparing, desk_versions, restoring, rights
from articles.editorial.content import Content, content_of
from articles.models import Article, StoryVersion

AT_ONCE = 50
# The newest to choose from in a comparison's boxes; older ones are reached from the list.
TO_CHOOSE = 200
# The word in addresses for the story as it stands now.
CURRENT = "current"


@dataclass(frozen=True)
class Side:
    """One side of a comparison: a kept version, or (``version`` None) the story as it stands now."""

    key: str
    content: Content
    version: StoryVersion | None = None


class VersionsMixin:
    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view  # type: ignore[attr-defined]
        own = [
            path("<int:pk>/versions/", wrap(self.versions_view), name="articles_article_versions"),
            path("<int:pk>/versions/compare/", wrap(self.compare_view), name="articles_article_compare"),
            path("<int:pk>/versions/<int:number>/restore/", wrap(self.restore_view), name="articles_article_restore"),
        ]
        return [*own, *super().get_urls()]  # type: ignore[misc]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """All of the story's rows stand now: this save's version."""
        super().save_related(request, form, formsets, change)  # type: ignore[misc]
        cause = StoryVersion.Cause.SAVED if change else StoryVersion.Cause.CREATED
        note = form.cleaned_data.get("version_note") or ""
        desk_versions.keep(form.instance, by=request.user, cause=getattr(request, "version_cause", cause), note=note)

    def versions_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The newest first; ``?before=N``: those under N."""
        story = self.seen_story(request, pk)
        kept = StoryVersion.objects.filter(article=story).defer("content").order_by("-number")
        before = request.GET.get("before", "")
        if before.isdecimal() and len(before) < 10:
            kept = kept.filter(number__lt=int(before))
        rows = list(kept[: AT_ONCE + 1])
        context = {
            "versions": [told(row) for row in rows[:AT_ONCE]],
            "older": rows[AT_ONCE - 1].number if len(rows) > AT_ONCE else None,
        }
        return self.beside_story(request, story, "versions.html", _("Versions"), context)

    def compare_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """``?old=N&new=M`` (or «current»); without them the last change."""
        story = self.seen_story(request, pk)
        kept = list(StoryVersion.objects.filter(article=story).defer("content").order_by("-number")[:TO_CHOOSE])
        new = self._side(story, request.GET.get("new") or CURRENT)
        fallback = str(kept[min(1, len(kept) - 1)].number) if kept else CURRENT
        old = self._side(story, request.GET.get("old") or fallback)
        context = {
            "old": old,
            "new": new,
            "changes": comparing.compare(old.content, new.content),
            "choices": [told(row) for row in kept],
            "seen": story.modified_at.isoformat(),
            "may_restore": rights.may(request.user, "edit", story),
        }
        return self.beside_story(request, story, "compare.html", _("Compare versions"), context)

    def restore_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """POST ``seen`` (the token of the version that the editor looked at) and ``note``."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        story = self.seen_story(request, pk)
        version = StoryVersion.objects.filter(article=story, number=number).first()
        if version is None:
            raise Http404
        # Its section may be one that this person may not change stories of.
        target = restoring.with_columns(story, desk_versions.content_at(version))
        if not all(rights.may(request.user, "edit", row) for row in (story, target)):
            raise PermissionDenied
        try:
            seen, note = request.POST.get("seen", ""), request.POST.get("note", "")
            missing = restoring.restore(story, version, by=request.user, seen=seen, note=note)
        except restoring.Outdated:
            said = _("Somebody has saved this story meanwhile: nothing was restored. Look at what is new first.")
            messages.error(request, said)
            return HttpResponseRedirect(f"{reverse('admin:articles_article_compare', args=[pk])}?old={number}&new={CURRENT}")
        messages.success(request, _("Version %(number)s was restored as a new version.") % {"number": number})
        if missing:
            said = _("Not restored, because it is not in the newsroom any more: %(what)s")
            messages.warning(request, said % {"what": "؛ ".join(missing)})
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))

    def seen_story(self, request: HttpRequest, pk: int) -> Article:
        """The story, for those who may see it; Http404 or PermissionDenied."""
        story = Article.objects.select_related("section", "image").filter(pk=pk).first()
        if story is None:
            raise Http404
        if not self.has_view_or_change_permission(request, story):  # type: ignore[attr-defined]
            raise PermissionDenied
        return story

    def beside_story(
        self, request: HttpRequest, story: Article, template: str, title: str, context: dict[str, Any]
    ) -> HttpResponse:
        """A desk page about a story; nobody keeps it."""
        frame = {**self.admin_site.each_context(request), "title": title, "subtitle": story.headline}  # type: ignore[attr-defined]
        frame |= {"original": story, "opts": Article._meta, **context}
        response = TemplateResponse(request, f"admin/articles/article/{template}", frame)
        response["Cache-Control"] = "no-store"
        return response

    def _side(self, story: Article, key: str) -> Side:
        if key == CURRENT:
            return Side(CURRENT, content_of(story))
        number = int(key) if key.isdecimal() and len(key) < 10 else 0
        version = StoryVersion.objects.filter(article=story, number=number).first()
        if version is None:
            raise Http404
        return Side(key, desk_versions.content_at(version), version)


def told(version: StoryVersion) -> dict[str, Any]:
    """A version as lists show it: what was done, by whom, and the names of the fields that it changed."""
    return {
        "version": version,
        "by": version.by_name,
        "what": _("restored version %(number)s") % {"number": version.restored_from}
        if version.restored_from
        else version.get_cause_display(),
        "changed": [comparing.label_of(name) for name in version.changed],
    }
