"""Two to four people on one topic, issue by issue: what each said or did that is most told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.core.entities import Reference, Register
from onrecord.core.findings import Evidence, Position
from onrecord.synthesis.issues import issues_of
from onrecord.synthesis.positions import position
from onrecord.synthesis.selection import (
    Selection,
    focused,
    in_order,
    select_evidence,
    subject_of,
    weightiest,
)
from onrecord.synthesis.wording import distinct

_ISSUES = 12
_A_CELL = 2


@dataclass(frozen=True, slots=True)
class Row:
    """An issue, and for each person in their order what is most told; empty where nothing is."""

    issue: str
    cells: tuple[tuple[Evidence, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """People side by side: the position of each, and what they said and did by issue."""

    topic: Reference
    people: tuple[Reference, ...]
    positions: tuple[Position, ...]
    rows: tuple[Row, ...]

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """All that stands in the cells."""
        return tuple(item for row in self.rows for cell in row.cells for item in cell)


def compared(
    topic: Reference,
    people: Sequence[Reference],
    evidence: Iterable[Evidence],
    register: Register,
) -> Compared:
    """Compare people on a topic, given all evidence on it that is theirs."""
    held = tuple(evidence)
    selections = [select_evidence(who, subject_of(topic, who, register), held) for who in people]
    filed = [_by_issue(selection, register) for selection in selections]
    names = {issue: n for issues in filed for issue, n in _sizes(issues)}
    order = sorted(
        names, key=lambda issue: (-sum(issue in issues for issues in filed), -names[issue], issue)
    )
    return Compared(
        topic=topic,
        people=tuple(people),
        positions=tuple(map(position, selections)),
        rows=tuple(
            Row(issue, tuple(_most_told(issues.get(issue, ())) for issues in filed))
            for issue in order[:_ISSUES]
        ),
    )


def _by_issue(selection: Selection, register: Register) -> dict[str, tuple[Evidence, ...]]:
    shown = focused(selection)
    issues = issues_of(shown.own, shown.subject, register, at_least=1, person=shown.person)
    return {issues.name(issue): found for issue, found in issues.evidence.items()}


def _sizes(issues: dict[str, tuple[Evidence, ...]]) -> Iterable[tuple[str, int]]:
    return ((issue, len(found)) for issue, found in issues.items())


def _most_told(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    chosen = list(distinct(weightiest(evidence, 4 * _A_CELL)))[:_A_CELL]
    return in_order(chosen)
