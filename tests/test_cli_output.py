"""What commands print, where names hold what a terminal library takes for markup."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord.cli import main
from onrecord.cli_output import person_json, print_people, print_topics
from onrecord.core.entities import EntityType
from onrecord.record.counts import PersonCount, TopicCount


def test_a_table_prints_names_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    vale = PersonCount(
        id="mara-vale",
        name="Mara [/bold] Vale",
        type=EntityType.PERSON,
        statements=1234,
        actions=0,
        documents=3,
        topics=(("karsia", 2), ("brenn", 1)),
    )

    print_people([vale], {"karsia": "Karsia"})

    head, line = capsys.readouterr().out.splitlines()
    assert head.split() == ["name", "statements", "actions", "documents", "most", "on"]
    assert line.split("  ")[0] == "Mara [/bold] Vale"
    assert line.split()[3:] == ["1,234", "0", "3", "Karsia,", "brenn"]
    assert person_json(vale)["topics"] == {"karsia": 2, "brenn": 1}


def test_an_empty_table_has_its_head_only(capsys: pytest.CaptureFixture[str]) -> None:
    print_topics([])

    assert capsys.readouterr().out.split() == [
        "topic", "statements", "actions", "documents", "people"
    ]  # fmt: skip


def test_numbers_stand_under_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    counts = (5, 12_345)
    topics = [
        TopicCount(id=f"t{n}", name=f"T{n}", statements=n, actions=n, documents=n, people=n)
        for n in counts
    ]

    print_topics(topics)

    _, few, many = capsys.readouterr().out.splitlines()
    assert few.rstrip()[-1] == "5"
    assert len(few.rstrip()) == len(many.rstrip())


def test_progress_shows_any_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")  # rich then takes standard error for a terminal
    folder = tmp_path / "a[red"
    folder.mkdir()
    (folder / "b].txt").write_text("Mara Vale said on Friday that Velland would hold firm.\n")

    result = CliRunner().invoke(
        main, ["add", str(folder), "--record", str(tmp_path / "r.db")], catch_exceptions=False
    )

    assert result.stdout.startswith("1 new")
    assert "1 documents" in result.stderr
    assert "a[red/b].txt" in result.stderr
