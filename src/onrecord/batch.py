"""The main path over many documents: in this process, or in many (on Ray: `batch_on_ray`).

A shard is read by a pure function, and what comes of it is the same bytes wherever that ran. It
appears in the output whole or not at all, with a manifest that says what it was made of, so that
a run that was cut off goes on with the shards that lack one.

A document may do to its reader what no exception shows: crash it, eat its memory, never end. So
shards are read in a process of their own (`Hand`), which tells of each document before it reads
it; when it dies, the next one passes that document over and says why.
"""

import hashlib
import json
import os
import shutil
import signal
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from itertools import count
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from onrecord.core.document import Document
from onrecord.core.entities import Register
from onrecord.documents.duplicates import fingerprint
from onrecord.documents.facts import Defaults, Unread
from onrecord.documents.readers import documents_at
from onrecord.documents.shards import Shard, contents, uris
from onrecord.errors import FAULTS, OnrecordError, fault
from onrecord.extraction.reader import Reader
from onrecord.linking.register import builtin_register, parse_register
from onrecord.pipeline import reader_named
from onrecord.reading import read_out
from onrecord.record.shards import (
    MANIFEST,
    SCHEMA_VERSION,
    ShardWriter,
    digests,
    is_whole,
    manifest_of,
)

PATIENCE_S = 300
"""Seconds of work on one document; the longest debate of 131,000 characters takes 20."""
_MOST_DEATHS = 50

