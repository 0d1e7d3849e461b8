"""A name finds whom the record holds, as a count of everybody would, without counting anybody."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core.entities import EntityType, Person, Reference, Register, Topic, TopicKind, slug
from onrecord.errors import RecordError, UnknownNameError
from onrecord.record.counts import topic_name
from onrecord.record.naming import SPEAKING, person_named, topic_named
from onrecord.record.store import Store
from tests.record.worlds import document, reading, statement

NAMES = ("Anna Vale", "A. Vale", "Ben Okoro", "Okoro", "Vale", "Velland Post", "Karsians")
TYPES = {"Velland Post": EntityType.ORG, "Karsians": EntityType.NORP}
REGISTER = Register(
    people=(Person(id="anna-vale", name="Anna Vale", aliases=("The Gatekeeper",)),),
    topics=(Topic(id="harbours", name="Ports", kind=TopicKind.ISSUE, words=("quay",)),),
)
ASKED = (*NAMES, "vale", "anna-vale", "The Gatekeeper", "Gatekeeper", "Teleki")


def told(store: Store, number: int, name: str, longer: str = "") -> None:
    """Add what one of a name says; `longer` is a fuller name under the same id."""
    of = document(f"“The gate number {number} is shut.” It rained.")
    who = Reference(slug(name), longer or name)
    one = statement(of, f"“The gate number {number} is shut.”", speaker=who)
    kind = TYPES.get(name, EntityType.PERSON)
    store.add(replace(reading(of, one), entities=((kind, who),)))


def found(store: Store, name: str) -> str:
    try:
        return str(person_named(store, REGISTER, name))
    except UnknownNameError as error:
        return str(error)


def counted(store: Store, name: str) -> str:
    """Whom a name means among all who are counted."""
    held = {person.id: person.name for person in store.people(SPEAKING)}
    key = slug(name)
    key = key if key in held or key not in ("the-gatekeeper",) else "anna-vale"
    key = store.merges()[key].id if key in store.merges() else key
    bearers = [who for who in held if who.rsplit("-", 1)[-1] == key]
    key = bearers[0] if key not in held and len(bearers) == 1 else key
    return str(Reference(key, held[key])) if key in held else "nobody"


@given(
    st.lists(st.sampled_from(NAMES), max_size=5),
    st.lists(st.permutations([slug(name) for name in NAMES[:5]]).map(lambda p: p[:2]), max_size=3),
)
def test_a_name_means_whom_a_count_of_all_would_find(
    speakers: list[str], merges: list[list[str]]
) -> None:
    with Store.open(":memory:", create=True) as store:
        for number, name in enumerate(speakers):
            told(store, number, name, longer=f"{name} II" if number == 3 else "")
        for person, meant in merges:
            try:
                store.merge(person, meant)
            except RecordError:  # merged already, or in a circle
                continue

        for name in ASKED:
            expected, given_ = counted(store, name), found(store, name)
            assert given_ == expected or (expected, given_[:23]) == (
                "nobody",
                "the record holds no per",
            )


def test_several_of_a_surname_are_told_of() -> None:
    with Store.open(":memory:", create=True) as store:
        for number, name in enumerate(("Anna Vale", "Mara Vale", "Mara Vale")):
            told(store, number, name)

        with pytest.raises(UnknownNameError, match='did you mean "Mara Vale", "Anna Vale"'):
            person_named(store, Register(), "Vale")


def test_a_topic_goes_by_its_names() -> None:
    with Store.open(":memory:", create=True) as store:
        of = document("“The gate is shut.” It rained.")
        one = statement(of, "“The gate is shut.”", topics=("harbours", "north-gate", "velland"))
        store.add(reading(of, one))

        assert store.shelf().topic_ids() == ("harbours", "north-gate", "velland")
        for name, expected in (
            ("ports", "Ports"),
            ("quay", "Ports"),
            ("harbours", "Ports"),
            ("North Gate", topic_name("north-gate")),
        ):
            assert topic_named(store, REGISTER, name).name == expected
        with pytest.raises(UnknownNameError, match='no topic "karsia"'):
            topic_named(store, REGISTER, "karsia")


def test_an_empty_record_holds_no_topic() -> None:
    with Store.open(":memory:", create=True) as store:
        assert store.shelf().topic_ids() == ()


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("Mara Vail", 'did you mean "Mara Vale"?'),
        ("Vael", 'did you mean "Mara Vale"?'),
        ("Mr. Mody", 'did you mean "Tom Moody"?'),
        ("nobody", "'onrecord people' lists what it holds"),
        ("nobody-at-val", "'onrecord people' lists what it holds"),
        ("Ada Moodiness", "'onrecord people' lists what it holds"),
        ("mara-vale-of-velland", "'onrecord people' lists what it holds"),
        ("", "'onrecord people' lists what it holds"),
    ],
)
def test_only_names_that_may_be_meant_are_suggested(name: str, advice: str) -> None:
    with Store.open(":memory:", create=True) as store:
        for number, who in enumerate(("Mara Vale", "Tom Moody", "TMoody2")):
            told(store, number, who)

        assert found(store, name).endswith(f": {advice}")
