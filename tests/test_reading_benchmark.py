"""The benchmark of reading runs on any articles, and says what it left out."""

import gzip
import json
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest
from benchmarks import reading
from benchmarks.syntax import load
from training.examples import paragraphs

from onrecord.extraction.encoder import Encoder
from onrecord.pipeline import READERS

ARTICLE = """Velland hardens its line

President Mara Vale said on Friday that Velland would never recognise the annexation of Brenn.
"""


@pytest.fixture
def data(tmp_path: Path) -> str:
    path = tmp_path / "articles.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        for number in range(2):
            lines.write(json.dumps({"id": str(number), "text": ARTICLE}) + "\n")
    return str(path)


def test_every_reader_is_measured_beside_the_rules_and_spacy(
    data: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["reading", "--data", data, "--windows", "64"])

    reading.main()

    lines = capsys.readouterr().out.splitlines()
    found = json.loads(lines[-1])
    alone = {f"encoder {name}" for name in READERS}
    in_pytorch = {"pytorch float32"} if find_spec("torch") else set()
    assert set(found["words_per_s"]) == in_pytorch | alone | {
        *(f"extract {name}" for name in READERS),
        "encoder accurate, windows of 64",
        "extract rules",
        "spacy tokeniser",
    }
    assert all(speed > 0 for speed in found["words_per_s"].values())
    assert set(found["load_s"]) == set(READERS)
    left_out = "pytorch float32: left out, torch is not here" in lines
    assert left_out is not bool(in_pytorch)


def test_pytorch_reads_with_the_weights_that_ship() -> None:
    pytest.importorskip("torch")
    in_pytorch = import_module("benchmarks.in_pytorch")
    shipped, plain = reading._fresh("reader"), reading._fresh("reader")

    found = in_pytorch.replaced(plain, reading.SHIPPED).read(ARTICLE, paragraphs(ARTICLE))

    wanted = shipped.read(ARTICLE, paragraphs(ARTICLE)).role.argmax(axis=1)
    assert (found.role.argmax(axis=1) == wanted).mean() > 0.9
    assert len(set(wanted.tolist())) > 3


def test_what_is_changed_to_be_measured_is_nobody_elses(
    data: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["reading", "--data", data, "--windows", "64"])

    reading.main()

    assert load(None).window == Encoder.window != 64


def test_heads_are_not_compared_without_their_data(
    data: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["reading", "--data", data, "--float32", str(tmp_path)])

    with pytest.raises(SystemExit, match="--float32 needs --data-root"):
        reading.main()


def test_ratios_are_to_the_slow_and_to_the_plain() -> None:
    speeds = {"encoder accurate": 4000.0, "pytorch float32": 1000.0, "spacy tokeniser": 100_000.0}

    assert reading.ratios(speeds) == {
        "encoder accurate / pytorch float32": 4.0,
        "encoder accurate / spacy tokeniser": 0.04,
        "pytorch float32 / spacy tokeniser": 0.01,
    }
