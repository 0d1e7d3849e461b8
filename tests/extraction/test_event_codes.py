import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core.document import Document, Kind, Segment, SegmentKind, document_id
from onrecord.core.selectors import Span
from onrecord.extraction.event_codes import Code, code_of
from onrecord.extraction.events import told_sentences


def coded(text: str) -> Code | None:
    document = Document(
        id=document_id(text),
        uri="test",
        text=text,
        kind=Kind.ARTICLE,
        segments=(Segment(kind=SegmentKind.PARAGRAPH, span=Span(0, len(text))),),
    )
    return next((code for _, s in told_sentences(document, ()) if (code := code_of(s))), None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Velland on Friday expelled two Karsian envoys.", ("sanction", "Velland", "Karsian")),
        ("Rebels shelled the port of Ostrin.", ("assault", "Rebels", "Ostrin")),
        ("Tressia was invaded by Karsia.", ("assault", "Karsia", "Tressia")),
        # sayings are coded as well
        ("Velland demanded that Karsia leave the valley.", ("request", "Velland", "Karsia")),
        ("Velland said Karsia must leave the valley.", ("request", "Velland", "Karsia")),
        ("Velland accused Karsia of lying.", ("accuse", "Velland", "Karsia")),
        ("Karsia threatened to close the border with Velland.", ("threaten", "Karsia", "Velland")),
        ("Karsia rejected a Vellandic proposal.", ("reject", "Karsia", "Vellandic")),
        # what is meant to be done is agreed to or threatened; what is refused is rejected
        ("Velland will send food to Tressia.", ("agree", "Velland", "Tressia")),
        ("Velland is ready to reopen its doors to Tressia.", ("agree", "Velland", "Tressia")),
        ("Velland will impose sanctions on Karsia.", ("threaten", "Velland", "Karsia")),
        ("Velland refused to send food to Tressia.", ("reject", "Velland", "Tressia")),
        ("The minister will resign.", ("retreat", "The minister", None)),
        # a verb that only tells a clause is no event of its own
        ("Velland announced that it had halted aid to Karsia.", ("sanction", "Velland", "Karsia")),
        ("The sky was blue.", None),
    ],
)
def test_codes_type_source_and_target(
    text: str, expected: tuple[str, str | None, str | None] | None
) -> None:
    code = coded(text)

    found = code and (
        code.type,
        code.source.of(text) if code.source else None,
        code.targets[0].of(text) if code.targets else None,
    )
    assert found == expected


@given(
    st.lists(
        st.sampled_from(
            "Velland Karsia the rebels said will refused to demanded that must send aid sanctions "
            "imposed were by on , . and it".split()
        ),
        min_size=1,
        max_size=20,
    )
)
def test_a_code_lies_in_its_text_whatever_it_says(pieces: list[str]) -> None:
    text = " ".join(pieces)

    code = coded(text)

    spans = () if code is None else (code.trigger, code.source, *code.targets)
    assert all(span.end <= len(text) for span in spans if span is not None)
