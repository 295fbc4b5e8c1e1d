"""A small newsroom that uses all that the models can hold, and the pages that readers see of it."""

import io
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.test import Client
from PIL import Image as PillowImage

from articles import likeness
from articles.models import (
    Article,
    Author,
    BreakingNews,
    Correction,
    GalleryItem,
    Image,
    LiveEntry,
    Page,
    PendingRelatedLink,
    PublishedVersion,
    RelatedLink,
    Section,
    Tag,
    TopicSynonym,
)
from articles.pictures import read_picture, store_picture

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
PARAGRAPH = "<p>قال الشاهد إن الجسر القديم عاد إلى أهله بعد سنوات من الإغلاق، وإن المدينة كلها خرجت لتراه.</p>"


def make_picture(shade: int, **fields: str) -> Image:
    out = io.BytesIO()
    PillowImage.effect_noise((400, 260), shade % 100 + 10).convert("RGB").save(out, "JPEG")
    return store_picture(read_picture(out.getvalue()), **fields)[0]


def make_newsroom() -> dict[str, Article]:
    """Sections in a tree with own slugs, portraits, shared pictures, every state, every kind of link."""
    news = Section.objects.create(name="أخبار", description="ما جرى اليوم.", media_topic="11000000")
    local = Section.objects.create(name="محليات", parent=news, slug="al-balad")
    sport = Section.objects.create(name="رياضة", in_navigation=False)
    Section.objects.filter(pk=sport.pk).update(order=7)
    salma = Author.objects.create(
        name="سلمى الحداد", job_title="مراسلة", bio="تكتب\nعن المدينة.", image=make_picture(1, alt="سلمى")
    )
    anwar = Author.objects.create(name="أنور الكتبي", slug="anwar")
    topic = Tag.objects.create(name="الولايات المتحدة", slug="usa", media_topic="16000000")
    TopicSynonym.objects.create(name="أميركا", tag=topic)
    shared = make_picture(2, alt="الجسر", caption="الجسر القديم", credit="الديوان", rights="© الديوان", focal_point="0.1x0.9")
    inside = make_picture(3, alt="نافذة")

    def story(name: str, days: int | None, **values: Any) -> Article:
        values = {"headline": f"خبر {name} عن الجسر", "body": PARAGRAPH, "status": "published", "section": news} | values
        date = NOW - timedelta(days=days) if days is not None else None
        return Article.objects.create(published_at=date, **values)

    stories = {
        "gap": story("يُحذف", 9),
        "lead": story("أول", 0, kicker="مدينة", standfirst="مقدمة.", image=shared, section=local, slug="own-slug"),
        "own": story("ثان", 1, image=shared, image_caption="كلام آخر", image_credit="وكالة", genre="report"),
        "rich": story(
            "ثالث",
            2,
            body=f'<h3>عنوان فرعي</h3>{PARAGRAPH}<figure><img src="{inside.file.url}" alt="نافذة"></figure>'
            f'<blockquote class="pull"><p>«قول»</p></blockquote><p dir="ltr">left "straight"</p><ul><li>أ</li><li>ب</li></ul>',
            source_name="وكالة الصفصاف",
            source_url="https://example.org/a?b=1&c=2",
            updated_at=NOW - timedelta(days=1),
        ),
        "undated": story("رابع", None, image_caption="صورة بلا ملف"),
        "bare": story("خامس", 4, section=None, body=""),
        "draft": story("سادس", 1, status="draft"),
        "later": story("سابع", -3),
        "gone": story("ثامن", 5, status="withdrawn"),
        "opinion": story("تاسع", 3, genre="opinion", section=sport),
    }
    lead, own, rich = stories["lead"], stories["own"], stories["rich"]
    lead.set_bylines([anwar, salma])
    stories["opinion"].set_bylines([salma])
    lead.tags.set(["الولايات المتحدة", "جسور، قديمة"])
    rich.tags.set(["أميركا"])
    lead.further_sections.set([sport, news])
    RelatedLink.objects.create(article=lead, target=stories["opinion"], title="اقرأ أيضاً", order=1)
    RelatedLink.objects.create(article=lead, url="https://example.com/x?y=1", title="من بعيد", order=2)
    RelatedLink.objects.create(article=lead, target=stories["draft"], order=3)
    RelatedLink.objects.create(article=stories["opinion"], target=lead, order=1)
    _tell_otherwise(lead, own, rich, [shared, inside], salma)
    PendingRelatedLink.objects.create(
        article=own, reference="خبر لم يصل", reference_key="خبر لم يصل", order=1, title="عنوان ينتظر"
    )
    for note in ("صححنا الرقم.", "صححنا الاسم."):
        Correction.objects.create(article=rich, date=NOW, note=note)
    stories.pop("gap").delete()
    return stories


