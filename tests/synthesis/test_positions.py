"""Label and strength by the rubric; shifts; abstention."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core.evidence import Factuality
from onrecord.core.findings import Evidence, Position
from onrecord.synthesis.positions import lean_of, occasions, position, shifts
from onrecord.synthesis.selection import select_evidence, subject_of
from tests.synthesis.worlds import KARSIA, OKORO, REGISTER, VALE, done, said

SUBJECT = subject_of(KARSIA, VALE, REGISTER)


def held(*evidence: Evidence) -> Position:
    return position(select_evidence(VALE, SUBJECT, evidence))


def words(*leans: float, text: str = "On day {n} we spoke of the strait") -> list[Evidence]:
    return [
        said(f"Vale {{said}} [“{text.format(n=n)}”]", on=f"2019-{n + 1:02d}-01", lean=lean)
        for n, lean in enumerate(leans)
    ]


def deeds(*leans: float) -> list[Evidence]:
    return [
        done(f"[Vale did deed number {n}]", on=f"2020-{n + 1:02d}-01", lean=lean)
        for n, lean in enumerate(leans)
    ]


@pytest.mark.parametrize(
    ("evidence", "label", "strength"),
    [
        (words(-0.8, -0.7, -0.9), "confrontation", "weak"),
        (words(-0.8, -0.7, -0.9, -0.6) + deeds(-0.6), "confrontation", "moderate"),
        (words(*[-0.8] * 6) + deeds(-0.6, -0.9), "confrontation", "strong"),
        (words(0.8, 0.7) + deeds(0.6), "partnership", "weak"),
        (words(-0.4, -0.3, 0.1), "firmness", "weak"),
        (words(0.4, 0.3, -0.1), "engagement", "weak"),
        (words(-0.8, -0.7, -0.6) + deeds(0.6, 0.7), "hard words, conciliatory deeds", "moderate"),
        (words(0.8, 0.7) + deeds(-0.6, -0.6), "conciliatory words, hard deeds", "weak"),
        (words(0.4, -0.4, 0.3, -0.3), "mixed signals", "weak"),
        (words(0.1, 0.0, -0.1), "no clear lean", "weak"),
        (
            words(0.5, -0.6, 0.7, text="A deal on the strait, if they pay, number {n}")
            + deeds(-0.6, 0.5),
            "transactional engagement",
            "moderate",
        ),
    ],
)
def test_labels_follow_from_the_rubric(evidence: list[Evidence], label: str, strength: str) -> None:
    found = held(*evidence)

    assert (found.label, found.strength) == (label, strength)
    assert all(reason.citations for reason in found.reasons)


@pytest.mark.parametrize(
    "evidence",
    [
        [],
        words(-0.8, -0.8),
        # undated, without direction, toward another, or not said: none of it counts
        [*words(-0.8, -0.8), said("Vale {said} [“Never again with them.”]", lean=-1.0)],
        [*words(-0.8, -0.8), said("Vale {said} [“We shall see.”]", on="2020-01-01")],
        [
            *words(-0.8, -0.8),
            said("Vale {said} [“Okoro lies.”]", on="2020-01-01", lean=-1.0, toward="idris-okoro"),
        ],
        [
            *words(-0.8, -0.8),
            said(
                "Vale {said} [“Never.”]",
                on="2020-01-01",
                lean=-1.0,
                factuality=Factuality.HYPOTHETICAL,
            ),
        ],
        [*words(-0.8, -0.8), said("Okoro {said} [“No.”]", by=OKORO, on="2020-01-01", lean=-1.0)],
    ],
)
def test_abstains_on_thin_evidence(evidence: list[Evidence]) -> None:
    found = held(*evidence)

    assert (found.label, found.strength) == (None, None)
    assert "Not enough evidence" in found.why


def test_what_one_document_tells_of_one_day_counts_once() -> None:
    one_day = [
        said(
            f"Vale {{said}} [“Sentence {n} of the speech.”]",
            on="2019-03-01",
            lean=-0.8,
            document="d",
        )
        for n in range(5)
    ]

    assert held(*one_day).label is None
    assert len(occasions(one_day, SUBJECT)) == 1


def test_leaders_and_bodies_stand_for_their_country() -> None:
    for target in ("tomas-brenn", "karsian-navy"):
        evidence = said("Vale {said} [“Thugs.”]", on="2019-01-01", lean=-1.0, toward=target)
        assert SUBJECT.direction(evidence) == -1.0


def test_rivals_at_home_do_not_stand_for_the_own_country() -> None:
    own = subject_of(KARSIA.__class__("velland", "Velland"), VALE, REGISTER)

    assert own.ids == {"velland"}


def test_a_shift_has_a_date_and_evidence_on_both_sides() -> None:
    before, after = words(-0.8, -0.7, -0.9), deeds(0.6, 0.7, 0.5)
    (shift,) = shifts([*before, *after], SUBJECT, "Karsia")

    assert shift.when.text == "2019-03-01/2020-01-01"
    assert set(shift.before) == {e.id for e in before}
    assert set(shift.after) == {e.id for e in after}
    assert (shift.direction_before, shift.direction_after) == (-0.8, 0.6)


@pytest.mark.parametrize(
    "evidence",
    [
        words(-0.8, -0.7, -0.9, -0.8, -0.7, -0.9),  # no change
        words(-0.8, -0.7) + deeds(0.6, 0.7),  # too few on each side
        words(-0.2, -0.2, -0.2) + deeds(0.2, 0.2, 0.2),  # too small
    ],
)
def test_no_shift_without_enough_on_both_sides(evidence: list[Evidence]) -> None:
    assert shifts(evidence, SUBJECT, "Karsia") == ()


@given(st.lists(st.floats(-1, 1), max_size=12), st.randoms())
def test_positions_do_not_depend_on_the_order(leans: list[float], random: object) -> None:
    evidence = words(*leans)
    shuffled = list(evidence)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert held(*evidence) == held(*shuffled)
    assert lean_of(occasions(evidence, SUBJECT)) in (-1, 0, 1)
