"""An index that another version of the analysis wrote is told of: by the checks, and by a server that starts."""

import logging

import pytest
from django.core import checks
from django.core.management import call_command

from articles import catching_up, likeness
from articles.models import SearchDocument, StorySignature
from articles.text.analysis import ANALYSER_VERSION

pytestmark = pytest.mark.django_db


def told():
    return [message.id for message in checks.run_checks(databases=["default"]) if message.id.startswith("articles.")]


def test_an_index_as_it_should_be_is_not_told_of(story):
    likeness.refresh(story("خبر").pk)
    assert told() == []


@pytest.mark.parametrize("version", [ANALYSER_VERSION - 1, ANALYSER_VERSION + 1])
def test_one_old_story_is_enough_until_the_index_is_built_anew(story, version):
    kept = [story(f"خبر {number}") for number in range(3)]
    SearchDocument.objects.filter(pk=kept[1].pk).update(analyser=version)
    assert told() == ["articles.W001"]
    call_command("rebuild_search", "--missing", verbosity=0)
    assert told() == []


def test_related_stories_of_an_old_analysis_too(story):
    likeness.refresh(story("خبر").pk)
    StorySignature.objects.update(analyser=ANALYSER_VERSION - 1)
    assert told() == ["articles.W002"]
    likeness.rebuild()
    assert told() == []


def test_a_server_that_starts_says_it_once(story, monkeypatch, caplog):
    monkeypatch.setattr(catching_up._Looks, "index_was_looked_at", False)
    story("خبر")
    SearchDocument.objects.update(analyser=ANALYSER_VERSION - 1)
    with caplog.at_level(logging.WARNING):
        catching_up.catch_up()
        catching_up.catch_up()
    assert caplog.text.count("rebuild_search") == 1
