"""The dossiers of a site, composed by several processes: each is a function of the record alone."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from onrecord import pipeline
from onrecord.core.entities import Reference
from onrecord.core.findings import Dossier
from onrecord.errors import OnrecordError
from onrecord.record.store import Store

_FEW = 24
"""Dossiers for which it is not worth while to start processes."""
_MOST = 4
"""Processes: each takes some 300 MB in a record of 1,000 long articles."""
_Pair = tuple[Reference, Reference]
_opened: list[Store] = []
"""The record that this process composes from, if it was started to do that."""


def composed(record: str, workers: int | None = None) -> Iterator[Dossier]:
    """The dossiers worth a page, in the same order however many processes compose them.

    Args:
        record: where the record is.
        workers: how many processes; by default as many as there are processors, four at most.

    Raises:
        OnrecordError: the record cannot be read, or one of the processes was ended from outside.
    """
    hands = min(workers or os.cpu_count() or 1, _MOST)
    with pipeline.open_record(record) as store:
        pairs = pipeline.site_pairs(store)
        if hands < 2 or len(pairs) < _FEW:
            yield from pipeline.site_dossiers(store, pairs)
            return
    pool = ProcessPoolExecutor(hands, get_context("spawn"), _open, (record,))
    try:
        yield from pool.map(_compose, pairs)
    except BrokenProcessPool:
        raise OnrecordError(
            "a process that composed dossiers was ended, perhaps for want of memory: build again"
        ) from None
    finally:
        pool.shutdown(cancel_futures=True)


def _open(record: str) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it is interrupted, and ends it
    _opened.append(pipeline.open_record(record))


def _compose(pair: _Pair) -> Dossier:
    (dossier,) = pipeline.site_dossiers(_opened[0], [pair])
    return dossier
