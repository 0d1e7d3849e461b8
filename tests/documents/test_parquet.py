"""Tables in Parquet."""

import io
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from onrecord.core.document import Document
from onrecord.documents.readers import Defaults, Unread, read


def packed(**columns: list[Any]) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()


def test_each_row_is_a_document() -> None:
    texts = [f"“No {number},” said Mara Vale." for number in range(120)]
    days = [date(2021, 5, 1 + number % 20) for number in range(120)]
    data = packed(text=texts, date=days, id=list(range(120)), weight=[0.5] * 120)

    found = list(read(data, "shard.parquet"))

    assert [item.text for item in found if isinstance(item, Document)] == texts
    assert [(item.uri, str(item.published)) for item in found[:2]] == [  # type: ignore[union-attr]
        ("0", "2021-05-01"),
        ("1", "2021-05-02"),
    ]


def test_a_column_of_another_name_is_named() -> None:
    data = packed(body=["Vale signed."], url=["https://velland.example/1"])

    (document,) = read(data, "shard.parquet", Defaults(columns={"body": "text"}))

    assert isinstance(document, Document)
    assert (document.text, document.uri) == ("Vale signed.", "https://velland.example/1")


def test_an_empty_row_does_not_cost_the_others() -> None:
    found = list(read(packed(text=["Vale signed.", None, "Roth left."]), "shard.parquet"))

    assert [isinstance(item, Document) for item in found] == [True, False, True]
    assert found[1] == Unread("shard.parquet#2", "has no text")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PAR1" + bytes(40) + b"PAR1", "broken Parquet"),
        (packed(text=["Vale signed."])[:-9], "broken Parquet"),
        (packed(words=["Vale signed."]), "without a column 'text'"),
    ],
)
def test_what_cannot_be_read_is_one_line(data: bytes, reason: str) -> None:
    (found,) = read(data, "shard.parquet")

    assert isinstance(found, Unread)
    assert reason in found.reason
    assert "\n" not in found.reason
