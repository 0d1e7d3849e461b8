"""What readers are told of how often onrecord is wrong: the floors of the benchmarks, no better."""

import json
from pathlib import Path
from typing import Any

import pytest
from benchmarks import measured as writer
from fastapi.testclient import TestClient

from onrecord.components import data_table
from onrecord.web.app import create_app
from onrecord.web.measured import measured, worded
from onrecord.web.opened import Opened
from onrecord.web.site import Site, build_site
from tests.web import served

Json = dict[str, Any]
FLOORS = json.loads(writer.FLOORS.read_text("utf-8"))


def sentence(rate: Json, scores: Json) -> str:
    """The one sentence that is made of a rate."""
    words = {"data": {"d": {"name": "data"}}}
    stage = {"title": "Stage", "rates": [{"score": "made.up", "data": "d", **rate}]}
    ((only,),) = [stage.rates for stage in worded({**words, "stages": [stage]}, {"made": scores})]
    return only.sentence


@pytest.mark.parametrize(
    ("scores", "said"),
    [
        ({"floors": {"up": 0.9822}}, "Of 100 names, at least 98 are right."),
        ({"floors": {"up": 0.57}}, "Of 100 names, at least 57 are right."),
        ({"floors": {"up": 1.0}}, "Of 100 names, all are right."),
        ({"floors": {"up": 0.999}}, "Of 100 names, at least 99 are right."),
        ({"floors": {}, "ceilings": {"up": 0.0895}}, "Of 100 names, at most 9 are right."),
        ({"floors": {}, "ceilings": {"up": 0.0}}, "Of 100 names, none are right."),
        ({"floors": {}, "ceilings": {"up": 0.001}}, "Of 100 names, at most 1 are right."),
    ],
)
def test_a_result_is_never_rounded_to_the_better(scores: Json, said: str) -> None:
    assert sentence({"of": "names", "are": "are right"}, scores) == said


def test_an_f1_is_told_as_one() -> None:
    assert sentence({"question": "names"}, {"floors": {"up": 0.7776}}) == "Names: F1 at least 0.77."


def test_files_hold_what_the_floors_hold() -> None:
    differ = [path.name for path, text in writer.fresh() if path.read_text("utf-8") != text]

    assert differ == []  # else: python benchmarks/measured.py


def test_a_floor_that_moves_moves_what_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    floors = json.loads(json.dumps(FLOORS))
    floors["record"]["floors"]["speaker_given_right"] = 0.5
    (tmp_path / "floors.json").write_text(json.dumps(floors), "utf-8")
    monkeypatch.setattr(writer, "FLOORS", tmp_path / "floors.json")

    page = dict(writer.fresh())[writer.PAGE]
    assert "Of 100 speakers given, at least 50 are right." in page
    assert (
        page.partition(writer.START)[0] == writer.PAGE.read_text("utf-8").partition(writer.START)[0]
    )


def test_every_benchmark_is_told_or_left_out_for_a_reason() -> None:
    words = data_table("measured.toml")
    told = {rate["score"].partition(".")[0] for stage in words["stages"] for rate in stage["rates"]}

    assert told | set(words["left_out"]) == set(FLOORS)
    assert not told & set(words["left_out"])


def test_site_and_server_tell_all_of_it(tmp_path: Path) -> None:
    site = build_site(Site(), tmp_path / "site").parent / "methodology.html"
    with TestClient(create_app(Opened(location=served.record(tmp_path)))) as client:
        pages = (site.read_text("utf-8"), client.get("/methodology.html").text)

    for page in pages:
        for stage in measured():
            assert stage.title in page
            assert not stage.caution or stage.caution in page
            assert all(rate.sentence.replace("'", "&#39;") in page for rate in stage.rates)
