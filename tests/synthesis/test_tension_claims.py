"""What one says of another's words, and how minds change on a person, within one article."""

import pytest

from onrecord.core.evidence import Modality, SpeakerKind, Status
from onrecord.core.findings import Evidence, TensionKind
from onrecord.synthesis.tensions import find_tensions
from tests.synthesis.worlds import BRENN, OKORO, REGISTER, VALE, done, moved, said

FAR = 700
"""Too far apart to be near, and still one part of an article."""


def kinds(*evidence: Evidence) -> list[TensionKind]:
    return [found.kind for found in find_tensions(evidence, REGISTER)]


BLAME = said(
    "Vale {called} [Brenn a liar and a coward]",
    lean=-0.8,
    toward=BRENN.id,
    modality=Modality.CRITICISM,
    document="d",
)
BACKING = moved(
    said(
        "Vale {endorsed} [Brenn]",
        on="2022-06-10",
        lean=0.7,
        toward=BRENN.id,
        modality=Modality.PRAISE,
        document="d",
    ),
    FAR,
)
REFUSAL = said(
    "Vale {refused to endorse} [Brenn]",
    on="2022-03-10",
    lean=-0.7,
    toward=BRENN.id,
    modality=Modality.PRAISE,
    document="d",
)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        # a look back bears no date of its own
        (BLAME, BACKING, [TensionKind.REVERSAL]),
        # praise that was refused before it was given
        (REFUSAL, BACKING, [TensionKind.REVERSAL]),
        (
            said(
                "Vale {refused to endorse} [Brenn]",
                lean=-1.0,
                toward=BRENN.id,
                modality=Modality.DENIAL,
                document="d",
            ),
            BACKING,
            [TensionKind.REVERSAL],
        ),
        # for and against in one breath
        (BLAME, moved(BACKING, 60 - FAR), []),
        # a remark of somebody is not the person
        (
            said(
                "Vale {called} [Brenn's remark a disgrace]",
                lean=-0.8,
                toward=BRENN.id,
                modality=Modality.CRITICISM,
                document="d",
            ),
            BACKING,
            [],
        ),
        # another document says nothing of which came first
        (
            said(
                "Vale {called} [Brenn a liar and a coward]",
                lean=-0.8,
                toward=BRENN.id,
                modality=Modality.CRITICISM,
                document="e",
            ),
            BACKING,
            [],
        ),
    ],
)
def test_minds_change_on_a_person(
    first: Evidence, second: Evidence, expected: list[TensionKind]
) -> None:
    assert kinds(first, second) == expected


def test_a_date_that_no_word_near_the_saying_tells_is_taken_over() -> None:
    text = (
        f"Vale called Brenn a liar and a coward.\n\n{'It rained. ' * 60}\n\n"
        "On Friday, Vale endorsed Brenn."
    )
    blame = said(
        text.replace("called", "{called}").replace(
            "Brenn a liar and a coward", "[Brenn a liar and a coward]"
        ),
        on="2022-06-09",
        lean=-0.8,
        toward=BRENN.id,
        modality=Modality.CRITICISM,
        document="d",
        said_basis="'Friday' before 2022-06-15",
    )
    backing = said(
        text.replace("endorsed Brenn", "{endorsed} [Brenn]"),
        on="2022-06-10",
        lean=0.7,
        toward=BRENN.id,
        modality=Modality.PRAISE,
        document="d",
        said_basis="'Friday' before 2022-06-15",
    )
    dated = text.replace("called", "on Friday called")

    assert len(find_tensions([blame, backing], REGISTER, lambda document: text)) == 1
    # both said on Friday, as far as is known: for and against on one day
    assert find_tensions([blame, backing], REGISTER, lambda document: dated) == ()


