"""Stories: their list and their form."""

from typing import Any

from adminsortable2.admin import SortableAdminBase
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.forms import Media
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.base import QUERY_LENGTH, DeskAdmin, DeskChangeList, folded_search
from articles.admin.images.thumbnails import thumbnail
from articles.admin.persons import PersonField, desk_people, people_choices
from articles.admin.stories import actions as article_actions
from articles.admin.stories import filters
from articles.admin.stories.conflict import ConflictMixin
from articles.admin.stories.form import ArticleForm
from articles.admin.stories.inlines import (
    BylineInline,
    CorrectionInline,
    GalleryItemInline,
    KnownImageChoice,
    RelatedLinkInline,
)
from articles.admin.stories.inserting import InsertingMixin
from articles.admin.stories.links import LinksMixin
from articles.admin.stories.merge import MergeMixin
from articles.admin.stories.moves import MovesMixin
from articles.admin.stories.prepared import PreparedMixin
from articles.admin.stories.presence import PresenceMixin
from articles.admin.stories.reading_along import ReadingAlongMixin
from articles.admin.stories.review import ReviewMixin
from articles.admin.stories.side import SideMixin
from articles.admin.stories.states import state_mark
from articles.admin.stories.story_rights import RightsOfStories
from articles.admin.stories.together import BulkMixin, change_together
from articles.admin.stories.unsaved import UnsavedMixin
from articles.admin.stories.versions import VersionsMixin
from articles.admin.trees import SectionBoxes, SectionField, SectionsField, tree_choices
from articles.editorial.desk_versions import name_of
from articles.models import Article, Section
from articles.search import match


class StoryList(DeskChangeList):
    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Any]:
        found = super().get_queryset(request, exclude_parameters)
        return found.for_cards().prefetch_related("tags").defer("body", "standfirst")  # type: ignore[attr-defined]


