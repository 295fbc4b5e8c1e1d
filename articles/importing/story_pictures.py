"""A story's pictures, the leading one and those in its body: had from beside the file or from their address, kept once.

Nothing is written before `kept`. What can't be had is a warning; the story comes without it.
"""

import html
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

from articles.importing import fetching, lead_picture
from articles.importing.fetching import is_address
from articles.importing.lead_picture import NoPicture
from articles.importing.options import Options
from articles.importing.story import Picture, Story
from articles.models import Article, Image
from articles.pictures import MAX_BYTES, BadPicture, read_picture
from articles.pictures import Picture as CheckedPicture

# More pictures than this in one body are left where they are.
MAX_IN_BODY = 60
# A host that fails so often in a row is not asked again in this run.
_PATIENCE = 3
_KEPT_IN_MIND = 20_000

_IMG = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r'\s([a-z]+)="([^"]*)"', re.IGNORECASE)
_FIRST_FIGURE = re.compile(
    r"^\s*<figure>(?:<a [^>]*>)?(<img\b[^>]*>)(?:</a>)?(?:<figcaption>(.*?)</figcaption>)?</figure>\s*", re.DOTALL
)

Had = CheckedPicture | Image


@dataclass
class Gathered:
    """What a story's pictures are. ``body``: source as it stands in the body -> picture."""

    lead: Had | None = None
    body: dict[str, Had] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)


@dataclass
class Kept:
    """``image`` leads the story, ``body`` shows the library's pictures. Set ``used`` when the story was written with them."""

    image: Image | None
    body: str
    used: bool = False


class StoryPictures:
    """Of one run: what was fetched is not fetched again, and limits hold for all stories together."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._limits = fetching.Limits(max_bytes=MAX_BYTES, private=options.allow_private_addresses)
        self._fetched = 0
        self._known: dict[str, str] = {}  # address -> SHA-256 of what was kept
        self._failed: dict[str, str] = {}
        self._failures: Counter[str] = Counter()

    def gather(self, story: Story) -> Gathered:
        """Read or fetch all that the story shows, in memory."""
        found = Gathered()
        if story.image.path or story.image.url:
            try:
                found.lead = self._lead(story)
            except NoPicture as error:
                found.warnings.append(str(error))
        sources = dict.fromkeys(source for tag in _IMG.findall(story.body) if (source := _source(tag)))
        for source in list(sources)[:MAX_IN_BODY]:
            try:
                if (had := self._in_body(story, source)) is not None:
                    found.body[source] = had
            except NoPicture as error:
                found.warnings.append(f"a picture of the body stays where it is: {error}")
        if len(sources) > MAX_IN_BODY:
            found.warnings.append(
                f"{len(sources) - MAX_IN_BODY} pictures of the body stay where they are: at most {MAX_IN_BODY} are taken"
            )
        return found

    @contextmanager
    def kept(self, gathered: Gathered, story: Story) -> Iterator[Kept]:
        """The pictures in the library, before the story's own transaction (encoding and renditions take long).

        If the story is not written with them after all, the new ones go again;
        if the process is killed, the next run finds them.
        """
        new: list[Image] = []
        try:
            image = self._keep(gathered.lead, story.image, story.image.url, new)
            body = _without_lead(story.body, gathered)
            shown = {source: self._keep(had, _told(body, source), source, new) for source, had in gathered.body.items()}
            kept = Kept(image, _showing(body, shown))
            yield kept
        except BaseException:
            _drop(new)
            raise
        if not kept.used:
            _drop(new)

    def _lead(self, story: Story) -> Had | None:
        known = Image.objects.filter(sha256=story.image.sha256).first() if story.image.sha256 else None
        if known is not None:
            return known
        if story.image.path:
            return lead_picture.load(story)
        if not self._options.fetch_pictures:
            return None
        return self._at(story, story.image.url, "image.url: ")

    def _in_body(self, story: Story, source: str) -> Had | None:
        """None for a picture that is ours already, or that is not asked for."""
        if source.startswith("/media/") or not self._options.fetch_pictures:
            return None
        address = urljoin(story.path, source) if is_address(story.path) else source
        if not is_address(address):
            return None if address.startswith("/") else lead_picture.load(replace(story, image=Picture(path=unquote(address))))
        return self._at(story, address, "")

    def _at(self, story: Story, address: str, place: str) -> Had | None:
        """The picture of this address: known, beside the story's file, or fetched. None in a dry run."""
        known = self._known.get(address)
        image = Image.objects.filter(sha256=known).first() if known else None
        if image is not None:
            return image
        beside = _path_beside(story.path, address)
        if beside:
            return lead_picture.load(replace(story, image=Picture(path=beside)))
        if self._options.dry_run:
            return None
        try:
            return read_picture(self._fetch(address))
        except (fetching.NotFetched, BadPicture) as error:
            self._forget_failure(address, str(error))
            raise NoPicture(f"{place}{address[:200]}: {error}") from error

    def _fetch(self, address: str) -> bytes:
        if address in self._failed:
            raise fetching.NotFetched(self._failed[address])
        host = urlsplit(address).netloc
        if self._failures[host] >= _PATIENCE:
            raise fetching.NotFetched("its host failed several times in this run and is not asked again")
        if self._fetched >= self._options.max_pictures:
            raise fetching.NotFetched(
                f"{self._fetched:,} pictures were fetched in this run: that is the limit (--max-pictures)"
            )
        self._fetched += 1
        self._failures[host] += 1
        data = fetching.fetch(address, self._limits).data
        self._failures[host] = 0
        return data

    def _forget_failure(self, address: str, reason: str) -> None:
        if len(self._failed) < _KEPT_IN_MIND:
            self._failed[address] = reason

    def _keep(self, had: Had | None, told: Picture, address: str, new: list[Image]) -> Image | None:
        if had is None or isinstance(had, Image):
            return had
        image, is_new = lead_picture.store(had, told)
        if is_new:
            new.append(image)
        if is_address(address) and len(self._known) < _KEPT_IN_MIND:
            self._known[address] = had.sha256
        return image


