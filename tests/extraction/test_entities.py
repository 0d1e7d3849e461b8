"""Expectations are marked text: `[PERSON Ada Vale]`; what is not marked must not be found."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core.document import Document, Kind, Segment, SegmentKind, document_id
from onrecord.core.entities import (
    EntityType,
    Gender,
    Organisation,
    Person,
    Register,
    Topic,
    TopicKind,
)
from onrecord.core.evidence import Mention
from onrecord.core.selectors import Span
from onrecord.extraction.entities import entity_mentions

REGISTER = Register(
    people=(Person(id="ivo-sarrow", name="Ivo Sarrow", aliases=("Sarrow",), gender=Gender.HE),),
    organisations=(Organisation(id="vto", name="Velland Trade Office", aliases=("VTO",)),),
    topics=(
        Topic(
            id="karsia",
            name="Karsia",
            kind=TopicKind.COUNTRY,
            words=("Karsia",),
            demonyms=("Karsian", "Karsians"),
        ),
    ),
)
_MARK = re.compile(r"\[(?:PERSON|ORG|GPE|NORP|LOC) ([^\[\]]*)\]")


def document(text: str, first: SegmentKind = SegmentKind.PARAGRAPH) -> Document:
    segments = [
        Segment(kind=SegmentKind.PARAGRAPH, span=Span(*line.span()))
        for line in re.finditer(r"[^\n]+", text)
    ]
    if segments:
        segments[0] = Segment(kind=first, span=segments[0].span)
    return Document(
        id=document_id(text), uri="x", text=text, kind=Kind.ARTICLE, segments=tuple(segments)
    )


def marked(text: str, mentions: tuple[Mention, ...]) -> str:
    for mention in reversed(mentions):
        start, end = mention.span.start, mention.span.end
        text = f"{text[:start]}[{mention.type.value} {text[start:end]}]{text[end:]}"
    return text


@pytest.mark.parametrize(
    "expected",
    [
        "[PERSON Ivo Sarrow] met [NORP Karsian] officials in [GPE Karsia].",
        # possessives stay outside
        "[PERSON Sarrow]'s plan angered [GPE Karsia]’s allies.",
        # a title makes a name of unknown words
        "On Friday Foreign Minister [PERSON Ngua Teleki] resigned.",
        "Gov. [PERSON Brenn] said no.",
        # a first name does, too
        "Aides to [PERSON Anna Brenn] disagreed.",
        # sentences begin with a capital
        "Critics said [PERSON he] lied. Another vote failed.",
        # an unknown surname speaks
        "It is over, [PERSON Okoro] said.",
        # the surname of somebody named in full, before the full name too
        "[PERSON Brenn] was late. [PERSON Anna Brenn] had warned of it.",
        # bodies
        "The [ORG VTO] and the [ORG Committee for Karsian Affairs] met the [ORG Harbour Council].",
        "The [ORG Harbour Post] wrote it. The [ORG Post] denied it. A post remained.",
        # surnames that are words as well
        "[PERSON Anna March] spoke in March. [PERSON March] said so on March 5.",
        # roles that stand for people
        "[PERSON The Karsian president] spoke. Then [PERSON the foreign minister] left.",
        # but not where they only qualify
        "The president elect spoke of the candidate field.",
        "[PERSON Anna O'Brenn], [PERSON who] resigned, told [PERSON her] story.",
    ],
)
def test_finds_names_pronouns_and_roles(expected: str) -> None:
    text = _MARK.sub(r"\1", expected)

    assert marked(text, entity_mentions(document(text), REGISTER)) == expected


def test_a_headline_in_capitals_is_not_one_long_name() -> None:
    text = "Sarrow Warns Harbour Workers Over Strike Plan\nSarrow spoke."

    found = entity_mentions(document(text, SegmentKind.TITLE), REGISTER)

    assert [mention.span.of(text) for mention in found] == ["Sarrow", "Sarrow"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("President Anna Brenn spoke.", "president"),
        ("Sen. Anna Brenn spoke.", "senator"),
        ("The paper quoted press secretary Anna Brenn.", "press secretary"),
        ("Anna Brenn, the Karsian foreign minister, spoke.", "foreign minister"),
        ("Anna Brenn spoke, the minister did not.", None),
    ],
)
def test_a_name_carries_its_title(text: str, title: str | None) -> None:
    mentions = entity_mentions(document(text), REGISTER)

    (name,) = [m for m in mentions if m.name == "Anna Brenn"]
    assert name.title == title


def test_captions_name_nobody() -> None:
    text = "Anna Brenn at the harbour."

    assert entity_mentions(document(text, SegmentKind.CAPTION), REGISTER) == ()


@given(st.text(alphabet="aB .,'’“”S\nIvoSarow-", max_size=80))
def test_mentions_are_in_order_and_apart(text: str) -> None:
    spans = [mention.span for mention in entity_mentions(document(text), REGISTER)]

    assert all(a.end <= b.start for a, b in pairwise(spans))


def test_types_of_the_register_are_kept() -> None:
    text = "Sarrow left Karsia."

    found = entity_mentions(document(text), REGISTER)

    assert [m.type for m in found] == [EntityType.PERSON, EntityType.GPE]