PRAISED = said(
    "Vale {praised} [Brenn as a man of his word]",
    on="2017-06-10",
    lean=0.7,
    toward=BRENN.id,
    modality=Modality.PRAISE,
)
REGRET = said("Vale {said} [“I was wrong about Brenn.”]", on="2022-06-10", document="d")


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        # sorry for an own view of somebody
        (
            PRAISED,
            said(
                "Vale {said} [“I was wrong about Brenn, a man without a word.”]",
                on="2022-06-10",
                lean=-0.2,
                toward=BRENN.id,
            ),
            [TensionKind.REVERSAL],
        ),
        # "wrong" is said of something else than of whom the earlier words judge
        (
            said(
                "Vale {said} [“I have great respect for Brenn.”]",
                on="2017-06-10",
                toward="tomas-brenn",
                lean=1.0,
            ),
            said(
                "Vale {said} [“We have been foolish. Brenn has stepped forward.”]",
                on="2018-06-10",
                toward="tomas-brenn",
                lean=-0.7,
            ),
            [],
        ),
        # that somebody else was wrong is no regret
        (
            PRAISED,
            said(
                "Vale {said} [“They were wrong about Brenn, a man of his word.”]",
                on="2022-06-10",
                lean=-0.2,
                toward=BRENN.id,
            ),
            [],
        ),
        # nor that somebody harms one's own friends
        (
            PRAISED,
            said(
                "Vale {said} [“Brenn must stop his work, which harms our friends.”]",
                on="2022-06-10",
                lean=-0.2,
                toward=BRENN.id,
            ),
            [],
        ),
        # a deed is called a mistake in the words that tell it
        (
            done("Vale called [her vote for the harbour tax] a mistake", document="d"),
            said("Vale {called} [her vote for the harbour tax a mistake]", document="d"),
            [TensionKind.REVERSAL],
        ),
        # it was called a mistake before
        (
            said(
                "Vale {said} [“It was a mistake to trust Brenn.”]",
                on="2017-06-10",
                toward=BRENN.id,
                lean=-0.8,
                modality=Modality.CRITICISM,
            ),
            said(
                "Vale {said} [“I think that to trust Brenn was a mistake.”]",
                on="2022-06-10",
                toward=BRENN.id,
                lean=-0.5,
            ),
            [],
        ),
        # both may be of one day
        (
            said(
                "Vale {praised} [Brenn as a man of his word]",
                on="2022-06",
                toward=BRENN.id,
                lean=0.7,
                modality=Modality.PRAISE,
            ),
            said(
                "Vale {said} [“I was wrong about Brenn, who is no man of his word.”]",
                on="2022-06-10",
                toward=BRENN.id,
                lean=-0.2,
            ),
            [],
        ),
        # a meeting with somebody is not what one was wrong about
        (
            done("[Vale meets Premier Brenn in Ossel]", on="2018-07-16", lean=0.3),
            said("Vale {said} [“I was wrong about Premier Brenn.”]", on="2022-06-10"),
            [],
        ),
    ],
)
def test_regrets(earlier: Evidence, later: Evidence, expected: list[TensionKind]) -> None:
    assert kinds(earlier, later) == expected


@pytest.mark.parametrize(
    ("praise", "blame", "expected"),
    [
        # a word of the content or of the report says it
        ("Vale {said} [“We support Brenn.”]", "Vale {said} [“We oppose Brenn.”]", True),
        ("Vale {praised} [Brenn]", "Vale {blasted} [Brenn]", True),
        # none does
        ("Vale {said} [“We support Brenn.”]", "Vale {said} [“Brenn has a boat.”]", False),
        ("Vale {said} [“Brenn has a boat.”]", "Vale {said} [“We oppose Brenn.”]", False),
        # another's words are handed on
        (
            "Vale {said} [Brenn said that he supports the boats]",
            "Vale {said} [“We oppose Brenn.”]",
            False,
        ),
    ],
)
def test_a_change_of_mind_on_a_person_is_plain_on_both_sides(
    praise: str, blame: str, expected: bool
) -> None:
    found = kinds(
        said(praise, on="2017-06-10", toward=BRENN.id, lean=0.7, modality=Modality.PRAISE),
        said(blame, on="2022-06-10", toward=BRENN.id, lean=-0.7, modality=Modality.CRITICISM),
    )

    assert found == ([TensionKind.REVERSAL] if expected else [])


def test_a_change_of_mind_on_an_issue_is_plain_on_both_sides() -> None:
    def on_harbours(words: str, on: str, lean: float) -> Evidence:
        return said(f"Vale {{said}} [“{words}”]", on=on, lean=lean, about=("sanctions",))

    before = on_harbours("We support the sanctions on Karsian harbours.", "2017-06-10", 0.7)
    plain = on_harbours("We oppose the sanctions on Karsian harbours.", "2022-06-10", -0.7)
    unclear = on_harbours("The sanctions on Karsian harbours are old.", "2022-06-10", -0.7)

    assert kinds(before, plain) == [TensionKind.REVERSAL]
    assert kinds(before, unclear) == []


FEARS = said(
    "Vale {said} [the harbour tax could bring retaliation by Karsia]", toward=None, document="d"
)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Okoro {said} [the chancellor's claims about retaliation are unfounded]", True),
        ("Okoro {said} [the chancellor's claims about the weather are unfounded]", False),
        ("Okoro {said} [the chancellor spoke about retaliation]", False),
        # whom a claim is about is not what it claims
        ("Okoro {said} [claims of a pact between Karsia and the harbour are false]", False),
        ("Okoro {said} [claims of a tax by Karsia and the harbour are false]", True),
    ],
)
def test_a_rebuttal_takes_up_the_claim_some_paragraphs_before(words: str, expected: bool) -> None:
    rebuttal = moved(said(words, by=OKORO, document="d"), FAR)
    found = find_tensions([FEARS, rebuttal], REGISTER)

    assert [(t.kind, set(t.sides)) for t in found] == (
        [(TensionKind.DISPUTED, {(FEARS.id,), (rebuttal.id,)})] if expected else []
    )


