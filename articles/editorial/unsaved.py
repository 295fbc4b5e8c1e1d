"""Unsaved work of a story's form: kept while it is typed, offered when the form is opened again, dropped when decided.

A form's key is signed for its person and story: what a form sends after its
person was signed out still finds its owner, and nobody else's work is written.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core import signing
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from articles.editorial.content import changed_fields, content_of, pack, unpack
from articles.editorial.typed import content_from, empty_content
from articles.models import Article, UnsavedWork

# Work that nobody asked for in so long is forgotten.
KEPT_FOR = timedelta(days=30)
# A form that stayed open longer has to be opened anew.
FORM_AGE = timedelta(days=14)
# Of a form, but not of the story.
_NOT_KEPT = frozenset({"csrfmiddlewaretoken", "form_key", "_move", "_save", "_continue", "_addanother", "_preview"})
_signer = signing.TimestampSigner(salt="newsroom.story-form")


@dataclass(frozen=True)
class FormKey:
    """Whose form it is, of which story (None: of a new one), and which of their forms."""

    user: int
    story: int | None
    name: str

    def __str__(self) -> str:
        return _signer.sign(f"{self.user}:{self.story or ''}:{self.name}")


def new_key(user: Any, story: Article | None, name: str = "") -> FormKey:
    return FormKey(user.pk, story.pk if story is not None else None, name or secrets.token_urlsafe(12))


def read_key(signed: str) -> FormKey | None:
    """None where it was not signed here, or too long ago."""
    try:
        user, story, name = _signer.unsign(signed, max_age=FORM_AGE).split(":")
    except (signing.BadSignature, ValueError):
        return None
    return FormKey(int(user), int(story) if story else None, name)


def keep(key: FormKey, fields: QueryDict, story: Article | None) -> UnsavedWork | None:
    """Keep the fields under the form's key. None where they hold nothing that the story does not: then none is kept."""
    typed = content_from(fields, story)
    changed = changed_fields(content_of(story) if story is not None else empty_content(), typed)
    UnsavedWork.objects.filter(user=key.user, saved_at__lt=timezone.now() - KEPT_FOR).delete()
    if not changed:
        forget(key.user, key.name)
        return None
    values = {
        "article": story,
        "saved_at": timezone.now(),
        "headline": typed["headline"][:300],
        "changed": changed,
        "fields": pack({name: fields.getlist(name) for name in fields if name not in _NOT_KEPT}),
    }
    return UnsavedWork.objects.update_or_create(user_id=key.user, form_key=key.name, defaults=values)[0]


def forget(user: int, name: str) -> None:
    UnsavedWork.objects.filter(user=user, form_key=name).delete()


def waiting(user: Any, story: Article | None) -> "QuerySet[UnsavedWork]":
    """The person's own unsaved work on the story (None: on stories not yet saved once), the newest first."""
    return UnsavedWork.objects.filter(user=user, article=story).defer("fields")


def fields_of(work: UnsavedWork) -> QueryDict:
    fields = QueryDict(mutable=True)
    for name, values in unpack(work.fields).items():
        fields.setlist(name, values)
    return fields
