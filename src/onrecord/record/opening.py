"""Which database a record is in, by its location."""

from onrecord.errors import RecordError
from onrecord.record import schema
from onrecord.record.address import is_server
from onrecord.record.database import Database


def opened(location: str, *, create: bool, cache_kib: int = schema.CACHE_KIB) -> Database:
    """Open a record, new or of this or an older version.

    Args:
        location: the path of a file, or the address of a database, `postgresql://…`.
        create: whether to make a record where there is none.
        cache_kib: memory for the pages of a file; a server has its own.

    Raises:
        RecordError: there is none and `create` is false, or it is not one that we can use.
    """
    if not is_server(location):
        return schema.connect(location, create=create, cache_kib=cache_kib)
    try:
        from onrecord.record.postgres_opening import (  # noqa: PLC0415  the extra onrecord[postgres]
            connect,
        )
    except ImportError:
        raise RecordError(
            "a record in PostgreSQL needs psycopg: run pip install 'onrecord[postgres]'"
        ) from None
    return connect(location, create=create)
