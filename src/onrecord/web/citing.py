"""Which evidence a dossier cites, and under which number."""

from collections import Counter
from collections.abc import Iterator, Sequence

from onrecord.core.findings import Dossier, Evidence, Item, SourceEntry
from onrecord.synthesis.dates import sort_key

_PUBLISHERS = 12


def cited_evidence(dossier: Dossier) -> dict[str, int]:
    """Number the evidence that the dossier cites, from 1, the earliest first, the undated last."""
    used = set(_uses(dossier))
    cited = sorted(
        (item for item in dossier.evidence if item.id in used),
        key=lambda item: (*sort_key(item.date), item.id),
    )
    return {item.id: number for number, item in enumerate(cited, 1)}


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


def publishers(sources: Sequence[SourceEntry]) -> list[tuple[str, int]]:
    """Who published most of the sources; those that are named."""
    named = Counter(source.publisher for source in sources if source.publisher)
    return sorted(named.items(), key=lambda pair: (-pair[1], pair[0]))[:_PUBLISHERS]
