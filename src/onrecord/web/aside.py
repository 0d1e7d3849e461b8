"""What takes long to find, found by a process of its own, so that nobody else waits for it.

To hold the words and deeds of a much quoted person against each other takes half a minute of a
processor in a record of 40,000 (`benchmarks/RESULTS.md`). In a thread of the server all other pages
would come slowly meanwhile, because threads take turns; and a reader would stare at a page that
does not come. So another process looks, behind all else the machine does; who asks waits a moment,
and is told to ask again if that was not enough. What was found is kept until the record changes.
"""

import multiprocessing
import os
import signal
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor, wait
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from threading import Lock
from typing import Any, TypeVar

from onrecord.errors import OnrecordError

T = TypeVar("T")
PATIENCE_S = 1.5
_KEPT = 64
_WAITING = 8
"""Searches that may wait for the one at work: strangers could ask for any number."""
_NICE = 10


class BusyError(OnrecordError):
    """So much is being looked for already that nothing more is taken on."""


class Aside:
    """Looks for things in another process, one after the other, and keeps what was found."""

    def __init__(self) -> None:
        self._asked: OrderedDict[Hashable, tuple[str, Future[Any]]] = OrderedDict()
        self._lock = Lock()
        self._threads = ThreadPoolExecutor(1, "aside")
        self._starting = Lock()
        self._at_work: BaseProcess | None = None
        self._is_closed = False

    def find(
        self,
        state: str,
        work: Callable[..., T],
        given: tuple[Hashable, ...],
        patience_s: float | None = None,
    ) -> tuple[T] | None:
        """What is found, in a tuple of its own; None while it is still being looked for.

        Args:
            state: of the record: what was found in another state counts no more.
            work: what finds it; a function of a module, because another process calls it.
            given: what that is given.
            patience_s: how long to wait for it, by default `PATIENCE_S`.

        Raises:
            BusyError: there is too much to look for.
        """
        future = self._future(state, work, given)
        wait([future], PATIENCE_S if patience_s is None else patience_s)
        return (future.result(),) if future.done() else None

    def close(self) -> None:
        """Give up what is being looked for."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        with self._starting:  # one that is about to start is not overlooked
            self._is_closed = True
            if self._at_work is not None:
                self._at_work.kill()

    def _future(
        self,
        state: str,
        work: Callable[..., T],
        given: tuple[Hashable, ...],
    ) -> Future[T]:
        key = (work.__qualname__, given)
        with self._lock:
            held = self._asked.get(key)
            if held is not None and held[0] == state and not _has_failed(held[1]):
                self._asked.move_to_end(key)
                return held[1]
            if held is not None:
                held[1].cancel()  # if its turn has not come yet
            if sum(not future.done() for _, future in self._asked.values()) > _WAITING:
                raise BusyError("many are asking for what takes long to find: try again later")
            future = self._threads.submit(self._found, work, given)
            self._asked[key] = state, future
            while len(self._asked) > _KEPT:
                self._asked.popitem(last=False)
            return future

    def _found(self, work: Callable[..., T], given: tuple[Hashable, ...]) -> T:
        """What a function gives in a process of its own.

        Raises:
            OnrecordError: as the function did.
            RuntimeError: the process came to its end without an answer.
        """
        context = multiprocessing.get_context("spawn")  # a fork would copy the locks of threads
        here, there = context.Pipe(duplex=False)
        process = context.Process(target=_look, args=(there, work, given), daemon=True)
        with self._starting:
            if self._is_closed:
                raise CancelledError
            process.start()
            self._at_work = process
        there.close()
        try:
            is_found, answer = here.recv()
        except EOFError:
            raise RuntimeError(f"{work.__name__} broke off, see the messages above") from None
        finally:
            here.close()
            process.join()
            self._at_work = None
        if not is_found:
            raise answer
        found: T = answer
        return found


def _has_failed(future: Future[Any]) -> bool:
    return future.cancelled() or (future.done() and future.exception() is not None)


def _look(answer: Connection, work: Callable[..., Any], given: tuple[Hashable, ...]) -> None:
    """What the other process does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server ends it, not the keyboard
    if hasattr(os, "SCHED_IDLE"):  # a nice process still takes a tenth of what readers need
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    elif hasattr(os, "nice"):
        os.nice(_NICE)
    try:
        answer.send((True, work(*given)))
    except OnrecordError as error:
        answer.send((False, error))
