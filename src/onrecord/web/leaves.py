"""A dossier over several pages: its front, its long sections in full, its list of evidence.

A dossier of a few dozen records is one page. One of hundreds would be a megabyte, of which nobody
reads more than a twentieth: its list of evidence is cut into leaves, and of each long section the
front shows a part and says how much more there is on a page of its own.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.core.date_words import date_words
from onrecord.core.edtf import Edtf
from onrecord.core.findings import Dossier, Evidence, Item
from onrecord.web.citing import by_heading, cited_evidence, evidence_by_id
from onrecord.web.links import Links, evidence_anchor
from onrecord.web.words import counted

ON_A_LEAF = 40
SECTIONS = {
    "ledger": "Where {}, where {}",
    "then-now": "Then and now",
    "tensions": "Open contradictions",
    "timeline": "Timeline",
    "actions": "Actions",
    "quotes": "Key quotes",
    "reactions": "Criticism and support",
    "comparison": "Comparison with others",
    "sources": "Sources",
}
"""Sections that may have a page of their own, by their anchor; the ledger's sides have names."""
_ROWS, _TENSIONS, _DATES, _ITEMS, _QUOTES, _A_SIDE = 3, 3, 12, 8, 6, 5
_SOURCES = 30


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record leads: to its words in their source, and to its entry in the list."""

    words: str
    listed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """Some of the evidence of a dossier, in order; `address` is "" for what stands on its page."""

    number: int
    address: str
    evidence: tuple[Evidence, ...]

    @property
    def name(self) -> str:
        """From when to when its records are."""
        dates = [item.date for item in self.evidence if item.date is not None]
        if not dates:
            return "without a date"
        first, last = date_words(dates[0]), date_words(dates[-1])
        whole = first if first == last else f"{first} to {last}"
        return whole if len(dates) == len(self.evidence) else f"{whole}, and without a date"


def leaves_of(dossier: Dossier, links: Links, as_of: Edtf | None = None) -> tuple[Leaf, ...]:
    """All that a dossier cites, over as many pages as that needs."""
    evidence = evidence_by_id(dossier)
    cited = [evidence[key] for key in cited_evidence(dossier)]
    if len(cited) <= ON_A_LEAF or links.evidence(dossier.person.id, dossier.topic.id) is None:
        return (Leaf(number=1, address="", evidence=tuple(cited)),)
    return tuple(_leaves(cited, dossier, links, as_of))


def _leaves(
    cited: Sequence[Evidence], dossier: Dossier, links: Links, as_of: Edtf | None
) -> Iterator[Leaf]:
    for start in range(0, len(cited), ON_A_LEAF):
        number = start // ON_A_LEAF + 1
        address = links.evidence(dossier.person.id, dossier.topic.id, number, as_of)
        yield Leaf(
            number=number,
            address=address or "",
            evidence=tuple(cited[start : start + ON_A_LEAF]),
        )


def places_of(leaves: Sequence[Leaf], links: Links) -> Mapping[str, Place]:
    """Where each record of the leaves leads, as seen from the dossier."""
    found = {}
    for leaf in leaves:
        for item in leaf.evidence:
            listed = f"{leaf.address}#{evidence_anchor(item.id)}"
            found[item.id] = Place(links.words(item.citations[0]) or listed, listed)
    return found


@dataclass(frozen=True, slots=True)
class More:
    """A section of which the front shows a part: where all of it is, and how a link says so."""

    address: str
    words: str


def front_of(
    dossier: Dossier, links: Links, as_of: Edtf | None = None
) -> tuple[Dossier, Mapping[str, More]]:
    """The dossier with as much of its long sections as the front shows, and where the rest is.

    Of the timeline it shows the end, of groups the first of each, of the others the first.
    """
    person, topic = dossier.person.id, dossier.topic.id
    if len(leaves_of(dossier, links)) == 1:
        return dossier, {}
    front = replace(
        dossier,
        ledger=dossier.ledger[:_ROWS],
        then_and_now=dossier.then_and_now[:_ROWS],
        tensions=dossier.tensions[:_TENSIONS],
        timeline=dossier.timeline[-_DATES:],
        actions=_of_each(dossier.actions, _ITEMS),
        quotes=dossier.quotes[:_QUOTES],
        criticism=_of_each(dossier.criticism, _A_SIDE),
        support=_of_each(dossier.support, _A_SIDE),
        comparison=_of_each(dossier.comparison, _ITEMS),
        sources=dossier.sources if len(dossier.sources) <= _SOURCES else (),
    )
    more = {}
    for part, (shown, whole, noun) in _sizes(front, dossier).items():
        address = links.part(person, topic, part, as_of)
        if shown < whole and address is not None:
            more[part] = More(address, f"All {counted(whole, noun)}")
    return front, more


def _sizes(front: Dossier, dossier: Dossier) -> dict[str, tuple[int, int, str]]:
    """How much the front shows of each section, how much there is, and of what."""
    both = (front, dossier)
    reactions = [len(d.criticism) + len(d.support) for d in both]
    return {
        "ledger": (len(front.ledger), len(dossier.ledger), "issue"),
        "then-now": (len(front.then_and_now), len(dossier.then_and_now), "issue"),
        "tensions": (len(front.tensions), len(dossier.tensions), "contradiction"),
        "timeline": (len(front.timeline), len(dossier.timeline), "entry"),
        "actions": (len(front.actions), len(dossier.actions), "action"),
        "quotes": (len(front.quotes), len(dossier.quotes), "quotation"),
        "reactions": (reactions[0], reactions[1], "reaction"),
        "comparison": (len(front.comparison), len(dossier.comparison), "entry"),
        "sources": (len(front.sources), len(dossier.sources), "source"),
    }


def _of_each(items: Sequence[Item], most: int) -> tuple[Item, ...]:
    """Some of each heading's items, the first of every heading before the second of any."""
    ranked = sorted(
        (
            (rank, item)
            for group in by_heading(tuple(items)).values()
            for rank, item in enumerate(group)
        ),
        key=lambda pair: pair[0],
    )
    chosen = {id(item) for _, item in ranked[:most]}
    return tuple(item for item in items if id(item) in chosen)


def in_part(dossier: Dossier, part: str) -> Iterator[str]:
    """The evidence behind a section, as often as it is cited."""
    sides = [side for tension in dossier.tensions for side in tension.sides]
    rows = [item for row in dossier.ledger for item in (*row.firm, *row.softened)]
    pairs = [item for row in dossier.then_and_now for item in (row.then, row.now)]
    items: dict[str, Sequence[Item]] = {
        "ledger": rows,
        "then-now": pairs,
        "timeline": dossier.timeline,
        "actions": dossier.actions,
        "quotes": dossier.quotes,
        "reactions": (*dossier.criticism, *dossier.support),
        "comparison": dossier.comparison,
    }
    cited = sides if part == "tensions" else [item.citations for item in items.get(part, ())]
    known = evidence_by_id(dossier)
    yield from (key for keys in cited for key in keys if key in known)
