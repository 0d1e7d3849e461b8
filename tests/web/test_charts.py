import itertools

from hypothesis import given
from hypothesis import strategies as st

from onrecord.core.edtf import Edtf
from onrecord.core.findings import Point
from onrecord.web.charts import chart_summary, direction_words, signed, words_and_deeds


def point(date: str, direction: float, deed: bool = False, evidence: str = "e") -> Point:
    return Point(evidence=evidence, date=Edtf(date), deed=deed, direction=direction)


def test_no_points_no_chart() -> None:
    assert words_and_deeds([], 760) is None


def test_higher_is_more_favourable_and_later_is_further_right() -> None:
    chart = words_and_deeds([point("2019-03-01", -0.8), point("2022-06-14", 0.7)], 760)

    assert chart is not None
    early, late = chart.panels[0].dots
    assert early.x < late.x
    assert early.y > chart.panels[0].middle > late.y
    assert chart.years == "2019–2022"
    assert [tick.year for tick in chart.ticks] == [2019, 2020, 2021, 2022]


def test_words_and_deeds_have_a_panel_each() -> None:
    chart = words_and_deeds([point("2019", 0.0), point("2019", 0.5, deed=True)], 350)

    assert chart is not None
    assert [(panel.title, len(panel.dots)) for panel in chart.panels] == [
        ("Words", 1),
        ("Deeds", 1),
    ]


def test_a_month_is_drawn_as_the_whole_of_it() -> None:
    chart = words_and_deeds([point("2019-03", 0.0), point("2019-06-01", 0.0)], 760)

    assert chart is not None
    month, day = chart.panels[0].dots
    assert month.x2 - month.x1 > 20 * (day.x2 - day.x1)
    assert month.x1 < month.x < month.x2


def test_dots_of_one_day_and_direction_do_not_hide_each_other() -> None:
    chart = words_and_deeds([point("2019-03-01", 0.5, evidence=str(n)) for n in range(5)], 760)

    assert chart is not None
    heights = sorted(dot.y for dot in chart.panels[0].dots)
    assert all(b - a >= 10 for a, b in itertools.pairwise(heights))


DATES = st.sampled_from(
    ["2019", "2019-03", "2019-03-01", "201X", "2018-12-30/2019-01-02", "2020/.."]
)


@given(st.lists(st.builds(point, DATES, st.floats(-1, 1), st.booleans()), min_size=1, max_size=60))
def test_every_dot_lies_in_its_panel(points: list[Point]) -> None:
    chart = words_and_deeds(points, 350)

    assert chart is not None
    assert sum(len(panel.dots) for panel in chart.panels) == len(points)
    for panel in chart.panels:
        assert all(chart.left <= dot.x <= chart.right for dot in panel.dots)
        assert all(panel.top <= dot.y <= panel.bottom for dot in panel.dots)


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
