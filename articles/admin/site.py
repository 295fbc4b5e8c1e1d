"""The desk's admin site: what is on it, in which order, and its first page."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.formats import localize
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag as TaggitTag

from articles.admin import everywhere
from articles.admin.accounts import PersonMixin, RightsMixin
from articles.admin.breaking import BreakingNewsAdmin
from articles.admin.dashboard import dashboard
from articles.admin.fronts.front import FrontAdmin
from articles.admin.house_style import DictionaryWordAdmin, PreferredFormAdmin, RuleSwitchAdmin
from articles.admin.images.image import ImageAdmin
from articles.admin.imports.batches import ImportBatchAdmin
from articles.admin.imports.records import ImportRecordAdmin
from articles.admin.live import LiveEntryAdmin
from articles.admin.people import AuthorAdmin, TagAdmin
from articles.admin.section import SectionAdmin
from articles.admin.standing import PageAdmin, PublishedVersionAdmin
from articles.admin.stories.article import ArticleAdmin
from articles.admin.subscribers import SubscriberAdmin
from articles.models import (
    Arrangement,
    Article,
    Author,
    BreakingNews,
    DictionaryWord,
    Image,
    ImportBatch,
    ImportRecord,
    LiveEntry,
    Page,
    PreferredForm,
    PublishedVersion,
    RuleSwitch,
    Section,
    Subscriber,
    Tag,
)

DESK: dict[Any, type[admin.ModelAdmin]] = {
    Article: ArticleAdmin,
    Section: SectionAdmin,
    Tag: TagAdmin,
    Author: AuthorAdmin,
    Image: ImageAdmin,
    ImportBatch: ImportBatchAdmin,
    ImportRecord: ImportRecordAdmin,
    LiveEntry: LiveEntryAdmin,
    BreakingNews: BreakingNewsAdmin,
    Arrangement: FrontAdmin,
    Page: PageAdmin,
    PublishedVersion: PublishedVersionAdmin,
    DictionaryWord: DictionaryWordAdmin,
    PreferredForm: PreferredFormAdmin,
    RuleSwitch: RuleSwitchAdmin,
    Subscriber: SubscriberAdmin,
}

# Taggit brings tags of its own, which are not used here.
LEFT_OUT = {TaggitTag}

# Heading, its models in their order. What stands in none goes to the last.
GROUPS: list[tuple[str, Any, list[str]]] = [
    ("news", _("News"), ["Article", "Arrangement", "LiveEntry", "BreakingNews", "PublishedVersion"]),
    ("organisation", _("Organisation"), ["Section", "Tag", "Author", "Page"]),
    ("house-style", _("House style"), ["DictionaryWord", "PreferredForm", "RuleSwitch"]),
    ("media", _("Media"), ["Image"]),
    ("imports", _("Imports"), ["ImportBatch", "ImportRecord"]),
    ("administration", _("Administration"), ["User", "Group", "Subscriber"]),
]


class DeskAutocomplete(AutocompleteJsonView):
    """Tells stories of one headline apart by section, date and state."""

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        result = super().serialize_result(obj, to_field_name)
        if isinstance(obj, Article):
            date = localize(obj.published_at.date()) if obj.published_at else ""
            details = [str(part) for part in (obj.section, date, obj.desk_state.label) if part]
            result["text"] = f"{obj.headline} ({'، '.join(details)})"
        return result

    def get_queryset(self) -> Any:
        found = super().get_queryset()
        return found.select_related("section").defer("body", "standfirst") if found.model is Article else found


class NewsroomAdminSite(admin.AdminSite):
    site_header = _("Newsroom desk")
    site_title = _("Newsroom desk")
    index_title = _("Today")

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        for model, model_admin in DESK.items():
            super().register(model, model_admin)

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Take in what other apps bring (accounts, groups), made as safe as the desk's own lists; not what is left out."""
        models = list(model_or_iterable) if isinstance(model_or_iterable, list | tuple) else [model_or_iterable]
        wanted = [model for model in models if model not in DESK and model not in LEFT_OUT]
        base = admin_class or admin.ModelAdmin
        mixins = (PersonMixin, RightsMixin) if wanted == [get_user_model()] else (RightsMixin,)
        super().register(wanted, type(f"Desk{base.__name__}", (*mixins, base), {}), **options)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        apps_found = super().get_app_list(request, app_label)
        if app_label is not None:
            return apps_found
        return _grouped([model for app in apps_found for model in app["models"]])

    def get_urls(self) -> list[Any]:
        own = [
            path("search/", self.admin_view(self.search_view), name="search"),
            # Django's own short way to an object's address asks for no right to the object.
            path("r/<int:content_type_id>/<path:object_id>/", self.admin_view(_view_on_site), name="view_on_site"),
        ]
        return [*own, *super().get_urls()]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        board = dashboard(request.user) if request.user.has_perm("articles.view_article") else None
        return super().index(request, {"board": board, **(extra_context or {})})

    def search_view(self, request: HttpRequest) -> TemplateResponse:
        return everywhere.search_view(self, request)

    def autocomplete_view(self, request: HttpRequest) -> Any:
        return DeskAutocomplete.as_view(admin_site=self)(request)


def _view_on_site(request: HttpRequest, content_type_id: int, object_id: str) -> Any:
    """Django's, but not for what may be hidden: its address holds the headline. Those forms link to it themselves."""
    kind = ContentType.objects.filter(pk=content_type_id).first()
    if kind is None or kind.model_class() in {Article, LiveEntry}:
        raise Http404
    return shortcut(request, content_type_id, object_id)


def _grouped(models: list[dict[str, Any]]) -> list[dict[str, Any]]:
    places = {name: (group, place) for group, (_key, _title, names) in enumerate(GROUPS) for place, name in enumerate(names)}
    last = len(GROUPS) - 1
    members: dict[int, list[tuple[int, dict[str, Any]]]] = {}
    for model in models:
        group, place = places.get(model["object_name"], (last, 99))
        members.setdefault(group, []).append((place, model))
    grouped = []
    for group in sorted(members):
        key, title, _names = GROUPS[group]
        rows = [model for _place, model in sorted(members[group], key=lambda member: member[0])]
        grouped.append(
            {"name": title, "app_label": key, "app_url": rows[0]["admin_url"], "has_module_perms": True, "models": rows}
        )
    return grouped
