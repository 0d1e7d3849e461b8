import pytest

from onrecord.core.evidence import Event, Status
from onrecord.core.selectors import Span
from onrecord.linking.deed_dates import DeedDates
from tests.linking.marked import read


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "Sanctions were {d imposed} in {t April|2018-04}, after three men were {d indicted} in "
            "{t March|2018-03}.",
            ["2018-04", "2018-03"],
        ),
        ("In {t August 2017|2017-08}, Vale {d signed} the act.", ["2017-08"]),
        ("Vale {d signed} the act.", [None]),
        # a date inside a noun phrase, or in the next clause, is not the deed's
        (
            "The embargo imposed in {t 2014|2014} has not been {d lifted}.",
            [None],
        ),
        (
            "Vale has not {d lifted} the embargo imposed in {t 2014|2014}.",
            [None],
        ),
        (
            "Vale {d signed} the act, and left on {t Friday|2018-07-13}.",
            [None],
        ),
        (
            "Vale {d froze} the funds of Brenn and of his aides on {t Friday|2018-07-13}.",
            ["2018-07-13"],
        ),
        ("On {t Friday|2018-07-13}, Vale, who was ill, {d refused}.", ["2018-07-13"]),
        # "May." ends a sentence
        ("Vale came in {t May|2018-05}. Okoro {d signed} the act.", [None]),
        # days from another deed
        (
            "Vale {d struck} on {t Friday|2018-07-13}, eight days after Karsia {d invaded} it.",
            ["2018-07-13", "2018-07-05"],
        ),
        (
            "Vale {d struck} in {t June|2018-06}, eight days after Karsia {d invaded} it.",
            ["2018-06", None],
        ),
        ("Vale will {d sign} it on {t Friday|2018-07-20}.", [None]),
    ],
)
def test_date_of_a_deed(marked: str, expected: list[str | None]) -> None:
    document, analysis = read(marked)

    found = [DeedDates(document, analysis).of_event(event) for event in analysis.events]

    assert [str(when) if when else None for when, _ in found] == expected


def test_the_day_of_the_report_is_not_the_day_of_the_deed() -> None:
    document, analysis = read(
        "{1s Vale} {1c said} {t Friday|2018-07-13} {1w that Karsia expelled envoys}."
    )
    start = document.text.index("expelled")
    trigger = Span(start, start + len("expelled"))
    event = Event(
        spans=(trigger,),
        trigger=trigger,
        type="x",
        status=Status.DONE,
        segment=document.segments[0],
    )

    assert DeedDates(document, analysis).of_event(event) == (None, None)
