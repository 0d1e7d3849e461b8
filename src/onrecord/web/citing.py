"""Which evidence a dossier cites, in the order of its pages, and under which number."""

from collections.abc import Iterator

from onrecord.core.findings import Dossier, Evidence, Item


def cited_evidence(dossier: Dossier) -> dict[str, int]:
    """Number the evidence that the dossier cites, from 1, in the order of first use."""
    numbers: dict[str, int] = {}
    known = {evidence.id for evidence in dossier.evidence}
    for evidence in _uses(dossier):
        if evidence in known:
            numbers.setdefault(evidence, len(numbers) + 1)
    return numbers


def evidence_by_id(dossier: Dossier) -> dict[str, Evidence]:
    """The evidence that came with the dossier."""
    return {evidence.id: evidence for evidence in dossier.evidence}


def _uses(dossier: Dossier) -> Iterator[str]:
    for item in _items(dossier):
        yield from item.citations
    for shift in dossier.shifts:
        yield from (*shift.before, *shift.after)
    for tension in dossier.tensions:
        for side in tension.sides:
            yield from side
    for point in dossier.chart:
        yield point.evidence


def _items(dossier: Dossier) -> Iterator[Item]:
    yield from dossier.position.reasons
    yield from dossier.key_points
    yield from dossier.summary
    for row in dossier.ledger:
        yield from (*row.firm, *row.softened)
    for pair in dossier.then_and_now:
        yield from (pair.then, pair.now)
    for section in (
        dossier.context,
        dossier.timeline,
        dossier.actions,
        dossier.quotes,
        dossier.criticism,
        dossier.support,
        dossier.comparison,
    ):
        yield from section


def by_heading(items: tuple[Item, ...]) -> dict[str, list[Item]]:
    """Items under their headings ("" for none), in the order in which headings first come."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(item.heading or "", []).append(item)
    return groups
