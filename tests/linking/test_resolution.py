"""Attributions and events by hand, so that only the resolving is tested here."""

import pytest

from onrecord.core.document import Document, Kind, Segment, SegmentKind
from onrecord.core.edtf import Edtf
from onrecord.core.entities import EntityType
from onrecord.core.evidence import (
    Analysis,
    Attribution,
    Event,
    Form,
    Mention,
    SpeakerKind,
    Status,
)
from onrecord.core.selectors import Span
from onrecord.linking.resolution import resolve
from tests.linking.invented import REGISTER, document


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def saying(read: Document, source: str, content: str, mention: Mention | None) -> Attribution:
    return Attribution(
        source=(span(read.text, source),) if source else (),
        cue=(),
        content=(span(read.text, content),),
        form=Form.INDIRECT,
        segment=read.segments[0],
        mention=mention,
    )


def named(read: Document, words: str, name: str, title: str | None = None) -> Mention:
    return Mention(
        span=span(read.text, words),
        type=EntityType.PERSON,
        chain=len(words),
        name=name,
        title=title,
    )


def test_a_statement_has_speaker_topics_and_a_stable_id() -> None:
    read = document("Ada Vale said Karsia must face sanctions.")
    vale = named(read, "Ada Vale", "Ada Vale")
    karsia = Mention(span=span(read.text, "Karsia"), type=EntityType.GPE, chain=9, name="Karsia")
    analysis = Analysis(
        mentions=(vale, karsia),
        attributions=(saying(read, "Ada Vale", "Karsia must face sanctions", vale),),
    )

    reading = resolve(read, analysis, REGISTER)

    (statement,) = reading.statements
    assert statement.speaker is not None
    assert statement.speaker.id == "ada-vale"
    assert statement.speaker_kind is SpeakerKind.PERSON
    assert set(statement.topics) >= {"karsia", "sanctions"}
    assert [m.entity for m in reading.mentions] == ["ada-vale", "karsia"]
    assert {r.id for _, r in reading.entities} == {"ada-vale", "karsia"}
    assert resolve(read, analysis, REGISTER) == reading


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("A senior official", SpeakerKind.UNNAMED),
        ("critics", SpeakerKind.UNNAMED),
        ("Two officials familiar with the talks", SpeakerKind.UNNAMED),
        ("voters", SpeakerKind.GROUP),
        ("the harbour", None),
    ],
)
def test_a_source_without_a_name_keeps_its_words(source: str, kind: SpeakerKind | None) -> None:
    read = document(f"{source} said it rained.")
    analysis = Analysis(attributions=(saying(read, source, "it rained", None),))

    (statement,) = resolve(read, analysis, REGISTER).statements

    assert statement.speaker is None
    assert statement.speaker_kind is kind
    assert statement.description == source


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Ada Vale's spokesman Ngua Teleki", "ngua-teleki"),
        ("A lawyer for Ada Vale, Ngua Teleki,", "ngua-teleki"),
        ("Ada Vale's lawyer", None),
        ("the Ada Vale campaign", "vale-campaign"),
        ("Ada Vale", "ada-vale"),
    ],
)
def test_the_head_of_the_source_speaks(source: str, expected: str | None) -> None:
    read = document(f"{source} said it rained.")
    people = [named(read, "Ada Vale", "Ada Vale")]
    if "Teleki" in source:
        people.append(named(read, "Ngua Teleki", "Ngua Teleki", "spokesman"))
    first = None if source.startswith("A lawyer") else people[0]
    analysis = Analysis(
        mentions=tuple(people), attributions=(saying(read, source, "it rained", first),)
    )

    (statement,) = resolve(read, analysis, REGISTER).statements

    assert (statement.speaker.id if statement.speaker else None) == expected


def test_a_ministry_goes_with_its_country() -> None:
    read = document("Karsia’s Foreign Ministry said it rained.")
    karsia = Mention(span=span(read.text, "Karsia"), type=EntityType.GPE, name="Karsia")
    ministry = Mention(
        span=span(read.text, "Foreign Ministry"), type=EntityType.ORG, name="Foreign Ministry"
    )
    item = saying(read, "Karsia’s Foreign Ministry", "it rained", karsia)
    analysis = Analysis(mentions=(karsia, ministry), attributions=(item,))

    (statement,) = resolve(read, analysis, REGISTER).statements

    assert statement.speaker is not None
    assert statement.speaker.name == "Karsia's Foreign Ministry"


