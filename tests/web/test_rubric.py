"""The rubric as readers see it."""

import pytest

from onrecord.components import data_bytes
from onrecord.web.rubric import Section, rubric_sections
from tests.web.examples import RUBRIC


def part(title: str | None) -> Section:
    (found,) = [section for section in rubric_sections(RUBRIC) if section.title == title]
    return found


def test_entries_become_a_table_with_conditions_in_words() -> None:
    labels = part("Labels")

    assert labels.note == "A label needs all of its conditions."
    assert labels.table
    assert labels.table.head == ("Label", "Spread", "When")
    assert labels.table.rows == (
        ("pragmatic rapprochement", "yes", "words at least 0.2 and deeds at most −0.25"),
        ("no clear lean", "", "always"),
    )


def test_settings_stand_under_the_comment_that_explains_them() -> None:
    days, words = part("Tensions").rules

    assert days.note == "Records lie at least so many days apart, and at most so many."
    assert [(s.name, s.value) for s in days.settings] == [("days apart", "30"), ("days kept", "90")]
    assert words.note == "Words of giving and taking."
    assert [(s.name, s.words, s.is_long) for s in words.settings] == [("bargaining", 13, True)]


def test_a_comment_apart_from_what_follows_explains_nothing() -> None:
    (rule,) = part(None).rules

    assert rule.note is None
    assert [(s.name, s.value) for s in rule.settings] == [("fewest items", "3")]


@pytest.mark.parametrize("text", ["", "# Nothing.\n"])
def test_an_empty_rubric_has_no_parts(text: str) -> None:
    assert rubric_sections(text) == ()


def test_every_comment_of_our_own_rubric_is_shown() -> None:
    text = data_bytes("rubric.toml").decode("utf-8")
    sections = rubric_sections(text)

    notes = [section.note for section in sections]
    notes += [rule.note for section in sections for rule in section.rules]
    shown = " ".join(note for note in notes if note)
    comments = [line.lstrip("# ") for line in text.splitlines() if line.startswith("#")]
    assert comments[1:]
    assert all(comment in shown for comment in comments[1:])  # the first is about the file
