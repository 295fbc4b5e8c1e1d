"""Two contents of a story beside each other: field by field, text word by word, lists by what came and went."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import localize
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.editorial.content import LISTS, POINTERS, TEXT, Content, bare, changed_fields
from articles.models import Article
from articles.text.diff import Piece, diff_html, diff_text, word_counts
from articles.text.diff_rows import Row, rows_around

# The order in which an editor reads.
ORDER = ("status", *TEXT[:4], "image", *TEXT[4:], *LISTS)


@dataclass(frozen=True)
class FieldChange:
    """What differs in one field. Filled is one of: ``pieces`` (a line of text), ``rows`` (the body), ``gone``/``come``
    (a list; both empty: the order alone), ``old``/``new`` (a value; "" where there was none)."""

    name: str
    label: str
    kind: str
    pieces: tuple[Piece, ...] = ()
    rows: list[Row] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    come: list[str] = field(default_factory=list)
    stayed: int = 0
    old: str = ""
    new: str = ""

    @property
    def words(self) -> tuple[int, int]:
        """Words added and removed."""
        every = [*self.pieces, *(piece for row in self.rows if row.change for piece in row.change.pieces)]
        return word_counts(every)


def compare(old: Content, new: Content) -> list[FieldChange]:
    """The fields that differ, in the order in which an editor reads."""
    differing = changed_fields(old, new)
    known = [name for name in ORDER if name in differing]
    return [compare_field(name, old.get(name), new.get(name)) for name in [*known, *(n for n in differing if n not in known)]]


def label_of(name: str) -> str:
    """What the field is called; its own name where the story has no such field any more."""
    own = {
        "bylines": _("authors"),
        "related_links": _("related links"),
        "gallery_items": _("pictures of the gallery"),
        "corrections": _("corrections"),
    }
    known = own.get(name)
    if known is None:
        known = next(
            (str(f.verbose_name) for f in Article._meta.get_fields() if f.name == name and hasattr(f, "verbose_name")), name
        )
    return str(capfirst(known))


def shown_row(name: str, row: Any) -> str:
    """A row of a list in words."""
    if isinstance(row, str):
        return row
    if name == "gallery_items" and row.get("own_caption"):
        return f"{row['name']}: {row['own_caption']}"
    return str(row.get("title") or row.get("name") or row.get("url") or "")


def shown_value(name: str, value: Any) -> str:
    """A value in words: what a choice is called, a time in the newsroom's zone."""
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, list):
        return "، ".join(shown_row(name, row) for row in value)
    if isinstance(value, dict):
        return str(value.get("name", ""))
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    choices = _choices(name)
    if value in choices:
        return str(choices[value])
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        moment = None
    return str(localize(timezone.localtime(moment))) if moment is not None and moment.tzinfo else str(value)


def _choices(name: str) -> dict[Any, Any]:
    column = next((column for column in Article._meta.concrete_fields if column.name == name), None)
    return dict(column.flatchoices) if column is not None else {}


def compare_field(name: str, old: Any, new: Any) -> FieldChange:
    """What differs in one field, whether anything does or not."""
    label = label_of(name)
    if name == "body":
        return FieldChange(name, label, "body", rows=list(rows_around(diff_html(old or "", new or ""))))
    if name in TEXT:
        return FieldChange(name, label, "text", pieces=diff_text(old or "", new or ""))
    if name in LISTS:
        return _list_change(name, label, old or [], new or [])
    kind = "value" if name not in POINTERS else "pointer"
    return FieldChange(name, label, kind, old=shown_value(name, old), new=shown_value(name, new))


def _list_change(name: str, label: str, old: list[Any], new: list[Any]) -> FieldChange:
    gone, come = list(_missing(old, new)), list(_missing(new, old))
    stayed = len(new) - len(come)
    return FieldChange(
        name,
        label,
        "list",
        gone=[shown_row(name, row) for row in gone],
        come=[shown_row(name, row) for row in come],
        stayed=stayed,
    )


def _missing(rows: list[Any], elsewhere: list[Any]) -> Iterator[Any]:
    known = [bare(row) for row in elsewhere]
    return (row for row in rows if bare(row) not in known)
