"""Label and strength by the rubric; shifts; abstention."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core.document import Kind
from onrecord.core.evidence import Factuality
from onrecord.core.findings import Evidence, Position
from onrecord.synthesis.occasions import occasions, sources
from onrecord.synthesis.positions import lean_of, position, shifts
from onrecord.synthesis.selection import select_evidence, subject_of
from tests.synthesis.worlds import KARSIA, OKORO, REGISTER, VALE, done, from_papers, said, told_also

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
    found = held(*from_papers(*evidence))

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
    found = held(*from_papers(*evidence))

    assert (found.label, found.strength) == (None, None)
    assert "Not enough evidence" in found.why


def test_a_day_counts_once_however_much_is_told_of_it() -> None:
    one_day = [
        said(f"Vale {{said}} [“Sentence {n} of the speech.”]", on="2019-03-01", lean=-0.8)
        for n in range(5)
    ]

    assert held(*from_papers(*one_day)).label is None
    assert len(occasions(one_day, SUBJECT)) == 1


@pytest.mark.parametrize(
    ("dates", "number"),
    [
        (("2019-03-01", "2019-03-02"), 2),
        # a vague date may be of a day that is told already
        (("2019-03-01", "2019-03"), 1),
        (("2019-03-01", "2019"), 1),
        (("2019-03-01", "2019-04", "2019"), 2),
        (("2019", "2018", "2017"), 3),
    ],
)
def test_occasions_are_days_that_are_certainly_apart(dates: tuple[str, ...], number: int) -> None:
    told = [said(f"Vale {{said}} [“Number {n}.”]", on=on, lean=-0.8) for n, on in enumerate(dates)]

    assert len(occasions(told, SUBJECT)) == number


def test_words_and_deeds_of_one_day_are_two_occasions() -> None:
    told = [
        said("Vale {said} [“Never.”]", on="2019-03-01", lean=-0.8),
        done("[Vale closed the strait]", on="2019-03-01", lean=-0.6),
    ]

    assert [o.deed for o in occasions(told, SUBJECT)] == [False, True]


def test_one_article_gives_no_label_however_much_it_tells() -> None:
    found = held(*words(*[-0.8] * 9))

    assert (found.label, found.strength) == (None, None)
    assert "9 occasions from 1 source." in found.why
    assert found.reasons


def test_a_label_of_two_sources_is_weak() -> None:
    evidence = words(*[-0.8] * 9)
    two = [*evidence[:5], from_papers(*evidence)[5], *evidence[6:]]

    assert held(*two).strength == "weak"


def test_sources_are_independent_in_text_and_publisher() -> None:
    one, other = words(-0.8, -0.7)

    assert sources([one, other]) == 1  # one publisher
    assert sources(from_papers(one, other)) == 2
    assert sources([told_also(one, "wire"), told_also(other, "wire")]) == 1
    wire = [told_also(item, "wire") for item in from_papers(one, other)]
    assert sources(wire) == 1  # one text in two papers
    posts = [of_kind(item, Kind.POST) for item in (one, other)]
    assert sources(posts) == 2


def of_kind(item: Evidence, kind: Kind) -> Evidence:
    return replace(item, citations=(replace(item.citations[0], kind=kind),))


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


def test_a_shift_parts_many_from_many_and_not_the_extreme_few() -> None:
    evidence = words(*[1.0] * 3, *[0.3] * 4, *[-0.5] * 5)
    (shift,) = shifts(evidence, SUBJECT, "Karsia")

    # the first three differ most from the mean of the others
    assert (len(shift.before), len(shift.after)) == (7, 5)


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
