"""Posts and videos of well-known hosts in a story's body: a paragraph of one link, which pages show as more.

    <p class="embed"><a href="https://www.youtube.com/watch?v=…">What is to be seen</a></p>

Everything that knows nothing of it (feeds, the text-only edition, exports) shows a link. No host's script ever runs on
our pages: a video's frame comes at a reader's press (`articles.text.video`), a post is a card that leads to it.
"""

import html
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from articles.text.video import video_of

# Host's name -> its domains, and what the path of a single post looks like there.
_POSTS: dict[str, tuple[frozenset[str], re.Pattern[str]]] = {
    "X": (frozenset({"x.com", "twitter.com", "mobile.twitter.com"}), re.compile(r"/\w{1,20}/status/\d+")),
    "Facebook": (
        frozenset({"facebook.com", "m.facebook.com", "web.facebook.com", "fb.watch"}),
        re.compile(r"/(?:[^/]+/(?:posts|videos|photos)/|watch|share/|reel/|story\.php|permalink\.php|photo|[\w-]{6,}/?$)"),
    ),
    "Instagram": (frozenset({"instagram.com"}), re.compile(r"/(?:[\w.]+/)?(?:p|reel|tv)/[\w-]+")),
    "TikTok": (frozenset({"tiktok.com", "vm.tiktok.com"}), re.compile(r"/(?:@[\w.-]+/video/\d+|\w+/?$)")),
    "Telegram": (frozenset({"t.me", "telegram.me"}), re.compile(r"/(?:s/)?\w{3,}/\d+")),
    "Threads": (frozenset({"threads.net", "threads.com"}), re.compile(r"/@[\w.]+/post/[\w-]+")),
    "Bluesky": (frozenset({"bsky.app"}), re.compile(r"/profile/[\w.:-]+/post/\w+")),
    "SoundCloud": (frozenset({"soundcloud.com"}), re.compile(r"/[\w-]+/[\w-]+")),
}
HOST_NAMES = ("YouTube", "Vimeo", "Dailymotion", *_POSTS)
LONGEST = 2000

# As `markup.clean_html` leaves it.
PARAGRAPH = re.compile(
    r'<p(?: (?:dir|lang)="[^"]*")* class="embed"(?: (?:dir|lang)="[^"]*")*>\s*'
    r'<a(?=[^>]*\shref="(?P<href>[^"]*)")[^>]*>(?P<words>[^<]*)</a>\s*</p>'
)
_ANY = re.compile(r'<p\b[^>]*\sclass="embed"[^>]*>.*?</p>', re.DOTALL)
_CLASS = re.compile(r'\sclass="embed"')


@dataclass(frozen=True)
class Embed:
    """``page`` is where it lives; ``frame`` what is framed after a press, "" for what is no video."""

    host: str
    page: str
    frame: str = ""


def embed_of(address: str) -> Embed | None:
    """The post or video at the address, where its host is a known one; else None."""
    address = address.strip()
    if len(address) > LONGEST:
        return None
    video = video_of(address)
    if video is not None and video.frame:
        return Embed(video.host, video.page, video.frame)
    try:
        parts = urlsplit(address)
        domain = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or parts.username or parts.port:
        return None
    for host, (domains, path) in _POSTS.items():
        if domain in domains and path.match(parts.path):
            return Embed(host, parts._replace(scheme="https", fragment="").geturl())
    return None


def only_known(clean: str) -> str:
    """The HTML with the class taken off paragraphs that are no link of a known host: those stay what they are."""

    def checked(match: re.Match[str]) -> str:
        found = PARAGRAPH.fullmatch(match.group())
        known = found is not None and embed_of(html.unescape(found["href"])) is not None
        return match.group() if known else _CLASS.sub("", match.group(), count=1)

    return _ANY.sub(checked, clean) if 'class="embed"' in clean else clean
