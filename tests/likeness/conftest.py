"""A small archive of invented stories on a few matters, some near to each other, some strangers."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from articles import likeness
from articles.models import Article, Section

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)

TEXTS = {
    "dam": (
        "سد وادي الزيتون يمتلئ بعد أمطار الشتاء",
        "بلغ مخزون سد وادي الزيتون تسعين في المئة من سعته بعد أسبوع من الأمطار الغزيرة، وفق مهندس السد كريم نصار.\n\n"
        "وقال نصار إن بوابات السد ستفتح ليلا لتخفيف الضغط، ودعا سكان القرى القريبة من المجرى إلى الابتعاد عن ضفتيه.\n\n"
        "ويسقي السد بساتين الزيتون في الوادي، وقد جف نصفه في الصيف الماضي حتى انقطعت مياه الري شهرين.",
    ),
    "farmers": (
        "مزارعو وادي الزيتون ينتظرون فتح قنوات الري من السد",
        "ينتظر مزارعو وادي الزيتون فتح قنوات الري بعد أن امتلأ السد، فقد انقطعت المياه عن بساتينهم منذ الصيف.\n\n"
        "ويقول المزارع سعيد البنا إن أشجار الزيتون عطشت، وإن مهندس السد كريم نصار وعدهم بالمياه قبل الربيع.\n\n"
        "ويطالب المزارعون بجدول معلن لتوزيع مياه الري بين القرى.",
    ),
    "repair": (
        "خطة لصيانة بوابات سد وادي الزيتون",
        "أعلنت مديرية المياه خطة لصيانة بوابات سد وادي الزيتون بعد أن رصد مهندسون تسربا في البوابة الثالثة.\n\n"
        "وتستمر أعمال الصيانة ثلاثة أشهر، ويخفض مخزون السد في أثنائها إلى النصف، على أن تبقى مياه الري للمزارعين.\n\n"
        "وقال مدير المشروع إن البوابات ركبت قبل أربعين عاما ولم تبدل منذ ذلك الوقت.",
    ),
    "cup": (
        "فريق الساحل يحرز كأس المدينة بركلات الترجيح",
        "أحرز فريق الساحل كأس المدينة لكرة القدم بعد فوزه على فريق القلعة بركلات الترجيح في ملعب البلدية.\n\n"
        "وتصدى الحارس جمال العلي لركلتين، وسجل المهاجم وائل سعد ركلة الفوز أمام عشرة آلاف متفرج.",
    ),
    "coach": (
        "مدرب فريق الساحل: الكأس بداية الطريق",
        "قال مدرب فريق الساحل إن الفوز بكأس المدينة بداية الطريق، وأشاد بالحارس جمال العلي الذي تصدى لركلات الترجيح.\n\n"
        "ويستعد فريق الساحل لدوري الدرجة الأولى، ويريد المدرب أن يبقى المهاجم وائل سعد موسما آخر.",
    ),
    "oud": (
        "أمسية لعازفي العود في دار الفنون",
        "جمعت دار الفنون ثمانية عازفين شبانا في أمسية للعود، قدموا فيها مقامات قديمة وألحانا من تأليفهم.\n\n"
        "وتوزع الدار تسجيلا للأمسية، وتفتح في الشهر المقبل صفا لتعليم الأطفال الموسيقى.",
    ),
    "clinic": (
        "عيادة جوالة تصل إلى القرى الجبلية",
        "بدأت عيادة جوالة زيارة القرى الجبلية مرتين في الشهر، ومعها طبيبة أطفال وممرضان وصيدلية صغيرة.\n\n"
        "وفحصت العيادة في يومها الأول مئتي مريض، أكثرهم من كبار السن الذين يعجزون عن النزول إلى المستشفى.",
    ),
}

Make = Callable[..., Article]


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        yield


@pytest.fixture
def write(db: None) -> Make:
    """``write("dam", ...)``: that story, published on 24 November 2026 unless told otherwise, and related anew."""

    def make(matter: str, headline: str = "", body: str = "", days_ago: float = 0, **fields: Any) -> Article:
        tags = fields.pop("tags", [])
        if isinstance(fields.get("section"), str):
            fields["section"] = Section.objects.get_or_create_named(fields["section"])[0]
        article = Article.objects.create(
            **{
                "headline": headline or TEXTS[matter][0],
                "body": body or TEXTS[matter][1],
                "status": Article.Status.PUBLISHED,
                "published_at": NOON - timedelta(days=days_ago),
                **fields,
            }
        )
        article.tags.add(*tags)
        likeness.refresh(article.pk)
        return article

    return make


@pytest.fixture
def archive(write: Make) -> dict[str, Article]:
    """All of them, by their matter."""
    return {matter: write(matter) for matter in TEXTS}


@pytest.fixture
def beside() -> Callable[[Article], list[str]]:
    """Headlines of what a reader finds beside a story, in order."""

    def headlines(article: Article) -> list[str]:
        return [story.headline for story in likeness.related(article.pk)]

    return headlines
