"""Authors and topics."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.base import DirectionMixin, NamedAdmin
from articles.admin.images.thumbnails import ImageChoice, thumbnail
from articles.admin.merging import MergeMixin
from articles.models import Byline, TaggedArticle, TopicSynonym


class CountedAdmin(MergeMixin, NamedAdmin):
    """A named thing with the number of its stories, linked to them."""

    # The rows that bind it to stories, their foreign key, and the story list's filter.
    binding: Any
    key: str
    parameter: str

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        counted = self.binding.objects.filter(**{self.key: OuterRef("pk")}).order_by().values(self.key)
        counted = counted.annotate(n=Count("pk")).values("n")
        return super().get_queryset(request).annotate(story_count=Coalesce(Subquery(counted), 0))

    @admin.display(description=_("stories"))
    def stories(self, row: Any) -> SafeString:
        address = f"{reverse('admin:articles_article_changelist')}?{self.parameter}={row.pk}"
        return format_html('<a href="{}">{}</a>', address, row.story_count)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name == "slug":
            field.widget.attrs["data-nr-slug"] = "name"
        return field


class AuthorAdmin(CountedAdmin):
    binding, key, parameter = Byline, "author", "author"
    list_display = ["portrait", "name", "job_title", "stories"]
    list_display_links = ["name"]
    sortable_by = ["name"]
    list_select_related = ["image"]
    autocomplete_fields = ["image"]
    fields = ["name", "job_title", "bio", "image", "slug"]

    @admin.display(description=_("portrait"))
    def portrait(self, author: Any) -> SafeString | str:
        return thumbnail(author.image) if author.image else ""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "image":
            kwargs["widget"] = ImageChoice(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class SynonymInline(DirectionMixin, admin.TabularInline):
    model = TopicSynonym
    extra = 0
    fields = ["name"]


class TagAdmin(CountedAdmin):
    binding, key, parameter = TaggedArticle, "tag", "topic"
    list_display = ["name", "slug", "stories"]
    sortable_by = ["name"]
    fields = ["name", "slug"]
    inlines = [SynonymInline]
