"""What the desk's page asks while someone types in a story: proofreading, suggestions; and what it tells at each save.

    POST …/article/proofread/       the story as typed -> its remarks
    POST …/article/suggest/         the story as typed -> related stories, topics, near-duplicates
    POST …/article/<pk>/ignored/    {"field", "fingerprint", "rule", "text"} waved through; with "back": true, no more
    POST …/article/dictionary/      {"word"} is right from now on

All answer JSON; {"error": …} with 400, 403 or 404 is for people to read.
"""

import json
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.json_views import json_of, json_view
from articles.admin.stories.suggestions import same_in_words, suggestions
from articles.admin.stories.typed_story import TypedStory, typed_story
from articles.editorial.house_style import add_to_dictionary, heed_again, ignore, read_by_house_style
from articles.models import Article
from articles.text.proofing import Finding, Severity

# Moves that bring a story nearer to its readers: copies of it are told then.
TOWARDS_READERS = frozenset({"submit", "approve", "publish", "schedule"})
MOST_WAVED = 500


class ReadingAlongMixin:
    """For the story's admin, over the mixins that answer a saved form."""

    def get_urls(self) -> list[URLPattern]:
        views: dict[str, tuple[str, Callable[..., dict[str, Any]]]] = {
            "proofread/": ("proofread", self.proofread_view),
            "suggest/": ("suggest", self.suggest_view),
            "dictionary/": ("dictionary", self.dictionary_view),
            "<int:pk>/ignored/": ("ignored", self.ignored_view),
        }
        wrap = self.admin_site.admin_view  # type: ignore[attr-defined]
        own = [path(route, wrap(json_view(view)), name=f"articles_article_{name}") for route, (name, view) in views.items()]
        return [*own, *super().get_urls()]  # type: ignore[misc]

    def proofread_view(self, request: HttpRequest) -> dict[str, Any]:
        story = self._typed(request)
        # A new story's are still with the browser; a saved one's are in the database.
        report = read_by_house_style(
            story.article,
            ignored=story.ignored if story.article.pk is None else None,
            has_byline=story.has_byline,
            body=story.body,
            gallery=story.gallery,
        )
        return {
            "findings": [remark.row for remark in report.open],
            "ignored": [remark.row for remark in report.ignored],
            "dictionary": request.user.has_perm("articles.add_dictionaryword"),
        }

    def suggest_view(self, request: HttpRequest) -> dict[str, Any]:
        return suggestions(self._typed(request), request.user)

    def dictionary_view(self, request: HttpRequest) -> dict[str, Any]:
        if not request.user.has_perm("articles.add_dictionaryword"):
            raise PermissionDenied(_("You have no right to add words to the dictionary."))
        return {"word": add_to_dictionary(str(json_of(request).get("word", "")), by=request.user).word}

    def ignored_view(self, request: HttpRequest, pk: int) -> dict[str, Any]:
        article, data = self._story(request, pk), json_of(request)
        told = [str(data.get(name, "")) for name in ("field", "fingerprint", "rule", "text")]
        if data.get("back") is True:
            heed_again(article, *told[:2])
        else:
            ignore(article, *told, by=request.user)
        return {}

    def _typed(self, request: HttpRequest) -> TypedStory:
        data = json_of(request)
        saved = self._story(request, data["story"]) if data.get("story") else None
        if saved is None and not self.has_add_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        return typed_story(data, saved, sees_images=request.user.has_perm("articles.view_image"))

    def _story(self, request: HttpRequest, pk: Any) -> Article:
        """The saved story; only those who may change it read along."""
        found = self.get_queryset(request).filter(pk=pk).first() if str(pk).isdecimal() and int(pk) < 2**63 else None  # type: ignore[attr-defined]
        if found is None:
            raise Http404
        if not self.has_change_permission(request, found):  # type: ignore[attr-defined]
            raise PermissionDenied
        article: Article = found
        return article

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)  # type: ignore[misc]
        if not change:
            _keep_waved(request, form.instance)
        if IS_POPUP_VAR not in request.POST:
            _tell(request, form.instance)


def _keep_waved(request: HttpRequest, article: Article) -> None:
    """Keep what was waved through while the story was new; what makes no sense is dropped."""
    try:
        rows = json.loads(request.POST.get("_ignored") or "[]")
    except (ValueError, RecursionError):
        return
    for row in rows[:MOST_WAVED] if isinstance(rows, list) else []:
        told = [row.get(name) for name in ("field", "fingerprint", "rule", "text")] if isinstance(row, dict) else [None]
        if not all(isinstance(text, str) for text in told):
            continue
        try:
            ignore(article, *told, by=request.user)
        except ValidationError:
            continue


def _tell(request: HttpRequest, article: Article) -> None:
    """After a save: what proofreading has still to say; before publication, what tells the same in the same words."""
    remarks = [remark.found.finding for remark in read_by_house_style(article).open]
    if remarks:
        _tell_remarks(request, article, remarks)
    move = request.POST.get("_move")
    same = same_in_words(article, request.user) if move in TOWARDS_READERS else []
    if same:
        rows = ((_form_of(one.article), one.article.headline, one.reason) for one in same)
        links = format_html_join("، ", '<a href="{}">{}</a> ({})', rows)
        messages.warning(request, format_html("{} {}", _("Stories that tell nearly the same:"), links))


def _tell_remarks(request: HttpRequest, article: Article, remarks: list[Finding]) -> None:
    count = ngettext("Proofreading: %(count)d remark.", "Proofreading: %(count)d remarks.", len(remarks))
    wrong = sum(finding.severity == Severity.ERROR for finding in remarks)
    errors = ngettext("%(count)d of them a mistake.", "%(count)d of them mistakes.", wrong) if wrong else ""
    told = " ".join([count % {"count": len(remarks)}, errors and errors % {"count": wrong}])
    link = format_html('<a href="{}#nr-panel-proofreading">{}</a>', _form_of(article), _("Show"))
    messages.warning(request, format_html("{} {}", told, link))


def _form_of(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])
