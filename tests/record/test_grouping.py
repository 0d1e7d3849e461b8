"""The same evidence in whatever order documents come, and whatever was read of them before."""

import random
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.core.edtf import Edtf
from onrecord.core.evidence import Reading
from onrecord.core.findings import Evidence
from onrecord.record.store import Store
from tests.conftest import NewRecord
from tests.record.worlds import OKORO, VALE, action, document, reading, span, statement

SAYINGS = (
    "“We will never lift the sanctions on Velland, not for one day.”",
    "“never lift the sanctions on Velland”",
    "“We will not lift the sanctions on Velland, not for one day or two, and never at night.”",
    "“Never.”",
)
DEEDS = (
    "Vale expelled 12 envoys of Velland",
    "Vale expelled twelve envoys",
    "Vale expelled 14 envoys of Velland",
    "Vale threw the envoys of Velland out",
)
DATES = (None, "2031-03-04", "2031-03-05", "2031-03-09", "2031-03", "2031")


@st.composite
def told(draw: st.DrawFn, name: str) -> Reading:
    """A document with a saying and a deed, each dated or not."""
    saying, deed = draw(st.sampled_from(SAYINGS)), draw(st.sampled_from(DEEDS))
    published = draw(st.sampled_from((None, "2031-03-06", "2031-03-20", "2031-09-01")))
    made = document(
        f"{name}: {saying} Vale said. {deed}.",
        uri=name,
        published=Edtf(published) if published else None,
    )
    said, done = draw(st.sampled_from(DATES)), draw(st.sampled_from(DATES))
    speaker = draw(st.sampled_from((VALE, VALE, OKORO, None)))
    return reading(
        made,
        statement(made, saying, speaker=speaker, said=Edtf(said) if said else None),
        action(made, deed, type="sanction", when=Edtf(done) if done else None),
    )


worlds = st.lists(st.integers(0, 8), unique=True, min_size=2, max_size=7).flatmap(
    lambda names: st.tuples(*(told(f"paper {name}") for name in names))
)


def _evidence(new_record: NewRecord, readings: Sequence[Reading]) -> tuple[Evidence, ...]:
    with Store.open(new_record(), create=True) as store:
        for one in readings:
            store.add(one)
        return store.evidence()


def leaves_no_trace(
    new_record: NewRecord, world: tuple[Reading, ...], order: random.Random
) -> None:
    shuffled = order.sample(world, len(world))
    before = [
        replace(one, statements=()) if order.random() < 0.5 else replace(one, actions=())
        for one in order.sample(world, order.randint(0, len(world)))
    ]

    assert _evidence(new_record, [*before, *shuffled]) == _evidence(new_record, world)


@settings(max_examples=60)
@given(worlds, st.randoms(use_true_random=False))
def test_order_and_earlier_readings_leave_no_trace(
    sqlite: NewRecord, world: tuple[Reading, ...], order: random.Random
) -> None:
    leaves_no_trace(sqlite, world, order)


@settings(max_examples=10)
@given(worlds, st.randoms(use_true_random=False))
def test_order_and_earlier_readings_leave_no_trace_on_a_server(
    postgresql: NewRecord, world: tuple[Reading, ...], order: random.Random
) -> None:
    leaves_no_trace(postgresql, world, order)


def test_ten_papers_that_tell_one_deed_are_one_record(
    new_record: NewRecord,
) -> None:
    readings = []
    for number in range(10):
        of = document(
            f"Paper {number}. {DEEDS[number % 2]}, officials said.",
            uri=f"paper {number}",
            published=Edtf(f"2031-03-0{5 + number // 4}"),
        )
        when = Edtf("2031-03-04") if number % 3 == 0 else None
        readings.append(reading(of, action(of, DEEDS[number % 2], when=when)))

    (evidence,) = _evidence(new_record, readings)

    assert len(evidence.citations) == 10
    assert evidence.date == Edtf("2031-03-04")


def test_papers_that_count_otherwise_are_two_accounts(
    new_record: NewRecord,
) -> None:
    readings = []
    for number, deed in enumerate((DEEDS[0], DEEDS[0], DEEDS[2])):
        of = document(f"Paper {number}. {deed}.", uri=f"paper {number}")
        readings.append(reading(of, action(of, deed, when=Edtf("2031-03-04"))))

    found = _evidence(new_record, readings)

    assert sorted(len(evidence.citations) for evidence in found) == [1, 2]


def test_whoever_bears_the_keys_of_a_slogan_may_go(
    new_record: NewRecord,
) -> None:
    """What is told next still meets those that are left."""
    slogan, part = SAYINGS[0], SAYINGS[1]
    documents = [document(f"{n}: {slogan} Vale said.", uri=str(n)) for n in range(3)]
    full = [reading(of, statement(of, slogan)) for of in documents]
    last = document(f"Later: {part} Vale said.")
    with Store.open(new_record(), create=True) as store:
        for one in full:
            store.add(one)
        store.add(reading(documents[0]))
        store.add(reading(last, statement(last, part)))
        (evidence,) = store.evidence()

    assert len(evidence.citations) == 3
    assert all(span(c.selector.exact, "lift") for c in evidence.citations)
