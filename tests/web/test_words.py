from dataclasses import replace

import pytest

from onrecord.core.document import Kind
from onrecord.core.edtf import Edtf
from onrecord.core.entities import Reference
from onrecord.core.evidence import Statement
from onrecord.core.findings import Citation, Evidence, Item, Tension, TensionKind
from onrecord.core.selectors import Selector, Span
from onrecord.synthesis.dossier import compose
from onrecord.web.render import dossier_html
from onrecord.web.words import (
    basis_words,
    described,
    document_title,
    led_by,
    outlet,
    tells_its_date,
    time_apart,
)
from tests.synthesis.worlds import VALE, done, said
from tests.web import examples


@pytest.mark.parametrize(
    ("text", "date", "tells"),
    [
        ("On March 1, 2019, Mara Vale said: “No.”", "2019-03-01", True),
        ("About March 2019: Mara Vale signed.", "2019-03~", True),
        ("Mara Vale said: “No.”", "2019-03-01", False),
        # the month is not the day
        ("In March 2019, Mara Vale said: “No.”", "2019-03-01", False),
        ("Mara Vale said: “No.”", None, False),
    ],
)
def test_a_date_stands_beside_a_sentence_that_does_not_tell_it(
    text: str, date: str | None, tells: bool
) -> None:
    item = Item(text=text, citations=("e",), date=Edtf(date) if date else None)

    assert tells_its_date(item) is tells


@pytest.mark.parametrize(
    ("kind", "uri", "publisher", "title", "named"),
    [
        (
            Kind.ARTICLE,
            "https://post.example/1",
            "The Harbour Post",
            "No talks",
            "The Harbour Post",
        ),
        (Kind.ARTICLE, "https://post.example/1", None, "No talks", "No talks"),
        (Kind.ARTICLE, "notes.txt", None, None, "notes.txt"),
        (Kind.POST, "https://www.square.example/vale/5", None, None, "square.example"),
        (Kind.POST, "posts.csv#3", None, None, "posts.csv#3"),
    ],
)
def test_an_outlet_is_named_in_few_words(
    kind: Kind, uri: str, publisher: str | None, title: str | None, named: str
) -> None:
    assert outlet(citation(kind, uri, publisher, title)) == named


def test_a_post_without_title_or_publisher_is_named_by_its_site_and_day() -> None:
    post = citation(Kind.POST, "https://square.example/vale/5", None, None)

    assert document_title(post) == "Post on square.example, March 1, 2019"


def citation(kind: Kind, uri: str, publisher: str | None, title: str | None) -> Citation:
    selector = Selector(document="d", span=Span(0, 3), exact="No.", prefix="", suffix="")
    return Citation(
        telling="t",
        selector=selector,
        uri=uri,
        kind=kind,
        group="g",
        title=title,
        publisher=publisher,
        published=Edtf("2019-03-01"),
    )


@pytest.mark.parametrize(
    ("first", "second", "apart"),
    [
        ("2018-07-16", "2018-07-17", "1 day apart"),
        ("2018-07-16", "2018-07-16", "on the same day"),
        ("2018-07-16", "2018-07-26", "10 days apart"),
        ("2018-07-16", "2018-08-16", "about 4 weeks apart"),
        ("2018-07", "2018-11", "about 4 months apart"),
        ("2022-06-14", "2018-07-16", "about 4 years apart"),
        # they may be on one day, so nothing is said
        ("2018-07", "2018-07-16", None),
        ("2018", None, None),
    ],
)
def test_the_time_between_two_sides_is_told_where_it_is_sure(
    first: str, second: str | None, apart: str | None
) -> None:
    some = next(e for e in examples.evidence().values() if isinstance(e.telling, Statement))
    assert isinstance(some.telling, Statement)
    sides = {
        key: replace(some, id=key, telling=replace(some.telling, said=date and Edtf(date)))
        for key, date in (("a", first), ("b", second))
    }
    tension = Tension(kind=TensionKind.REVERSAL, sides=(("a",), ("b",)), explanation="")

    assert time_apart(tension, sides) == apart


@pytest.mark.parametrize(
    ("basis", "words"),
    [
        ("'Monday' as of 2018-07-16", "“Monday” as of July 16, 2018"),
        ("'last month' before 2018-07", "“last month” before July 2018"),
        ("'Eight days later' after 2018-03-04", "“Eight days later” after March 4, 2018"),
        ("'Dec. 30, 2016'", "“Dec. 30, 2016”"),
        ("'on the 4th o'clock'", "“on the 4th o'clock”"),
        ("published", "day of publication"),
        ("the table", "the table"),
        (None, None),
    ],
)
def test_what_a_date_rests_on_reads_as_words(basis: str | None, words: str | None) -> None:
    statement = replace(examples.readings()[0].statements[0], said_basis=basis)

    assert basis_words(statement) == words


@pytest.mark.parametrize(
    ("description", "called"),
    [("the officials", "the officials"), ("who", None), ("That", None), ("", None), (None, None)],
)
def test_a_pronoun_is_no_name_for_a_speaker(description: str | None, called: str | None) -> None:
    statement = replace(examples.readings()[0].statements[0], speaker=None, description=description)

    assert described(statement) == called


def test_a_topic_is_named_as_a_sentence_names_it() -> None:
    isles = Reference("united-isles", "United Isles")

    page = dossier_html(compose(VALE, isles, [said("Vale {said} [“No.”]")]))

    assert "Mara Vale on the United Isles" in page


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        (said("Vale {continues to deny} [that the nets were cut]"), "continues to deny"),
        (said("[The nets were cut], Vale {said}"), ""),
        (said("Vale {said} [“No.”]"), ""),
        (done("[Vale cut the nets]"), ""),
    ],
)
def test_what_is_reported_is_shown_with_what_leads_to_it(evidence: Evidence, expected: str) -> None:
    assert led_by(evidence) == expected
