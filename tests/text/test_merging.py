"""Two texts made of one, put together: different paragraphs by themselves, the same paragraph by a person's choice."""

import itertools
import random

import pytest

from articles.text.merging import Source, blocks_of, merged_text, stretches


def html(*paragraphs: str) -> str:
    return "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def merged(base: str, theirs: str, mine: str) -> str | None:
    found = stretches(base, theirs, mine)
    return None if any(stretch.merged is None for stretch in found) else merged_text(found, [])


@pytest.mark.parametrize(
    ("theirs", "mine", "expected"),
    [
        (["١ جديدة", "٢", "٣"], ["١", "٢", "٣ جديدة"], ["١ جديدة", "٢", "٣ جديدة"]),
        # Neighbours, with nothing unchanged between them.
        (["١ جديدة", "٢", "٣"], ["١", "٢ جديدة", "٣"], ["١ جديدة", "٢ جديدة", "٣"]),
        (["٠", "١", "٢", "٣"], ["١", "٢", "٣", "٤"], ["٠", "١", "٢", "٣", "٤"]),
        (["٢", "٣"], ["١", "٢", "٣ جديدة"], ["٢", "٣ جديدة"]),
        # One put a paragraph before the one that the other changed.
        (["١", "بينهما", "٢", "٣"], ["١", "٢ جديدة", "٣"], ["١", "بينهما", "٢ جديدة", "٣"]),
        (["١", "٢ جديدة", "٣"], ["١", "٢", "بعدها", "٣"], ["١", "٢ جديدة", "بعدها", "٣"]),
        (["١", "٢ جديدة", "٣"], ["١", "٢ جديدة", "٣"], ["١", "٢ جديدة", "٣"]),
    ],
)
def test_changes_of_different_paragraphs_come_together(theirs: list[str], mine: list[str], expected: list[str]) -> None:
    assert merged(html("١", "٢", "٣"), html(*theirs), html(*mine)) == html(*expected)


def test_one_paragraph_changed_by_both_is_a_conflict_and_its_neighbours_are_not() -> None:
    base, theirs, mine = html("١", "٢", "٣"), html("١ هم", "٢ هم", "٣"), html("١", "٢ أنا", "٣ أنا")
    found = stretches(base, theirs, mine)
    assert [str(stretch.source) for stretch in found] == ["theirs", "conflict", "mine"]
    conflict = found[1]
    assert (conflict.theirs, conflict.mine) == (("<p>٢ هم</p>",), ("<p>٢ أنا</p>",))
    assert merged_text(found, [conflict.theirs]) == html("١ هم", "٢ هم", "٣ أنا")
    assert merged_text(found, [conflict.theirs + conflict.mine]) == html("١ هم", "٢ هم", "٢ أنا", "٣ أنا")


def test_blocks_are_read_whole() -> None:
    source = (
        '<h2>عنوان</h2>\n<figure><img src="/a.jpg" alt="ص"><figcaption>ت</figcaption></figure><hr><ul><li><p>ب</p></li></ul>'
    )
    assert len(blocks_of(source)) == 4
    assert "".join(blocks_of(source)) == source.replace("\n", "")
    assert blocks_of("كلام بلا وسم") == ["كلام بلا وسم"]
    assert blocks_of("") == []


def test_whatever_two_editors_do_no_text_is_lost() -> None:
    """Every side, put together again, is that side; and what one alone did is in what is taken without asking."""
    chance = random.Random(7)
    for _round in range(400):
        base = [f"فقرة {number}" for number in range(chance.randint(0, 7))]
        sides = []
        for name in ("هم", "أنا"):
            side = list(base)
            for step in range(chance.randint(0, 4)):
                place = chance.randint(0, len(side))
                act = chance.choice(["add", "change", "drop"])
                if act == "add":
                    side.insert(place, f"{name} {step}")
                elif side and act == "change":
                    side[place % len(side)] += f" {name}{step}"
                elif side:
                    side.pop(place % len(side))
            sides.append(side)
        texts = [html(*side) for side in (base, *sides)]
        found = stretches(*texts)
        for name, text in zip(("base", "theirs", "mine"), texts, strict=True):
            assert list(itertools.chain(*(getattr(stretch, name) for stretch in found))) == blocks_of(text)
        conflicts = [stretch for stretch in found if stretch.source is Source.CONFLICT]
        both = merged_text(found, [stretch.theirs + stretch.mine for stretch in conflicts])
        for side, name in zip(sides, ("هم", "أنا"), strict=True):
            assert all(f"<p>{paragraph}</p>" in both for paragraph in side if name in paragraph)
