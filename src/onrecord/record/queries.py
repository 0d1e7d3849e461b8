"""Evidence out of the tables: the tellings that a condition finds, merged."""

from collections.abc import Iterator, Sequence
from itertools import islice
from operator import itemgetter
from typing import Any, Protocol

from onrecord.core.findings import Evidence
from onrecord.record import rows
from onrecord.record.database import Database
from onrecord.record.identities import Identities, all_ids, as_meant
from onrecord.record.merging import Told, merged
from onrecord.record.search import RANKED, Hits, Query, phrases, within

_FEW = 50_000
"""Tellings of a person or on a topic that are listed, in 20 ms, to look a search's hits up among
them; of more every hit is looked at, for then most searches soon have hits enough. In a record of
a million, with a person of 37,000, to look at each hit took 108 ms, the list 26."""
_MERGED_AT_ONCE = 100
_LOOKED_UP_AT_ONCE = 200


class Narrow(Protocol):
    """A search that may ask for one person and one topic, by their ids."""

    @property
    def person(self) -> str | None:
        """Who spoke or acted."""

    @property
    def topic(self) -> str | None:
        """What it is about."""


def conditions(
    connection: Database, person: str | None, topic: str | None, known: Identities
) -> tuple[str, dict[str, Any]]:
    """What a telling `t` must fulfil, and the values of the parameters."""
    parts = ["true"]
    values: dict[str, Any] = {}
    if person is not None:
        among = connection.among(":people", str)
        parts.append(f"(t.who {among} OR t.behalf {among})")
        values["people"] = connection.listed(all_ids(person, known))
    if topic is not None:
        parts.append("t.number IN (SELECT telling FROM telling_topics WHERE topic = :topic)")
        values["topic"] = topic
    return " AND ".join(parts), values


def hits(connection: Database, query: Query, known: Identities) -> Hits:
    """What holds all the words of a query, the nearest first; merged as far as it is asked for.

    With limits of time every telling is ranked, for what was added last may lie outside of them.
    """
    asked = phrases(query.words)
    if not asked:
        return Hits((), is_cut=False)
    narrow, values = narrowed(connection, query, known, "+found.rowid")
    is_limited = query.since is not None or query.until is not None
    before = None if is_limited else _last_unranked(connection, asked, narrow, values)
    if before is not None:
        narrow, values = f"found.rowid > :before AND {narrow}", {**values, "before": before}
    order = _nearest(connection, sorted(connection.ranked(asked, narrow, values)))
    kept: list[Evidence] = []
    while len(kept) < query.limit and (keys := list(islice(order, _MERGED_AT_ONCE))):
        found = pieces(connection, keys, known)
        kept += (item for item in found if within(item.date, query.since, query.until))
    return Hits(tuple(kept[: query.limit]), is_cut=before is not None)


def _nearest(connection: Database, ranked: Sequence[tuple[float, int]]) -> Iterator[str]:
    """The evidence of tellings in the order of their ranks, those of one rank by their ids.

    Thousands are ranked, and a hundred are wanted: what is told of each is looked up lot by lot.
    """
    ranks = {number: rank for rank, number in ranked}
    seen: set[str] = set()
    start = 0
    while start < len(ranked):
        end = min(start + _LOOKED_UP_AT_ONCE, len(ranked))
        while end < len(ranked) and ranked[end][0] == ranked[end - 1][0]:
            end += 1
        told = connection.execute(
            f"SELECT number, id, evidence FROM tellings WHERE number {connection.among('?', int)}",
            (connection.listed([number for _, number in ranked[start:end]]),),
        )
        for *_, evidence in sorted((ranks[number], key, piece) for number, key, piece in told):
            if evidence not in seen:
                seen.add(evidence)
                yield evidence
        start = end


def _last_unranked(
    connection: Database, asked: Sequence[str], narrow: str, values: dict[str, Any]
) -> int | None:
    """The number of the telling after which `RANKED` hold the words; None where fewer do."""
    held, words = connection.words_found(asked)
    row = connection.execute(
        f"SELECT found.rowid FROM found WHERE {held} AND {narrow}"
        " ORDER BY found.rowid DESC LIMIT 1 OFFSET :ranked",
        {**values, **words, "ranked": RANKED},
    ).fetchone()
    return None if row is None else int(row[0])


def narrowed(
    connection: Database, wanted: Narrow, known: Identities, number: str
) -> tuple[str, dict[str, Any]]:
    """What the number of a telling must fulfil to be of a person and on a topic, and the values.

    Args:
        connection: the record.
        wanted: whom and what is asked for.
        known: who is whom.
        number: the expression for the number; with a "+" before it the tellings that fit are not
            what the search starts from.
    """
    parts = ["true"]
    values: dict[str, Any] = {}
    if wanted.person is not None:
        values["people"] = connection.listed(all_ids(wanted.person, known))
        parts.append(_either(connection, _BY, _IS_BY, values, number))
    if wanted.topic is not None:
        values["topic"] = wanted.topic
        parts.append(_either(connection, _ON, _IS_ON, values, number))
    return " AND ".join(parts), values


