"""A demo newsroom in a folder of its own, behind gunicorn on a free port, and the address of one page of every kind."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from django.core.management import call_command
from django.db.models import Count
from django.utils import timezone

ROOT = Path(__file__).resolve().parent.parent.parent

# Stands in every story that readers must not see: wherever it shows, one leaked.
SECRET = "سرشتنبق"


@dataclass
class Newsroom:
    """``pages``: kind -> path. ``errors``: kinds that answer with an error by design. ``hidden``: words no page may show."""

    url: str
    pages: dict[str, str]
    errors: dict[str, int] = field(default_factory=lambda: {"404": 404, "410": 410, "500": 500})
    hidden: list[str] = field(default_factory=list)
    pid: int = 0

    def address(self, kind: str) -> str:
        return self.url + self.pages[kind]


def build() -> tuple[dict[str, str], list[str]]:
    """Fill the empty database and media of ``DATA_DIR``; the pages of every kind and the words that must show nowhere."""
    from articles.models import Article  # noqa: PLC0415 (settings are ready only now)

    call_command("migrate", verbosity=0)
    call_command("collectstatic", "--no-input", verbosity=0)
    if not Article.objects.exists():
        call_command("demo", stdout=open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 (as long as the process)
        _plant()
        call_command("build_renditions", stdout=open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
    hidden = [story.headline for story in Article.objects.all() if not story.is_public]
    return _pages(), [SECRET, *hidden]


def _plant() -> None:
    """What the demo lacks: a video, enough live entries for two pages, and hidden stories that carry a word of their own."""
    from articles.models import Article, LiveEntry  # noqa: PLC0415

    first = Article.objects.public().exclude(image=None).newest_first()[0]
    now = timezone.now()
    Article.objects.create(
        headline="فيديو: جولة في الحي القديم",
        standfirst="دقيقتان من السوق إلى الجسر.",
        body="<p>صُوّر هذا الفيديو صباح اليوم.</p>",
        story_type="video",
        video_url="https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        image=first.image,
        image_caption="لقطة من الفيديو",
        section=first.section,
        status="published",
        published_at=now - timedelta(minutes=50),
    )
    live = Article.objects.public().get(story_type="live")
    for number in range(24):
        at = now - timedelta(hours=30, minutes=number)
        LiveEntry.objects.create(article=live, headline=f"من الليلة الأولى: تحديث {number + 1}", body="<p>متن.</p>", at=at)
    for number in range(20):
        # Enough for a second page of the section, old enough to stand on no front page.
        Article.objects.create(
            headline=f"من الأرشيف: خبر محلي قديم رقم {number + 1}",
            body="<p>خبر قصير من أرشيف الصحيفة.</p>",
            status="published",
            published_at=now - timedelta(days=400 + number * 9),
            section=live.section,
        )
    for status, at in (("draft", now), ("published", now + timedelta(days=2)), ("withdrawn", now)):
        body = f"<p>{SECRET} {status}.</p>"
        Article.objects.create(
            headline=f"{SECRET} {status}", body=body, status=status, published_at=at, section=first.section, image=first.image
        )


def _pages() -> dict[str, str]:
    from articles.models import Article, Author, Section, Tag  # noqa: PLC0415

    public = Article.objects.public().newest_first()
    plain = public.filter(story_type="article")
    pictured, bare = plain.exclude(image=None)[0], plain.filter(image=None)[0]
    corrected = plain.filter(corrections__isnull=False)[0]
    changed = public.annotate(changes=Count("published_versions")).filter(changes__gt=1)[0]
    live, shown, film = (public.filter(story_type=kind)[0] for kind in ("live", "gallery", "video"))
    upper = Section.objects.filter(parent=None, children__isnull=False).order_by("order")[0]
    lower = upper.children.order_by("order")[0]
    day = timezone.localdate(pictured.published_at)
    topic = Tag.objects.filter(tagged_articles__content_object__in=public)[0]
    gone = Article.objects.filter(status="withdrawn").exclude(headline__contains=SECRET)[0]
    pages = {
        "front": "/",
        "section": upper.get_absolute_url(),
        "section, page 2": f"{upper.get_absolute_url()}?page=2",
        "section, narrowed": f"{upper.get_absolute_url()}?since=2001-01-01",
        "section, nothing left": f"{upper.get_absolute_url()}?until=2001-01-01",
        "sub-section": lower.get_absolute_url(),
        "article": pictured.get_absolute_url(),
        "article without picture": bare.get_absolute_url(),
        "article with correction": corrected.get_absolute_url(),
        "live coverage": live.get_absolute_url(),
        "live coverage, page 2": f"{live.get_absolute_url()}?page=2",
        "gallery": shown.get_absolute_url(),
        "video": film.get_absolute_url(),
        "changes": f"{changed.get_absolute_url()}versions/",
        "text of a story": f"{pictured.get_absolute_url()}text/",
        "text front": "/text/",
        "topic": topic.get_absolute_url(),
        "author": Author.objects.exclude(image=None)[0].get_absolute_url(),
        "archive": "/archive/",
        "archive, year": f"/archive/{day.year}/",
        "archive, month": f"/archive/{day.year}/{day.month}/",
        "archive, day": f"/archive/{day.year}/{day.month}/{day.day}/",
        "archive, undated": "/archive/undated/",
        "corrections": "/corrections/",
        "standing page": "/page/من-نحن/",
        "newsletter": "/newsletter/",
        "feeds": "/feeds/",
        "most read": "/most-read/",
        "search": "/search/?q=المدينة",
        "search, nothing found": "/search/?q=زقزقفش",
        "search, no question": "/search/",
        "saved": "/saved/",
        "offline": "/offline/",
        "404": "/nothing/",
        "410": f"/a/{gone.pk}",
        "500": "/audit/fails/",
    }
    return pages | {f"{kind}, English": pages[kind] for kind in ("front", "section", "article", "live coverage", "search")}


@contextmanager
def served(pages: dict[str, str], hidden: list[str]) -> Iterator[Newsroom]:
    """The newsroom behind the server of `make run`, until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).parent / "gunicorn"), "newsroom.wsgi", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", "2", "--threads", "4", "--worker-class", "gthread", "--log-level", "critical"]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.audit.settings"}
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    try:
        newsroom = Newsroom(f"http://127.0.0.1:{port}", pages, hidden=hidden, pid=server.pid)
        _await(newsroom.url + "/healthz")
        yield newsroom
    finally:
        server.terminate()
        server.wait(timeout=30)


def _await(address: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("the server did not start within 20 seconds")
