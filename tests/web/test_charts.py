from hypothesis import given
from hypothesis import strategies as st

from onrecord.core.edtf import Edtf
from onrecord.core.findings import Point
from onrecord.web.charts import Chart, Lean, chart_summary, direction_words, signed, words_and_deeds


def point(date: str, direction: float, deed: bool = False, evidence: str = "e") -> Point:
    return Point(evidence=evidence, date=Edtf(date), deed=deed, direction=direction)


def drawn(*points: Point) -> Chart:
    chart = words_and_deeds(points)
    assert chart is not None
    return chart


def test_no_points_no_chart() -> None:
    assert words_and_deeds([]) is None


def test_favourable_grows_up_critical_grows_down_and_later_is_further_right() -> None:
    words = drawn(point("2019-03-01", -0.8), point("2022-06-14", 0.7)).panels[0]

    early, late = words.marks
    assert early.x + early.width <= late.x
    assert early.y == words.lower
    assert late.y + late.height == words.upper
    assert (early.lean, late.lean) == (Lean.CRITICAL, Lean.FAVOURABLE)


def test_what_is_neutral_stands_between() -> None:
    words = drawn(
        point("2019-03-01", 0.1), point("2019-03-01", 0.6), point("2019-03-01", -0.6)
    ).panels[0]

    by_lean = {mark.lean: mark for mark in words.marks}
    assert words.upper < words.lower
    assert by_lean[Lean.FAVOURABLE].y + by_lean[Lean.FAVOURABLE].height == words.upper
    assert by_lean[Lean.NEUTRAL].y == words.upper
    assert by_lean[Lean.NEUTRAL].y + by_lean[Lean.NEUTRAL].height == words.lower
    assert by_lean[Lean.CRITICAL].y == words.lower


def test_a_column_is_as_high_as_it_has_records_for_words_and_deeds_alike() -> None:
    chart = drawn(
        *(point("2019-03-01", 0.5, evidence=str(n)) for n in range(5)),
        point("2019-03-01", 0.5, deed=True),
    )

    said, done = (panel.marks[0] for panel in chart.panels)
    assert [panel.title for panel in chart.panels] == ["Words", "Deeds"]
    assert said.height == 5 * done.height == 5 * chart.unit
    assert said.evidence == ("0", "1", "2", "3", "4")


def test_a_date_that_is_vaguer_than_a_column_is_in_none_but_drawn_whole() -> None:
    days = [point(f"2019-03-{day:02d}", 0.5, evidence=str(day)) for day in range(1, 29)]
    chart = drawn(*days, point("2019-03", -0.5, evidence="vague"))

    assert chart.column == "day"
    (vague,) = chart.vague
    assert vague.evidence == ("vague",)
    assert vague.width > 20 * chart.panels[0].marks[0].width
    assert chart.rows[-1].name == "March 2019, no closer"
    assert chart.rows[-1].words == ((), (), ("vague",))


def test_columns_are_as_fine_as_most_dates_and_as_there_is_room() -> None:
    years = [point(f"20{year:02d}", 0.5) for year in range(10, 20)]
    days = [point(f"20{year:02d}-07-16", 0.5) for year in range(10, 20)]

    assert drawn(*years).column == "year"
    assert drawn(*days).column == "quarter"
    assert drawn(*days[:2]).column == "month"


def test_times_are_named_as_a_phone_has_room() -> None:
    names = [tick.name for tick in drawn(point("1990-05-05", 0.5), point("2020-05-05", 0.5)).ticks]

    assert names[:2] == ["1990", "1994"]
    assert len(names) <= 9


DATES = st.sampled_from(
    ["2019", "2019-03", "2019-03-01", "201X", "2018-12-30/2019-01-02", "2020/..", "../1987-02"]
)
POINTS = st.lists(
    st.builds(point, DATES, st.floats(-1, 1), st.booleans(), st.integers(0, 10**6).map(str)),
    min_size=1,
    max_size=60,
    unique_by=lambda p: p.evidence,
)


@given(POINTS)
def test_every_record_is_drawn_once_within_its_panel_and_stands_in_the_table(
    points: list[Point],
) -> None:
    chart = drawn(*points)

    marks = [mark for panel in chart.panels for mark in panel.marks]
    told = [key for mark in marks for key in mark.evidence]
    told += [key for time in chart.vague for key in time.evidence]
    tabled = [key for row in chart.rows for ids in (*row.words, *row.deeds) for key in ids]
    assert sorted(told) == sorted(tabled) == sorted(p.evidence for p in points)
    for panel in chart.panels:
        for mark in panel.marks:
            assert panel.top - 0.2 <= mark.y
            assert mark.y + mark.height <= panel.bottom + 0.2
    for thing in (*marks, *chart.vague):
        assert 0 <= thing.x <= thing.x + thing.width <= 100.02
    assert all(time.y + 6 < chart.height for time in chart.vague)


def test_the_summary_says_it_in_words() -> None:
    points = [point("2019", -0.8), point("2020", -0.6), point("2021", 0.4, deed=True)]

    assert chart_summary(points) == (
        "2 dated statements, the middle one critical; 1 dated action, the middle one favourable."
    )
    assert chart_summary([]) == "no dated statements; no dated actions."


def test_directions_in_words() -> None:
    assert [direction_words(d) for d in (None, -0.5, 0.1, 0.5)] == [
        "not clear",
        "critical",
        "neutral",
        "favourable",
    ]
    assert signed(-0.5) == "−0.5"
