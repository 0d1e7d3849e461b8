"""A few of the moments of `benchmarks/killed.py`, which kills at hundreds."""

import random
from pathlib import Path

import pytest
from benchmarks import killed
from benchmarks.killed_places import Databases, Files, Places, Struck
from benchmarks.servers import server

_ARTICLES = 60
_MOMENTS = 3
"""By the clock, and by what was written."""


@pytest.fixture(scope="module")
def databases(postgresql_server: str) -> Databases:
    return Databases(postgresql_server)


@pytest.mark.parametrize("name", killed.WORKS)
def test_nothing_is_lost_when_it_is_killed(name: str, tmp_path: Path) -> None:
    nothing_is_lost(name, tmp_path, Files())


@pytest.mark.parametrize("name", ["add", "update", "migrate"])
def test_nothing_is_lost_on_a_server_when_it_is_killed(
    name: str, tmp_path: Path, databases: Databases
) -> None:
    nothing_is_lost(name, tmp_path, databases)


def test_nothing_is_lost_when_the_server_is_killed(tmp_path: Path) -> None:
    """Stopped fast, at once, one who serves killed, the first process killed: one of each."""
    with server() as started:
        work, places = killed.works(_ARTICLES)["add"], Struck(started)

        hits, wrong = killed.moments(work, 4, random.Random(3), tmp_path / "add", places)

    assert hits > 0
    assert wrong == []


def nothing_is_lost(name: str, folder: Path, places: Places) -> None:
    work = killed.works(_ARTICLES)[name]

    hits, wrong = killed.moments(work, _MOMENTS, random.Random(name), folder, places)

    assert hits > 0
    assert wrong == []
