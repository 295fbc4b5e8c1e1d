"""Previews: the public page of a story that is not public, for the desk alone."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article
from tests.public.stories import SECRET, hidden_stories, story

pytestmark = pytest.mark.django_db


def test_strangers_are_sent_to_sign_in_and_read_nothing(client: Client) -> None:
    for article in hidden_stories():
        response = client.get(f"/preview/{article.pk}/")
        assert response.status_code == 302
        assert response["Location"].startswith("/admin/login/?next=/preview/")


def test_an_account_without_the_right_is_refused_in_the_newspaper_s_look(client: Client) -> None:
    client.force_login(User.objects.create_user("reader", password="reader"))
    response = client.get(f"/preview/{hidden_stories()[0].pk}/")
    assert response.status_code == 403
    assert SECRET not in response.content.decode()
    assert "لا تملك الاطلاع على هذه الصفحة" in response.content.decode()


@pytest.mark.parametrize(("number", "state"), [(0, "مسودة: لا يراها القراء."), (1, "مجدول للنشر"), (2, "مسحوب: لم يعد")])
def test_an_editor_sees_any_state_and_which_it_is(client: Client, editor: User, number: int, state: str) -> None:
    client.force_login(editor)
    article = hidden_stories()[number]
    response = client.get(f"/preview/{article.pk}/")
    html = response.content.decode()
    assert response.status_code == 200
    assert state in html
    assert f"<h1>{article.headline}</h1>" in html
    assert f"/admin/articles/article/{article.pk}/change/" in html


def test_it_is_never_kept_nor_indexed(client: Client, editor: User) -> None:
    client.force_login(editor)
    response = client.get(f"/preview/{hidden_stories()[0].pk}/")
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]
    assert "canonical" not in response.content.decode()


def test_it_is_the_public_page_but_for_the_bar_the_readers_tools_and_the_head(client: Client, editor: User) -> None:
    article = story("خبر", tags=["ماء"], authors=["سلمى الحداد"])

    def main(address: str) -> str:
        found = re.search(r"<main.*</main>", client.get(address).content.decode(), re.DOTALL)
        assert found
        without_tools = re.sub(r'<div class="tools".*?</div>', "", found[0], flags=re.DOTALL)
        return " ".join(without_tools.split())

    client.force_login(editor)
    assert main(f"/preview/{article.pk}/") == main(article.get_absolute_url())


def test_a_story_that_is_not_there(client: Client, editor: User) -> None:
    client.force_login(editor)
    assert client.get("/preview/4711/").status_code == 404
    assert Article.objects.count() == 0
