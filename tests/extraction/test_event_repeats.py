from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core.edtf import Edtf
from onrecord.core.entities import EntityType
from onrecord.core.evidence import Event, Mention, Status, Timex
from onrecord.core.selectors import Span
from onrecord.extraction.event_repeats import told_once


def named(start: int, chain: int | None) -> Mention:
    return Mention(span=Span(start, start + 4), type=EntityType.GPE, chain=chain)


def event(start: int, *, date: str | None = None, **known: object) -> Event:
    """A deed of chain 1 toward chain 2, told in the 20 code points from a place on."""
    when = Timex(
        span=Span(start + 15, start + 20), type="DATE", value="", date=Edtf(date or "2031")
    )
    made = Event(
        spans=(Span(start, start + 20),),
        trigger=Span(start + 5, start + 9),
        type="sanction",
        status=Status.DONE,
        actor=named(start, 1),
        targets=(named(start + 10, 2),),
        timex=when if date else None,
    )
    return replace(made, **known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (event(50), [[0, 50]]),
        # the telling that is dated leads, and one without a date is of that time
        (event(50, date="2031-03-04"), [[50, 0]]),
        (event(50, status=Status.NOT_DONE), [[0], [50]]),
        (event(50, type="aid"), [[0], [50]]),
        (event(50, actor=named(50, 3)), [[0], [50]]),
        (event(50, targets=(named(60, 3),)), [[0], [50]]),
        # one speaker's claim is not what the document tells
        (event(50, told_by=0), [[0], [50]]),
        # whom it was done by, or to, is not known
        (event(50, actor=named(50, None)), [[0], [50]]),
        (event(50, targets=()), [[0], [50]]),
    ],
)
def test_one_deed_is_told_once(other: Event, expected: list[list[int]]) -> None:
    found = told_once([event(0), other])

    assert [[span.start for span in told.spans] for told in found] == expected


def test_deeds_of_two_days_stay_two_and_which_of_them_is_meant_is_not_known() -> None:
    found = told_once([event(0, date="2031-03-04"), event(50, date="2031-05-06"), event(100)])

    assert [[span.start for span in told.spans] for told in found] == [[0], [50], [100]]


@given(
    st.lists(
        st.tuples(st.sampled_from((1, 2, None)), st.sampled_from((None, "2031-03", "2031-05"))),
        max_size=8,
    )
)
def test_no_clause_is_lost_and_the_order_is_that_of_the_text(
    told: list[tuple[int | None, str | None]],
) -> None:
    events = [
        event(30 * i, date=date, actor=named(30 * i, chain)) for i, (chain, date) in enumerate(told)
    ]

    found = told_once(events)

    assert sorted(span.start for e in found for span in e.spans) == [
        30 * i for i in range(len(told))
    ]
    assert [e.trigger for e in found] == sorted(e.trigger for e in found)
