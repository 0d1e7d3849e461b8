"""Records that do not sit together, and those that do."""

from itertools import permutations

import pytest

from onrecord.core.entities import Reference
from onrecord.core.evidence import Modality, SpeakerKind, Status
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
    "Brenn {denied} [that Karsian trawlers had cut any Vellish nets off Ossel]",
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


WOULD = said("Vale {said} [“I see no reason why it would be Karsia.”]", on="2018-07-16")
WOULD_NOT = said("Vale {said} [“I see no reason why it would not be Karsia.”]", on="2018-07-17")
NO_HERRING = said(
    "Vale {said} [“From May we will not buy one herring from Karsia.”]",
    modality=Modality.PROMISE,
    published="2019-03-01",
)
AGENCY = Reference("fisheries-agency", "Fisheries Agency")
BOUGHT = said(
    "The agency {said} [Velland bought 310 crates of Karsian herring in June]",
    by=AGENCY,
    on="2019-07-01",
    speaker_kind=SpeakerKind.ORGANISATION,
)
TALKS = said("Vale {said} [the islands “could be discussed” with Karsia]", on="2019-05-01")
NEVER_SAID = said(
    "Vale {wrote} [“I never said that the islands could be discussed.”]",
    on="2019-05-02",
    modality=Modality.DENIAL,
)
GOES_ON = said(
    "Vale {said} [the purchases of Karsian herring would go on]",
    on="2019-05-01",
    about=("karsia", "fishing"),
)
SHOULD_STOP = said(
    "Sarrow {said} [the purchases of herring should be stopped at once]",
    by=SARROW,
    on="2019-05-03",
    about=("karsia", "fishing"),
)


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        # the same words but for a negation, a day later
        (WOULD, WOULD_NOT, TensionKind.REVERSAL),
        (TALKS, NEVER_SAID, TensionKind.REVERSAL),
        # a body reports that the speaker's country did what the speaker said it would not do
        (NO_HERRING, BOUGHT, TensionKind.UNKEPT),
        # words of opposite ends on one matter
        (GOES_ON, SHOULD_STOP, TensionKind.PRINCIPAL_VS_OFFICIAL),
    ],
)
def test_finds_what_no_direction_tells(
    first: Evidence, second: Evidence, kind: TensionKind
) -> None:
    (found,) = find_tensions([second, first], REGISTER)

    assert (found.kind, found.sides) == (kind, ((first.id,), (second.id,)))


def test_what_is_said_after_is_not_what_is_disowned() -> None:
    disowned = said(
        "Vale {wrote} [“I never said that. The islands could not be discussed, I told the fleet.”]",
        on="2019-05-02",
        modality=Modality.DENIAL,
    )

    assert find_tensions([TALKS, disowned], REGISTER) == ()


def test_what_was_left_undone_is_held_against_the_pledge_that_is_recalled_beside_it() -> None:
    threat = said(
        "Vale {said} [“If one more trawler comes, the sanctions will be doubled.”]",
        about=SANCTIONS,
        modality=Modality.THREAT,
        published="2019-04-08",
    )
    recalled = said(
        "Vale {threatened} [to double the sanctions]",
        about=SANCTIONS,
        modality=Modality.THREAT,
        document="d",
        published="2019-09-16",
    )
    undone = moved(
        done(
            "[no new sanctions were imposed]",
            by=None,
            about=SANCTIONS,
            status=Status.NOT_DONE,
            document="d",
            published="2019-09-16",
        ),
        90,
    )
    (found,) = find_tensions([threat, recalled, undone], REGISTER)

    assert found.kind is TensionKind.UNKEPT
    assert (set(found.sides[0]), found.sides[1]) == ({threat.id, recalled.id}, (undone.id,))
    assert find_tensions([threat, undone], REGISTER) == ()  # nobody says whose deed it was


@pytest.mark.parametrize(
    "cited",
    [
        "Critics {cited} [Vellish intelligence conclusions that Karsia cut the nets]",
        "They {cited Vellish intelligence conclusions} [that Karsia cut the nets]",
    ],
)
def test_a_leader_who_hands_on_a_denial_is_held_against_the_own_agencies(cited: str) -> None:
    about = ("karsia", "fishing")
    leader = said("Vale {said} [“He said they didn't cut the nets.”]", about=about, document="d")
    agency = moved(
        said(
            cited,
            by=None,
            about=about,
            document="d",
        ),
        2000,
    )
    (found,) = find_tensions([leader, agency], REGISTER)

    assert found.kind is TensionKind.PRINCIPAL_VS_OFFICIAL
    assert found.sides == ((leader.id,), (agency.id,))


