import pytest

from onrecord.core.date_words import date_words
from onrecord.core.edtf import Edtf
from onrecord.errors import OnrecordError
from onrecord.web.dates import asked_date, html_date, time_element


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2018-07-16", "July 16, 2018"),
        ("2018-07-16T09:30:00Z", "July 16, 2018"),
        ("2018-07", "July 2018"),
        ("2018-07-XX", "July 2018"),
        ("2018", "2018"),
        ("2018-XX", "2018"),
        ("201X", "the 2010s"),
        ("19XX", "the 1900s"),
        ("2017-11~", "about November 2017"),
        ("2017?", "possibly 2017"),
        ("2018-22", "summer 2018"),
        ("2018-34", "the second quarter of 2018"),
        ("2018-41", "the second half of 2018"),
        ("2018-07-13/2018-07-15", "July 13, 2018 to July 15, 2018"),
        ("2018-07-30/2018-08-02", "July 30, 2018 to August 2, 2018"),
        ("2017-12-30/2018-01-02", "December 30, 2017 to January 2, 2018"),
        ("2017/2018-03", "2017 to March 2018"),
        ("../2018-03", "March 2018 or before"),
        ("2018/..", "2018 or after"),
    ],
)
def test_a_date_reads_as_precise_as_it_is(edtf: str, words: str) -> None:
    assert date_words(Edtf(edtf)) == words


@pytest.mark.parametrize(
    ("edtf", "machine"),
    [
        ("2018-07-16", "2018-07-16"),
        ("2018-07-16T09:30:00Z", "2018-07-16"),
        ("2018-07", "2018-07"),
        ("2018", "2018"),
        # HTML knows none of these
        ("2018-22", None),
        ("2018~", None),
        ("201X", None),
        ("2018-07-13/2018-07-15", None),
    ],
)
def test_html_gets_only_dates_that_it_knows(edtf: str, machine: str | None) -> None:
    assert html_date(Edtf(edtf)) == machine


def test_a_date_that_somebody_asks_for() -> None:
    assert asked_date(" 2018-07 ") == Edtf("2018-07")
    assert asked_date(" ") is None
    with pytest.raises(OnrecordError, match="write 2018-07-16, 2018-07 or 2018"):
        asked_date("yesterday")


@pytest.mark.parametrize(
    ("edtf", "element"),
    [
        ("2018-07", '<time datetime="2018-07">July 2018</time>'),
        ("2018~", '<span class="date">about 2018</span>'),
        (None, '<span class="date">no date</span>'),
    ],
)
def test_a_date_on_a_page(edtf: str | None, element: str) -> None:
    assert time_element(Edtf(edtf) if edtf else None) == element
