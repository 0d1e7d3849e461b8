"""A few of the moments of `benchmarks/killed.py`, which kills at hundreds."""

import random
from pathlib import Path

import pytest
from benchmarks import killed

_ARTICLES = 60
_MOMENTS = 3
"""By the clock, and by what was written."""


@pytest.mark.parametrize("name", killed.WORKS)
def test_nothing_is_lost_when_it_is_killed(name: str, tmp_path: Path) -> None:
    work = killed.works(_ARTICLES)[name]

    hits, wrong = killed.moments(work, _MOMENTS, random.Random(name), tmp_path)

    assert hits > 0
    assert wrong == []
