"""Two to four people on one topic, issue by issue: what each said or did that is most told.

A page shows some issues, and of each person what is most told of each; how much more there is
stands beside it and leads there, to the next issues or to all that is filed under one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.core.entities import Reference, Register
from onrecord.core.findings import Evidence, Position
from onrecord.errors import UnknownNameError
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
from onrecord.synthesis.surroundings import Texts, no_texts
from onrecord.synthesis.wording import distinct

ISSUES = 12
"""Issues on a page."""
_A_CELL = 2
_A_WHOLE_CELL = 20


@dataclass(frozen=True, slots=True)
class Cell:
    """Of one person on one issue: some records, and how many there are in all."""

    shown: tuple[Evidence, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Row:
    """An issue, and for each person in their order what is on record; perhaps nothing."""

    issue: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue, and for each person in their order all that is filed under it, by date."""

    name: str
    filed: tuple[tuple[Evidence, ...], ...]

    def row(self) -> Row:
        """What is most told of it."""
        return Row(self.name, tuple(Cell(most_told(held), len(held)) for held in self.filed))

    def page(self, page: int) -> Row:
        """A page of all that is filed under it.

        Raises:
            UnknownNameError: it has no such page.
        """
        start = (page - 1) * _A_WHOLE_CELL
        if start and not any(len(held) > start for held in self.filed):
            raise UnknownNameError(f"the comparison on {self.name} has no page {page}")
        cells = (Cell(held[start : start + _A_WHOLE_CELL], len(held)) for held in self.filed)
        return Row(self.name, tuple(cells))

    def pages(self) -> int:
        """Over how many pages all of it goes."""
        return -(-max(map(len, self.filed)) // _A_WHOLE_CELL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """People side by side: the position of each, and what they said and did by issue.

    `issues` are those of most people first, and of these those with most behind them.
    """

    topic: Reference
    people: tuple[Reference, ...]
    positions: tuple[Position, ...]
    issues: tuple[Issue, ...]

    def issue(self, name: str) -> Issue:
        """The issue of a name.

        Raises:
            UnknownNameError: none of these people has anything filed under it.
        """
        for issue in self.issues:
            if issue.name == name:
                return issue
        raise UnknownNameError(f"nothing of theirs on {self.topic.name} is filed under {name!r}")

    def rows(self, page: int) -> Iterator[Row]:
        """A page of issues.

        Raises:
            UnknownNameError: there is no such page.
        """
        issues = self.issues[(page - 1) * ISSUES : page * ISSUES]
        if page > 1 and not issues:
            raise UnknownNameError(f"this comparison has no page {page}")
        return (issue.row() for issue in issues)

    def pages(self) -> int:
        """Over how many pages the issues go."""
        return -(-len(self.issues) // ISSUES)


def compared(
    topic: Reference,
    people: Sequence[Reference],
    evidence: Iterable[Evidence],
    register: Register,
    texts: Texts = no_texts,
) -> Compared:
    """Compare people on a topic, given all evidence on it that is theirs.

    Args:
        topic: what it is on.
        people: who is compared.
        evidence: all that is theirs on the topic.
        register: names of issues, and who leads which country.
        texts: the documents, as a dossier takes them.
    """
    held = tuple(evidence)
    selections = [select_evidence(who, subject_of(topic, who, register), held) for who in people]
    filed = [_by_issue(selection, register, texts) for selection in selections]
    names = {issue: None for issues in filed for issue in issues}
    found = (Issue(name, tuple(issues.get(name, ()) for issues in filed)) for name in names)
    return Compared(
        topic=topic,
        people=tuple(people),
        positions=tuple(map(position, selections)),
        issues=tuple(sorted(found, key=_most_shared_first)),
    )


def _most_shared_first(issue: Issue) -> tuple[int, int, str]:
    return -sum(map(bool, issue.filed)), -sum(map(len, issue.filed)), issue.name


def _by_issue(
    selection: Selection, register: Register, texts: Texts
) -> dict[str, tuple[Evidence, ...]]:
    shown = focused(selection, texts)
    issues = issues_of(shown.own, shown.subject, register, at_least=1, person=shown.person)
    return {issues.name(issue): in_order(found) for issue, found in issues.evidence.items()}


def most_told(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """What most sources tell of some evidence, in order of date."""
    chosen = list(distinct(weightiest(evidence, 4 * _A_CELL)))[:_A_CELL]
    return in_order(chosen)
