"""One person in each of the desk's roles, with sections, and stories that stand to them in each way."""

from typing import Any

from django.contrib.auth.models import Group, User

from articles.editorial.roles import ROLES
from articles.models import Article, Section, SectionEditor

# Whose story it is: the person's own (in a section that is not theirs), another's in their section, another's elsewhere.
WHOSE = ("own", "section", "other")


def person(role: str, *sections: Section, username: str = "") -> User:
    """A person in a role; the password is the user name."""
    name = username or role
    user = User.objects.create_user(name, password=name, first_name=name, is_staff=True)
    user.groups.add(Group.objects.get(name=ROLES[role].name))
    for section in sections:
        SectionEditor.objects.create(user=user, section=section)
    return user


def newsroom() -> dict[str, Section]:
    """«محليات» stands below «أخبار», whose editors have it too; «رياضة» is somebody else's."""
    news = Section.objects.create(name="أخبار")
    return {
        "news": news,
        "local": Section.objects.create(name="محليات", parent=news),
        "sport": Section.objects.create(name="رياضة"),
    }


def story_for(user: User, whose: str, sections: dict[str, Section], other: User) -> Article:
    """A draft that stands so to a person who works for «أخبار»."""
    fields: dict[str, Any] = {
        "own": {"created_by": user, "section": sections["sport"]},
        "section": {"created_by": other, "section": sections["local"]},
        "other": {"created_by": other, "section": sections["sport"]},
    }[whose]
    return Article.objects.create(headline=f"مادة {whose}", body="<p>نص المادة.</p>", **fields)
