"""Hits that are known already are ranked as the index itself ranks them, without asking it."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.record.facets import Wanted
from onrecord.record.ranking import held_in, line_of
from onrecord.record.store import Store
from onrecord.record.tokens import Tokenizer
from tests.record.worlds import said

TOLD = (
    "“The harbour, the harbour: the harbour stays,”",
    "“The harbour's closing hurts the town and the ferry, and the islands beyond the sound,”",
    "“Harbours close. Señor Okoro’s harbour did not; the town kept the harbour,”",
    "“HARBOUR_MASTERS of the harbour—the harbour!—met in the town hall of the old harbour town,”",
    "“Nobody met,”",
)
PHRASES = (
    ("harbour",),
    ("the harbour",),
    ("the", "harbour"),
    ("town", "the harbour", "the"),
    ("harbour", "harbour"),
)


@pytest.fixture
def store(location: str) -> Iterator[Store]:
    with Store.open(location, create=True) as made:
        for number, words in enumerate(TOLD):
            made.add(said(words, uri=f"told {number}"))
        yield made


@pytest.mark.parametrize("phrases", PHRASES)
def test_ranks_are_the_same_multiple_of_those_of_the_index(
    store: Store, phrases: tuple[str, ...]
) -> None:
    assert_ranked_alike(store, phrases)


def test_ranks_follow_what_the_record_holds(store: Store) -> None:
    """What a word weighs is looked up once, and again when the record has changed."""
    assert_ranked_alike(store, ("harbour", "town"))
    for number in range(20):
        store.add(said(f"“Town {number} has a hall,”", uri=f"more {number}"))

    assert_ranked_alike(store, ("harbour", "town"))


def test_an_empty_record_ranks_nothing(location: str) -> None:
    with Store.open(location, create=True) as empty:
        assert empty.faceted(Wanted(words="harbour")).hits == ()


def assert_ranked_alike(store: Store, phrases: tuple[str, ...]) -> None:
    connection = store._connection
    ranks = {number: rank for rank, number in connection.ranked(phrases, "true", {})}
    told = {
        number: words
        for number, words in connection.execute("SELECT number, words FROM tellings")
        if number in ranks
    }
    among = {number: rank for rank, number in connection.ranked_among(phrases, told)}

    assert among.keys() == ranks.keys()
    assert len(ranks) > 1
    multiple = {among[number] / ranks[number] for number in ranks}
    assert max(multiple) == pytest.approx(min(multiple), rel=1e-12)
    if len(phrases) > 1:  # of several, each has its weight
        assert max(multiple) == pytest.approx(1)


@given(st.text(alphabet="aB-’ é_|\u0308\0Ω1\n", min_size=1), st.data())
def test_counts_in_a_text_as_in_its_words(text: str, data: st.DataObject) -> None:
    tokenizer = Tokenizer()
    (words,) = tokenizer.cut([text])
    if not words:
        return
    start = data.draw(st.integers(0, len(words) - 1))
    phrase = words[start : data.draw(st.integers(start + 1, len(words)))]

    assert tokenizer.counted([phrase], {7: text}) == {7: [held_in(line_of(words), line_of(phrase))]}
