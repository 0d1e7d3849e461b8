import pytest

from onrecord.components import data_table
from onrecord.core.document import Segment, SegmentKind
from onrecord.core.entities import EntityType
from onrecord.core.evidence import Attribution, Event, Form, LinkedMention, Modality, Status
from onrecord.core.selectors import Span
from onrecord.linking.stance import (
    direction_of_action,
    direction_of_statement,
    hand_weight,
    nearby_words,
    stance_toward,
    weight_of,
)


def sign(direction: float | None) -> int | None:
    return None if direction is None else (direction > 0) - (direction < 0)


@pytest.mark.parametrize(
    ("sentence", "mention", "expected"),
    [
        ("Brenn praised Okoro as a brave and honest leader.", "Okoro", 1),
        ("Brenn called Okoro a corrupt liar.", "Okoro", -1),
        ("Okoro arrived in Ostrin at noon.", "Okoro", None),
        ("We have been very tough on Karsia.", "Karsia", -1),
        ("Nobody has been tougher on Karsia than I.", "Karsia", -1),
        ("We get along with Karsia.", "Karsia", 1),
        ("Okoro is not a great leader.", "Okoro", -1),
    ],
)
def test_shows_direction_toward_a_mention(sentence: str, mention: str, expected: int) -> None:
    start = sentence.index(mention)

    assert sign(stance_toward(sentence, Span(start, start + len(mention)))) == expected


def statement(text: str, modality: Modality) -> Attribution:
    return Attribution(
        source=(),
        cue=(),
        content=(Span(0, len(text)),),
        form=Form.INDIRECT,
        segment=Segment(kind=SegmentKind.PARAGRAPH, span=Span(0, len(text))),
        modality=modality,
    )


def linked(text: str, *names: str) -> tuple[LinkedMention, ...]:
    spans = [Span(text.index(name), text.index(name) + len(name)) for name in names]
    return tuple(LinkedMention(span, EntityType.PERSON, span.of(text).lower()) for span in spans)


@pytest.mark.parametrize(
    ("content", "names", "modality", "expected"),
    [
        ("Okoro is a corrupt liar", ("Okoro",), Modality.CRITICISM, ("okoro", -1)),
        # no word that blames, but it was called criticism, and there is one target only
        ("Okoro had been there", ("Okoro",), Modality.CRITICISM, ("okoro", -1)),
        ("Okoro had met Brenn", ("Okoro", "Brenn"), Modality.CRITICISM, (None, None)),
        ("Okoro had been there", ("Okoro",), Modality.ASSERTION, (None, None)),
        # words and modality disagree
        ("Okoro is a corrupt liar", ("Okoro",), Modality.PRAISE, (None, None)),
        # nobody is the target of the own words
        ("Vale is a great leader", ("Vale",), Modality.PRAISE, (None, None)),
        ("nobody is named, and it is terrible", (), Modality.CRITICISM, (None, None)),
    ],
)
def test_finds_target_and_direction_of_a_statement(
    content: str,
    names: tuple[str, ...],
    modality: Modality,
    expected: tuple[str | None, int | None],
) -> None:
    target, direction = direction_of_statement(
        content, statement(content, modality), linked(content, *names), "vale"
    )

    assert (target, sign(direction)) == expected


@pytest.mark.parametrize(
    ("kind", "instrument", "status", "expected"),
    [
        ("sanction", "sanction", Status.DONE, -0.6),
        ("sanction", "lifting of sanctions", Status.DONE, 0.6),
        ("sanction", "sanction", Status.NOT_DONE, 0.24),
        ("aid", None, Status.ANNOUNCED, 0.49),
        ("other", "appointment", Status.DONE, None),
    ],
)
def test_directs_a_deed_by_type_and_status(
    kind: str, instrument: str | None, status: Status, expected: float | None
) -> None:
    event = Event(
        spans=(Span(0, 4),), trigger=Span(0, 4), type=kind, instrument=instrument, status=status
    )

    assert direction_of_action(event, ("karsia", "tressia")) == ("karsia", expected)
    assert direction_of_action(event, ()) == (None, expected)


def test_learned_words_do_not_contradict_the_hand_made_lexicon() -> None:
    words = [word for level in data_table("stance_words.toml").values() for word in level.split()]

    assert words
    assert [word for word in words if weight_of(word) * hand_weight(word) < 0] == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("good Okoro", [("good", True)]),
        ("not good for Okoro", [("good", False), ("for", False)]),
        # a negation reaches three words, and names themselves do not count
        (
            "not a very very good Okoro",
            [("a", False), ("very", False), ("very", False), ("good", True)],
        ),
    ],
)
def test_reads_words_near_a_mention_with_their_negation(
    sentence: str, expected: list[tuple[str, bool]]
) -> None:
    start = sentence.index("Okoro")
    found = nearby_words(sentence, Span(start, len(sentence)))

    assert [(word, nearness > 0) for word, nearness in found] == expected
