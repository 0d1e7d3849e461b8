import pytest

from onrecord.core.document import Segment, SegmentKind
from onrecord.core.evidence import Act, Attribution, Event, Factuality, Form, Modality, Status
from onrecord.core.selectors import Span
from onrecord.linking.stance import (
    direction_of_action,
    direction_toward,
    nearby_words,
    stance_toward,
    takes_side,
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
        ("Brenn is a far stronger and greater leader than Prime Minister Okoro.", "Okoro", -1),
        ("Okoro is a far stronger and greater leader than Brenn.", "Okoro", 1),
        ("The Karsian harbour is a hoax and FAKE NEWS.", "Karsian", None),  # what is said of it is
        ("Okoro is a fake and a fraud.", "Okoro", -1),
    ],
)
def test_shows_direction_toward_a_mention(sentence: str, mention: str, expected: int) -> None:
    start = sentence.index(mention)

    assert sign(stance_toward(sentence, Span(start, start + len(mention)))) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Karsian hackers to look for the letters", None),  # what they are is nothing that is asked
        ("the Senate to punish Karsian hackers", -1),
    ],
)
def test_who_is_asked_is_not_judged_by_what_they_are(content: str, expected: int | None) -> None:
    text = f"Brenn urged {content}."
    start, place = text.index(content), text.index("Karsian")
    asked = Attribution(
        source=(Span(0, 5),),
        cue=(Span(6, 11),),
        content=(Span(start, start + len(content)),),
        form=Form.INDIRECT,
        modality=Modality.DEMAND,
        act=Act.SPEECH,
        factuality=Factuality.SAID,
        segment=Segment(kind=SegmentKind.PARAGRAPH, span=Span(0, len(text))),
    )
    assert sign(direction_toward(text, asked, [Span(place, place + 7)])) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("I will vote for the Karsian nominee, Idris Okoro", 1),
        ("I will never vote for Okoro", -1),
        ("he was not going to bow and back Okoro", -1),
        ("I did not go, but I support Okoro", 1),
        ("the mess that we blame on President Okoro", -1),
        ("she met Okoro", 0),
        ("their support was lost on Okoro", 0),
    ],
)
def test_words_before_a_name_take_a_side(sentence: str, expected: int) -> None:
    start = sentence.index("Okoro")

    side = takes_side(sentence, Span(0, len(sentence)), Span(start, len(sentence)))

    assert side == expected


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


def test_what_judges_charges_judges_nobody_beside_it_however_it_is_written() -> None:
    sentence = "The Witch Hunt of Vale was no HOAX-like plot"

    found = dict(nearby_words(sentence, Span(18, 22)))

    assert found.keys() == {"the", "of", "was", "plot"}
