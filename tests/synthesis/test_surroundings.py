"""What ties evidence to a topic that its own words do not name."""

import pytest

from onrecord.core.entities import Reference
from onrecord.synthesis.selection import focused, select_evidence, subject_of
from onrecord.synthesis.surroundings import surroundings
from tests.synthesis.worlds import KARSIA, REGISTER, VALE, said


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            "One. Two of it. Three, she said, ",
            " at noon. Four.",
            "Two of it. Three, she said, X at noon.",
        ),
        ("One of Mr. Brenn's. ", ".\n\nFour.", "One of Mr. Brenn's. X."),
        ("One.\n\nTwo of it.\n\n", "", "Two of it. X"),
        ("", " at noon", " X at noon"),
    ],
)
def test_the_sentence_and_the_one_before(before: str, after: str, expected: str) -> None:
    evidence = said(f"{before}[X]{after}", document="d")
    text = before + "X" + after

    (found,) = surroundings(evidence, {evidence.citations[0].selector.document: text}.get)

    assert found == expected


def test_without_the_document_what_is_kept_beside_the_words() -> None:
    (found,) = surroundings(said("Vale {said} [“No.”]"), lambda document: None)

    assert found == "Vale said “No.”"


@pytest.mark.parametrize(
    ("before", "shown"),
    [
        ("Vale met envoys of Karsia. ", True),
        ("Vale met envoys of Karsia. She left. ", False),
        ("Vale met envoys of Karsia, and she left. ", True),
    ],
)
def test_what_stands_further_off_the_topic_is_not_shown(before: str, shown: bool) -> None:
    on = said("Vale {said} [“Karsia must go.”]", document="other")
    beside = said(f"{before}Vale {{said}} [“Enough is enough.”]", document="d")
    text = f"{before}Vale said “Enough is enough.”"
    selection = select_evidence(VALE, subject_of(KARSIA, VALE, REGISTER), [on, beside])

    found = focused(selection, {beside.citations[0].selector.document: text}.get)

    assert (beside in found.words) is shown
    assert on in found.words


@pytest.mark.parametrize(("others", "shown"), [(9, True), (10, False)])
def test_where_enough_names_the_topic_nothing_else_is_shown(others: int, shown: bool) -> None:
    on = [said(f"Vale {{said}} [“Karsia must go {i} times.”]") for i in range(others)]
    beside = said("Vale met envoys of Karsia. Vale {said} [“Enough is enough.”]", document="d")
    selection = select_evidence(VALE, subject_of(KARSIA, VALE, REGISTER), [*on, beside])

    assert (beside in focused(selection).words) is shown


def test_where_nothing_names_the_topic_all_is_shown() -> None:
    beside = said("Vale {said} [“Enough is enough.”]")
    topic = Reference("herring", "herring")
    selection = select_evidence(VALE, subject_of(topic, VALE, REGISTER), [beside])

    assert focused(selection).words == (beside,)
