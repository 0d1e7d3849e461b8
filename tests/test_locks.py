"""What is installed: locked with hashes, from no index in particular, and light without Ray."""

import re
from pathlib import Path

import pytest

REQUIREMENTS = Path(__file__).parents[1] / "requirements"


def locked(name: str) -> dict[str, tuple[str, ...]]:
    """The version of each package of a lock, and its hashes."""
    text = (REQUIREMENTS / f"{name}.lock").read_text()
    return {
        package.partition("==")[0]: (package.partition("==")[2], *sorted(hashes))
        for package, *hashes in (re.findall(_WORDS, entry) for entry in _entries(text))
    }


_WORDS = r"^[\w.-]+==[^\s;]+|sha256:[0-9a-f]{64}"


def _entries(text: str) -> list[str]:
    return re.split(r"\n(?=\S)", text.strip())


@pytest.mark.parametrize("name", ["dev", "ray"])
def test_a_lock_has_hashes_and_no_index(name: str) -> None:
    text = (REQUIREMENTS / f"{name}.lock").read_text()

    assert len(_entries(text)) > 10
    assert all(len(re.findall(_WORDS, entry)) > 1 for entry in _entries(text))
    assert "://" not in text
    assert "--index" not in text


def test_ray_changes_nothing_that_was_installed_before() -> None:
    ray, dev = locked("ray"), locked("dev")

    assert {package: ray[package] for package in ray if package in dev} == {
        package: dev[package] for package in dev if package in ray
    }


def test_only_who_runs_the_tests_installs_ray() -> None:
    makefile = (REQUIREMENTS.parent / "Makefile").read_text()
    steps = dict(re.findall(r"^(\w+):.*\n((?:\t.*\n)*)", makefile, re.M))

    assert "ray" in locked("ray")
    assert "ray" not in locked("dev")
    assert [name for name, rest in steps.items() if "ray.sh" in rest] == ["test"]
