"""How the C library shares memory among the threads of a server."""

import ctypes
import platform

_M_ARENA_MAX = -8
_ARENAS = 2


def share_arenas() -> bool:
    """Let threads share two arenas of memory; whether this C library could be told so.

    glibc gives every thread an arena of its own, and none gives back what another needs: after two
    minutes of fifty readers a server held 220 MB and grew, with two arenas 172 MB and did not
    (`benchmarks/serving.py`). Called before threads start; no other C library needs it.
    """
    if platform.libc_ver()[0] != "glibc":
        return False
    return bool(ctypes.CDLL(None).mallopt(_M_ARENA_MAX, _ARENAS))
