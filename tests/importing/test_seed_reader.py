"""The seed reader: each part in its place, however the file was saved, and nothing guessed wrongly."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from articles.importing.story import Rejected
from articles.text.markup import plain_text
from tests.importing.helpers import SAMPLE, read_seed, seed_story

SEED = SAMPLE.read_text(encoding="utf-8")
WHOLE = seed_story(SEED)

HEADLINE = "عنوان الخبر في سطر واحد"
FIRST = "وصلت القافلة الأولى صباح اليوم إلى المدينة محملة بالكتب والدفاتر للتلاميذ العائدين إلى مدارسهم. ورحب بها الأهالي."
FIRST_SENTENCE = "وصلت القافلة الأولى صباح اليوم إلى المدينة محملة بالكتب والدفاتر للتلاميذ العائدين إلى مدارسهم."
SECOND = "وقال رئيس اللجنة إن القوافل ستستمر حتى نهاية الشهر، وإن كل تلميذ سيحصل على حقيبة كاملة."
STUMP = FIRST[:70] + "..."
CAPTION = "تلاميذ ينتظرون وصول القافلة أمام باب المدرسة"


def paragraphs(story: object) -> list[str]:
    return plain_text(story.body).split("\n\n") if story.body else []  # type: ignore[attr-defined]


def file_of(*blocks: str) -> str:
    return "\n\n".join(blocks) + "\n"


def test_every_part_is_found_in_its_place() -> None:
    assert WHOLE.headline == "بلدية “عين الصفصاف” تفتح حديقة على سطح المرآب القديم"
    assert WHOLE.image.caption == "المهندسة رنا الحلو تشرح مخطط الحديقة لطلاب مدرسة البلدة"
    assert WHOLE.sections == ("محليات", "بيئة")
    assert WHOLE.related == ("سكان البلدة يزرعون ألف شجرة في أسبوع", "كيف تصنع تربة خفيفة من قشور الجوز؟")
    assert len(paragraphs(WHOLE)) == 3
    assert (WHOLE.published_at, WHOLE.authors, WHOLE.warnings) == (None, (), ())


def test_standfirst_cut_in_mid_word_is_restored_to_the_whole_sentence() -> None:
    assert WHOLE.standfirst.endswith("ومسرحا صغيرا في الهواء الطلق.")
    assert paragraphs(WHOLE)[0].startswith(WHOLE.standfirst)


def test_heading_word_inside_a_sentence_is_no_heading() -> None:
    assert any("ثلاثة أقسام يفصل" in paragraph for paragraph in paragraphs(WHOLE))
    story = seed_story(file_of(HEADLINE, FIRST, "أقسام: هكذا يسمي الأطباء وحداتهم، وهي كثيرة.", SECOND + SECOND))
    assert story.sections == ()
    assert len(paragraphs(story)) == 3


@pytest.mark.parametrize(
    "spoilt",
    [
        pytest.param(SEED.encode("utf-8-sig"), id="byte order mark"),
        pytest.param(("\ufeff" + SEED.replace("وقالت المهندسة", "\ufeffوقالت المهندسة")).encode(), id="inner marks"),
        pytest.param(SEED.replace("\n", "\r\n").encode(), id="CRLF"),
        pytest.param(SEED.replace("\n", "\r").encode(), id="CR"),
        pytest.param(SEED.replace("\n", "\x85").encode(), id="U+0085"),
        pytest.param(SEED.replace("\n", "\u2028").encode(), id="U+2028"),
        pytest.param(SEED.replace(" ", "\u00a0").encode(), id="no-break blanks"),
        pytest.param(SEED.replace("\n", " \t\u00a0\n").encode(), id="trailing blanks"),
        pytest.param(SEED.replace("\n\n", "\n \u200f\n\t\n").encode(), id="blank lines that are not empty"),
        pytest.param(SEED.replace("\n", "\n\n").encode(), id="doubled blank lines"),
        pytest.param(re.sub("\n+", "\n", SEED).encode(), id="no blank lines"),
        pytest.param(SEED.rstrip("\n").encode(), id="no end of line at the end"),
        pytest.param(b"\n\n \n" + SEED.encode(), id="blank lines above"),
        pytest.param(SEED.encode("cp1256"), id="Windows-1256"),
        pytest.param(SEED.encode("utf-16"), id="UTF-16"),
        pytest.param(b"\xfe\xff" + SEED.encode("utf-16-be"), id="UTF-16 big-endian"),
        pytest.param(SEED.replace("أقسام\n", "اقسام:\n").replace("متعلقة\n", "متعلّقه :\n").encode(), id="headings' spelling"),
        pytest.param(SEED.replace("أخبار متعلقة", "أخبار ذات صلة").encode(), id="heading's other words"),
        pytest.param(SEED.replace("أقسام\nمحليات\nبيئة", "أقسام: محليات، بيئة").encode(), id="names on the heading's line"),
        pytest.param(SEED.replace("محليات\nبيئة", "- محليات\n• بيئة").encode(), id="bullets"),
        pytest.param(SEED.replace("الطل...", "الطل…").encode(), id="ellipsis sign"),
        pytest.param(SEED.replace("الطل...", "الطل [...]").encode(), id="ellipsis in brackets"),
        pytest.param(SEED.replace("الطل...", "الطل").encode(), id="cut without dots"),
        pytest.param(SEED.replace("أمس افتتاح", "أمس\u200f  افتتاح", 1).encode(), id="copy with other blanks"),
    ],
)
def test_the_story_is_the_same_however_the_file_was_saved(spoilt: bytes) -> None:
    assert seed_story(spoilt) == WHOLE


def test_related_before_sections() -> None:
    head, sections, related = re.split("(?=\nأقسام\n)|(?=\nأخبار متعلقة\n)", SEED)
    assert seed_story(f"{head}{related}{sections}") == WHOLE


def test_lists_above_the_headline_and_above_the_body() -> None:
    head, sections, related = re.split("(?=\nأقسام\n)|(?=\nأخبار متعلقة\n)", SEED)
    assert seed_story(f"{sections.lstrip()}\n{head}{related}") == WHOLE
    top, body = head.split("\n\n", 1)
    assert seed_story(f"{top}\n{related}{sections}\n{body}") == WHOLE


def test_caption_above_the_standfirst() -> None:
    story = seed_story(file_of(HEADLINE, f"{CAPTION}\n{STUMP}", FIRST, SECOND))
    assert (story.image.caption, story.standfirst) == (CAPTION, FIRST_SENTENCE)
    assert paragraphs(story) == [FIRST, SECOND]


def test_caption_with_a_full_stop_is_known_by_its_place() -> None:
    story = seed_story(file_of(HEADLINE, f"{STUMP}\n{CAPTION}.", FIRST, SECOND))
    assert story.image.caption == f"{CAPTION}."
    assert paragraphs(story) == [FIRST, SECOND]


def test_no_caption() -> None:
    story = seed_story(file_of(HEADLINE, STUMP, FIRST, SECOND))
    assert (story.image.caption, story.standfirst) == ("", FIRST_SENTENCE)
    assert paragraphs(story) == [FIRST, SECOND]


def test_no_standfirst() -> None:
    story = seed_story(file_of(HEADLINE, FIRST, SECOND))
    assert (story.image.caption, story.standfirst) == ("", "")
    assert paragraphs(story) == [FIRST, SECOND]


def test_standfirst_that_is_no_copy() -> None:
    own = "القوافل تصل تباعا والأهالي يستعدون لعام دراسي جديد بعد سنوات من الانتظار."
    story = seed_story(file_of(HEADLINE, f"{own}\n{CAPTION}", FIRST, SECOND))
    assert (story.standfirst, story.image.caption) == (own, CAPTION)
    assert paragraphs(story) == [FIRST, SECOND]


def test_standfirst_that_copies_the_whole_first_paragraph() -> None:
    story = seed_story(file_of(HEADLINE, f"{FIRST}\n{CAPTION}", FIRST, SECOND))
    assert (story.standfirst, story.image.caption) == (FIRST, CAPTION)
    assert paragraphs(story) == [FIRST, SECOND]


def test_stump_that_the_body_does_not_hold_is_cut_back_to_whole_sentences() -> None:
    stump = "انطلقت اليوم حملة كبيرة لجمع الكتب المستعملة من البيوت والمكتبات. وتشارك فيها مدارس البلدة وجمعيات..."
    story = seed_story(file_of(HEADLINE, f"{stump}\n{CAPTION}", FIRST, SECOND))
    assert story.standfirst == "انطلقت اليوم حملة كبيرة لجمع الكتب المستعملة من البيوت والمكتبات."
    assert (story.image.caption, paragraphs(story)) == (CAPTION, [FIRST, SECOND])


def test_stump_without_a_whole_sentence_is_left_empty_with_a_warning() -> None:
    stump = "انطلقت اليوم حملة كبيرة لجمع الكتب المستعملة من البيوت والمكتبات وتشارك فيها مدارس البلدة كلها وجمعيات..."
    story = seed_story(file_of(HEADLINE, stump, FIRST, SECOND))
    assert story.standfirst == ""
    assert paragraphs(story) == [FIRST, SECOND]
    assert "cut off" in story.warnings[0]


def test_first_paragraph_that_trails_off_stays_in_the_body() -> None:
    story = seed_story(file_of(HEADLINE, "كان يا ما كان...", FIRST, SECOND))
    assert (story.standfirst, paragraphs(story)) == ("", ["كان يا ما كان...", FIRST, SECOND])


def test_a_caption_is_no_body_where_the_standfirst_is_missing() -> None:
    story = seed_story(file_of(HEADLINE, CAPTION, FIRST, SECOND))
    assert (story.standfirst, story.image.caption) == ("", CAPTION)
    assert paragraphs(story) == [FIRST, SECOND]
    assert "taken for the picture's caption" in story.warnings[0]


@pytest.mark.parametrize(
    "parts",
    [(CAPTION, FIRST, "عودة إلى المدارس", SECOND), (CAPTION, FIRST), ("بيروت - خاص", FIRST, SECOND)],
    ids=["body with another line without a stop", "one paragraph", "too few words"],
)
def test_a_line_that_may_be_a_caption_stays_in_the_body_when_nothing_proves_it(parts: tuple[str, ...]) -> None:
    story = seed_story(file_of(HEADLINE, *parts))
    assert story.image.caption == ""
    assert paragraphs(story) == list(parts)
    assert "may be a caption" in story.warnings[0]


def test_subheading_in_the_body_is_no_caption() -> None:
    story = seed_story(file_of(HEADLINE, FIRST, "عودة إلى المدارس", SECOND))
    assert paragraphs(story) == [FIRST, "عودة إلى المدارس", SECOND]


def test_sentence_ends_neither_at_an_initial_nor_inside_a_quotation() -> None:
    first = "قال د. سامر العلي في المؤتمر الصحفي صباح اليوم: “سنبدأ غدا. ولن نتوقف.” ثم غادر القاعة. وتبعه الحاضرون."
    story = seed_story(file_of(HEADLINE, f"{first[:60]}...", first, SECOND))
    assert story.standfirst == "قال د. سامر العلي في المؤتمر الصحفي صباح اليوم: “سنبدأ غدا. ولن نتوقف.”"


def test_headings_without_content() -> None:
    story = seed_story(file_of(HEADLINE, FIRST, "أقسام", "أخبار متعلقة"))
    assert (story.sections, story.related, paragraphs(story)) == ((), (), [FIRST])


def test_body_after_the_lists_stays_body() -> None:
    story = seed_story(file_of(HEADLINE, FIRST, "أقسام\nأخبار", "أخبار متعلقة\nعنوان آخر قريب من هذا", SECOND))
    assert (story.sections, story.related) == (("أخبار",), ("عنوان آخر قريب من هذا",))
    assert paragraphs(story) == [FIRST, SECOND]


def test_text_broken_at_a_fixed_column_is_joined() -> None:
    column = [
        "وصلت القافلة الأولى صباح اليوم إلى المدينة محملة بالكتب والدفاتر",
        "للتلاميذ العائدين إلى مدارسهم بعد انقطاع طويل بسبب الثلوج التي",
        "سدت الطرق الجبلية أسبوعين كاملين.",
    ]
    assert paragraphs(seed_story(file_of(HEADLINE, "\n".join(column), SECOND))) == [" ".join(column), SECOND]


def test_headline_alone_is_a_story_with_a_warning() -> None:
    story = seed_story(HEADLINE)
    assert (story.headline, story.body, story.warnings) == (HEADLINE, "", ("the story has no body",))


def test_markup_in_a_seed_is_text() -> None:
    story = seed_story(file_of(HEADLINE, f"<script>alert(1)</script> {FIRST}", SECOND))
    assert "<script" not in story.body
    assert "&lt;script&gt;" in story.body


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty file"),
        (b" \n\xc2\xa0\n\t\n", "holds no text"),
        ("أقسام\nأخبار\n".encode(), "no headline"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "NUL bytes"),
        (bytes(range(1, 256)) * 20, "no Arabic text file|control characters"),
        ("عنوان\x00مقطوع".encode(), "NUL bytes"),
        (SEED.encode()[:-1] + b"\xd8", "damaged UTF-8"),
        (SEED.encode("utf-16")[:-1], "damaged UTF-16"),
        (b"\xff\xfe\x00\xd8\x00\xd8", "damaged UTF-16"),
        (b"a" * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
        (b"a\n" * 20_001, "more than 20,000 lines"),
    ],
)
def test_what_is_no_story_is_refused_with_a_reason(content: bytes, reason: str) -> None:
    item = read_seed(content)
    assert isinstance(item, Rejected)
    assert re.search(reason, item.reason)
    assert "\n" not in item.reason


def test_damage_is_reported_with_its_line() -> None:
    item = read_seed(SEED.encode().replace("وقالت المهندسة".encode(), b"\xd9 ".join(["وقالت".encode()] * 2)))
    assert isinstance(item, Rejected)
    assert item.line == 8


def test_the_real_seed(shared: Path) -> None:
    (path,) = (shared / "seeds").iterdir()
    story = seed_story(path.read_bytes())
    assert story.headline == "واشنطن تستضيف اجتماعا لمسؤولي دول “المجموعة المصغرة” بشأن سوريا"
    assert story.standfirst.endswith("لإبرام حل سياسي في سوريا.")
    assert story.standfirst == paragraphs(story)[0]
    assert story.image.caption.startswith("السفير جيمس جيفري")
    assert len(paragraphs(story)) == 9
    assert (story.sections, story.related, story.warnings) == (("أخبار",), (), ())


def test_readers_need_no_django() -> None:
    code = "import sys, articles.importing.readers; sys.exit('django' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=SAMPLE.parent.parent.parent, check=True)
