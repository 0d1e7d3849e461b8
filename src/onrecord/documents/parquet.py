"""Tables of articles in Parquet: the rows are read some at a time, each like a row of CSV.

pyarrow is an extra: `onrecord[parquet]`.
"""

import io
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

from onrecord.core.document import Document
from onrecord.documents.facts import Defaults, Unread
from onrecord.documents.limits import MOST_TIMES, WHOLE_BYTES
from onrecord.documents.tables import COLUMNS, Row, our_name, read_row
from onrecord.errors import UnreadableError

_MAGIC = b"PAR1"
_ROWS_AT_ONCE = 50
"""A row may hold a whole book; articles of usual length are read as fast as by the thousand."""

_HELD_BYTES = 4 * WHOLE_BYTES


def is_parquet(stream: BinaryIO) -> bool:
    """Whether a stream is a Parquet file; it stands at its beginning before and after."""
    if not stream.seekable():
        return False
    found = stream.read(len(_MAGIC)) == _MAGIC
    stream.seek(0)
    return found


def parquet_documents(
    stream: BinaryIO, uri: str, defaults: Defaults
) -> Iterator[Document | Unread]:
    """The documents of a Parquet file with a column `text`.

    Raises:
        UnreadableError: the file is broken, has no such column, or pyarrow is not installed.
    """
    number = 0
    for rows in _read(stream, defaults):
        for row in rows:
            number += 1
            written = {name: _written(value) for name, value in row.items()}
            yield read_row(written, uri, number, defaults)


def _read(stream: BinaryIO, defaults: Defaults) -> Iterator[list[Row]]:
    try:
        import pyarrow as pa  # noqa: PLC0415  the extra onrecord[parquet]
        import pyarrow.parquet as pq  # noqa: PLC0415  the same
    except ImportError:
        raise UnreadableError(
            "is Parquet: run pip install 'onrecord[parquet]' to read it"
        ) from None
    try:
        size_bytes = max(WHOLE_BYTES, MOST_TIMES * stream.seek(0, io.SEEK_END))
        file = pq.ParquetFile(stream)
        ours = {name: our_name(name, defaults.columns) for name in file.schema_arrow.names}
        if "text" not in ours.values():
            raise UnreadableError("is Parquet without a column 'text': name yours with --column")
        columns = [name for name in ours if ours[name] in COLUMNS]
        for batch in file.iter_batches(_rows_at_once(file.metadata), columns=columns):
            rows = batch.to_pylist()
            # counted here: a dictionary holds a text once, whatever rows point to it
            size_bytes -= sum(map(_length, rows))
            if size_bytes < 0:
                raise UnreadableError(f"unpacks to more than {MOST_TIMES} times its size")
            yield rows
    except (pa.ArrowException, OSError, ValueError) as error:
        raise UnreadableError(f"is broken Parquet: {' '.join(str(error).split())[:100]}") from None


def _rows_at_once(about: Any) -> int:
    """How many rows may be held, if each were the longest text that there is room for.

    Raises:
        UnreadableError: its texts are too long to hold even one.
    """
    largest = 0
    for group in (about.row_group(number) for number in range(about.num_row_groups)):
        if group.total_byte_size > WHOLE_BYTES * max(group.num_rows, 1):
            raise UnreadableError(f"has rows of more than {WHOLE_BYTES:,} bytes")
        sizes = (group.column(n).total_uncompressed_size for n in range(group.num_columns))
        largest = max(largest, *sizes)
    return min(_ROWS_AT_ONCE, _HELD_BYTES // (largest + 1) + 1)


def _length(row: Row) -> int:
    return sum(len(value) for value in row.values() if isinstance(value, str))


def _written(value: Any) -> Any:
    """Dates as the text that they are in other tables."""
    return value.isoformat() if isinstance(value, date) else value
