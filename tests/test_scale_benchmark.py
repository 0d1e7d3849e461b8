"""The benchmark of growth makes records like real ones, and gives a number for all it promises."""

import json
import sys
from itertools import chain, islice
from pathlib import Path

import pytest
from benchmarks import alike, scale
from benchmarks.invented import articles
from benchmarks.replicas import replicas
from benchmarks.replicas import rounds as rounds_of

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


def test_what_is_told_again_was_told_lately_but_for_a_little(data: Path) -> None:
    made = list(islice(rounds_of(scale.read(data)), 60))

    def shared(first: int, second: int, count: int = 12) -> float:
        one, other = (list(chain(*made[n : n + count])) for n in (first, second))
        return alike.between(one, other).in_a_million

    apart = [shared(1, 14), shared(14, 34), shared(1, 48)]
    assert max(apart) < shared(4, 5, 1) / 3  # rounds that follow one another share much
    assert min(apart) > 0  # and some of what the first told is told for good
    assert max(apart) < 5 * min(apart)  # about as much of it in a record of any size


def test_a_round_is_the_same_wherever_one_begins(data: Path) -> None:
    read = scale.read(data)

    third = list(islice(rounds_of(read), 4))[3]

    assert next(rounds_of(read, first=3)) == third


def test_alike_are_pairs_of_different_documents_that_share_a_key(data: Path) -> None:
    read = scale.read(data)
    told = [keys for reading in read for keys in alike.keys_of(reading)]
    told_apart = sum(
        1
        for i, one in enumerate(read)
        for j, other in enumerate(read)
        for mine in alike.keys_of(one)
        for theirs in alike.keys_of(other)
        if i < j and mine & theirs
    )

    found = alike.within(read, range(100_000))

    assert found.alike == told_apart > 0
    assert alike.between(read, read).all == len(told) ** 2
    assert alike.within(read, range(1, 2)) == alike.Pairs(0, 0)  # none a day apart


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
        assert found[size]["fill_ms"] > 0
        assert found[size]["memory_mb"] > 0
    assert set(found["growth"]) <= set(found["150"])
    with pipeline.open_record(str(kept)) as store:
        assert not list(pipeline.broken(store))


def test_growth_is_the_exponent() -> None:
    found = {10: {"linear": 2.0, "level": 5.0}, 100: {"linear": 20.0, "level": 5.0, "new": 1.0}}

    assert scale.growth(found) == {"linear": [1.0], "level": [0.0]}
