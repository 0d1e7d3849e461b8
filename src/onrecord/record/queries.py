"""Evidence out of the tables: the tellings that a condition finds, merged."""

import json
import sqlite3
from typing import Any

from onrecord.core.findings import Evidence
from onrecord.record import rows
from onrecord.record.identities import Identities, all_ids, as_meant
from onrecord.record.merging import Told, merged


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


def merged_evidence(
    connection: sqlite3.Connection, keys: str, values: dict[str, str], known: Identities
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
