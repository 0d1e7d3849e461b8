"""Evidence out of the tables: the tellings that a condition finds, merged."""

import json
from operator import itemgetter
from typing import Any

from onrecord.core.findings import Evidence
from onrecord.record import rows
from onrecord.record.database import Database
from onrecord.record.identities import Identities, all_ids, as_meant
from onrecord.record.merging import Told, merged


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
            documents[document] = json.loads(facts)
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
