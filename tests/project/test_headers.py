"""What goes with every answer: compression, validators, how long it may be kept, what the page may load."""

import gzip
import re
from typing import Any

import brotli
import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article
from tests.public.stories import picture, section, story

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(db: None) -> Article:
    return story("خبر", section=section("أخبار"), body="<p>كلمة</p>" * 200)


def test_anonymous_readers_get_brotli_and_old_clients_gzip_or_the_page_itself(client: Client, article: Article) -> None:
    plain = client.get(article.get_absolute_url())
    assert "Content-Encoding" not in plain
    for encoding, unpack in (("br", brotli.decompress), ("gzip", gzip.decompress)):
        answer = client.get(article.get_absolute_url(), headers={"accept-encoding": f"{encoding}, deflate;q=0.5"})
        assert answer["Content-Encoding"] == encoding
        assert unpack(answer.content) == plain.content
        assert int(answer["Content-Length"]) == len(answer.content) < len(plain.content) / 2
        assert "Accept-Encoding" in answer["Vary"]


@pytest.mark.parametrize("accepted", ["identity", "br;q=0, gzip;q=0", "", "deflate"])
def test_who_takes_no_compression_gets_none(client: Client, article: Article, accepted: str) -> None:
    assert "Content-Encoding" not in client.get("/", headers={"accept-encoding": accepted})


def test_signed_in_people_get_gzip_of_random_length(client: Client, editor: User) -> None:
    client.force_login(editor)
    answers = [client.get("/admin/", headers={"accept-encoding": "gzip, br"}) for _ in range(8)]
    assert {answer["Content-Encoding"] for answer in answers} == {"gzip"}
    assert len({len(answer.content) for answer in answers}) > 1


def test_pictures_are_not_compressed_again_and_kept_for_a_year(client: Client, own_media: Any) -> None:
    image = picture()
    answer = client.get(image.file.url, headers={"accept-encoding": "br"})
    assert "Content-Encoding" not in answer
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get("/media/images/nothing.jpg").status_code == 404


@pytest.mark.parametrize("encoding", ["br", "gzip", "identity"])
def test_a_page_that_did_not_change_is_not_sent_again(client: Client, article: Article, encoding: str) -> None:
    headers = {"accept-encoding": encoding}
    first = client.get(article.get_absolute_url(), headers=headers)
    again = client.get(article.get_absolute_url(), headers=headers | {"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    article.headline = "عنوان آخر"
    article.slug = "خبر"
    article.save()
    changed = client.get(article.get_absolute_url(), headers=headers | {"if-none-match": first["ETag"]})
    assert changed.status_code == 200


def test_readers_pages_may_be_kept_shortly_and_are_asked_for_again(client: Client, article: Article) -> None:
    for address in ("/", article.get_absolute_url(), "/section/أخبار/"):
        answer = client.get(address)
        told = set(answer["Cache-Control"].split(", "))
        assert told == {"public", "max-age=0", "must-revalidate", "s-maxage=60"}, address
        assert "Cookie" in answer["Vary"]
        assert not answer.cookies
    assert "s-maxage" not in client.get("/nothing/")["Cache-Control"]


def test_previews_and_the_desk_are_kept_nowhere(client: Client, editor: User, article: Article) -> None:
    client.force_login(editor)
    assert "no-store" in client.get(f"/preview/{article.pk}/")["Cache-Control"]
    assert "private" in client.get("/admin/")["Cache-Control"]


def test_readers_pages_run_only_our_own_files(client: Client, article: Article) -> None:
    policy = client.get("/")["Content-Security-Policy"]
    assert policy.startswith("default-src 'self'; base-uri 'none'")
    assert "unsafe" not in policy and "nonce" not in policy
    assert client.get("/nothing/")["Content-Security-Policy"] == policy


def test_a_script_of_the_desk_needs_the_nonce_of_its_page(client: Client, chief: User, article: Article) -> None:
    client.force_login(chief)
    answers = [client.get(f"/admin/articles/article/{article.pk}/change/") for _ in range(2)]
    nonces = [re.findall(r"'nonce-([^']+)'", answer["Content-Security-Policy"])[0] for answer in answers]
    assert nonces[0] != nonces[1]
    html = answers[0].content.decode()
    own = [tag for tag in re.findall(r"<script[^>]*>", html) if " src=" not in tag and "application/json" not in tag]
    assert any("importmap" in tag for tag in own)
    assert all(f'nonce="{nonces[0]}"' in tag for tag in own)
    assert "script-src 'self' 'nonce-" in answers[0]["Content-Security-Policy"]