def test_a_denial_takes_up_what_was_told_before_it() -> None:
    claim = said(
        "The agency {said} [about 300 Karsian trawlers crossed the line]", by=AGENCY, document="d"
    )
    denial = moved(
        said("Brenn {denied} [the crossing]", by=BRENN, modality=Modality.DENIAL, document="d"),
        150,
        before="Brenn denied ",
    )
    (found,) = find_tensions([claim, denial], REGISTER)

    assert found.kind is TensionKind.DISPUTED
    assert {key for side in found.sides for key in side} == {claim.id, denial.id}


def test_what_shares_a_side_is_one_finding() -> None:
    again = said("Vale {said} [“I see no reason why it would not be Karsia.”]", on="2018-07-19")
    (found,) = find_tensions([WOULD, WOULD_NOT, again], REGISTER)

    assert found.sides[0] == (WOULD.id,)
    assert set(found.sides[1]) < {WOULD_NOT.id, again.id}  # said twice, it is shown once


def test_the_source_says_that_an_official_contradicted_the_leader() -> None:
    text = (
        "Vale said on Saturday that the islands “could be discussed” with Karsia. Sarrow "
        "contradicted her in an interview that a paper of Ossel printed on its second page, with a "
        "picture of the harbour. “They are not on the table,” she said."
    )
    leader = _told(text, "that the islands “could be discussed” with Karsia", VALE, "2019-05-04")
    official = _told(text, "“They are not on the table,”", SARROW, "2019-05-05")
    with_text = find_tensions([leader, official], REGISTER, lambda document: text)

    assert [t.kind for t in with_text] == [TensionKind.PRINCIPAL_VS_OFFICIAL]
    assert find_tensions([leader, official], REGISTER) == ()


def _told(text: str, words: str, by: Reference, on: str) -> Evidence:
    start = text.index(words)
    marked = f"{text[:start]}[{words}]{text[start + len(words) :]}"
    return said(marked, by=by, on=on, document="d", toward=None, about=())


@pytest.mark.parametrize(
    "evidence",
    [
        [],
        # one position in other words: "would stay" and "will not lift"
        [
            said("Vale {promised} [that the sanctions on Karsia would stay]", on="2017-02-09"),
            said(
                "Vale {said} [“The sanctions stay. We will not lift one of them.”]",
                on="2018-07-16",
            ),
        ],
        # who promises that sanctions stay has not promised new ones
        [
            said(
                "Vale {promised} [that the sanctions on Karsia would stay]",
                about=SANCTIONS,
                modality=Modality.PROMISE,
                document="d",
            ),
            moved(
                done(
                    "[no new sanctions were imposed]",
                    by=None,
                    about=SANCTIONS,
                    status=Status.NOT_DONE,
                    document="d",
                ),
                90,
            ),
        ],
        # what would be if is not held against what is
        [
            said("Vale {said} [“If they fish here, we will buy no herring.”]", on="2018-01-10"),
            said("Vale {said} [“We buy herring.”]", on="2018-03-10"),
        ],
        # who hands on what another says has not said it
        [
            said("The agency {said} [Velland bought Karsian herring]", by=AGENCY, document="d"),
            moved(said("Okoro {said} [“She said not one herring.”]", by=OKORO, document="d"), 100),
        ],
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
    official = moved(
        said(
            "Sarrow {promised} [more of the same]",
            by=SARROW,
            modality=Modality.THREAT,
            document="d",
        ),
        200,
    )
    assert find_tensions([official, back], REGISTER) == ()  # it is "her threat", and not the other


def test_despite_between_a_deed_and_words_joins_them() -> None:
    deed = done("[Vale signed the harbour act]", document="d", sort="legislation")
    words = moved(
        said(
            "Vale {called} [it “a foolish paper”]",
            document="d",
            speaker_kind=SpeakerKind.PERSON,
        ),
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
