"""The tutorial, run from top to bottom: its files, its commands, and what they print."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord.cli import main

PAGE = Path(__file__).parents[1] / "docs" / "tutorial.md"
_FILE = re.compile(r'```\w+ title="([^"]+)"\n(.*?)```', re.DOTALL)
_CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
_NO = "# exit code 1"


def calls(page: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of the page, with the lines that it shows of the answer."""
    for block in _CONSOLE.findall(page):
        for call in block.removeprefix("$ ").split("\n$ "):
            command, *shown = call.splitlines()
            yield command, [line.strip("… ") for line in shown if line.strip("… ")]


def test_every_step_comes_out_as_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for variable in ("ONRECORD_READER", "ONRECORD_RECORD"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    page = PAGE.read_text("utf-8")
    for name, text in _FILE.findall(page):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(text, "utf-8")
    steps = list(calls(page))

    assert len(steps) == 10
    for command, shown in steps:
        program, *words = shlex.split(command, comments=True)
        result = CliRunner().invoke(main, words)
        assert program == "onrecord"
        assert result.exit_code == (1 if _NO in command else 0), f"{command}: {result.output}"
        told = " ".join(result.output.split())
        for line in shown:
            assert " ".join(line.split()) in told, f"{command}\n{line!r} is not in\n{result.output}"
