"""Who and what a record holds, counted for its front page, by another process where that is long.

To count what everybody said takes seven seconds in a record of 300,000, after every change of it
(`benchmarks/serving.py`): too long for the first page that a reader sees.
"""

from dataclasses import dataclass

from onrecord import pipeline
from onrecord.record.counts import PersonCount, TopicCount
from onrecord.record.store import Store

COUNTED_AT_ONCE = 60_000
"""Statements and actions that are counted in about a second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What the front page tells of a record.

    Attributes:
        people: the most heard first, and `topics` the most touched on.
        totals: how many documents, statements and actions there are.
        known: of how many statements the speaker is known, and how exact the date is.
    """

    people: tuple[PersonCount, ...]
    topics: tuple[TopicCount, ...]
    totals: dict[str, int]
    known: tuple[dict[str, int], dict[str, int]]


def counts_of(store: Store) -> Counts:
    """Count them."""
    shelf = store.shelf()
    return Counts(
        people=store.people(),
        topics=pipeline.named_topics(store),
        totals=shelf.totals(),
        known=shelf.known(),
    )


def counted_in(location: str) -> Counts:
    """The counts of a record, for a process that has not opened it yet."""
    with pipeline.open_record(location) as store:
        return counts_of(store)
