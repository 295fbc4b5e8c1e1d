"""Which forms are one term, and which, that look alike, are not."""

import pytest

from articles.text.arabic import fold
from articles.text.stemming import kin, stem


def terms(line):
    return {stem(fold(word)) for word in line.split()}


@pytest.mark.parametrize(
    "line",
    [
        "وزير الوزير والوزير للوزير ووزير بالوزير وزراء الوزراء والوزراء وزيرين الوزيرين",
        "بومبيو وبومبيو لبومبيو ببومبيو",
        "سوريا سورية السورية السوري لسوريا بسوريا وسوريا السوريون والسوريين",
        "فلسطين الفلسطيني فلسطينية الفلسطينيين والفلسطينيون لفلسطين بفلسطين",
        "أمريكا ولأمريكا الامريكيه الأمريكية أميركا الأميركي بأميركا والأميركيين",
        "إيران ايران الإيراني والإيرانيين بإيران",
        "لبنان اللبناني لبنانية ولبنان بلبنان",
        "واشنطن وواشنطن بواشنطن لواشنطن",
        "سلمان لسلمان وسلمان",
        "مكتب المكتب مكاتب مكتبين بمكتب",
        "مكتبة المكتبة مكتبات المكتبات مكتبته مكتبتهم",
        "مدرسة المدرسة مدارس مدرستهم والمدارس",
        "مسؤول مسئول المسؤول المسئولين المسؤولون",
        "شؤون شئون الشؤون بشؤون",
        "كتاب كتب الكتب كتابها كتابان",
        "ولاية الولاية ولايات الولايات بالولايات",
        "رئيس الرئيس رؤساء الرؤساء ورئيس للرئيس رئيسها",
        "صاروخ صواريخ الصواريخ",
        "الانتخابات انتخابات والانتخابات بالانتخابات للانتخابات",
        "الله لله بالله والله",
    ],
)
def test_forms_of_one_word_are_one_term(line):
    assert len(terms(line)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("مكتب", "مكتبة"),
        ("مدرس", "مدرسة"),
        ("جامع", "جامعة"),
        ("وفاة", "فاة"),
        ("وزير", "زير"),
        ("بيان", "يان"),
        ("لبنان", "لبن"),
        ("سلمان", "سلم"),
        ("كانون", "كان"),
        ("إيران", "إير"),
        ("كمال", "مال"),
        ("فلسطين", "فلسطي"),
        ("رسالة", "رسال"),
        ("دولة", "دولار"),
        ("علم", "عالم"),
    ],
)
def test_words_that_look_alike_stay_apart(one, other):
    assert stem(fold(one)) != stem(fold(other))


def test_latin_words_numbers_and_short_words_are_left_alone():
    assert [stem(word) for word in ("nations", "2018", "من", "يوم")] == ["nations", "2018", "من", "يوم"]


def test_a_word_that_nothing_proves_is_asked_for_with_its_prefixed_forms():
    assert stem(fold("لزيلينسكي")) != stem(fold("زيلينسكي"))
    assert stem(fold("لزيلينسكي")) in kin(fold("زيلينسكي"))
    assert stem(fold("زيلينسكي")) in kin(fold("لزيلينسكي"))


@pytest.mark.parametrize("word", ["بيان", "وزير", "بلاد", "كتاب", "لقاء"])
def test_the_root_letters_of_a_known_word_are_not_taken_for_prefixes(word):
    assert not any(other == stem(fold(word[1:])) for other in kin(fold(word)))
