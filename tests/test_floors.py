"""The gate that holds scores to their floors, and the floor of the bundled example."""

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
SCRIPT = """import json, sys
print("talk")
print(json.dumps(json.load(open(sys.argv[sys.argv.index("--data") + 1]))))
"""


@pytest.fixture
def gate() -> ModuleType:
    """The script, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("gate", ROOT / "benchmarks" / "gate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["gate"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


class Mirror:
    """A gate before one benchmark, which prints its data as its scores."""

    def __init__(self, gate: ModuleType, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.gate, self.patch = gate, patch
        (folder / "mirror.py").write_text(SCRIPT)
        self.data = folder / "data" / "scores.json"
        self.data.parent.mkdir()
        self.data.write_text('{"f1": 0.7, "wrong": 0.1}')
        self.floors = folder / "floors.json"
        entry = {
            "script": "mirror.py",
            "data": "scores.json",
            "arguments": [],
            "sha256": gate.digest([self.data]),
            "floors": {"f1": 0.7},
            "ceilings": {"wrong": 0.1},
        }
        absent = {**entry, "data": "elsewhere.json"}
        self.floors.write_text(json.dumps({"mirror": entry, "absent": absent}))
        patch.setattr(gate, "HERE", folder)
        patch.setattr(gate, "FLOORS", self.floors)

    def call(self, *words: str) -> int:
        """The exit code of a call."""
        root = ["--data-root", str(self.data.parent)]
        self.patch.setattr(sys, "argv", ["gate.py", *root, *words])
        with pytest.raises(SystemExit) as done:
            self.gate.main()
        return int(str(done.value.code))

    def entry(self) -> dict[str, Any]:
        """What the floors hold of it."""
        held: dict[str, dict[str, Any]] = json.loads(self.floors.read_text())
        return held["mirror"]

    def change(self, limits: dict[str, Any]) -> None:
        """Set fields of it."""
        held = json.loads(self.floors.read_text())
        held["mirror"].update(limits)
        self.floors.write_text(json.dumps(held))


@pytest.fixture
def mirror(gate: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mirror:
    return Mirror(gate, tmp_path, monkeypatch)


@pytest.mark.parametrize(
    ("limits", "code", "says"),
    [
        ({}, 0, ""),
        ({"floors": {"f1": 0.6}}, 0, ""),
        ({"floors": {"f1": 0.71}}, 1, "gate: mirror.f1: 0.7 is below its floor 0.71"),
        ({"ceilings": {"wrong": 0.09}}, 1, "gate: mirror.wrong: 0.1 is above its ceiling 0.09"),
        ({"floors": {"speed": 1}}, 1, "gate: mirror.speed: the benchmark did not print it"),
        ({"sha256": "other"}, 1, "gate: mirror: the data is not that of the floors"),
    ],
)
def test_a_score_below_its_floor_fails(
    mirror: Mirror,
    capsys: pytest.CaptureFixture[str],
    limits: dict[str, Any],
    code: int,
    says: str,
) -> None:
    mirror.change(limits)
    before = mirror.floors.read_text()

    assert mirror.call() == code
    out = capsys.readouterr().out
    assert says in out
    assert "absent: skipped, its data is not here" in out
    assert mirror.floors.read_text() == before


def test_what_is_won_is_kept_and_nothing_eased(mirror: Mirror) -> None:
    mirror.change({"floors": {"f1": 0.6}, "ceilings": {"wrong": 0.05}})

    assert mirror.call("--raise") == 1

    entry = mirror.entry()
    assert (entry["floors"], entry["ceilings"]) == ({"f1": 0.7}, {"wrong": 0.05})


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--lower", "mirror.f1"), "give --reason"),
        (("--lower", "mirror.f1", "--reason", " "), "give --reason"),
        (("--lower", "mirror.recall", "--reason", "why"), "no floor for 'recall'"),
        (("--lower", "window.f1", "--reason", "why"), "no benchmark 'window'"),
        (("--lower", "absent.f1", "--reason", "why"), "its data is not here"),
        (("--pin", "mirror"), "give --reason"),
        (("--pin", "mirror", "--reason", "why"), "the data is the same"),
        (("--only", "window"), "no benchmark 'window'"),
    ],
)
def test_a_floor_is_not_lowered_without_a_reason(
    mirror: Mirror,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    says: str,
) -> None:
    mirror.change({"floors": {"f1": 0.9}})
    before = mirror.floors.read_text()

    assert mirror.call(*words) == 2
    assert says in capsys.readouterr().err
    assert mirror.floors.read_text() == before


def test_a_lowered_floor_keeps_its_reason(mirror: Mirror) -> None:
    mirror.change({"floors": {"f1": 0.9}})

    assert mirror.call("--lower", "mirror.f1", "--reason", "fewer, but so") == 0

    entry = mirror.entry()
    assert entry["floors"] == {"f1": 0.7}
    assert entry["eased"] == [{"score": "f1", "from": 0.9, "to": 0.7, "reason": "fewer, but so"}]


def test_new_data_is_pinned_with_its_scores(mirror: Mirror) -> None:
    mirror.data.write_text('{"f1": 0.5, "wrong": 0.2}')
    assert mirror.call() == 1

    assert mirror.call("--pin", "mirror", "--reason", "more articles") == 0

    entry = mirror.entry()
    assert (entry["floors"], entry["ceilings"]) == ({"f1": 0.5}, {"wrong": 0.2})
    assert entry["pinned"] == ["more articles"]
    assert mirror.call() == 0


def test_the_digest_tells_names_and_contents(gate: ModuleType, tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_text("same")
    other.write_text("same")

    assert gate.digest([one]) != gate.digest([other])
    assert gate.digest([one, other]) != gate.digest([one])
    assert gate.digest([one, tmp_path / "none"]) is None


def test_the_bundled_example_is_held_to_its_floor(gate: ModuleType) -> None:
    entry = json.loads((ROOT / "benchmarks" / "floors.json").read_text("utf-8"))["example"]
    roots = gate.Roots(None, None)

    assert gate.digest(gate.files_of(entry, roots)) == entry["sha256"], (
        "the example or its gold has changed: python benchmarks/gate.py --pin example --reason …"
    )
    assert list(gate.below(entry, gate.run(entry, roots))) == []
