"""What finds names in a text."""

import pytest

from onrecord.synthesis.naming import any_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He told us so.", None),
        ("The US left.", "US"),
        ("Tariffs rose.", "Tariffs"),
        ("The tariff rose.", "tariff"),
        ("Vellanders left.", "Vellanders"),
        ("Vellandia", None),
    ],
)
def test_a_name_with_a_capital_is_found_with_it_only(text: str, expected: str | None) -> None:
    found = any_of(("US", "tariff", "Vellander")).search(text)

    assert (found and found.group()) == expected
