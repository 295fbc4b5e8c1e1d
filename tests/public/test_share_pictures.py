"""Share pictures: the headline in joined Arabic letters, made once, only of public stories, gone with them."""

import io
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image as PillowImage
from PIL import ImageChops

from articles import share_pictures
from articles.models import Article
from articles.public.share_paths import picture_path
from articles.share_pictures import drawing, nameplate
from tests.public.stories import hidden_stories, picture, section, story

pytestmark = pytest.mark.django_db

LONG = "مجلس النواب يقر الموازنة العامة للدولة بعد جلسة استمرت ثلاثة أيام تخللتها مشادات كلامية وانسحاب كتلتين " * 4


def opened(data: bytes) -> PillowImage.Image:
    return PillowImage.open(io.BytesIO(data)).convert("RGB")


def files(story: Article) -> set[str]:
    try:
        return set(default_storage.listdir(f"share/{story.pk // 1000}/{story.pk}")[1])
    except FileNotFoundError:
        return set()


def ink(text: str) -> list[tuple[int, int]]:
    """Runs of columns that a headline's first line fills: letters that join make one run."""
    card = opened(drawing.draw(drawing.Card(text))).convert("L")
    line = card.crop((0, 170, card.width, card.height - 14)).point(lambda level: 255 if level < 128 else 0)
    filled = [bool(line.crop((x, 0, x + 1, line.height)).getbbox()) for x in range(line.width)]
    edges = [x for x in range(1, line.width) if filled[x] != filled[x - 1]]
    return list(zip(edges[::2], edges[1::2], strict=True))


def test_pages_name_a_picture_that_is_there_and_has_the_size_they_tell(client: Client) -> None:
    article = story("افتتاح الجسر القديم", section=section("أخبار"))
    for address in (article.get_absolute_url(), "/", "/section/أخبار/"):
        html = client.get(address).content.decode()
        found = re.search(r'<meta property="og:image" content="http://testserver([^"]+)">', html)
        assert found, address
        assert '<meta name="twitter:card" content="summary_large_image">' in html
        response = client.get(found[1])
        assert response["Content-Type"] == "image/jpeg"
        assert opened(response.content).size == (1200, 630)
        assert '<meta property="og:image:width" content="1200">' in html
    assert (
        '<meta property="og:image:alt" content="افتتاح الجسر القديم">'
        in client.get(article.get_absolute_url()).content.decode()
    )


def test_arabic_letters_join_and_run_from_the_right() -> None:
    assert share_pictures.can_draw()
    # Six letters, all of which join: isolated ones would make six runs.
    runs = ink("مستشفى")
    assert len(runs) == 1
    assert runs[-1][1] > 1200 - drawing.MARGIN - 10
    # د and و do not join what follows: «دور» is three runs.
    assert len(ink("دور")) == 3


def test_a_latin_name_stands_where_arabic_readers_expect_it() -> None:
    # The first word is the rightmost one, Latin or not; what follows it stands to its left.
    alone, followed = ink("Mate X7"), ink("Mate X7 هاتف")
    assert [left for left, _right in followed[-len(alone) :]] == pytest.approx([left for left, _right in alone], abs=2)
    assert ink("هاتف Mate X7")[0][0] == pytest.approx(followed[0][0], abs=4)
    assert ink("هاتف Mate X7") != followed


def test_quotation_marks_turn_to_the_words() -> None:
    right, wrong = (opened(drawing.draw(drawing.Card(text))) for text in ("«أ»", "»أ«"))
    assert ImageChops.difference(right, wrong).getbbox()


@pytest.mark.parametrize(
    "text", ["قصير", "واشنطن تستضيف اجتماعا لمسؤولي دول “المجموعة المصغرة” بشأن سوريا", LONG, "ق" * 300, "🎉", ""]
)
@pytest.mark.parametrize("room", [drawing.ROOM_ON_PICTURE, drawing.ROOM_ON_PAPER])
def test_any_headline_fits(text: str, room: int) -> None:
    size, lines = drawing.fit(text, room)
    assert lines
    assert len(lines) * size * drawing.LEADING <= room
    for line in lines:
        assert drawing._length(line, size) <= 1200 - 2 * drawing.MARGIN
    if text == LONG or len(text) == 300:
        assert lines[-1].endswith("…")
    else:
        assert not lines[-1].endswith("…") or text in ("🎉", "")


def test_lines_are_even_and_no_word_is_lost() -> None:
    text = "واشنطن تستضيف اجتماعا لمسؤولي دول “المجموعة المصغرة” بشأن سوريا"
    size, lines = drawing.fit(text, drawing.ROOM_ON_PAPER)
    assert " ".join(lines) == text
    lengths = [drawing._length(line, size) for line in lines]
    assert min(lengths) > 0.6 * max(lengths)


def test_the_nameplate_is_the_pages_own() -> None:
    plate = nameplate.mask(66)
    assert plate.height == 66
    assert 150 < plate.width < 300
    share = sum(plate.histogram()[128:]) / (plate.width * plate.height)
    assert 0.1 < share < 0.6
    square = nameplate.read_drawing('<svg viewBox="0 0 10 10"><path d="M1 1h8v8H1z m2,2 l4 0 0 4-4 0Z"/></svg>')
    assert square.outlines[0] == ((1.0, 1.0), (9.0, 1.0), (9.0, 9.0), (1.0, 9.0))
    for broken in (
        "<svg/>",
        '<svg viewBox="0 0 10 10"><path d="M1"/></svg>',
        '<svg viewBox="0 0 a 10"><path d="M1 1h8v8z"/></svg>',
    ):
        with pytest.raises(nameplate.NoNameplate):
            nameplate.read_drawing(broken)


