"""Expectations are marked text: `[Ada Vale: she]` is the mention "she" of the chain "Ada Vale"."""

import re

import pytest

from onrecord.core.document import Document, Kind, Segment, SegmentKind, document_id
from onrecord.core.entities import EntityType, Register
from onrecord.core.selectors import Span
from onrecord.extraction.coreference import chains
from onrecord.extraction.entities import entity_mentions

_MARK = re.compile(r"\[[^\]:]*: ([^\[\]]*)\]")


def document(text: str) -> Document:
    segments = tuple(
        Segment(kind=SegmentKind.PARAGRAPH, span=Span(*line.span()))
        for line in re.finditer(r"[^\n]+", text)
    )
    return Document(id=document_id(text), uri="x", text=text, kind=Kind.ARTICLE, segments=segments)


def marked(text: str) -> str:
    read = document(text)
    found = chains(read, entity_mentions(read, Register()), Register())
    people = [m for m in found if m.type is EntityType.PERSON]
    for mention in reversed(people):
        start, end = mention.span.start, mention.span.end
        text = f"{text[:start]}[{mention.name}: {text[start:end]}]{text[end:]}"
    return text


@pytest.mark.parametrize(
    "expected",
    [
        "[Anna Brenn: Anna Brenn] spoke. [Anna Brenn: Brenn] left.",
        # a pronoun goes with gender
        "[Anna Brenn: Anna Brenn] met [Peter Okoro: Peter Okoro]. [Anna Brenn: She] left.",
        "[Anna Brenn: Anna Brenn] met [Peter Okoro: Peter Okoro]. [Peter Okoro: He] left.",
        # of two that fit, the one whom the sentence is about
        "[Paul Brenn: Paul Brenn] met [Peter Okoro: Peter Okoro]. “No,” [Paul Brenn: he] said.",
        # nobody fits
        "[Anna Brenn: Anna Brenn] spoke. [None: He] left.",
        # a title belongs to whoever bore it
        "President [Anna Brenn: Anna Brenn] came. [Anna Brenn: The president] spoke.",
        "[Anna Brenn: Anna Brenn] came. [None: The president] spoke.",
        # two of one surname: told apart by title, else alone
        "President [Anna Brenn: Anna Brenn] met Sen. [Paul Brenn: Paul Brenn]. "
        "President [Anna Brenn: Brenn] and Sen. [Paul Brenn: Brenn] spoke. [Brenn: Brenn] left.",
        "[Anna Brenn: Anna Brenn], [Anna Brenn: who] left, spoke.",
        # inside a quotation "he" is not its speaker
        "[Paul Brenn: Paul Brenn] said: “[None: He] lied.”",
        # whose government it is says nothing about who "he" is
        "[Paul Brenn: Paul Brenn] left the [Peter Okoro: Peter Okoro] government. "
        "[Paul Brenn: He] was ill.",
        "The end was near for [Anna Brenn: Anna Brenn]",
    ],
)
def test_chains(expected: str) -> None:
    assert marked(_MARK.sub(r"\1", expected)) == expected


def test_keeps_the_order_and_the_spans() -> None:
    read = document("President Anna Brenn met the Harbour Council. She left.")
    mentions = entity_mentions(read, Register())

    assert [m.span for m in chains(read, mentions, Register())] == [m.span for m in mentions]
