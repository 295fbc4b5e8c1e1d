"""Addresses of videos: many spellings, few hosts."""

import pytest

from articles.text.video import FRAME_ORIGINS, video_of


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "https://www.youtube.com/watch?app=desktop&v=dQw4w9WgXcQ&t=3s",
        "https://m.youtube.com/watch?v=dQw4w9WgXcQ",
        "https://youtu.be/dQw4w9WgXcQ?si=abc",
        "https://youtube.com/shorts/dQw4w9WgXcQ",
        "https://www.youtube.com/live/dQw4w9WgXcQ",
        "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
    ],
)
def test_all_spellings_of_a_youtube_address_are_one_video(address: str) -> None:
    video = video_of(address)
    assert video is not None
    assert video.page == "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
    assert video.frame.startswith("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?")


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://vimeo.com/76979871", "Vimeo"),
        ("https://player.vimeo.com/video/76979871?h=1", "Vimeo"),
        ("https://www.dailymotion.com/video/x8abcde", "Dailymotion"),
        ("https://dai.ly/x8abcde", "Dailymotion"),
    ],
)
def test_other_hosts(address: str, host: str) -> None:
    video = video_of(address)
    assert video is not None and video.host == host


def test_files_are_known_by_their_ending_and_need_https() -> None:
    video = video_of("https://cdn.example/a/b.MP4?token=1")
    assert video is not None and (video.media_type, video.frame) == ("video/mp4", "")
    assert video_of("http://cdn.example/b.mp4") is None


@pytest.mark.parametrize(
    "address",
    [
        "",
        "javascript:alert(1)",
        "https://youtube.com.evil.example/embed/dQw4w9WgXcQ",
        "https://evil.example/https://youtu.be/dQw4w9WgXcQ",
        "https://www.youtube.com/@channel/videos",
        'https://youtu.be/dQw4w9WgX"Q',
        "https://[bad",
        "data:text/html,x",
    ],
)
def test_anything_else_is_no_video(address: str) -> None:
    assert video_of(address) is None


def test_all_frames_come_from_the_listed_origins() -> None:
    for address in ("https://youtu.be/dQw4w9WgXcQ", "https://vimeo.com/76979871", "https://dai.ly/x8abcde"):
        video = video_of(address)
        assert video is not None and video.frame.startswith(FRAME_ORIGINS)
