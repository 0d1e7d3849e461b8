import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core.edtf import Edtf
from onrecord.core.entities import Office, Organisation, Person, Register, Topic, TopicKind, slug


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Anna Vale", "anna-vale"),
        ("Ana Válé-Ökoro", "ana-vale-okoro"),
        ("J. R. O'Brenn, Jr.", "j-r-o-brenn-jr"),
        ("Анна Вале", "анна-вале"),
        ("under_score", "under-score"),
        ("…", ""),
    ],
)
def test_slug(name: str, expected: str) -> None:
    assert slug(name) == expected


@given(st.text())
def test_a_slug_is_its_own_slug(name: str) -> None:
    made = slug(name)

    assert slug(made) == made
    assert not made.startswith("-")
    assert not made.endswith("-")


def test_a_joined_register_prefers_the_other() -> None:
    vale, newer = Person(id="v", name="Vale"), Person(id="v", name="Anna Vale")
    okoro = Person(id="o", name="Okoro")
    velland = Topic(id="velland", name="Velland", kind=TopicKind.COUNTRY)
    union = Organisation(id="union", name="Union")

    joined = Register(people=(vale, okoro), topics=(velland,)).joined(
        Register(people=(newer,), organisations=(union,))
    )

    assert joined == Register(people=(newer, okoro), organisations=(union,), topics=(velland,))


@pytest.mark.parametrize(
    ("at", "held", "ended"),
    [
        ("2015", False, False),
        ("2017", True, False),
        ("2018-03-01", False, True),
        ("2018", True, False),  # until March
        ("2019", False, True),
    ],
)
def test_an_office_is_held_from_its_first_day_to_before_its_last(
    at: str, held: bool, ended: bool
) -> None:
    office = Office(title="mayor", start=Edtf("2016-05"), end=Edtf("2018-03-01"))

    assert (office.holds_in(Edtf(at)), office.ended_by(Edtf(at))) == (held, ended)


@pytest.mark.parametrize(
    ("office", "title", "expected"),
    [
        ("president", "president", True),
        ("press secretary", "secretary", True),
        ("vice president", "president", False),
        ("deputy foreign minister", "foreign minister", False),
        ("secretary", "press secretary", False),
    ],
)
def test_a_title_may_mean_an_office(office: str, title: str, expected: bool) -> None:
    assert Office(title=office).is_called(title) is expected
