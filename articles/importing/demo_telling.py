"""What the demo tells otherwise than as one text each: live updates, a gallery, a breaking line, standing pages.

``telling.json`` beside the stories; it names them by their external ids. A demo without it is whole too.
"""

import hashlib
import json
from datetime import timedelta
from pathlib import Path

from articles.importing.readers.fields import Fields, WrongField
from articles.models import Article, Author, BreakingNews, GalleryItem, Image, LiveEntry, Page, PublishedVersion

FILE_NAME = "telling.json"

_KEYS = ("live", "galleries", "breaking", "earlier", "pages", "withdrawals")
_ENTRY = "at headline body author key pinned"
_TEXT = ("headline", "standfirst", "body")


def load(folder: Path, shift: timedelta) -> None:
    """Write what the file tells, all times moved. ValueError (WrongField among them) if it can't be used."""
    path = folder / FILE_NAME
    if not path.exists():
        return
    values = json.loads(path.read_bytes())
    if not isinstance(values, dict):
        raise ValueError("not an object")
    told = Fields(values, _KEYS)
    for entry in told.subs("live", "story ended_at entries"):
        _live(entry, shift)
    for entry in told.subs("galleries", "story pictures"):
        _gallery(entry, folder)
    for entry in told.subs("breaking", "text story since until"):
        _breaking(entry, shift)
    for entry in told.subs("earlier", "story at replaced note"):
        _earlier(entry, shift)
    for entry in told.subs("withdrawals", "story note"):
        Article.objects.filter(pk=_story(entry).pk).update(withdrawal_note=entry.text("note"))
    for entry in told.subs("pages", "title slug order body"):
        Page(title=entry.text("title"), slug=entry.text("slug"), body=entry.text("body"), order=entry.number("order")).save()
    if unknown := told.unknown():
        raise WrongField(f"unknown keys: {', '.join(unknown)}")


def _story(entry: Fields) -> Article:
    found = Article.objects.filter(import_record__external_id=entry.text("story")).first()
    if found is None:
        raise WrongField(f"there is no story {entry.text('story')!r}")
    return found


def _live(told: Fields, shift: timedelta) -> None:
    story = _story(told)
    ended = told.time("ended_at")
    Article.objects.filter(pk=story.pk).update(
        story_type=Article.StoryType.LIVE, coverage_ended_at=ended + shift if ended else None
    )
    for entry in told.subs("entries", _ENTRY):
        at = entry.time("at")
        if at is None:
            raise WrongField("live.entries: an entry without a time")
        LiveEntry.objects.create(
            article=story,
            at=at + shift,
            headline=entry.text("headline"),
            body=entry.text("body"),
            author=Author.objects.named(entry.text("author")) if entry.text("author") else None,
            is_key=entry.flag("key"),
            is_pinned=entry.flag("pinned"),
        )


def _gallery(told: Fields, folder: Path) -> None:
    story = _story(told)
    Article.objects.filter(pk=story.pk).update(story_type=Article.StoryType.GALLERY)
    for order, entry in enumerate(told.subs("pictures", "path caption credit"), 1):
        GalleryItem.objects.create(
            article=story,
            image=_image(folder, entry.text("path")),
            order=order,
            own_caption=entry.text("caption"),
            own_credit=entry.text("credit"),
        )


def _image(folder: Path, name: str) -> Image:
    """The library's picture of that file, which a story brought."""
    path = folder / name
    digest = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    found = Image.objects.filter(sha256=digest).first() if digest else None
    if found is None:
        raise WrongField(f"no story brought the picture {name!r}")
    return found


def _breaking(told: Fields, shift: timedelta) -> None:
    since, until = told.time("since"), told.time("until")
    if since is None or until is None:
        raise WrongField("breaking: a line needs «since» and «until»")
    BreakingNews.objects.create(text=told.text("text"), article=_story(told), since=since + shift, until=until + shift)


def _earlier(told: Fields, shift: timedelta) -> None:
    """The text as it stood before a correction, beside the present one."""
    story, at = _story(told), told.time("at")
    if at is None or story.published_at is None:
        raise WrongField("earlier: a story with a date and the time of its change are needed")
    now = {name: getattr(story, name) for name in _TEXT}
    before = dict(now)
    for new, old in told.pairs("replaced"):
        before = {name: text.replace(new, old) for name, text in before.items()}
    PublishedVersion.objects.create(article=story, at=story.published_at, **before)
    PublishedVersion.objects.create(article=story, at=at + shift, note=told.text("note"), **now)
