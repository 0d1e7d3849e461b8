"""Which documents are near-duplicates, which tellings are one: kept up to date as they come.

Both are connected components. A document or telling that joins looks up its candidates (shared
bands, shared keys), and the components that it touches become one; so the order of adding does
not matter, and nothing is compared twice.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable

from onrecord.core.edtf import Edtf
from onrecord.record.merging import Bond, Sighting, agree, occasions
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


def join_cluster(connection: sqlite3.Connection, telling: int) -> int:
    """Put a telling together with those that tell the same; the number of their cluster."""
    own, size, bond = connection.execute(
        "SELECT cluster, size, bond FROM tellings WHERE number = ?", (telling,)
    ).fetchone()
    # strict tellings have one key, the same for all of a cluster: any other one is enough
    if bond == Bond.STRICT:
        tally, end = "1", "LIMIT 1"
    else:
        tally, end = "count(*)", "GROUP BY other.telling"
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
            "SELECT t.id, d.family, t.date, d.published, t.bond FROM tellings AS t"
            " JOIN documents AS d ON d.number = t.document WHERE t.cluster = ?",
            (cluster,),
        ).fetchall()
        if not rows:  # it went into another one
            continue
        sightings = [
            Sighting(id=key, family=family, date=_date(when), published=_date(published))
            for key, family, when, published, _ in rows
        ]
        for part in occasions(sightings, Bond(rows[0][4])):
            connection.executemany(
                "UPDATE tellings SET evidence = ? WHERE id = ?",
                ((part[0].id, sighting.id) for sighting in part),
            )
    connection.execute("DELETE FROM unsettled")


def _date(text: str | None) -> Edtf | None:
    return Edtf(text) if text else None
