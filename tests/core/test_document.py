from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core.document import (
    Document,
    Kind,
    Segment,
    SegmentKind,
    content_hash,
    document_id,
)
from onrecord.core.selectors import Span

TEXT = "Vale holds\nBy Ben Okoro\nVale said no."


def _document(*segments: tuple[SegmentKind, int, int]) -> Document:
    return Document(
        id=document_id(TEXT),
        uri="vale.txt",
        text=TEXT,
        kind=Kind.ARTICLE,
        segments=tuple(Segment(kind=kind, span=Span(start, end)) for kind, start, end in segments),
    )


def test_an_id_is_the_hash_of_text_and_origin() -> None:
    # published: ids must stay what they are from one version to the next
    assert document_id("Vale said no.") == (
        "sha256:8a548f03413279bf1acf552932603e1c2203f7b191eb189b514c689aa1ea88e9"
    )


@given(st.text(), st.none() | st.text(min_size=1), st.text(), st.none() | st.text(min_size=1))
def test_only_the_same_content_has_the_same_id(
    text: str, origin: str | None, other: str, other_origin: str | None
) -> None:
    same = document_id(text, origin) == document_id(other, other_origin)

    assert same == ((text, origin) == (other, other_origin))


def test_a_document_bears_the_id_of_its_content() -> None:
    with pytest.raises(ValueError, match="not the hash"):
        replace(_document(), text="Vale said yes.")


@pytest.mark.parametrize("ends", [((0, 10), (9, 12)), ((11, 20), (0, 10)), ((0, len(TEXT) + 1),)])
def test_segments_are_in_order_apart_and_in_the_text(ends: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(ValueError, match="segments overlap"):
        _document(*((SegmentKind.PARAGRAPH, start, end) for start, end in ends))


def test_statements_are_taken_from_what_is_told_only() -> None:
    made = _document(
        (SegmentKind.TITLE, 0, 10), (SegmentKind.BYLINE, 11, 23), (SegmentKind.PARAGRAPH, 24, 37)
    )

    assert [segment.span.of(TEXT) for segment in made.told()] == ["Vale holds", "Vale said no."]


def test_a_short_id_tells_its_parts_apart() -> None:
    assert content_hash("a", "bc") != content_hash("ab", "c")
    assert content_hash("a", Span(1, 2)) == content_hash("a", Span(1, 2))
    assert len(content_hash("\ud83d")) == 16
