"""Snippets show the story's own spelling, whole words, around what was asked for."""

from hypothesis import given, settings
from hypothesis import strategies as st

from articles import search
from articles.models import Article
from articles.search.query import parse
from articles.search.snippets import SNIPPET_WORDS, Marker


def hits(pieces):
    return [piece.text for piece in pieces if piece.hit]


def text_of(pieces):
    return "".join(piece.text for piece in pieces)


def marker(asked):
    return Marker(parse(asked).stems)


def test_words_are_marked_as_they_are_written():
    text = "أعلنت وَزارَةُ الخارجيّة والمَســؤولين عن السُّوريِّ الجديد"
    assert hits(marker("وزارة مسؤول سوريا").mark(text)) == ["وَزارَةُ", "والمَســؤولين", "السُّوريِّ"]


def test_grammar_words_are_not_marked():
    assert hits(marker("من هو وزير النفط").mark("من قال هو إن وزير النفط")) == ["وزير", "النفط"]


def test_a_long_text_is_cut_around_the_hits_at_words():
    text = " ".join([f"كلمة{n}" for n in range(200)] + ["الجفاف يضرب السهول"] + [f"لفظة{n}" for n in range(200)])
    pieces = marker("جفاف السهول").snippet(text)
    assert hits(pieces) == ["الجفاف", "السهول"]
    shown = text_of(pieces)
    assert shown.startswith("…") and shown.endswith("…")
    assert shown.strip("…") in text
    assert len(shown.split()) <= SNIPPET_WORDS * 2


def test_the_place_with_most_different_words_is_chosen():
    text = "النفط النفط النفط " + "حشو " * 100 + "أسعار النفط العالمية " + "حشو " * 100
    assert hits(marker("أسعار النفط العالمية").snippet(text)) == ["أسعار", "النفط", "العالمية"]


def test_without_a_hit_the_beginning_is_shown():
    assert text_of(marker("غائب").snippet("بداية " + "كلام " * 100)).startswith("بداية كلام")


def test_a_short_text_is_shown_whole_and_nothing_of_nothing():
    assert text_of(marker("خبر").snippet("هذا خبر.")) == "هذا خبر."
    assert marker("خبر").snippet("") == []


@settings(deadline=None)
@given(st.text(max_size=300))
def test_pieces_joined_are_the_text(text):
    assert text_of(marker("سوريا الأمم").mark(text)) == text


@settings(deadline=None)
@given(st.text(st.sampled_from("ابتسوري ًّـ\u200f.،ﻻﷺ"), max_size=400))
def test_a_snippet_is_a_stretch_of_the_text(text):
    assert text_of(marker("سوريا ابت").snippet(text)).strip("…") in text


def test_markup_stays_text(story):
    story("خبر «مهم» & <b>", "<p>سعر النفط &lt;script&gt;alert(1)&lt;/script&gt; &amp; الغاز</p>")
    result = search.find("النفط", queryset=Article.objects.public()).results[0]
    assert text_of(result.headline) == "خبر «مهم» & <b>"
    assert text_of(result.snippet) == "سعر النفط <script>alert(1)</script> & الغاز"
    assert hits(result.snippet) == ["النفط"]
