"""Who speaks for whom, by offices held at the time and by whose behalf."""

import pytest

from onrecord.core.entities import Office, Organisation, Person, Reference, Register
from onrecord.core.findings import Evidence
from onrecord.synthesis.officials import Officials
from tests.synthesis.worlds import OKORO, REGISTER, SARROW, VALE, done, said

MINISTRY = Reference("ministry-of-the-sea", "Ministry of the Sea")
COURIER = Reference("ossel-courier", "Ossel Courier")
VALE_START = REGISTER.people[0].offices[0].start


@pytest.mark.parametrize(
    ("evidence", "principals"),
    [
        (said("Sarrow {said} [“No.”]", by=SARROW, on="2019-01-01"), {"mara-vale"}),
        # before her time in office
        (said("Sarrow {said} [“No.”]", by=SARROW, on="2015-01-01"), set()),
        # undated: the day of publication tells
        (said("Sarrow {said} [“No.”]", by=SARROW, published="2016-05-01"), set()),
        (said("Vale {said} [“No.”]", by=VALE, on="2019-01-01"), set()),
        (said("Okoro {said} [“No.”]", by=OKORO, on="2019-01-01"), set()),
        (said("{said} [“No.”]", by=None, on="2019-01-01"), set()),
    ],
)
def test_offices_tell_whose_official_one_is(evidence: Evidence, principals: set[str]) -> None:
    assert Officials([evidence], REGISTER).principals(evidence) == principals


def test_agencies_speak_for_the_leader_and_newspapers_do_not() -> None:
    register = REGISTER.joined(
        Register(
            organisations=(
                Organisation(id=MINISTRY.id, name=MINISTRY.name, country="velland"),
                Organisation(id=COURIER.id, name=COURIER.name, country="velland"),
            )
        )
    )
    by_ministry, by_paper = (
        said("It {said} [“No.”]", by=body, on="2019-01-01") for body in (MINISTRY, COURIER)
    )
    officials = Officials([by_ministry, by_paper], register)

    assert officials.principals(by_ministry) == {"mara-vale"}
    assert officials.principals(by_paper) == frozenset()


def test_who_acts_on_behalf_is_on_that_side() -> None:
    deed = done("[The harbour board closed the port]", by=MINISTRY, behalf=VALE)
    officials = Officials([deed], Register())

    assert officials.sides(deed) == ("mara-vale", MINISTRY.id)


def test_a_predecessor_is_not_spoken_for() -> None:
    before = Person(
        id="old-hand",
        name="Otto Hand",
        offices=(Office(title="chancellor", of="velland", end=VALE_START),),
    )
    words = said("Sarrow {said} [“No.”]", by=SARROW, on="2019-01-01")
    officials = Officials([words], REGISTER.joined(Register(people=(before,))))

    assert officials.principals(words) == {"mara-vale"}
