"""The demo's editors: an account in each of the desk's roles, passwords made at that moment."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth.models import Group, User

from articles.editorial.roles import ROLES
from articles.models import Section, SectionEditor

# Without letters and digits that are mistaken for each other when typed from a screen.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class Account:
    """``role`` is a key of `roles.ROLES`; ``sections`` are those that the person works for."""

    username: str
    first_name: str
    last_name: str
    role: str
    rights: str
    sections: tuple[str, ...] = ()


ACCOUNTS = (
    Account("chief", "سلمى", "الحسن", "chief", "chief: everything about stories"),
    Account("editor", "رامي", "دياب", "section_editor", "section editor: أخبار with all below it, and صحة", ("أخبار", "صحة")),
    Account("reporter", "هدى", "مراد", "reporter", "reporter: writes and submits stories of her own"),
    Account("photo", "ليان", "قاسم", "photo_editor", "photo editor: pictures and captions of all stories"),
)


def make_accounts() -> list[tuple[Account, str]]:
    """The accounts that are not there yet, with their new passwords."""
    made = []
    for account in ACCOUNTS:
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
        user.groups.add(Group.objects.get(name=ROLES[account.role].name))
        for section in Section.objects.filter(name__in=account.sections):
            SectionEditor.objects.create(user=user, section=section)
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
