"""Which documents are near-duplicates, which tellings are one: kept up to date as they come.

Both are connected components. A document or telling that joins looks up its candidates (shared
bands, shared keys), and the components that it touches become one; so the order of adding does
not matter, and nothing is compared twice.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from onrecord.core.edtf import Edtf
from onrecord.core.quantities import quantities
from onrecord.record.database import Database
from onrecord.record.merging import Trace, agree
from onrecord.record.occasions import Bond, Sighting, occasions
from onrecord.record.rows import read_text

Resemblance = Callable[[str], Callable[[str], bool]]
"""Whether a text is a near-duplicate of others: of each that it is then asked about."""

_SIGNED = 1 << 63
_AT_ONCE = 500
"""Clusters that are settled in one go, to hold few of them at a time."""


def signed(number: int) -> int:
    """A band as a database can keep it: 64 bits with a sign."""
    return (number + _SIGNED) % (1 << 64) - _SIGNED


class New(NamedTuple):
    """A document that was just written."""

    number: int
    id: str
    text: str


class Own(NamedTuple):
    """What is known of a telling whose cluster is looked for.

    `size` is how many keys it is recognised by, `traces` how many of them it bears itself.
    """

    cluster: int
    size: int
    traces: int


def join_family(
    connection: Database,
    document: New,
    bands: Iterable[int],
    near_duplicates: Resemblance | None,
) -> set[int]:
    """Put a new document into its near-duplicate group; the documents whose group changed."""
    keys = {signed(band) for band in bands}
    connection.write("bands", ("band", "document"), [(key, document.number) for key in keys])
    candidates = connection.execute(
        f"SELECT DISTINCT d.family, d.number FROM {connection.each('?', int)} AS mine"
        " JOIN bands AS other ON other.band = mine.value"
        " JOIN documents AS d ON d.number = other.document"
        " WHERE d.number <> ? ORDER BY d.number",
        (connection.listed(sorted(keys)), document.number),
    ).fetchall()
    if not candidates:
        return set()
    resembles = near_duplicates(document.text) if near_duplicates is not None else None
    families: set[str] = set()
    for family, candidate in candidates:
        if family not in families and _is_one(connection, candidate, resembles):
            families.add(family)
    if not families:
        return set()
    least = min(document.id, *families)
    changed: set[int] = set()
    for family in (document.id, *families):
        if family != least:
            changed.update(
                row[0]
                for row in connection.execute(
                    "UPDATE documents SET family = ? WHERE family = ? RETURNING number",
                    (least, family),
                )
            )
    return changed


def _is_one(connection: Database, candidate: int, resembles: Callable[[str], bool] | None) -> bool:
    if resembles is None:
        return True
    (other,) = connection.execute(
        "SELECT text FROM documents WHERE number = ?", (candidate,)
    ).fetchone()
    return resembles(read_text(other))


def leave_traces(connection: Database, found: Mapping[int, Trace]) -> Counter[int]:
    """Note what tellings are recognised by; how many keys each bears.

    A slogan is told thousands of times. Of tellings with just the same keys one bears them for
    all, and the others only that they are like it, so that what is told next meets one of them.
    """
    alike = {number: t.alike for number, t in found.items() if not t.bond.is_sure}
    rows = connection.execute(
        f"SELECT DISTINCT key FROM traces WHERE key {connection.among('?', int)}",
        (connection.listed([*alike.values()]),),
    )
    borne = {key for (key,) in rows}
    left: list[tuple[int, int]] = []
    for number, traces in found.items():
        keys = traces.keys
        if number in alike:
            key = alike[number]
            keys = frozenset({key}) if key in borne else keys | {key}
            borne.add(key)
        left += ((key, number) for key in sorted(keys))
    connection.write("traces", ("key", "telling"), left)
    return Counter(number for _, number in left)


def hand_over_traces(connection: Database, document: int) -> None:
    """Give the keys that tellings of a document bear for others to one of those others."""
    heirs = connection.execute(
        "SELECT mine.telling, min(other.telling) FROM tellings AS own"
        " JOIN traces AS mine ON mine.telling = own.number"
        " JOIN traces AS other ON other.key = mine.key"
        " JOIN tellings AS t ON t.number = other.telling"
        " WHERE own.document = :document AND t.document <> :document"
        " AND (SELECT count(*) FROM traces WHERE telling = own.number) > 1"
        " AND (SELECT count(*) FROM traces WHERE telling = t.number) = 1"
        " GROUP BY mine.telling",
        {"document": document},
    ).fetchall()
    connection.executemany(
        "UPDATE traces SET telling = :heir WHERE telling = :bearer"
        " AND key NOT IN (SELECT key FROM traces WHERE telling = :heir)",
        ({"heir": heir, "bearer": bearer} for bearer, heir in heirs),
    )


def join_clusters(connection: Database, own: Mapping[int, Own]) -> set[int]:
    """Put tellings together with those that tell the same; the numbers of their clusters."""
    joined = _Joined()
    for known in own.values():
        joined.add(known.cluster)
    for telling, other, size, shared in _alike(connection, own):
        known = own[telling]
        if agree(size if shared is None else shared, known.size, size):
            joined.join(known.cluster, other)
    if moves := joined.moves():
        connection.executemany("UPDATE tellings SET cluster = ? WHERE cluster = ?", moves)
    return {joined.least(known.cluster) for known in own.values()}


class _Joined:
    """Clusters that are found to be one, by the least of their numbers."""

    def __init__(self) -> None:
        self._next: dict[int, int] = {}

    def add(self, cluster: int) -> None:
        self._next.setdefault(cluster, cluster)

    def least(self, cluster: int) -> int:
        while (smaller := self._next[cluster]) != cluster:
            self._next[cluster] = self._next[smaller]
            cluster = smaller
        return cluster

    def join(self, one: int, other: int) -> None:
        self.add(other)
        first, second = sorted((self.least(one), self.least(other)))
        self._next[second] = first

    def moves(self) -> list[tuple[int, int]]:
        """Where each cluster goes that is not one any more, and its number."""
        return [(self.least(c), c) for c in sorted(self._next) if self.least(c) != c]


def _alike(
    connection: Database, own: Mapping[int, Own]
) -> Iterator[tuple[int, int, int, int | None]]:
    """What shares traces with tellings: of which, its cluster and size, how many it shares.

    A telling with one trace shares that with a whole cluster, or it says that another bears the
    rest: any one of those does, and stands for as many as it has itself (None).
    """
    among = connection.among("?", int)
    for query, numbers in (
        (_SHARING, [number for number, known in own.items() if known.traces > 1]),
        (_ANY_ONE, [number for number, known in own.items() if known.traces == 1]),
    ):
        if numbers:
            yield from connection.execute(query.format(among=among), (connection.listed(numbers),))


# CROSS JOIN keeps SQLite to this order: from the few tellings to their keys to the other tellings
_SHARING = """
SELECT mine.telling, t.cluster, t.size, count(*) FROM traces AS mine
CROSS JOIN traces AS other CROSS JOIN tellings AS t
WHERE mine.telling {among} AND other.key = mine.key AND other.telling <> mine.telling
AND t.number = other.telling GROUP BY mine.telling, t.number
"""
_ANY_ONE = """
SELECT mine.telling, t.cluster, t.size, NULL FROM traces AS mine
CROSS JOIN tellings AS t WHERE mine.telling {among} AND t.number = (
    SELECT other.telling FROM traces AS other
    WHERE other.key = mine.key AND other.telling <> mine.telling LIMIT 1
)
"""


def take_apart(connection: Database, clusters: Collection[int]) -> set[int]:
    """Group anew what is left of clusters that lost a telling; the numbers of their clusters."""
    rows = connection.execute(
        "SELECT t.number, t.size, (SELECT count(*) FROM traces WHERE telling = t.number)"
        f" FROM tellings AS t WHERE t.cluster {connection.among('?', int)}",
        (connection.listed([*clusters]),),
    )
    left = {number: Own(number, size, traces) for number, size, traces in rows}
    connection.executemany(
        "UPDATE tellings SET cluster = number WHERE number = ?", [(number,) for number in left]
    )
    return join_clusters(connection, left)


def unsettle(connection: Database, clusters: Iterable[int]) -> None:
    """Note that the evidence of these clusters is to be named anew before it is read."""
    # WHERE, or SQLite takes ON for that of a join
    connection.execute(
        f"INSERT INTO unsettled (cluster) SELECT value FROM {connection.each('?', int)} AS n"
        " WHERE true ON CONFLICT DO NOTHING",
        (connection.listed(sorted(clusters)),),
    )


def settle(connection: Database) -> None:
    """Cut the clusters that changed by occasion, and give every telling its evidence's id."""
    changed = sorted(cluster for (cluster,) in connection.execute("SELECT cluster FROM unsettled"))
    for start in range(0, len(changed), _AT_ONCE):
        # words count in deeds alone: a slogan's, thousands of times the same, are not read
        rows = connection.execute(
            "SELECT t.cluster, t.bond, t.id, t.evidence, d.family, t.date, d.published,"
            f" CASE t.bond WHEN '{Bond.DEED}' THEN t.words END"
            " FROM tellings AS t JOIN documents AS d ON d.number = t.document"
            f" WHERE t.cluster {connection.among('?', int)} ORDER BY t.cluster, t.number",
            (connection.listed(changed[start : start + _AT_ONCE]),),
        )
        connection.executemany(
            "UPDATE tellings SET evidence = ? WHERE id = ?",
            [pair for _, cluster in groupby(rows, itemgetter(0)) for pair in _renamed(cluster)],
        )
    connection.execute("DELETE FROM unsettled")


def _renamed(cluster: Iterable[tuple[Any, ...]]) -> Iterator[tuple[str, str]]:
    """The evidence of those tellings of a cluster that had another, and their ids."""
    named: dict[str, str] = {}
    sightings: list[Sighting] = []
    for _, name, key, evidence, family, when, published, words in cluster:
        bond = Bond(name)
        named[key] = evidence
        sightings.append(
            Sighting(
                id=key,
                family=family,
                date=_date(when),
                published=_date(published),
                counts=quantities(words) if bond is Bond.DEED else {},
            )
        )
    for part in occasions(sightings, bond):
        yield from ((part[0].id, s.id) for s in part if named[s.id] != part[0].id)


@lru_cache(maxsize=4_096)  # a slogan is cut anew whenever it is told again, by the same dates
def _date(text: str | None) -> Edtf | None:
    return Edtf(text) if text else None
