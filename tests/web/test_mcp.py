"""What a language model gets, asked by the official client: over standard input, and HTTP."""

import asyncio
import json
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from mcp import ClientSession
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client

from tests.web import served

Json = dict[str, Any]


@pytest.fixture(scope="module")
def location(tmp_path_factory: pytest.TempPathFactory) -> str:
    return served.record(tmp_path_factory.mktemp("served"))


def asked(location: str, ask: Callable[[ClientSession], Awaitable[Any]]) -> Any:
    """Start `onrecord mcp` as a client does, and ask."""

    async def talk() -> Any:
        server = StdioServerParameters(
            command=str(Path(sys.executable).with_name("onrecord")),
            args=["mcp", "--reader", "rules", "--record", location],
        )
        async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
            await session.initialize()
            return await ask(session)

    return asyncio.run(talk())


@contextmanager
def listening(location: str) -> Iterator[str]:
    """The address of `onrecord mcp --http`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        str(Path(sys.executable).with_name("onrecord")),
        "mcp",
        "--http",
        "--port",
        str(port),
    ]
    server = subprocess.Popen(
        [*command, "--reader", "rules", "--record", location], stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(600):
            with socket.socket() as asked_for:
                if asked_for.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/mcp"
    finally:
        server.terminate()
        server.wait()


def called(location: str, *calls: tuple[str, Json]) -> list[Json]:
    """The answers of tools."""

    async def ask(session: ClientSession) -> list[Json]:
        answers = []
        for name, arguments in calls:
            result = await session.call_tool(name, arguments)
            answers.append(json.loads(result.content[0].text))  # type: ignore[union-attr]
        return answers

    found: list[Json] = asked(location, ask)
    return found


def test_every_tool_answers_over_http_too(location: str) -> None:
    calls: tuple[tuple[str, Json], ...] = (
        ("who_is_on_record", {}),
        ("search_record", {"words": "gas", "topic": "Karsia"}),
        ("get_dossier", {"person": "Mara Vale", "topic": "Karsia"}),
        ("check_quotation", {"quotation": "Sorn is a war criminal", "speaker": "Mara Vale"}),
        ("audit_text", {"text": "“Sorn is a war criminal,” Mara Vale wrote in April 2022."}),
    )

    async def ask(address: str) -> tuple[set[str], list[Json]]:
        async with (
            streamable_http_client(address) as (read, write),
            ClientSession(read, write) as session,
        ):
            await session.initialize()
            tools = {tool.name for tool in (await session.list_tools()).tools}
            results = [await session.call_tool(name, given) for name, given in calls]
            return tools, [json.loads(r.content[0].text) for r in results]  # type: ignore[union-attr]

    with listening(location) as address:
        tools, answers = asyncio.run(ask(address))
        strangers = [
            httpx.post(address, headers={name: value, "accept": "application/json"}, json={})
            for name, value in (("host", "evil.example"), ("origin", "http://evil.example"))
        ]

    assert tools == {name for name, _ in calls}
    assert answers == called(location, *calls)
    assert answers[4]["counts"] == {"verified": 1}
    assert [answer.status_code for answer in strangers] == [421, 403]


def test_every_tool_says_what_it_is_for(location: str) -> None:
    async def ask(session: ClientSession) -> Any:
        return (await session.list_tools()).tools

    tools = {tool.name: tool.description for tool in asked(location, ask)}

    assert set(tools) == {
        "who_is_on_record",
        "search_record",
        "get_dossier",
        "check_quotation",
        "audit_text",
    }
    assert all(len(described.split()) > 15 for described in tools.values())


def test_every_tool_answers_with_words_and_their_place(location: str) -> None:
    who, found, dossier, audit = called(
        location,
        ("who_is_on_record", {}),
        ("search_record", {"words": '"war criminal"', "person": "Mara Vale", "since": "2022"}),
        ("get_dossier", {"person": "Mara Vale", "topic": "Karsia"}),
        ("audit_text", {"text": "“Sorn is a war criminal,” Mara Vale wrote in April 2022."}),
    )

    assert "Mara Vale" in {person["name"] for person in who["people"]}
    (hit, *_) = found["items"]
    assert "war criminal" in hit["words"]
    assert hit["uri"]
    assert dossier["key_points"][0]["rests_on"][0]["words"]
    assert {tension["kind"] for tension in dossier["contradictions"]} >= {"reversal"}
    assert audit["counts"] == {"verified": 1}


@pytest.mark.parametrize(
    ("quotation", "speaker", "verdict"),
    [
        ("Sorn is a war criminal and he will answer for Dorn.", "Mara Vale", "verified"),
        ("Sorn is no war criminal and he will answer for Dorn.", "Mara Vale", "altered"),
        ("Sorn is a war criminal and he will answer for Dorn.", "Viktor Sorn", "misattributed"),
        ("The moon is made of the finest cheese in Velland.", "Mara Vale", "unsupported"),
    ],
)
def test_checks_a_quotation(location: str, quotation: str, speaker: str, verdict: str) -> None:
    (answer,) = called(location, ("check_quotation", {"quotation": quotation, "speaker": speaker}))

    assert answer["verdict"] == verdict
    assert bool(answer.get("evidence")) is (verdict != "unsupported")


def test_what_is_not_on_record_is_not_called_false(location: str) -> None:
    (answer,) = called(location, ("search_record", {"words": "submarine cheese"}))

    assert answer["found"] == 0
    assert "does not make it false" in answer["absent"]


def test_an_unknown_name_is_an_error_that_helps(location: str) -> None:
    async def ask(session: ClientSession) -> Any:
        return await session.call_tool("get_dossier", {"person": "Mara Vail", "topic": "Karsia"})

    result = asked(location, ask)

    assert result.is_error
    assert 'did you mean "Mara Vale"' in result.content[0].text
