"""Boxes of links that a page's text runs into its sentences are no part of them."""

from onrecord.core.document import Document, SegmentKind
from onrecord.core.evidence import Form
from onrecord.documents.readers import read
from onrecord.linking.register import builtin_register
from onrecord.reading import read_out

BOX = "Mara Ida ValeHarbour of Brenn closes Karsia's talks fail again: report Ten ways to fish MORE"
SAID = f"“We never met,” said Sen. Mara Vale {BOX} (D-Brenn), who leads the council."
TEXT = f"A quarrel over fish\n\n{SAID}\n\nOren Sarrow wanted to sell MORE fish than Mara ValeX.\n"


def document_of(text: str) -> Document:
    (document,) = read(text.encode(), "page.txt")
    assert isinstance(document, Document)
    return document


def test_a_box_is_a_teaser_between_two_parts_of_a_paragraph() -> None:
    document = document_of(TEXT)
    parts = [(s.kind, s.span.of(document.text)) for s in document.segments]

    assert parts[1:] == [
        (SegmentKind.PARAGRAPH, "“We never met,” said Sen. Mara Vale"),
        (SegmentKind.TEASER, BOX),
        (SegmentKind.PARAGRAPH, "(D-Brenn), who leads the council."),
        (SegmentKind.PARAGRAPH, "Oren Sarrow wanted to sell MORE fish than Mara ValeX."),
    ]


def test_a_box_may_end_a_paragraph_or_stand_beside_another() -> None:
    document = document_of(f"The council heard Mara Vale {BOX}\n\nMara Vale {BOX} Mara Vale {BOX}")

    assert [s.span.of(document.text) for s in document.segments] == [
        *("The council heard Mara Vale", BOX),
        *("Mara Vale", BOX, "Mara Vale", BOX),
    ]


def test_nothing_is_read_from_a_box() -> None:
    reading = read_out(document_of(TEXT), builtin_register())

    said = next(s for s in reading.statements if s.form is Form.DIRECT)
    assert said.speaker is not None
    assert said.speaker.name == "Mara Vale"
    assert not any("MORE" in m.span.of(TEXT) for m in reading.mentions)


def test_a_text_without_a_box_is_left_as_it_is() -> None:
    document = document_of(SAID.replace(BOX, "of Brenn"))

    assert [s.kind for s in document.segments] == [SegmentKind.PARAGRAPH]
