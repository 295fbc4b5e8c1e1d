"""Live updates: a form to post one after the other, and their list."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.base import DeskAdmin
from articles.admin.editor import BodyField
from articles.admin.initials import SoundInitials
from articles.editorial import rights
from articles.models import Article, ArticleQuerySet, LiveEntry

# Of coverage to choose from; a story's form leads to any other.
COVERAGES = 12


class CoverageFilter(admin.SimpleListFilter):
    """The updates of one live story: those told last, and whichever the address names."""

    title = _("live coverage")
    parameter_name = "article__id__exact"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        recent = _own_live(request.user).order_by("-modified_at")[:COVERAGES]
        return [(str(pk), headline) for pk, headline in recent.values_list("pk", "headline")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if value is None:
            return queryset
        if not (value.isascii() and value.isdigit() and len(value) < 18):
            raise IncorrectLookupParameters
        return queryset.filter(article=int(value))

    def has_output(self) -> bool:
        return True


class LiveEntryAdmin(SoundInitials, DeskAdmin):
    """«Save and add another» stays with the same story and author: one update follows the other."""

    list_display = ["title", "article", "at", "author", "is_key", "is_pinned"]
    list_display_links = ["title"]
    list_filter = ["is_key", "is_pinned", CoverageFilter]
    list_select_related = ["article", "author"]
    search_fields = ["headline", "article__headline"]
    autocomplete_fields = ["author"]
    fields = ["article", "headline", "body", ("at", "author"), ("is_key", "is_pinned")]
    ordering = ["-at", "-pk"]

    @admin.display(description=_("live update"))
    def title(self, entry: LiveEntry) -> SafeString:
        return format_html('<span class="nr-title" dir="auto">{}</span>', str(entry))

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "body":
            return BodyField(label=db_field.verbose_name, required=False)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "article":
            # Coverage that goes on comes first; there are few live stories, and this is no place to look for old ones.
            live = _own_live(request.user).defer("body")
            kwargs["queryset"] = live.order_by("coverage_ended_at", "-modified_at")
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field is not None and db_field.name == "article":
            for right in ("can_add_related", "can_change_related", "can_view_related", "can_delete_related"):
                setattr(field.widget, right, False)
        return field

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        initial = super().get_changeform_initial_data(request)
        if "article" not in initial:
            running = _own_live(request.user).filter(coverage_ended_at=None)
            keys = list(running.order_by("-modified_at").values_list("pk", flat=True)[:2])
            if len(keys) == 1:
                initial["article"] = str(keys[0])
        return initial

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self._may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and self._may_touch(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and self._may_touch(request, None)

    def _may_touch(self, request: HttpRequest, entry: LiveEntry | None) -> bool:
        """An update is public at once: only those write one who may publish its story."""
        if entry is None:
            return request.user.has_perm("articles.publish_article")
        return rights.has(request.user, "publish", entry.article)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return rights.of_visible_stories(request.user, super().get_queryset(request).defer("article__body"))

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        return obj.get_absolute_url() if obj is not None and obj.article.is_public else None

    def response_add(self, request: HttpRequest, obj: LiveEntry, post_url_continue: str | None = None) -> HttpResponse:
        answer = super().response_add(request, obj, post_url_continue)
        if "_addanother" not in request.POST:
            return answer
        again = {"article": obj.article_id, **({"author": obj.author_id} if obj.author_id else {})}
        return HttpResponseRedirect(f"{reverse('admin:articles_liveentry_add')}?{urlencode(again)}")


def _own_live(user: Any) -> ArticleQuerySet:
    """Live stories in the person's sections."""
    live = Article.objects.filter(story_type=Article.StoryType.LIVE)
    keys = rights.sections_of(user)
    return live if keys is None else live.filter(section__in=keys)
