from datetime import date, timedelta

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core.edtf import Edtf, week_of

DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@st.composite
def points(draw: st.DrawFn) -> str:
    day = draw(DAYS)
    shape = draw(
        st.sampled_from(
            ["%Y-%m-%d", "%Y-%m", "%Y", "%Y-%m-XX", "%Y-XX", "%Y-XX-XX", "decade", "part"]
        )
    )
    if shape == "decade":
        return f"{day:%Y}"[:3] + "X"
    if shape == "part":
        # winter (24) is left out: the reference cuts it off at the end of the year
        part = draw(st.sampled_from([21, 22, 23, 33, 34, 35, 36, 40, 41]))
        return f"{day:%Y}-{part}"
    qualifier = draw(st.sampled_from(["", "", "?", "~", "%"])) if "X" not in shape else ""
    return f"{day:{shape}}{qualifier}"


def _reference(text: str) -> tuple[date, date]:
    parsed = parse_edtf(text)
    return date(*parsed.lower_strict()[:3]), date(*parsed.upper_strict()[:3])


@given(points())
def test_bounds_are_those_of_the_reference(text: str) -> None:
    ours = Edtf(text)

    assert (ours.earliest, ours.latest) == _reference(text)


@given(points(), points())
def test_interval_bounds_are_those_of_the_reference(first: str, last: str) -> None:
    low, high = _reference(first)[0], _reference(last)[1]
    if high < low:
        with pytest.raises(ValueError, match="ends before it begins"):
            Edtf(f"{first}/{last}")
    else:
        interval = Edtf(f"{first}/{last}")
        assert (interval.earliest, interval.latest) == (low, high)
        assert interval.precision == "interval"


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("2018-07-16", "2018-07-16", "2018-07-16", "day"),
        ("2018-07-16T10:00:00Z", "2018-07-16", "2018-07-16", "day"),
        ("2018-07-16T23:59:59-04:00", "2018-07-16", "2018-07-16", "day"),
        ("2016-02", "2016-02-01", "2016-02-29", "month"),
        ("2018-24", "2018-12-01", "2019-02-28", "season"),
        ("2018-34", "2018-04-01", "2018-06-30", "season"),
        ("2018", "2018-01-01", "2018-12-31", "year"),
        ("201X", "2010-01-01", "2019-12-31", "decade"),
        ("20XX", "2000-01-01", "2099-12-31", "century"),
        ("2017-11~", "2017-11-01", "2017-11-30", "month"),
        ("../2018", "0001-01-01", "2018-12-31", "interval"),
        ("2018-03/", "2018-03-01", "9999-12-31", "interval"),
    ],
)
def test_bounds_and_precision(text: str, earliest: str, latest: str, precision: str) -> None:
    when = Edtf(text)

    assert (str(when.earliest), str(when.latest), when.precision) == (earliest, latest, precision)
    assert str(when) == text


@pytest.mark.parametrize(
    "text",
    [
        "", "..", "/", "../..", "July 2018", "2018-7", "2018-13", "2018-02-30", "2018-00", "18",
        "2018-07-16T10", "2018-07T10:00:00", "2018-XX-16", "201X-07", "0000", "2019/2018",
        "2018-21-01", "2018//2019", " 2018", "2018\n", "２０１８",
    ],
)  # fmt: skip
def test_refuses_what_is_not_a_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Edtf(text)


@pytest.mark.parametrize(
    ("one", "other", "contains", "overlaps", "precedes"),
    [
        ("2018", "2018-07-16", True, True, False),
        ("2018-07-16", "2018", False, True, False),
        ("2018-07", "2018-08", False, False, True),
        ("2018-08", "2018-07", False, False, False),
        ("2018-07-13/2018-07-15", "2018-07-15/2018-07-20", False, True, False),
        ("2018/..", "2031", True, True, False),
    ],
)
def test_compares(one: str, other: str, contains: bool, overlaps: bool, precedes: bool) -> None:
    first, second = Edtf(one), Edtf(other)

    assert first.contains(second) is contains
    assert first.overlaps(second) is overlaps
    assert first.precedes(second) is precedes


@given(points(), points())
def test_comparisons_agree_with_each_other(one: str, other: str) -> None:
    first, second = Edtf(one), Edtf(other)

    assert first.overlaps(second) == second.overlaps(first)
    assert (first.precedes(second) or second.precedes(first)) != first.overlaps(second)
    assert not first.contains(second) or first.overlaps(second)


@given(DAYS, DAYS)
def test_makes_dates_from_days(one: date, other: date) -> None:
    first, last = sorted((one, other))

    assert Edtf.of_day(one).earliest == Edtf.of_day(one).latest == one
    assert Edtf.of_month(one.year, one.month).contains(Edtf.of_day(one))
    between = Edtf.between(first, last)
    assert (between.earliest, between.latest) == (first, last)
    assert (between == Edtf.of_day(first)) is (first == last)


@given(DAYS)
def test_a_week_is_seven_days_from_sunday(day: date) -> None:
    week = week_of(day)

    assert week.earliest.weekday() == 6
    assert week.latest - week.earliest == timedelta(days=6)
    assert week.contains(Edtf.of_day(day))


@pytest.mark.parametrize(("text", "expected"), [("2018~", True), ("2018", False), ("201X", False)])
def test_says_when_it_is_approximate(text: str, expected: bool) -> None:
    assert Edtf(text).is_approximate is expected
