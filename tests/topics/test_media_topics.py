"""IPTC's media topics: a sound selection, each with an Arabic label, refused where it is not one of them."""

import re
from itertools import chain

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from articles.models import Section, Tag
from articles.models.media_topics import SECOND, TOP, media_topic_choices, media_topic_label, media_topic_uri

CODES = [*TOP, *chain.from_iterable(SECOND.values())]


def test_the_seventeen_top_topics_and_what_stands_below_them() -> None:
    assert len(TOP) == 17
    assert set(SECOND) == set(TOP)
    assert len(set(CODES)) == len(CODES)
    assert all(re.fullmatch(r"\d{8}", code) for code in CODES)
    assert all(code.endswith("000000") for code in TOP) and not any(code in TOP for code in chain(*SECOND.values()))


@pytest.mark.parametrize("code", CODES)
def test_every_topic_has_an_arabic_label(code: str) -> None:
    with override("ar"):
        assert re.search("[\u0621-\u064a]", str(media_topic_label(code)))


def test_choices_are_grouped_by_top_topic() -> None:
    assert [group[0] for _, group in media_topic_choices()] == [(code, TOP[code]) for code in TOP]
    assert sum(len(group) for _, group in media_topic_choices()) == len(CODES)


def test_addresses_in_iptcs_vocabulary() -> None:
    assert media_topic_uri("20000056") == "http://cv.iptc.org/newscodes/mediatopic/20000056"
    assert media_topic_uri("") == ""


@pytest.mark.django_db
def test_sections_and_topics_may_carry_one_of_them() -> None:
    for model in (Section, Tag):
        row = model(name="رياضة", media_topic="15000000", slug="رياضة")
        row.full_clean()
        row.media_topic = ""
        row.full_clean()
        row.media_topic = "99999999"
        with pytest.raises(ValidationError):
            row.full_clean()
