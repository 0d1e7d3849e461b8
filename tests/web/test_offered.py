"""What a search can be narrowed down by: each value leads to the same search with it added."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from onrecord.web.live import live_links
from onrecord.web.offered import offered, value_name

NAMES = {"mara-vale": "Mara Vale", "karsia": "Karsia"}


@pytest.mark.parametrize(
    "given", [{}, {"q": "a & b", "form": "direct", "since": ""}, {"q": "", "until": "2018-07"}]
)
def test_a_value_is_asked_for_beside_what_was_asked_for(given: dict[str, str]) -> None:
    counts = [("person", [("mara-vale", 1_200)]), ("publisher", [("A & B=C", 1)])]

    person, publisher = offered(counts, given, NAMES, live_links())

    ((name, address, count),) = person.choices
    assert (name, count) == ("Mara Vale", "1,200")
    asked = {key: value for key, value in given.items() if value}
    assert dict(parse_qsl(urlsplit(address).query)) == {**asked, "person": "mara-vale"}
    assert address == live_links().query("search", **given, person="mara-vale")
    assert dict(parse_qsl(urlsplit(publisher.choices[0][1]).query))["publisher"] == "A & B=C"


@pytest.mark.parametrize(
    ("values", "seen", "behind", "more"),
    [(8, 8, 0, 0), (9, 8, 1, 1), (48, 8, 40, 40), (60, 8, 40, 52)],
)
def test_rarer_values_stand_behind(values: int, seen: int, behind: int, more: int) -> None:
    counts = [("year", [(str(year), 1) for year in range(values)])]

    (facet,) = offered(counts, {}, {}, live_links())

    assert (len(facet.choices), len(facet.rarer), facet.more) == (seen, behind, more)


def test_values_have_names() -> None:
    assert value_name("topic", "karsia", NAMES) == "Karsia"
    assert value_name("person", "nobody", NAMES) == "nobody"
    assert value_name("direction", "against", NAMES) == "critical"
    assert value_name("publisher", "against", NAMES) == "against"
