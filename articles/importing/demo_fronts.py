"""The demo's arranged fronts: the front page and the sections' own, each as editors would have arranged it.

``fronts.json`` beside the stories names them by their external ids. A demo without it is whole too.
"""

import json
from datetime import timedelta
from pathlib import Path

from articles.fronts import keeping
from articles.fronts.layout import BlockPlan, Kind, Layout, Shape, Spot
from articles.importing.readers.fields import Fields, WrongField
from articles.models import Article, Section, Tag

FILE_NAME = "fronts.json"

_FRONT = "section at note top blocks"
_BLOCK = "kind section topic title shape count stories"
_PLACE = "story until headline kicker"


def load(folder: Path, shift: timedelta) -> None:
    """Write what the file tells, all times moved. ValueError (WrongField among them) if it can't be used."""
    path = folder / FILE_NAME
    if not path.exists():
        return
    values = json.loads(path.read_bytes())
    if not isinstance(values, dict):
        raise ValueError("not an object")
    told = Fields(values, ["fronts"])
    for front in told.subs("fronts", _FRONT):
        section = _section(front)
        spots = [_spot(place, shift) for place in front.subs("top", _PLACE)]
        empty = Layout.empty(home=section is None).top
        blocks = tuple(_block(block, shift) for block in front.subs("blocks", _BLOCK))
        at = front.time("at")
        if at is None:
            raise WrongField("fronts: an arrangement without a time")
        keeping.save(
            Layout((*spots, *empty[len(spots) :]), blocks),
            section=section,
            after=keeping.newest_number(section),
            by=None,
            live_from=at + shift,
            note=front.text("note"),
        )
    if unknown := told.unknown():
        raise WrongField(f"unknown keys: {', '.join(unknown)}")


def _block(told: Fields, shift: timedelta) -> BlockPlan:
    kind, shape = told.text("kind"), told.text("shape") or Shape.ROW
    if kind not in Kind or kind == Kind.TOP or shape not in Shape:
        raise WrongField(f"fronts.blocks: there is no such kind or shape: {kind!r}, {shape!r}")
    section, topic = _section(told), told.text("topic")
    tag = Tag.objects.named(topic) if topic else None
    if topic and tag is None:
        raise WrongField(f"fronts.blocks: there is no topic {topic!r}")
    return BlockPlan(
        kind=kind,
        section=section.pk if section else None,
        tag=tag.pk if tag else None,
        title=told.text("title"),
        shape=shape,
        count=told.number("count"),
        spots=tuple(_spot(place, shift) for place in told.subs("stories", _PLACE)),
    )


def _spot(told: Fields, shift: timedelta) -> Spot | None:
    """An empty object is a place that fills itself."""
    name = told.text("story")
    if not name:
        return None
    story = Article.objects.filter(import_record__external_id=name).first()
    if story is None:
        raise WrongField(f"there is no story {name!r}")
    until = told.time("until")
    return Spot(story.pk, until + shift if until else None, told.text("headline"), told.text("kicker"))


def _section(told: Fields) -> Section | None:
    name = told.text("section")
    found: Section | None = Section.objects.named(name) if name else None
    if name and found is None:
        raise WrongField(f"there is no section {name!r}")
    return found
