"""Which documents are near-duplicates, which tellings are one: kept up to date as they come.

Both are connected components. A document or telling that joins looks up its candidates (shared
bands, shared keys), and the components that it touches become one; so the order of adding does
not matter, and nothing is compared twice.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable

from onrecord.core.edtf import Edtf
from onrecord.core.quantities import quantities
from onrecord.record.merging import Trace, agree
from onrecord.record.occasions import Bond, Sighting, occasions
from onrecord.record.rows import read_text

Resemblance = Callable[[str, str], bool]
"""Whether two texts are near-duplicates of each other."""

_SIGNED = 1 << 63


def signed(number: int) -> int:
    """A band as SQLite can keep it: 64 bits with a sign."""
    return (number + _SIGNED) % (1 << 64) - _SIGNED


def join_family(
    connection: sqlite3.Connection,
    document: int,
    bands: Iterable[int],
    near_duplicates: Resemblance | None,
) -> set[int]:
    """Put a new document into its near-duplicate group; the documents whose group changed."""
    keys = {signed(band) for band in bands}
    connection.executemany(
        "INSERT INTO bands (band, document) VALUES (?, ?)", ((key, document) for key in keys)
    )
    text, own = connection.execute(
        "SELECT text, id FROM documents WHERE number = ?", (document,)
    ).fetchone()
    candidates = connection.execute(
        "SELECT DISTINCT d.family, d.number FROM json_each(?) AS mine"
        " JOIN bands AS other ON other.band = mine.value"
        " JOIN documents AS d ON d.number = other.document"
        " WHERE d.number <> ? ORDER BY d.number",
        (json.dumps(sorted(keys)), document),
    ).fetchall()
    families: set[str] = set()
    for family, candidate in candidates:
        if family not in families and _resemble(connection, text, candidate, near_duplicates):
            families.add(family)
    if not families:
        return set()
    least = min(own, *families)
    changed: set[int] = set()
    for family in (own, *families):
        if family != least:
            changed.update(
                row[0]
                for row in connection.execute(
                    "UPDATE documents SET family = ? WHERE family = ? RETURNING number",
                    (least, family),
                )
            )
    return changed


def _resemble(
    connection: sqlite3.Connection,
    text: bytes,
    candidate: int,
    near_duplicates: Resemblance | None,
) -> bool:
    if near_duplicates is None:
        return True
    (other,) = connection.execute(
        "SELECT text FROM documents WHERE number = ?", (candidate,)
    ).fetchone()
    return near_duplicates(read_text(text), read_text(other))


def leave_traces(connection: sqlite3.Connection, telling: int, traces: Trace) -> None:
    """Note what a telling is recognised by.

    A slogan is told thousands of times. Of tellings with just the same keys one bears them for
    all, and the others only that they are like it, so that what is told next meets one of them.
    """
    keys = traces.keys
    if not traces.bond.is_sure:
        alike = traces.alike
        bearer = connection.execute("SELECT 1 FROM traces WHERE key = ?", (alike,)).fetchone()
        keys = frozenset({alike}) if bearer else keys | {alike}
    connection.executemany(
        "INSERT INTO traces (key, telling) VALUES (?, ?)", ((key, telling) for key in sorted(keys))
    )


def hand_over_traces(connection: sqlite3.Connection, document: int) -> None:
    """Give the keys that tellings of a document bear for others to one of those others."""
    heirs = connection.execute(
        "SELECT mine.telling, min(other.telling) FROM tellings AS own"
        " JOIN traces AS mine ON mine.telling = own.number"
        " JOIN traces AS other ON other.key = mine.key"
        " JOIN tellings AS t ON t.number = other.telling"
        " WHERE own.document = ?1 AND t.document <> ?1"
        " AND (SELECT count(*) FROM traces WHERE telling = own.number) > 1"
        " AND (SELECT count(*) FROM traces WHERE telling = t.number) = 1"
        " GROUP BY mine.telling",
        (document,),
    ).fetchall()
    connection.executemany(
        "UPDATE OR IGNORE traces SET telling = ? WHERE telling = ?",
        ((heir, bearer) for bearer, heir in heirs),
    )


def join_cluster(connection: sqlite3.Connection, telling: int) -> int:
    """Put a telling together with those that tell the same; the number of their cluster."""
    own, size, held = connection.execute(
        "SELECT cluster, size, (SELECT count(*) FROM traces WHERE telling = number)"
        " FROM tellings WHERE number = ?",
        (telling,),
    ).fetchone()
    # one key that all of a cluster have, or that says that another bears the rest: any one does
    tally, end = ("t.size", "LIMIT 1") if held == 1 else ("count(*)", "GROUP BY other.telling")
    rows = connection.execute(
        f"SELECT t.cluster, t.size, {tally} FROM traces AS mine"
        " CROSS JOIN traces AS other ON other.key = mine.key"
        " CROSS JOIN tellings AS t ON t.number = other.telling"
        f" WHERE mine.telling = ?1 AND other.telling <> ?1 {end}",
        (telling,),
    )
    clusters = {cluster for cluster, other, shared in rows if agree(shared, size, other)} | {own}
    least: int = min(clusters)
    connection.executemany(
        "UPDATE tellings SET cluster = ? WHERE cluster = ?",
        ((least, cluster) for cluster in clusters if cluster != least),
    )
    return least


def take_apart(connection: sqlite3.Connection, clusters: Iterable[int]) -> set[int]:
    """Group anew what is left of clusters that lost a telling; the numbers of their clusters."""
    left = [
        row[0]
        for cluster in clusters
        for row in connection.execute("SELECT number FROM tellings WHERE cluster = ?", (cluster,))
    ]
    connection.executemany(
        "UPDATE tellings SET cluster = number WHERE number = ?", ((number,) for number in left)
    )
    for number in left:
        join_cluster(connection, number)
    return clusters_of(connection, left)


def clusters_of(connection: sqlite3.Connection, tellings: Iterable[int]) -> set[int]:
    """The clusters that tellings are in."""
    return {
        connection.execute("SELECT cluster FROM tellings WHERE number = ?", (number,)).fetchone()[0]
        for number in tellings
    }


def unsettle(connection: sqlite3.Connection, clusters: Iterable[int]) -> None:
    """Note that the evidence of these clusters is to be named anew before it is read."""
    connection.executemany(
        "INSERT INTO unsettled (cluster) VALUES (?) ON CONFLICT DO NOTHING",
        ((cluster,) for cluster in clusters),
    )


def settle(connection: sqlite3.Connection) -> None:
    """Cut the clusters that changed by occasion, and give every telling its evidence's id."""
    changed = [row[0] for row in connection.execute("SELECT cluster FROM unsettled")]
    for cluster in changed:
        rows = connection.execute(
            "SELECT t.id, d.family, t.date, d.published, t.bond, t.words FROM tellings AS t"
            " JOIN documents AS d ON d.number = t.document WHERE t.cluster = ?",
            (cluster,),
        ).fetchall()
        if not rows:  # it went into another one
            continue
        bond = Bond(rows[0][4])
        sightings = [
            Sighting(
                id=key,
                family=family,
                date=_date(when),
                published=_date(published),
                counts=quantities(words) if bond is Bond.DEED else {},
            )
            for key, family, when, published, _, words in rows
        ]
        for part in occasions(sightings, bond):
            connection.executemany(
                "UPDATE tellings SET evidence = ? WHERE id = ?",
                ((part[0].id, sighting.id) for sighting in part),
            )
    connection.execute("DELETE FROM unsettled")


def _date(text: str | None) -> Edtf | None:
    return Edtf(text) if text else None
