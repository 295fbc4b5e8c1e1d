"""Which addresses are posts and videos of known hosts, and that nothing else keeps the class."""

import pytest

from articles.text.embeds import embed_of
from articles.text.markup import clean_html, plain_text


@pytest.mark.parametrize(
    ("address", "host", "is_video"),
    [
        ("https://youtu.be/dQw4w9WgXcQ?t=3", "YouTube", True),
        ("https://vimeo.com/123456789", "Vimeo", True),
        ("https://twitter.com/desk/status/123456?s=20", "X", False),
        ("https://x.com/desk/status/123456", "X", False),
        ("https://www.facebook.com/desk/posts/pfbid02", "Facebook", False),
        ("https://www.instagram.com/p/Cabc-12/", "Instagram", False),
        ("https://www.tiktok.com/@desk/video/7123456789", "TikTok", False),
        ("https://t.me/desk/42", "Telegram", False),
        ("https://bsky.app/profile/desk.example/post/3k2a", "Bluesky", False),
        ("https://soundcloud.com/desk/episode-1", "SoundCloud", False),
    ],
)
def test_known_hosts(address: str, host: str, is_video: bool) -> None:
    embed = embed_of(address)
    assert embed is not None and embed.host == host
    assert bool(embed.frame) is is_video
    assert embed.page.startswith("https://")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "نص",
        "https://example.org/status/1",
        "https://x.com/desk",
        "https://x.com.evil.example/desk/status/1",
        "https://evil.example/?https://x.com/desk/status/1",
        "https://user@x.com/desk/status/1",
        "https://x.com:8443/desk/status/1",
        "javascript:alert(1)//x.com/a/status/1",
        "https://[::1/desk/status/1",
        "https://x.com/desk/status/1" + "0" * 3000,
    ],
)
def test_anything_else_is_none(address: str) -> None:
    assert embed_of(address) is None


def test_an_embed_is_a_paragraph_of_one_link_of_a_known_host() -> None:
    stored = '<p class="embed"><a href="https://x.com/desk/status/1" rel="noopener">بيان &amp; رد</a></p>'
    assert clean_html(stored) == stored
    assert clean_html(clean_html(stored)) == stored
    assert plain_text(stored) == "بيان & رد"
    for wrong in (
        '<p class="embed"><a href="https://example.org/1">نص</a></p>',
        '<p class="embed">نص <a href="https://x.com/desk/status/1">نص</a></p>',
        '<p class="embed">نص</p>',
        '<p class="embed wide"><iframe src="https://x.com/desk/status/1"></iframe>نص</p>',
    ):
        assert "embed" not in clean_html(wrong), wrong
        assert "نص" in clean_html(wrong)
