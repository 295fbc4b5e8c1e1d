"""The demo's editors: two groups, an account in each, passwords made at that moment."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth.models import Group, Permission, User

# Without letters and digits that are mistaken for each other when typed from a screen.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"

# An editor keeps stories and what belongs to them; only parts of a story can be removed, never a story.
_KEPT_BY_EDITORS = (
    *("article", "image", "author", "tag", "byline", "relatedlink", "correction"),
    *("liveentry", "galleryitem", "breakingnews"),
)
_MORE_FOR_EDITORS = (
    "publish_article",
    "view_section",
    "view_importrecord",
    "delete_byline",
    "delete_relatedlink",
    "delete_galleryitem",
)


@dataclass(frozen=True)
class Account:
    username: str
    first_name: str
    last_name: str
    group: str
    rights: str


ACCOUNTS = (
    Account("chief", "سلمى", "الحسن", "رئاسة التحرير", "everything about stories"),
    Account("editor", "رامي", "دياب", "المحررون", "writes, publishes and withdraws stories; deletes none"),
)


def make_accounts() -> list[tuple[Account, str]]:
    """The accounts that are not there yet, with their new passwords."""
    groups = {"رئاسة التحرير": _all_permissions(), "المحررون": _editors_permissions()}
    made = []
    for account in ACCOUNTS:
        group, _ = Group.objects.get_or_create(name=account.group)
        group.permissions.set(groups[account.group])
        if User.objects.filter(username=account.username).exists():
            continue
        password = "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(4))
        user = User.objects.create_user(
            account.username,
            password=password,
            first_name=account.first_name,
            last_name=account.last_name,
            is_staff=True,
        )
        user.groups.add(group)
        made.append((account, password))
    return made


def sign_ins_text(made: list[tuple[Account, str]]) -> str:
    """What is shown and kept: a line an account."""
    lines = [f"  {account.username:<8} {password}   {account.rights}" for account, password in made]
    return "\n".join(["Sign-ins of the demo's editors (change them before others can reach this site):", *lines]) + "\n"


def keep(text: str, path: Path) -> None:
    """Write the file so that only its owner can read it, whole or not at all."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    draft.replace(path)


def _all_permissions() -> list[Permission]:
    return list(Permission.objects.filter(content_type__app_label="articles"))


def _editors_permissions() -> list[Permission]:
    codenames = [f"{verb}_{model}" for model in _KEPT_BY_EDITORS for verb in ("add", "change", "view")]
    return list(Permission.objects.filter(content_type__app_label="articles", codename__in=[*codenames, *_MORE_FOR_EDITORS]))
