"""What the desk says about a story: comments in the panel beside the form, and the story's way so far."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.persons import PersonField, desk_people, people_choices
from articles.admin.stories.story_rights import may
from articles.editorial import prepared, rights, workflow
from articles.editorial.desk_versions import name_of
from articles.models import Article, PreparedChange, ReviewComment

# The newest steps and comments that the panel shows.
STEPS = 12
COMMENTS = 50
PANEL = "admin/articles/article/side/review.html"


class CommentForm(forms.ModelForm):
    addressee = PersonField(label=gettext_lazy("For"), queryset=None, required=False)

    class Meta:
        model = ReviewComment
        fields = ["text", "addressee"]
        labels = {"text": gettext_lazy("Comment")}
        widgets = {"text": forms.Textarea(attrs={"rows": 3, "dir": "auto"})}

    def __init__(self, *args: Any, request: HttpRequest, article: Article, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "nr-comment-%s", **kwargs})
        self.article = article
        field: Any = self.fields["addressee"]
        field.queryset = desk_people()
        field.choices = people_choices(request, _("(everybody)"))

    def clean_addressee(self) -> Any:
        person = self.cleaned_data["addressee"]
        if person is not None and not rights.may(person, "view", self.article):
            raise forms.ValidationError(_("%(name)s does not get to see this story."), params={"name": name_of(person)})
        return person


def panel_context(request: HttpRequest, article: Article | None, form: CommentForm | None = None) -> dict[str, Any]:
    """``comments`` (the newest last), ``open`` (how many), ``steps`` (the newest first), ``form``, ``change``, ``refused``."""
    if article is None:
        return {}
    rows = ReviewComment.objects.filter(article=article).select_related("author", "addressee", "resolved_by")
    comments = list(rows.order_by("-at", "-pk")[:COMMENTS])
    steps = article.transitions.select_related("by").order_by("-at", "-pk")[:STEPS]  # type: ignore[attr-defined]
    was_out = article.status in (Article.Status.PUBLISHED, Article.Status.WITHDRAWN)
    changes = list(PreparedChange.objects.filter(article=article).order_by("-pk")[:1]) if was_out else []
    may_comment = may(request, "comment", article)
    return {
        "comments": [_told(comment) for comment in reversed(comments)],
        "open": sum(comment.is_open for comment in comments),
        "steps": [{"step": step, "label": _label(step.move), "by": name_of(step.by)} for step in steps],
        "form": (form or CommentForm(request=request, article=article)) if may_comment else None,
        "change": next((change for change in changes if change.state == PreparedChange.State.PENDING), None),
        "refused": next((change for change in changes if change.state == PreparedChange.State.REFUSED), None),
        "late": article.due_at is not None and article.due_at < timezone.now() and article.status in ("draft", "in_review"),
    }


def _told(comment: ReviewComment) -> dict[str, Any]:
    return {
        "comment": comment,
        "by": name_of(comment.author),
        "to": name_of(comment.addressee),
        "done_by": name_of(comment.resolved_by),
    }


def _label(move: str) -> Any:
    if move in workflow.MOVES:
        return workflow.MOVES[move].done
    return prepared.EVENTS[move]() if move in prepared.EVENTS else move


class ReviewMixin:
    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view  # type: ignore[attr-defined]
        own = [
            path("<int:pk>/comments/", wrap(self.comment_view), name="articles_article_comment"),
            path("<int:pk>/comments/<int:key>/", wrap(self.resolve_view), name="articles_article_resolve"),
        ]
        return [*own, *super().get_urls()]  # type: ignore[misc]

    def comment_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """POST ``text`` and ``addressee``. With ``panel`` the answer is the panel anew, else the way back to the form."""
        article = self._commented(request, pk)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        form = CommentForm(request.POST, request=request, article=article)
        if form.is_valid():
            form.instance.article, form.instance.author = article, request.user
            form.save()
            return self._panel(request, article)
        if "panel" not in request.POST:
            for errors in form.errors.values():
                messages.error(request, "، ".join(str(error) for error in errors))
        return self._panel(request, article, form)

    def resolve_view(self, request: HttpRequest, pk: int, key: int) -> HttpResponse:
        """POST ``done=1`` marks the comment as done, ``done=0`` opens it again."""
        article = self._commented(request, pk)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        comment = get_object_or_404(ReviewComment, article=article, pk=key)
        is_done = request.POST.get("done") == "1"
        comment.resolved_at = timezone.now() if is_done else None
        comment.resolved_by = request.user if is_done else None  # type: ignore[assignment]
        comment.save(update_fields=["resolved_at", "resolved_by"])
        return self._panel(request, article)

    def _commented(self, request: HttpRequest, pk: int) -> Article:
        article: Article = get_object_or_404(self.get_queryset(request), pk=pk)  # type: ignore[attr-defined]
        if not may(request, "comment", article):
            raise PermissionDenied
        return article

    def _panel(self, request: HttpRequest, article: Article, form: CommentForm | None = None) -> HttpResponse:
        if "panel" not in request.POST:
            return HttpResponseRedirect(f"{reverse('admin:articles_article_change', args=[article.pk])}#nr-panel-review")
        context = {"panel": {"name": "review", "context": panel_context(request, article, form)}, "original": article}
        return TemplateResponse(request, PANEL, context)
