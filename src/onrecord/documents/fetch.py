"""URL -> bytes; nothing else touches the network, and nothing is fetched that nobody named."""

import http.client
import time
import urllib.request
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from onrecord.errors import UnreadableError

TIMEOUT_S = 20.0
LARGEST_BYTES = 50_000_000
_AGENT = "onrecord (reads pages that its user names)"
_PIECE_BYTES = 65_536


def is_url(source: str) -> bool:
    """Whether a source is named as a web address."""
    return source.lower().startswith(("http://", "https://"))


def fetched(url: str, timeout_s: float = TIMEOUT_S, largest_bytes: int = LARGEST_BYTES) -> bytes:
    """The bytes at an http(s) address.

    Raises:
        UnreadableError: it cannot be had, is too large or takes too long.
    """
    if not is_url(url) or not urlsplit(url).hostname:
        raise UnreadableError("is not an http or https address")
    request = urllib.request.Request(url, headers={"User-Agent": _AGENT, "Accept": "*/*"})
    try:
        return _body(request, timeout_s, largest_bytes)
    except HTTPError as error:
        raise UnreadableError(f"cannot be fetched: the server answers {error.code}") from None
    except URLError as error:
        raise UnreadableError(f"cannot be fetched: {error.reason}") from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise UnreadableError(f"cannot be fetched: {reason}") from None


def _body(request: urllib.request.Request, timeout_s: float, largest_bytes: int) -> bytes:
    deadline = time.monotonic() + timeout_s
    pieces: list[bytes] = []
    size = 0
    with urllib.request.urlopen(request, timeout=timeout_s) as response:
        while piece := response.read1(_PIECE_BYTES):
            pieces.append(piece)
            size += len(piece)
            if size > largest_bytes:
                raise UnreadableError(f"is larger than {largest_bytes:,} bytes")
            if time.monotonic() > deadline:
                raise UnreadableError(f"takes longer than {timeout_s:g} seconds")
    return b"".join(pieces)
