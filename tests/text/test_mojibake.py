"""Spoilt letters are made right; what is right already stays, whatever it is."""

import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.text.mojibake import fold_presentation_forms, mend, mend_mojibake, mend_quotes

ARABIC = "أقر مجلس النواب قانون الإدارة المحلية بأغلبية 71 صوتاً، وقال: «نعم» — ثم مضى"
READINGS = ("cp1256", "cp1252", "latin-1")


def spoilt(text: str, encoding: str) -> str:
    """The text as a program shows it that reads its UTF-8 in another encoding."""
    return "".join(bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize("encoding", READINGS)
def test_arabic_comes_back_whole(encoding: str) -> None:
    assert mend_mojibake(spoilt(ARABIC, encoding)) == ARABIC


@pytest.mark.parametrize("encoding", READINGS)
def test_even_where_a_program_dropped_half_of_a_letter(encoding: str) -> None:
    broken = spoilt("حضر الاحتفال حشد كبير من محبي الحديقة", encoding).replace("\xad", "")
    assert mend_mojibake(broken) == "حضر الاحتفال حشد كبير من محبي الحديقة"


def test_what_was_spoilt_twice_is_mended_twice() -> None:
    assert mend_mojibake(spoilt(spoilt(ARABIC, "cp1252"), "cp1252")) == ARABIC


def test_each_line_is_judged_by_itself() -> None:
    assert mend_mojibake(f"{ARABIC}\n{spoilt(ARABIC, 'cp1256')}") == f"{ARABIC}\n{ARABIC}"


@pytest.mark.parametrize(("text", "mended"), [("CafÃ© et thÃ©", "Café et thé"), ("Itâ€™s", "It’s"), ("â€œyesâ€\x9d", "“yes”")])
def test_western_letters(text: str, mended: str) -> None:
    assert mend_mojibake(text) == mended


@pytest.mark.parametrize(
    "text",
    [
        "AMANHû",
        "«GHICEÂ»",
        "naïve café",
        "ط، ي، ع",
        "قسط، شروط؛ وعظ؟",
        "Ã©",
        "25 °C",
        "بھ گر چک ٹیم ںک",
        "İstanbul'da ğüşöç",
        "",
    ],
)
def test_words_that_only_look_so_stay(text: str) -> None:
    assert mend_mojibake(text) == text


@given(st.text(st.characters(codec="utf-8"), max_size=80))
@settings(max_examples=300)
def test_mending_answers_anything_and_rests_after_once(text: str) -> None:
    once = mend(text)
    assert mend(once) == once or len(mend(once)) < len(once)


@given(st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءآأإؤئ ،؛؟.!«»٠١٢٣0123abc", max_size=200))
@settings(max_examples=300)
def test_arabic_is_never_taken_for_spoilt(text: str) -> None:
    assert mend_mojibake(text) == text


@given(st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءآأإؤئ", min_size=4, max_size=60), st.sampled_from(READINGS))
def test_every_arabic_word_comes_back(word: str, encoding: str) -> None:
    assert mend_mojibake(spoilt(f"ال{word}", encoding)) == f"ال{word}"


def real_texts(shared: Path) -> Iterator[str]:
    for path in [*shared.glob("data/news/*.gz"), *shared.glob("data/retrieval/*.gz"), *shared.glob("data/proofing/*.gz")]:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                yield from (value for value in json.loads(line).values() if isinstance(value, str))


def test_no_false_alarm_in_millions_of_real_letters(shared: Path) -> None:
    texts = list(real_texts(shared))
    assert sum(map(len, texts)) > 5_000_000
    assert [text for text in texts if mend_mojibake(text) != text] == []
    assert [word for word in {word for text in texts for word in text.split()} if mend_mojibake(word) != word] == []


def test_nearly_every_real_text_comes_back(shared: Path) -> None:
    chosen = [text for text in random.Random(1).sample(list(real_texts(shared)), 2000) if not text.isascii() and len(text) > 12]
    for encoding in READINGS:
        back = sum(mend_mojibake(spoilt(text, encoding)) == text for text in chosen)
        assert back >= 0.99 * len(chosen), encoding


def test_presentation_forms_become_letters_and_signs_stay_signs() -> None:
    assert fold_presentation_forms("ﺍﻟﺴﻼﻡ ﻋﻠﻴﻜﻢ ﷺ ﷲ ﷽ ﴿آية﴾ ﹰ") == "السلام عليكم ﷺ ﷲ ﷽ ﴿آية﴾ ً"


@pytest.mark.parametrize(
    ("text", "mended", "count"),
    [
        ("قال و”سنبقى هنا” ثم مضى", "قال و“سنبقى هنا” ثم مضى", 1),
        ("و”كلام“ وبـ”غيره”", "و“كلام” وبـ“غيره”", 2),
        ("“سليم” و“سليم”", "“سليم” و“سليم”", 0),
        ("مغلقة” وحدها", "مغلقة” وحدها", 0),
    ],
)
def test_quotes_that_wordpress_turned_open_again(text: str, mended: str, count: int) -> None:
    assert mend_quotes(text) == (mended, count)
