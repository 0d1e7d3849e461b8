"""Tables of articles in Parquet: the rows are read some at a time, each like a row of CSV.

pyarrow is an extra: `onrecord[parquet]`.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

from onrecord.core.document import Document
from onrecord.documents.facts import Defaults, Unread
from onrecord.documents.tables import COLUMNS, Row, our_name, read_row
from onrecord.errors import UnreadableError

_MAGIC = b"PAR1"
_ROWS_AT_ONCE = 50
"""A row may hold a whole book; articles of usual length are read as fast as by the thousand."""


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
        file = pq.ParquetFile(stream)
        ours = {name: our_name(name, defaults.columns) for name in file.schema_arrow.names}
        if "text" not in ours.values():
            raise UnreadableError("is Parquet without a column 'text': name yours with --column")
        columns = [name for name in ours if ours[name] in COLUMNS]
        for batch in file.iter_batches(batch_size=_ROWS_AT_ONCE, columns=columns):
            yield batch.to_pylist()
    except (pa.ArrowException, OSError, ValueError) as error:
        raise UnreadableError(f"is broken Parquet: {' '.join(str(error).split())[:100]}") from None


def _written(value: Any) -> Any:
    """Dates as the text that they are in other tables."""
    return value.isoformat() if isinstance(value, date) else value
