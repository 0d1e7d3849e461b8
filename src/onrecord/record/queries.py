"""Evidence out of the tables: the tellings that a condition finds, merged."""

import json
import sqlite3
from collections.abc import Sequence
from typing import Any, Protocol

from onrecord.core.findings import Evidence
from onrecord.record import rows
from onrecord.record.identities import Identities, all_ids, as_meant
from onrecord.record.merging import Told, merged
from onrecord.record.search import Query, expression, within

_FEW = 20_000
"""Tellings of a person or on a topic that are listed, in some ms, to look a search's hits up among
them; of more every hit is looked at, for then most searches soon have hits enough."""
_MERGED_AT_ONCE = 100


class Narrow(Protocol):
    """A search that may ask for one person and one topic, by their ids."""

    @property
    def person(self) -> str | None:
        """Who spoke or acted."""

    @property
    def topic(self) -> str | None:
        """What it is about."""


def conditions(
    person: str | None, topic: str | None, known: Identities
) -> tuple[str, dict[str, str]]:
    """What a telling `t` must fulfil, and the values of the parameters."""
    parts = ["1"]
    values: dict[str, str] = {}
    if person is not None:
        ids = "(SELECT value FROM json_each(:people))"
        parts.append(f"(t.who IN {ids} OR t.behalf IN {ids})")
        values["people"] = json.dumps(all_ids(person, known))
    if topic is not None:
        parts.append("t.number IN (SELECT telling FROM telling_topics WHERE topic = :topic)")
        values["topic"] = topic
    return " AND ".join(parts), values


def hits(connection: sqlite3.Connection, query: Query, known: Identities) -> tuple[Evidence, ...]:
    """What holds all the words of a query, the nearest first; merged as far as it is asked for."""
    words = expression(query.words)
    if words is None:
        return ()
    narrow, values = narrowed(connection, query, known, "+found.rowid")
    ranked = connection.execute(
        "SELECT t.evidence FROM found JOIN tellings AS t ON t.number = +found.rowid"
        f" WHERE found MATCH :words AND {narrow} ORDER BY found.rank, t.id",
        {**values, "words": words},
    )
    order = list(dict.fromkeys(key for (key,) in ranked))
    kept: list[Evidence] = []
    for start in range(0, len(order), _MERGED_AT_ONCE):
        found = pieces(connection, order[start : start + _MERGED_AT_ONCE], known)
        kept += (item for item in found if within(item.date, query.since, query.until))
        if len(kept) >= query.limit:
            break
    return tuple(kept[: query.limit])


def narrowed(
    connection: sqlite3.Connection, wanted: Narrow, known: Identities, number: str
) -> tuple[str, dict[str, str]]:
    """What the number of a telling must fulfil to be of a person and on a topic, and the values.

    Args:
        connection: the record.
        wanted: whom and what is asked for.
        known: who is whom.
        number: the expression for the number; with a "+" before it the tellings that fit are not
            what the search starts from.
    """
    parts = ["1"]
    values: dict[str, str] = {}
    if wanted.person is not None:
        values["people"] = json.dumps(all_ids(wanted.person, known))
        parts.append(_either(connection, _BY, _IS_BY, values, number))
    if wanted.topic is not None:
        values["topic"] = wanted.topic
        parts.append(_either(connection, _ON, _IS_ON, values, number))
    return " AND ".join(parts), values


_PEOPLE = "(SELECT value FROM json_each(:people))"
_BY = (
    f"SELECT number FROM tellings WHERE who IN {_PEOPLE}"
    f" UNION ALL SELECT number FROM tellings WHERE behalf IN {_PEOPLE}"
)
_IS_BY = (
    "SELECT 1 FROM tellings AS own WHERE own.number = {number}"
    f" AND (own.who IN {_PEOPLE} OR own.behalf IN {_PEOPLE})"
)
_ON = "SELECT telling FROM telling_topics WHERE topic = :topic"
_IS_ON = f"{_ON} AND telling = {{number}}"


def _either(
    connection: sqlite3.Connection, list_: str, check: str, values: dict[str, str], number: str
) -> str:
    """The condition that a telling is on a list: all of a short one, one by one of a long one."""
    (held,) = connection.execute(
        f"SELECT count(*) FROM ({list_} LIMIT {_FEW + 1}) AS some", values
    ).fetchone()
    if held <= _FEW:
        return f"{number} IN ({list_})"
    return f"EXISTS ({check.format(number=number.removeprefix('+'))})"


def dossier_keys(
    connection: sqlite3.Connection, person: str, topic: str, known: Identities, enough: int
) -> tuple[str, dict[str, Any]]:
    """A query for the evidence that a dossier of a person on a topic is made of, and its values.

    All on the topic; where that is more than `enough` tellings, what the person said and did, what
    others said of them, and what else the documents tell that tell these.
    """
    values: dict[str, Any] = {"topic": topic}
    (held,) = connection.execute(
        "SELECT count(*) FROM (SELECT 1 FROM telling_topics WHERE topic = ? LIMIT ?)",
        (topic, enough + 1),
    ).fetchone()
    if held <= enough:
        return _ON_TOPIC, values
    values["people"] = json.dumps(all_ids(person, known))
    return _AROUND_PERSON, values


_ON_TOPIC = """
SELECT t.evidence FROM telling_topics AS p JOIN tellings AS t ON t.number = p.telling
WHERE p.topic = :topic
"""
_AROUND_PERSON = """
WITH people (id) AS (SELECT value FROM json_each(:people)),
central (telling, document) AS (
    SELECT number, document FROM tellings WHERE who IN people
    UNION SELECT number, document FROM tellings WHERE behalf IN people
    UNION SELECT number, document FROM tellings WHERE target IN people
)
SELECT t.evidence FROM tellings AS t
JOIN telling_topics AS p ON p.telling = t.number AND p.topic = :topic
WHERE t.document IN (
    SELECT c.document FROM central AS c
    JOIN telling_topics AS q ON q.telling = c.telling AND q.topic = :topic
)
"""


def pieces(
    connection: sqlite3.Connection, keys: Sequence[str], known: Identities
) -> tuple[Evidence, ...]:
    """The evidence of these ids, in their order; what the record does not hold is left out."""
    values = {"keys": json.dumps(keys)}
    found = merged_evidence(connection, "SELECT value FROM json_each(:keys)", values, known)
    order = {key: place for place, key in enumerate(keys)}
    return tuple(sorted(found, key=lambda item: order[item.id]))


def merged_evidence(
    connection: sqlite3.Connection, keys: str, values: dict[str, Any], known: Identities
) -> tuple[Evidence, ...]:
    """The evidence whose ids a query yields, in order of date, the undated last."""
    told: dict[str, list[Told]] = {}
    documents: dict[int, dict[str, Any]] = {}
    for key, record, data, selector, document, family, facts in connection.execute(
        "SELECT t.evidence, t.record, t.data, t.selector, d.number, d.family, d.data"
        " FROM tellings AS t JOIN documents AS d ON d.number = t.document"
        f" WHERE t.evidence IN ({keys})",
        values,
    ):
        if document not in documents:
            documents[document] = json.loads(facts)
        told.setdefault(key, []).append(
            rows.told_of(
                as_meant(rows.telling_of(record, data), known),
                rows.selector_of(selector),
                family,
                documents[document],
            )
        )
    found = (merged(key, tellings) for key, tellings in told.items())
    return tuple(sorted(found, key=_dated))


def _dated(item: Evidence) -> tuple[bool, str, str, str]:
    when = item.date
    return when is None, str(when.earliest if when else ""), str(when or ""), item.id
