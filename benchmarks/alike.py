"""How much of what is told shares wording with what was told before: in news, and in replicas.

Run: python -m benchmarks.alike --data polnear/train.jsonl.gz --json

What merging costs in a large record follows from how many others a statement is compared with: all
that share a key with it (`onrecord.record.merging.trace`), of which there are more, the more the
record holds. So the records by which growth is measured must share as much as news does. Given
are, of a million pairs of statements or actions of different documents, how many share a key:
`news_week` of those published within seven days, `news_apart` a month or more apart, and
`replicas_apart` of rounds of replicas that do not follow one another, repeats included.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path

from benchmarks.replicas import rounds
from benchmarks.scale import read

from onrecord.core.evidence import Reading
from onrecord.record.merging import trace

WEEK, MONTHS = range(8), range(30, 100_000)
"""Days from one to the other."""
_ROUNDS = (3, 7)


@dataclass(frozen=True, slots=True)
class Pairs:
    """How many pairs share a key, and how many there are."""

    alike: int
    all: int

    @property
    def in_a_million(self) -> float:
        """The share that is alike."""
        return round(1e6 * self.alike / self.all, 2) if self.all else 0.0


def main() -> None:
    """Read, count, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="a table of articles")
    parser.add_argument("--json", action="store_true", help="print nothing but the JSON line")
    options = parser.parse_args()
    readings = read(options.data)
    one, other = (next(rounds(readings, first=number)) for number in _ROUNDS)
    found = {
        "news_week": within(readings, WEEK).in_a_million,
        "news_apart": within(readings, MONTHS).in_a_million,
        "replicas_apart": between(one, other).in_a_million,
    }
    if not options.json:
        for name, share in found.items():
            print(f"{name:<20}{share:>8}")
    print(json.dumps({"tellings": sum(len(told) for told in map(keys_of, readings)), **found}))


def within(readings: Iterable[Reading], apart: range) -> Pairs:
    """Pairs of dated documents that were published so many days apart."""
    dated = [
        (reading.document.published.earliest.toordinal(), keys_of(reading))
        for reading in readings
        if reading.document.published is not None
    ]
    fits = {
        (i, j)
        for i, j in combinations(range(len(dated)), 2)
        if abs(dated[i][0] - dated[j][0]) in apart
    }
    total = sum(len(dated[i][1]) * len(dated[j][1]) for i, j in fits)
    bearers = _bearers(told for _, told in dated)
    alike = {
        (one, other)
        for places in bearers.values()
        for one, other in combinations(places, 2)
        if (one[0], other[0]) in fits
    }
    return Pairs(len(alike), total)


def between(some: Sequence[Reading], others: Sequence[Reading]) -> Pairs:
    """Pairs of what two collections tell."""
    told, told_too = [keys_of(r) for r in some], [keys_of(r) for r in others]
    bearers, bearers_too = _bearers(told), _bearers(told_too)
    alike = {
        pair
        for key in bearers.keys() & bearers_too.keys()
        for pair in product(bearers[key], bearers_too[key])
    }
    return Pairs(len(alike), sum(map(len, told)) * sum(map(len, told_too)))


def keys_of(reading: Reading) -> list[frozenset[int]]:
    """What each statement and action of a document is recognised by."""
    text = reading.document.text
    return [trace(telling, text).keys for telling in (*reading.statements, *reading.actions)]


def _bearers(documents: Iterable[Sequence[frozenset[int]]]) -> dict[int, list[tuple[int, int]]]:
    """For each key what bears it: the place of its document, and its own in that, in order."""
    found: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for document, tellings in enumerate(documents):
        for place, keys in enumerate(tellings):
            for key in keys:
                found[key].append((document, place))
    return found


if __name__ == "__main__":
    main()
