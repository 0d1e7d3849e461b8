"""Which documents share wording with a text, found without reading any of them.

Each document is indexed by its pairs of neighbouring words, as hashes in a full-text index that
keeps nothing but the numbers of documents. Pairs are rarer than words and, unlike longer runs,
outlive a change two words away: an altered quotation still shares most of its own. What is found
are candidates, for two pairs may share a hash; reading them is up to the caller.
"""

import json
import re
import sqlite3
import unicodedata
import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from heapq import nlargest
from itertools import pairwise
from math import log
from operator import itemgetter

_WORD = re.compile(r"\w+")
_COMMON = 2_000
"""A pair that more documents hold tells little, and costs more than it tells."""
_LONGEST = 400
"""Pairs of a longer text that are looked up: the first so many find it as well as all."""
Runs = Iterable[str]


def indexed_pairs(text: str) -> str:
    """The keys of all pairs of a text, as the index takes them."""
    return " ".join(sorted(set(_keys(text))))


def index(connection: sqlite3.Connection, number: int, text: str) -> None:
    """Make a document findable by its pairs."""
    connection.execute(
        "INSERT INTO pairs (rowid, keys) VALUES (?, ?)", (number, indexed_pairs(text))
    )


def holding_all(
    connection: sqlite3.Connection, runs: Runs, most: int, since: str = ""
) -> tuple[str, ...]:
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
    found = connection.execute(
        "SELECT d.id FROM pairs JOIN documents AS d ON d.number = pairs.rowid WHERE pairs MATCH ?"
        " ORDER BY d.published IS NULL, d.published < ?, d.published, d.id LIMIT ?",
        (" ".join(keys), since, most),
    )
    return tuple(row[0] for row in found)


def holding_some(connection: sqlite3.Connection, runs: Runs, most: int) -> tuple[str, ...]:
    """Ids of documents that hold some of the pairs; those with the most and rarest pairs first."""
    weights: defaultdict[int, float] = defaultdict(float)
    for key in _asked(runs):
        numbers = _holding(connection, key)
        if len(numbers) <= _COMMON:
            weight = log(2 * _COMMON / (1 + len(numbers)))
            for number in numbers:
                weights[number] += weight
    best = nlargest(most, weights.items(), key=itemgetter(1))
    return _ids(connection, [number for number, _ in best])


def _holding(connection: sqlite3.Connection, key: str) -> list[int]:
    """Numbers of documents that hold a pair, in order, up to one more than too many.

    As one value, for making a row of each takes four times as long as finding it.
    """
    (numbers,) = connection.execute(
        "SELECT json_group_array(rowid) FROM"
        " (SELECT rowid FROM pairs WHERE pairs MATCH ? ORDER BY rowid LIMIT ?)",
        (key, _COMMON + 1),
    ).fetchone()
    found: list[int] = json.loads(numbers)
    return found


def _ids(connection: sqlite3.Connection, numbers: Sequence[int]) -> tuple[str, ...]:
    found = dict(
        connection.execute(
            "SELECT number, id FROM documents WHERE number IN (SELECT value FROM json_each(?))",
            (json.dumps(numbers),),
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
