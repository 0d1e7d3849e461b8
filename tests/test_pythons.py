"""Other Pythons make the same bytes of the bundled example.

Beside `.venv`, each `.venv-3.N` with the locked dependencies in it is compared.
"""

import sys
from pathlib import Path

import pytest
from benchmarks.pythons import ROOT, Digests, differing, made, made_by

OTHERS = sorted(ROOT.glob(".venv-3.*/bin/python"))


@pytest.fixture(scope="module")
def here() -> Digests:
    return made(["rules"])


def test_a_new_process_with_other_hashes_makes_the_same_bytes(
    here: Digests, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONHASHSEED", "1")

    there = made_by([sys.executable], ["rules"])

    assert there["python"] == here["python"]
    assert differing(here, there) == []
    assert len(there) > 60


@pytest.mark.skipif(not OTHERS, reason="no other Python: make .venv-3.12, .venv-3.13 or .venv-3.14")
@pytest.mark.parametrize("python", OTHERS, ids=lambda path: path.parts[-3])
def test_another_python_makes_the_same_bytes(here: Digests, python: Path) -> None:
    assert differing(here, made_by([str(python)], ["rules"])) == []


def test_what_differs_is_named(here: Digests) -> None:
    other = here | {"csv, rules": "another", "python": "3.99"}
    del other["audit, rules"]

    assert differing(here, other) == ["audit, rules", "csv, rules"]