def test_i_is_whoever_says_it() -> None:
    read = document("“It rains, I think,” Ada Vale said.")
    vale = named(read, "Ada Vale", "Ada Vale")
    outer = saying(read, "Ada Vale", "“It rains, I think,”", vale)
    inner = saying(read, "I", "It rains", None)
    analysis = Analysis(mentions=(vale,), attributions=(inner, outer))

    speakers = {s.speaker.id for s in resolve(read, analysis, REGISTER).statements if s.speaker}

    assert speakers == {"ada-vale"}
    assert len(resolve(read, analysis, REGISTER).statements) == 2


@pytest.mark.parametrize(
    ("label", "expected", "kind"),
    [
        ("Q", None, SpeakerKind.UNNAMED),
        ("VALE", "ada-vale", SpeakerKind.PERSON),
        ("MS. VALE", "ada-vale", SpeakerKind.PERSON),
        ("MR. TELEKI", None, SpeakerKind.PERSON),
    ],
)
def test_the_label_of_a_turn_names_the_speaker(
    label: str, expected: str | None, kind: SpeakerKind
) -> None:
    text = f"{label}: It rained."
    read = document(text, kind=Kind.TRANSCRIPT)
    turn = Segment(
        kind=SegmentKind.TURN,
        span=span(text, "It rained."),
        speaker=label,
        label=span(text, label),
    )
    item = Attribution(
        source=(span(text, label),), cue=(), content=(turn.span,), form=Form.DIRECT, segment=turn
    )

    (statement,) = resolve(read, Analysis(attributions=(item,)), REGISTER).statements

    assert (statement.speaker.id if statement.speaker else None) == expected
    assert statement.speaker_kind is kind


def test_the_author_of_a_post_speaks() -> None:
    read = document("It rained.", kind=Kind.POST, author="@adavale")
    item = saying(read, "", "It rained.", None)

    (statement,) = resolve(read, Analysis(attributions=(item,)), REGISTER).statements

    assert statement.speaker is not None
    assert statement.speaker.name == "Ada Vale"
    assert statement.said == Edtf("2018-07-16")


def test_an_account_whose_words_a_post_passes_on_speaks() -> None:
    read = document("RT @brenn: It rained.", kind=Kind.POST, author="@adavale")
    item = saying(read, "@brenn", "It rained.", None)

    (statement,) = resolve(read, Analysis(attributions=(item,)), REGISTER).statements

    assert statement.speaker is not None
    assert statement.speaker.name == "brenn"


def test_an_action_has_actor_and_targets() -> None:
    read = document("Ada Vale expelled two Karsian envoys.")
    vale = named(read, "Ada Vale", "Ada Vale")
    karsian = Mention(span=span(read.text, "Karsian"), type=EntityType.NORP, name="Karsian")
    event = Event(
        spans=(read.segments[0].span,),
        trigger=span(read.text, "expelled"),
        type="sanction",
        instrument="expulsion",
        status=Status.DONE,
        actor=vale,
        targets=(karsian,),
    )

    reading = resolve(read, Analysis(mentions=(vale, karsian), events=(event,)), REGISTER)

    (action,) = reading.actions
    assert action.actor is not None
    assert action.actor.id == "ada-vale"
    assert action.target == ("karsia",)
    assert action.topics[0] == "karsia"


def test_a_name_of_a_person_is_no_topic() -> None:
    read = document("Ada Vale said Otto Karsia would pay, and a Karsian bank would not.")
    vale = named(read, "Ada Vale", "Ada Vale")
    otto = named(read, "Otto Karsia", "Otto Karsia")
    first = saying(read, "Ada Vale", "Otto Karsia would pay", vale)
    second = saying(read, "Ada Vale", "a Karsian bank would not", vale)
    analysis = Analysis(mentions=(vale, otto), attributions=(first, second))

    statements = resolve(read, analysis, REGISTER).statements

    assert ["karsia" in s.topics[:1] for s in statements] == [True, True]
    alone = document("Ada Vale said Otto Karsia would pay.")
    otto = named(alone, "Otto Karsia", "Otto Karsia")
    item = saying(alone, "Ada Vale", "Otto Karsia would pay", vale)
    (statement,) = resolve(
        alone, Analysis(mentions=(vale, otto), attributions=(item,)), REGISTER
    ).statements
    assert "karsia" not in statement.topics
