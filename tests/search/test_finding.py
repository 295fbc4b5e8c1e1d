"""What a reader types finds what was meant, best first."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import search
from articles.models import Article


def test_the_same_spelling_comes_before_the_same_word_and_that_before_another_form(story, ask):
    for spelling in ("الأمريكيين", "الامريكيه", "الأمريكية"):
        story(f"قصة {spelling}", f"قال المتحدث إن السياسة {spelling} تتغير")
    assert ask("الأمريكية") == ["قصة الأمريكية", "قصة الامريكيه", "قصة الأمريكيين"]
    assert ask("الامريكيه") == ["قصة الامريكيه", "قصة الأمريكية", "قصة الأمريكيين"]


def test_headline_before_standfirst_before_body(story, ask):
    story("في المتن", "نص طويل يذكر الجفاف مرة واحدة في آخره")
    story("في المقدمة", "نص طويل لا يذكره في آخره أبدا", standfirst="مقدمة تذكر الجفاف")
    story("الجفاف في العنوان", "نص طويل لا يذكره في آخره أبدا")
    assert ask("جفاف") == ["الجفاف في العنوان", "في المقدمة", "في المتن"]


def test_of_two_like_stories_the_newer_comes_first(story, ask):
    now = timezone.now()
    story("قديمة", "ارتفعت أسعار القمح", published_at=now - timedelta(days=4000))
    story("جديدة", "ارتفعت أسعار القمح", published_at=now)
    story("وسطى", "ارتفعت أسعار القمح", published_at=now - timedelta(days=30))
    assert ask("أسعار القمح") == ["جديدة", "وسطى", "قديمة"]


def test_a_better_match_beats_a_newer_one(story, ask):
    now = timezone.now()
    story("جديدة", "تحدث عن القمح في آخر كلامه عن الطقس والسفر والرياضة والسينما", published_at=now)
    story("أسعار القمح ترتفع", "القمح والقمح", published_at=now - timedelta(days=4000))
    assert ask("القمح")[0] == "أسعار القمح ترتفع"


def test_order_by_time(story, ask):
    now = timezone.now()
    story("أسعار القمح ترتفع", "القمح", published_at=now - timedelta(days=9))
    story("جديدة", "ذكر القمح", published_at=now)
    story("بلا تاريخ", "ذكر القمح", published_at=None)
    assert ask("القمح", order="newest") == ["جديدة", "أسعار القمح ترتفع", "بلا تاريخ"]


def test_a_question_typed_as_a_sentence(story, ask):
    story("افتتاح جسر النهر", "افتتح المحافظ جسر النهر الجديد الذي بنته شركة محلية في عامين")
    story("المحافظ يزور مدرسة", "زار المحافظ مدرسة")
    assert ask("من الذي افتتح جسر النهر الجديد؟")[0] == "افتتاح جسر النهر"


def test_stories_with_all_words_only_where_there_are_enough(story, ask):
    for number in range(6):
        story(f"زيت الزيتون {number}", "موسم قطاف وفير")
    story("زيت السيارات", "أسعار")
    page = search.find("زيت الزيتون", queryset=Article.objects.public())
    assert page.total == 6 and not page.relaxed


def test_where_few_have_all_words_near_ones_follow_and_it_is_said(story):
    story("زيت الزيتون", "موسم")
    story("زيت السيارات", "أسعار")
    page = search.find("زيت الزيتون", queryset=Article.objects.public())
    assert [result.article.headline for result in page.results] == ["زيت الزيتون", "زيت السيارات"]
    assert page.relaxed


@pytest.mark.parametrize("quotes", ["«{}»", '"{}"', "“{}”", "”{}“", "„{}“"])
def test_an_exact_phrase(story, ask, quotes):
    story("مجلس الأمن يجتمع", "دعا مجلسُ الأمن إلى هدنة")
    story("الأمن في المجلس", "مجلس البلدة بحث الأمن")
    story("ومجلس الأمن", "قال ومجلس الأمن معه")
    assert set(ask(quotes.format("مجلس الأمن"))) == {"مجلس الأمن يجتمع", "ومجلس الأمن"}


def test_a_phrase_distinguishes_what_stems_join(story, ask):
    story("مفرد", "وزير الخارجية")
    story("جمع", "وزراء الخارجية")
    assert ask("«وزراء الخارجية»") == ["جمع"]
    assert set(ask("وزراء الخارجية")) == {"مفرد", "جمع"}


def test_a_phrase_of_grammar_words(story, ask):
    story("ما بعد الحرب", "إلى أين")
    story("بعد ما كان", "أين إلى")
    assert ask("«ما بعد»") == ["ما بعد الحرب"]
    assert ask("«إلى أين»") == ["ما بعد الحرب"]


def test_a_phrase_nobody_wrote_gives_its_words(story):
    story("مجلس الأمن الدولي", "اجتماع")
    page = search.find("«الأمن مجلس»", queryset=Article.objects.public())
    assert page.total == 1 and page.relaxed


def test_a_phrase_does_not_run_over_from_the_headline_into_the_text(story, ask):
    story("وصول القطار", "السريع تأخر")
    story("أخرى", "القطار السريع وصل")
    assert ask("«القطار السريع»") == ["أخرى"]


@pytest.mark.parametrize("excluded", ["-البلدية", "−البلدية", "-والبلدية", "-«المجالس البلدية»"])
def test_exclusion(story, ask, excluded):
    story("الانتخابات البلدية", "المجالس البلدية")
    story("الانتخابات النيابية", "البرلمان")
    assert ask(f"الانتخابات {excluded}") == ["الانتخابات النيابية"]


def test_a_hyphen_inside_a_word_excludes_nothing(story, ask):
    story("لقاح كوفيد-19", "لقاح")
    assert ask("كوفيد-19") == ["لقاح كوفيد-19"]


def test_exclusions_alone_ask_nothing(story):
    story("الانتخابات", "نص")
    page = search.find("-البلدية", queryset=Article.objects.public())
    assert page.total == 0 and page.query.is_empty


@pytest.mark.parametrize(
    "field", [{"tags": ["الأمن المائي"]}, {"authors": ["سلمى الأمن"]}, {"section": "شؤون الأمن"}, {"kicker": "الأمن"}]
)
def test_names_are_found(story, ask, field):
    story("قصة", "نص آخر", **field)
    assert ask("الأمن") == ["قصة"]


def test_mixed_arabic_and_latin(story, ask):
    story("قمة G20 في الرياض", "شركة Asus وAsus الجديدة")
    assert ask("قمة g20") == ask("ASUS") == ["قمة G20 في الرياض"]


def test_grammar_words_alone_are_asked_as_they_stand(story, ask):
    story("من نحن", "إلى أين")
    assert ask("من نحن") == ["من نحن"]


def test_pages(story):
    for number in range(25):
        story(f"خبر الثلج {number}", "ثلج")
    pages = [search.find("الثلج", queryset=Article.objects.public(), page=number, per_page=10) for number in (1, 2, 3)]
    keys = [result.article_id for page in pages for result in page.results]
    assert len(keys) == len(set(keys)) == 25 and keys == pages[0].pks
    assert [page.pages for page in pages] == [3, 3, 3]
    assert pages[0].has_next and not pages[0].has_previous and not pages[2].has_next


@pytest.mark.parametrize("number", [-5, 0, 99])
def test_a_page_that_is_not_there_gives_the_nearest(story, number):
    story("خبر الثلج", "ثلج")
    assert search.find("الثلج", queryset=Article.objects.public(), page=number).number == 1


def test_the_callers_filters_decide(story, ask):
    story("في الاقتصاد", "النفط", section="اقتصاد", tags=["طاقة"])
    story("في السياسة", "النفط", section="سياسة")
    assert ask("النفط", Article.objects.public().filter(section__name="اقتصاد")) == ["في الاقتصاد"]
    assert ask("النفط", Article.objects.public().filter(tags__name="طاقة").distinct()) == ["في الاقتصاد"]
    assert ask("النفط", Article.objects.none()) == []


def test_queries_do_not_grow_with_results(story, django_assert_max_num_queries):
    for number in range(15):
        story(f"خبر الثلج {number}", "ثلج", section="طقس", authors=["هدى"])
    with django_assert_max_num_queries(9):
        search.find("الثلج في الجبال", queryset=Article.objects.public())
