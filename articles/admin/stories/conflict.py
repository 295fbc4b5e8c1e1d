"""A newer imported text that met an editor's work: both shown over the story's form, the editor decides."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.importing import conflicts
from articles.importing.story import Story
from articles.models import Article
from articles.text.markup import clean_html, plain_text

CHOICES = {
    "keep": (conflicts.keep_ours, gettext_lazy("The newsroom's text stays.")),
    "take": (conflicts.take_theirs, gettext_lazy("The newer imported text was taken.")),
}


class ConflictMixin:
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.conflict_view)  # type: ignore[attr-defined]
        return [path("<int:pk>/conflict/", view, name="articles_article_conflict"), *super().get_urls()]  # type: ignore[misc]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        article: Any = kwargs.get("obj")
        record = getattr(article, "import_record", None) if article is not None else None
        if record is not None and record.conflict and self.may_edit_text(request, article):  # type: ignore[attr-defined]
            context["conflict"] = {"record": record, "differences": differences(article, conflicts.story_of(record.conflict))}
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]

    def conflict_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """POST ``choice=keep|take``."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        article = Article.objects.filter(pk=pk).first()
        if article is None or request.POST.get("choice") not in CHOICES:
            raise Http404
        if not self.may_edit_text(request, article):  # type: ignore[attr-defined]
            raise PermissionDenied
        decide, told = CHOICES[request.POST["choice"]]
        try:
            decide(article, by=request.user)
        except conflicts.NothingToDecide:
            messages.warning(request, _("No imported text waits for a decision here any more."))
        else:
            messages.success(request, told)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))


def differences(article: Article, story: Story) -> list[dict[str, Any]]:
    """Where the story and the newer imported text part: label, ``ours``, ``theirs`` (plain text)."""
    names = (
        (_("headline"), article.headline, story.headline),
        (_("kicker"), article.kicker, story.kicker),
        (_("standfirst"), article.standfirst, story.standfirst),
        (_("body"), plain_text(article.body), plain_text(clean_html(story.body))),
        (_("caption"), article.caption, story.image.caption),
        (_("credit"), article.credit, story.image.credit),
        (_("sections"), _listed(_sections(article)), _listed(story.sections)),
        (_("topics"), _listed(sorted(tag.name for tag in article.tags.all())), _listed(sorted(story.tags))),
        (_("authors"), _listed(author.name for author in article.byline_authors), _listed(story.authors)),
    )
    return [{"label": label, "ours": ours, "theirs": theirs} for label, ours, theirs in names if ours != theirs]


def _sections(article: Article) -> list[str]:
    first = [article.section.name] if article.section else []
    return first + [section.name for section in article.further_sections.all()]


def _listed(names: Any) -> str:
    return "، ".join(names)
