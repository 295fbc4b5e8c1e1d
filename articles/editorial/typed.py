"""What is typed in a story's form, as content (see `articles.editorial.content`), and a content's lists as form fields.

Fields are a ``QueryDict`` as a browser sends the form. Nothing is validated
here: what can't be read is as if it were not typed. Saving is the form's own.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.http import QueryDict
from django.utils import timezone

from articles.editorial.content import CHOSEN, TEXT, Content, bare, content_of, person
from articles.models import Article, Author, Image, Section, Tag
from articles.models.named import tidy_name
from articles.text.arabic import fold_key
from articles.text.markup import clean_html
from articles.text.slugs import slugify
from articles.text.tags import tags_from_string

TIMES = ("published_at", "updated_at", "embargo_until", "unpublish_at", "due_at", "coverage_ended_at")
# As `<input type="datetime-local">` writes it.
MINUTE = "%Y-%m-%dT%H:%M"
# No form has more rows; a forged number of them costs nothing.
MOST_ROWS = 500
# The list, its rows' own columns, and which of these points to what.
_ROWS: dict[str, tuple[tuple[str, ...], str, Any]] = {
    "bylines": (("author",), "author", Author),
    "related_links": (("target", "url", "title"), "target", Article),
    "gallery_items": (("image", "own_caption", "own_credit"), "image", Image),
}


def content_from(fields: QueryDict, story: Article | None) -> Content:
    """The content that saving the form would make; what the form does not hold is the story's own."""
    content = content_of(story) if story is not None else empty_content()
    for name in (*TEXT, *CHOSEN, "withdrawal_note"):
        if name in fields:
            content[name] = _text(name, _one(fields, name), content.get(name) or "")
    for name, model in (("image", Image), ("section", Section)):
        if name in fields:
            content[name] = next(iter(_pointers(model, [_one(fields, name)])), None)
    if "assignee" in fields:
        keys = [_one(fields, "assignee")]
        content["assignee"] = next((person(user) for user in _by_keys(get_user_model(), keys).values()), None)
    for name in TIMES:
        if name in fields:
            content[name] = _time(_one(fields, name), content.get(name))
    return content | lists_from(fields)


def empty_content() -> Content:
    """The content of a story that is only being written."""
    new = Article()
    plain = {name: getattr(new, name) for name in (*TEXT, *CHOSEN)}
    lists: Content = {name: [] for name in ("further_sections", "tags", *_ROWS)}
    empty = dict.fromkeys(("image", "section", "assignee"))
    return {**plain, **empty, **lists, "status": str(new.status), "withdrawal_note": ""}


def form_fields(content: Content, story: Article, fields: QueryDict) -> QueryDict:
    """The form's fields with the content in them: those that the form holds, and no other."""
    made = fields.copy()
    for name in (*TEXT, *CHOSEN, "withdrawal_note", *TIMES, "image", "section", "assignee", "tags"):
        if name in fields:
            made[name] = _typed(name, content.get(name))
    if "further_sections" in fields or content["further_sections"]:
        made.setlist("further_sections", [str(row["id"]) for row in content["further_sections"]])
    fill_lists(made, content, story)
    return made


def fill_lists(fields: QueryDict, content: Content, story: Article | None) -> None:
    """Put the content's rows into those formsets that the fields hold, in place of their rows."""
    held = {prefix for prefix in _ROWS if f"{prefix}-TOTAL_FORMS" in fields}
    for name in [name for name in fields if name.partition("-")[0] in held]:
        del fields[name]
    for name, values in list_fields(content, story).items():
        if name.partition("-")[0] in held:
            fields.setlist(name, values)


def _typed(name: str, value: Any) -> str:
    if name in TIMES:
        return timezone.localtime(datetime.fromisoformat(value)).strftime(MINUTE) if value else ""
    if isinstance(value, dict):
        return str(value["id"])
    return "، ".join(value) if isinstance(value, list) else str(value or "")


def list_fields(content: Content, story: Article | None) -> dict[str, list[str]]:
    """The formsets' fields that make the story's rows those of the content, whatever rows it has now."""
    made: dict[str, list[str]] = {}
    for name, (columns, key, _model) in _ROWS.items():
        now = list(getattr(story, name).order_by("order", "pk")) if story is not None else []
        wanted = content.get(name) or []
        if name == "bylines":
            wanted = [{"author": row["id"]} for row in wanted]
        made |= _formset(name, columns, key, now, wanted, story)
    return made


def _formset(
    prefix: str, columns: tuple[str, ...], key: str, now: list[Any], wanted: list[dict[str, Any]], story: Article | None
) -> dict[str, list[str]]:
    by_key = {_identity(row, key): row for row in now}
    places = {_identity(row, key): place for place, row in enumerate(wanted, 1)}
    rows = {_identity(row, key): row for row in wanted}
    made: dict[str, list[str]] = {}
    old_first = [*by_key, *(identity for identity in rows if identity not in by_key)]
    for number, identity in enumerate(old_first):
        start, stored, row = f"{prefix}-{number}-", by_key.get(identity), rows.get(identity)
        made[f"{start}id"] = [str(stored.pk) if stored is not None else ""]
        made[f"{start}article"] = [str(story.pk) if story is not None else ""]
        for column in columns:
            value = row.get(column) if row is not None else getattr(stored, f"{column}_id" if column == key else column)
            made[f"{start}{column}"] = ["" if value is None else str(value)]
        made[f"{start}order"] = [str(places.get(identity, ""))]
        if row is None:
            made[f"{start}DELETE"] = ["on"]
    counts = {"TOTAL": len(old_first), "INITIAL": len(now), "MIN_NUM": 0, "MAX_NUM": 1000}
    return made | {f"{prefix}-{name}_FORMS": [str(count)] for name, count in counts.items()}


