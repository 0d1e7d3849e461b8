"""What the encoder sees is marked `{DATE the quarter}`, what must come of it `[words=value]`."""

import re
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core.evidence import Timex
from onrecord.core.selectors import Span
from onrecord.extraction.timex import temporal_expressions
from onrecord.extraction.timex_learned import timexes_of
from tests.extraction.seeing import TIMEXES, chain, scores, seen, words
from tests.extraction.test_timex import document, marked

SEEN = re.compile(r"\{(?P<kind>[A-Z]+) (?P<words>[^{}]*)\}")
LABELS = chain(TIMEXES).labels


def read(text: str, sure: float = 4.0) -> tuple[str, tuple[Timex, ...]]:
    """A text without its marks, and what comes of what the encoder saw."""
    plain, spans, at = "", [], 0
    for mark in SEEN.finditer(text):
        plain += text[at : mark.start()]
        spans.append((Span(len(plain), len(plain) + len(mark["words"])), mark["kind"]))
        plain += mark["words"]
        at = mark.end()
    plain += text[at:]
    table = scores(words(plain), LABELS, spans, sure)
    return plain, timexes_of(document(plain), seen(document(plain), timex=table))


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        # the rules' expressions stand, seen or not
        ("Vale spoke on {DATE Friday}.", "Vale spoke on [Friday=2018-07-13]."),
        ("Vale spoke on Friday.", "Vale spoke on [Friday=2018-07-13]."),
        ("Vale spoke on {DATE Friday or so}.", "Vale spoke on [Friday=2018-07-13] or so."),
        # the quarter that was told last, not the one it is compared with
        (
            "In {DATE the first quarter} it won, {DATE a year earlier} not."
            " {DATE The quarter} ends.",
            "In [the first quarter=2018-Q1] it won, [a year earlier=2017-Q1] not."
            " [The quarter=2018-Q1] ends.",
        ),
        # a year beside a quarter is that quarter of it
        (
            "In the first quarter of 2018 it won, in {DATE the 2017 quarter} and not in 2016.",
            "In [the first quarter of 2018=2018-Q1] it won, in the [2017=2017-Q1] quarter"
            " and not in [2016=2016].",
        ),
        ("It lost in {DATE the 2017 quarter}.", "It lost in the [2017=2017] quarter."),
        # nor one that is yet to come
        (
            "In {DATE the fourth quarter of 2018} it will sell. {DATE The quarter} was good.",
            "In [the fourth quarter of 2018=2018-Q4] it will sell. [The quarter=2018-QX] was good.",
        ),
        # nothing is told finer than it is known
        ("Sales in {DATE the quarter} fell.", "Sales in [the quarter=2018-QX] fell."),
        ("Later in {DATE the week} it fell.", "Later in [the week=2018-WXX] it fell."),
        ("{DATE The full year} was good.", "[The full year=2018] was good."),
        ("The {DATE recent} vote failed.", "The [recent=PAST_REF] vote failed."),
        ("In {DATE future quarters} it grows.", "In [future quarters=FUTURE_REF] it grows."),
        ("For {DATE the year} ended May 3, 2017 it lost.", "For [the year=P1Y] ended"),
        # lengths of time by number and noun
        ("For {DURATION a while} it held.", "For [a while=PXX] it held."),
        ("After {DURATION eight trading days} it fell.", "After [eight trading days=P8D] it fell."),
        ("It took {DURATION two thousand long years}.", "It took [two thousand long years=PXY]."),
        ("Over {DURATION the years} it fell.", "Over [the years=PXY] it fell."),
        # years as they are spoken
        ("Since {DATE nineteen ninety-six} he lied.", "Since [nineteen ninety-six=1996] he lied."),
        ("Since {DATE nineteen ninety}-one he lied.", "Since [nineteen ninety=]-one he lied."),
        ("Since {DATE twenty odd} he lied.", "Since [twenty odd=] he lied."),
        ("That was {DATE then}.", "That was [then=]."),
    ],
)
def test_encoder_and_rules_together(given_: str, expected: str) -> None:
    plain, found = read(given_)

    assert marked(plain, found).startswith(expected)


def test_what_the_encoder_surely_denies_is_no_expression() -> None:
    text = "On Jan. 5 Vale met Jan Kavan."

    hesitant, sure = read(text, sure=4.0)[1], read(text, sure=9.0)[1]

    assert hesitant == temporal_expressions(document(text))
    assert sure == ()


def test_only_what_was_told_has_a_date() -> None:
    text = "In {DATE the first quarter} it won. {DATE The quarter} ended. {DATE The year} was good."

    _, found = read(text)

    assert [str(t.date) for t in found] == ["2018-33", "2018-33", "None"]
    assert found[1].basis == "'The quarter' as of 2018-33"


def test_without_a_day_of_publication_no_year_is_made_up() -> None:
    text = "Sales in the quarter fell."
    table = scores(words(text), LABELS, [(Span(9, 20), "DATE")])
    doc = document(text, published=None)

    assert [t.value for t in timexes_of(doc, seen(doc, timex=table))] == ["XXXX-QX"]


def test_without_an_encoder_the_rules_alone() -> None:
    doc = document("Vale spoke on Friday.")

    assert timexes_of(doc, None) == temporal_expressions(doc)


@given(
    st.lists(st.sampled_from("a year ago. the quarter May Jan 5 Friday 1996 in \n".split(" "))),
    st.integers(0, 2**32 - 1),
)
def test_expressions_are_in_order_and_apart(pieces: list[str], seed: int) -> None:
    doc = document("It was so: " + " ".join(pieces))
    shape = (len(words(doc.text)), len(LABELS))
    table = np.random.default_rng(seed).normal(size=shape).astype(np.float32) * 4

    spans = [t.span for t in timexes_of(doc, seen(doc, timex=table))]

    assert all(a.end <= b.start for a, b in pairwise(spans))