Watch = Callable[[str], str | None]
"""Is told of a document before it is read; gives the reason where it is to be passed over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What is to be done with every shard.

    Attributes:
        out: folder of the output; `reader` is a name as `--reader` takes it.
        threads: threads of the reader of one worker; `device` is what it runs on.
        register: text of the user's register in TOML.
        patience_s: seconds of work on one document before it is given up.
    """

    out: str
    reader: str
    threads: int = 1
    device: str = "cpu"
    register: str = ""
    defaults: Defaults = field(default_factory=Defaults)
    patience_s: float = PATIENCE_S


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What came of a shard; `again` where it had been done before."""

    shard: str
    counts: Mapping[str, int] = field(default_factory=dict)
    unread: tuple[Unread, ...] = ()
    again: bool = False
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class Tools:
    """What a worker loads once."""

    reader: Reader | None
    register: Register


def tools(work: Work) -> Tools:
    """Load what reading needs.

    Raises:
        OnrecordError: the register is none, or the reader's files or its device are missing.
    """
    known = builtin_register().joined(parse_register(work.register))
    return Tools(reader_named(work.reader, work.threads, work.device), known)


def read_shard(shard: Shard, work: Work, using: Tools, watch: Watch) -> Done:
    """Read a shard and write it, unless that was done before.

    Raises:
        OnrecordError: the output cannot be written.
    """
    made_of = _made_of(shard, work, using)
    place = Path(work.out) / f"shard={shard.name}"  # data frames see the name as a column
    manifest = manifest_of(place)
    if manifest is not None and manifest.get("made_of") == made_of and _is_there(place, manifest):
        unread = tuple(Unread(*pair) for pair in manifest["unread"])
        return Done(shard=shard.name, counts=manifest["counts"], unread=unread, again=True)
    part = place.with_name(f".{place.name}")  # no pattern for shards finds it
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        counts, unread = _write(shard, work, using, watch, part)
        pairs = [(passed.uri, passed.reason) for passed in unread]
        _finish(part, place, {"made_of": made_of, "counts": counts, "unread": pairs})
    except OSError as error:
        raise OnrecordError(f"cannot write {place}: {error.strerror or error}") from None
    return Done(shard=shard.name, counts=counts, unread=unread)


def _made_of(shard: Shard, work: Work, using: Tools) -> dict[str, Any]:
    """All that the output depends on: with the same of it, the same bytes come out."""
    weights = using.reader.provenance.version if using.reader else None
    given = work.defaults
    elsewhere = [] if work.device == "cpu" else [work.device]
    return {
        "sources": [list(pair) for pair in contents(shard)],
        "onrecord": version("onrecord"),
        "reader": [work.reader, weights, *elsewhere],
        "register": hashlib.sha256(work.register.encode()).hexdigest(),
        "given": {
            "published": str(given.published) if given.published else None,
            "publisher": given.publisher,
            "author": given.author,
            "columns": dict(given.columns),
        },
    }


def _is_there(place: Path, manifest: Mapping[str, Any]) -> bool:
    """Whether the tables of a finished shard are as they were written: else it is read anew."""
    try:
        return is_whole(place, manifest)
    except OSError:
        return False


def _write(
    shard: Shard, work: Work, using: Tools, watch: Watch, folder: Path
) -> tuple[dict[str, int], tuple[Unread, ...]]:
    unread: list[Unread] = []
    defaults = replace(work.defaults, watch=watch)
    with ShardWriter(folder) as writer:
        for source in shard.sources:
            for document in documents_at(source, defaults):
                passed = document if isinstance(document, Unread) else None
                if isinstance(document, Document):
                    passed = _write_one(document, using, writer)
                if passed is not None:
                    writer.pass_over(passed.uri, passed.reason)
                    unread.append(passed)
                writer.settle()
    return writer.counts, tuple(unread)


def _write_one(document: Document, using: Tools, writer: ShardWriter) -> Unread | None:
    try:
        reading = read_out(document, using.register, using.reader)
        writer.add(reading, fingerprint(document.text))
    except FAULTS as error:
        return Unread(document.uri, fault(error))
    return None


def _finish(part: Path, place: Path, said: dict[str, Any]) -> None:
    """Let a finished shard appear in one step; what was there before goes."""
    manifest = {"schema": SCHEMA_VERSION, "tables": digests(part), **said}
    text = json.dumps(manifest, indent=1, sort_keys=True)
    (part / MANIFEST).write_text(f"{text}\n", "utf-8")
    for file in part.iterdir():
        with file.open("rb") as stream:
            os.fsync(stream.fileno())
    if place.exists():
        shutil.rmtree(place)
    part.rename(place)


class Hand:
    """A process that reads shards, its models loaded once; it is replaced when it dies."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._process: Any = None
        self._pipe: Connection | None = None
        self._shard = Shard("", ())
        self._skip: dict[int, str] = {}
        self._at = _Place()
        self._deaths: list[_Place] = []

    def read(self, shard: Shard) -> Done:
        """Read a shard, without the documents that kill whoever reads them; see `hear`."""
        self.begin(shard)
        while (done := self.hear()) is None:
            pass
        return done

    def begin(self, shard: Shard) -> None:
        """Let the process read a shard."""
        self._shard, self._skip, self._deaths = shard, {}, []
        self._send()

    @property
    def ear(self) -> Connection:
        """Where to wait for what the process tells."""
        if self._pipe is None:
            self._pipe = self._started()
        return self._pipe

    def hear(self) -> Done | None:
        """Wait for the next word of the process: what came of the shard, or None if it goes on.

        Raises:
            OnrecordError: the output cannot be written, or it was interrupted.
        """
        try:
            message = self.ear.recv()
        except (EOFError, ConnectionError):
            return self._after_death()
        if isinstance(message, OnrecordError):
            raise message
        if isinstance(message, Done):
            return message
        number, is_source = message
        self._at = _Place(number, number if is_source else self._at.source)
        return None

    def _send(self) -> None:
        self._at = _Place()
        with suppress(ConnectionError):  # it died already: hearing from it tells
            self.ear.send((self._shard, self._skip))

    def _after_death(self) -> Done | None:
        """Go on with a new process, without the document that the last one died of."""
        self._process.join()
        self._pipe = None
        code = self._process.exitcode
        if code == -signal.SIGINT:
            raise OnrecordError("was interrupted: run it again, and it goes on from there")
        if self._at.number < 0:
            raise OnrecordError(f"a worker ended before it read anything (exit code {code})")
        if len(self._deaths) == _MOST_DEATHS:
            reason = f"killed more than {_MOST_DEATHS} readers: given up"
            return Done(shard=self._shard.name, failure=reason)
        again = self._at in self._deaths
        self._deaths.append(self._at)
        if code != -signal.SIGKILL or again:  # memory may be short because of others: once more
            self._blame(_cause(code, self._work.patience_s))
        self._send()
        return None

    def _blame(self, why: str) -> None:
        blamed = self._at.number
        if blamed in self._skip:  # passed over already: what holds it is deadly, all of it
            blamed = self._at.source
            self._skip = {number: known for number, known in self._skip.items() if number < blamed}
        self._skip[blamed] = why

    def _started(self) -> Connection:
        # forked from a process that did nothing but import: a start costs no second, and no
        # thread or lock of ours is shared
        context = get_context("forkserver")
        context.set_forkserver_preload([__name__])
        pipe, other = context.Pipe()
        self._process = context.Process(target=_serve, args=(other, self._work), daemon=True)
        self._process.start()
        other.close()  # so that the end of the process is the end of the pipe
        return pipe

    def dismiss(self) -> None:
        """End the process, whatever it is at: a shard that is not finished is not there."""
        if self._pipe is not None:
            self._pipe.close()
            self._process.kill()
            self._process.join()
            self._pipe = None


