"""How a server's memory is shared among its threads, and how it is tidied up."""

import ctypes
import gc
import platform
from collections.abc import Iterator
from contextlib import contextmanager

_M_ARENA_MAX = -8
_ARENAS = 2
_YOUNG = 50_000
"""Objects that are made before the youngest are gone through: about what a large page takes."""


def share_arenas() -> bool:
    """Let threads share two arenas of memory; whether this C library could be told so.

    glibc gives every thread an arena of its own, and none gives back what another needs: after two
    minutes of fifty readers a server held 220 MB and grew, with two arenas 172 MB and did not
    (`benchmarks/serving.py`). Called before threads start; no other C library needs it.
    """
    if platform.libc_ver()[0] != "glibc":
        return False
    return bool(ctypes.CDLL(None).mallopt(_M_ARENA_MAX, _ARENAS))


@contextmanager
def settled_heap() -> Iterator[None]:
    """Let the collector of garbage pass over what is there already, and come less often.

    What a server has loaded stays, and a page of hits makes tens of thousands of objects that go
    by themselves: going through them all the while took a seventh of the time of a search, and
    now and then 70 ms at once (record of a million, `benchmarks/scale.py`).
    """
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
