from hypothesis import given
from hypothesis import strategies as st

from onrecord.core.document import Document, Kind, Segment, SegmentKind, document_id
from onrecord.core.selectors import Span
from onrecord.documents.lengths import LONGEST, cut_long


def one_paragraph(text: str) -> Document:
    segment = Segment(kind=SegmentKind.PARAGRAPH, span=Span(0, len(text)))
    return Document(
        id=document_id(text), uri="a", text=text, kind=Kind.ARTICLE, segments=(segment,)
    )


def test_a_paragraph_of_usual_length_stays_whole() -> None:
    document = one_paragraph("Vale said no. " * 100)

    assert cut_long(document) is document


def test_cuts_where_sentences_end() -> None:
    text = "Vale said that the harbour was closed. " * 1_400

    pieces = [segment.span.of(text) for segment in cut_long(one_paragraph(text)).segments]

    assert len(pieces) > 1
    assert all(piece.startswith("Vale") and piece.endswith("closed.") for piece in pieces)


@given(st.text(alphabet='ab ."”A', min_size=1, max_size=60), st.integers(700, 900))
def test_no_piece_is_longer_and_no_word_is_lost(words: str, times: int) -> None:
    text = words * times
    pieces = cut_long(one_paragraph(text)).segments

    assert all(len(piece.span) <= LONGEST for piece in pieces)
    assert "".join("".join(piece.span.of(text) for piece in pieces).split()) == "".join(
        text.split()
    )
