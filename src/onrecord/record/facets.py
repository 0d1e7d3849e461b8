"""Search with facets: what the hits are about, by whom, in what form, counted beside them.

Among very many hits only the latest added are ranked and counted, and the answer says so: ranking
a million rows would take seconds, and nobody reads them.
"""

import json
import sqlite3
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from onrecord.core.edtf import Edtf
from onrecord.core.findings import Evidence
from onrecord.record.identities import Identities
from onrecord.record.queries import narrowed, pieces
from onrecord.record.search import expression, within

LOOKED_AT = 1_000
"""Hits that are ranked and counted, in a tenth of a second."""
LEANS = ("against", "neutral", "for")
SPEAKERS = ("not named", "named")
DATED = ("day", "month", "year", "vaguer", "no date")
_CLEAR = 0.15
_LATEST = 200
_SCRAP = 30
"""Shorter words come last: a word alone is the nearest hit for itself, and says little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A search with facets.

    Attributes:
        words: all of them, a phrase in double quotation marks as a whole; "" for all there is.
        person, topic: their ids.
        chosen: further facets, each with the one value that is wanted.
        since, until: the first and the last day; what has no date is then left out.
        start: how many hits to pass over, and `count` how many to give.
        is_counted: whether the facets are asked for; else some of the latest added are looked at.
    """

    words: str = ""
    person: str | None = None
    topic: str | None = None
    chosen: dict[str, str] = field(default_factory=dict)
    since: Edtf | None = None
    until: Edtf | None = None
    start: int = 0
    count: int = 25
    is_counted: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Faceted:
    """A page of hits, the nearest first, and what all hits are.

    Attributes:
        total: how many pieces of evidence fit, of those looked at.
        facets: for each facet its values, the commonest first, with how many hits have each.
        is_cut: there are more hits than were looked at: those added last were.
    """

    hits: tuple[Evidence, ...]
    total: int
    facets: dict[str, tuple[tuple[str, int], ...]]
    is_cut: bool


@dataclass(frozen=True, slots=True)
class _Hit:
    evidence: str
    values: dict[str, str]
    topics: tuple[str, ...]
    date: str | None


def faceted(connection: sqlite3.Connection, wanted: Wanted, known: Identities) -> Faceted:
    """Search, count and give a page of hits."""
    words = expression(wanted.words)
    looked_at = LOOKED_AT if wanted.is_counted else _LATEST
    numbers = _latest(connection, wanted, known, looked_at + 1)
    is_cut = len(numbers) > looked_at
    rows = connection.execute(
        _RANKED if words and not is_cut else _DATED,
        {"numbers": json.dumps(numbers[:looked_at]), "words": words},
    )
    hits: dict[str, _Hit] = {}
    for row in rows:
        hit = _hit(row)
        if hit.evidence not in hits and _fits(hit, wanted):
            hits[hit.evidence] = hit
    keys = list(hits)[wanted.start : wanted.start + wanted.count]
    return Faceted(
        hits=pieces(connection, keys, known),
        total=len(hits),
        facets=_counted(hits.values()),
        is_cut=is_cut,
    )


def _latest(
    connection: sqlite3.Connection, wanted: Wanted, known: Identities, most: int
) -> list[int]:
    """The numbers of what fits by words, person and topic, those added last first."""
    words = expression(wanted.words)
    number = "t.number" if words is None else "+found.rowid"
    narrow, values = narrowed(connection, wanted, known, number)
    if words is None:
        query = f"SELECT t.number FROM tellings AS t WHERE {narrow} ORDER BY t.number DESC"
    else:
        query = (
            f"SELECT found.rowid FROM found WHERE found MATCH :words AND {narrow}"
            " ORDER BY found.rowid DESC"
        )
    given = {**values, "words": words, "most": most}
    return [n for (n,) in connection.execute(f"{query} LIMIT :most", given)]


_COLUMNS = (
    "t.evidence, t.record, t.who, t.date, d.publisher, d.kind,"
    " json_extract(t.data, '$.form', '$.modality', '$.medium', '$.status', '$.direction'),"
    " (SELECT group_concat(topic, ' ') FROM telling_topics AS p WHERE p.telling = t.number)"
)
# "+" keeps SQLite from asking the full-text index for the words anew for each number
_RANKED = (
    f"SELECT {_COLUMNS} FROM found JOIN tellings AS t ON t.number = found.rowid"
    " JOIN outlets AS d ON d.document = t.document WHERE found MATCH :words"
    " AND +found.rowid IN (SELECT value FROM json_each(:numbers))"
    f" ORDER BY length(t.words) < {_SCRAP}, found.rank, t.number"
)
_DATED = (
    f"SELECT {_COLUMNS} FROM json_each(:numbers) AS n JOIN tellings AS t ON t.number = n.value"
    " JOIN outlets AS d ON d.document = t.document ORDER BY t.date IS NULL, t.date DESC, t.number"
)


def _hit(row: tuple[Any, ...]) -> _Hit:
    evidence, record, who, date, publisher, kind, telling, topics = row
    form, modality, medium, status, direction = json.loads(telling)
    values = {
        "record": record,
        "person": who,
        "form": form,
        "modality": modality,
        "medium": medium,
        "status": status,
        "publisher": publisher,
        "kind": kind,
        "year": date[:4] if date and date[:4].isdigit() else None,
        "direction": _lean(direction),
        "dated": dated(date),
        "speaker": SPEAKERS[who is not None] if record == "statement" else None,
    }
    told = {name: value for name, value in values.items() if value}
    return _Hit(evidence, told, tuple((topics or "").split()), date)


@lru_cache(maxsize=4_096)  # a thousand hits have a few hundred dates; parsing one takes 10 µs
def dated(date: str | None) -> str:
    """How exact a date is, one of `DATED`."""
    if date is None:
        return DATED[-1]
    precision = Edtf(date).precision
    return precision if precision in DATED else DATED[-2]


def _lean(direction: float | None) -> str | None:
    if direction is None:
        return None
    if abs(direction) < _CLEAR:
        return LEANS[1]
    return LEANS[2] if direction > 0 else LEANS[0]


def _fits(hit: _Hit, wanted: Wanted) -> bool:
    if any(hit.values.get(name) != value for name, value in wanted.chosen.items()):
        return False
    if wanted.since is None and wanted.until is None:
        return True
    return hit.date is not None and within(Edtf(hit.date), wanted.since, wanted.until)


def _counted(hits: Any) -> dict[str, tuple[tuple[str, int], ...]]:
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for hit in hits:
        for name, value in hit.values.items():
            counts[name][value] += 1
        for topic in hit.topics:
            counts["topic"][topic] += 1
    return {
        name: tuple(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))
        for name, found in sorted(counts.items())
    }
