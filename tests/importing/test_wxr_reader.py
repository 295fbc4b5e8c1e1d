"""A WordPress export: everything that stands in it either comes or is counted."""

from datetime import UTC, datetime

import pytest

from articles.importing.cleaning import clean_body
from articles.importing.readers import recognise, wxr
from articles.importing.story import Picture, Story
from tests.importing.reading import SAMPLES, reason, stories

EXPORT = (SAMPLES / "wordpress.xml").read_bytes()


@pytest.fixture(scope="module")
def posts() -> dict[str, Story]:
    return {story.headline: story for story in stories(wxr, EXPORT)}


@pytest.fixture
def port(posts: dict[str, Story]) -> Story:
    return posts["ميناء النخيل يفتح رصيفه & مخازنه"]


def test_it_is_known_by_its_content() -> None:
    assert recognise(EXPORT, "export.txt") is wxr


def test_what_a_post_tells(port: Story) -> None:
    assert port.authors == ("سلمى الحداد",)
    assert port.sections == ("محليات & بلديات", "أخبار"), "the primary category first"
    assert port.section_parents == (("محليات & بلديات", "أخبار"),)
    assert port.tags == ("موانئ",)
    assert port.standfirst == "رصيف جديد بعد عامين من العمل."
    assert port.slug == "ميناء-النخيل"
    assert port.status == "published"
    assert port.published_at == datetime(2026, 10, 5, 6, 30, tzinfo=UTC)
    assert port.updated_at == datetime(2026, 10, 6, 8, 0, tzinfo=UTC)
    assert port.image == Picture(
        url="https://old.example.org/wp-content/uploads/port.jpg", alt="رافعتان فوق رصيف", caption="رصيف الميناء"
    )


def test_its_identity_is_the_guid_and_its_old_addresses_are_kept(port: Story) -> None:
    assert port.external_id == "https://old.example.org/?p=17&preview=1"
    assert port.old_addresses == (
        "https://old.example.org/2026/10/port/",
        "https://old.example.org/2026/10/port-opens/",
        "https://old.example.org/?p=17&preview=1",
    )


def test_a_classic_body_becomes_paragraphs_and_figures(port: Story) -> None:
    body = clean_body(port.body)[0].split("\n")
    assert body[0] == "<p>افتتح الميناء رصيفه الجديد.<br>وحضر الوزير.</p>"
    assert body[1] == (
        '<figure><img src="https://old.example.org/wp-content/uploads/port-300x200.jpg" alt="الرصيف" width="300" height="200">'
        "<figcaption>الرصيف الجديد</figcaption></figure>"
    )
    assert body[2].startswith('<figure><img src="https://old.example.org/wp-content/uploads/port.jpg" alt="رافعتان فوق رصيف">')
    assert body[3] == '<figure><img src="https://old.example.org/wp-content/uploads/crane.jpg" alt=""></figure>'
    assert body[4].startswith('<p>وكانت <a href="https://old.example.org/2026/09/strike/">')
    assert body[5] == '<p>[gallery] رمز، و[contact-form-7 id="9" title="x"] نموذج.</p>'
    assert (
        body[6]
        == '<p><a href="https://www.youtube.com/watch?v=abcdefghijk">https://www.youtube.com/watch?v=abcdefghijk</a></p>'
    )


def test_what_is_left_or_missing_is_said(port: Story) -> None:
    told = "\n".join(port.warnings)
    assert "a bare «&» stands in 1 places" in told
    assert "comments 2" in told and "revisions 1" in told and "pages (--pages takes them) 1" in told
    assert "attachments (pictures come with their stories) 2" in told and "posts in the bin or never saved 1" in told
    assert "a gallery: 2 of its 3 pictures are in the export" in told
    assert "shortcodes left as they stand in the text: contact-form-7" in told


def test_a_body_of_blocks_loses_only_their_marks(posts: dict[str, Story]) -> None:
    body = clean_body(posts["إضراب في الميناء"].body)[0]
    assert "<p>أضرب العمال\nيوماً واحداً.</p>" in body
    assert '<img src="https://old.example.org/wp-content/uploads/strike.jpg" alt=""><figcaption>عمال</figcaption>' in body
    assert '<blockquote class="pull"><p>لن نعود.</p><footer>عامل</footer></blockquote>' in body
    assert "wp:" not in body


def test_a_login_without_a_name_signs_and_no_section_is_no_section(posts: dict[str, Story]) -> None:
    story = posts["إضراب في الميناء"]
    assert (story.authors, story.sections) == (("rami",), ())


def test_states_are_kept_and_nothing_hidden_becomes_public(posts: dict[str, Story]) -> None:
    assert (posts["مسودة"].status, posts["مسودة"].published_at) == ("draft", None)
    assert posts["خاص"].status == "draft"
    assert posts["وراء كلمة سر"].status == "draft"
    assert (posts["مجدول"].status, posts["مجدول"].published_at) == ("published", datetime(2036, 1, 1, tzinfo=UTC))
    assert "it was private: taken as a draft" in posts["خاص"].warnings
    assert "it was behind a password: taken as a draft" in posts["وراء كلمة سر"].warnings


def test_a_post_without_a_title_comes_with_its_first_words(posts: dict[str, Story]) -> None:
    assert posts["بلا عنوان أصلاً."].warnings == ("the post has no title: its first words stand for one",)


def test_pages_come_when_they_are_asked_for() -> None:
    assert [story.headline for story in stories(wxr, EXPORT, pages=True)][-1] == "من نحن"


def test_two_posts_with_one_guid_are_told_apart_by_their_number() -> None:
    twice = EXPORT.replace(b"?p=21</guid>", b"?p=20</guid>")
    found = {story.headline: story.external_id for story in stories(wxr, twice)}
    assert (found["مسودة"], found["خاص"]) == ("https://old.example.org/?p=20", "https://old.example.org/?p=21")


def test_versions_1_0_and_1_1_and_a_namespace_with_https_read_alike() -> None:
    for version in (
        b"http://wordpress.org/export/1.0/",
        b"http://wordpress.org/export/1.1/",
        b"https://wordpress.org/export/1.2/",
    ):
        assert len(stories(wxr, EXPORT.replace(b"http://wordpress.org/export/1.2/", version))) == 7


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.999])
def test_an_export_that_breaks_off_gives_no_story_at_all(share: float) -> None:
    assert "it is not whole" in reason(wxr, EXPORT[: int(len(EXPORT) * share)].decode(errors="ignore"))


def test_an_export_without_posts_says_what_it_holds() -> None:
    only = EXPORT.replace(b"<wp:post_type>post<", b"<wp:post_type>acf-field<")
    assert reason(wxr, only).startswith("the export holds no post; ")
    assert "items of type 'acf-field' 8" in reason(wxr, only)
