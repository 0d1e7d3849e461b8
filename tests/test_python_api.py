"""The Python API: the examples of its page, and what they do not show."""

import doctest
from collections.abc import Iterator
from pathlib import Path

import pytest

import onrecord
from onrecord.core.audit import Verdict
from onrecord.errors import ComponentError, RecordError

PAGE = Path(__file__).parents[1] / "docs" / "python.md"
SAID = "Mara Vale said: “The sanctions stay for another year.”"


@pytest.fixture
def record(tmp_path: Path) -> Iterator[onrecord.Record]:
    (tmp_path / "said.txt").write_text(SAID, "utf-8")
    with onrecord.Record.open(tmp_path / "own.db", create=True, reader="rules") as made:
        made.add(tmp_path / "said.txt", published="2018-07-16")
        yield made


def test_the_examples_of_its_page_come_out_as_they_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ONRECORD_READER", raising=False)
    told: list[str] = []
    page = doctest.DocTestParser().get_doctest(PAGE.read_text("utf-8"), {}, "page", str(PAGE), 0)
    result = doctest.DocTestRunner(verbose=False).run(page, out=told.append)

    assert result.attempted > 20
    assert result.failed == 0, "".join(told)


def test_its_page_names_all_that_is_public() -> None:
    page = PAGE.read_text("utf-8")

    for name in onrecord.__all__:
        assert getattr(onrecord, name)
        assert f"onrecord.{name}" in page
    methods = [name for name in vars(onrecord.Record) if not name.startswith("_")]
    assert [name for name in methods if f"ecord.{name}" not in page and name != "close"] == []


def test_the_record_is_the_one_that_the_environment_names(
    record: onrecord.Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_RECORD", str(tmp_path / "own.db"))

    assert onrecord.audit(SAID, reader="rules").holds
    monkeypatch.setenv("ONRECORD_RECORD", str(tmp_path / "none.db"))
    with pytest.raises(RecordError, match=r"no record at .*none\.db"):
        onrecord.audit(SAID, reader="rules")


def test_an_open_record_stays_open(record: onrecord.Record) -> None:
    for held in (record, record.store):  # a store too, as before there was a Record
        assert onrecord.audit(SAID, held, reader="rules").counts == {Verdict.VERIFIED: 1}
    assert record.broken() == ()


def test_what_was_not_published_then_is_not_in_a_dossier_of_then(record: onrecord.Record) -> None:
    (topic, *_) = record.topics()
    now = onrecord.dossier("Mara Vale", topic.id, record)
    then = onrecord.dossier("Mara Vale", topic.id, record, as_of="2018-07-15")

    assert len(now.evidence) == 1
    assert then.evidence == ()


def test_a_reader_that_there_is_not_is_said(record: onrecord.Record) -> None:
    with pytest.raises(ComponentError, match="no reader 'best': choose one of rules, "):
        onrecord.read(SAID, reader="best")


def test_a_date_that_is_none_is_said() -> None:
    with pytest.raises(ValueError, match="not an EDTF date: 'Monday'"):
        onrecord.read(SAID, published="Monday", reader="rules")
