"""The index is never wrong: it changes with the story or not at all, and can be made anew."""

from django.core.management import call_command
from django.db import transaction

from articles import search
from articles.models import Article, SearchDocument, SearchTerm
from articles.text import analysis


def counts():
    return dict(SearchTerm.objects.filter(df__gt=0).values_list("word", "df"))


def test_counts_follow_every_change_and_equal_those_made_anew(story):
    first = story("النفط والغاز", "نفط غاز")
    story("الغاز", "غاز", tags=["طاقة"])
    third = story("مسودة", "فحم", status=Article.Status.DRAFT)
    first.headline = "الكهرباء والغاز"
    first.save()
    third.status = Article.Status.PUBLISHED
    third.save()
    gone = story("زائلة", "زوال")
    gone.delete()
    before = counts()
    search.rebuild()
    assert counts() == before
    assert "زوال" not in before and before["غاز"] == 2


def test_indexing_twice_changes_nothing(story, ask):
    article = story("النفط", "نفط")
    before = counts()
    search.index(article)
    search.index_many([article.pk])
    assert counts() == before and ask("نفط") == ["النفط"]


def test_a_story_rolled_back_leaves_no_trace(story, ask):
    with transaction.atomic():
        story("النفط", "نفط")
        assert ask("نفط") == ["النفط"]
        transaction.set_rollback(True)
    assert ask("نفط") == [] and counts() == {}
    assert not SearchDocument.objects.exists()


def test_removing_what_is_not_there_is_fine(db):
    search.remove(12345)


def test_many_stories_deleted_at_once_leave_the_index(story, ask):
    for number in range(3):
        story(f"النفط {number}", "نفط", authors=["هدى"], tags=["طاقة"], section="اقتصاد")
    with transaction.atomic():
        Article.objects.all().delete()
    assert ask("نفط") == [] and not SearchDocument.objects.exists()
    assert {word for word in counts() if word} == set()


def test_rebuilding_finds_the_same(story, ask, capsys):
    for number in range(5):
        story(f"النفط {number}", "نفط " * number, tags=["طاقة"])
    story("مسودة النفط", "نفط", status=Article.Status.DRAFT)
    before = ask("النفط"), ask("طاقة"), ask("النفط", Article.objects.all())
    call_command("rebuild_search")
    assert (ask("النفط"), ask("طاقة"), ask("النفط", Article.objects.all())) == before
    assert "6 stories indexed." in capsys.readouterr().out


def test_missing_and_outdated_stories_are_indexed_on_request(story, ask, monkeypatch, capsys):
    story("النفط", "نفط")
    SearchDocument.objects.update(analyser=analysis.ANALYSER_VERSION - 1)
    assert search.outdated().count() == 1
    call_command("rebuild_search", "--missing")
    assert "1 stories indexed." in capsys.readouterr().out
    assert search.outdated().count() == 0 and ask("نفط") == ["النفط"]


def test_facets(story):
    story("النفط أ", "نفط", section="اقتصاد", tags=["طاقة", "الخليج"], authors=["هدى"])
    story("النفط ب", "نفط", section="اقتصاد", tags=["طاقة"])
    story("الغاز", "غاز", section="سياسة", tags=["طاقة"])
    found = search.facets(search.find("النفط", queryset=Article.objects.public()).pks)
    assert [(row.name, count) for row, count in found.sections] == [("اقتصاد", 2)]
    assert [(row.name, count) for row, count in found.topics] == [("طاقة", 2), ("الخليج", 1)]
    assert [(row.name, count) for row, count in found.authors] == [("هدى", 1)]
    assert found.years == [(2018, 2)]
