"""Dossiers composed by several processes are those that one composes."""

import os
from pathlib import Path

import pytest

from onrecord import composing
from onrecord.composing import composed
from onrecord.errors import OnrecordError
from tests.web import served


@pytest.fixture(scope="module")
def location(tmp_path_factory: pytest.TempPathFactory) -> str:
    return served.record(tmp_path_factory.mktemp("composed"))


def test_more_processes_compose_the_same(location: str, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = list(composed(location, workers=1))
    monkeypatch.setattr(composing, "_FEW", 2)

    together = list(composed(location, workers=2))

    assert len(together) > 3
    assert together == alone


def test_a_process_that_is_ended_is_told_of_in_one_line(
    location: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(composing, "_FEW", 2)
    monkeypatch.setattr(composing, "_open", _end)

    with pytest.raises(OnrecordError, match="was ended"):
        list(composed(location, workers=2))


def test_a_record_that_is_not_there_is_told_of_as_ever(tmp_path: Path) -> None:
    with pytest.raises(OnrecordError, match="no record"):
        list(composed(str(tmp_path / "none.db")))


def _end(record: str) -> None:
    os._exit(9)
