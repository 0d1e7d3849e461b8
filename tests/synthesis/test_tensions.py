"""Records that do not sit together, and those that do."""

from itertools import permutations

import pytest

from onrecord.core.evidence import Modality, Status
from onrecord.core.findings import Evidence, TensionKind
from onrecord.synthesis.tensions import find_tensions
from tests.synthesis.worlds import BRENN, OKORO, REGISTER, SARROW, VALE, done, moved, said

FISHING = ("karsia", "fishing")
SANCTIONS = ("karsia", "sanctions")

NEVER = said(
    "Vale {said} [“Velland will never share the herring grounds with Karsia.”]",
    on="2019-03-01",
    lean=-0.8,
    about=FISHING,
)
SHARE = said(
    "Vale {said} [“Velland and Karsia will share the herring grounds fairly.”]",
    on="2022-06-14",
    lean=0.7,
    about=FISHING,
)
PLEDGE = said(
    "Vale {vowed} [to impose sanctions on Karsia within a month]",
    on="2019-03-01",
    lean=-0.7,
    about=SANCTIONS,
    modality=Modality.THREAT,
)
NOT_IMPOSED = done(
    "[The sanctions on Karsia were never imposed]",
    on="2019-09",
    lean=0.24,
    about=SANCTIONS,
    status=Status.NOT_DONE,
)
LIFTED = done(
    "[Vale lifted the sanctions on Karsian harbours]",
    on="2019-06-01",
    lean=0.6,
    about=SANCTIONS,
    sort="lifting of sanctions",
)
STAY = said(
    "Vale {said} [“The sanctions on Karsian harbours are right and they bite.”]",
    on="2019-05-01",
    lean=-0.7,
    about=SANCTIONS,
)
MINISTER = said(
    "Sarrow {said} [“The sanctions on Karsian harbours were a mistake of ours.”]",
    by=SARROW,
    on="2019-05-03",
    lean=0.6,
    about=SANCTIONS,
)
CUT = said(
    "Vale {said} [Karsian trawlers cut the Vellish nets off Ossel]", on="2019-02-03", lean=-0.5
)
NOT_CUT = said(
    "Brenn {denied} [Karsian trawlers had not cut any Vellish nets off Ossel]",
    by=BRENN,
    on="2019-02-04",
    toward=None,
    modality=Modality.DENIAL,
)


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        (NEVER, SHARE, TensionKind.REVERSAL),
        (PLEDGE, NOT_IMPOSED, TensionKind.UNKEPT),
        (PLEDGE, LIFTED, TensionKind.UNKEPT),
        (STAY, LIFTED, TensionKind.SAID_VS_DID),
        (STAY, MINISTER, TensionKind.PRINCIPAL_VS_OFFICIAL),
        (CUT, NOT_CUT, TensionKind.DISPUTED),
    ],
)
def test_finds_each_kind(first: Evidence, second: Evidence, kind: TensionKind) -> None:
    (found,) = find_tensions([second, first], REGISTER)

    assert (found.kind, found.sides) == (kind, ((first.id,), (second.id,)))
    assert found.probability is not None
    assert 0.4 <= found.probability <= 0.95


@pytest.mark.parametrize(
    "evidence",
    [
        [],
        [NEVER],
        # of another mind on another issue
        [NEVER, said("Vale {said} [“Karsian theatre is fine.”]", on="2022-06-14", lean=0.7)],
        # somebody else's words are no reversal
        [
            NEVER,
            said("Okoro {said} [“We share the herring grounds.”]", by=OKORO, on="2022", lean=0.7),
        ],
        # a threat that was carried out
        [
            PLEDGE,
            done("[Vale imposed sanctions on Karsia]", on="2019-03-20", lean=-0.6, about=SANCTIONS),
        ],
        # the deed was before the pledge
        [
            PLEDGE,
            done("[Vale lifted sanctions on Karsia]", on="2018-01-01", lean=0.6, about=SANCTIONS),
        ],
        # a promise not to do what was not done
        [
            said(
                "Vale {promised} [to spare Karsia sanctions]",
                on="2019-03-01",
                lean=0.7,
                about=SANCTIONS,
                modality=Modality.PROMISE,
            ),
            NOT_IMPOSED,
        ],
        # one quotation under two names is a mistake of a source, not a dispute
        [
            said("Vale {said} [“It was not our trawlers that cut all those nets off Ossel.”]"),
            said(
                "Brenn {said} [“It was not our trawlers that cut all those nets off Ossel.”]",
                by=BRENN,
                modality=Modality.DENIAL,
            ),
        ],
    ],
)
def test_finds_none_where_records_sit_together(evidence: list[Evidence]) -> None:
    assert find_tensions(evidence, REGISTER) == ()


def test_a_source_that_says_walked_back_is_believed() -> None:
    threat = said("Vale {threatened} [the Karsian admiral]", modality=Modality.THREAT, document="d")
    back = moved(
        done(
            "[Vale walked back her threat]",
            status=Status.REVERSED,
            document="d",
            sort="change of course",
        ),
        300,
    )
    (found,) = find_tensions([threat, back], REGISTER)

    assert (found.kind, found.sides) == (TensionKind.UNKEPT, ((threat.id,), (back.id,)))


def test_despite_between_a_deed_and_words_joins_them() -> None:
    deed = done("[Vale signed the harbour act]", document="d", sort="legislation")
    words = moved(
        said("Vale {called} [it “a foolish paper”]", document="d"),
        len(deed.exact) + 20,
        before=", despite calling ",
    )
    (found,) = find_tensions([deed, words], REGISTER)

    assert found.kind is TensionKind.SAID_VS_DID
    assert found.sides == ((words.id,), (deed.id,))


def test_tensions_do_not_depend_on_the_order() -> None:
    evidence = [NEVER, SHARE, PLEDGE, NOT_IMPOSED]
    expected = find_tensions(evidence, REGISTER)

    assert len(expected) == 2
    assert all(find_tensions(order, REGISTER) == expected for order in permutations(evidence))


def test_the_explanation_holds_both_sides_and_dates() -> None:
    (found,) = find_tensions([NEVER, SHARE], REGISTER)

    assert found.explanation == (
        "On March 1, 2019, Mara Vale said: “Velland will never share the herring grounds with "
        "Karsia.” But on June 14, 2022, Mara Vale said: “Velland and Karsia will share the "
        "herring grounds fairly.”"
    )
    assert (found.issue, found.person) == ("fishing", VALE.id)
