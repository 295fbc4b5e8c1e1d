"""Readers find a story by all that it shows: captions, a gallery's pictures, the updates of live coverage."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import catching_up, search
from articles.models import Article, GalleryItem, LiveEntry
from tests.public.stories import picture

pytestmark = pytest.mark.django_db
Kind = Article.StoryType


def snippet(text):
    found = search.find(text, queryset=Article.objects.public()).results[0].snippet
    return "".join(piece.text for piece in found), [piece.text for piece in found if piece.hit]


def test_a_lead_picture_is_found_by_its_own_caption_until_the_story_has_one(story, ask):
    image = picture(caption="مركب شراعي قرب المنارة")
    told = story("مهرجان البحر", "يوم طويل", image=image)
    assert ask("المنارة") == ["مهرجان البحر"]
    assert snippet("المنارة")[1] == ["المنارة"]
    told.image_caption = "قارب صيد"
    told.save()
    assert ask("المنارة") == [] and ask("قارب") == ["مهرجان البحر"]


def test_a_picture_s_caption_that_changes_is_followed(story, ask):
    image = picture(caption="جسر خشبي")
    story("نزهة", image=image)
    other = story("معرض صور", story_type=Kind.GALLERY)
    GalleryItem.objects.create(article=other, image=image)
    assert set(ask("خشبي")) == {"نزهة", "معرض صور"}
    image.caption = "جسر حجري"
    image.save()
    assert ask("خشبي") == [] and set(ask("حجري")) == {"نزهة", "معرض صور"}


def test_a_gallery_is_found_by_its_captions(story, ask):
    gallery = story("صور الأسبوع", story_type=Kind.GALLERY)
    first = GalleryItem.objects.create(article=gallery, image=picture(caption="سرب لقالق"), own_caption="")
    second = GalleryItem.objects.create(article=gallery, image=picture("#888888"), own_caption="غروب فوق الملاحة")
    assert ask("لقالق") == ask("الملاحة") == ["صور الأسبوع"]
    assert "الملاحة" in snippet("الملاحة")[0]
    second.own_caption = "غروب فوق الميناء"
    second.save()
    first.delete()
    assert ask("الملاحة") == ask("لقالق") == [] and ask("الميناء") == ["صور الأسبوع"]


def test_pictures_that_the_page_does_not_show_are_not_found(story, ask):
    plain = story("خبر عادي")
    GalleryItem.objects.create(article=plain, image=picture(), own_caption="غروب")
    assert ask("غروب") == []


def test_live_coverage_is_found_by_its_updates(story, ask):
    live = story("تغطية الانتخابات", story_type=Kind.LIVE)
    entry = LiveEntry.objects.create(article=live, headline="إغلاق الصناديق", body="<p>بدأ فرز الأصوات في طرطوس.</p>")
    assert ask("الصناديق") == ask("طرطوس") == ["تغطية الانتخابات"]
    assert snippet("طرطوس")[1] == ["طرطوس"]
    entry.body = "<p>بدأ فرز الأصوات في حلب.</p>"
    entry.save()
    assert ask("طرطوس") == [] and ask("حلب") == ["تغطية الانتخابات"]
    entry.delete()
    assert ask("حلب") == []


def test_an_update_that_is_held_back_is_found_from_its_time_on(story, ask, monkeypatch):
    live = story("تغطية القمة", story_type=Kind.LIVE)
    hour = timedelta(hours=1)
    LiveEntry.objects.create(article=live, at=timezone.now() + hour, body="<p>إعلان زقزوقاء.</p>")
    monkeypatch.setattr(catching_up._Looks, "until", None)
    catching_up.index_updates_due()
    assert ask("زقزوقاء") == []
    assert search.suggest("زقزوق", queryset=Article.objects.public()) == []
    assert search.did_you_mean("زقزوقاا") is None
    later = timezone.now() + 2 * hour
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert catching_up.index_updates_due() == 1
    assert ask("زقزوقاء") == ["تغطية القمة"]
    assert catching_up.index_updates_due() == 0


def test_a_draft_s_updates_and_captions_stay_with_the_desk(story, ask):
    draft = story("مسودة", story_type=Kind.LIVE, status=Article.Status.DRAFT)
    LiveEntry.objects.create(article=draft, body="<p>زقزوقاء</p>")
    gallery = story("مسودة صور", story_type=Kind.GALLERY, status=Article.Status.DRAFT)
    GalleryItem.objects.create(article=gallery, image=picture(caption="زقزوقاء"))
    assert ask("زقزوقاء") == [] and search.did_you_mean("زقزوقاا") is None
    assert set(ask("زقزوقاء", queryset=Article.objects.all())) == {"مسودة", "مسودة صور"}
