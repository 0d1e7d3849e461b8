"""Where a record is: the path of a file, or the address of a database on a server."""

import re

_SERVERS = ("postgresql://", "postgres://")
_LOGIN = re.compile(r"(?<=://)([^:@/]*)(?::.*)?@(?=[^@]*$)", re.DOTALL)
_SECRET = re.compile(r"((?:ssl)?password=)[^&]*", re.IGNORECASE)


def is_server(location: str) -> bool:
    """Whether it is a database on a server."""
    return location.startswith(_SERVERS)


def shown(location: str) -> str:
    """The location as it may be printed: without a password."""
    if not is_server(location):
        return location
    return _SECRET.sub(r"\1…", _LOGIN.sub(r"\1@", location))
