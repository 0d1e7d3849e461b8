"""Where words stand on a policy, and what says nothing of it."""

from dataclasses import replace

import pytest

from onrecord.core.entities import Reference, Register, Topic, TopicKind
from onrecord.core.evidence import Factuality, Form, Modality, Status
from onrecord.core.findings import Evidence
from onrecord.linking.register import builtin_register
from onrecord.synthesis.dossier import compose
from onrecord.synthesis.policies import policies, stand_on
from tests.synthesis.worlds import VALE, done, from_papers, said

TRADE = Reference("trade", "trade")
REGISTER = Register(topics=(Topic(id="trade", name="trade", kind=TopicKind.ISSUE),))


@pytest.mark.parametrize(
    ("policy", "evidence", "sign"),
    [
        # a verb of the reporting words, or of the words reported
        ("trade", said("Vale {opposes} [free trade with Karsia]"), -1),
        ("trade", said("Vale {supported} [the tariffs on Karsian steel]"), -1),
        ("trade", said("Vale {opposed the council and supported} [the tariffs]"), -1),
        ("trade", said("Vale {railed against} [the tariffs on Karsian steel]"), 1),
        ("trade", said("Vale {refused to support} [the trade deal]"), -1),
        ("trade", said("Vale {said} [she would stop any trade deal that costs jobs]"), -1),
        ("trade", said("Vale {said} [she would not scrap the trade deal]"), 1),
        ("immigration", said("Vale {pledged} [to oppose legal status for migrants]"), -1),
        ("immigration", said("Vale {blasted} [Okoro for his support of amnesty]"), -1),
        ("immigration", said("Vale {slammed} [Okoro for opposing amnesty]"), 1),
        # what is meant to be done
        (
            "immigration",
            said("Vale {vowed} [to build a border wall]", modality=Modality.PROMISE),
            -1,
        ),
        ("trade", said("Vale {called for} [steep tariffs]", modality=Modality.DEMAND), -1),
        ("trade", said("Vale {said} [“I will sign the trade deal.”]", form=Form.DIRECT), 1),
        ("immigration", said("Vale {said} [that deportations should be stopped]"), 1),
        # a judgement
        ("trade", said("Vale {said} [free trade is a disaster]"), -1),
        ("trade", said("Vale {said} [free trade is not a disaster]"), 1),
        ("health-care", said("Vale {criticised} [Obamacare as a crazy system]"), -1),
        # what follows a measure undoes it
        ("health-care", said("Vale {backed} [Medicare cuts]"), -1),
        # a deed, and one that was not done
        ("trade", done("[Vale imposed tariffs on Karsian steel]"), -1),
        ("trade", done("[Vale will impose tariffs]", status=Status.REVERSED), 1),
        ("trade", done("[Vale dropped the tariffs]", status=Status.REVERSED), 1),
    ],
)
def test_takes_a_side(policy: str, evidence: Evidence, sign: int) -> None:
    found = stand_on(policy, evidence)

    assert found is not None
    assert found * sign > 0


@pytest.mark.parametrize(
    ("policy", "evidence"),
    [
        # nothing of it, or a policy that nobody knows
        ("trade", said("Vale {said} [“There will be no talks.”]")),
        ("herring", said("Vale {opposes} [free trade]")),
        # only told, asked, denied, or never said
        ("trade", said("Vale {said} [the tariffs were imposed in May]")),
        ("trade", said("Vale {asked} [about tariffs]", modality=Modality.QUESTION)),
        ("trade", said("Vale {denied} [supporting tariffs]", modality=Modality.DENIAL)),
        ("trade", said("Vale {might support} [tariffs]", factuality=Factuality.HYPOTHETICAL)),
        # another's
        ("trade", said("Vale {said} [Okoro supports the tariffs]")),
        ("trade", said("Vale {said} [“They want tariffs.”]", form=Form.DIRECT)),
        ("trade", said("Vale {said} [that the guild opposes tariffs]")),
        # under a condition, or behind another clause
        ("trade", said("Vale {said} [she would go if tariffs were imposed]")),
        ("trade", said("Vale {said} [that she may leave unless Karsia ends the tariffs]")),
        ("trade", said("Vale {said} [“If we impose tariffs, we lose.”]", form=Form.DIRECT)),
        ("trade", said("Vale {said} [“Should we impose tariffs?”]", form=Form.DIRECT)),
        ("trade", said("Vale {said} [that she knew the men who blocked tariffs]")),
        (
            "immigration",
            said("Vale {slammed} [the ruling that blocked the plan to admit migrants]"),
        ),
        # something that a measure only describes, or is spoken on
        ("immigration", said("Vale {vowed} [to fix the immigration system]")),
        ("trade", said("Vale {backed} [the trade deals and labor laws]")),
        ("lgbt-rights", said("Vale {opposes} [the transgender bathroom law]")),
        ("trade", said("Vale {pledged} [to act on tariffs]", modality=Modality.PROMISE)),
        ("trade", said("Vale {would speak about} [tariffs]", modality=Modality.PLAN)),
        (
            "immigration",
            said("Vale {demanded} [papers about the plan to fund a border wall]"),
        ),
        # in a speech, what goes on after a comma is another's; a measure is only told of
        ("trade", said("Vale {said} [“Okoro is weak, and wants a trade deal.”]", form=Form.DIRECT)),
        (
            "health-care",
            said(
                "Vale {said} [“Obamacare will cost a lot.”]",
                form=Form.DIRECT,
                modality=Modality.PLAN,
            ),
        ),
        ("immigration", said("Vale {slammed} [the remarks about migrants]")),
        ("trade", said("Vale {gave an answer about} [tariffs]")),
        ("trade", said("Vale {supported} [the report about tariffs]")),
        # both ways
        ("trade", said("Vale {said} [“I oppose tariffs. I will sign the tariffs.”]")),
    ],
)
def test_says_nothing_where_it_is_not_clear(policy: str, evidence: Evidence) -> None:
    assert stand_on(policy, evidence) is None


def test_each_policy_says_what_being_for_it_means() -> None:
    assert all(policy.meaning.startswith("that ") for policy in policies().values())


def test_each_policy_is_a_topic_of_the_register() -> None:
    issues = {t.id for t in builtin_register().topics if t.kind is TopicKind.ISSUE}

    assert set(policies()) <= issues


def test_a_position_on_a_policy_says_what_for_means() -> None:
    words = [
        said(f"Vale {{called for}} [{what}]", on=day, about=("trade",), modality=Modality.DEMAND)
        for what, day in (
            ("tariffs on steel", "2031-01-01"),
            ("tariffs on nets", "2031-02-01"),
            ("tariffs on salt", "2031-03-01"),
        )
    ]

    dossier = compose(VALE, TRADE, from_papers(*words), REGISTER)

    assert dossier.position.label == "opposition"
    assert "“for” means that trade is made free" in dossier.position.why
    assert dossier.sides == ("against", "for")
    assert [point.direction < 0 for point in dossier.chart] == [True] * 3


def test_nobody_is_directed_at_a_policy_by_a_target_alone() -> None:
    aimed = said("Vale {said} [“Whatever.”]", on="2031-01-01", lean=-0.9, about=("trade",))
    aimed = replace(aimed, telling=replace(aimed.telling, target="trade"))

    assert compose(VALE, TRADE, [aimed], REGISTER).chart == ()
