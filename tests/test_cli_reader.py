"""Which reader reads: the option, the settings, and what happens when its files are not whole."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord import components, pipeline
from onrecord.cli import main
from onrecord.components import component
from onrecord.core.document import Provenance
from onrecord.errors import OnrecordError
from onrecord.extraction.encoder import encoder
from onrecord.extraction.encoder_pairs import pair_encoder
from onrecord.reading import RULES

ARTICLE = """Velland hardens its line

President Mara Vale said on Friday that Velland would never recognise the annexation of Brenn.

“We will not trade a single village to Karsia,” Vale told reporters in the capital.
"""
QUOTE = "“We will not trade a single village to Karsia,”"
FILES = [
    "pairs/card.json", "pairs/encoder.onnx",
    "reader/card.json", "reader/encoder.onnx", "reader/pieces.npz", "reader/tokenizer.json",
]  # fmt: skip


def call(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


@pytest.fixture
def article(tmp_path: Path) -> str:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, "utf-8")
    return str(path)


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, bytes | None], None]]:
    """Put other bytes in a file of the installation, or none; forget what was loaded before."""
    whole = components.data_bytes

    def breaking(name: str, content: bytes | None) -> None:
        def data_bytes(asked: str) -> bytes:
            if asked != name:
                return whole(asked)
            if content is None:
                raise OnrecordError(f"the file {name} is missing from the installation")
            return content

        monkeypatch.setattr(components, "data_bytes", data_bytes)

    loaded = (component, encoder, pair_encoder)
    for function in loaded:
        function.cache_clear()
    yield breaking
    for function in loaded:
        function.cache_clear()


def made_by(record: str) -> Provenance | None:
    """Which reader read the record's only document."""
    with pipeline.open_record(record) as store:
        (key,) = store.document_ids()
        return store.reading(key).provenance


def quotes(result: Result) -> list[str]:
    (line,) = result.stdout.splitlines()
    return [
        ARTICLE[s["content"][0][0] : s["content"][-1][1]]
        for s in json.loads(line)["statements"]
        if s["form"] == "direct"
    ]


@pytest.mark.parametrize(
    ("setting", "words", "expected"),
    [
        (None, (), "reader"),
        (None, ("--reader", "accurate"), "reader"),
        (None, ("--reader", "rules"), "rules"),
        ("rules", (), "rules"),
        ("rules", ("--reader", "accurate"), "reader"),  # the option comes before the setting
        ("accurate", ("--reader", "rules"), "rules"),
        ("", (), "reader"),
    ],
)
def test_the_reading_says_which_reader_read(
    article: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    setting: str | None,
    words: tuple[str, ...],
    expected: str,
) -> None:
    monkeypatch.delenv("ONRECORD_READER", raising=False)
    if setting is not None:
        monkeypatch.setenv("ONRECORD_READER", setting)
    record = str(tmp_path / "r.db")

    result = call("add", article, "--record", record, *words)

    assert (result.exit_code, result.stderr) == (0, "")
    made = made_by(record)
    assert made is not None
    assert made.component == expected
    assert made.version


def test_the_version_of_the_reader_is_that_of_its_file(article: str, tmp_path: Path) -> None:
    record = str(tmp_path / "r.db")
    listed = components.data_table("components.toml")["sha256"]

    call("add", article, "--record", record, "--reader", "accurate")

    assert made_by(record) == Provenance("reader", listed["reader/encoder.onnx"][:12])


@pytest.mark.parametrize("reader", ["accurate", "fast", "rules"])
def test_either_reader_finds_a_quotation_in_good_marks(article: str, reader: str) -> None:
    result = call("extract", article, "--reader", reader)

    assert (result.exit_code, result.stderr) == (0, "")
    assert QUOTE in quotes(result)


@pytest.mark.parametrize("words", [("--reader", "best"), ()])
def test_a_reader_that_does_not_exist_is_refused(
    article: str, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    if not words:
        monkeypatch.setenv("ONRECORD_READER", "best")

    result = call("extract", article, *words)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "'best' is not one of 'accurate'" in result.stderr


@pytest.mark.parametrize("threads", ["0", "-1", "two", "1.5", "²", "1 2"])
def test_a_number_of_threads_that_is_none_is_said_in_one_line(
    article: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, threads: str
) -> None:
    monkeypatch.setenv("ONRECORD_THREADS", threads)
    record = tmp_path / "none.db"

    for result in (call("extract", article), call("add", article, "--record", str(record))):
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == (
            f"onrecord: ONRECORD_THREADS is {threads!r}: set it to a number from 1 on\n"
        )
    assert not record.exists()


@pytest.mark.parametrize("threads", ["1", "2", ""])
def test_threads_change_nothing_but_speed(
    article: str, monkeypatch: pytest.MonkeyPatch, threads: str
) -> None:
    alone = call("extract", article)
    monkeypatch.setenv("ONRECORD_THREADS", threads)

    result = call("extract", article)

    assert result.exit_code == 0
    assert result.stdout == alone.stdout


@pytest.mark.parametrize("content", [None, b"something else", b""])
@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_not_whole_is_said_and_rules_read(
    article: str,
    tmp_path: Path,
    broken: Callable[[str, bytes | None], None],
    name: str,
    content: bytes | None,
) -> None:
    by_rule = call("extract", article, "--reader", "rules")
    broken(name, content)
    record = str(tmp_path / "r.db")

    result = call("extract", article)
    added = call("add", article, "--record", record)

    what = "missing from" if content is None else "not the one that shipped"
    for done in (result, added):
        (line,) = done.stderr.splitlines()
        assert line.startswith(f"onrecord: the file {name} is {what}")
        assert "rules alone read" in line
        assert done.exit_code == 0
    assert result.stdout == by_rule.stdout
    assert QUOTE in quotes(result)
    assert made_by(record) == RULES


def test_rules_need_no_file_of_the_reader(
    article: str, broken: Callable[[str, bytes | None], None]
) -> None:
    broken("reader/encoder.onnx", None)

    result = call("extract", article, "--reader", "rules")

    assert (result.exit_code, result.stderr) == (0, "")