ARGUED = said("Vale {argued} [that the council is second-guessing the harbour court]", document="d")


@pytest.mark.parametrize(
    ("charge", "expected"),
    [
        # who is charged is named, and what they said is taken up
        (
            "Okoro {said} [that is hypocrisy, because Vale fought the harbour court for years]",
            [TensionKind.REVERSAL],
        ),
        # another one is charged
        ("Okoro {said} [that is hypocrisy, because Brenn fought the harbour court for years]", []),
        # no charge
        ("Okoro {said} [that is odd, because Vale fought the harbour court for years]", []),
    ],
)
def test_a_charge_of_hypocrisy_stands_beside_the_words(
    charge: str, expected: list[TensionKind]
) -> None:
    assert kinds(ARGUED, moved(said(charge, by=OKORO, document="d"), 100)) == expected


def test_a_charge_of_a_broken_pledge_is_held_against_what_was_not_done() -> None:
    charge = said(
        "Delegates {asked} [how Vale could turn back on a pledge to back the nominee]",
        by=None,
        document="d",
    )
    refused = moved(
        done("[Vale refused to endorse Brenn]", status=Status.NOT_DONE, document="d"), FAR
    )
    backed = moved(done("[Vale endorsed Brenn]", document="d"), FAR)
    (found,) = find_tensions([charge, refused], REGISTER)

    assert (found.kind, found.sides, found.person) == (
        TensionKind.UNKEPT,
        ((charge.id,), (refused.id,)),
        VALE.id,
    )
    assert find_tensions([charge, backed], REGISTER) == ()


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("Okoro {noted} [that Vale at first supported the harbour tax]", [TensionKind.DISPUTED]),
        # what somebody is attacked for is not a claim that they said so
        ("Okoro {attacked} [Vale for her support of the harbour tax]", []),
        # the same position
        ("Okoro {noted} [that Vale at first opposed the harbour tax]", []),
        # somebody else's position
        ("Okoro {noted} [that Brenn at first supported the harbour tax]", []),
    ],
)
def test_a_claim_of_a_stance_meets_the_own_words(claim: str, expected: list[TensionKind]) -> None:
    own = said(
        "Vale {said} [she was totally against that levy]",
        speaker_kind=SpeakerKind.PERSON,
        document="d",
    )

    assert kinds(moved(said(claim, by=OKORO, document="d"), 100), own) == expected


def test_words_that_tell_nothing_are_no_stance() -> None:
    claim = said(
        "Okoro {noted} [that Vale at first supported the harbour tax]", by=OKORO, document="d"
    )
    own = said("Vale {denounced} [it]", speaker_kind=SpeakerKind.PERSON, document="d")

    assert kinds(moved(claim, 100), own) == []


def test_a_pledge_is_told_by_the_reporting_word_and_what_came_of_it_by_a_pronoun() -> None:
    promise = said("Vale had {promised} [to publish the letters]", document="d")
    undone = moved(
        done(
            "[They have not been published]",
            by=None,
            status=Status.NOT_DONE,
            sort="disclosure",
            document="d",
        ),
        60,
    )

    assert kinds(promise, undone) == [TensionKind.UNKEPT]
    assert kinds(said("Vale {spoke of} [the letters]", document="d"), undone) == []


def test_a_denial_does_not_take_up_what_is_only_mentioned() -> None:
    denial = said(
        "Brenn {denied} [any part in the raid]",
        by=BRENN,
        modality=Modality.DENIAL,
        document="d",
    )
    mentioned = said("Okoro {had warned} [Vale of the raid in early July]", by=OKORO, document="d")
    told = said("Okoro {said} [Karsian ships raided Ossel in early July]", by=OKORO, document="d")

    assert kinds(denial, moved(mentioned, 150)) == []
    assert kinds(denial, moved(told, 150)) == [TensionKind.DISPUTED]


@pytest.mark.parametrize(
    ("earlier", "expected"),
    [
        ("Vale {wrote} [an attack on the islands will come]", [TensionKind.REVERSAL]),
        ("Vale {wrote} [an attack on the herald]", []),  # another attack
    ],
)
def test_who_denies_having_said_a_thing_repeats_it(
    earlier: str, expected: list[TensionKind]
) -> None:
    denial = said(
        "Vale {wrote} [that she never said an attack on the islands will come]", on="2018-04-12"
    )

    assert kinds(said(earlier, on="2018-03-03"), denial) == expected
