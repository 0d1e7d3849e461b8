"""`onrecord serve` and `onrecord mcp`, each as a process, over a record in PostgreSQL."""

import asyncio
import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from mcp import ClientSession
from mcp.client.stdio import StdioServerParameters, stdio_client

from onrecord import pipeline
from onrecord.documents.facts import Defaults
from onrecord.documents.readers import plain_document
from tests.conftest import NewRecord

ONRECORD = str(Path(sys.executable).with_name("onrecord"))
ARTICLE = "Mara Vale said on Monday: “The harbour of Brenn stays open to all of them.”\n"


@pytest.fixture
def location(postgresql: NewRecord, tmp_path: Path) -> str:
    place = postgresql()
    (tmp_path / "article.txt").write_text(ARTICLE, "utf-8")
    with pipeline.open_record(place, create=True) as store:
        pipeline.add(store, [str(tmp_path / "article.txt")], Defaults())
    return place


@contextmanager
def serving(location: str) -> Iterator[str]:
    """The address at which the command serves a record."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = (ONRECORD, "serve", "--port", str(port), "--reader", "rules", "--record", location)
    with subprocess.Popen(words, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as process:
        try:
            while process.poll() is None and not _listens(port):
                time.sleep(0.1)
            assert process.poll() is None, "it ended at once"
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _listens(port: int) -> bool:
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0


def page(address: str) -> str:
    with urllib.request.urlopen(address, timeout=30) as answer:
        return str(answer.read().decode())


def test_what_is_written_on_the_server_is_served_at_once(location: str) -> None:
    with serving(location) as address:
        first = json.loads(page(f"{address}/api/v1/search?q=harbour"))
        with pipeline.open_record(location) as store:  # another client of the database
            new = ARTICLE.replace("stays open", "was shut")
            pipeline.add_documents(store, [plain_document(new, "new", Defaults())])
        second = json.loads(page(f"{address}/api/v1/search?q=harbour"))

        assert (first["total"], second["total"]) == (1, 2)
        assert "harbour of Brenn" in page(f"{address}/search?q=harbour")


def test_who_serves_survives_a_server_that_was_away(location: str) -> None:
    with serving(location) as address:
        assert "harbour of Brenn" in page(f"{address}/search?q=harbour")
        with psycopg.connect(location, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE application_name = 'onrecord' AND pid <> pg_backend_pid()"
            )
        answers = []
        for _ in range(3):
            try:
                answers.append(page(f"{address}/search?q=harbour"))
            except urllib.error.HTTPError as error:
                answers.append(error.read().decode())

        assert "harbour of Brenn" in answers[-1]
        assert not any("Traceback" in answer for answer in answers)


def test_a_language_model_asks_a_record_on_a_server(location: str) -> None:
    async def ask() -> str:
        server = StdioServerParameters(
            command=ONRECORD, args=["mcp", "--reader", "rules", "--record", location]
        )
        async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
            await session.initialize()
            result = await session.call_tool("search_record", {"words": "harbour"})
            return str(result.content[0].text)  # type: ignore[union-attr]

    assert "The harbour of Brenn stays open" in asyncio.run(ask())
