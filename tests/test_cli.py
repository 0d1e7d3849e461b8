"""The commands, called as a user calls them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main
from onrecord.record import queries

ARTICLE = """Velland hardens its line

President Mara Vale said on Friday that Velland would never recognise the annexation of Brenn.

“We will not trade a single village to Karsia,” Vale told reporters in the capital.

Karsia’s premier, Oren Sarrow, accused Velland of bad faith.
"""


def call(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


@pytest.fixture
def record(tmp_path: Path, location: str) -> str:
    register = tmp_path / "register.toml"
    register.write_text(
        '[[topic]]\nid = "karsia"\nname = "Karsia"\nkind = "country"\nwords = ["Karsia", "Brenn"]\n'
    )
    article = tmp_path / "article.txt"
    article.write_text(ARTICLE, "utf-8")
    path = location
    added = call(
        "add",
        str(article),
        "--published",
        "2018-07-16",
        "--publisher",
        "The Harbour Post",
        "--register",
        str(register),
        "--record",
        path,
    )
    assert added.exit_code == 0, added.output
    assert added.stdout.startswith("1 new")
    return path


def test_extract_prints_one_object_a_document(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text(ARTICLE, "utf-8")

    result = call("extract", str(article), "--published", "2018-07-16")

    (line,) = result.stdout.splitlines()
    reading = json.loads(line)
    assert reading["document"]["text"] == ARTICLE
    quotes = [
        (ARTICLE[s["content"][0][0] : s["content"][-1][1]], s["speaker"], s["form"])
        for s in reading["statements"]
        if s["form"] == "direct"
    ]
    assert quotes == [
        (
            "“We will not trade a single village to Karsia,”",
            {"id": "mara-vale", "name": "Mara Vale"},
            "direct",
        )
    ]
    indirect = next(s for s in reading["statements"] if s["form"] == "indirect")
    assert (indirect["said"], indirect["speaker"]["id"]) == ("2018-07-13", "mara-vale")


def test_a_second_add_changes_nothing(record: str, tmp_path: Path) -> None:
    again = call(
        "add",
        str(tmp_path / "article.txt"),
        "--published",
        "2018-07-16",
        "--publisher",
        "The Harbour Post",
        "--record",
        record,
    )

    assert again.stdout.startswith("0 new, 1 unchanged, 0 updated")


def test_people_and_topics_are_listed_with_counts(record: str) -> None:
    people = [
        json.loads(line)
        for line in call("people", "--json", "--record", record).stdout.splitlines()
    ]
    topics = [
        json.loads(line)
        for line in call("topics", "--json", "--record", record).stdout.splitlines()
    ]

    assert {"mara-vale", "oren-sarrow"} <= {p["id"] for p in people}
    assert "Karsia" in [t["name"] for t in topics]


@pytest.mark.parametrize("form", ["md", "html", "json"])
def test_a_dossier_comes_in_every_format(record: str, form: str) -> None:
    result = call("dossier", "Mara Vale", "Karsia", "--format", form, "--record", record)

    assert result.exit_code == 0, result.output
    assert "We will not trade a single village" in result.stdout


def test_a_thin_record_gets_no_label_and_every_contract_field(record: str) -> None:
    result = call("dossier", "Vale", "karsia", "--format", "json", "--record", record)

    dossier = json.loads(result.stdout)
    assert dossier["label"] is None
    assert {
        "person",
        "topic",
        "label",
        "strength",
        "reasons",
        "key_points",
        "summary",
        "context",
        "timeline",
        "ledger",
        "then_and_now",
        "actions",
        "quotes",
        "criticism",
        "support",
        "comparison",
        "tensions",
        "sources",
        "evidence",
    } <= set(dossier)
    for item in dossier["quotes"]:
        assert item["citations"]
        for key in item["citations"]:
            evidence = dossier["evidence"][key]
            start, end = evidence["span"]
            assert ARTICLE[start:end] == evidence["exact"]


def test_search_finds_words_and_says_when_it_finds_none(record: str) -> None:
    hit = call("search", "single village", "--json", "--record", record)
    none = call("search", "zeppelin", "--record", record)

    assert "single village" in json.loads(hit.stdout.splitlines()[0])["exact"]
    assert (none.exit_code, none.stdout) == (1, "Nothing found.\n")


def test_verify_is_clean_and_build_makes_a_site(record: str, tmp_path: Path) -> None:
    verified = call("verify", "--record", record)
    built = call("build", "-o", str(tmp_path / "site"), "--record", record)

    assert verified.exit_code == 0
    assert Path(built.stdout.strip()).read_text("utf-8").startswith("<!")


@pytest.mark.parametrize("form", ["jsonl", "csv", "jsonld"])
def test_the_record_is_exported(record: str, form: str) -> None:
    result = call("export", "--format", form, "--record", record)

    assert result.exit_code == 0
    assert "We will not trade a single village" in result.stdout


def test_a_register_among_the_sources_is_no_document(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "article.txt").write_text(ARTICLE, "utf-8")
    register = folder / "register.toml"
    register.write_text('[[topic]]\nname = "Brenn"\n', "utf-8")
    record = str(tmp_path / "r.db")

    left_out = call("add", str(folder), "--record", record)
    taken = call("add", str(folder), "--register", str(register), "--record", record)

    assert left_out.stdout.startswith("1 new, 0 unchanged, 0 updated, 1 skipped")
    assert left_out.stderr == (
        f"onrecord: {register}: is a register of people and topics, no source: "
        "give it to --register\n"
    )
    assert taken.stdout.startswith("0 new, 1 unchanged, 0 updated ·")
    assert taken.stderr == ""


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("dossier", "Mara Valle", "Karsia"), 'did you mean "Mara Vale"?'),
        (("dossier", "Mara Vale", "Karsa"), 'did you mean "Karsia"?'),
        (("tensions", "--person", "Nobody Atall"), "the record holds no person"),
    ],
)
def test_an_unknown_name_is_said_in_one_line(
    record: str, words: tuple[str, ...], says: str
) -> None:
    result = call(*words, "--record", record)

    assert result.exit_code == 2
    assert says in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("people",), "no record"),
        (("add", "nowhere.txt"), "no such file or folder: nowhere.txt"),
        (("add", ".", "--published", "2018-02-30"), "2018-02-30"),
        (("add", ".", "--column", "body"), "THEIRS=OURS"),
    ],
)
def test_a_call_that_cannot_be_served_changes_nothing(
    tmp_path: Path, words: tuple[str, ...], says: str
) -> None:
    record = tmp_path / "none.db"

    result = call(*words, "--record", str(record))

    assert result.exit_code == 2
    assert says in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert not record.exists()


def test_people_are_merged_and_apart_again(record: str) -> None:
    def ids() -> set[str]:
        lines = call("people", "--json", "--record", record).stdout.splitlines()
        return {json.loads(line)["id"] for line in lines}

    before = ids()
    merged = call("people", "--merge", "Oren Sarrow", "Mara Vale", "--record", record)
    during = ids()
    found = call("dossier", "Oren Sarrow", "Karsia", "--format", "json", "--record", record)
    apart = call("people", "--unmerge", "oren-sarrow", "--record", record)

    assert merged.stdout == "Oren Sarrow is Mara Vale.\n"
    assert before - during == {"oren-sarrow"}
    assert json.loads(found.stdout)["person"]["id"] == "mara-vale"
    assert apart.stdout == "Oren Sarrow is nobody else.\n"
    assert ids() == before
    assert call("people", "--unmerge", "oren-sarrow", "--record", record).exit_code == 2


def test_search_says_when_it_looked_at_some_only(
    record: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = call("search", "single village", "--json", "--record", record)
    monkeypatch.setattr(queries, "RANKED", 0)
    cut = call("search", "single village", "--json", "--record", record)

    assert whole.stderr == ""
    assert cut.stderr.startswith("onrecord: more than 5,000 hold these words")
    assert len(cut.stderr.splitlines()) == 1


def test_search_for_people_shows_date_speaker_and_source(record: str) -> None:
    result = call("search", "single village", "--record", record)

    assert result.exit_code == 0
    assert "Mara Vale" in result.stdout
    assert "The Harbour Post" in result.stdout


def test_the_demo_reads_the_bundled_example_and_builds_its_site(tmp_path: Path) -> None:
    result = call("demo", "-o", str(tmp_path / "demo"))

    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    site = tmp_path / "demo" / "site"
    dossier = (site / "dossier" / "mara-vale.on.karsia.html").read_text("utf-8")
    assert "Sorn is a war criminal and he will answer for Dorn" in dossier
    assert "Photograph" not in dossier
    record = str(tmp_path / "demo" / "onrecord.db")
    assert call("verify", "--record", record).exit_code == 0
