"""However a word is spelled, prefixed or inflected, a reader finds the same stories."""

from pathlib import Path

from articles import search
from articles.models import Article

PAIRS = [
    line.split("\t")
    for line in (Path(__file__).parent / "spelling_pairs.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def found(text):
    return set(search.match(text, queryset=Article.objects.public()).pks)


def test_there_are_pairs_enough():
    assert len(PAIRS) >= 300


def test_both_spellings_find_the_same_stories(story):
    told = {}
    for number, (_, written, _) in enumerate(PAIRS):
        told[written] = story(f"قصة رقمها {number}", f"كلام يسبق {written} وكلام يليه").pk
    differing = [
        (kind, written, asked)
        for kind, written, asked in PAIRS
        if told[written] not in found(asked) or found(asked) != found(written)
    ]
    assert differing == []
