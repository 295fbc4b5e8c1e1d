"""What is related is found after every save, once the transaction is through, and only once."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction

from articles import likeness
from articles.models import Article, RelatedArticle
from tests.likeness.conftest import TEXTS

pytestmark = pytest.mark.django_db


def publish(matter: str) -> Article:
    headline, body = TEXTS[matter]
    return Article.objects.create(headline=headline, body=body, status=Article.Status.PUBLISHED)


def test_a_save_is_followed(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        dam, repair = publish("dam"), publish("repair")
    assert [story.pk for story in likeness.related(dam.pk)] == [repair.pk]
    assert [story.pk for story in likeness.related(repair.pk)] == [dam.pk]


def test_saving_and_tagging_in_one_transaction_is_one_refresh(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        article = publish("dam")
        article.tags.add("السدود")
        article.save()
    assert [getattr(callback, "refreshes", None) for callback in callbacks].count(article.pk) == 1


def test_topics_that_change_are_followed(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        dam, repair = publish("dam"), publish("repair")
        dam.tags.add("السدود")
    with django_capture_on_commit_callbacks(execute=True):
        repair.tags.add("السدود")
    for article in (dam, repair):
        assert len(RelatedArticle.objects.get(article=article).reasons["topics"]) == 1


@pytest.mark.django_db(transaction=True)
def test_a_save_that_is_undone_leaves_nothing() -> None:
    dam = publish("dam")

    def fail() -> None:
        with transaction.atomic():
            publish("repair")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert not RelatedArticle.objects.exists()
    publish("farmers")
    assert likeness.related(dam.pk).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_saves_at_once_do_not_wait_for_each_other_in_a_ring() -> None:
    stories = [publish("dam"), publish("repair"), publish("farmers")]

    def again(story: Article) -> None:
        try:
            for _ in range(5):
                likeness.refresh(story.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor() as pool:
        for outcome in [pool.submit(again, story) for story in stories]:
            outcome.result(timeout=60)
    assert all(likeness.related(story.pk).count() == 2 for story in stories)
