"""The timeline that zooms: every date in just one column of each level, or told apart."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core.edtf import Edtf
from onrecord.core.evidence import Statement
from onrecord.core.findings import Evidence
from onrecord.web.periods import Grain, period_of
from onrecord.web.timeline import A_PAGE, UNDATED, is_span, zoomed
from tests.web import examples


def said(date: str | None, key: str = "e") -> Evidence:
    some = next(e for e in examples.evidence().values() if isinstance(e.telling, Statement))
    assert isinstance(some.telling, Statement)
    telling = replace(some.telling, said=Edtf(date) if date else None)
    return replace(some, id=key, telling=telling)


def counted(zoom: object) -> dict[str, int]:
    return {bar.key: bar.said for bar in zoom.bars if bar.said}  # type: ignore[attr-defined]


SOME = [said(d) for d in ("2009", "2018", "2018-07", "2018-07-16", "2018-07-18", "2021-02-03")]


@pytest.mark.parametrize(
    ("within", "counts", "columns", "listed"),
    [
        ("", {"200": 1, "201": 4, "202": 1}, 3, 0),
        ("201", {"2018": 4}, 10, 0),
        ("2018", {"2018-07": 3}, 12, 1),
        ("2018-07", {"2018-07-16": 1, "2018-07-18": 1}, 31, 3),
        ("2018-08", {}, 0, 0),
    ],
)
def test_each_level_has_all_its_times_and_lists_what_is_dated_no_closer(
    within: str, counts: dict[str, int], columns: int, listed: int
) -> None:
    zoom = zoomed(SOME, within)

    assert counted(zoom) == counts
    assert len(zoom.bars) == columns
    assert zoom.listed == listed


def test_it_opens_where_there_is_something_to_tell_apart() -> None:
    assert zoomed([said("2018-07-16"), said("2018-09")]).within == "2018"
    assert zoomed([said("2018-07-16"), said("2018")]).within == "201"
    assert zoomed([said("2018-07-16"), said("2003")]).within == ""
    assert zoomed([]).bars == ()


def test_the_way_back_names_every_larger_time() -> None:
    assert zoomed(SOME, "2018-07").trail == (("", "All"), ("201", "the 2010s"), ("2018", "2018"))


def test_what_has_no_date_is_counted_and_can_be_seen() -> None:
    held = [*SOME, said(None), said(None)]

    assert zoomed(held, "2018").undated == 2
    assert zoomed(held, UNDATED).listed == 2
    assert zoomed(held, UNDATED).bars == ()


def test_a_long_month_has_pages_and_a_day_leads_to_its_own() -> None:
    days = [said(f"2018-07-{1 + n // 4:02d}", str(n)) for n in range(80)]
    first, second = zoomed(days, "2018-07"), zoomed(days, "2018-07", page=2)

    assert [item.id for item in (*first.evidence, *second.evidence)] == [str(n) for n in range(80)]
    assert len(first.evidence) == A_PAGE
    pages = {bar.key: bar.page for bar in first.bars}
    assert pages["2018-07-01"] == 1
    assert pages["2018-07-20"] == 2
    assert "2018-07-20" in [day.key for day in second.days]


@pytest.mark.parametrize("span", ["", "none", "201", "2018", "2018-07"])
def test_times_that_can_be_shown(span: str) -> None:
    assert is_span(span)


@pytest.mark.parametrize("span", ["20", "2018-7", "2018-13", "2018-07-16", "abc", "²⁰¹"])
def test_times_that_cannot_be_shown(span: str) -> None:
    assert not is_span(span)


DATES = st.sampled_from(
    ["2019", "2019-03", "2019-03-01", "201X", "2018-12-30/2019-01-02", "2020/..", "0001", "9999"]
)


@given(st.lists(DATES.map(said), max_size=30), st.sampled_from(["", "201", "2019", "2019-03"]))
def test_columns_and_list_hold_what_lies_within(evidence: list[Evidence], within: str) -> None:
    zoom = zoomed(evidence, within)

    told = sum(bar.said for bar in zoom.bars)
    assert told + (zoom.listed if len(zoom.within) < 7 else 0) <= len(evidence)
    assert all(0 <= bar.x <= 100.01 - bar.width for bar in zoom.bars)


@given(DATES, st.sampled_from(list(Grain)))
def test_a_period_holds_all_that_a_date_may_be(date: str, grain: Grain) -> None:
    period = period_of(Edtf(date), grain)

    assert period is None or (
        period.first <= Edtf(date).earliest and Edtf(date).latest <= period.last
    )
