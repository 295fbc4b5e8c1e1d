"""The analysis holds for any text: one tokenizer, right offsets, stable forms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.packing import pack, unpack
from articles.text.analysis import LONGEST_WORD, fold_word, tokenize, words
from articles.text.stemming import TERMS, kin, stem

ARABIC = st.characters(min_codepoint=0x600, max_codepoint=0x6FF)
FORMS = st.characters(min_codepoint=0xFB50, max_codepoint=0xFEFF)
TEXT = st.text(st.one_of(ARABIC, FORMS, st.sampled_from(" \n«»-,.'_0123456789٠٣ـ\u200c\u200f\u0301abcÉß"), st.characters()))


@given(TEXT)
def test_tokens_lie_in_the_text_in_order(text):
    last = 0
    for token in tokenize(text):
        assert last <= token.start < token.end <= len(text)
        last = token.start


@given(TEXT)
def test_index_query_and_highlight_see_the_same_words(text):
    assert words(text) == [(token.spelled, token.folded, token.stem) for token in tokenize(text)]


@given(TEXT)
def test_a_word_is_letters_and_digits_alone_and_never_too_long(text):
    for word in words(text):
        assert word.folded.isalnum() and word.stem.isalnum()
        assert 0 < len(word.spelled) <= LONGEST_WORD and len(word.folded) <= LONGEST_WORD


@given(TEXT)
def test_folding_a_folded_word_changes_nothing(text):
    for word in words(text):
        assert fold_word(word.folded) == word.folded
        assert fold_word(word.spelled) == word.folded


@given(TEXT)
def test_packed_words_come_out_as_they_went_in(text):
    fields = [words(text), [], words(text[::-1])]
    spelled, stems = unpack(pack(fields))
    assert spelled == [[word.spelled for word in field] for field in fields]
    assert stems == [[word.stem for word in field] for field in fields]


@given(st.text(ARABIC, min_size=1, max_size=20))
def test_kin_never_holds_the_word_itself(text):
    for word in words(text):
        assert word.stem not in kin(word.folded)


def test_every_term_of_the_lexicon_is_its_own_term():
    assert {term: stem(term) for term in TERMS.values() if stem(term) != term} == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وَزارَةُ الخارجيّة", ["وزارة", "الخارجية"]),
        ("جــمــيــل", ["جميل"]),
        ("كوفيد-19", ["كوفيد", "19"]),
        ("كوفيد19", ["كوفيد", "19"]),
        ("١٬٥٠٠ جندي", ["1500", "جندي"]),
        ("10,000", ["10000"]),
        ("#جحيم_في_الهند", ["جحيم", "في", "الهند"]),
        ("وAsus", ["و", "Asus"]),
        ("مؤتمر G20", ["مؤتمر", "G20"]),
        ("ﻻ ﷲ", ["لا", "الله"]),
        ("می‌شود", ["می‌شود".replace("\u200c", "")]),
        ("😀 ، ؟ «»", []),
        ("\x00\u202e", []),
    ],
)
def test_what_a_word_is(text, expected):
    assert [fold_word(word.spelled) for word in words(text)] == [fold_word(word) for word in expected]


def test_offsets_point_into_the_original_spelling():
    text = "قالت وَزارَةُ الخارجيّة"
    assert [text[token.start : token.end] for token in tokenize(text)] == ["قالت", "وَزارَةُ", "الخارجيّة"]


def test_a_long_run_of_letters_costs_no_more_than_it_is_long():
    assert len(words("ا" * 100_000)) == 1
    assert len(words("ا ١,٢" * 20_000)) > 0
