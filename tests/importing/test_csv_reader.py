"""Tables: our own columns, or others by a mapping; a broken one says where."""

import io

from articles.importing.readers import csv_table, recognise
from articles.importing.story import Picture, Rejected
from tests.importing.reading import Endless, items, reason, stories

TABLE = (
    "external_id,source.name,headline,body,sections,tags,published_at,image.url,image_alt,extra\n"
    'a-1,وكالة,عنوان,"فقرة\n\nأخرى, بفاصلة",أخبار|محليات,موانئ,24/11/2026 09:30,https://x.org/a.jpg,جسر,?\n'
)


def test_the_columns_are_the_keys_flattened() -> None:
    (story,) = stories(csv_table, TABLE)
    assert (story.external_id, story.source_name, story.headline) == ("a-1", "وكالة", "عنوان")
    assert (story.body, story.sections, story.tags) == ("فقرة\n\nأخرى, بفاصلة", ("أخبار", "محليات"), ("موانئ",))
    assert story.published_at is not None and story.published_at.isoformat() == "2026-11-24T09:30:00"
    assert story.image == Picture(url="https://x.org/a.jpg", alt="جسر")
    assert story.warnings == ("columns left out: extra",)


def test_other_columns_by_a_mapping() -> None:
    (story,) = stories(
        csv_table, "id;title;text\n7;عنوان;نص\n", columns={"headline": "title", "body": "text", "external_id": "id"}
    )
    assert (story.external_id, story.headline, story.body) == ("7", "عنوان", "نص")
    assert "--map headline=COLUMN; the columns are: id, title" in reason(csv_table, "id,title\n1,a\n")
    assert "there is no column 'text'" in reason(csv_table, "headline\na\n", columns={"body": "text"})


def test_encodings_and_dividers_of_spreadsheets() -> None:
    for data in (
        "headline\tbody\nعنوان\tنص\n".encode("utf-16"),
        "headline;body\r\nعنوان;نص\r\n".encode("cp1256"),
        "\ufeffheadline,body\nعنوان,نص".encode(),
    ):
        (story,) = stories(csv_table, data)
        assert (story.headline, story.body) == ("عنوان", "نص")


def test_a_bad_row_is_named_by_its_line_and_the_others_go_on() -> None:
    found = items(csv_table, "headline,published_at\nأ,\n,2026-11-24\nب,31/02/2026\nج,2026-11-24\n")
    assert [item if isinstance(item, Rejected) else item.headline for item in found] == [
        "أ",
        Rejected("file", 3, "no headline"),
        Rejected("file", 4, "published_at: '31/02/2026': day is out of range for month"),
        "ج",
    ]


def test_a_table_that_breaks_off_in_a_cell_does_not_store_half_a_story() -> None:
    found = items(csv_table, 'headline,body\nأ,ب\nج,"نصف نص')
    assert found[-1] == Rejected("file", 3, "the file breaks off inside a quoted cell: it is not whole")


def test_a_cell_without_an_end_is_given_up() -> None:
    (fault,) = csv_table.read(io.BufferedReader(Endless(b'headline,body\na,"', b"x", 10**9)), "file")
    assert fault == Rejected("file", 2, "the table can't be read on: a row longer than 5 MB")


def test_it_is_known_by_its_columns() -> None:
    assert recognise(TABLE.encode(), "stories") is csv_table
    assert recognise("عنوان، بفاصلة\n\nنص\n".encode(), "stories.txt") is not csv_table
