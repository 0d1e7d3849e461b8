"""Criticism and support: what judges openly, of whom, and how surely it was read."""

from dataclasses import replace

import pytest

from onrecord.core.entities import Reference, slug
from onrecord.core.evidence import Form, Modality
from onrecord.core.findings import Evidence
from onrecord.synthesis.dossier import compose
from onrecord.synthesis.selection import weight
from tests.synthesis.worlds import KARSIA, OKORO, REGISTER, VALE, done, said


def of_vale(text: str, lean: float = -0.7, **more: object) -> Evidence:
    kind = Modality.CRITICISM if lean < 0 else Modality.PRAISE
    return said(text, by=OKORO, lean=lean, toward=VALE.id, **{"modality": kind, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("evidence", "shown"),
    [
        (of_vale("Okoro {accused} [Vale of a breach of the treaty]"), True),
        (of_vale("Okoro {said} [Vale is unfit for the office]"), True),
        (
            of_vale("Okoro {said} [“He is a coward, and the fleet knows it.”]", form=Form.DIRECT),
            True,
        ),
        # a speech that goes on to others
        (
            of_vale("Okoro {said} [“Vale asked early. They are cowards.”]", form=Form.DIRECT),
            False,
        ),
        # bad for whom it names, and no judgement
        (of_vale("Okoro {reported} [that Vale is investigated for obstruction]"), False),
        (of_vale("Okoro {said} [an inquiry into the Vale campaign would end in May]"), False),
        # of nobody, not even in words of the source
        (of_vale("They {accused} [Vale of a breach]", speaker=None, description="their"), False),
        (of_vale("They {accused} [Vale of a breach]", speaker=None, description="critics"), True),
        # it blames others
        (of_vale("Okoro {blamed} [the breach on those who wish to harm the work of Vale]"), False),
        (of_vale("Okoro {accused} [Vale of a breach]", probability=0.6), False),
        (of_vale("Okoro {accused} [Vale of a breach]", probability=0.8), True),
    ],
)
def test_criticism_judges_openly_and_was_surely_read(evidence: Evidence, shown: bool) -> None:
    assert bool(compose(VALE, KARSIA, [evidence], REGISTER).criticism) is shown


@pytest.mark.parametrize(("who", "shown"), [("NPR", False), ("Ossel Harbour Guild", True)])
def test_what_a_station_says_is_its_news(who: str, shown: bool) -> None:
    words = of_vale("The voice {said} [“Vale is a coward, and the fleet knows it.”]")
    told = replace(words, telling=replace(words.telling, speaker=Reference(slug(who), who)))

    assert bool(compose(VALE, KARSIA, [told], REGISTER).criticism) is shown


def test_support_too() -> None:
    kind = of_vale("Okoro {praised} [Vale for the treaty]", 0.7)
    told = of_vale("Okoro {said} [Vale had signed the treaty with the neighbours]", 0.7)

    found = compose(VALE, KARSIA, [kind, told], REGISTER)

    assert [item.text for item in found.support] == ["Idris Okoro praised Vale for the treaty."]


def test_who_judges_most_clearly_comes_first() -> None:
    clear = of_vale("Okoro {attacked} [Vale]")
    mild = said(
        "Brenn {said} [“She is desperate, I hear.”]",
        on="2020-01-02",
        lean=-1.0,
        toward=VALE.id,
        modality=Modality.CRITICISM,
    )
    mild = replace(mild, telling=replace(mild.telling, speaker=None, description="a rival"))

    found = compose(VALE, KARSIA, [clear, mild], REGISTER)

    assert weight(mild) > weight(clear)
    assert [item.heading for item in found.criticism] == ["Idris Okoro", "A rival"]


def test_what_was_surely_read_weighs_more_and_a_name_more_than_a_pronoun() -> None:
    sure = said("Vale {said} [the border stays shut]", probability=0.95)
    unsure = said("Vale {said} [the border stays shut]", probability=0.6)
    pronoun = said("She {said} [the border stays shut]", probability=0.95)
    deed, by_pronoun = done("[Vale shut the border]"), done("[She shut the border]")
    pronoun_before = done("She [shut the border]")

    assert weight(sure) > weight(unsure)
    assert weight(sure) > weight(pronoun)
    assert weight(deed) > weight(by_pronoun)
    assert weight(deed) > weight(pronoun_before)
