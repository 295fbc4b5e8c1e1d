"""What is to be rendered: the rows say it themselves, so that nothing is lost with a process that dies.

One process of a machine works at a time; another waits, and then finds little left to do.
"""

import fcntl
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.conf import settings

from articles.models import Image
from articles.models import renditions as recipes
from articles.renditions.making import STORED_IN, build, forget_stale

logger = logging.getLogger(__name__)

LOCK_FILE = "renditions.lock"
BATCH = 200

Tell = Callable[[str], None]


@dataclass
class Outcome:
    """``pictures`` whose renditions were made; ``failed``: key -> why not."""

    pictures: int = 0
    failed: dict[int, str] = field(default_factory=dict)


@contextmanager
def alone() -> Iterator[None]:
    """Be the only one of this machine that renders; the lock ends with its process, however that ends."""
    with (settings.DATA_DIR / LOCK_FILE).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def build_awaiting(skip: set[int] | None = None, tell: Tell | None = None) -> Outcome:
    """Make what is missing: JPEG of all pictures first, for it takes little and serves everybody; then AVIF.

    ``skip``: keys of pictures not to be tried. A picture that can't be read is reported and left.
    """
    outcome = Outcome()
    made: set[int] = set()
    with alone():
        for kind in recipes.KINDS:
            done: set[int] = set(skip or ())
            while images := _next(kind, done | outcome.failed.keys()):
                for image in images:
                    done.add(image.pk)
                    if _built(image, kind, outcome):
                        made.add(image.pk)
                        if tell:
                            tell(f"{kind} {image.file.name}")
    outcome.pictures = len(made - outcome.failed.keys())
    return outcome


def _next(kind: str, done: set[int]) -> list[Image]:
    """Newest first: what is uploaded now is seen first. A new focal point meanwhile brings a picture back later."""
    rows = Image.objects.awaiting_renditions().filter(**{STORED_IN[kind]: ""}).order_by("-pk")
    keys = [pk for pk in rows.values_list("pk", flat=True) if pk not in done]
    return list(Image.objects.filter(pk__in=keys[:BATCH]).order_by("-pk"))


def _built(image: Image, kind: str, outcome: Outcome) -> bool:
    try:
        return build(image, kind)
    except (OSError, ValueError, SyntaxError, MemoryError) as error:
        logger.warning("No renditions of picture %s (%s): %s", image.pk, image.file.name, error)
        outcome.failed[image.pk] = str(error)
        return False


def drop_outdated() -> int:
    """Ask for the renditions of every picture that has others than the present recipes make; how many.

    Its present ones serve until then only where the recipes are the same: run this with each new version of the code.
    """
    outdated = []
    rows = Image.objects.exclude(file="").values_list("pk", "file", "focal_point", "jpegs", "avifs")
    for pk, name, focal_point, jpegs, avifs in rows.iterator(chunk_size=2000):
        signed = recipes.signature(name, focal_point)
        if {jpegs, avifs} - {"", signed, recipes.NEVER}:
            outdated.append(pk)
    for start in range(0, len(outdated), BATCH):
        Image.objects.filter(pk__in=outdated[start : start + BATCH]).update(jpegs="", avifs="")
    return len(outdated)


def tidy() -> int:
    """Remove sets of renditions that no page names any more; how many."""
    complete = Image.objects.exclude(file="").exclude(jpegs="").exclude(avifs="")
    with alone():
        return sum(forget_stale(image) for image in complete.iterator(chunk_size=500))
