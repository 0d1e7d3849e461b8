"""Whole outputs on the bundled example: a change of any stage shows here as a diff.

Paragraphs are read by rule: the encoder's bytes are multiplied a little differently by different
processors, and a golden file must read the same on all. What it reads is tested by itself.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from onrecord import pipeline
from onrecord.cli import main
from tests.conftest import Golden

EXAMPLE, _ = pipeline.example_files()
_WIDTH = 100


def out(*words: str) -> str:
    result = CliRunner().invoke(main, list(words), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture(autouse=True)
def _in_the_example(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLE)  # so that no uri holds the path of this machine
    monkeypatch.setenv("ONRECORD_READER", "rules")


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("golden") / "r.db")
    files = sorted(file.name for file in EXAMPLE.iterdir() if file.suffix != ".toml")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(EXAMPLE)
        patch.setenv("ONRECORD_READER", "rules")
        out("add", *files, "--register", "register.toml", "--record", path)
    return path


@pytest.mark.parametrize(
    "name",
    [
        "2018-03-19-diplomats-told-to-go.html",
        "2018-07-16-karsk-press-conference.txt",
        "2018-07-18-i-misspoke.html",
        "posts.csv",
    ],
)
def test_what_extract_prints(name: str, golden: Golden) -> None:
    lines = out("extract", name, "--register", "register.toml").splitlines()

    golden(f"extract/{name}.json", "".join(f"{readable(json.loads(line))}\n" for line in lines))


def test_a_dossier_in_markdown(record: str, golden: Golden) -> None:
    golden("dossier/karsia.md", out("dossier", "Mara Vale", "Karsia", "--record", record))


def test_a_dossier_in_json(record: str, golden: Golden) -> None:
    words = out("dossier", "Mara Vale", "Tressia", "--format", "json", "--record", record)

    golden("dossier/tressia.json", readable(json.loads(words)) + "\n")


def test_tensions(record: str, golden: Golden) -> None:
    lines = out("tensions", "--json", "--record", record).splitlines()

    golden("tensions.json", "".join(f"{readable(json.loads(line))}\n" for line in lines))


def test_the_page_of_a_source(record: str, tmp_path: Path, golden: Golden) -> None:
    out("build", "--record", record, "-o", str(tmp_path / "site"))
    pages = [page.read_text("utf-8") for page in (tmp_path / "site" / "source").iterdir()]
    (page,) = [page for page in pages if "<h1>Vale: I misspoke in Karsk</h1>" in page]

    golden("source.html", page[page.index("<main") : page.index("</main>")] + "</main>\n")


def readable(value: Any, depth: int = 0) -> str:
    """JSON that keeps on one line what fits there, so that a diff shows the field that changed."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) + depth <= _WIDTH or not isinstance(value, dict | list):
        return flat
    if isinstance(value, dict):
        parts = [f"{json.dumps(key)}: {readable(part, depth + 1)}" for key, part in value.items()]
    else:
        parts = [readable(part, depth + 1) for part in value]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    margin = " " * (depth + 1)
    inner = ",\n".join(f"{margin}{part}" for part in parts)
    return f"{opening}\n{inner}\n{' ' * depth}{closing}"
