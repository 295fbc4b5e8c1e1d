"""A whole story proofread: every field, the picture, the source, internal links; and the archive's command."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone, translation
from PIL import Image as PillowImage

from articles.editorial.proofreading import (
    ALL_RULES,
    DEFAULTS,
    apply_fix,
    explain,
    for_client,
    proofread_article,
    rule_name,
)
from articles.models import Article, Author, Section
from articles.pictures import read_picture, store_picture

pytestmark = pytest.mark.django_db

LEAD = "قال الوزير إن الحكومة ستعرض مشروع القانون على البرلمان قبل نهاية الشهر."


def rules_found(article: Article, **options) -> list[tuple[str, str]]:
    return [(found.finding.rule, found.place) for found in proofread_article(article, **options)]


def clean_story(**fields) -> Article:
    values = {
        "headline": "الحكومة تعرض مشروع القانون",
        "standfirst": "البرلمان يناقش النص في جلسة علنية.",
        "body": f"<p>{LEAD}</p><p>ويبدأ النقاش الأحد.</p>",
        "source_name": "وكالة الأنباء",
    }
    return Article(**(values | fields))


@pytest.fixture
def picture():
    out = io.BytesIO()
    PillowImage.new("RGB", (40, 30), "navy").save(out, "PNG")
    return store_picture(read_picture(out.getvalue()))[0]


def test_a_clean_story_has_no_finding():
    assert proofread_article(clean_story()) == []


def test_every_field_is_read_by_its_own_rules():
    article = clean_story(
        kicker="قبل الإنتخابات",
        headline="الحكومة تعرض المشروع.",
        standfirst=LEAD[:-1] + "...",
        image_caption="الوزير فى مكتبه",
        body=f"<p>{LEAD}</p><p>وإعتبر النائب ذلك <a href='/a/1'>خطوة</a> اولى.</p>",
    )
    assert rules_found(article) == [
        ("hamza-wasl", "kicker:4-14"),
        ("headline-stop", "headline:20-21"),
        ("standfirst-repeats", "standfirst:0-73"),
        ("standfirst-cut", "standfirst:70-73"),
        ("maqsura-for-yaa", "image_caption:7-9"),
        ("hamza-wasl", "body[1]:0-6"),
        ("hamza-dropped", "body[1]:23-27"),
        ("dead-link", "body[1]:18-22"),
    ]


def test_fixes_go_into_the_field_they_belong_to():
    article = clean_story(headline="وإعتبر الوزير", body="<p>قال <strong>الإنخ</strong>راط الى</p>")
    while fixable := [found for found in proofread_article(article) if found.finding.suggestion is not None]:
        apply_fix(article, fixable[0])
    assert article.headline == "واعتبر الوزير"
    assert article.body == "<p>قال <strong>الانخراط</strong> إلى</p>"


def test_a_picture_needs_alternative_text_caption_and_credit(picture):
    article = clean_story(image=picture)
    assert [rule for rule, _ in rules_found(article)] == ["missing-alt", "missing-caption", "missing-credit"]
    picture.alt, picture.credit, article.image_caption = "الوزير في مكتبه", "الديوان", "الوزير"
    assert rules_found(article) == []


def test_pictures_in_the_body_need_alternative_text_too():
    body = '<p>نص</p><figure><img src="/x.png" alt=""></figure><figure><img src="/y.png" alt="بحر"></figure>'
    assert rules_found(clean_story(body=body)) == [("missing-alt", "body")]


def test_a_story_names_an_author_or_a_source():
    article = clean_story(source_name="")
    assert rules_found(article) == [("missing-source", "source_name")]
    assert rules_found(article, has_byline=True) == []
    article.save()
    article.set_bylines([Author.objects.create(name="ليلى الحسن")])
    assert rules_found(article) == []


def test_internal_links_must_lead_to_what_readers_see(settings):
    settings.ALLOWED_HOSTS = ["example.org"]
    now = timezone.now()
    public = Article.objects.create(headline="منشور", status="published", published_at=now - timedelta(hours=1))
    draft = Article.objects.create(headline="مسودة")
    later = Article.objects.create(headline="غدا", status="published", published_at=now + timedelta(days=1))
    section = Section.objects.create(name="أخبار")
    alive = [
        public.get_absolute_url(),
        public.get_short_url(),
        f"https://example.org{public.get_absolute_url()}?x=1#top",
        section.get_absolute_url(),
        "/",
        "https://example.com/article/999/x/",
        "mailto:desk@example.org",
        "#top",
    ]
    dead = [
        draft.get_absolute_url(),
        later.get_short_url(),
        "/article/999999/x/",
        "/section/لا-قسم/",
        "/nowhere",
        "/media/none.jpg",
        "/media/../settings.py",
        "/admin/",
        "http://example.org/old",
    ]
    body = "".join(f'<p>اقرأ <a href="{href}">هنا</a></p>' for href in [*alive, *dead])
    found = proofread_article(clean_story(body=body), rules=["dead-link"])
    assert [row.block for row in found] == list(range(len(alive), len(alive) + len(dead)))
    assert {(row.finding.start, row.finding.text) for row in found} == {(5, "هنا")}


def test_rules_dictionary_and_style_sheet_are_passed_on():
    article = clean_story(headline="ترمب يطلب الإنخراط")
    assert [rule for rule, _ in rules_found(article, style_sheet={"ترمب": "ترامب"})] == ["style-sheet", "hamza-wasl"]
    assert rules_found(article, dictionary={"الإنخراط"}) == []
    assert rules_found(article, rules=["headline-length"], headline_limit=5) == [("headline-length", "headline:5-18")]
    with pytest.raises(KeyError):
        proofread_article(article, rules=["no-such-rule"])


def test_reasons_and_names_are_arabic_for_arabic_readers():
    with translation.override("ar"):
        for rule in ALL_RULES:
            assert any("\u0600" <= char <= "\u06ff" for char in str(rule_name(rule))), rule
        for found in proofread_article(clean_story(headline="وإعتبر", body="<p>الى</p>", source_name="")):
            assert any("\u0600" <= char <= "\u06ff" for char in explain(found.finding))
    assert DEFAULTS <= ALL_RULES


def test_findings_for_the_client_are_plain_data():
    article = clean_story(headline="😀 وإعتبر")
    with translation.override("en"):
        (row,) = for_client(article, proofread_article(article))
    assert row["field"] == "headline" and row["block"] is None
    assert (row["start"], row["end"], row["suggestion"]) == (3, 9, "واعتبر")
    assert row["reason"].endswith("واعتبر")


def test_the_command_reads_the_archive_and_counts():
    clean_story(headline="وإعتبر الوزير").save()
    clean_story(headline="عنوان سليم", status="published", published_at=timezone.now()).save()
    out = io.StringIO()
    call_command("proofread", stdout=out)
    lines = out.getvalue().splitlines()
    assert lines[0].split("\t")[1:] == ["headline:0-6", "hamza-wasl", "'وإعتبر' -> 'واعتبر'"]
    assert lines[1:] == ["       1 hamza-wasl", "1 findings in 2 stories"]
    for arguments in (["--status", "published"], ["--rule", "tatweel"], ["--limit", "0"]):
        out = io.StringIO()
        call_command("proofread", *arguments, stdout=out)
        assert out.getvalue().startswith("0 findings in")
    with pytest.raises(CommandError):
        call_command("proofread", "--rule", "no-such-rule")