def test_the_lead_picture_stands_behind_around_its_focal_point() -> None:
    canvas = PillowImage.new("RGB", (1600, 1600), "#0000ff")
    canvas.paste("#ff0000", (0, 0, 1600, 500))
    top = opened(drawing.draw(drawing.Card("خبر", focus=(0.5, 0.1)), canvas))
    bottom = opened(drawing.draw(drawing.Card("خبر", focus=(0.5, 0.9)), canvas))
    assert top.getpixel((100, 240))[0] > 150
    assert bottom.getpixel((100, 240))[2] > 150


def test_a_picture_is_drawn_once_and_small_enough_for_messengers(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    article = story(LONG[:280], image=picture())
    first = client.get(picture_path(article))
    assert len(first.content) < 300_000
    monkeypatch.setattr(drawing, "draw", lambda *_: pytest.fail("drawn again"))
    assert client.get(picture_path(article)).content == first.content
    assert client.get(picture_path(article), HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304
    assert "max-age=86400" in first["Cache-Control"]


def test_a_new_headline_is_a_new_picture_and_the_old_name_leads_there(client: Client) -> None:
    article = story("عنوان قديم")
    old = picture_path(article)
    client.get(old)
    article.headline = "عنوان جديد"
    article.save()
    new = picture_path(article)
    assert new != old
    response = client.get(old)
    assert (response.status_code, response["Location"]) == (302, new)
    assert client.get(new).status_code == 200
    assert files(article) == {new.rpartition("/")[2]}


@pytest.mark.django_db(transaction=True)
def test_a_withdrawn_story_s_pictures_go_with_it(client: Client) -> None:
    article = story("يُسحب", image=picture())
    addresses = [picture_path(article, shape) for shape in ("card", "16x9", "4x3", "1x1")]
    for address in addresses:
        assert client.get(address).status_code == 200
    assert len(files(article)) == 4
    article.status = Article.Status.WITHDRAWN
    article.save()
    assert files(article) == set()
    for address in addresses:
        assert client.get(address).status_code == 410
    assert files(article) == set()


@pytest.mark.django_db(transaction=True)
def test_a_deleted_story_s_pictures_go_with_it(client: Client) -> None:
    article = story()
    client.get(picture_path(article))
    kept = Article(pk=article.pk)
    assert files(kept)
    article.delete()
    assert files(kept) == set()


def test_nothing_is_drawn_of_stories_that_are_not_public(client: Client) -> None:
    for hidden in hidden_stories(image=picture()):
        assert client.get(picture_path(hidden)).status_code in (404, 410)
        assert files(hidden) == set()


def test_crops_for_search_engines_have_their_shapes_and_are_never_enlarged(client: Client) -> None:
    large, small = story("كبير", image=picture()), story("صغير", image=picture("#aa0000", (400, 300)))
    for article, most in ((large, 1200), (small, 400)):
        for shape, ratio in (("16x9", 16 / 9), ("4x3", 4 / 3), ("1x1", 1.0)):
            cropped = opened(client.get(picture_path(article, shape)).content)
            assert cropped.size == share_pictures.crop_size(article.image, shape)
            assert cropped.width / cropped.height == pytest.approx(ratio, rel=0.01)
            assert cropped.width <= most
    bare = story("بلا صورة")
    assert client.get(f"/share/{bare.pk}/16x9-{share_pictures.digest(bare, '16x9')}.jpg").status_code == 404


def test_a_lost_picture_gives_paper_and_no_crops(client: Client) -> None:
    article = story("ضاعت صورته", image=picture())
    default_storage.delete(article.image.file.name)
    assert opened(client.get(picture_path(article)).content).getpixel((5, 300)) == (255, 255, 255)
    assert client.get(picture_path(article, "1x1")).status_code == 404


@pytest.mark.parametrize(
    "address", ["/share/1/card-x.jpg", "/share/1/nothing-abc.jpg", "/share/site/nothing-x.jpg", "/share/site/card-x.png"]
)
def test_unknown_pictures_are_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_the_publisher_s_sign_is_a_png(client: Client) -> None:
    old = client.get("/share/site/logo-0000.png")
    assert old.status_code == 302
    response = client.get(old["Location"])
    assert response["Content-Type"] == "image/png"
    assert min(opened(response.content).size) >= 112


@pytest.fixture
def slow_draw(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    drawn: list[str] = []
    plain = drawing.draw

    def draw(card: drawing.Card, *rest: Any) -> bytes:
        drawn.append(card.headline)
        return plain(card, *rest)

    monkeypatch.setattr(drawing, "draw", draw)
    return drawn


def test_of_many_who_ask_at_once_one_draws(slow_draw: list[str], own_media: Path) -> None:
    article = Article(pk=7, headline="يطلبه كثيرون", status=Article.Status.PUBLISHED)
    with ThreadPoolExecutor(6) as crowd:
        answers = list(crowd.map(lambda _: share_pictures.made(article), range(6)))
    assert len(set(answers)) == 1
    assert slow_draw == ["يطلبه كثيرون"]


def test_a_page_asks_nothing_more_for_its_picture(client: Client, django_assert_max_num_queries: Any) -> None:
    article = story("خبر", image=picture(), section=section("أخبار"))
    address = picture_path(article)
    with django_assert_max_num_queries(1):
        client.get(address)
    with django_assert_max_num_queries(1):
        client.get(address)
