"""Dates as tables and pages write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.documents.dates import written_date


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2018-07-16", "2018-07-16"),
        ("2018-07", "2018-07"),
        ("2018", "2018"),
        ("2018-07-16T19:21:55Z", "2018-07-16T19:21:55Z"),
        ("2018-07-16 19:21:55.123+02:00", "2018-07-16T19:21:55+02:00"),
        ("2018-07-16T19:21+0000", "2018-07-16"),  # no second is given, so none is made up
        ("Mon, 16 Jul 2018 19:21:55 +0000", "2018-07-16T19:21:55Z"),
        ("Mon Jul 16 19:21:55 +0000 2018", "2018-07-16T19:21:55Z"),
        ("July 16, 2018", "2018-07-16"),
        ("Monday, Jul. 16, 2018", "2018-07-16"),
        ("July 16, 2018, at 5:04 p.m. ET", "2018-07-16"),
        ("16 July 2018", "2018-07-16"),
        ("July 2018", "2018-07"),
        ("20180716", "2018-07-16"),
        ("7/16/2018", "2018-07-16"),
        ("16/7/2018", "2018-07-16"),
        ("2018-07-13/2018-07-15", "2018-07-13/2018-07-15"),
        # two readings, or none
        ("3/4/2018", None),
        ("2018-13-01", None),
        ("February 30, 2018", None),
        ("last Monday", None),
        ("", None),
    ],
)
def test_reads_a_date_as_precise_as_it_is(written: str, expected: str | None) -> None:
    found = written_date(written)

    assert (None if found is None else str(found)) == expected


@given(st.dates(min_value=date(1000, 1, 1)))
def test_any_day_comes_back_from_any_form(day: date) -> None:
    forms = (day.isoformat(), f"{day:%B} {day.day}, {day.year}", f"{day.day} {day:%b} {day.year}")

    assert {str(written_date(form)) for form in forms} == {day.isoformat()}
