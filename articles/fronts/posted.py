"""An arrangement in a form: each place and each block as fields of their own, and back."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.fronts.layout import (
    HOME_TOP,
    MOST_BLOCKS,
    MOST_STORIES,
    SECTION_KINDS,
    SECTION_TOP,
    TOP,
    BlockPlan,
    Kind,
    Layout,
    Place,
    Shape,
    Spot,
)
from articles.models import FrontBlock
from articles.models.article import HEADLINE_LENGTH
from articles.models.front import KICKER_LENGTH

# What a database key can be.
LARGEST_KEY = 2**63 - 1
MINUTES = "%Y-%m-%dT%H:%M"


class Moment(forms.DateTimeInput):
    """The browser's own calendar and clock, in the newsroom's zone."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format=MINUTES, attrs={"dir": "ltr"})


class SpotForm(forms.Form):
    """A story's place: the story's key, and how it stands there."""

    story = forms.IntegerField(min_value=1, max_value=LARGEST_KEY, required=False, widget=forms.HiddenInput)
    until = forms.DateTimeField(label=_("pinned until"), required=False, widget=Moment)
    headline = forms.CharField(label=_("own headline"), required=False, max_length=HEADLINE_LENGTH)
    kicker = forms.CharField(label=_("own kicker"), required=False, max_length=KICKER_LENGTH)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("headline", "kicker"):
            self.fields[name].widget.attrs["dir"] = "auto"


class BlockForm(forms.Form):
    """A block; what it is about does not change once it stands."""

    kind = forms.ChoiceField(
        choices=[(kind.value, kind.label) for kind in FrontBlock.Kind if kind != Kind.TOP], widget=forms.HiddenInput
    )
    section = forms.IntegerField(min_value=1, max_value=LARGEST_KEY, required=False, widget=forms.HiddenInput)
    tag = forms.IntegerField(min_value=1, max_value=LARGEST_KEY, required=False, widget=forms.HiddenInput)
    title = forms.CharField(label=_("own title"), required=False, max_length=100)
    shape = forms.ChoiceField(label=_("shape"), choices=FrontBlock.Shape.choices, required=False)
    count = forms.IntegerField(label=_("number of stories"), min_value=1, max_value=MOST_STORIES, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].widget.attrs["dir"] = "auto"
        for name in ("shape", "count"):
            self.fields[name].widget.attrs["data-nr-refresh"] = ""


@dataclass
class Posted:
    """A layout with its forms. Not ``is_valid``: the forms say what is wrong, and ``layout`` has the rest."""

    layout: Layout
    spots: dict[str, SpotForm] = field(default_factory=dict)
    blocks: list[BlockForm] = field(default_factory=list)
    is_valid: bool = True


def show(layout: Layout) -> Posted:
    """The forms of a layout."""
    posted = Posted(layout)
    for place, spot in layout.places():
        values = vars(spot) if spot else {}
        posted.spots[str(place)] = SpotForm(prefix=str(place), initial=values, auto_id="id_%s")
    for number, block in enumerate(layout.blocks):
        posted.blocks.append(BlockForm(prefix=f"b{number}", initial=vars(block), auto_id="id_%s"))
    return posted


def read(data: Mapping[str, Any], *, home: bool) -> Posted:
    """The layout that was sent. Whatever is sent gives a layout: no story twice in it, nothing beyond its limits."""
    posted = Posted(Layout.empty(home=home))
    seen: set[int] = set()

    def spots(group: int, size: int) -> tuple[Spot | None, ...]:
        return tuple(_spot(posted, data, Place(group, position), seen) for position in range(size))

    top = spots(TOP, HOME_TOP if home else SECTION_TOP)
    blocks: list[BlockPlan] = []
    for number in range(_number(data, "blocks", MOST_BLOCKS)):
        form = BlockForm(data, prefix=f"b{number}", auto_id="id_%s")
        posted.is_valid &= form.is_valid()
        plan = _plan(form.cleaned_data)
        if plan is not None and (home or plan.kind in SECTION_KINDS):
            row = spots(len(blocks), _number(data, f"b{number}-size", MOST_STORIES))
            blocks.append(replace(plan, spots=row))
            posted.blocks.append(form)
    posted.layout = Layout(top, tuple(blocks))
    return posted


def _spot(posted: Posted, data: Mapping[str, Any], place: Place, seen: set[int]) -> Spot | None:
    form = SpotForm(data, prefix=str(place), auto_id="id_%s")
    posted.spots[str(place)] = form
    posted.is_valid &= form.is_valid()
    told = form.cleaned_data
    story = told.get("story")
    if not story or story in seen:
        return None
    seen.add(story)
    return Spot(story, told.get("until"), told.get("headline", ""), told.get("kicker", ""))


def _plan(told: dict[str, Any]) -> BlockPlan | None:
    """What is right of a block's fields; None without a kind."""
    if "kind" not in told:
        return None
    return BlockPlan(
        kind=told["kind"],
        section=told.get("section") if told["kind"] == Kind.SECTION else None,
        tag=told.get("tag") if told["kind"] == Kind.TOPIC else None,
        title=told.get("title", ""),
        shape=told.get("shape") or Shape.ROW,
        count=told.get("count") or 0,
    )


def _number(data: Mapping[str, Any], name: str, most: int) -> int:
    text = str(data.get(name, ""))
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < 4 else 0
