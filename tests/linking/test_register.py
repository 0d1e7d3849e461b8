import pytest

from onrecord.core.edtf import Edtf
from onrecord.core.entities import Gender, Office, TopicKind
from onrecord.errors import OnrecordError
from onrecord.linking.register import builtin_register, parse_register
from tests.linking.invented import REGISTER


def test_reads_people_with_their_offices() -> None:
    vale = REGISTER.people[0]

    assert (vale.id, vale.gender) == ("ada-vale", Gender.SHE)
    assert vale.offices[0] == Office(
        title="president", of="velland", start=Edtf("2016-03-01"), end=Edtf("2020-03-01")
    )


def test_an_organisation_can_be_a_topic_too() -> None:
    register = parse_register(
        '[[organisation]]\nname = "Sarrow Pact"\naliases = ["SP"]\ntopic = true\n'
    )

    assert register.topics[0].kind is TopicKind.ORGANISATION
    assert register.topics[0].words == ("Sarrow Pact", "SP")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("person = [", "not valid TOML"),
        ('[[persons]]\nname = "Ada Vale"', "unknown section 'persons'"),
        ('person = "Ada Vale"', r"write \[\[person\]\]"),
        ("[[person]]\naliases = []", "person 1 of the register has no name"),
        ('[[person]]\nname = "Ada Vale"\nborn = 1960', "'Ada Vale'.*unknown field 'born'"),
        ('[[person]]\nname = "Ada Vale"\naliases = "Vale"', "not a list of texts"),
        ('[[person]]\nname = "Ada Vale"\ngender = "x"', "'Ada Vale'"),
        (
            '[[person]]\nname = "Ada Vale"\noffices = [{ title = "mayor", start = "soon" }]',
            "not an EDTF date: 'soon'",
        ),
        ('[[topic]]\nname = "Tressia"\nkind = "planet"', "'planet'"),
    ],
)
def test_says_in_one_line_what_is_wrong(text: str, complaint: str) -> None:
    with pytest.raises(OnrecordError, match=complaint) as error:
        parse_register(text)

    assert "\n" not in str(error.value)


def test_builtin_register_holds_together() -> None:
    register = builtin_register()
    known = {t.id for t in register.topics} | {o.id for o in register.organisations}

    assert {o.country for o in register.organisations if o.country} <= known
    assert len({t.id for t in register.topics if t.kind is TopicKind.COUNTRY}) > 190
    assert sum(t.kind is TopicKind.ISSUE for t in register.topics) >= 40
    ends = [o for p in register.people for o in p.offices if o.start and o.end]
    assert all(o.start.earliest <= o.end.latest for o in ends)
