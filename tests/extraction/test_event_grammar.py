"""With the trained encoder: words by what they are, subjects by their trees."""

import re

import pytest

from onrecord.core.document import Document, Kind, Segment, SegmentKind, document_id
from onrecord.core.entities import EntityType
from onrecord.core.evidence import Mention
from onrecord.core.selectors import Span
from onrecord.extraction.encoded import encoded
from onrecord.extraction.encoder import encoder
from onrecord.extraction.events import deeds

BODIES = ("Karsia", "Velland")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a noun, not "host" as in "hosted the minister"
        ("The programme's host [Mara Vale] smiled at the crowd.", []),
        ("[Mara Vale] will host [Ben Okoro] in her country house.", [("host", "Mara Vale")]),
        # who does what follows a comma
        (
            "In 2031 the rebels attacked the port of [Velland], killing 17 soldiers.",
            [],
        ),
        # the subject stands before what is told of her
        (
            "[Mara Vale], the mayor of the old town by the river, had long before that day"
            " signed the treaty.",
            [("signed", "Mara Vale")],
        ),
    ],
)
def test_reads_words_and_subjects_as_the_encoder_does(
    text: str, expected: list[tuple[str, str]]
) -> None:
    names = re.findall(r"\[([^\]]+)\]", text)
    plain = text.replace("[", "").replace("]", "")
    mentions = tuple(
        Mention(
            span=Span(plain.index(name), plain.index(name) + len(name)),
            type=EntityType.GPE if name in BODIES else EntityType.PERSON,
        )
        for name in names
    )
    document = Document(
        id=document_id(plain),
        uri="test",
        text=plain,
        kind=Kind.ARTICLE,
        segments=(Segment(kind=SegmentKind.PARAGRAPH, span=Span(0, len(plain))),),
    )

    found = deeds(document, mentions, (), (), encoded(document, encoder("reader")))

    told = [(e.trigger.of(plain), e.actor.span.of(plain)) for e in found if e.actor is not None]
    assert told == expected