def _tell_otherwise(lead: Article, own: Article, rich: Article, pictures: list[Image], author: Author) -> None:
    """A live story, a gallery, a video, an earlier text, breaking lines, a standing page."""
    Article.objects.filter(pk=lead.pk).update(story_type="live")
    for hours, values in ((1, {"is_key": True, "author": author}), (2, {"is_pinned": True}), (-3, {})):
        at = NOW - timedelta(hours=hours)
        LiveEntry.objects.create(article=lead, at=at, headline=f"تحديث {hours}", body=PARAGRAPH, **values)
    Article.objects.filter(pk=own.pk).update(story_type="gallery")
    for order, image in enumerate(pictures, 1):
        GalleryItem.objects.create(article=own, image=image, order=order, own_caption=f"صورة {order}" if order > 1 else "")
    Article.objects.filter(pk=rich.pk).update(story_type="video", video_url="https://www.youtube.com/watch?v=abcdefghijk")
    PublishedVersion.objects.create(article=rich, at=NOW - timedelta(days=2), headline="العنوان الأول", body=PARAGRAPH)
    PublishedVersion.objects.create(
        article=rich, at=NOW - timedelta(days=1), headline=rich.headline, body=rich.body, note="صححنا العنوان."
    )
    BreakingNews.objects.create(
        text="عاجل مع خبره", article=lead, since=NOW - timedelta(hours=1), until=NOW + timedelta(hours=1)
    )
    BreakingNews.objects.create(text="عاجل وحده", since=NOW - timedelta(hours=2), until=NOW + timedelta(hours=1))
    Page.objects.create(title="من نحن", slug="about", body=PARAGRAPH, order=3)
    for changed in (lead, own, rich):
        changed.refresh_from_db()


def public_pages(start: str = "/") -> dict[str, bytes]:
    """Every page that a reader reaches by links, the front page's first; address (decoded) -> HTML."""
    client, pages, waiting = Client(), {}, [start, *_lists()]
    while waiting:
        address = waiting.pop()
        if address in pages:
            continue
        response = client.get(address, headers={"host": "localhost"})
        assert response.status_code == 200, address
        pages[address] = response.content
        waiting += [link for link in links_of(response.content.decode(), address) if link not in pages]
    return {unquote(address): html for address, html in pages.items()}


def _lists() -> list[str]:
    rows = [*Section.objects.all(), *Tag.objects.all(), *Author.objects.all(), *Article.objects.public()]
    return [row.get_absolute_url() for row in rows]


def links_of(html: str, page: str) -> list[str]:
    found = re.findall(r'<a [^>]*href="([^"#]+)"', html)
    wanted = [
        link for link in found if re.match(r"/(?:article|section|topic|author|page|archive|corrections)/|/$|\?page=", link)
    ]
    return [page.partition("?")[0] + link if link.startswith("?") else link for link in wanted]


def empty_newsroom() -> None:
    """Nothing is left, neither rows nor files; numbers are not counted anew."""
    BreakingNews.objects.all().delete()
    Page.objects.all().delete()
    Article.objects.all().delete()
    Author.objects.all().delete()
    for image in Image.objects.all():
        image.file.delete(save=False)
        image.delete()
    Tag.objects.all().delete()
    while Section.objects.exists():
        Section.objects.filter(children=None).delete()


def settle() -> None:
    """What is found in the background, found now."""
    likeness.rebuild()


def media_files() -> dict[str, bytes]:
    root = Path(settings.MEDIA_ROOT)
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}
