"""Who sees and changes which story at the desk: the admin's doors, answered by `articles.editorial.rights`."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from articles.editorial import rights
from articles.models import Article

PICTURE_FIELDS = ("image", "image_caption", "image_credit")
# Set by those who may publish: readers see them, or what follows from them.
PUBLIC_FIELDS = ("published_at", "unpublish_at", "updated_at", "coverage_ended_at")
WORK_FIELDS = ("assignee", "due_at")


def may(request: HttpRequest, action: str, article: Article) -> bool:
    """`rights.may`, asked once for an object in a request: what a form writes into the story must not change the answer."""
    asked: dict[tuple[str, int], tuple[bool, Article]] = request.__dict__.setdefault("_desk_rights", {})
    key = (action, id(article))
    if key not in asked:
        # The story is held, so that no other takes its place in memory.
        asked[key] = (rights.may(request.user, action, article), article)
    return asked[key][0]


class RightsOfStories:
    """For the admin of stories: rights to one story, and the stories that there are for a person."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed: bool = super().has_view_permission(request, obj)  # type: ignore[misc]
        return allowed and (obj is None or may(request, "view", obj))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed: bool = super().has_change_permission(request, obj)  # type: ignore[misc]
        return allowed and (obj is None or may(request, "edit", obj) or may(request, "edit_pictures", obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed: bool = super().has_delete_permission(request, obj)  # type: ignore[misc]
        return allowed and (obj is None or may(request, "delete", obj))

    def may_edit_text(self, request: HttpRequest, obj: Article) -> bool:
        """Whether the person may put another text into the story (and not only pictures)."""
        return bool(super().has_change_permission(request, obj)) and may(request, "edit", obj)  # type: ignore[misc]

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.publish_article")

    def has_desk_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.edit_others_article")

    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.withdraw_article")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """The stories that the person may see.

        One on its way to be saved is locked: of two editors who save at once, the second sees the first.
        """
        found = rights.visible_to(request.user, super().get_queryset(request))  # type: ignore[misc]
        page = request.resolver_match
        if request.method == "POST" and page is not None and page.url_name == "articles_article_change":
            return found.select_for_update(of=("self",))
        if page is not None and page.url_name == "articles_article_change":
            return found.select_related("image", "created_by", "assignee", "import_record")
        return found

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        names = list(super().get_readonly_fields(request, obj))  # type: ignore[misc]
        if obj is not None and not may(request, "edit", obj):
            # Pictures alone; where not even those, nothing in the form can be changed.
            everything = self.form._meta.fields  # type: ignore[attr-defined]
            return [*names, *(name for name in (*everything, "body") if name not in (*PICTURE_FIELDS, *names))]
        if not self._may_set_public_fields(request, obj):
            names += PUBLIC_FIELDS
        if not (self.has_withdraw_permission(request) if obj is None else rights.has(request.user, "withdraw", obj)):
            names.append("withdrawal_note")
        if not (may(request, "assign", obj) if obj is not None else self.has_desk_permission(request)):
            names += WORK_FIELDS
        return names

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """What is out, or goes out by itself, is handed on to sections alone in which the person may publish."""
        form = super().get_form(request, obj, change, **kwargs)  # type: ignore[misc]
        keys = rights.sections_of(request.user)
        section = form.base_fields.get("section")
        if section is not None and keys is not None and obj is not None and obj.desk_state in rights.OUT:
            section.queryset = section.queryset.filter(pk__in=keys)
            section.choices = [(key, name) for key, name in section.choices if getattr(key, "value", key) in keys]
        return form

    def _may_set_public_fields(self, request: HttpRequest, obj: Any) -> bool:
        if obj is None:
            return self.has_publish_permission(request)
        return rights.has(request.user, "publish", obj)


class StoryPartRights:
    """For rows in a story's form: changed by those who may change that part of the story (``part``: an action of `rights`)."""

    part = "edit"

    def _may(self, request: HttpRequest, obj: Any) -> bool:
        return obj is None or obj.pk is None or may(request, self.part, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(super().has_add_permission(request, obj)) and self._may(request, obj)  # type: ignore[misc]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(super().has_change_permission(request, obj)) and self._may(request, obj)  # type: ignore[misc]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(super().has_delete_permission(request, obj)) and self._may(request, obj)  # type: ignore[misc]
