import datetime
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core.document import Document, Kind, Segment, SegmentKind, document_id
from onrecord.core.edtf import Edtf
from onrecord.core.evidence import Timex
from onrecord.core.selectors import Span
from onrecord.extraction.timex import temporal_expressions


def document(
    text: str, published: str | None = "2018-07-16", kind: SegmentKind = SegmentKind.PARAGRAPH
) -> Document:
    return Document(
        id=document_id(text),
        uri="test",
        text=text,
        kind=Kind.ARTICLE,
        published=Edtf(published) if published else None,
        segments=(Segment(kind=kind, span=Span(0, len(text))),),
    )


def marked(text: str, timexes: tuple[Timex, ...]) -> str:
    """The text with each expression as [words=value]."""
    for timex in reversed(timexes):
        span = timex.span
        text = f"{text[: span.start]}[{span.of(text)}={timex.value}]{text[span.end :]}"
    return text


@pytest.mark.parametrize(
    "expected",
    [
        # 16 July 2018 is a Monday
        "Vale spoke on [Friday=2018-07-13].",
        "Asked on [Saturday=2018-07-14] about it, Vale shrugged.",
        "Vale arrived [Monday=2018-07-16].",
        "The two will meet on [Thursday=2018-07-19].",
        "Vale said [Wednesday night=2018-07-11TNI] that talks will resume.",
        # what lasts until a day is not over
        "Vale gave the envoys until [Thursday=2018-07-19] to leave.",
        "Vale did not learn of it until [Thursday=2018-07-12].",
        "[Last Monday=2018-07-09], Vale left; [next Monday=2018-07-23] she returns.",
        "[Friday=2018-07-13]'s indictment surprised Karsia.",
        "A deadline in [January=2018-01] was ignored.",
        "Asked on [Sunday=2018-07-15] whether she would, Vale left.",
        "Vale met Okoro in [last November=2017-11].",
        "He signed it in [August 2017=2017-08].",
        "It passed in [January=2018-01] after talks.",
        "In [early July=2018-07], Vale changed course.",
        "Okoro argued at [June=2018-06]'s summit that it was over.",
        "Sanctions fell in [November=2017-11].",
        "The vote will be held in [November=2018-11].",
        "She said on [July 2=2018-07-02] that nothing changed.",
        "It was signed on [Dec. 12, 2016=2016-12-12].",
        "They met [3 March 2015=2015-03-03].",
        "It ran from [July 13-15=2018-07-13/2018-07-15].",
        "[Yesterday=2018-07-15] Vale rested; [today=2018-07-16] she speaks.",
        "[Last week=2018-W28] was quiet, [last month=2018-06] was not.",
        "[Two years ago=2016] Velland left. [Three days ago=2018-07-13] it came back.",
        "In [the 1990s=199] and in [the 20th century=19] it was one state.",
        "In [the third quarter of 2017=2017-Q3] trade fell; [last fall=2017-FA] too.",
        "The [2016=2016] vote was lost by 1,987 ballots.",
        "At [10 p.m. Friday=2018-07-13T22:00] the line went dead.",
        "[This morning=2018-07-16TMO] she called; [last night=2018-07-15TNI] he did.",
        "It lasted [four years=P4Y] and [several months=PXM].",
        "[Every Monday=XXXX-WXX-1] they meet; reports come [daily=P1D].",
        "They meet in [weekly=P1W] and [monthly=P1M] rounds.",
        "It is [now=PRESENT_REF] law.",
        "May Okoro may march on; Vale will too.",
        "April Brenn asked a question.",
        "It cost $2015 and moved 2010 people.",
        "The 44-year-old minister left.",
    ],
)
def test_values(expected: str) -> None:
    text = plain(expected)

    assert marked(text, temporal_expressions(document(text))) == expected


