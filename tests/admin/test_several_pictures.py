"""Several pictures at once: each tells how it fared, what its metadata say is there, and all are described on one page."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from articles.models import Image
from articles.pictures import read_picture, store_picture
from tests.pictures.test_what_a_picture_tells import CAPTION, as_file, drawn, iptc

from .conftest import form_fields, picture_bytes

UPLOAD = "/admin/articles/image/upload/"
IMAGES = "/admin/articles/image/"


def send(desk: Client, *files: tuple[str, bytes], accept: str = "text/html", **fields: str) -> Any:
    uploads = [SimpleUploadedFile(name, data) for name, data in files]
    return desk.post(UPLOAD, {"credit": "", "rights": "", **fields, "pictures": uploads}, headers={"Accept": accept})


def test_several_files_come_in_with_what_they_tell_and_lead_to_their_description(desk: Client) -> None:
    agency = iptc([(120, CAPTION.encode()), (80, "سلمى".encode())])
    answer = send(desk, ("a.jpg", agency), ("b.png", picture_bytes((9, 99, 9), "PNG")), credit="الديوان", rights="لنا")
    first, second = Image.objects.order_by("pk")
    assert (first.caption, first.credit, first.rights) == (CAPTION, "سلمى", "لنا")
    assert (second.caption, second.credit, second.rights) == ("", "الديوان", "لنا")
    assert answer.status_code == 302 and answer.url == f"{IMAGES}describe/?pk={first.pk}&pk={second.pk}"


def test_a_refused_file_is_named_and_the_others_stay(desk: Client) -> None:
    answer = send(desk, ("مستند.pdf", b"%PDF-1.7"), ("b.png", picture_bytes()))
    page = answer.content.decode()
    assert answer.status_code == 200 and "مستند.pdf" in page and "JPEG" in page
    assert Image.objects.count() == 1


def test_nothing_chosen_is_told(desk: Client) -> None:
    answer = desk.post(UPLOAD, {"credit": "", "rights": ""})
    assert answer.status_code == 400 and "اختر صورة واحدة على الأقل" in answer.content.decode()


def test_the_script_is_told_of_known_and_of_like_pictures(desk: Client) -> None:
    send(desk, ("a.jpg", as_file(drawn(1))))
    [again] = send(desk, ("b.jpg", as_file(drawn(1))), accept="application/json").json()["pictures"]
    assert again["known"] and again["alike"] == []
    [small] = send(desk, ("c.jpg", as_file(drawn(1).resize((320, 200)))), accept="application/json").json()["pictures"]
    assert not small["known"] and [one["pk"] for one in small["alike"]] == [Image.objects.order_by("pk").first().pk]
    page = desk.get(f"{IMAGES}{small['image']['pk']}/change/").content.decode()
    assert f'href="{small["alike"][0]["address"]}"' in page, "the picture's page shows its like"


def test_all_are_described_on_one_page(desk: Client) -> None:
    send(desk, ("a.jpg", picture_bytes()), ("b.jpg", picture_bytes((1, 2, 3))))
    one, two = Image.objects.order_by("pk")
    address = f"{IMAGES}describe/?pk={one.pk}&pk={two.pk}"
    page = desk.get(address).content.decode()
    fields = form_fields(page.replace('class="nr-describe"', 'class="nr-describe" id="described"'), "described")
    fields |= {"form-0-alt": "بوابة", "form-1-alt": "شارع", "form-1-rights_end_at": "2030-01-01T10:00"}
    assert desk.post(address, fields).status_code == 302
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.alt, two.alt, two.rights_end_at is not None) == ("بوابة", "شارع", True)


def test_a_picture_that_was_not_chosen_is_not_changed(desk: Client, image: Image) -> None:
    send(desk, ("b.jpg", picture_bytes((1, 2, 3))))
    other = Image.objects.exclude(pk=image.pk).get()
    address = f"{IMAGES}describe/?pk={other.pk}"
    page = desk.get(address).content.decode()
    fields = form_fields(page.replace('class="nr-describe"', 'class="nr-describe" id="described"'), "described")
    desk.post(address, {**fields, "form-0-id": str(image.pk), "form-0-alt": "سرقة"})
    image.refresh_from_db()
    assert image.alt == "بوابة المكتبة"


@pytest.mark.parametrize("address", ["upload/", "describe/?pk=1"])
def test_who_may_not_add_or_change_pictures_is_turned_away(client: Client, reporter: User, address: str) -> None:
    client.force_login(reporter)
    assert client.get(IMAGES + address).status_code == 403
    assert client.post(IMAGES + address, {}).status_code == 403


@pytest.mark.parametrize("keys", ["", "pk=x", "pk=99999999999999999999", "pk=-1", "pk=٣"])
def test_an_odd_choice_shows_an_empty_page(desk: Client, keys: str) -> None:
    assert desk.get(f"{IMAGES}describe/?{keys}").status_code == 200


def test_the_list_is_narrowed_to_pictures_whose_rights_end_or_that_lack_words(desk: Client, image: Image) -> None:
    now = timezone.now()
    gone = store_picture(read_picture(picture_bytes((1, 1, 1))), alt="قديمة")[0]
    soon = store_picture(read_picture(picture_bytes((2, 2, 2))))[0]
    Image.objects.filter(pk=gone.pk).update(rights_end_at=now)
    Image.objects.filter(pk=soon.pk).update(rights_end_at=now + timedelta(days=3))

    def listed(query: str) -> set[int]:
        return {row.pk for row in desk.get(f"{IMAGES}?{query}").context["cl"].result_list}

    assert listed("rights=ended") == {gone.pk}
    assert listed("rights=soon") == {soon.pk}
    assert listed("rights=open") == {image.pk}
    assert listed("missing=alt") == {soon.pk}


def test_the_pages_cost_the_same_for_one_picture_and_for_many(desk: Client, django_assert_max_num_queries: Any) -> None:
    send(desk, *[(f"{seed}.jpg", as_file(drawn(seed))) for seed in range(20)])
    keys = "&".join(f"pk={pk}" for pk in Image.objects.values_list("pk", flat=True))
    for address in (f"{IMAGES}describe/?{keys}", UPLOAD, IMAGES, f"{IMAGES}{Image.objects.order_by('pk').first().pk}/change/"):
        with django_assert_max_num_queries(20):
            assert desk.get(address).status_code == 200
