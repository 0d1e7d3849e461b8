"""The `audit` command, called as a user calls it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import onrecord
from onrecord.cli import main
from onrecord.core.audit import Verdict

ARTICLE = "“We will not trade a single village to Karsia,” Mara Vale said on Friday.\n"
TRUE = "Mara Vale said: “We will not trade a single village.”\n"
FALSE = "Mara Vale said: “We will trade a single village.”\n"


def call(*words: str, text: str | None = None) -> Result:
    return CliRunner().invoke(main, ["audit", *words, "--reader", "rules"], input=text)


@pytest.fixture
def source(tmp_path: Path) -> str:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, "utf-8")
    return str(path)


@pytest.fixture
def record(source: str, location: str) -> str:
    path = location
    added = CliRunner().invoke(main, ["add", source, "--record", path, "--reader", "rules"])
    assert added.exit_code == 0
    return path


@pytest.mark.parametrize(("text", "code"), [(TRUE, 0), (FALSE, 1)])
def test_the_exit_code_says_whether_all_holds(record: str, text: str, code: int) -> None:
    result = call("-", "--record", record, text=text)

    assert result.exit_code == code, result.output
    assert (Verdict.VERIFIED in result.stdout) is (code == 0)


def test_json_is_as_the_contract_says(record: str) -> None:
    found = json.loads(call("-", "--json", "--record", record, text=FALSE).stdout)

    (claim,) = found["claims"]
    assert claim["kind"] == "quote"
    assert claim["verdict"] == "altered"
    assert FALSE[slice(*claim["span"])] == claim["text"] == "We will trade a single village."
    (evidence,) = claim["evidence"]
    assert ARTICLE[slice(*evidence["span"])] == evidence["exact"]
    assert [change["grave"] for change in claim["changes"]] == ["negation"]
    assert found["counts"] == {"altered": 1}
    assert found["warnings"] == []


def test_sources_given_with_the_call_are_a_record_of_their_own(source: str, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(TRUE, "utf-8")
    other = tmp_path / "other.txt"
    other.write_text("Nothing of it stands here.", "utf-8")

    assert call(str(page), "--against", str(other)).exit_code == 1
    assert call(str(page), "--against", str(other), source).exit_code == 0
    assert call(str(page), "--against", str(other), "--against", source).exit_code == 0


def test_several_texts_are_audited_one_by_one(source: str, tmp_path: Path) -> None:
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for path, text in zip(paths, (TRUE, FALSE), strict=True):
        path.write_text(text, "utf-8")

    result = call(*map(str, paths), "--json", "--against", source)

    assert result.exit_code == 1
    counts = [json.loads(line)["counts"] for line in result.stdout.splitlines()]
    assert counts == [{"verified": 1}, {"altered": 1}]


def test_html_is_one_page(source: str) -> None:
    result = call("-", "--html", "--against", source, text=FALSE)

    assert result.stdout.startswith("<!doctype html>")
    assert "We will trade a single village." in result.stdout


def test_the_terminal_tells_what_differs_and_what_the_source_has(source: str) -> None:
    result = call("-", "--against", source, text=FALSE)

    assert "“not” is missing (a negation)" in result.stdout
    assert "“We will not trade a single village”  (Mara Vale" in result.stdout
    assert result.stdout.endswith("1 altered\n")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("nowhere.txt", "--against", "{source}"), "nowhere.txt: cannot be read"),
        (("-", "--against", "nowhere.txt"), "none of the sources could be read"),
        (("-", "{source}", "--html", "--against", "{source}"), "--html makes one page"),
        (("--against", "{source}"), "Missing argument"),
        (("-", "--against"), "'--against' requires an argument"),
        (("-", "--register", "people.toml"), "--register goes with --against"),
        (("-", "--record", "nowhere.db"), "no record at nowhere.db"),
    ],
)
def test_what_cannot_be_used_is_said_in_one_line(
    source: str, words: tuple[str, ...], reason: str
) -> None:
    result = call(*(word.format(source=source) for word in words), text=TRUE)

    assert result.exit_code == 2
    assert reason in result.stderr.splitlines()[-1]


def test_programs_call_it_in_one_import(record: str) -> None:
    found = onrecord.audit(FALSE, record, reader="rules")

    assert not found.holds
    assert found.counts == {Verdict.ALTERED: 1}
    assert onrecord.audit(TRUE, record, published="2018-07-16", reader="rules").holds
