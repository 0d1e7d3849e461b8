"""The trained components that ship are whole, and one that is not is never used."""

import hashlib
from collections.abc import Iterator
from importlib.resources import files

import pytest

from onrecord import components
from onrecord.components import component, data_bytes, data_table
from onrecord.errors import ComponentError, OnrecordError
from onrecord.extraction.encoder import encoder
from onrecord.extraction.reader import READERS

LISTED: dict[str, str] = data_table("components.toml")["sha256"]
LARGEST_BYTES = 40_000_000
"""Of all that ships (issue 3)."""


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """Nothing is loaded already, and nothing stays."""
    component.cache_clear()
    encoder.cache_clear()
    yield
    component.cache_clear()
    encoder.cache_clear()


@pytest.mark.parametrize("name", sorted(LISTED))
def test_every_file_that_is_listed_ships_as_listed(name: str) -> None:
    assert hashlib.sha256(component(name)).hexdigest() == LISTED[name]


def test_every_file_of_a_component_is_listed_and_they_are_small() -> None:
    data = files("onrecord").joinpath("data")
    folders = {name.partition("/")[0] for name in LISTED}
    shipped = {
        f"{folder}/{file.name}" for folder in folders for file in data.joinpath(folder).iterdir()
    }

    assert shipped == set(LISTED)
    assert sum(len(data_bytes(name)) for name in LISTED) <= LARGEST_BYTES


@pytest.mark.parametrize(("name", "folder"), [("accurate", "reader"), ("fast", "fast")])
def test_every_reader_loads_and_says_its_version(name: str, folder: str) -> None:
    loaded = READERS[name]()

    assert loaded.provenance.version == LISTED[f"{folder}/encoder.onnx"][:12]
    assert READERS[name]().encoder is loaded.encoder  # once a process


def test_an_altered_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(components, "data_bytes", lambda name: data_bytes(name) + b" ")
    monkeypatch.setattr(components, "data_table", lambda name: {"sha256": LISTED})

    with pytest.raises(ComponentError, match=r"reader/card\.json is not the one that shipped"):
        component("reader/card.json")


@pytest.mark.parametrize("name", ["reader/nothing.onnx", "nowhere/card.json"])
def test_a_missing_file_is_refused_by_name(name: str) -> None:
    with pytest.raises(ComponentError, match=f"{name} is missing from the installation"):
        component(name)


def test_a_file_that_is_not_listed_is_no_component() -> None:
    with pytest.raises(ComponentError, match=r"cues\.toml is not the one that shipped"):
        component("cues.toml")


def test_missing_data_that_is_no_component_is_an_error_of_the_installation() -> None:
    with pytest.raises(OnrecordError, match=r"nothing\.toml is missing"):
        data_table("nothing.toml")
