"""Search with facets: what the hits are about, by whom, in what form, counted beside them.

Among very many hits only the latest added are ranked and counted, and the answer says so: ranking
a million rows would take seconds, and nobody reads them.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from onrecord.core.edtf import Edtf
from onrecord.core.findings import Evidence
from onrecord.record.database import Database
from onrecord.record.identities import Identities
from onrecord.record.queries import narrowed, pieces
from onrecord.record.search import phrases, within

LOOKED_AT = 1_000
"""Hits that are ranked and counted, in a tenth of a second."""
LEANS = ("against", "neutral", "for")
SPEAKERS = ("not named", "named")
DATED = ("day", "month", "year", "vaguer", "no date")
_OF_TELLINGS = ("form", "modality", "medium", "status", "direction")
_FACETS = ("record", "person", "publisher", "kind", "speaker", "year", "dated", *_OF_TELLINGS)
_PLACES = {name: place for place, name in enumerate(_FACETS)}
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


class _Row(NamedTuple):
    """A telling as it is counted; `values` are those of `_FACETS`, None where it has none."""

    number: int
    words: str
    evidence: str
    date: str | None
    values: tuple[str | None, ...]


def faceted(connection: Database, wanted: Wanted, known: Identities) -> Faceted:
    """Search, count and give a page of hits."""
    looked_at = LOOKED_AT if wanted.is_counted else _LATEST
    asked = phrases(wanted.words)
    numbers = _latest(connection, wanted, known, looked_at + 1)
    is_cut = len(numbers) > looked_at
    rows = _rows(connection, numbers[:looked_at])
    if asked and not is_cut:
        told = {row.number: row.words for row in rows}
        ranks = {number: rank for rank, number in connection.ranked_among(asked, told)}
        rows.sort(key=lambda row: (len(row.words) < _SCRAP, ranks[row.number], row.number))
    hits: dict[str, _Row] = {}
    for row in rows:
        if row.evidence not in hits and _fits(row, wanted):
            hits[row.evidence] = row
    keys = list(hits)[wanted.start : wanted.start + wanted.count]
    return Faceted(
        hits=pieces(connection, keys, known),
        total=len(hits),
        facets=_counted(connection, hits.values()) if wanted.is_counted else {},
        is_cut=is_cut,
    )


def _latest(connection: Database, wanted: Wanted, known: Identities, most: int) -> list[int]:
    """The numbers of what fits by words, person and topic, those added last first."""
    asked = phrases(wanted.words)
    narrow, values = narrowed(connection, wanted, known, "+found.rowid" if asked else "t.number")
    if asked:
        held, words = connection.words_found(asked)
        query = f"SELECT found.rowid FROM found WHERE {held} AND {narrow} ORDER BY found.rowid DESC"
        values |= words
    else:
        query = f"SELECT t.number FROM tellings AS t WHERE {narrow} ORDER BY t.number DESC"
    rows = connection.execute(f"{query} LIMIT :most", {**values, "most": most})
    return [number for (number,) in rows]


def _rows(connection: Database, numbers: Sequence[int]) -> list[_Row]:
    """What is counted of tellings, the latest dated first, the undated last."""
    rows = connection.execute(
        "SELECT t.number, t.words, t.evidence, t.record, t.who, t.date,"
        f" {connection.fields('t.data', _OF_TELLINGS)}, d.publisher, d.kind"
        " FROM tellings AS t JOIN outlets AS d ON d.document = t.document"
        f" WHERE t.number {connection.among('?', int)}"
        " ORDER BY t.date IS NULL, t.date DESC, t.number",
        (connection.listed(numbers),),
    )
    return [_row(*row) for row in rows]


def _row(
    number: int, words: str, evidence: str, record: str, who: str | None, *rest: str | None
) -> _Row:
    date, fields, publisher, kind = rest
    speaker = SPEAKERS[who is not None] if record == "statement" else None
    values = (record, who, publisher, kind, speaker, *_of_date(date), *_of_fields(fields))
    return _Row(number, words, evidence, date, values)


# A thousand hits have a few hundred dates, and a few dozen forms and modalities together: to read
# these anew for each would take a third of the time of the page.


@lru_cache(maxsize=4_096)
def _of_date(date: str | None) -> tuple[str | None, str]:
    return (date[:4] if date and date[:4].isdigit() else None), dated(date)


@lru_cache(maxsize=4_096)
def _of_fields(fields: str) -> tuple[str | None, ...]:
    *values, direction = json.loads(fields)
    return (*values, _lean(direction))


@lru_cache(maxsize=4_096)
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


def _fits(row: _Row, wanted: Wanted) -> bool:
    if any(row.values[_PLACES[name]] != value for name, value in wanted.chosen.items()):
        return False
    if wanted.since is None and wanted.until is None:
        return True
    return row.date is not None and within(Edtf(row.date), wanted.since, wanted.until)


def _counted(
    connection: Database, hits: Collection[_Row]
) -> dict[str, tuple[tuple[str, int], ...]]:
    """Of each facet the values that hits have, the commonest first."""
    if not hits:
        return {}
    each = zip(*(row.values for row in hits), strict=True)
    columns: dict[str, Iterable[str | None]] = dict(zip(_FACETS, each, strict=True))
    topics = connection.execute(
        f"SELECT topic FROM telling_topics WHERE telling {connection.among('?', int)}",
        (connection.listed([row.number for row in hits]),),
    )
    columns["topic"] = (topic for (topic,) in topics)
    found = {}
    for name, values in sorted(columns.items()):
        counts = Counter(filter(None, values))
        if counts:
            found[name] = tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
    return found
