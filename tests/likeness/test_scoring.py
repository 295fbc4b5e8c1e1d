"""The arithmetic of likeness: signatures keep what matters, comparing has no direction, lists keep their rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.likeness.scoring import FRONT, ONE_EVENT, STRANGERS, TELLINGS, Kin, Story, arrange, compare
from articles.likeness.signatures import TERMS, cosine, pack, unpack, weigh

counts = st.dictionaries(st.text("ابتثجحخدسعفقكلمنهوي", min_size=2, max_size=8), st.integers(1, 40), min_size=1, max_size=200)


def terms_of(counted: dict[str, int]) -> dict[str, float]:
    return weigh(counted, dict.fromkeys(counted, 3), 1000)


@given(counts)
def test_packing_keeps_the_vector(counted: dict[str, int]) -> None:
    terms = terms_of(counted)
    again = unpack(pack(terms))
    assert list(again) == list(terms)
    assert len(again) <= TERMS
    assert cosine(terms, again) > 0.99
    assert cosine(again, again) == pytest.approx(1)


def test_an_empty_text_packs_too() -> None:
    assert unpack(pack(weigh({}, {}, 0))) == {}


@given(counts, counts)
def test_comparing_has_no_direction(one: dict[str, int], other: dict[str, int]) -> None:
    first = Story(1, terms_of(one), section=1, topics=frozenset({1, 2}), day=10)
    second = Story(2, terms_of(other), section=1, topics=frozenset({2, 3}), day=400)
    assert compare(first, second).score == compare(second, first).score
    assert compare(first, second).reasons == compare(second, first).reasons


def test_rare_words_weigh_more_than_common_ones() -> None:
    terms = weigh({"نادر": 1, "شائع": 1}, {"نادر": 4, "شائع": 900}, 1000)
    assert terms["نادر"] > 3 * terms["شائع"]


def test_what_is_shared_beside_the_text_adds_to_it_but_makes_no_kin_of_strangers() -> None:
    one = Story(1, {"سد": 0.8, "ماء": 0.6}, section=1, topics=frozenset({7}))
    near = {"سد": 0.6, "ري": 0.8}
    plain = compare(one, Story(2, near))
    assert compare(one, Story(2, near, section=1)).score > plain.score
    assert compare(one, Story(2, near, topics=frozenset({7}))).score > plain.score
    strange = compare(one, Story(3, {"لحن": 1.0}, section=1, topics=frozenset({7})))
    assert strange.cosine < STRANGERS and strange.score == 0


@given(st.lists(st.tuples(st.integers(0, 4), st.floats(0, 1)), max_size=20))
def test_a_list_never_tells_one_event_more_than_twice(drawn: list[tuple[int, float]]) -> None:
    kin = [Kin(Story(pk, {f"حدث{event}": 1.0}), score, score) for pk, (event, score) in enumerate(drawn)]
    chosen = arrange(kin, 12)
    assert len({one.story.pk for one in chosen}) == len(chosen)
    assert all(one.score > 0 for one in chosen)
    events = [next(iter(one.story.terms)) for one in chosen]
    assert all(events.count(event) <= TELLINGS for event in events)
    # While another event is left, no second telling takes a place in front.
    different = len({next(iter(one.story.terms)) for one in kin if one.score > 0})
    front = events[: min(FRONT, different)]
    assert len(set(front)) == len(front)
    assert ONE_EVENT < 1
