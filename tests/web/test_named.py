"""Whom a search may mean, told by the beginnings of names, the most heard of first."""

import pytest

from onrecord import pipeline
from onrecord.web.named import Named, named_in
from tests.web import served


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ([], ["mara-vale", "ada-vale-brenn", "oren-sarrow", "vale"]),
        (["-vale"], ["mara-vale", "ada-vale-brenn", "vale"]),
        (["-va"], ["mara-vale", "ada-vale-brenn", "vale"]),
        (["-brenn", "-ada"], ["ada-vale-brenn"]),
        (["-ale"], []),
        (["-vale", "-oren"], []),
    ],
)
def test_beginnings_of_names(asked: list[str], expected: list[str]) -> None:
    named = Named(("mara-vale", "ada-vale-brenn", "oren-sarrow", "vale"), {}, {})

    assert list(named._fitting(asked)) == expected


def test_a_name_is_looked_up_once(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pipeline.open_record(served.record(tmp_path_factory.mktemp("served"))) as store:
        named = named_in(store)
        first = named.names_of(store, ["mara-vale", "nobody"])
        monkeypatch.setattr(store, "shelf", None)

        assert first == {"mara-vale": "Mara Vale"}
        assert named.names_of(store, ["nobody", "mara-vale"]) == first