_BY = (
    "SELECT number FROM tellings WHERE who {among}"
    " UNION ALL SELECT number FROM tellings WHERE behalf {among}"
)
_IS_BY = (
    "SELECT 1 FROM tellings AS own WHERE own.number = {number}"
    " AND (own.who {among} OR own.behalf {among})"
)
_ON = "SELECT telling FROM telling_topics WHERE topic = :topic"
_IS_ON = _ON + " AND telling = {number}"


def _either(
    connection: Database, list_: str, check: str, values: dict[str, Any], number: str
) -> str:
    """The condition that a telling is on a list: all of a short one, one by one of a long one."""
    among = connection.among(":people", str)
    listed = list_.format(among=among)
    (held,) = connection.execute(
        f"SELECT count(*) FROM ({listed} LIMIT {_FEW + 1}) AS held", values
    ).fetchone()
    if held <= _FEW:
        return f"{number} IN ({listed})"
    return f"EXISTS ({check.format(number=number.removeprefix('+'), among=among)})"


def dossier_keys(
    connection: Database, person: str, topic: str, known: Identities, enough: int
) -> tuple[str, dict[str, Any]]:
    """A query for the evidence that a dossier of a person on a topic is made of, and its values.

    All on the topic; where that is more than `enough` tellings, what the person said and did, what
    others said of them, and what else the documents tell that tell these.
    """
    values: dict[str, Any] = {"topic": topic}
    (held,) = connection.execute(
        "SELECT count(*) FROM (SELECT 1 FROM telling_topics WHERE topic = ? LIMIT ?) AS held",
        (topic, enough + 1),
    ).fetchone()
    if held <= enough:
        return _ON_TOPIC, values
    values["people"] = connection.listed(all_ids(person, known))
    return _AROUND_PERSON.format(among=connection.among(":people", str)), values


_ON_TOPIC = """
SELECT t.evidence FROM telling_topics AS p JOIN tellings AS t ON t.number = p.telling
WHERE p.topic = :topic
"""
_AROUND_PERSON = """
WITH central (telling, document) AS (
    SELECT number, document FROM tellings WHERE who {among}
    UNION SELECT number, document FROM tellings WHERE behalf {among}
    UNION SELECT number, document FROM tellings WHERE target {among}
)
SELECT t.evidence FROM tellings AS t
JOIN telling_topics AS p ON p.telling = t.number AND p.topic = :topic
WHERE t.document IN (
    SELECT c.document FROM central AS c
    JOIN telling_topics AS q ON q.telling = c.telling AND q.topic = :topic
)
"""


def pieces(connection: Database, keys: Sequence[str], known: Identities) -> tuple[Evidence, ...]:
    """The evidence of these ids, in their order; what the record does not hold is left out."""
    query = f"SELECT value FROM {connection.each(':keys', str)} AS asked"
    values = {"keys": connection.listed(keys)}
    found = merged_evidence(connection, query, values, known)
    order = {key: place for place, key in enumerate(keys)}
    return tuple(sorted(found, key=lambda item: order[item.id]))


def merged_evidence(
    connection: Database, keys: str, values: dict[str, Any], known: Identities
) -> tuple[Evidence, ...]:
    """The evidence whose ids a query yields, in order of date, the undated last."""
    told: dict[str, list[tuple[int, Told]]] = {}
    documents: dict[int, dict[str, Any]] = {}
    for key, number, record, data, selector, document, family, facts in connection.execute(
        "SELECT t.evidence, t.number, t.record, t.data, t.selector, d.number, d.family, d.data"
        " FROM tellings AS t JOIN documents AS d ON d.number = t.document"
        f" WHERE t.evidence IN ({keys})",
        values,
    ):
        if document not in documents:
            documents[document] = rows.unpacked(facts)
        one = rows.told_of(
            as_meant(rows.telling_of(record, data), known),
            rows.selector_of(selector),
            family,
            documents[document],
        )
        told.setdefault(key, []).append((number, one))
    # what one document tells twice stands in the order in which it was read
    found = (
        merged(key, [one for _, one in sorted(tellings, key=itemgetter(0))])
        for key, tellings in told.items()
    )
    return tuple(sorted(found, key=_dated))


def _dated(item: Evidence) -> tuple[bool, str, str, str]:
    when = item.date
    return when is None, str(when.earliest if when else ""), str(when or ""), item.id
