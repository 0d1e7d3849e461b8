"""Columns of Parquet: pyarrow, which is an extra (`onrecord[parquet]`), and dates."""

from datetime import date
from typing import Any

from onrecord.core.edtf import Edtf
from onrecord.errors import ComponentError


def pyarrow() -> tuple[Any, Any]:
    """The library, and its Parquet.

    Raises:
        ComponentError: it is not installed.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415  the extra onrecord[parquet]
        import pyarrow.parquet as pq  # noqa: PLC0415  the same
    except ImportError:
        raise ComponentError("Parquet needs pyarrow: run pip install 'onrecord[parquet]'") from None
    return pa, pq


def days(when: Edtf | None) -> dict[str, date | None]:
    """The columns of the first and the last day of a date; None for the open end of an interval."""
    ends = (when.earliest, when.latest) if when else (None, None)
    first, last = (None if day in (date.min, date.max) else day for day in ends)
    return {"date_first": first, "date_last": last}
