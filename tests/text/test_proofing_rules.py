"""Rule by rule: what is found, what is suggested, and the neighbours that are left alone."""

import pytest

from articles.text.proofing import DEFAULT_RULES, RULES, Severity, apply, apply_all, proofread


def suggestions(text: str, rule: str, **options) -> list[tuple[str, str | None]]:
    return [(finding.text, finding.suggestion) for finding in proofread(text, rules=[rule], **options)]


@pytest.mark.parametrize(
    ("rule", "text", "expected"),
    [
        ("hamza-wasl", "وبالإنتخابات والأجتماع", [("وبالإنتخابات", "وبالانتخابات"), ("والأجتماع", "والاجتماع")]),
        ("hamza-wasl", "إستقالة وإستيراد", [("إستقالة", "استقالة"), ("وإستيراد", "واستيراد")]),
        ("hamza-wasl", "إنتهى الإختيار", [("إنتهى", "انتهى"), ("الإختيار", "الاختيار")]),
        ("hamza-wasl", "بإسم إبنته", [("بإسم", "باسم"), ("إبنته", "ابنته")]),
        ("hamza-wasl", "أعتبر أنا، وأعتبرت هي", [("وأعتبرت", "واعتبرت")]),
        ("hamza-wasl", "إعْتبرَ", [("إعْتبرَ", "اعْتبرَ")]),
        ("hamza-dropped", "الى او ايضا", [("الى", "إلى"), ("او", "أو"), ("ايضا", "أيضا")]),
        ("hamza-dropped", "واعلنت الاميركية", [("واعلنت", "وأعلنت"), ("الاميركية", "الأميركية")]),
        ("hamza-dropped", "بالاضافة للامم", [("بالاضافة", "بالإضافة"), ("للامم", "للأمم")]),
        ("hamza-dropped", "اعضائها واصدقاؤه", [("اعضائها", "أعضائها"), ("واصدقاؤه", "وأصدقاؤه")]),
        ("hamza-dropped", "الاثار والالاف", [("الاثار", "الآثار"), ("والالاف", "والآلاف")]),
        ("hamza-dropped", "لا ياتي التاسيس فجاة", [("ياتي", "يأتي"), ("التاسيس", "التأسيس"), ("فجاة", "فجأة")]),
        ("hamza-final", "شاطىء هادىء", [("شاطىء", "شاطئ"), ("هادىء", "هادئ")]),
        ("hamza-seat-house", "شئون المسئولين", [("شئون", "شؤون"), ("المسئولين", "المسؤولين")]),
        ("taa-marbuta", "الحكومه تجاة", [("الحكومه", "الحكومة"), ("تجاة", "تجاه")]),
        ("maqsura-for-yaa", "فى التى", [("فى", "في"), ("التى", "التي")]),
        ("yaa-for-maqsura", "حتي أخري", [("حتي", "حتى"), ("أخري", "أخرى")]),
        ("misspelt", "لاشئ", [("لاشئ", "لا شيء")]),
        ("repeated-function-word", "إلى إلى إلى قد قدّم سي إن إن إن", [("إلى إلى إلى", "إلى")]),
        ("latin-punctuation", "سوريا, ولبنان; من? a, 5, 1,5", [(",", "،"), (";", "؛"), ("?", "؟")]),
        ("blank-before-mark", "سوريا ، لبنان .", [(" ،", "،"), (" .", ".")]),
        ("blank-before-mark", "نسخة .NET ومبلغ .5 و ... و:)", []),
        ("no-blank-after-mark", "سوريا،ولبنان 1:30 د.محمد إيه.بي.سي المدينة.وقال", [("،", "، "), (".", ". ")]),
        ("blank-inside-brackets", "( سوريا ) « لبنان »", [("( ", "("), (" )", ")"), ("« ", "«"), (" »", "»")]),
        ("blank-inside-brackets", "معان )جنوب( احتجاجات", []),
        ("double-blank", "في  سوريا", [("  ", " ")]),
        ("repeated-mark", "عاجل!!! هل؟؟ ماذا؟! حقا!؟!", [("!!!", "!"), ("؟؟", "؟"), ("!؟!", "؟!")]),
        ("tatweel", "1440هـ لـ«نعم» وبـ5 هـ (تـ)", []),
        ("tatweel", "سوريـــا", [("ـــ", "")]),
        ("presentation-forms", "ﻣﺼﺮ ﷺ", [("ﻣﺼﺮ", "مصر")]),
        ("persian-letters", "الملک علی المدير پاکستان", [("الملک", "الملك"), ("علی", "على")]),
        ("invisible", "سور\u200fيا و👨‍👩‍👧 ه‍", [("\u200f", "")]),
        ("mixed-number", "2٠18 و2019", [("2٠18", "2018")]),
        ("mixed-digits", "عام 2018 و٢٠ وG20", [("٢٠", "20")]),
        ("quote-direction", "قال ”نعم“ و”لا“", []),
        ("quote-direction", "قال “نعم” و”لا”", [("”", "“")]),
        ("quote-direction", "قال »نعم«", [("»", "«"), ("«", "»")]),
        ("bracket-unclosed", "في الساعة (17:26) أو (أ ف ب) أو 1) أو أ) كذا", []),
        ("bracket-direction", "في معان )جنوب( احتجاجات", [(")", "("), ("(", ")")]),
        ("bracket-direction", "نحو (5,6 مليار دولار(، وإغلاق", [("(", ")")]),
        ("quote-mismatched", "هاتف “جديد\" هنا\nوقمر “عاموس-6″، وصل\nوقال \"لا”", [('"', "”"), ("″", "”"), ("”", '"')]),
        ("quote-mismatched", "شاشة 19″ وقال “نعم” و\"لا\" و«ربما»", []),
        ("quote-house", "“نعم” و\"لا\"", [("“", "«"), ("”", "»"), ('"', "«"), ('"', "»")]),
    ],
)  # fmt: skip
def test_rule(rule, text, expected):
    assert suggestions(text, rule) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال ان الوزير عاد", "إن"),
        ("وقال وزير خارجية البلد المضيف في مؤتمر صحفي ان الوزير عاد", "إن"),
        ("وأكد الوزير ان الأمر انتهى", "أن"),
        ("أشار إلى انه عاد", "أنه"),
        ("كتب. ان الوزير عاد", "إن"),
        ("قال إن الوزير عاد وانه متفائل", "وإنه"),
        ("أكد أن الوزير عاد وانه متفائل", "وأنه"),
        ("ان شاء الله", "إن"),
        ("معتبرا “ان الأمر انتهى”", None),
        ("الوزير ان الأمر", None),
        ("ان تبني نفسك", None),
        ("لم يوضح ان كان سيعود", None),
    ],
)
def test_an_is_inna_after_saying_and_anna_after_asserting(text, expected):
    assert [fix for word, fix in suggestions(text, "hamza-dropped") if "ان" in word] == ([] if expected is None else [expected])


