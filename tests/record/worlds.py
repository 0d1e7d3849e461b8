"""Invented readings for the tests of the record."""

import re
from dataclasses import replace

from onrecord.core.document import Document, Kind, Segment, SegmentKind, content_hash, document_id
from onrecord.core.edtf import Edtf
from onrecord.core.entities import EntityType, Reference
from onrecord.core.evidence import (
    Act,
    Action,
    Factuality,
    Form,
    Modality,
    Reading,
    Statement,
    Status,
)
from onrecord.core.selectors import Span

VALE = Reference("anna-vale", "Anna Vale")
OKORO = Reference("ben-okoro", "Ben Okoro")
VELLAND = Reference("velland", "Velland")


def document(text: str, **known: object) -> Document:
    """A document of one paragraph."""
    origin = known.get("origin")
    assert origin is None or isinstance(origin, str)
    made = Document(
        id=document_id(text, origin),
        uri="vale.txt",
        origin=origin,
        text=text,
        kind=Kind.ARTICLE,
        segments=(Segment(kind=SegmentKind.PARAGRAPH, span=Span(0, len(text))),),
    )
    return replace(made, **known)  # type: ignore[arg-type]


def span(text: str, words: str) -> Span:
    """Where the words stand in the text."""
    start = text.index(words)
    return Span(start, start + len(words))


def statement(of: Document, words: str, **known: object) -> Statement:
    """Anna Vale's statement of these words, direct when they begin with a quotation mark."""
    made = Statement(
        id=content_hash("statement", of.id, span(of.text, words)),
        document=of.id,
        source=(),
        cue=(span(of.text, "said"),) if "said" in of.text else (),
        content=(span(of.text, words),),
        form=Form.DIRECT if re.match(r"[“\"]", words) else Form.INDIRECT,
        modality=Modality.ASSERTION,
        act=Act.SPEECH,
        factuality=Factuality.SAID,
        speaker=VALE,
        topics=("velland",),
    )
    return replace(made, **known)  # type: ignore[arg-type]


def action(of: Document, words: str, **known: object) -> Action:
    """Anna Vale's sanction on Velland as told in these words."""
    made = Action(
        id=content_hash("action", of.id, span(of.text, words)),
        document=of.id,
        spans=(span(of.text, words),),
        type="sanction",
        status=Status.DONE,
        actor=VALE,
        target=("velland",),
        topics=("velland",),
    )
    return replace(made, **known)  # type: ignore[arg-type]


def reading(of: Document, *tellings: Statement | Action) -> Reading:
    """A reading with these statements and actions."""
    who = [t.speaker if isinstance(t, Statement) else t.actor for t in tellings]
    people = {person.id: person for person in who if person is not None}
    return Reading(
        document=of,
        statements=tuple(t for t in tellings if isinstance(t, Statement)),
        actions=tuple(t for t in tellings if isinstance(t, Action)),
        entities=tuple((EntityType.PERSON, person) for person in people.values()),
    )


def said(words: str, *, before: str = "", date: str | None = None, **known: object) -> Reading:
    """A document in which Vale says these words, marks and all."""
    text = f"{before}{words} Vale said."
    speaker = known.pop("speaker", VALE)
    of = document(text, **known)
    return reading(of, statement(of, words, speaker=speaker, said=Edtf(date) if date else None))
