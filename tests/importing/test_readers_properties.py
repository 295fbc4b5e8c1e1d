"""Any bytes give an answer, never an error; and what is written in the seed format is read back the same."""

import io

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.importing.readers import READERS, jsonl, recognise, seed
from articles.importing.story import Picture, Rejected, Story
from articles.text.markup import paragraphs_to_html
from tests.importing.helpers import SAMPLE, lines, seed_story

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
SEED = SAMPLE.read_bytes()
RECORD = lines({"headline": "عنوان", "body": "نص", "sections": ["أخبار"], "image": {"path": "a.jpg"}}).encode()

words = st.text(LETTERS, min_size=2, max_size=9)


def phrases(least: int, most: int) -> st.SearchStrategy[str]:
    return st.lists(words, min_size=least, max_size=most).map(" ".join)


sentences = phrases(9, 16).map(lambda text: f"قال {text}.")


@st.composite
def stories(draw: st.DrawFn) -> tuple[str, Story]:
    """A file in the seed format, and the story that it tells."""
    paragraphs = draw(st.lists(st.lists(sentences, min_size=1, max_size=3), min_size=1, max_size=5))
    # A caption that reads like the first paragraph, letter by letter, would be its copy.
    headline, caption = draw(phrases(4, 10)), f"صورة {draw(phrases(3, 9))}"
    sections = draw(st.lists(phrases(1, 3), max_size=3, unique=True))
    related = draw(st.lists(phrases(4, 9), max_size=3, unique=True))
    first = " ".join(paragraphs[0])
    cut = draw(st.integers(min(45, len(first) - 1), len(first) - 1))
    standfirst = next(
        whole
        for count in range(1, len(paragraphs[0]) + 1)
        if len(whole := " ".join(paragraphs[0][:count])) >= len(first[:cut].rstrip())
    )
    body = [" ".join(paragraph) for paragraph in paragraphs]
    text = "\n".join(
        [
            headline,
            "",
            f"{first[:cut]}...",
            caption,
            "",
            *"\n\n".join(body).split("\n"),
            "",
            *("أقسام", *sections, ""),
            *("أخبار متعلقة", *related),
        ]
    )
    story = Story(
        headline=headline,
        standfirst=standfirst,
        body=paragraphs_to_html(body),
        image=Picture(caption=caption),
        sections=tuple(sections),
        related=tuple(related),
    )
    return text, story


@given(stories())
@settings(max_examples=150, deadline=None)
def test_what_is_written_in_the_seed_format_is_read_back(written: tuple[str, Story]) -> None:
    text, story = written
    assert seed_story(text) == story


def spoilt(whole: bytes) -> st.SearchStrategy[bytes]:
    """The file with a piece of anything put over a piece of it."""
    places = st.integers(0, len(whole))
    return st.tuples(places, places, st.binary(max_size=12) | st.text(max_size=8).map(str.encode)).map(
        lambda parts: whole[: parts[0]] + parts[2] + whole[parts[1] :]
    )


@given(st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")) | spoilt(SEED))
@settings(max_examples=400, deadline=None)
def test_seed_reader_answers_any_bytes(data: bytes) -> None:
    (item,) = seed.read(io.BytesIO(data), "story.txt")
    assert (isinstance(item, Story) and item.headline) or (isinstance(item, Rejected) and item.reason)


@given(st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")) | spoilt(RECORD * 3))
@settings(max_examples=400, deadline=None)
def test_json_lines_reader_answers_any_bytes(data: bytes) -> None:
    items = list(jsonl.read(io.BytesIO(data), "stories.jsonl"))
    assert items
    assert all((isinstance(item, Story) and item.headline) or (isinstance(item, Rejected) and item.reason) for item in items)


@given(st.binary(max_size=200), st.sampled_from(["", "a", "a.txt", "a.jsonl", "a.jpg", "a.json"]))
@settings(max_examples=200, deadline=None)
def test_telling_the_format_answers_any_bytes(head: bytes, filename: str) -> None:
    assert recognise(head, filename) in (*READERS, None)
