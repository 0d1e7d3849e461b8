"""Where the source itself says that two do not sit together, and what one answers to critics."""

from dataclasses import replace

import pytest

from onrecord.core.evidence import Modality
from onrecord.core.findings import Evidence, Tension, TensionKind
from onrecord.synthesis.tensions import find_tensions
from tests.synthesis.worlds import BRENN, OKORO, REGISTER, SARROW, VALE, moved, said


def under(title: str, *evidence: Evidence) -> tuple[Tension, ...]:
    """The tensions of an article under a headline, which its text does not repeat."""
    headed = [
        replace(item, citations=(replace(item.citations[0], title=title),)) for item in evidence
    ]
    return find_tensions(headed, REGISTER)


VETO = said(
    "Okoro {promised} [a veto]",
    by=OKORO,
    toward=None,
    modality=Modality.THREAT,
    document="d",
)
SIGNING = moved(
    said("Vale {said} [she would sign this bill if it came to her]", toward=None, document="d"), 700
)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Vale breaks with Okoro on the ferry bill", [TensionKind.DISPUTED]),
        # the headline is on others
        ("Vale breaks with Brenn on the ferry bill", []),
        # it says nothing of the kind
        ("Vale meets Okoro on the ferry bill", []),
    ],
)
def test_a_headline_sets_two_apart(title: str, expected: list[TensionKind]) -> None:
    assert [found.kind for found in under(title, VETO, SIGNING)] == expected


WRITTEN = said(
    "Vale's office {states} [that leave is paid to married mothers only]", toward=None, document="d"
)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("However, he could not explain why the office says so.", [TensionKind.DISPUTED]),
        ("However, he was glad to explain.", []),
    ],
)
def test_a_spokesman_cannot_explain_what_his_office_wrote(
    after: str, expected: list[TensionKind]
) -> None:
    words = "leave is paid to single mothers too"
    text = f"Vale's office states that leave is paid to married mothers only. Okoro said {words}. "
    told = moved(said(f"Okoro {{said}} [{words}]", by=OKORO, toward=None, document="d"), 65)
    found = find_tensions([WRITTEN, told], REGISTER, lambda document: text + after)

    assert [tension.kind for tension in found] == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("Okoro {said} [the ports that critics point to had been closed]", [TensionKind.DISPUTED]),
        ("Okoro {said} [the ports failed to note the storm]", [TensionKind.DISPUTED]),
        # critics of something else
        ("Okoro {said} [the schools that critics point to had been closed]", []),
        # nobody is answered
        ("Okoro {said} [the ports had been closed]", []),
    ],
)
def test_an_answer_to_critics_meets_the_criticism_before_it(
    answer: str, expected: list[TensionKind]
) -> None:
    blame = said(
        "Brenn {complained} [that aid went to ports of the rich]",
        by=BRENN,
        toward=None,
        modality=Modality.CRITICISM,
        document="d",
    )
    reply = moved(said(answer, by=OKORO, toward=None, document="d"), 120)

    assert [found.kind for found in find_tensions([blame, reply], REGISTER)] == expected


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        # beside other numbers of other things
        ("[Velland had accepted 11,491 Karsian refugees, 15 ships full of them]", True),
        ("[Velland had accepted 10,050 Karsian refugees]", False),  # rounded
        ("[Velland had accepted 11,491 Karsian students]", False),
    ],
)
def test_two_numbers_of_one_thing(other: str, expected: bool) -> None:
    goal = said("Sarrow {said} [Velland had accepted 10,000 Karsian refugees]", by=SARROW)
    count = said(f"Okoro {{found}} {other}", by=OKORO, document=goal.telling.document)
    found = find_tensions([goal, moved(count, 100)], REGISTER)

    assert bool(found) is expected


@pytest.mark.parametrize(
    ("earlier", "gap", "expected"),
    [
        # on one thing of his, in one breath
        ("Vale {said} [she would not accept Brenn's endorsement]", 60, [TensionKind.REVERSAL]),
        # on another thing of his
        ("Vale {said} [she would not accept Brenn's invitation]", 60, []),
    ],
)
def test_a_mind_changes_on_one_thing_of_somebody(
    earlier: str, gap: int, expected: list[TensionKind]
) -> None:
    refusal = said(
        earlier, lean=-1.0, toward=BRENN.id, modality=Modality.DENIAL, document="d", by=VALE
    )
    thanks = said(
        "Vale {said} [she was honored by the endorsement of Brenn]",
        on="2022-06-10",
        lean=1.0,
        toward=BRENN.id,
        modality=Modality.PRAISE,
        document="d",
    )

    assert [
        found.kind for found in find_tensions([refusal, moved(thanks, gap)], REGISTER)
    ] == expected


def test_what_was_said_later_is_not_told_as_of_the_day_of_the_news() -> None:
    """Two sayings that take over one date: the one told further down is the look back."""
    text = (
        "On Friday the party met.\n\nVale endorsed Brenn.\n\n"
        + "It rained. " * 20
        + "\n\nVale called Brenn a liar."
    )
    told = {"on": "2022-06-10", "toward": BRENN.id, "document": "d"}
    backing = said(
        text.replace("endorsed Brenn", "{endorsed} [Brenn]"),
        id="backing",
        lean=0.7,
        modality=Modality.PRAISE,
        said_basis="'Friday' before 2022-06-15",
        **told,  # type: ignore[arg-type]
    )
    blame = said(
        text.replace("called Brenn a liar", "{called} [Brenn a liar]"),
        id="blame",
        lean=-0.8,
        modality=Modality.CRITICISM,
        said_basis="'Friday' before 2022-06-15",
        **told,  # type: ignore[arg-type]
    )
    (found,) = find_tensions([backing, blame], REGISTER, lambda document: text)

    assert found.sides == ((blame.id,), (backing.id,))
    assert found.explanation.startswith("Mara Vale called")