def _drop(images: list[Image]) -> None:
    for image in images:
        if not Article.objects.filter(image=image).exists():
            lead_picture.drop(image)


def _source(tag: str) -> str:
    return next((html.unescape(value) for name, value in _ATTRIBUTE.findall(tag) if name.lower() == "src"), "")


def _path_beside(story_path: str, address: str) -> str:
    """The address' path where a file stands so beside the story's (an export unpacked with its uploads), else ""."""
    try:
        path = unquote(urlsplit(address).path).lstrip("/")
    except ValueError:
        return ""
    if not path or is_address(story_path) or ".." in PurePosixPath(path).parts:
        return ""
    return path if lead_picture.stands_beside(story_path, path) else ""


def _told(body: str, source: str) -> Picture:
    """What the body says of a picture: its alternative text and its caption."""
    for tag in _IMG.finditer(body):
        if _source(tag[0]) == source:
            alt = next((html.unescape(value) for name, value in _ATTRIBUTE.findall(tag[0]) if name.lower() == "alt"), "")
            return Picture(alt=alt[:300])
    return Picture()


def _sha256(had: Had | None) -> str | None:
    return had.sha256 if had is not None else None


def _without_lead(body: str, gathered: Gathered) -> str:
    """The body without a first figure that only shows the lead picture again."""
    first = _FIRST_FIGURE.match(body)
    if first is None or gathered.lead is None or first[2]:
        return body
    same = _sha256(gathered.body.get(_source(first[1]))) == _sha256(gathered.lead)
    return body[first.end() :] if same else body


def _showing(body: str, shown: dict[str, Image | None]) -> str:
    def once(tag: re.Match[str]) -> str:
        image = shown.get(_source(tag[0]))
        if image is None:
            return tag[0]
        told = {name.lower(): value for name, value in _ATTRIBUTE.findall(tag[0])}
        size = f' width="{image.width}" height="{image.height}"' if image.width and image.height else ""
        alt = told.get("alt", "") or html.escape(image.alt)
        return f'<img src="{html.escape(image.file.url)}" alt="{alt}"{size}>'

    return _IMG.sub(once, body) if shown else body
