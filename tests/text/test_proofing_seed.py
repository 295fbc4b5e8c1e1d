"""What a careful Arabic editor flags in a real seed story, with offsets; and the same faults in a text of our own."""

from pathlib import Path

import pytest

from articles.text.proofing import apply_all, proofread

# (rule, start, text, suggestion, where the suggestion goes)
GOLD = [
    ("hamza-wasl", 1666, "وإعتبرت", "واعتبرت", 1666),
    ("hamza-wasl", 1766, "الإنخراط", "الانخراط", 1766),
    ("quote-unclosed", 1839, "“", "”", 1944),
    ("quote-unclosed", 2199, "“", "”", 2366),
    ("quote-direction", 2369, "”", "“", 2369),
    ("quote-unclosed", 2369, "”", "”", 2570),
]

OWN = """الوزير يعود إلى العاصمة بعد جولة في المنطقة

قالت مصادر حكومية إن الوزير سيعود غدا إلى العاصمة بعد جولة شملت أربع دول...

وإعتبرت الصحيفة أن رفض الإنخراط في المفاوضات خطأ. وقال المتحدث “نعمل جميعا من أجل السلام.

وقالت أيضا “سنستمر في دعم المبعوث، و”سنبقى ملتزمين بالقرار.
"""


@pytest.fixture
def seed(shared: Path) -> str:
    return next((shared / "seeds").glob("000_*.txt")).read_text(encoding="utf-8")


def found(text: str) -> list[tuple[str, int, str, str | None, int]]:
    return [(f.rule, f.start, f.text, f.suggestion, f.fix_start) for f in proofread(text)]


def test_the_gold_list_and_nothing_else_is_found_in_the_seed_story(seed):
    assert found(seed) == GOLD


def test_the_fixes_give_what_an_editor_would_write(seed):
    fixed = apply_all(seed, proofread(seed))
    assert "واعتبرت المتحدثة باسم الخارجية" in fixed
    assert "رفض نظام الأسد الانخراط" in fixed
    assert "وتنشيط العملية السياسية”.\n" in fixed
    assert "وسلمي ودائم”، و“سنبقى منخرطين" in fixed
    assert "في قرار مجلس الأمن 2254”.\n\nأقسام" in fixed
    assert proofread(fixed) == []


def test_the_seeds_standfirst_is_cut_off_and_repeats_the_story(seed):
    lines = seed.split("\n")
    standfirst, lead = lines[2], next(line for line in lines[4:] if line.startswith("قالت مصادر"))
    assert seed.index(standfirst) == 65
    cut, repeats = sorted(proofread(standfirst, kind="standfirst", lead=lead), key=lambda f: -f.start)
    assert (cut.rule, cut.start + 65, cut.end + 65) == ("standfirst-cut", 255, 258)
    assert standfirst[: cut.fix_start] + cut.suggestion == lead
    assert (repeats.rule, repeats.start + 65, repeats.end + 65) == ("standfirst-repeats", 65, 258)


def test_the_same_faults_in_a_text_of_our_own():
    assert [(rule, text, suggestion) for rule, _start, text, suggestion, _at in found(OWN)] == [
        ("hamza-wasl", "وإعتبرت", "واعتبرت"),
        ("hamza-wasl", "الإنخراط", "الانخراط"),
        ("quote-unclosed", "“", "”"),
        ("quote-unclosed", "“", "”"),
        ("quote-direction", "”", "“"),
        ("quote-unclosed", "”", "”"),
    ]
    fixed = apply_all(OWN, proofread(OWN))
    assert "“نعمل جميعا من أجل السلام”." in fixed
    assert "“سنستمر في دعم المبعوث”، و“سنبقى ملتزمين بالقرار”." in fixed
    assert proofread(fixed) == []
