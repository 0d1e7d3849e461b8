"""What the encoder sees is marked `{ORG Harbour Watch}`, what must come of it `[ORG …]`."""

import re
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core.entities import EntityType, Gender
from onrecord.core.evidence import Mention
from onrecord.core.selectors import Span
from onrecord.extraction.entities import entity_mentions
from onrecord.extraction.entities_learned import mentions_of
from tests.extraction.seeing import ENTITIES, chain, scores, seen, words
from tests.extraction.test_entities import REGISTER, document, marked

SEEN = re.compile(r"\{(?P<kind>[A-Z]+) (?P<words>[^{}]*)\}")
LABELS = chain(ENTITIES).labels


def read(text: str, sure: float = 9.0) -> tuple[str, tuple[Mention, ...]]:
    """A text without its marks, and the mentions that come of what the encoder saw."""
    plain, spans = "", []
    at = 0
    for mark in SEEN.finditer(text):
        plain += text[at : mark.start()]
        spans.append((Span(len(plain), len(plain) + len(mark["words"])), mark["kind"]))
        plain += mark["words"]
        at = mark.end()
    plain += text[at:]
    table = scores(words(plain), LABELS, spans, sure)
    return plain, mentions_of(document(plain), REGISTER, seen(document(plain), table))


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        # names that no rule can know
        ("{ORG Brightwater} sued {PERSON Teleki}.", "[ORG Brightwater] sued [PERSON Teleki]."),
        # what the rules take for a person in two capitals is none
        ("They ate at Golden Spoon Hall.", "They ate at Golden Spoon Hall."),
        # type and extent of a name that the rules got wrong
        ("He fled to {ORG Anna Brenn Steel}.", "[PERSON He] fled to [ORG Anna Brenn Steel]."),
        # a country stays a country, a place of no register is a place
        ("From {LOC Karsia} to {LOC Lower Velm}.", "From [GPE Karsia] to [LOC Lower Velm]."),
        # a name of the register stays, though the encoder sees none
        ("The VTO met Karsian aides.", "The [ORG VTO] met [NORP Karsian] aides."),
        ("It cost Karsia$3 million.", "It cost Karsia$3 million."),
        # and keeps its type
        ("The {LOC VTO} moved.", "The [ORG VTO] moved."),
        # unless a longer name holds it
        ("The {ORG Karsia Star} wrote.", "The [ORG Karsia Star] wrote."),
        # pronouns and roles are for the rules
        (
            "{PERSON Teleki} said the {NORP Karsian} president told him.",
            "[PERSON Teleki] said [PERSON the Karsian president] told [PERSON him].",
        ),
        # titles are no names
        ("{PERSON Del}. {PERSON Anna Brenn} voted.", "Del. [PERSON Anna Brenn] voted."),
        ("{PERSON Lawmaker} urges calm.", "Lawmaker urges calm."),
        ("{PERSON Gov. Arno Teleki} left.", "Gov. [PERSON Arno Teleki] left."),
        ("Anna Brenn ({ORG R-Velm}) left.", "Anna Brenn (R-Velm) left."),
        # nor are handles, or descriptions
        ("Thanks {PERSON @}{PERSON okoro1}!", "Thanks @okoro1!"),
        ("It joined {ORG a coalition of states}.", "It joined a coalition of states."),
    ],
)
def test_encoder_and_rules_together(given_: str, expected: str) -> None:
    plain, found = read(given_)

    assert marked(plain, found) == expected


def test_what_the_encoder_makes_of_a_word_elsewhere_helps_where_it_hesitates() -> None:
    text = "Okoro-Velm grew. Okoro spoke. Okoro rose. Then Okoro left."
    of = words(text)
    places = [Span(m.start(), m.end()) for m in re.finditer("Okoro", text)]
    table = scores(of, LABELS, [(place, "PERSON") for place in places[1:]])
    (unsure,) = of.covering(places[0])
    table[unsure] = 0
    table[unsure, LABELS.index("S-LOC")] = 1.0
    table[unsure, LABELS.index("S-PERSON")] = 0.5

    found = mentions_of(document(text), REGISTER, seen(document(text), table))

    assert [m.type for m in found] == [EntityType.PERSON] * 4


def test_where_the_encoder_hesitates_a_name_begins_with_a_capital() -> None:
    text = "He left the Brightwater firm."
    of = words(text)
    table = scores(of, LABELS, [(Span(text.index("Bright"), text.index(" firm")), "ORG")])
    article, name = of.covering(Span(8, 23))
    table[article, [0, LABELS.index("B-ORG")]] = 8.8, 9.0
    table[name, LABELS.index("E-ORG")] = 9.0

    (_, found) = mentions_of(document(text), REGISTER, seen(document(text), table))

    assert found.span.of(text) == "Brightwater"


def test_in_a_text_that_is_strange_to_the_encoder_rules_weigh_more() -> None:
    text = "Aides to Anna Brenn disagreed with much of what was said there."

    at_home = read(text, sure=9.0)[1]
    strange = read(text, sure=3.0)[1]

    assert at_home == ()
    assert [m.span.of(text) for m in strange] == ["Anna Brenn"]


@pytest.mark.parametrize(
    ("text", "title", "gender"),
    [
        ("Foreign Minister {PERSON Ngua Teleki} resigned.", "foreign minister", None),
        ("Mrs. {PERSON Teleki} resigned.", "mrs.", Gender.SHE),
        ("{PERSON Anna Teleki}, the Karsian foreign minister, left.", "foreign minister", "she"),
        # but not that of another line
        ("A minister\n{PERSON Teleki} resigned.", None, None),
        ("Out went {PERSON Teleki},\nthe minister went on.", None, None),
    ],
)
def test_a_learned_person_carries_title_and_gender(
    text: str, title: str | None, gender: Gender | None
) -> None:
    _, found = read(text)

    (person,) = [m for m in found if m.name is not None and m.name.endswith("Teleki")]
    assert (person.title, person.gender) == (title, gender)


def test_names_are_written_without_possessive_and_spaced_as_the_rules_do() -> None:
    _, found = read("{PERSON John F. O’Teleki} and {ORG Brightwater}’s lawyer met.")

    assert [m.name for m in found] == ["John F. O'Teleki", "Brightwater"]


def test_no_name_goes_from_one_paragraph_into_the_next() -> None:
    plain, found = read("He met {PERSON Ngua\nTeleki} there.")

    assert all("\n" not in m.span.of(plain) for m in found)


def test_without_an_encoder_the_rules_alone() -> None:
    doc = document("Anna Brenn left Karsia.")

    assert mentions_of(doc, REGISTER, None) == entity_mentions(doc, REGISTER)


def test_nothing_in_nothing_out() -> None:
    assert mentions_of(document(""), REGISTER, seen(document(""))) == ()


@given(st.text(alphabet="aB .,'’“”S\nIvoSarow-", max_size=60), st.integers(0, 2**32 - 1))
def test_mentions_are_in_order_and_apart(text: str, seed: int) -> None:
    doc = document(text)
    shape = (len(words(text)), len(LABELS))
    table = np.random.default_rng(seed).normal(size=shape).astype(np.float32) * 4

    spans = [m.span for m in mentions_of(doc, REGISTER, seen(doc, table))]

    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(span.of(text).strip() for span in spans)
