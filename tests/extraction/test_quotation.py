from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core.selectors import Span
from onrecord.extraction.quotation import quotations


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ('Vale said "No."', [('"No."', True)]),
        ("Vale said ''No,'' and left.", [("''No,''", True)]),
        # a straight mark opens what a curly one closes
        ('Vale said, "nobody knows,” and left.', [('"nobody knows,”', True)]),
        # a mark of the opening shape closes
        (
            "She called them “thieves” and “liars“ while she left. „Nein,“ he said.",
            [("“thieves”", True), ("“liars“", True), ("„Nein,“", True)],
        ),
        # first closing mark lost: it must not swallow the second quotation
        (
            "“I was there, Vale said. “I saw it.”",
            [("“I was there, Vale said. ", False), ("“I saw it.”", True)],
        ),
        (
            '"I was there, Vale said. "I saw it."',
            [('"I was there, Vale said. ', False), ('"I saw it."', True)],
        ),
        # single marks inside are the quotation's own
        ("“He says, ‘No,’ every time,” she said.", [("“He says, ‘No,’ every time,”", True)]),
        # a speech that goes on in the next paragraph
        ("“We begin here. And so on.", [("“We begin here. And so on.", False)]),
        ("The minister's plan didn't work.", []),
    ],
)
def test_pairs_marks_within_a_paragraph(paragraph: str, expected: list[tuple[str, bool]]) -> None:
    found = quotations(paragraph, Span(0, len(paragraph)))

    assert [(q.span.of(paragraph), q.closed) for q in found] == expected


@given(st.text(alphabet="ab “”\"'’", min_size=1))
def test_quotations_are_in_order_and_apart(paragraph: str) -> None:
    spans = [q.span for q in quotations(paragraph, Span(0, len(paragraph)))]

    assert all(a.end <= b.start for a, b in pairwise(spans))
