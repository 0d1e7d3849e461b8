"""Web addresses, against a server of this machine."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from onrecord.documents.fetch import fetched
from onrecord.documents.readers import Unread, sources
from onrecord.errors import UnreadableError


class Pages(BaseHTTPRequestHandler):
    """A page, a missing page, and one that trickles."""

    def do_GET(self) -> None:
        """Answer by the path."""
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
