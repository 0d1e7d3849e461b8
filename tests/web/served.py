"""A server over a record of invented articles, for the tests of pages and API."""

import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path

import uvicorn
from fastapi.testclient import TestClient

from onrecord import pipeline
from onrecord.documents.facts import Defaults
from onrecord.linking.register import parse_register
from onrecord.web.app import create_app
from onrecord.web.opened import Opened

PAYLOAD = '"><script>window.hurt=1</script><img src=x onerror="window.hurt=1">'


def record(folder: Path, *, attacked: bool = True) -> str:
    """The bundled example as a record, read by rule, with one document that attacks pages."""
    location = str(folder / "record.db")
    example, register = pipeline.example_files()
    files = sorted(str(file) for file in example.iterdir() if file.suffix != ".toml")
    attack = folder / "attack.jsonl"
    attack.write_text(_attack(), "utf-8")
    with pipeline.open_record(location, create=True) as store:
        store.extend_register(parse_register(register))
        pipeline.add(store, [*files, *([str(attack)] if attacked else [])], Defaults())
    return location


def _attack() -> str:
    return json.dumps(
        {
            "text": f"Mara Vale said on Monday: “{PAYLOAD} is no way to talk to Karsia.”",
            "title": PAYLOAD,
            "publisher": PAYLOAD,
            "author": PAYLOAD,
            "url": "javascript:window.hurt=1",
            "date": "2022-06-15",
        }
    )


@contextmanager
def serving(opened: Opened) -> Iterator[str]:
    """A running server; its address."""
    config = uvicorn.Config(create_app(opened), port=0, log_level="error")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


def followed(client: TestClient, address: str) -> Iterator[str]:
    """A page, and all that follow by the link to the next."""
    while address:
        page = client.get(address)
        assert page.status_code == 200, address
        yield page.text
        link = re.search(r'rel="next" href="([^"]+)"', page.text)
        address = unescape(link[1]) if link else ""
