"""The model card says what was measured, says what was not, and is written anew from one file."""

import argparse
import json
import re
from pathlib import Path
from typing import Any

import pytest
from training import card

from tests.conftest import Golden

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "reading.md").read_text("utf-8")
SCORES: dict[str, Any] = {
    "components": {"reader/encoder.onnx": "ab" * 32, "reader/card.json": "cd" * 32},
    "heads": {"passages_source": 0.8349, "linked": 0.7512, "entity": 0.8652, "las_gum": 0.8558},
    "reading": {
        "cpu": "a chip",
        "load_s": {"accurate": 0.08},
        "words_per_s": {"encoder accurate": 4141},
        "ratios": {"encoder accurate / pytorch float32": 2.68},
        "heads": {"linked": {"int8": 0.7512, "float32": 0.7587}},
    },
    "calibration": {
        "calibration_error": 0.021,
        "precision_at_30": 0.951,
        "precision_at_45": None,
        "reliability": [{"from": 0.9, "statements": 1200, "probability": 0.94, "right": 0.93}],
    },
    "news_pairs": {"accuracy": 0.91, "swapped roles": 0.4},
    "run": [
        {"step": "pairs", "minutes": 99.0, "cpu_minutes": 9.0, "exit": 1},
        {"step": "pairs", "minutes": 3.0, "cpu_minutes": 60.0, "exit": 0},
    ],
}


def rows(text: str) -> list[list[str]]:
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in text.splitlines()
        if line.startswith("|")
    ]


def test_the_card_is_the_one_that_its_scores_make(golden: Golden) -> None:
    scores = json.loads((ROOT / "training" / "scores.json").read_text("utf-8"))

    golden(ROOT / "MODEL_CARD.md", card.card(scores, PAGE))


def test_every_score_is_in_the_card() -> None:
    found = rows(card.card(SCORES, PAGE))

    for row in (
        ["reader", "`abababababab`"],
        ["exact F1 of sources", "83.5", "83.2", "78"],
        ["names, span and type, F1", "worldwide dev", "86.5"],
        ["encoder accurate", "4,141"],
        ["encoder accurate / pytorch float32", "2.7"],
        ["linked", "75.1", "75.9", "-0.75"],
        ["0.9 to 1.0", "1,200", "94.0", "93.0"],
        ["swapped roles", "40.0"],
        ["pairs", "3.0", "60.0"],
    ):
        assert row in found


def test_what_was_not_measured_is_said() -> None:
    text = card.card({}, PAGE)

    assert ["exact F1 of cues", "–", "75.3", "70"] in rows(card.card(SCORES, PAGE))
    assert text.count(card.NOT_MEASURED) == 6
    assert "Not recorded for this version." in text
    assert "{{" not in text


def test_a_step_that_failed_does_not_count() -> None:
    told = card.run(SCORES)

    assert "99.0" not in told
    assert "1.0 processor hours" in told


def test_data_and_failures_come_from_the_page_on_reading() -> None:
    text = card.card({}, PAGE)
    data, failures = re.findall(r"<!-- card: \w+ -->\n(.*?)\n<!-- end of card -->", PAGE, re.DOTALL)

    assert data.strip() in text
    assert failures.strip() in text


def test_a_benchmark_that_cannot_run_keeps_its_old_numbers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = argparse.Namespace(data_root=tmp_path, bench=None, float32=None, checkpoint=None)

    assert card.measured("direction_mt", options) is None
    assert "direction_mt keeps its old numbers: FileNotFoundError" in capsys.readouterr().out


def test_only_what_was_asked_for_is_measured_and_nothing_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def measured(name: str, options: argparse.Namespace) -> dict[str, Any] | None:
        asked.append(name)
        return {"mnli": None, "reading": SCORES["reading"]}.get(name, {"accuracy": 0.5})

    monkeypatch.setattr(card, "measured", measured)
    scores: dict[str, Any] = {"mnli": {"accuracy": 0.7}, "heads": {"linked": 0.1}, "snli": None}

    card.remeasure(scores, argparse.Namespace(only=["reading", "heads", "mnli", "snli"]))

    assert asked == ["reading", "mnli", "snli"]
    assert scores["heads"] == {"linked": 0.7512}
    assert (scores["mnli"], scores["snli"]) == ({"accuracy": 0.7}, {"accuracy": 0.5})


@pytest.mark.parametrize("name", card.BENCHMARKS)
def test_every_benchmark_of_the_card_exists(name: str) -> None:
    assert (ROOT / "benchmarks" / card.BENCHMARKS[name][0]).is_file()
