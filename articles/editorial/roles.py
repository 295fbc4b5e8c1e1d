"""The desk's roles: groups of permissions that every newsroom has from its first migration.

A group is an ordinary one: whoever keeps the accounts may change it, and it is
never changed back. Only permissions that a new version of the program brings
are added to the groups that are meant to have them.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission

_PARTS = ("byline", "relatedlink", "correction", "galleryitem")


def _codes(verbs: str, *models: str) -> frozenset[str]:
    return frozenset(f"{verb}_{model}" for verb in verbs.split() for model in models)


_STYLE = ("dictionaryword", "preferredform", "avoidedform")
_READING = _codes("view", "article", "section", "tag", "author", "image", *_PARTS, *_STYLE)
_WRITING = (
    _READING
    | _codes("add change", "article", "tag", "byline", "relatedlink", "galleryitem")
    | _codes("delete", "byline", "relatedlink", "galleryitem")
    | _codes("add", "image")
)
_EDITING = (
    _WRITING
    | _codes("add change view", "author", "image", "correction", "liveentry")
    | _codes("change view", "publishedversion")
    | _codes("add change", *_STYLE)
    | _codes("delete", "avoidedform")
    | frozenset({"edit_others_article", "publish_article"})
)
_PICTURES = (
    _READING
    | _codes("add change delete view", "image", "galleryitem")
    | _codes("change", "article")
    | frozenset({"edit_pictures"})
)


@dataclass(frozen=True)
class Role:
    """``name`` is the group's. ``permissions`` are codenames of this app; None for all of them."""

    name: str
    permissions: frozenset[str] | None

    def wants(self, codename: str) -> bool:
        return self.permissions is None or codename in self.permissions


ROLES: dict[str, Role] = {
    "reporter": Role("المراسلون", _WRITING),
    "section_editor": Role("محررو الأقسام", _EDITING),
    "chief": Role("رئاسة التحرير", None),
    "photo_editor": Role("محررو الصور", _PICTURES),
}


def ensure_groups(app_config: Any, using: str = "default") -> None:
    """Make the groups that are not there; give the others what this version's permissions are new."""
    ours = Permission.objects.using(using).filter(content_type__app_label=app_config.label)
    known = set(ours.values_list("pk", flat=True))
    # Django makes permissions in a receiver of its own, which may not have had its turn yet.
    create_permissions(app_config, verbosity=0, using=using)
    everything = list(ours)
    for role in ROLES.values():
        group, is_new = Group.objects.using(using).get_or_create(name=role.name)
        wanted = [row for row in everything if role.wants(row.codename) and (is_new or row.pk not in known)]
        if wanted:
            group.permissions.add(*wanted)
