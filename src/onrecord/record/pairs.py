"""Which documents share wording with a text, found without reading any of them.

Each document is indexed by its pairs of neighbouring words, as hashes in a full-text index that
keeps nothing but the numbers of documents. Pairs are rarer than words and, unlike longer runs,
outlive a change two words away: an altered quotation still shares most of its own. What is found
are candidates, for two pairs may share a hash; reading them is up to the caller.
"""

import re
import unicodedata
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from heapq import nlargest
from itertools import pairwise
from math import log
from operator import itemgetter

from onrecord.record.database import Database

_WORD = re.compile(r"\w+")
_COMMON = 2_000
"""A pair that more documents hold tells little, and costs more than it tells."""
_LONGEST = 400
"""Pairs of a longer text that are looked up: the first so many find it as well as all."""
Runs = Iterable[str]


def indexed_pairs(text: str) -> list[str]:
    """The keys of all pairs of a text."""
    return sorted(set(_keys(text)))


def index(connection: Database, number: int, text: str) -> None:
    """Make a document findable by its pairs."""
    connection.write_pairs(number, indexed_pairs(text))


def holding_all(connection: Database, runs: Runs, most: int, since: str = "") -> tuple[str, ...]:
    """Ids of documents that hold every pair of some runs of words, the earliest published first.

    Args:
        connection: the record.
        runs: words that stand together.
        most: how many at most.
        since: those published before this day come last.
    """
    keys = _asked(runs)
    if not keys:
        return ()
    held, values = connection.pairs_held(keys)
    found = connection.execute(
        f"SELECT d.id FROM pairs JOIN documents AS d ON d.number = pairs.rowid WHERE {held} ORDER"
        " BY d.published IS NULL, d.published < :since, d.published, d.id LIMIT :most",
        {**values, "since": since, "most": most},
    )
    return tuple(row[0] for row in found)


class Likeness:
    """Which documents share pairs with what is asked about one text; each pair is looked up once.

    It is for one question and its parts: what is written meanwhile may be missing.
    """

    def __init__(self, connection: Database) -> None:
        self._connection = connection
        self._numbers: dict[str, Sequence[int]] = {}

    def best(self, runs: Runs, most: int) -> tuple[str, ...]:
        """Ids of documents that hold some of the pairs, those with the most and rarest first."""
        weights: defaultdict[int, float] = defaultdict(float)
        for numbers in self._holding(_asked(runs)):
            if len(numbers) <= _COMMON:
                weight = log(2 * _COMMON / (1 + len(numbers)))
                for number in numbers:
                    weights[number] += weight
        best = nlargest(most, weights.items(), key=itemgetter(1))
        return _ids(self._connection, [number for number, _ in best])

    def _holding(self, keys: Sequence[str]) -> Iterator[Sequence[int]]:
        new = [key for key in keys if key not in self._numbers]
        found = self._connection.pairs_each(new, _COMMON + 1)
        self._numbers.update(zip(new, found, strict=True))
        return (self._numbers[key] for key in keys)


def _ids(connection: Database, numbers: Sequence[int]) -> tuple[str, ...]:
    found = dict(
        connection.execute(
            f"SELECT number, id FROM documents WHERE number {connection.among('?', int)}",
            (connection.listed(numbers),),
        )
    )
    return tuple(found[number] for number in numbers)


def _asked(runs: Runs) -> list[str]:
    """The keys to look up, each once, in the order of the words."""
    return list(dict.fromkeys(key for run in runs for key in _keys(run)))[:_LONGEST]


def _keys(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text).casefold()
    words = [word.encode("utf-8", "surrogatepass") for word in _WORD.findall(plain)]
    return [format(zlib.crc32(b"%b %b" % pair), "08x") for pair in pairwise(words)]
