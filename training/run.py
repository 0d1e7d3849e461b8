"""From data to the components that ship, with one command: `training/run.sh DATA WEIGHTS RUN`.

Each step is one script, run as its own process, its output kept in `RUN/<step>.log`. A step that
ended well is not run again, unless its options, its configuration or a step before it has changed:
a run that was cut off goes on where it was. `RUN/run.jsonl` tells what each step took.
"""

import argparse
import hashlib
import json
import os
import re
import resource
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
PROJECT = HERE.parent
COMPONENTS = PROJECT / "src" / "onrecord" / "data"
_STAGE = re.compile(r"^(?=\[\[stages\]\])", re.MULTILINE)
"""Where a stage begins in `config.toml`; the stages come last in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A script to run: its options, and the files that say how."""

    name: str
    module: str
    options: dict[str, Path | str]
    configuration: tuple[Path, ...] = ()
    after: tuple[str, ...] = ()
    """The steps whose products it takes."""

    def command(self) -> list[str]:
        """What is run."""
        words = [word for key, value in self.options.items() for word in (f"--{key}", str(value))]
        return [sys.executable, "-m", self.module, *words]


def main() -> None:
    """Run all that is left to run; the first step that fails ends it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument(
        "--weights", type=Path, required=True, help="MiniLM: model.safetensors, tokenizer.json"
    )
    parser.add_argument("--run", type=Path, required=True, help="folder of checkpoints and logs")
    parser.add_argument("--out", type=Path, default=COMPONENTS, help="folder of the components")
    parser.add_argument("--bench", type=Path, help="folder of the scorers, by default beside data")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    options.run.mkdir(parents=True, exist_ok=True)
    failed = run_all(list(steps(options)), options.run, run_step)
    if failed is not None:
        log = options.run / f"{failed.name}.log"
        raise SystemExit(f"{failed.name} failed, see {log}; the same command goes on from there")


def steps(options: argparse.Namespace) -> Iterator[Step]:
    """All steps, in order."""
    run, out = options.run, options.out
    given: dict[str, Path | str] = {"data": options.data, "threads": str(options.threads)}
    with_weights = given | {"weights": options.weights}
    before: tuple[str, ...] = ()
    checkpoint: Path | None = None
    for name, config in stage_configurations(run):
        start: dict[str, Path | str] = {"start": checkpoint} if checkpoint else {}
        yield Step(
            name=name,
            module="training.train",
            options=with_weights | {"config": config, "out": run / name} | start,
            configuration=(config,),
            after=before,
        )
        before, checkpoint = (name,), run / name / "checkpoint.pt"
    if checkpoint is None:
        raise SystemExit("config.toml names no stage")
    yield exported("reader", "training.export", checkpoint, options, before)
    yield from calibration(options)
    yield Step(
        name="pairs",
        module="training.pairs",
        options=with_weights | {"out": run / "pairs"},
        configuration=(HERE / "pairs.toml", HERE / "edits.toml"),
    )
    yield exported(
        "pairs", "training.export_pairs", run / "pairs" / "pairs.pt", options, ("pairs",)
    )
    yield Step(
        name="fast",
        module="training.distil",
        options=given | {"reader": out / "reader", "out": run / "fast"},
        configuration=(HERE / "distil.toml",),
        after=("export-reader",),
    )
    fast = exported(
        "fast", "training.export_fast", run / "fast" / "checkpoint.pt", options, ("fast",)
    )
    del fast.options["weights"]  # its word pieces are those of the reader
    yield fast


def calibration(options: argparse.Namespace) -> Iterator[Step]:
    """The step that calibrates the reader: of the package only, and where its scorer is."""
    bench = options.bench or options.data / ".." / "bench"
    if options.out != COMPONENTS:
        print("calibrate: left out, only the reader of the package can be calibrated", flush=True)
    elif not (bench / "score_attribution.py").is_file():
        print(f"calibrate: left out, no score_attribution.py in {bench}: --bench", flush=True)
    else:
        yield Step(
            name="calibrate",
            module="training.calibrate",
            options={"data": options.data, "bench": bench, "component": options.out / "reader"},
            after=("export-reader",),
        )


def exported(
    component: str,
    module: str,
    checkpoint: Path,
    options: argparse.Namespace,
    after: tuple[str, ...],
) -> Step:
    """The step that makes a component of a checkpoint."""
    return Step(
        name=f"export-{component}",
        module=module,
        options={
            "checkpoint": checkpoint,
            "weights": options.weights,
            "out": options.out / component,
        },
        after=after,
    )


def stage_configurations(run: Path) -> Iterator[tuple[str, Path]]:
    """Each stage of `config.toml` as a configuration of its own, so that it can be resumed."""
    text = (HERE / "config.toml").read_text("utf-8")
    head, *stages = _STAGE.split(text)
    whole = tomllib.loads(text)
    for number, stage in enumerate(stages):
        own = head + stage
        if tomllib.loads(own) != whole | {"stages": [whole["stages"][number]]}:
            raise SystemExit("config.toml cannot be cut into stages: they must come last in it")
        path = run / f"reader-{number}.toml"
        path.write_text(own, "utf-8")
        yield f"reader-{number}", path


def run_all(wanted: list[Step], run: Path, run_one: Callable[[Step, Path], bool]) -> Step | None:
    """Run the steps that have not ended well before; the one that failed, or None."""
    digests: dict[str, str] = {}
    for step in wanted:
        digests[step.name] = digest = digest_of(step, digests)
        marker = run / f"{step.name}.done"
        if marker.exists() and marker.read_text("utf-8") == digest:
            print(f"{step.name}: done before", flush=True)
            continue
        marker.unlink(missing_ok=True)
        print(f"{step.name}: {' '.join(step.command())}", flush=True)
        if not run_one(step, run):
            return step
        marker.write_text(digest, "utf-8")
    return None


def digest_of(step: Step, before: dict[str, str]) -> str:
    """What a step's product depends on: its options, configuration and the steps before it."""
    parts = [
        step.module,
        *(f"{key}={value}" for key, value in step.options.items() if key != "threads"),
        *(path.read_text("utf-8") for path in step.configuration),
        *(before[name] for name in step.after),
    ]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def run_step(step: Step, run: Path) -> bool:
    """Run a step as a process of its own; its output goes to the screen and to its log."""
    started, used = time.time(), _cpu_seconds()
    path = [str(PROJECT / "src"), str(PROJECT), os.environ.get("PYTHONPATH", "")]
    with (
        (run / f"{step.name}.log").open("w", encoding="utf-8") as log,
        subprocess.Popen(
            step.command(),
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, path))},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as process,
    ):
        for line in process.stdout or ():
            print(line, end="", flush=True)
            log.write(line)
            log.flush()
    took = {
        "step": step.name,
        "ended": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "minutes": round((time.time() - started) / 60, 1),
        "cpu_minutes": round((_cpu_seconds() - used) / 60, 1),
        "exit": process.returncode,
    }
    with (run / "run.jsonl").open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(took) + "\n")
    return process.returncode == 0


def _cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
