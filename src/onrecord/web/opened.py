"""What the server works on: a record, kept open between requests, and a reader."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock

from onrecord.documents.duplicates import near_duplicates
from onrecord.errors import OnrecordError
from onrecord.extraction.reader import Reader
from onrecord.record.failures import FAILURES
from onrecord.record.store import Store
from onrecord.web.aside import Aside

_CACHE_KIB = 4 * 1024
"""Of each of the connections that are open at once."""
_IDLE = 4
"""Connections that are kept for the next requests: opening one takes longer than most pages."""


@dataclass(slots=True)
class Opened:
    """A record to serve.

    Attributes:
        location: where it is.
        reader: what reads texts that are audited or added; None reads by rule.
        public: whether strangers reach the server: then nothing can be added.
        aside: finds in it what takes long.
    """

    location: str
    reader: Reader | None = None
    public: bool = False
    aside: Aside = field(default_factory=Aside)
    _writing: Lock = field(default_factory=Lock)
    _idle: list[tuple[object, Store]] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The record, for one request that reads.

        Raises:
            RecordError: there is none any more, or it is not one that we can use.
        """
        file, store = self._taken()
        try:
            yield store
        except OnrecordError:  # what was asked was wrong, not the connection
            self._give_back(file, store)
            raise
        except FAILURES:
            self.close()  # where a server has gone, what is kept is of no use either
            with store:  # which closes it, and says in words what failed
                raise
        except BaseException:
            store.close()
            raise
        self._give_back(file, store)

    @contextmanager
    def writing(self) -> Iterator[Store]:
        """The record, to add to: one at a time, the next one waits.

        Raises:
            RecordError: as for reading, or it cannot be written.
        """
        with self._writing, self._open() as store:
            yield store

    def state(self, store: Store) -> str:
        """A mark that changes when something is added, or another record put in its place."""
        return f"{self._file()} {store.shelf().state()}"

    def close(self) -> None:
        """Let go of the record."""
        with self._lock:
            idle, self._idle[:] = list(self._idle), []
        for _, store in idle:
            store.close()

    def _taken(self) -> tuple[object, Store]:
        file = self._file()
        with self._lock:
            held = self._idle.pop() if self._idle else None
        if held is not None and held[0] == file:
            return held
        if held is not None:  # another file was put in its place since
            held[1].close()
            self.close()
        return file, self._open()

    def _give_back(self, file: object, store: Store) -> None:
        with self._lock:
            if len(self._idle) < _IDLE:
                self._idle.append((file, store))
                return
        store.close()

    def _open(self) -> Store:
        return Store.open(self.location, near_duplicates=near_duplicates, cache_kib=_CACHE_KIB)

    def _file(self) -> object:
        """Which file it is, not what is in it; None where there is none."""
        try:
            found = os.stat(self.location)
        except OSError:
            return None
        return found.st_dev, found.st_ino
