"""Dates, digits and counted time read as an Arabic newspaper prints them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from babel.dates import get_month_names

from articles.text import dates

SEED_DAY = date(2018, 12, 2)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("double", "2 كانون الأول/ديسمبر 2018"),
        ("levantine", "2 كانون الأول 2018"),
        ("egyptian", "2 ديسمبر 2018"),
        ("maghrebi", "2 ديسمبر 2018"),
        ("moroccan", "2 دجنبر 2018"),
    ],
)
def test_a_date_is_long_and_takes_the_newsroom_s_month_names(names: str, expected: str) -> None:
    assert dates.long_date(SEED_DAY, names=names) == expected


def test_the_weekday_stands_in_front_when_asked_for() -> None:
    assert dates.long_date(SEED_DAY, weekday=True) == "الأحد 2 كانون الأول/ديسمبر 2018"
    assert dates.long_date(date(2026, 11, 24), names="egyptian", weekday=True) == "الثلاثاء 24 نوفمبر 2026"


def test_english_dates_use_english_names() -> None:
    assert dates.long_date(SEED_DAY, language="en", weekday=True) == "Sunday 2 December 2018"


@pytest.mark.parametrize(("names", "locale"), [("egyptian", "ar_EG"), ("levantine", "ar_LB"), ("moroccan", "ar_MA")])
def test_month_tables_agree_with_cldr(names: str, locale: str) -> None:
    assert list(dates.MONTHS[names]) == [get_month_names("wide", locale=locale)[month] for month in range(1, 13)]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, "0 دقيقة"),
        (1, "دقيقة"),
        (2, "دقيقتين"),
        (3, "3 دقائق"),
        (10, "10 دقائق"),
        (11, "11 دقيقة"),
        (99, "99 دقيقة"),
        (100, "100 دقيقة"),
        (101, "101 دقيقة"),
        (102, "102 دقيقة"),
        (103, "103 دقائق"),
    ],
)
def test_a_counted_unit_takes_the_right_one_of_six_forms(number: int, expected: str) -> None:
    assert dates.count_of(number, "minute") == expected


@pytest.mark.parametrize(("number", "expected"), [(10, "10 أيام"), (11, "11 يوماً"), (100, "100 يوم"), (2, "يومين")])
def test_the_counted_noun_takes_its_case_too(number: int, expected: str) -> None:
    assert dates.count_of(number, "day") == expected


@pytest.mark.parametrize(
    ("ago", "expected"),
    [
        (timedelta(seconds=20), "الآن"),
        (timedelta(minutes=1), "قبل دقيقة"),
        (timedelta(minutes=6, seconds=59), "قبل 6 دقائق"),
        (timedelta(minutes=59), "قبل 59 دقيقة"),
        (timedelta(hours=2), "قبل ساعتين"),
        (timedelta(days=3), "قبل 3 أيام"),
        (timedelta(days=60), "قبل شهرين"),
        (timedelta(days=11 * 365), "قبل 11 سنة"),
        (timedelta(days=-1), "بعد يوم"),
    ],
)
def test_relative_times(ago: timedelta, expected: str) -> None:
    now = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
    assert dates.relative_time(now - ago, now) == expected


def test_relative_times_in_english() -> None:
    now = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
    assert dates.relative_time(now - timedelta(minutes=1), now, "en") == "1 minute ago"
    assert dates.relative_time(now + timedelta(hours=5), now, "en") == "in 5 hours"
    assert dates.relative_time(now, now, "en") == "now"


def test_the_hijri_date_is_umm_al_qura_s() -> None:
    assert dates.hijri_date(SEED_DAY) == "24 ربيع الأول 1440هـ"
    assert dates.hijri_date(SEED_DAY, "en").endswith("1440 AH")


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1924, 7, 31), date(2077, 11, 17), date(9999, 12, 31)])
def test_a_day_outside_the_hijri_tables_has_no_hijri_date(day: date) -> None:
    assert dates.hijri_date(day) == ""


def test_digits_are_shown_in_the_style_asked_for() -> None:
    assert dates.digits("12 من 34", "arabic") == "١٢ من ٣٤"
    assert dates.digits(2018) == "2018"


def test_the_clock_has_two_digits_on_both_sides() -> None:
    assert dates.clock(datetime(2018, 12, 2, 7, 5)) == "07:05"
