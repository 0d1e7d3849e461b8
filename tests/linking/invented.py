"""Invented countries and people, and documents about them, for the tests of linking."""

import re

from onrecord.core.document import Document, Kind, Segment, SegmentKind, document_id
from onrecord.core.edtf import Edtf
from onrecord.core.entities import Register
from onrecord.core.selectors import Span
from onrecord.linking.register import parse_register

REGISTER: Register = parse_register(
    """
    [[person]]
    name = "Ada Vale"
    aliases = ["Vale", "adavale"]
    gender = "she"
    offices = [
      { title = "president", of = "velland", start = "2016-03-01", end = "2020-03-01" },
      { title = "senator", of = "velland", start = "2008" },
    ]

    [[person]]
    name = "Tomas Brenn"
    gender = "he"
    offices = [{ title = "president", of = "velland", start = "2020-03-01" }]

    [[person]]
    name = "Ivo Sarrow"
    gender = "he"
    offices = [
      { title = "president", of = "karsia", start = "2015-01-01" },
    ]

    [[organisation]]
    name = "Velland Trade Office"
    aliases = ["VTO"]
    country = "velland"

    [[topic]]
    name = "Velland"
    kind = "country"
    demonyms = ["Vellander", "Vellanders"]

    [[topic]]
    name = "Karsia"
    kind = "country"
    demonyms = ["Karsian", "Karsians"]
    metonyms = ["Karsgrad"]

    [[topic]]
    name = "sanctions"
    words = ["sanction", "sanctions"]
    """
)


def document(
    text: str,
    published: str | None = "2018-07-16",
    kind: Kind = Kind.ARTICLE,
    author: str | None = None,
) -> Document:
    """A document of one paragraph a line."""
    segments = tuple(
        Segment(kind=SegmentKind.PARAGRAPH, span=Span(*line.span()))
        for line in re.finditer(r"[^\n]+", text)
    )
    return Document(
        id=document_id(text),
        uri="test",
        text=text,
        kind=kind,
        author=author,
        published=Edtf(published) if published else None,
        segments=segments,
    )
