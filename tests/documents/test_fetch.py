"""Web addresses, against a server of this machine."""

import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from onrecord.documents.fetch import fetched
from onrecord.documents.readers import Unread, sources
from onrecord.errors import UnreadableError


class Pages(BaseHTTPRequestHandler):
    """A page, a missing page, and one that trickles."""

    def do_GET(self) -> None:
        """Answer by the path."""
        if self.path == "/elsewhere":
            self.send_response(302)
            self.send_header("Location", f"http://localhost:{self.server.server_port}/page")  # type: ignore[attr-defined]
            self.end_headers()
            return
        self.send_response(404 if self.path == "/missing" else 200)
        self.end_headers()
        if self.path == "/slow":
            for _ in range(20):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.05)
        else:
            self.wfile.write(b"Vale signed.")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The address of the server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_page_is_fetched(site: str) -> None:
    assert list(sources(f"{site}/page")) == [(f"{site}/page", b"Vale signed.")]


def test_a_missing_page_is_one_line(site: str) -> None:
    assert list(sources(f"{site}/missing")) == [
        Unread(f"{site}/missing", "cannot be fetched: the server answers 404")
    ]


def test_a_large_page_is_left(site: str) -> None:
    with pytest.raises(UnreadableError, match="larger than 5 bytes"):
        fetched(f"{site}/page", largest_bytes=5)


def test_a_slow_page_is_left(site: str) -> None:
    with pytest.raises(UnreadableError, match="longer than"):
        fetched(f"{site}/slow", timeout_s=0.2)


@pytest.mark.parametrize("address", ["file:///etc/hostname", "ftp://brenn.example/", "http://"])
def test_only_web_addresses_are_fetched(address: str) -> None:
    with pytest.raises(UnreadableError, match="not an http"):
        fetched(address)


PUBLIC = "93.184.215.14"
Places = dict[str, list[str]]


@pytest.fixture
def named(site: str, monkeypatch: pytest.MonkeyPatch) -> Places:
    """Hosts by their addresses; whoever connects to the public one reaches the server."""
    places: Places = {"public.example": [PUBLIC]}
    port = int(site.rsplit(":", 1)[-1])
    look_up, connect = socket.getaddrinfo, socket.create_connection

    def found(host: str, *rest: Any, **named: Any) -> Any:
        if host not in places:
            return look_up(host, *rest, **named)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in places[host]]

    def dial(place: tuple[str, int], *rest: Any, **named: Any) -> socket.socket:
        return connect(("127.0.0.1", port) if place[0] == PUBLIC else place, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", found)
    monkeypatch.setattr(socket, "create_connection", dial)
    return places


def test_a_public_page_is_fetched(named: Places) -> None:
    assert fetched("http://public.example/page", public_only=True) == b"Vale signed."


@pytest.mark.parametrize(
    "ip",
    ["127.0.0.1", "10.0.0.8", "192.168.1.1", "169.254.169.254", "0.0.0.0", "::1", "fe80::1%eth0"],
)
def test_an_address_that_is_not_public_is_refused(named: Places, ip: str) -> None:
    named["private.example"] = [PUBLIC, ip]  # one bad address is enough

    with pytest.raises(UnreadableError, match="private network"):
        fetched("http://private.example/page", public_only=True)


def test_a_redirect_does_not_lead_home(named: Places, site: str) -> None:
    assert fetched(f"{site}/elsewhere") == b"Vale signed."  # where the user names it
    with pytest.raises(UnreadableError, match="private network"):
        fetched("http://public.example/elsewhere", public_only=True)


def test_a_secure_address_is_looked_at_before_it_is_spoken_to(named: Places) -> None:
    with pytest.raises(UnreadableError, match="private network"):
        fetched("https://localhost/page", public_only=True)