@pytest.mark.parametrize(
    "text",
    ["شبكة سي ان ان", "إذاعة اف ام", "بان كي مون", "فان غوخ", "اما هذا او ذاك", "الا يكون", "شينزو ابي", "عادل امام", "اي فون"],
)
def test_particles_that_may_be_something_else_are_left_to_the_editor(text):
    assert [
        found
        for found in suggestions(text, "hamza-dropped")
        if found[0] in ("ان", "ام", "بان", "فان", "اما", "الا", "ابي", "امام", "اي")
    ] == []


def test_a_quotation_over_several_paragraphs_is_no_fault():
    assert proofread("قال “هذه بداية الكلام.\n\nوهذه نهايته”.") == []


def test_an_unclosed_quotation_is_shown_at_its_mark_and_closed_before_the_stop():
    text = "وقالت «علينا العمل جميعا."
    (finding,) = proofread(text)
    assert (finding.rule, finding.start, finding.text) == ("quote-unclosed", 6, "«")
    assert apply(text, finding) == "وقالت «علينا العمل جميعا»."


def test_headline_and_standfirst_have_rules_of_their_own():
    assert [f.rule for f in proofread("عودة المفاوضات.", kind="headline")] == ["headline-stop"]
    assert proofread("عودة المفاوضات..", kind="headline") == []
    (long,) = proofread("كلمة " * 20, kind="headline", headline_limit=40)
    assert (long.rule, long.params["length"], long.params["limit"], long.start) == ("headline-length", 99, 40, 40)
    assert [f.rule for f in proofread("قال المبعوث إن…", kind="standfirst")] == ["standfirst-cut"]
    assert proofread("قال المبعوث إن…", kind="body") == []


def test_the_dictionary_silences_words_behind_clitics_and_whole_phrases():
    assert proofread("وبالإنخراط") != []
    assert proofread("وبالإنخراط", dictionary={"إنخراط"}) == []
    assert proofread("مقهى في في", dictionary={"مقهى في في"}) == []


def test_the_style_sheet_gives_preferred_forms_behind_clitics():
    sheet = {"دي مستورا": "دي ميستورا", "ترمب": "ترامب", "بوش": "جورج بوش"}
    assert suggestions("لدي مستورا وترمب", "style-sheet", style_sheet=sheet) == [("دي مستورا", "دي ميستورا"), ("ترمب", "ترامب")]
    assert suggestions("جورج بوش", "style-sheet", style_sheet=sheet) == []
    assert suggestions("متروك ترمبت", "style-sheet", style_sheet=sheet) == []


def test_addresses_handles_and_hashtags_are_not_proofread():
    assert proofread("تابعوا https://example.org/a,b?c=الى و#الى_الامام و@الى") == []


def test_of_two_fixes_that_overlap_the_first_stands():
    text = "في  الى الى"
    assert apply_all(text, proofread(text, rules=["double-blank", "repeated-word"])) == "في الى"


def test_defaults_and_severities():
    assert {"hamza-wasl", "hamza-dropped", "quote-direction", "standfirst-cut"} <= DEFAULT_RULES
    assert not {"repeated-word", "two-dots", "quote-house", "hamza-seat-house"} & DEFAULT_RULES
    assert {rule.severity for rule in RULES.values()} == set(Severity)
    with pytest.raises(KeyError):
        proofread("نص", rules=["no-such-rule"])


def test_a_finding_keeps_its_fingerprint_when_the_text_changes_elsewhere():
    before, after = "بداية. قال إن الإنخراط واجب", "بداية أخرى جديدة للنص. قال إن الإنخراط واجب كبير"
    (first,) = proofread(before)
    (second,) = proofread(after)
    assert first.fingerprint(before) != second.fingerprint(before)
    long_before = "هذه بداية طويلة للنص قبل الكلمة، ثم قال إن الإنخراط واجب"
    (third,) = proofread(long_before)
    (fourth,) = proofread("جديد. " + long_before)
    assert third.fingerprint(long_before) == fourth.fingerprint("جديد. " + long_before)
