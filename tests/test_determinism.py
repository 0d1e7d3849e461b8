"""The same sources give the same record, in whatever order and however cut they come."""

import random
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord import pipeline
from onrecord.cli import main
from onrecord.core.document import Document
from onrecord.documents.facts import Defaults
from onrecord.linking.register import parse_register

EXAMPLE, _ = pipeline.example_files()
_FORMATS = ("jsonl", "csv", "jsonld", "parquet")
_RULES = ("--reader", "rules", "--register", str(EXAMPLE / "register.toml"))


def run(*arguments: str) -> bytes:
    result = CliRunner().invoke(main, [*arguments])
    assert result.exit_code == 0, result.stderr
    return result.stdout_bytes


def exports(record: Path) -> dict[str, bytes]:
    """The record in each format."""
    return {name: run("export", "--record", str(record), "--format", name) for name in _FORMATS}


@pytest.fixture(scope="module")
def in_order(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The exports of the example added as it stands."""
    folder = tmp_path_factory.mktemp("in-order")
    run("add", str(EXAMPLE), "--record", str(folder / "r.db"), *_RULES)
    return exports(folder / "r.db")


@pytest.mark.parametrize("seed", [1, 2])
def test_any_order_gives_the_same_bytes(
    seed: int, in_order: dict[str, bytes], tmp_path: Path
) -> None:
    files = sorted(str(file) for file in EXAMPLE.iterdir() if file.name != "register.toml")
    random.Random(seed).shuffle(files)
    record = tmp_path / "r.db"
    half = len(files) // 2

    run("add", *files[:half], "--record", str(record), *_RULES)
    run("add", *files[half:], "--record", str(record), *_RULES)

    assert len(in_order["jsonl"].splitlines()) > 100
    assert files != sorted(files)
    assert exports(record) == in_order


def test_any_order_of_documents_gives_the_same_bytes(
    in_order: dict[str, bytes], tmp_path: Path
) -> None:
    """Rows of one table, too, and each document in a call of its own."""
    found = pipeline.documents_of([str(EXAMPLE)], Defaults())
    documents = [document for document in found if isinstance(document, Document)]
    random.Random(3).shuffle(documents)
    with pipeline.open_record(str(tmp_path / "r.db"), create=True) as store:
        _, text = pipeline.example_files()
        store.extend_register(parse_register(text))
        for document in documents:
            pipeline.add_documents(store, [document])

    assert len(documents) > 25
    assert exports(tmp_path / "r.db") == in_order


def test_a_part_of_the_sources_gives_other_bytes(
    in_order: dict[str, bytes], tmp_path: Path
) -> None:
    """The comparison can tell records apart."""
    run("add", str(EXAMPLE / "posts.csv"), "--record", str(tmp_path / "r.db"), *_RULES)

    found = exports(tmp_path / "r.db")

    assert all(found[name] != in_order[name] for name in _FORMATS)
