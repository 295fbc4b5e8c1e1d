"""Dates in all the spellings of real files; what is no date is never one."""

import gzip
import json
from datetime import datetime
from pathlib import Path

import pytest

from articles.importing.readers.dates import NoDate, moment


@pytest.mark.parametrize(
    ("told", "read"),
    [
        ("2026-11-24T09:30:00+03:00", "2026-11-24T09:30:00+03:00"),
        ("2026-11-24 09:30:00", "2026-11-24T09:30:00"),
        ("2017-01-22T182900", "2017-01-22T18:29:00"),
        ("2003-12-13t18:30:02.25z", "2003-12-13T18:30:02+00:00"),
        ("20130709T103700Z", "2013-07-09T10:37:00+00:00"),
        ("٢٤/١١/٢٠٢٦", "2026-11-24T00:00:00"),
        ("24/11/2026 09:30", "2026-11-24T09:30:00"),
        ("Tue, 24 Nov 2026 09:30:00 GMT", "2026-11-24T09:30:00+00:00"),
        ("Tue, 24 Nov 2026 09:30:00 +0300", "2026-11-24T09:30:00+03:00"),
        ("Tue, 24 Nov 2026 9:30 GMT+3", "2026-11-24T09:30:00+03:00"),
        ("24 Nov 26 09:30 EST", "2026-11-24T09:30:00-05:00"),
        ("Sat,29 Jul 2006 00:03:02 +03:00 (AST)", "2006-07-29T00:03:02+03:00"),
        ("November 24, 2026", "2026-11-24T00:00:00"),
        ("الثلاثاء، 24 تشرين الثاني/نوفمبر 2026", "2026-11-24T00:00:00"),
        ("24 جانفي 2026 14:00", "2026-01-24T14:00:00"),
    ],
)
def test_spellings(told: str, read: str) -> None:
    assert moment(told) == datetime.fromisoformat(read)


@pytest.mark.parametrize("told", ["", "  ", "0000-00-00 00:00:00", "0000-00-00T00:00:00Z"])
def test_no_date_is_told(told: str) -> None:
    assert moment(told) is None


@pytest.mark.parametrize(
    "told",
    ["2026-11", "2026", "31/02/2026", "12/31/2026", "قبل ساعة", "Tue, 24 Nov 2026 09:30 XYZ", "2026-11-24T25:00:00", "٩٩"],
)
def test_a_date_is_not_guessed(told: str) -> None:
    with pytest.raises(NoDate):
        moment(told)


def test_every_date_of_real_news(shared: Path) -> None:
    count = 0
    for path in shared.glob("data/news/ant*.jsonl.gz"):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                record = json.loads(line)
                read, known = moment(record["time_raw"]), datetime.fromisoformat(record["date"])
                assert read is not None and read.date() == known.date(), record["time_raw"]
                assert known.tzinfo is None or read == known
                count += 1
    assert count == 3558
