"""A server's threads share their memory, where the C library lets them; what is loaded stays."""

import gc
import platform
import subprocess
import sys

import pytest

from onrecord.web.memory import settled_heap

_ARENAS = """
import ctypes, os, threading
from onrecord.web.memory import share_arenas
assert share_arenas()
libc, held = ctypes.CDLL(None), []
libc.malloc.restype = ctypes.c_void_p
libc.malloc.argtypes = [ctypes.c_size_t]
done = threading.Barrier(9)
def work():
    held.append([libc.malloc(50_000) for _ in range(40)])
    done.wait()
    done.wait()
threads = [threading.Thread(target=work) for _ in range(8)]
for thread in threads: thread.start()
done.wait()
print(len({place >> 26 for places in held for place in places}))
done.wait()
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc has arenas")
def test_threads_share_two_arenas() -> None:
    """An arena of a thread lies at a multiple of 64 MiB, the first one in the heap."""
    told = subprocess.run(
        [sys.executable, "-c", _ARENAS], capture_output=True, text=True, check=True
    )

    assert int(told.stdout) <= 3


def test_what_is_loaded_is_passed_over_as_long_as_the_server_runs() -> None:
    before = gc.get_threshold()

    with settled_heap():
        assert gc.get_freeze_count() > 10_000
        assert gc.get_threshold()[0] == 50_000

    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0
