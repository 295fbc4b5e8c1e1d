"""Pictures on readers' pages: AVIF and JPEG in the widths of their slot, sized, lazy but for the first."""

import re

import pytest
from django.test import Client

from articles import renditions
from articles.models import Article, Image
from articles.templatetags.newsroom import picture as picture_tag
from articles.templatetags.picture_markup import SLOTS, with_renditions
from tests.public.stories import picture, section, story

pytestmark = pytest.mark.django_db


@pytest.fixture
def image(db: None) -> Image:
    picture(alt="جسر", focal_point="0.9x0.1")
    renditions.build_awaiting()
    return Image.objects.get()


def story_html(client: Client, article: Article) -> str:
    return client.get(article.get_absolute_url()).content.decode()


def test_a_picture_comes_in_avif_and_jpeg_with_size_and_words(image: Image) -> None:
    html = picture_tag(image, "story", "جسر", True)
    assert html.startswith('<picture class="whole"><source type="image/avif" srcset="/media/renditions/')
    assert re.search(r'<img src="/media/renditions/[^"]+\.jpg" srcset="[^"]+1280w" sizes="[^"]+" alt="جسر"', html)
    assert re.search(r'width="\d+" height="\d+" fetchpriority="high">', html)


def test_a_small_slot_loads_no_large_file_and_waits_until_it_is_seen(image: Image) -> None:
    html = picture_tag(image, "card")
    assert max(int(width) for width in re.findall(r" (\d+)w", html)) <= 640
    assert 'loading="lazy" decoding="async"' in html
    assert '<source type="image/avif" media="(max-width:39.99rem)"' in html
    assert "/thumb-240.avif 240w" in html


def test_no_query_is_made_for_a_picture_at_hand(image: Image, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        for slot in SLOTS:
            picture_tag(image, slot)


def test_until_they_are_made_the_picture_itself_is_shown_around_its_focal_point(client: Client) -> None:
    image = picture(focal_point="0.9x0.1")
    html = picture_tag(image, "lead")
    assert html == (
        f'<picture class="pic fx4 fy0"><img src="{image.file.url}" alt="" width="1600" height="900"'
        ' loading="lazy" decoding="async"></picture>'
    )
    assert image.file.url in story_html(client, story(image=image))


def test_jpegs_that_are_there_before_avif_are_shown(image: Image) -> None:
    Image.objects.update(avifs="")
    html = picture_tag(Image.objects.get(), "lead")
    assert "avif" not in html and "wide-640.jpg 640w" in html


def test_every_file_that_the_pages_name_is_there(client: Client, image: Image) -> None:
    news = section("أخبار")
    for number in range(9):
        story(f"خبر {number}", section=news, image=image)
    for address in ("/", news.get_absolute_url(), Article.objects.all()[0].get_absolute_url()):
        html = client.get(address).content.decode()
        names = set(re.findall(r"/media/[^\s\",]+", html))
        assert len(names) > 3
        for name in names:
            assert client.get(name).status_code == 200, name


def test_only_the_lead_picture_of_a_page_is_hurried(client: Client, image: Image) -> None:
    for number in range(6):
        story(f"خبر {number}", image=image)
    html = client.get("/").content.decode()
    assert html.count('fetchpriority="high"') == 1
    assert html.index('fetchpriority="high"') < html.index('loading="lazy"')


def test_pictures_inside_a_story_get_renditions_too(client: Client, image: Image) -> None:
    body = (
        f'<p>نص.</p><figure><img src="{image.file.url}" alt=""><figcaption>تعليق &amp; مصدر</figcaption></figure>'
        '<figure><img src="https://example.org/a.jpg" alt="في الخارج"></figure>'
    )
    html = story_html(client, story(body=body))
    assert re.search(
        r'<figure><picture class="whole"><source type="image/avif"[^>]+><img src="/media/renditions/[^>]+ alt="جسر"', html
    )
    assert '<img loading="lazy" decoding="async" src="https://example.org/a.jpg" alt="في الخارج">' in html
    assert "<figcaption>تعليق &amp; مصدر</figcaption>" in html


def test_a_body_s_own_words_for_a_picture_win_and_stay_escaped(image: Image) -> None:
    html = with_renditions(f'<img src="{image.file.url}" alt="قال: &quot;هنا&quot; &lt;b&gt;">')
    assert 'alt="قال: &quot;هنا&quot; &lt;b&gt;"' in html


def test_a_body_asks_once_if_it_shows_pictures_and_never_else(image: Image, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert with_renditions("<p>نص</p>") == "<p>نص</p>"
    with django_assert_num_queries(1):  # type: ignore[operator]
        with_renditions(f'<img src="{image.file.url}" alt=""><img src="/media/images/none.jpg" alt="">' * 3)