def plain(marked_text: str) -> str:
    return re.sub(r"\[([^\[\]=]+)=[^\[\]]*\]", r"\1", marked_text)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("In early July, Vale changed course.", "2018-07"),
        ("This week Vale left.", "2018-07-15/2018-07-21"),
        ("Last fall Vale left.", "2017-23"),
        ("In the 1990s Vale led.", "199X"),
        ("Two years ago Vale left.", "2016~"),
        ("In the second quarter of 2017 trade fell.", "2017-34"),
        ("It came back last weekend.", "2018-07-14/2018-07-15"),
        ("On Friday evening Vale left.", "2018-07-13"),
        ("He served from 2014-16.", "2014/2016"),
    ],
)
def test_edtf_is_never_finer_than_the_words(text: str, date: str) -> None:
    (timex,) = temporal_expressions(document(text))

    assert str(timex.date) == date


def test_the_story_is_what_earlier_and_later_count_from() -> None:
    text = "Vale wrote it in April. She had fired at bases one year prior. In 2014 she lost."

    dates = [(t.value, t.basis) for t in temporal_expressions(document(text))]

    assert dates == [
        ("2018-04", "'April' before 2018-07-16"),
        ("2017-04", "'one year prior' before 2018-04"),
        ("2014", "'2014'"),
    ]


@pytest.mark.parametrize(
    "expected",
    [
        # a year before a quarter is that quarter of the year before
        "It lost money in [the first quarter=2018-Q1], and won [a year earlier=2017-Q1].",
        "It lost money in [the first quarter=2018-Q1], unlike [a year ago=2017-Q1].",
        "It lost money in [the first quarter=2018-Q1], unlike in [the year-ago period=2017-Q1].",
        # but not where the story is about no quarter
        "Vale won in [June 2015=2015-06]. [A year ago=2017] she lost.",
        # looking back leaves the story where it is, going on moves it
        "In [May 2014=2014-05] unlike [a year earlier=2013-05], or [a year prior=2013-05].",
        # the day is the last one told, though a year was looked back to since
        "It was [Friday=2018-07-13], not [2011=2011], and cold [earlier in the day=2018-07-13].",
        "She won in [May 2014=2014-05], lost [a year later=2015-05], won [a year later=2016-05].",
    ],
)
def test_what_the_story_counts_from(expected: str) -> None:
    text = re.sub(r"\[([^]=]*)=[^]]*\]", r"\1", expected)

    assert marked(text, temporal_expressions(document(text))) == expected


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (None, [("XXXX-WXX-5", None), ("2017-08", "2017-08")]),
        ("2018-07", [("XXXX-WXX-5", None), ("2017-08", "2017-08")]),
    ],
)
def test_without_a_day_of_publication_only_full_dates_resolve(
    published: str | None, expected: list[tuple[str, str | None]]
) -> None:
    found = temporal_expressions(document("On Friday Vale recalled August 2017.", published))

    assert [(t.value, str(t.date) if t.date else None) for t in found] == expected


def test_a_month_of_publication_resolves_months_and_years() -> None:
    found = temporal_expressions(document("Last month she left, last year she won.", "2018-07"))

    assert [t.value for t in found] == ["2018-06", "2017"]


def test_captions_are_not_read() -> None:
    assert temporal_expressions(document("Vale on July 2.", kind=SegmentKind.CAPTION)) == ()


_PIECES = st.sampled_from(
    "Monday Friday May March 31 Feb. 29 , 2018 1999 -31 the last next week year's 20th century two "
    "a decade ago earlier 10 p.m. noon quarter Q3 fall weekend '90s every daily now 9999 0 "
    ". \n Christmas Thanksgiving 2016-17 half early".split(" ")
)


@given(st.lists(_PIECES, min_size=1, max_size=12), st.sampled_from([None, "2016-02-29", "2018"]))
def test_expressions_are_in_order_and_apart(pieces: list[str], published: str | None) -> None:
    text = " ".join(pieces)

    spans = [t.span for t in temporal_expressions(document(text, published))]

    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(span.of(text).strip() == span.of(text) for span in spans)


@given(st.dates())
def test_a_day_written_out_is_that_day(day: datetime.date) -> None:
    text = f"It was {day:%B} {day.day}, {day.year:04d}."
    found = temporal_expressions(document(text))

    if 1500 <= day.year < 2100:
        assert [t.value for t in found] == [str(day)]
