"""What the server works on: a record that is opened anew for each request, and a reader."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock

from onrecord.documents.duplicates import near_duplicates
from onrecord.extraction.reader import Reader
from onrecord.record.store import Store

_CACHE_KIB = 4 * 1024
"""Of each of the many connections that are open at once."""


@dataclass(slots=True)
class Opened:
    """A record to serve.

    Attributes:
        location: where it is.
        reader: what reads texts that are audited or added; None reads by rule.
        public: whether strangers reach the server: then nothing can be added.
    """

    location: str
    reader: Reader | None = None
    public: bool = False
    _lock: Lock = field(default_factory=Lock)

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The record, for one request.

        Raises:
            RecordError: there is none any more, or it is not one that we can use.
        """
        with Store.open(
            self.location, near_duplicates=near_duplicates, cache_kib=_CACHE_KIB
        ) as store:
            yield store

    def writing(self) -> Lock:
        """To be held while something is added: one at a time, the next one waits."""
        return self._lock
