import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core.quantities import differ, quantities


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("expelled 12 diplomats", {"diplomats": 12}),
        ("expelled twelve Karsian diplomats on Friday", {"diplomats": 12}),
        ("sent forty-two people home", {"people": 42}),
        ("lent 1.5 billion crowns to Tressia", {"crowns": 1.5e9}),
        ("moved 1,200 troops and 30 tanks", {"troops": 1200, "tanks": 30}),
        # a bound, a year, a day and a single thing count nothing
        ("expelled more than 50 diplomats", {}),
        ("at least 12 guards were hurt", {}),
        ("signed in 2018 the treaties", {}),
        ("on March 12 ministers met", {}),
        ("on 12 March ministers met", {}),
        ("expelled one diplomat", {}),
        ("the two of them met", {}),
        ("", {}),
    ],
)
def test_counts_what_a_number_stands_before(text: str, expected: dict[str, float]) -> None:
    assert quantities(text) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("expelled 12 diplomats", "expelled 14 diplomats", True),
        ("expelled 12 diplomats", "expelled twelve diplomats", False),
        ("expelled 12 diplomats", "expelled 14 spies", False),
        ("expelled 12 diplomats", "expelled diplomats", False),
    ],
)
def test_accounts_differ_when_they_count_one_thing_otherwise(
    one: str, other: str, expected: bool
) -> None:
    assert differ(quantities(one), quantities(other)) is expected
    assert differ(quantities(other), quantities(one)) is expected


@given(st.text(alphabet="ab12,. -twohundred", max_size=40))
def test_reads_anything_and_agrees_with_itself(text: str) -> None:
    found = quantities(text)

    assert not differ(found, found)
    assert all(number >= 2 for number in found.values())
