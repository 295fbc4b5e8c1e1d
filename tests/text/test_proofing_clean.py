"""What must never be flagged: clean news prose of our own, and words that look like mistakes."""

from pathlib import Path

import pytest

from articles.text.proofing import RULES, proofread
from articles.text.proofing.lexicon import bare_alef, hamza, never, read_sections, wasl

CLEAN = [
    "أعلنت وزارة الصحة، الأحد، تسجيل 120 إصابة بالفيروس خلال الساعات الأربع والعشرين الماضية، في حين تماثل للشفاء 95 شخصا.",
    "قال رئيس الوزراء في مؤتمر صحفي إن الحكومة ستعرض مشروع القانون على البرلمان «قبل نهاية الشهر»، وإنها لا تنوي رفع الضرائب.",
    "التقى وزير الخارجية نظيره الألماني في برلين، وبحثا معا استئناف المفاوضات وإعادة الإعمار ووقف إطلاق النار.",
    "تراجعت أسعار النفط بنسبة 1.5 في المئة إلى 72.30 دولارا للبرميل، بعد أن أظهرت بيانات أمريكية ارتفاع المخزونات.",
    "فاز الفريق الأحمر بنتيجة 3-1 على ضيفه، وسجل الأهداف كل من باسم وسامي وكامل، ليصعد إلى المركز الثالث برصيد 27 نقطة.",
    "وصل واحد من الناجين إلى المستشفى، وقال والده إن حالته مستقرة، وإن الأطباء واصلوا العمل حتى ساعة متأخرة.",
    "افتتح المعرض الدولي للكتاب دورته الأربعين، بمشاركة أستاذ الأدب أحمد الكامل والكاتبة أسماء إبراهيم وآخرين.",
    "اعتبر المحلل أن إنتاج الشركة ارتفع، وأن إنجاز المشروع في موعده «احتمال قائم»، إلا أن الإنفاق زاد.",
    "عثر الباحثون في أستانة القديمة على آثار تعود إلى القرن الثالث، بينها نقود وأوان فخارية.",
    "يذكر أن الجنيه الإسترليني هبط أمام الدولار، بينما ارتفع اليورو في إستونيا وبقية دول الاتحاد.",
    "انطلقت الانتخابات المحلية صباح الاثنين، ويتنافس فيها أكثر من ألفي مرشح على 350 مقعدا (ثلثها للنساء).",
    "قالت شبكة سي إن إن إن المسبار وصل إلى مداره، ونقلت عن وكالة ناسا قولها: «نجحت المهمة».",
    "هل ينجح الاتفاق؟ سؤال يطرحه كثيرون! فالطرفان لم يوقعا بعد، والوسيط يطلب مهلة أخرى.",
    "ولد الشاعر عام 1350هـ في مدينة حلب، وتوفي عام 1420 هـ، وترك 12 ديوانا، أشهرها «باب الشمس».",
    "يعمل المهندس في شركة مايكروسوفت (Microsoft) منذ عام 2015، وقد نشر رأيه في تويتر على حسابه @kamel_ali.",
    "استقبل الملك رئيس الوفد، واستعرضا العلاقات الثنائية، ثم استقل الرئيس طائرته عائدا إلى بلاده.",
    "قال الناطق باسم الجيش، العميد علي الحاج، إن القوات انسحبت من القرية بعد أن اشتد القصف واحترقت المنازل.",
    "يباع الكيلوغرام بنحو 15,5 ليرة، ويقول تاجر في السوق: الأسعار «نار»، والناس لا تشتري إلا الضروري.",
    "أحيا الفنان حفلا في مهرجان قرطاج، وغنى مع فرقته «أنا في انتظارك»، وسط حضور تجاوز 10 آلاف متفرج.",
    "كانت السيدة وابنتها في الحافلة حين انقلبت؛ ولم تصب الابنة بأذى، أما الأم فأصيبت بكسر في الكاحل.",
]

