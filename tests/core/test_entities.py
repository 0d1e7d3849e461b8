import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core.entities import Organisation, Person, Register, Topic, TopicKind, slug


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
