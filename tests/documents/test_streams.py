"""Streams: unpacked piece by piece, and tables that are never held whole."""

import gzip
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core.document import Document
from onrecord.documents import readers, tables
from onrecord.documents.readers import Defaults, Unread, documents_at, read
from onrecord.documents.streams import headed, lines, unpacked, up_to
from onrecord.documents.tables import array_items
from onrecord.errors import UnreadableError

ROWS = [
    {"id": "v1", "text": "“No,” said Mara Vale."},
    {"id": "v2", "text": "Karsk [ ] , { } \\ is\nquiet.", "published": "2021-05-03"},
    {"id": "v3", "text": "Ünder the bridge."},
]


@given(st.lists(st.binary(max_size=400), max_size=4), st.integers(1, 50), st.booleans())
def test_members_of_gzip_come_back_whatever_is_asked_at_a_time(
    members: list[bytes], size: int, twice: bool
) -> None:
    # a member that itself opens like gzip would be unpacked once more
    members = [member for member in members if member[:1] != b"\x1f"]
    packed = b"".join(gzip.compress(member, mtime=0) for member in members)
    stream = unpacked(io.BytesIO(gzip.compress(packed, mtime=0) if twice and packed else packed))
    found = b""
    while piece := stream.read(size):
        found += piece

    assert found == b"".join(members)


def test_junk_behind_the_last_member_is_passed_over() -> None:
    packed = gzip.compress(b"Vale signed.", mtime=0) + b"\0\0 junk"

    assert unpacked(io.BytesIO(packed)).read() == b"Vale signed."


@pytest.mark.parametrize("cut", [1, 8, 20])
def test_gzip_that_ends_too_early_says_so(cut: int) -> None:
    packed = gzip.compress(b"Vale signed. " * 99, mtime=0)[:-cut]

    with pytest.raises(UnreadableError, match="too early"):
        unpacked(io.BytesIO(packed)).read()


@given(st.binary(max_size=300), st.integers(0, 310))
def test_a_head_is_not_taken_away(data: bytes, size: int) -> None:
    head, stream = headed(io.BytesIO(data), size)

    assert head == data[:size]
    assert up_to(stream, 1_000) == data


@given(st.lists(st.text("ab", max_size=12)), st.integers(2, 12))
def test_lines_that_are_too_long_are_passed_over_and_the_others_stay(
    words: list[str], longest: int
) -> None:
    data = "\n".join(words).encode()
    whole = data.splitlines(keepends=True)

    found = list(lines(io.BytesIO(data), longest))

    assert found == [line if len(line) <= longest else None for line in whole]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)


@given(st.lists(JSON, max_size=6), st.sampled_from([None, 1]), st.integers(1, 40))
def test_items_of_a_json_array_come_back_however_it_is_cut(
    items: list[Any], indent: int | None, piece: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tables, "_PIECE", piece)
        found = list(array_items(io.StringIO(json.dumps(items, indent=indent))))

    assert found == items


@pytest.mark.parametrize("text", ["[", "[1", "[1, ", '["a" "b"]', '[{"text": "a"}'])
def test_an_array_that_breaks_off_says_so(text: str) -> None:
    with pytest.raises(UnreadableError, match="broken"):
        list(array_items(io.StringIO(text)))


def tables_of(rows: list[dict[str, str]]) -> dict[str, bytes]:
    """The same rows in each form of a table."""
    cells = [[row.get(name, "") for name in ("id", "text", "published")] for row in rows]
    csv = "id,text,published\n" + "".join(
        ",".join('"' + cell.replace('"', '""') + '"' for cell in line) + "\n" for line in cells
    )
    return {
        "lines": "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode(),
        "array": json.dumps(rows, indent=1).encode(),
        "csv": csv.encode(),
    }


@pytest.mark.parametrize("form", ["lines", "array", "csv"])
@pytest.mark.parametrize("packed", [False, True])
def test_a_table_that_is_not_held_whole_says_the_same(
    form: str, packed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tables_of(ROWS)[form]
    data = gzip.compress(data, mtime=0) if packed else data
    whole = list(read(data, "table"))
    assert [d.text for d in whole if isinstance(d, Document)] == [row["text"] for row in ROWS]
    monkeypatch.setattr(readers, "WHOLE_BYTES", 20)

    assert list(read(data, "table")) == whole


def test_a_row_that_is_too_long_does_not_cost_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [ROWS[0], {"id": "long", "text": "Vale " * 100}, b"not JSON", ROWS[2]]
    data = b"\n".join(
        row if isinstance(row, bytes) else json.dumps(row, ensure_ascii=False).encode()
        for row in rows
    )
    for module in (readers, tables):
        monkeypatch.setattr(module, "WHOLE_BYTES", 200)

    found = list(read(data, "table"))

    assert [item.uri for item in found] == ["v1", "table#2", "table#3", "v3"]
    assert [item.reason for item in found if isinstance(item, Unread)] == [
        "is a line of more than 200 bytes",
        "is not JSON",
    ]


def test_files_are_read_one_after_the_other(tmp_path: Any) -> None:
    (tmp_path / "a.txt").write_text("Vale signed the pact on Monday.")
    (tmp_path / "b.jsonl").write_bytes(tables_of(ROWS)["lines"])

    found = [item.uri for item in documents_at(str(tmp_path), Defaults())]

    assert found == [str(tmp_path / "a.txt"), "v1", "v2", "v3"]