LOOKS_WRONG = """
إنتاج الإنتاج إطلاع إنجاز إنهاء إنشاء إنذار إنصاف إنقاذ إنسان إتاحة إتقان إتلاف إجراء إحراز أستاذ أستانة
إسطنبول اسطنبول إسترليني إستونيا إستراتيجية استراتيجية إستوديو واحد واحدة والد والدة واصل واسع واقع واضح واجب
وافق واجه وارد والي باب باحث بالغ بان باسم باهر كان كامل كامرا كاتب كارثة لاعب لازم لاحق لاجئ لأنه فاز فارس
فاصل ولاية ولايات ابن ابنة اسم اسمه امرأة اثنان اثنين اثنا الله التي الذي اللذان المهم المتهم المهن الهامة
الغاز الباب الحق السنة اليمين الياس الثاني السامي كاميرا كاميرون لاغارد بايدن ياسين تامر سامي فراس كراسي لباس
اتخذ اتخذت اتهم اتفق استمر استعد اعتبر اعتقد ارتفع اشترك أعتبر أستطيع أعتقد أنتظر أستخدم إثنية إثني اختبار
اطلاع اتباع ادعاء الآن الأول أخرى الإسلام أمريكا إفريقيا أفريقيا أوروبا شيء علي على لدي لدى كفى كبري الأولي
مرضي والي فيه إليه عليه مياه تجاه اتجاه وجه شبه هذه أراضيه قضية مستوى مبنى جرى يجرى تجرى محلى مسؤول رئيس هيئة
بدء جزء ضوء سوء
"""


@pytest.mark.parametrize("paragraph", CLEAN)
def test_clean_news_prose_has_no_finding(paragraph):
    assert proofread(paragraph) == []


def test_clean_stories_have_no_finding_in_any_field():
    assert proofread("\n\n".join(CLEAN)) == []
    assert proofread("الحكومة تعرض مشروع القانون على البرلمان", kind="headline") == []
    assert proofread("الوزير يلتقي نظيره في برلين.", kind="standfirst", lead=CLEAN[0]) == []
    assert proofread("رئيس الوزراء في مؤتمره الصحفي، الأحد (أ ف ب)", kind="caption") == []


@pytest.mark.parametrize("word", LOOKS_WRONG.split())
def test_words_that_only_look_wrong_are_left_alone(word):
    assert proofread(f"قرأنا {word} هنا") == []


def test_no_word_is_in_both_lists():
    """A word whose alef connects can't be one whose hamza was dropped, but for rivers (أنهار) and collapse (انهار)."""
    both = {
        stem
        for stem in hamza().stems() - never()
        if any(entry.stem == stem and not clitics and not ending for clitics, entry, ending in wasl().find(stem))
    }
    assert both == {"انهار"}
    assert proofread("وقد انهار المبنى") == []
    assert [finding.suggestion for finding in proofread("مياه الانهار")] == ["الأنهار"]


def test_word_lists_are_written_in_right_spelling():
    for section, lines in read_sections("wasl").items():
        for word in " ".join(lines).split():
            assert word == bare_alef(word) or section in ("verbs", "nouns", "sound", "defective", "names"), word
            assert word.startswith("ا"), word
    for section in ("form4", "form4-t", "masdars", "elatives", "people", "names", "verbs"):
        for word in " ".join(read_sections("hamza")[section]).split():
            assert word[0] in "أإآ", (section, word)


def test_closed_lists_change_every_word_and_never_into_another_mistake():
    for section, lines in read_sections("closed").items():
        pairs = [item.partition("=") for item in " ".join(lines).split() if "=" in item]
        table = {wrong: right for wrong, _, right in pairs}
        for wrong, right in table.items():
            assert right and wrong != right and right not in table, (section, wrong, right)


def test_every_rule_stands_in_the_documentation():
    text = (Path(__file__).parents[2] / "docs" / "proofreading.md").read_text(encoding="utf-8")
    for rule in RULES.values():
        assert f"| `{rule.id}` |" in text, rule.id


def test_every_rule_finds_its_own_example():
    for rule in RULES.values():
        kind = sorted(rule.kinds)[0]
        lead = rule.example
        options = {"style_sheet": {"دي مستورا": "دي ميستورا"}} if rule.id == "style-sheet" else {}
        found = proofread(rule.example, rules=[rule.id], kind=kind, lead=lead, **options)
        assert [finding.rule for finding in found][:1] == [rule.id], rule.id
