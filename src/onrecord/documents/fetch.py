"""URL -> bytes; nothing else touches the network, and nothing is fetched that nobody named."""

import http.client
import ipaddress
import socket
import ssl
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


def fetched(
    url: str,
    timeout_s: float = TIMEOUT_S,
    largest_bytes: int = LARGEST_BYTES,
    *,
    public_only: bool = False,
) -> bytes:
    """The bytes at an http(s) address.

    Args:
        url: the address.
        timeout_s: how long it may take in all.
        largest_bytes: how much it may be.
        public_only: whether to refuse addresses of private networks and of the own machine, at
            the moment of connecting and after every redirect, so that no name can be turned later.

    Raises:
        UnreadableError: it cannot be had, is too large or takes too long.
    """
    if not is_url(url) or not urlsplit(url).hostname:
        raise UnreadableError("is not an http or https address")
    request = urllib.request.Request(url, headers={"User-Agent": _AGENT, "Accept": "*/*"})
    opener = _PUBLIC if public_only else _ANY
    try:
        return _body(opener, request, timeout_s, largest_bytes)
    except HTTPError as error:
        raise UnreadableError(f"cannot be fetched: the server answers {error.code}") from None
    except URLError as error:
        raise UnreadableError(f"cannot be fetched: {error.reason}") from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise UnreadableError(f"cannot be fetched: {reason}") from None


def _body(
    opener: urllib.request.OpenerDirector,
    request: urllib.request.Request,
    timeout_s: float,
    largest_bytes: int,
) -> bytes:
    deadline = time.monotonic() + timeout_s
    pieces: list[bytes] = []
    size = 0
    with opener.open(request, timeout=timeout_s) as response:
        while piece := response.read1(_PIECE_BYTES):
            pieces.append(piece)
            size += len(piece)
            if size > largest_bytes:
                raise UnreadableError(f"is larger than {largest_bytes:,} bytes")
            if time.monotonic() > deadline:
                raise UnreadableError(f"takes longer than {timeout_s:g} seconds")
    return b"".join(pieces)


def _dialled(host: str, port: int, timeout_s: float | None) -> socket.socket:
    """A connection to a public address of a host: what is checked is what is connected to.

    Raises:
        UnreadableError: the host has an address that is not public.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    for *_, place in found:
        if not ipaddress.ip_address(str(place[0]).partition("%")[0]).is_global:
            raise UnreadableError(
                f"lies in a private network ({host}): it is not fetched from here"
            )
    return socket.create_connection((str(found[0][4][0]), port), timeout_s)


class _PublicHttp(http.client.HTTPConnection):
    def connect(self) -> None:
        self.sock = _dialled(self.host, self.port, self.timeout)


class _PublicHttps(http.client.HTTPSConnection):
    def connect(self) -> None:
        plain = _dialled(self.host, self.port, self.timeout)
        context = ssl.create_default_context()
        self.sock = context.wrap_socket(plain, server_hostname=self.host)


class _PublicHttpHandler(urllib.request.HTTPHandler):
    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_PublicHttp, req)


class _PublicHttpsHandler(urllib.request.HTTPSHandler):
    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_PublicHttps, req)


_ANY = urllib.request.build_opener()
_PUBLIC = urllib.request.build_opener(
    urllib.request.ProxyHandler({}), _PublicHttpHandler, _PublicHttpsHandler
)
"""It takes no proxy: that would connect for us, to whatever it is told."""
