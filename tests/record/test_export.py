import csv
import io
import json
from datetime import date

import pyarrow.parquet as pq
import pytest

from onrecord.core.edtf import Edtf
from onrecord.core.findings import Evidence
from onrecord.record.export import COLUMNS, Format, exported
from onrecord.record.parquet import SCHEMA_VERSION, write_parquet
from onrecord.record.store import Store
from tests.record.worlds import action, document, reading, said


def _evidence(location: str, words: str = "“We will never lift them,”") -> tuple[Evidence, ...]:
    deed = document("Vale imposed sanctions.", uri="https://news.example/2")
    with Store.open(location, create=True) as store:
        store.add(said(words, date="2031-03", title="=HYPERLINK(1)", publisher="Brenn Post"))
        store.add(reading(deed, action(deed, "Vale imposed sanctions", when=Edtf("2031-04-01"))))
        return store.evidence()


def _text(evidence: tuple[Evidence, ...], form: Format) -> str:
    return "".join(exported(evidence, form))


def test_json_lines(location: str) -> None:
    lines = _text(_evidence(location), Format.JSONL).splitlines()

    first, second = map(json.loads, lines)
    assert (first["record"], first["exact"], first["said"]) == (
        "statement",
        "“We will never lift them,”",
        "2031-03",
    )
    assert (second["record"], second["type"], second["target"]) == (
        "action",
        "sanction",
        ["velland"],
    )


def test_csv(location: str) -> None:
    first, second = csv.DictReader(io.StringIO(_text(_evidence(location), Format.CSV)))

    assert list(first) == COLUMNS
    assert (first["who"], first["date"], first["words"], first["start"]) == (
        "Anna Vale",
        "2031-03",
        "“We will never lift them,”",
        "0",
    )
    assert (second["type"], second["status"], second["target"], second["uri"]) == (
        "sanction",
        "done",
        "velland",
        "https://news.example/2",
    )


@pytest.mark.parametrize("words", ["=1+1 is what", "+1 is what", "-1 is what", "@sum is what"])
def test_no_cell_is_a_formula(location: str, words: str) -> None:
    first, _ = csv.DictReader(io.StringIO(_text(_evidence(location, words), Format.CSV)))

    assert first["words"] == f"'{words}"
    assert first["title"] == "'=HYPERLINK(1)"


def test_json_ld(location: str) -> None:
    quotation, where, deed, _ = json.loads(_text(_evidence(location), Format.JSONLD))["@graph"]

    assert quotation["type"] == "schema:Quotation"
    assert quotation["schema:creator"]["schema:name"] == "Anna Vale"
    assert where["body"] == quotation["id"]
    assert where["target"]["selector"][0]["exact"] == quotation["schema:text"]
    assert (deed["type"], deed["schema:startTime"]) == ("schema:Action", "2031-04-01")


@pytest.mark.parametrize("form", Format)
def test_an_empty_record_and_broken_text_can_be_exported(location: str, form: Format) -> None:
    broken = _evidence(location, "“\ud83d Never,”")

    for evidence in ((), broken):
        _text(evidence, form).encode("utf-8")
    assert "Never" in _text(broken, form)


def test_parquet_has_typed_columns_and_every_row(location: str) -> None:
    out = io.BytesIO()
    write_parquet(_evidence(location, "“Broken \ud800 words,”"), out)
    table = pq.read_table(io.BytesIO(out.getvalue()))
    first, second = table.to_pylist()

    assert table.schema.metadata[b"onrecord_schema"] == SCHEMA_VERSION.encode()
    assert (first["who"], first["date"], first["words"]) == (
        "Anna Vale",
        "2031-03",
        "“Broken ? words,”",
    )
    assert (first["date_first"], first["date_last"]) == (date(2031, 3, 1), date(2031, 3, 31))
    assert (second["type"], second["targets"], second["start"]) == ("sanction", ["velland"], 0)
