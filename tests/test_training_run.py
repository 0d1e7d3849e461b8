"""The training's steps: none is run twice for nothing, none is left out that has changed."""

import argparse
import json
import tomllib
from pathlib import Path

import pytest
from training import run as training

ROOT = Path(__file__).parents[1]


@pytest.fixture
def options(tmp_path: Path) -> argparse.Namespace:
    (tmp_path / "run").mkdir()
    return argparse.Namespace(
        data=Path("data"),
        weights=Path("minilm"),
        run=tmp_path / "run",
        out=tmp_path / "out",
        bench=None,
        threads=1,
    )


class Recorder:
    """Runs no step, but says which were asked for; the one named `failing` fails."""

    def __init__(self, failing: str = "") -> None:
        self.ran: list[str] = []
        self.failing = failing

    def __call__(self, step: training.Step, run: Path) -> bool:
        self.ran.append(step.name)
        return step.name != self.failing


def names(options: argparse.Namespace) -> list[str]:
    return [step.name for step in training.steps(options)]


def test_every_component_that_ships_is_trained_and_then_exported(
    options: argparse.Namespace,
) -> None:
    found = names(options)

    for component in ("reader", "pairs", "fast"):
        (export,) = [s for s in training.steps(options) if s.name == f"export-{component}"]
        assert export.options["out"] == options.out / component
        assert set(export.after) <= set(found[: found.index(export.name)])


def test_each_stage_starts_from_the_one_before_with_the_whole_configuration_but_the_stages(
    options: argparse.Namespace,
) -> None:
    whole = tomllib.loads((ROOT / "training" / "config.toml").read_text("utf-8"))
    stages = [s for s in training.steps(options) if s.module == "training.train"]

    assert len(stages) == len(whole["stages"])
    for number, step in enumerate(stages):
        own = tomllib.loads(Path(step.options["config"]).read_text("utf-8"))
        assert own == whole | {"stages": [whole["stages"][number]]}
        before = stages[number - 1].options["out"] if number else None
        assert step.options.get("start") == (Path(before) / "checkpoint.pt" if before else None)


def test_the_reader_of_the_package_is_calibrated_once_it_is_exported(
    options: argparse.Namespace, tmp_path: Path
) -> None:
    (tmp_path / "score_attribution.py").touch()
    here = argparse.Namespace(**{**vars(options), "bench": tmp_path, "out": training.COMPONENTS})
    no_scorer = argparse.Namespace(**{**vars(here), "bench": tmp_path / "nowhere"})

    found = {step.name: step for step in training.steps(here)}

    assert found["calibrate"].after == ("export-reader",)
    assert found["calibrate"].options["component"] == found["export-reader"].options["out"]
    assert "calibrate" not in names(no_scorer)
    assert "calibrate" not in names(options)


def test_a_run_that_was_cut_off_goes_on_where_it_was(options: argparse.Namespace) -> None:
    steps = list(training.steps(options))
    first, second, third = Recorder(failing="pairs"), Recorder(), Recorder()

    failed = training.run_all(steps, options.run, first)
    training.run_all(steps, options.run, second)
    training.run_all(steps, options.run, third)

    at = names(options).index("pairs")
    assert failed == steps[at]
    assert first.ran == names(options)[: at + 1]
    assert second.ran == names(options)[at:]
    assert third.ran == []


def test_what_a_change_touches_is_run_again_and_nothing_else(
    options: argparse.Namespace,
) -> None:
    steps = list(training.steps(options))
    training.run_all(steps, options.run, Recorder())
    config = options.run / "reader-1.toml"
    config.write_text(config.read_text("utf-8") + "# seed 2\n", "utf-8")
    again = Recorder()

    training.run_all(steps, options.run, again)

    assert again.ran == ["reader-1", "export-reader", "fast", "export-fast"]


@pytest.mark.parametrize(
    ("code", "well"), [("print('half')", True), ("raise SystemExit(3)", False)]
)
def test_a_step_leaves_its_output_and_what_it_took(tmp_path: Path, code: str, well: bool) -> None:
    class Own(training.Step):
        def command(self) -> list[str]:
            return [training.sys.executable, "-c", code]

    step = Own(name="own", module="", options={})

    assert training.run_step(step, tmp_path) is well
    assert (tmp_path / "own.log").read_text("utf-8") == ("half\n" if well else "")
    (line,) = (tmp_path / "run.jsonl").read_text("utf-8").splitlines()
    told = json.loads(line)
    assert (told["step"], told["exit"]) == ("own", 0 if well else 3)
    assert told["cpu_minutes"] >= 0
