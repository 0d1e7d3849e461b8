"""Segments of plain text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core.document import SegmentKind
from onrecord.documents.segments import segments

PAGE = """\
Velland Politics

Where Vale has been firm on Karsia — and where she gave way

Key Points
  • President Ada Vale met Ivo Sarrow in Brennport on Monday.
  • Her words have changed since March.
President Ada Vale (R) and Ivo Sarrow shake hands during a meeting, Brennport, May 3, 2021.
Mika Okoro | VPA | Getty Images

By Lena Brenn

Vale met Sarrow on Monday, here is what she said before.

Tougher than before

“We will see,” she said.

Twelve Karsian officers charged
Twelve Karsian officers charged

ADVERTISEMENT

Read more: Sarrow answers Vale

Vale did not answer
She left by the back door, her office said.

— Ada Vale
"""


def described(text: str) -> list[str]:
    """The segments of a text as `kind: words`."""
    return [f"{part.kind}: {' '.join(part.span.of(text).split())[:32]}" for part in segments(text)]


def test_reads_the_parts_of_a_news_page() -> None:
    assert described(PAGE) == [
        "boilerplate: Velland Politics",
        "title: Where Vale has been firm on Kars",
        "heading: Key Points",
        "key-point: President Ada Vale met Ivo Sarro",
        "key-point: Her words have changed since Mar",
        "caption: President Ada Vale (R) and Ivo S",
        "credit: Mika Okoro | VPA | Getty Images",
        "byline: By Lena Brenn",
        "paragraph: Vale met Sarrow on Monday, here ",
        "heading: Tougher than before",
        "paragraph: “We will see,” she said.",
        "teaser: Twelve Karsian officers charged",
        "teaser: Twelve Karsian officers charged",
        "boilerplate: ADVERTISEMENT",
        "teaser: Read more: Sarrow answers Vale",
        "heading: Vale did not answer",
        "paragraph: She left by the back door, her o",
        "paragraph: — Ada Vale",
    ]


BEFORE = "Vale spoke on Monday.\n\n"
AFTER = "\n\nSarrow answered on Friday."


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Sign up for our daily letter", SegmentKind.BOILERPLATE),
        ("Copyright © 2021 The Brenn Times", SegmentKind.BOILERPLATE),
        ("Share this article", SegmentKind.BOILERPLATE),
        ("SEE ALSO: Sarrow rejects the offer", SegmentKind.TEASER),
        ("Okoro resigns over the treaty Read more", SegmentKind.TEASER),
        ("Ada Vale speaks in Port Sarrow. (AP Photo/Mika Okoro)", SegmentKind.CAPTION),
        ("FILE PHOTO: Ada Vale at the port.", SegmentKind.CAPTION),
        ("Enlarge this image toggle caption Mika Okoro/Reuters", SegmentKind.CAPTION),
        ("Ada Vale, left, and Ivo Sarrow at the gate.", SegmentKind.CAPTION),
        ("Mika Okoro/AP", SegmentKind.CREDIT),
        ("REUTERS/Mika Okoro", SegmentKind.CREDIT),
        ("Photo: Mika Okoro", SegmentKind.CREDIT),
        ("By LENA BRENN and MIKA OKORO", SegmentKind.BYLINE),
        ("Updated at 10:20 a.m. ET", SegmentKind.BYLINE),
        ("The port question", SegmentKind.HEADING),
        # what people say stays
        ("“No.”", SegmentKind.PARAGRAPH),
        ("Vale replied:", SegmentKind.PARAGRAPH),
        ("By Friday the port was closed, the ministry said.", SegmentKind.PARAGRAPH),
        ("She left, and nobody followed.", SegmentKind.PARAGRAPH),
        ("Copyright law must change, Vale said.", SegmentKind.PARAGRAPH),
        ("More aid will come, Vale told AP.", SegmentKind.PARAGRAPH),
        ("Share prices fell after Vale spoke.", SegmentKind.PARAGRAPH),
        ("Watch what we do, not what we say.", SegmentKind.PARAGRAPH),
    ],
)
def test_knows_a_line_by_its_wording(line: str, kind: SegmentKind) -> None:
    text = BEFORE + line + AFTER

    (found,) = [part for part in segments(text) if part.span.of(text) == line]
    assert found.kind == kind


def test_a_wrapped_paragraph_is_one_and_short_lines_are_not() -> None:
    wrapped = (
        "Vale said on Monday that the port of Brenn would stay closed until\n"
        "the last of the Karsian ships had left the waters of Velland, and\n"
        "that she would not sign.\n\nSarrow answered.\nOkoro did not."
    )

    assert [part.span.of(wrapped)[-8:] for part in segments(wrapped)] == [
        "ot sign.",
        "nswered.",
        "did not.",
    ]


def test_a_known_line_is_what_it_is_known_for() -> None:
    text = "Vale signs.\n\nLena Brenn\n\nVale signed the treaty on Monday."
    known = {"vale signs": SegmentKind.TITLE, "lena brenn": SegmentKind.BYLINE}

    assert [part.kind for part in segments(text, known)] == ["title", "byline", "paragraph"]


@given(st.text(alphabet="Va.:,“” \n\r\t•|/-é", max_size=200))
def test_segments_are_in_order_apart_and_hold_every_word(text: str) -> None:
    parts = segments(text)

    held = set()
    end = 0
    for part in parts:
        assert part.span.start >= end
        end = part.span.end
        assert part.span.of(text).strip() == part.span.of(text)
        held |= set(range(part.span.start, part.span.end))
    assert all(i in held for i, letter in enumerate(text) if letter.isalnum())
