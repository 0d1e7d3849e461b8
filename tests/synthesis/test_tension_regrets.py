"""A deed that whoever did it was against, as the same sentence tells."""

from dataclasses import replace

import pytest

from onrecord.core.evidence import Status
from onrecord.core.findings import Evidence, TensionKind
from onrecord.synthesis.tensions import find_tensions
from tests.synthesis.worlds import REGISTER, done, moved, said


def pair(between: str, content: str, status: Status = Status.DONE) -> list[Evidence]:
    """A deed, and what reports say of it right after."""
    deed = done(
        "[Vale expelled 60 Karsian envoys]",
        on="2018-03",
        sort="expulsion",
        document="d",
        status=status,
    )
    end = deed.citations[0].selector.span.end
    report = said(
        f"reports {{indicated}} [{content}]", by=None, description="reports", document="d"
    )
    start = report.citations[0].selector.span.start
    by = end + len(between) - start
    return [deed, moved(report, by, deed.exact + between)]


@pytest.mark.parametrize(
    ("between", "content"),
    [
        (", although reports indicated ", "she was not happy with the move"),
        (", but reports indicated ", "that Vale had resisted the step"),
    ],
)
def test_a_deed_that_the_doer_was_against(between: str, content: str) -> None:
    (tension,) = find_tensions(pair(between, content), REGISTER)

    assert tension.kind is TensionKind.SAID_VS_DID
    assert tension.person == "mara-vale"
    assert tension.explanation.startswith("Reports indicated")


def test_a_deed_that_a_better_source_tells_too() -> None:
    deed, report = pair(", although reports indicated ", "she was not happy with the move")
    other = done("[Vale expelled them]", on="2018-03", sort="expulsion", document="e")
    merged = replace(deed, citations=(*other.citations, *deed.citations))

    (tension,) = find_tensions([merged, report], REGISTER)

    assert tension.kind is TensionKind.SAID_VS_DID
    assert tension.sides == ((report.id,), (deed.id,))
    assert "expelled 60 Karsian envoys" in tension.explanation


@pytest.mark.parametrize(
    ("between", "content"),
    [
        (", and reports indicated ", "she was not happy with the move"),  # no "but"
        (", although reports indicated ", "she was happy with the move"),
        (", although reports indicated ", "Okoro was not happy with the move"),  # another
        (", although reports indicated ", "she was not happy with the weather"),
        (" in May. But later reports indicated ", "she was not happy with the move"),
    ],
)
def test_other_words_after_a_deed_are_no_tension(between: str, content: str) -> None:
    assert find_tensions(pair(between, content), REGISTER) == ()


def test_a_deed_left_undone_was_not_done_against_anybodys_will() -> None:
    told = pair(", although reports indicated ", "she was not happy with the move")
    undone = pair(
        ", although reports indicated ", "she was not happy with the move", Status.NOT_DONE
    )

    assert find_tensions(told, REGISTER)
    assert find_tensions(undone, REGISTER) == ()
