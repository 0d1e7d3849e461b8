import pytest

from onrecord.core.document import Document
from onrecord.core.entities import EntityType
from onrecord.core.evidence import Mention
from onrecord.core.selectors import Span
from onrecord.linking.people import Resolver, people_of
from tests.linking.invented import REGISTER, document


def mention(read: Document, words: str, kind: EntityType, **known: object) -> Mention:
    start = read.text.index(words)
    return Mention(span=Span(start, start + len(words)), type=kind, **known)  # type: ignore[arg-type]


def linked(text: str, words: str, kind: EntityType, **known: object) -> str | None:
    published = known.pop("published", "2018-07-16")
    read = document(text, published)  # type: ignore[arg-type]
    found = mention(read, words, kind, **known)
    reference = Resolver(read, (found,), people_of(REGISTER)).reference(found)
    return reference.id if reference else None


@pytest.mark.parametrize(
    ("words", "known", "expected"),
    [
        ("Ada Vale", {"name": "Ada Vale"}, "ada-vale"),
        ("Vale", {"name": "Vale"}, "ada-vale"),  # an alias
        ("Brenn", {"name": "Brenn"}, "brenn"),  # a surname alone is not enough
        ("Brenn", {"name": "Brenn", "title": "president"}, "tomas-brenn"),  # with the title it is
        ("Ngua J. Teleki", {"name": "Ngua J. Teleki"}, "ngua-teleki"),  # nobody the register knows
        ("he", {}, None),
    ],
)
def test_people_by_name(words: str, known: dict[str, str], expected: str | None) -> None:
    text = f"So it is that {words} spoke."

    assert linked(text, words, EntityType.PERSON, chain=1, **known) == expected


@pytest.mark.parametrize(
    ("words", "title", "published", "expected"),
    [
        ("the Vellander president", "president", "2018-07-16", "ada-vale"),
        ("the Vellander president", "president", "2021-01-01", "tomas-brenn"),
        ("the Karsian leader", "leader", "2018-07-16", "ivo-sarrow"),
        ("the Karsian leader", "leader", None, None),  # when is not known
        ("the president", "president", "2018-07-16", None),  # of which country?
        ("the former Vellander president", "president", "2021-01-01", None),
    ],
)
def test_people_by_office(
    words: str, title: str, published: str | None, expected: str | None
) -> None:
    text = f"On that day {words} spoke."

    assert linked(text, words, EntityType.PERSON, title=title, published=published) == expected


@pytest.mark.parametrize(
    ("words", "kind", "expected"),
    [
        ("VTO", EntityType.ORG, "velland-trade-office"),
        ("Harbour Council", EntityType.ORG, "harbour-council"),
        ("Karsgrad", EntityType.GPE, "karsia"),
        ("Karsians", EntityType.NORP, "karsia"),
        ("Democrats", EntityType.NORP, "democrats"),
        ("Tressia", EntityType.GPE, None),  # not in the register
    ],
)
def test_bodies_and_countries(words: str, kind: EntityType, expected: str | None) -> None:
    assert linked(f"We saw that {words} spoke.", words, kind, name=words) == expected


def test_a_surname_shared_by_two_is_nobody_and_hides_nobody() -> None:
    read = document("Ada Vale and Brenn spoke. Then the president left.")
    vale = mention(read, "Ada Vale", EntityType.PERSON, name="Ada Vale", chain=0)
    shared = mention(read, "Brenn", EntityType.PERSON, name="Brenn", title="president")
    role = mention(read, "the president", EntityType.PERSON, title="president")
    resolver = Resolver(read, (vale, shared, role), people_of(REGISTER))

    assert resolver.reference(shared) is None
    found = resolver.reference(role)
    assert found is not None
    assert found.id == "ada-vale"
