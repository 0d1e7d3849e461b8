"""One deed told differently by sources that do not copy each other."""

import pytest

from onrecord.core.evidence import Status
from onrecord.core.findings import Evidence, TensionKind
from onrecord.synthesis.tensions import find_tensions
from tests.synthesis.worlds import KARSIA, OKORO, REGISTER, VALE, done

TWELVE = done("[Vale expelled 12 Karsian envoys]", on="2022-06-10", lean=-0.6)


def kinds(*evidence: Evidence) -> list[TensionKind]:
    return [found.kind for found in find_tensions(evidence, REGISTER)]


@pytest.mark.parametrize(
    ("other", "disputed"),
    [
        (done("[Vale expelled 14 Karsian envoys]", on="2022-06-10", lean=-0.6), True),
        (done("[Vale threw out fourteen envoys of Karsia]", on="2022-06", lean=-0.6), True),
        (
            done(
                "[Vale did not expel any of the Karsian envoys]",
                on="2022-06-10",
                lean=0.6,
                status=Status.NOT_DONE,
            ),
            True,
        ),
        (done("[Vale expelled twelve Karsian envoys]", on="2022-06-20", lean=-0.6), True),
        # a day apart is the clock's doing, a year apart another deed
        (done("[Vale expelled twelve Karsian envoys]", on="2022-06-11", lean=-0.6), False),
        (done("[Vale expelled twelve Karsian envoys]", on="2023-06-20", lean=-0.6), False),
        (done("[Vale expelled 14 Karsian envoys]", on="2022-06-20", lean=-0.6), False),
        # another deed, another count
        (done("[Vale hit 14 Karsian firms]", on="2022-06-10", lean=-0.6, sort="tariff"), False),
        (done("[Vale expelled Karsian envoys]", on="2022-06-10", lean=-0.6), False),
        (done("[Okoro expelled 14 Karsian envoys]", by=OKORO, on="2022-06-10", lean=-0.6), False),
    ],
)
def test_another_number_or_day_or_outcome_is_disputed(other: Evidence, disputed: bool) -> None:
    assert kinds(TWELVE, other) == [TensionKind.DISPUTED] * disputed
    assert kinds(other, TWELVE) == [TensionKind.DISPUTED] * disputed


def test_copies_of_one_report_do_not_dispute_each_other() -> None:
    one = done("[Vale expelled 12 Karsian envoys]", on="2022-06-10", lean=-0.6, document="d")
    other = done("[Vale expelled 14 Karsian envoys]", on="2022-06-10", lean=-0.6, document="d")

    assert kinds(one, other) == []


@pytest.mark.parametrize(
    ("sort", "tellers", "disputed"),
    [
        ("assault", ("a", "b"), True),
        # both may have done it, unless it is one's word against the other's
        ("assault", (None, "b"), False),
        ("sanction", ("a", "b"), False),
    ],
)
def test_two_who_blame_each_other_dispute_who_did_it(
    sort: str, tellers: tuple[str | None, str | None], disputed: bool
) -> None:
    one, other = (
        done(
            f"[{who.name} shelled the harbour of Ossel]",
            by=who,
            on="2022-06-10",
            lean=-0.9,
            sort=sort,
            target=("ossel",),
            told_by=teller,
        )
        for who, teller in zip((VALE, KARSIA), tellers, strict=True)
    )

    assert (TensionKind.DISPUTED in kinds(one, other)) is disputed