@dataclass(frozen=True, slots=True)
class _Place:
    """The numbers of the document that a process has at hand, and of its source; -1 for none."""

    number: int = -1
    source: int = -1


def _cause(code: int, patience_s: float) -> str:
    """Why the document that a process died of is passed over, in one line."""
    if code == -signal.SIGPROF:
        return f"takes more than {patience_s:g} seconds to read: passed over"
    if code == -signal.SIGKILL:
        return "killed its reader twice (out of memory?): passed over"
    return f"crashed its reader (exit code {code}): passed over"


def _serve(pipe: Connection, work: Work) -> None:
    """Read shards for as long as some are sent."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # ends without a traceback
    try:
        using = tools(work)
        while True:
            shard, skip = pipe.recv()
            done = read_shard(shard, work, using, _watch(pipe, shard, skip, work.patience_s))
            signal.setitimer(signal.ITIMER_PROF, 0)
            pipe.send(done)
    except OnrecordError as error:
        pipe.send(OnrecordError(str(error)))
    except (EOFError, ConnectionError):  # whoever sent the shards is gone
        return


def _watch(pipe: Connection, shard: Shard, skip: Mapping[int, str], patience_s: float) -> Watch:
    """Tells of every document by its number; the time for it starts now."""
    sources = set(uris(shard))
    numbers = count()

    def watch(place: str) -> str | None:
        number = next(numbers)
        pipe.send((number, place in sources))
        # time of work, not of the clock: a busy machine passes over no more than an idle one
        signal.setitimer(signal.ITIMER_PROF, patience_s)
        return skip.get(number)

    return watch


def in_processes(shards: Sequence[Shard], work: Work, workers: int) -> Iterator[Done]:
    """Read shards in so many processes of this machine, in the order in which they are done.

    Raises:
        OnrecordError: the output cannot be written, or it was interrupted.
    """
    waiting = deque(shards)
    hands = [Hand(work) for _ in range(min(workers, len(shards)))]
    try:
        for hand in hands:
            hand.begin(waiting.popleft())
        busy = list(hands)
        while busy:
            told = wait([hand.ear for hand in busy])
            for hand in [hand for hand in busy if hand.ear in told]:
                if (done := hand.hear()) is None:
                    continue
                if waiting:
                    hand.begin(waiting.popleft())
                else:
                    busy.remove(hand)
                yield done
    finally:
        for hand in hands:
            hand.dismiss()
