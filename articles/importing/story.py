"""The neutral record that every reader yields and the writer takes. No Django here.

Text is as the file tells it; `checking` cleans it. An empty value means that
the file does not tell.
"""

import hashlib
import json
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

# The reader's own remarks and the place are no part of what the story says.
_PROVENANCE = {"path", "line", "alone", "warnings"}


@dataclass(frozen=True)
class Picture:
    """The lead picture. Seed stories tell a caption without a file.

    ``focal_point`` («0.5x0.3») and ``sha256`` (of the file it once was made
    from, which names it for ever) come from another newsroom's export.
    """

    path: str = ""
    url: str = ""
    alt: str = ""
    caption: str = ""
    credit: str = ""
    rights: str = ""
    focal_point: str = ""
    sha256: str = ""


@dataclass(frozen=True)
class Amendment:
    """A public note on what was changed after publication; ``kind`` as in `Correction.Kind`."""

    kind: str
    date: datetime
    note: str


@dataclass(frozen=True)
class Story:
    """One story as a file tells it.

    ``body`` is plain paragraphs divided by blank lines, or HTML. Times may be
    naive: the writer takes them in the newsroom's zone. ``related`` holds
    headlines, external ids or addresses. ``section_parents`` are (section,
    section above it), for sections that are not there yet. ``old_addresses``
    are those under which this newsroom itself has published the story: they
    lead to it from now on. ``public_id`` is the number in the story's own
    address, kept where it is free. ``related_titles`` are (line of ``related``,
    the editors' own title for it). ``telling``: an object of JSON, what
    `telling.write` takes. ``as_is``: another newsroom's export, whose
    text is sanitised but not mended. ``alone`` says that the file holds this
    story only, so that the file's path is its identity.
    """

    headline: str
    kicker: str = ""
    standfirst: str = ""
    body: str = ""
    slug: str = ""
    genre: str = ""
    status: str = ""
    external_id: str = ""
    source_name: str = ""
    source_url: str = ""
    sections: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    published_at: datetime | None = None
    updated_at: datetime | None = None
    embargo_until: datetime | None = None
    unpublish_at: datetime | None = None
    image: Picture = Picture()
    corrections: tuple[Amendment, ...] = ()
    section_parents: tuple[tuple[str, str], ...] = ()
    old_addresses: tuple[str, ...] = ()
    public_id: int = 0
    related_titles: tuple[tuple[str, str], ...] = ()
    as_is: bool = False
    telling: str = ""
    path: str = field(default="", compare=False)
    line: int = field(default=1, compare=False)
    alone: bool = field(default=False, compare=False)
    warnings: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class Rejected:
    """A record that can't become a story: where it stands and why, in one line; and what it is, as far as that is text."""

    path: str
    line: int
    reason: str
    raw: str = field(default="", compare=False)


_TOLD = tuple(f.name for f in fields(Story) if f.name not in _PROVENANCE)


def told(story: Story) -> dict[str, Any]:
    """What the file tells, as JSON values: empty fields and the place left out."""
    values = {name: value for name in _TOLD if (value := getattr(story, name))}
    values["image"] = {key: value for key, value in vars(story.image).items() if value}
    values["corrections"] = [vars(note) for note in story.corrections]
    return {key: _plain_value(value) for key, value in values.items() if value}


def record_hash(story: Story) -> str:
    """SHA-256 (hex) of what the file tells. A field added to `Story` later leaves it as it is."""
    canonical = json.dumps(told(story), sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _plain_value(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain_value(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain_value(item) for item in value]
    return value
