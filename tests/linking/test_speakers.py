"""Who speaks, from text to record: `[source => id]`, read by rule with an invented register."""

import re

import pytest

from onrecord.core.entities import EntityType
from onrecord.core.evidence import Mention
from onrecord.core.selectors import Span
from onrecord.linking.people import Resolver, people_of
from onrecord.linking.register import parse_register
from onrecord.reading import read_out
from tests.linking.invented import document

REGISTER = parse_register(
    """
    [[person]]
    name = "Ada Vale"
    aliases = ["Vale"]
    gender = "she"
    offices = [
      { title = "presidential nominee", of = "harbour-party", start = "2018-05", end = "2018-11" },
      { title = "senator", of = "velland", area = "Brennmark", start = "2010", end = "2018-01" },
    ]

    [[person]]
    name = "Ngua Teleki"
    gender = "he"
    offices = [
      { title = "vice presidential nominee", of = "harbour-party", start = "2018-06" },
    ]

    [[person]]
    name = "Ivo Sarrow"
    gender = "he"
    offices = [{ title = "host", of = "velland-news", start = "2010" }]

    [[organisation]]
    name = "Velland News"

    [[topic]]
    name = "Karsia"
    kind = "country"
    demonyms = ["Karsian"]
    """
)
_MARK = re.compile(r"\[([^\[\]]*) => ([\w-]+)\]")


def speakers_in(text: str, author: str | None = None) -> list[tuple[str, str | None]]:
    found = read_out(document(text, author=author), REGISTER).statements
    return [(s.source[0].of(text), s.speaker.id if s.speaker else None) for s in found if s.source]


@pytest.mark.parametrize(
    "expected",
    [
        # whose lawyer he is has been told
        "Ada Vale's lawyer, Peter Roth, left.\n[Vale's lawyer => peter-roth] said it rained.",
        "A lawyer for Ada Vale, Peter Roth, left.\n[Vale's lawyer => peter-roth] said it rained.",
        # two lawyers of one person are nobody
        "Ada Vale's lawyer, Peter Roth, and Ada Vale's lawyer, Paul Orvik, left.\n"
        "[Vale's lawyer => None] said it rained.",
        "Ada Vale left.\n[Vale's lawyer => None] said it rained.",
        # known from the offices that both stand for
        "Ada Vale left.\n[Her running mate => ngua-teleki] said it rained.",
        "[Ada Vale's campaign => vale-campaign] said it rained.",
        "The Vale campaign met.\n[The campaign => vale-campaign] said it rained.",
        # two campaigns told near by
        "The Vale campaign and the Roth campaign met with Peter Roth and Ada Vale.\n"
        "[The campaign => None] said it rained.",
        "[The Vale campaign manager => None] said it rained.",
        "Ada Vale left.\n[The former Brennmark senator => ada-vale] said it rained.",
        "It was cold.\n[Peter Roth, Karsia's envoy, => peter-roth] said it rained.",
        "It was cold.\n[The mayor of Brenn, Ada Vale, => ada-vale] said it rained.",
        # whom a clause on the source names is not the source
        "Ada Vale left.\n[The council, which met with Mayor Ada Vale, => None] said it rained.",
        "[The Karsian government => karsia] said it rained.",
        "[Karsian police => None] said it rained.",
        "[Karsia Republicans => None] said it rained.",
        "[Advisers to Mr. Vale => None] said it rained.",
    ],
)
def test_who_speaks(expected: str) -> None:
    text = _MARK.sub(r"\1", expected)
    marked = [(words, None if key == "None" else key) for words, key in _MARK.findall(expected)]

    found = speakers_in(text)

    assert [found[-1]] == marked


@pytest.mark.parametrize(
    ("network", "expected"), [("Velland News", "ivo-sarrow"), ("Karsia Radio", None)]
)
def test_a_label_is_the_host_of_the_network_that_is_named(
    network: str, expected: str | None
) -> None:
    text = f"It was told on {network}."
    read = document(text)
    named = Mention(span=Span(15, len(text) - 1), type=EntityType.ORG, name=network)
    resolver = Resolver(read, (named,), people_of(REGISTER))

    found = resolver.named("SARROW")

    assert (found.id if found else None) == expected


def test_i_is_the_author_of_an_article() -> None:
    text = "I think that it rained."

    assert speakers_in(text, author="Peter Roth") == [("I", "peter-roth")]
    assert speakers_in(text, author="Velland News") == [("I", None)]
    assert speakers_in(text) == [("I", None)]


def test_a_headline_calls_by_office_whom_the_lead_names() -> None:
    headline = "Senator says it rained"

    (found, *_) = speakers_in(f"{headline}\nSen. Peter Roth said it rained in Karsia.")
    (unclear, *_) = speakers_in(f"{headline}\nSen. Peter Roth and Sen. Paul Orvik met.")

    assert found == ("Senator", "peter-roth")
    assert unclear == ("Senator", None)