def _identity(row: Any, key: str) -> tuple[Any, str]:
    """What tells a row from its neighbours: what it points to, or its address."""
    if isinstance(row, dict):
        return (row.get(key), row.get("url") or "")
    return (getattr(row, f"{key}_id"), getattr(row, "url", ""))


def lists_from(fields: QueryDict) -> Content:
    """The lists that the form holds, as they are typed."""
    found: Content = {}
    if "headline" in fields:
        # Boxes without a tick are not sent: a form that sends its headline holds them.
        chosen = _pointers(Section, fields.getlist("further_sections"))
        found["further_sections"] = sorted(chosen, key=lambda pointer: pointer["id"])
    if "tags" in fields:
        found["tags"] = _topics(_one(fields, "tags"))
    for name in _ROWS:
        if f"{name}-TOTAL_FORMS" in fields:
            found[name] = _rows(fields, name)
    return found


def _topics(typed: str) -> list[str]:
    """As they are called where they exist, in the order in which a story's topics stand."""
    names = {fold_key(name): tidy_name(name) for name in tags_from_string(typed.replace("\x00", ""))}
    names |= dict(Tag.objects.filter(name_key__in=names).values_list("name_key", "name"))
    return [names[key] for key in sorted(names) if key]


def _rows(fields: QueryDict, name: str) -> list[dict[str, Any]]:
    columns, key, model = _ROWS[name]
    rows = [row for _place, row in sorted(_typed_rows(fields, name, columns), key=lambda found: found[0])]
    known = {str(pointer["id"]): pointer for pointer in _pointers(model, (row[key] for row in rows))}
    made = []
    for row in rows:
        pointer = known.get(row[key])
        if name == "bylines":
            made += [pointer] if pointer else []
        elif pointer or row.get("url"):
            made.append({**row, key: pointer["id"] if pointer else None, "name": pointer["name"] if pointer else row["url"]})
    return made


def _typed_rows(fields: QueryDict, name: str, columns: tuple[str, ...]) -> Iterable[tuple[tuple[int, int], dict[str, str]]]:
    """Place and columns of every row that is not struck out. A row without a place goes below the last."""
    total = _one(fields, f"{name}-TOTAL_FORMS")
    for number in range(min(int(total), MOST_ROWS) if total.isascii() and total.isdecimal() else 0):
        start = f"{name}-{number}-"
        order = _one(fields, f"{start}order")
        place = int(order) if order.isascii() and order.isdecimal() and int(order) > 0 else MOST_ROWS * 10
        if not _one(fields, f"{start}DELETE"):
            yield (place, number), {column: _plain(_one(fields, f"{start}{column}")) for column in columns}


def _pointers(model: Any, keys: Iterable[str]) -> list[dict[str, Any]]:
    """Those that exist, in the order of the keys."""
    return [{"id": key, "name": str(row)} for key, row in _by_keys(model, keys).items()]


def _by_keys(model: Any, keys: Iterable[str]) -> dict[int, Any]:
    wanted = [int(key) for key in keys if key.isascii() and key.isdecimal() and len(key) < 18]
    rows = model.objects.only("headline") if model is Article else model.objects
    found = rows.in_bulk(wanted) if wanted else {}
    return {key: found[key] for key in dict.fromkeys(wanted) if key in found}


def _text(name: str, typed: str, stored: str) -> str:
    text = _plain(typed)
    if name == "body":
        text = clean_html(text)
    elif name == "headline":
        text = tidy_name(text)
    elif name == "slug":
        text = slugify(text) or stored
    # A text area writes its line ends otherwise than they are stored: that is no change.
    return stored if bare(stored).strip() == text else text


def _one(fields: QueryDict, name: str) -> str:
    """The field's (last) value; "" where it came without one."""
    value = fields.get(name)
    return value if isinstance(value, str) else ""


def _plain(typed: str) -> str:
    return typed.replace("\x00", "").replace("\r\n", "\n").strip()


def _time(typed: str, stored: str | None) -> str | None:
    """As ISO in UTC; the stored one, with its seconds, where the field, which shows minutes, says the same."""
    try:
        moment = datetime.fromisoformat(typed) if typed else None
    except ValueError:
        return stored
    if moment is None:
        return None
    aware = (timezone.make_aware(moment) if moment.tzinfo is None else moment).astimezone(UTC)
    if stored and datetime.fromisoformat(stored).replace(second=0, microsecond=0) == aware:
        return stored
    return aware.isoformat()
