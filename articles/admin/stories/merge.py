"""A save over a newer version: both texts shown over the form, put together by choice, saved as a new version."""

from typing import Any

from django.contrib import messages
from django.forms import Media
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from articles.admin.stories.form import version_of
from articles.editorial import desk_versions, three_way
from articles.editorial.content import content_of
from articles.editorial.typed import content_from, fill_lists, form_fields
from articles.models import Article, StoryVersion

# In the form: the token of the version with which the choices were made, and the choices.
MERGE, CHOICE = "_merge", "merge-"


class MergeMixin:
    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if request.method == "POST" and obj is not None and not hasattr(request, "merge_tried"):
            request.merge_tried = True  # type: ignore[attr-defined]
            self._put_together(request, obj)
        return super().get_form(request, obj, change, **kwargs)  # type: ignore[misc]

    def _put_together(self, request: HttpRequest, story: Article) -> None:
        """Where choices were made over the newest version, the request's fields become what they make.

        The story is read under its lock: nobody saves between this and the save.
        """
        current = version_of(story)
        if request.POST.get(MERGE) == current:
            try:
                fields = merged_fields(request.POST, story)
            except three_way.Undecided as waiting:
                messages.error(request, _("Choose for each of these which text stays: %(fields)s.") % {"fields": waiting})
                request.POST = _with_corrections(_fitted(request.POST, story), story)  # type: ignore[assignment]
                return
            fields["version"], fields["_continue"] = current, "1"
            for name in [name for name in fields if name.startswith(CHOICE)]:
                del fields[name]
            request.version_cause = StoryVersion.Cause.MERGED  # type: ignore[attr-defined]
        elif request.POST.get("version") not in {None, "", current}:
            # It is shown again, or saved over the other's: rows that the other editor has written anew have other keys now.
            fields = _fitted(request.POST, story)
        else:
            return
        request.POST = _with_corrections(fields, story)  # type: ignore[assignment]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        obj = kwargs.get("obj")
        if obj is not None and getattr(context["adminform"].form, "stale", False):
            # Validation has written into the form's own instance.
            stored = Article.objects.select_related("section", "image").get(pk=obj.pk)
            found, base = both_texts(request.POST, stored)
            chosen = {name: request.POST.get(f"{CHOICE}{name}", "") for name in _names(found)}
            context["merge"] = {"fields": [_told(merge, chosen) for merge in found], "base": base}
            context["media"] = context["media"] + Media(css={"all": ["admin-desk/merge.css"]})
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]


def both_texts(fields: QueryDict, story: Article) -> tuple[list[three_way.FieldMerge], StoryVersion | None]:
    """Where the stored story and what was typed part, and the version on which that form was opened."""
    base = desk_versions.version_at(story, fields.get("version") or "")
    old = desk_versions.content_at(base) if base is not None else None
    return three_way.merges(old, content_of(story), content_from(fields, story)), base


def merged_fields(fields: QueryDict, story: Article) -> QueryDict:
    found, _base = both_texts(fields, story)
    mine = content_from(fields, story)
    content = three_way.resolved(found, mine, lambda name: fields.get(f"{CHOICE}{name}") or "")
    return form_fields(content, story, fields)


def _fitted(fields: QueryDict, story: Article) -> QueryDict:
    """The fields with their rows under the keys that the story's rows have now."""
    made = fields.copy()
    fill_lists(made, content_from(fields, story), story)
    return made


def _names(found: list[three_way.FieldMerge]) -> list[str]:
    return [name for merge in found for name in (merge.name, *(f"{merge.name}-{part.key}" for part in merge.conflicts))]


def _told(merge: three_way.FieldMerge, chosen: dict[str, str]) -> dict[str, Any]:
    """A differing field with the choices that there are, and the one made or proposed."""
    offered = [(three_way.MERGED, _("Both together"))] if merge.can_merge else []
    offered += [(three_way.THEIRS, _("What was saved")), (three_way.MINE, _("What I wrote"))]
    now = chosen[merge.name] or merge.proposed
    parts = [{"part": part, "chosen": chosen.get(f"{merge.name}-{part.key}", "")} for part in merge.parts]
    return {"merge": merge, "offered": offered, "chosen": now, "parts": parts if merge.conflicts else []}


def _with_corrections(fields: QueryDict, story: Article) -> QueryDict:
    """Corrections as they were typed, without those that the other editor took out, with those put in."""
    if "corrections-TOTAL_FORMS" not in fields:
        return fields
    total = str(fields["corrections-TOTAL_FORMS"])
    numbers = range(min(int(total), 200) if total.isascii() and total.isdecimal() else 0)
    typed = [
        {name: fields.get(f"corrections-{n}-{name}", "") for name in ("id", "kind", "date", "note", "DELETE")} for n in numbers
    ]
    stored = list(story.corrections.all())  # type: ignore[attr-defined]
    known = {row["id"]: row for row in typed if row["id"]}
    rows = [known.get(str(row.pk)) or _correction(row) for row in stored] + [
        row for row in typed if not row["id"] and row["note"]
    ]
    for number, row in enumerate(rows):
        for name, value in {**row, "article": str(story.pk)}.items():
            fields.pop(f"corrections-{number}-{name}", None)
            if value:
                fields[f"corrections-{number}-{name}"] = value
    fields["corrections-TOTAL_FORMS"], fields["corrections-INITIAL_FORMS"] = str(len(rows)), str(len(stored))
    return fields


def _correction(row: Any) -> dict[str, Any]:
    return {"id": str(row.pk), "kind": row.kind, "date": row.date.isoformat(), "note": row.note}
