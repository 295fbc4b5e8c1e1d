"""What changed between two texts: nothing lost, paragraphs beside their like, marks and links told apart from words."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.text.diff import Kind, diff_html, diff_text, is_same, word_counts
from articles.text.diff_blocks import blocks_of, text_of
from articles.text.markup import clean_html, plain_text

WORDS = st.sampled_from(
    "سوريا دمشق الأمم المتحدة قال، اجتماعاً. مُنِحَ 412 في و «نعم» Geneva ، . : a-b".split()  # noqa: SIM905
)
INLINE = st.sampled_from(["{}", "<strong>{}</strong>", "<em>{}</em>", '<a href="https://example.org/{n}">{}</a>', "<b>{}</b>"])


@st.composite
def paragraphs(draw: st.DrawFn) -> str:
    runs = []
    for _ in range(draw(st.integers(1, 4))):
        words = " ".join(draw(st.lists(WORDS, min_size=1, max_size=6)))
        runs.append(draw(INLINE).format(words, n=draw(st.integers(1, 2))))
    shape = draw(
        st.sampled_from(["<p>{}</p>", "<h2>{}</h2>", "<ul><li>{}</li></ul>", "<blockquote class='pull'><p>{}</p></blockquote>"])
    )
    return shape.format(draw(st.sampled_from(["", " ", "<br>", '<img src="/a.jpg" alt="رسم">'])).join(runs))


STORIES = st.lists(paragraphs(), max_size=8).map("".join).map(clean_html)


@st.composite
def two_versions(draw: st.DrawFn) -> tuple[str, str]:
    """A story and what an editor made of it: paragraphs dropped, doubled, moved, rewritten."""
    old = draw(st.lists(paragraphs(), max_size=8))
    new = draw(st.permutations(old)) if draw(st.booleans()) else list(old)
    for place in draw(st.lists(st.integers(0, 7), max_size=4)):
        if place < len(new):
            new[place : place + 1] = draw(st.lists(paragraphs(), max_size=2))
    return clean_html("".join(old)), clean_html("".join(new))


@settings(max_examples=150, deadline=None)
@given(two_versions())
def test_both_texts_can_be_put_together_again(versions: tuple[str, str]) -> None:
    old, new = versions
    changes = diff_html(old, new)
    assert [change.old for change in changes if change.old] == blocks_of(old)
    assert [change.new for change in changes if change.new] == blocks_of(new)
    for change in changes:
        assert sum((piece.old for piece in change.pieces), ()) == (change.old.tokens if change.old else ())
        assert sum((piece.new for piece in change.pieces), ()) == (change.new.tokens if change.new else ())
        for piece in change.pieces:
            assert piece.old or piece.new
            if piece.kind in {Kind.SAME, Kind.RESTYLED}:
                assert [token.key for token in piece.old] == [token.key for token in piece.new]
                assert (piece.kind is Kind.SAME) == all(a.marks == b.marks for a, b in zip(piece.old, piece.new, strict=True))


@settings(max_examples=80, deadline=None)
@given(STORIES)
def test_a_text_does_not_differ_from_itself(story: str) -> None:
    assert is_same(diff_html(story, story))


@settings(max_examples=80, deadline=None)
@given(STORIES)
def test_blocks_hold_the_words_of_the_plain_text(story: str) -> None:
    words = " ".join(block.text.replace("\ufffc", "") for block in blocks_of(story))
    assert words.split() == plain_text(story).split()


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_any_two_lines_can_be_put_together_again(old: str, new: str) -> None:
    pieces = diff_text(old, new)
    assert text_of(sum((piece.old for piece in pieces), ())).split() == old.split()
    assert text_of(sum((piece.new for piece in pieces), ())).split() == new.split()


def shown(pieces: object) -> list[tuple[str, str]]:
    return [(str(piece.kind), piece.text.strip()) for piece in pieces]  # type: ignore[attr-defined]


def test_a_changed_number_is_the_only_change() -> None:
    [change] = diff_html("<p>وجد الغواصون 421 حجراً.</p>", "<p>وجد الغواصون 412 حجراً.</p>")
    assert change.kind is Kind.CHANGED
    assert shown(change.pieces) == [("same", "وجد الغواصون"), ("removed", "421"), ("added", "412"), ("same", "حجراً.")]
    assert word_counts(change.pieces) == (1, 1)


def test_vowel_signs_stay_with_their_word() -> None:
    assert shown(diff_text("مُنِحَ الجائزة", "مَنَحَ الجائزة")) == [("removed", "مُنِحَ"), ("added", "مَنَحَ"), ("same", "الجائزة")]


def test_a_paragraph_put_in_between_moves_no_other() -> None:
    old = "<p>الأولى من الفقرات هنا.</p><p>الثانية تأتي بعدها.</p>"
    new = "<p>الأولى من الفقرات هنا.</p><p>جديدة تماماً لم تكن.</p><p>الثانية تأتي بعدها.</p>"
    assert [change.kind for change in diff_html(old, new)] == [Kind.SAME, Kind.ADDED, Kind.SAME]


def test_a_rewritten_paragraph_stands_beside_its_old_self() -> None:
    old = "<p>سيُعقد الاجتماع يوم الخميس في جنيف بحضور عشر دول.</p><p>انتهى.</p>"
    new = "<p>فقرة أخرى لا شأن لها بما قبلها.</p><p>سيُعقد الاجتماع يوم الجمعة في جنيف بحضور تسع دول.</p><p>انتهى.</p>"
    assert [change.kind for change in diff_html(old, new)] == [Kind.ADDED, Kind.CHANGED, Kind.SAME]


def test_bold_is_told_as_formatting_not_as_words() -> None:
    [change] = diff_html("<p>قال الوزير نعم.</p>", "<p>قال <strong>الوزير</strong> نعم.</p>")
    assert shown(change.pieces) == [("same", "قال"), ("restyled", "الوزير"), ("same", "نعم.")]
    assert is_same(diff_html("<p><b>نعم</b></p>", "<p><strong>نعم</strong></p>"))


def test_a_link_that_leads_elsewhere_is_told() -> None:
    [change] = diff_html(
        '<p>انظر <a href="https://example.org/1">هنا</a>.</p>', '<p>انظر <a href="https://example.org/2">هنا</a>.</p>'
    )
    [restyled] = [piece for piece in change.pieces if piece.kind is Kind.RESTYLED]
    assert (restyled.old[0].link, restyled.new[0].link) == ("https://example.org/1", "https://example.org/2")


def test_another_picture_is_another_thing_another_alt_is_not() -> None:
    first, second = '<p>أ <img src="/1.jpg" alt="رسم"></p>', '<p>أ <img src="/2.jpg" alt="رسم"></p>'
    assert [piece.kind for piece in diff_html(first, second)[0].pieces] == [Kind.SAME, Kind.REMOVED, Kind.ADDED]
    other_alt = first.replace("رسم", "صورة")
    assert [piece.kind for piece in diff_html(first, other_alt)[0].pieces] == [Kind.SAME, Kind.RESTYLED]


def test_a_paragraph_that_becomes_a_heading_is_changed() -> None:
    [change] = diff_html("<p>ما الذي جرى</p>", "<h2>ما الذي جرى</h2>")
    assert (change.kind, change.is_other_kind, change.block_kind) == (Kind.CHANGED, True, "h2")


def test_lone_signs_between_two_changes_do_not_split_them() -> None:
    pieces = diff_text("قال زيد في دمشق", "صرّح عمرو في حلب")
    assert shown(pieces) == [("removed", "قال زيد في دمشق"), ("added", "صرّح عمرو في حلب")]


def test_hostile_sizes_are_bounded() -> None:
    old = "".join(f"<p>{'كلمة أخرى ' * 3}{number}</p>" for number in range(1500))
    new = "".join(f"<p>{'كلمة غيرها ' * 3}{number}</p>" for number in range(1500))
    long_old, long_new = "<p>" + "أ ب " * 20_000 + "</p>", "<p>" + "ب ج " * 20_000 + "</p>"
    started = time.perf_counter()
    diff_html(old, new)
    diff_html(long_old, long_new)
    diff_html("<p>س</p>" * 3000, "<p>س</p><p>ص</p>" * 1500)
    assert time.perf_counter() - started < 20
