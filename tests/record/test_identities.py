"""Merged people are one wherever the record is read, and two again when it is taken back."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core.entities import EntityType, Reference
from onrecord.core.evidence import LinkedMention, Reading
from onrecord.errors import RecordError
from onrecord.record.search import Query
from onrecord.record.store import Store
from tests.record.worlds import VALE, document, reading, span, statement

ANNA = Reference("a-vale", "A. Vale")


def told(speaker: Reference, words: str) -> Reading:
    of = document(f"{words} It rained.")
    return replace(
        reading(of, statement(of, words, speaker=speaker)),
        entities=((EntityType.PERSON, speaker),),
        mentions=(LinkedMention(span(of.text, "It"), EntityType.PERSON, speaker.id),),
    )


@pytest.fixture
def store(location: str) -> Iterator[Store]:
    with Store.open(location, create=True) as opened:
        opened.add(told(VALE, "“I will open the gate at noon,” Anna Vale said."))
        opened.add(told(ANNA, "“The harbour wall stays,” A. Vale said."))
        yield opened


def seen(store: Store) -> object:
    return (
        store.people(),
        store.evidence(),
        store.evidence(person=VALE.id),
        store.evidence(person=ANNA.id),
        store.topics(),
        [store.reading(key) for key in store.document_ids()],
        store.merges(),
    )


def test_a_merged_person_is_the_other(store: Store) -> None:
    store.merge(ANNA.id, VALE.id)

    (person,) = store.people()
    assert (person.id, person.statements, person.merged) == (VALE.id, 2, (ANNA.id,))
    evidence = store.evidence(person=VALE.id)
    assert {item.who for item in evidence} == {VALE}
    assert len(evidence) == 2
    assert len(store.search(Query(words="harbour", person=VALE.id))) == 1
    for key in store.document_ids():
        found = store.reading(key)
        assert {s.speaker for s in found.statements} == {VALE}
        assert [m.entity for m in found.mentions] == [VALE.id]
        assert found.entities == ((EntityType.PERSON, VALE),)


def test_a_merge_taken_back_leaves_no_trace(store: Store) -> None:
    before = seen(store)

    store.merge(ANNA.id, VALE.id)
    assert seen(store) != before
    store.unmerge(ANNA.id)

    assert seen(store) == before


def test_a_merge_of_a_merge_goes_to_the_last(store: Store) -> None:
    store.merge("vale-1", ANNA.id)
    store.merge(ANNA.id, VALE.id)

    assert {key: who.id for key, who in store.merges().items()} == {
        "vale-1": VALE.id,
        ANNA.id: VALE.id,
    }


@pytest.mark.parametrize(
    ("person", "meant", "message"),
    [
        (VALE.id, VALE.id, "is the same"),
        (VALE.id, ANNA.id, "already"),
        (ANNA.id, "okoro", "undo that first"),
    ],
)
def test_nobody_stands_for_two_or_for_themselves(
    store: Store, person: str, meant: str, message: str
) -> None:
    store.merge(ANNA.id, VALE.id)

    with pytest.raises(RecordError, match=message):
        store.merge(person, meant)


def test_who_was_not_merged_cannot_be_taken_back(store: Store) -> None:
    with pytest.raises(RecordError, match="not merged"):
        store.unmerge(VALE.id)


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd"))))
def test_merges_never_go_in_a_circle(pairs: list[tuple[str, str]]) -> None:
    with Store.open(":memory:", create=True) as store:
        for person, meant in pairs:
            try:
                store.merge(person, meant)
            except RecordError:
                continue

        found = store.merges()

    assert all(who.id not in found for who in found.values())
