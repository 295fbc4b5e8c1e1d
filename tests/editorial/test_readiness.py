"""Nothing goes out whose pictures say nothing to those who can't see them; all other remarks are advice."""

import io
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone, translation
from PIL import Image as PillowImage

from articles.editorial import readiness, workflow
from articles.models import Article, GalleryItem, Image, Section
from articles.pictures import read_picture, store_picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture() -> Image:
    out = io.BytesIO()
    PillowImage.new("RGB", (40, 30), "navy").save(out, "PNG")
    return store_picture(read_picture(out.getvalue()))[0]


@pytest.fixture
def story(picture: Image) -> Article:
    return Article.objects.create(headline="خبر", section=Section.objects.create(name="أخبار"), image=picture)


def in_arabic(article: Article) -> list[str]:
    with translation.override("ar"):
        return readiness.lacks(article)


def test_a_lead_picture_without_alternative_text_keeps_a_story_back(story: Article, picture: Image, chief: User) -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    for name, told in (("publish", {}), ("schedule", {"at": tomorrow})):
        with translation.override("ar"), pytest.raises(workflow.NotAllowed, match="النص البديل"):
            workflow.move(story, name, by=chief, **told)
        with pytest.raises(workflow.NotAllowed):
            workflow.foresee(story, name, by=chief)
    story.refresh_from_db()
    assert story.status == "draft"
    picture.alt = "  "
    picture.save()
    assert len(in_arabic(Article.objects.get())) == 1
    picture.alt = "باب المكتبة"
    picture.save()
    workflow.move(Article.objects.get(), "publish", by=chief)
    assert Article.objects.public().count() == 1


def test_it_may_still_be_submitted_and_approved(story: Article, chief: User) -> None:
    workflow.move(story, "submit", by=chief)
    workflow.move(story, "approve", by=chief)
    assert story.status == "approved"


def test_pictures_of_the_body_and_of_a_gallery_count_too(story: Article, picture: Image) -> None:
    story.image = None
    story.body = '<p>نص</p><figure><img src="/a.jpg" alt="بحر"></figure><figure><img src="/b.jpg"></figure>'
    story.story_type = "gallery"
    story.save()
    GalleryItem.objects.create(article=story, image=picture)
    assert len(in_arabic(story)) == 2
    assert "2" in in_arabic(story)[0] and "1" in in_arabic(story)[1]


def test_what_is_only_advice_keeps_nothing_back(story: Article, chief: User) -> None:
    story.image = None
    story.headline, story.standfirst, story.body = "وإعتبر ،النائب.", "قال...", '<p>“نعم <a href="/nowhere">هنا</a></p>'
    story.save()
    workflow.move(story, "publish", by=chief)
    assert story.is_public
