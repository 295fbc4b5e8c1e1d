"""Addresses of videos: which hosts are known, and how a video is shown without asking anybody before the reader does.

Only hosts of this list are ever framed, and only after a click. `FRAME_ORIGINS`
is what a content security policy must allow for it.
"""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

FILE_TYPES = {".mp4": "video/mp4", ".webm": "video/webm", ".ogv": "video/ogg"}


@dataclass(frozen=True)
class Video:
    """``page`` is where the video lives; ``frame`` what is framed after a click ("" for a file), ``file`` its own address."""

    host: str
    page: str
    frame: str = ""
    file: str = ""
    media_type: str = ""


@dataclass(frozen=True)
class _Host:
    name: str
    domains: tuple[str, ...]
    # Finds the video's key in path (and query, behind a «?»).
    pattern: re.Pattern[str]
    page: str
    frame: str


_HOSTS = (
    _Host(
        "YouTube",
        ("youtube.com", "m.youtube.com", "music.youtube.com", "youtube-nocookie.com", "youtu.be"),
        re.compile(r"^/(?:watch\?v=|embed/|shorts/|live/|v/)?(?P<key>[A-Za-z0-9_-]{11})(?:[/?]|$)"),
        "https://www.youtube.com/watch?v={key}",
        "https://www.youtube-nocookie.com/embed/{key}?autoplay=1&rel=0",
    ),
    _Host(
        "Vimeo",
        ("vimeo.com", "player.vimeo.com"),
        re.compile(r"^/(?:video/|channels/[\w-]+/)?(?P<key>[0-9]{6,12})(?:[/?]|$)"),
        "https://vimeo.com/{key}",
        "https://player.vimeo.com/video/{key}?autoplay=1&dnt=1",
    ),
    _Host(
        "Dailymotion",
        ("dailymotion.com", "dai.ly", "geo.dailymotion.com"),
        re.compile(r"^/(?:video/|embed/video/|player\.html\?video=)?(?P<key>x[a-z0-9]{5,8})(?:[/?_]|$)"),
        "https://www.dailymotion.com/video/{key}",
        "https://geo.dailymotion.com/player.html?video={key}&autoplay=1",
    ),
)
FRAME_ORIGINS = tuple(f"https://{urlsplit(host.frame).netloc}" for host in _HOSTS)
HOST_NAMES = tuple(host.name for host in _HOSTS)


def video_of(address: str) -> Video | None:
    """The video at the address: on a known host, or a file over https; None for anything else."""
    try:
        parts = urlsplit(address.strip())
        domain = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not domain:
        return None
    for host in _HOSTS:
        if domain in host.domains:
            return _hosted(host, parts.path, parts.query)
    ending = re.search(r"\.[a-z0-9]+$", parts.path.lower())
    media_type = FILE_TYPES.get(ending.group() if ending else "")
    if media_type is None or parts.scheme != "https":
        return None
    return Video(host=domain, page=parts.geturl(), file=parts.geturl(), media_type=media_type)


def _hosted(host: _Host, path: str, query: str) -> Video | None:
    values = parse_qs(query)
    for name in ("v", "video"):
        if name in values:
            # The key's own parameter may stand behind others.
            path = f"{path}?{name}={values[name][0]}"
    found = host.pattern.match(path)
    if found is None:
        return None
    key = found["key"]
    return Video(host.name, page=host.page.format(key=key), frame=host.frame.format(key=key))
