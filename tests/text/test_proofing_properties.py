"""Whatever the text: no error, offsets that hold, and fixes that leave nothing to fix."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.text.markup import clean_html
from articles.text.proofing import RULES, apply_all, apply_html, blocks_of, proofread, proofread_html
from articles.text.proofing.finding import Finding

WORDS = [
    *(
        "الى",
        "او",
        "ان",
        "إن",
        "وان",
        "قال",
        "إعتبرت",
        "الإنخراط",
        "الاسلامية",
        "فى",
        "التى",
        "الحكومه",
        "حتي",
        "شاطىء",
        "لاكن",
    ),
    *("من", "من", "في", "في", "نعم", "ولا", "لـ", "بـ", "هـ", "ـ", "ســوريا", "ﻣﺼﺮ", "الملک", "علی", "2٠18", "2018", "٢٠"),
    *("a", "B5", "اما", "الا", "فان", "ترمب"),
]
MARKS = [*"“”«»\"()[]،.؛:!؟?,;…'-/ ", "..", "...", "  ", "\n", "\u200f", "\u00a0", " ", " ", " ", "و", "ف"]

news_like = st.lists(st.sampled_from([*WORDS, *MARKS]), max_size=30).map("".join)
anything = st.one_of(news_like, st.text(max_size=80))
sheet = {"ترمب": "ترامب", "سوريا": "سورية"}


def check_all(text: str, kind: str, rules: list[str]) -> list[Finding]:
    return proofread(text, rules=rules, kind=kind, lead=text, style_sheet=sheet, dictionary={"نعم ولا"}, headline_limit=20)


@given(anything, st.sampled_from(["headline", "standfirst", "caption", "body"]))
@settings(max_examples=300, deadline=None)
def test_offsets_hold(text, kind):
    findings = check_all(text, kind, list(RULES))
    assert findings == sorted(findings, key=lambda f: (f.start, f.end, f.rule))
    for finding in findings:
        assert 0 <= finding.start < finding.end <= len(text)
        assert 0 <= finding.fix_start <= finding.fix_end <= len(text)
        assert finding.text == text[finding.start : finding.end]
        assert finding.message % finding.params
        assert finding.suggestion != text[finding.fix_start : finding.fix_end]
        assert finding.fingerprint(text)


# A repeat of the standfirst and an over-long headline have no fix.
@pytest.mark.parametrize("rule", sorted(RULES))
@given(text=news_like)
@settings(max_examples=100, deadline=None)
def test_a_rules_fixes_leave_it_nothing_to_fix(rule, text):
    for kind in sorted(RULES[rule].kinds):
        findings = check_all(text, kind, [rule])
        again = check_all(apply_all(text, findings), kind, [rule])
        assert [finding for finding in again if finding.suggestion is not None] == []


@given(st.one_of(anything, st.lists(news_like, max_size=4).map(lambda p: "".join(f"<p><b>{t}</b>{t}</p>" for t in p))))
@settings(max_examples=150, deadline=None)
def test_html_offsets_hold_and_fixes_keep_it_clean(source):
    html = clean_html(source)
    blocks = blocks_of(html)
    for found in proofread_html(html, style_sheet=sheet):
        finding = found.finding
        text = blocks[found.block].text
        assert finding.text == text[finding.start : finding.end]
        fixed = apply_html(html, found)
        assert clean_html(fixed).count("<p>") <= html.count("<p>")
        if finding.suggestion is not None and len(blocks_of(fixed)) == len(blocks):
            assert blocks_of(fixed)[found.block].text == (
                text[: finding.fix_start] + finding.suggestion + text[finding.fix_end :]
            )


@pytest.mark.parametrize("piece", ["“", "و", "(ا", "ان ", "1", " ", "“ا\n", "ـ", "2٠", "x@", "ا."])
def test_a_hostile_text_costs_no_more_than_its_length(piece):
    """Thousands of times the same piece, all rules: what grows with the square of the length takes far longer."""
    text = piece * 5000
    start = time.process_time()
    for kind in ("body", "headline", "standfirst"):
        proofread(text, rules=list(RULES), kind=kind, lead=text, style_sheet=sheet)
    assert time.process_time() - start < 5
