"""The benchmark of growth makes records like real ones, and gives a number for all it promises."""

import json
import sys
from itertools import islice
from pathlib import Path

import pytest
from benchmarks import scale
from benchmarks.invented import articles
from benchmarks.replicas import replicas

from onrecord import pipeline
from onrecord.core.entities import EntityType, slug
from onrecord.core.evidence import Reading
from onrecord.documents.duplicates import near_duplicates


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return articles(tmp_path_factory.mktemp("scale") / "articles.jsonl", 12)


@pytest.fixture(scope="module")
def rounds(data: Path) -> tuple[list[Reading], list[Reading], list[Reading]]:
    """What was read, what the first round makes of it, and the second one."""
    read = scale.read(data)
    made = list(islice(replicas(read), 100))
    first = [r for r in made if r.document.origin and r.document.origin.endswith("#0")]
    second = [r for r in made if r.document.origin and r.document.origin.endswith("#1")]
    assert len(read) == len(first) == len(second) == 12
    return read, first, second


def people(readings: list[Reading]) -> set[str]:
    return {who.id for r in readings for kind, who in r.entities if kind is EntityType.PERSON}


def test_the_first_round_is_what_was_read(
    rounds: tuple[list[Reading], list[Reading], list[Reading]],
) -> None:
    read, first, _ = rounds

    assert {r.document.text for r in first} == {r.document.text for r in read}
    assert people(first) == people(read)


def test_a_further_round_is_of_other_people_in_other_words(
    rounds: tuple[list[Reading], list[Reading], list[Reading]],
) -> None:
    _, first, second = rounds

    assert not people(first) & people(second)
    assert {t for r in second for s in r.statements for t in s.topics} == {
        t for r in first for s in r.statements for t in s.topics
    }
    texts = {r.document.uri.removesuffix("#0"): r.document.text for r in first}
    for reading in second:
        before = texts[reading.document.uri.removesuffix("#1")]
        assert len(before) == len(reading.document.text)
        assert not near_duplicates(before)(reading.document.text)


def test_the_names_in_a_replica_stand_where_they_are_linked(
    rounds: tuple[list[Reading], list[Reading], list[Reading]],
) -> None:
    for reading in rounds[2]:
        text, named = reading.document.text, people([reading])
        mentions = [m for m in reading.mentions if m.entity in named]
        assert mentions
        for mention in mentions:
            assert mention.entity is not None
            assert slug(mention.span.of(text)) in mention.entity
        for statement in reading.statements:
            assert statement.document == reading.document.id
            assert statement.speaker is None or statement.speaker.id in named


def test_it_measures_a_record_at_each_size(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "kept.db"
    options = ["--data", str(data), "--sizes", "150", "300", "--keep", str(kept), "--json"]
    monkeypatch.setattr(sys, "argv", ["scale", *options, "--processor"])

    scale.main()

    found = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert list(found) == ["150", "300", "growth"]
    for size in ("150", "300"):
        assert found[size]["statements"] >= int(size)
        for name in ("add_ms", "merge_ms", "search_p95_ms", "faceted_p95_ms", "command_p95_ms"):
            assert found[size][name] > 0
        assert found[size]["audit_s"] > 0
        assert found[size]["memory_mb"] > 0
    assert set(found["growth"]) <= set(found["150"])
    with pipeline.open_record(str(kept)) as store:
        assert not list(pipeline.broken(store))


def test_growth_is_the_exponent() -> None:
    found = {10: {"linear": 2.0, "level": 5.0}, 100: {"linear": 20.0, "level": 5.0, "new": 1.0}}

    assert scale.growth(found) == {"linear": [1.0], "level": [0.0]}