class ArticleAdmin(
    PreparedMixin,
    BulkMixin,
    SideMixin,
    ReadingAlongMixin,
    ReviewMixin,
    InsertingMixin,
    UnsavedMixin,
    PresenceMixin,
    MergeMixin,
    LinksMixin,
    VersionsMixin,
    ConflictMixin,
    MovesMixin,
    RightsOfStories,
    SortableAdminBase,
    DeskAdmin,
):
    form = ArticleForm
    change_form_template = "admin/articles/article/change_form.html"
    list_display = ["picture", "title", "section", "state", "time", "byline"]
    list_display_links = ["title"]
    list_filter = [
        filters.StateFilter,
        filters.WorkFilter,
        filters.DateFilter,
        filters.AuthorFilter,
        filters.TopicFilter,
        filters.MissingFilter,
        filters.SectionFilter,
    ]
    search_fields = ["headline"]
    search_help_text = _("Words of the story, in any spelling.")
    sortable_by = ["title", "time"]
    actions = [*article_actions.ACTIONS, change_together]
    actions_on_bottom = False
    autocomplete_fields = ["image"]
    readonly_fields = ["state", "modified", "import_source", "live_updates", "writer"]
    inlines = [BylineInline, GalleryItemInline, RelatedLinkInline, CorrectionInline]
    fieldsets = [
        (_("Text"), {"fields": ["kicker", "headline", "standfirst", "body", "slug"]}),
        (_("Lead picture"), {"fields": ["image", "image_caption", "image_credit"]}),
        (
            _("State and times"),
            {
                "fields": [
                    *("state", "published_at", "embargo_until", "unpublish_at", "updated_at"),
                    *("modified", "withdrawal_note"),
                ],
                "classes": ["nr-side"],
            },
        ),
        (_("Work on the story"), {"fields": ["writer", "assignee", "due_at"], "classes": ["nr-side"]}),
        (
            _("How it is told"),
            {"fields": ["story_type", "live_updates", "coverage_ended_at", "video_url"], "classes": ["nr-side"]},
        ),
        (_("Classification"), {"fields": ["section", "further_sections", "tags", "genre"], "classes": ["nr-side"]}),
        (_("Source"), {"fields": ["source_name", "source_url", "import_source"], "classes": ["nr-side"]}),
    ]

    @property
    def media(self) -> Media:
        # The list's filters are autocompletes too.
        return super().media + filters.SearchedFilter.media(self.admin_site)

    # The list

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[DeskChangeList]:
        return StoryList

    def get_ordering(self, request: HttpRequest) -> Any:
        """What was worked on last comes first; of scheduled stories, the next."""
        return ["sort_time", "pk"] if request.GET.get("state") == "scheduled" else ["-modified_at", "-pk"]

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> tuple[QuerySet[Any], bool]:
        """Stories that the search finds, and those whose headline holds what is typed: half a word is found too."""
        term = search_term.replace("\x00", " ").strip()[:QUERY_LENGTH]
        if not term:
            return queryset, False
        found = match(term, queryset=Article.objects.all()).pks
        by_headline = folded_search(Article.objects.all(), "headline_key", term).order_by("-pk")
        return queryset.filter(Q(pk__in=found) | Q(pk__in=by_headline.values("pk"))), False

    @admin.display(description=_("picture"))
    def picture(self, article: Article) -> SafeString | str:
        return thumbnail(article.image) if article.image else ""

    @admin.display(description=_("headline and topics"), ordering="headline_key")
    def title(self, article: Article) -> SafeString:
        # The link goes round the headline's cell; topics stand under it as plain words.
        kicker = format_html('<span class="nr-kicker">{}</span> ', article.kicker) if article.kicker else ""
        topics = _joined(article.tags.all())
        below = format_html(' <span class="nr-topics">{}</span>', topics) if topics else ""
        return format_html('{}<span class="nr-title" dir="auto">{}</span>{}', kicker, article.headline, below)

    @admin.display(description=_("state"))
    def state(self, article: Article) -> SafeString:
        return state_mark(article)

    @admin.display(description=_("time of publication"), ordering="sort_time")
    def time(self, article: Article) -> SafeString | str:
        if article.published_at is None:
            return ""
        local = timezone.localtime(article.published_at)
        shown = date_format(local, "SHORT_DATETIME_FORMAT")
        return format_html('<time class="nr-stamp" datetime="{}">{}</time>', local.isoformat(), shown)

    @admin.display(description=_("authors"))
    def byline(self, article: Article) -> str:
        return _joined(article.byline_authors)

    # The form

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "section":
            kwargs |= {"form_class": SectionField, "queryset": Section.objects.all(), "empty_label": _("(no section)")}
        elif db_field.name == "image":
            kwargs["widget"] = KnownImageChoice(db_field, self.admin_site)
        elif db_field.name == "assignee":
            kwargs |= {"form_class": PersonField, "queryset": desk_people()}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "further_sections":
            kwargs |= {"form_class": SectionsField, "queryset": Section.objects.all(), "widget": SectionBoxes()}
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name in {"section", "further_sections", "assignee"}:
            # Sections are few and grow rarely: one way to add one is enough beside a story. People are kept elsewhere.
            rights = ["can_change_related", "can_delete_related", "can_view_related"]
            rights += ["can_add_related"] if db_field.name == "further_sections" else []
            for right in rights:
                setattr(field.widget, right, False)
            self._offer(request, field, db_field.name)
        return field

    def _offer(self, request: HttpRequest, field: Any, name: str) -> None:
        """What there is to choose from, read once for all of the form's fields."""
        if name == "assignee":
            field.choices = people_choices(request, _("(nobody)"))
        else:
            field.choices = tree_choices(request, _("(no section)") if name == "section" else None)

    @admin.display(description=_("last saved"))
    def modified(self, article: Article) -> str:
        return localize(timezone.localtime(article.modified_at)) if article.pk else "-"

    @admin.display(description=_("written by"))
    def writer(self, article: Article) -> str:
        return name_of(article.created_by) if article.created_by else "-"

    @admin.display(description=_("live updates"))
    def live_updates(self, article: Article) -> SafeString | str:
        if not article.pk or article.story_type != Article.StoryType.LIVE:
            return "-"
        links = (
            (f"{reverse('admin:articles_liveentry_add')}?article={article.pk}", _("Post an update")),
            (f"{reverse('admin:articles_liveentry_changelist')}?article__id__exact={article.pk}", _("All updates")),
        )
        return format_html_join(" · ", '<a href="{}">{}</a>', links)

    @admin.display(description=_("imported from"))
    def import_source(self, article: Article) -> SafeString | str:
        record = getattr(article, "import_record", None) if article.pk else None
        return format_html('<bdi dir="auto">{}</bdi>', record) if record else "-"

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        if not change:
            obj.created_by = request.user  # type: ignore[assignment]
        told = "updated_at" in form.changed_data
        if change and obj.is_public and form.text_changed and not told:
            obj.updated_at = timezone.now()
        super().save_model(request, obj, form, change)


def _joined(rows: Any) -> str:
    return "، ".join(str(row) for row in rows)
