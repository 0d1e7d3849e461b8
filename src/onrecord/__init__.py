"""onrecord: what public figures said and did, when, and where it is written."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.api import Record, audit, dossier, read

__all__ = ["Record", "audit", "dossier", "read"]


def __getattr__(name: str) -> Any:
    """Load what is public when it is asked for: most of the package needs none of the readers."""
    if name in __all__:
        from onrecord import api  # noqa: PLC0415 - loads numpy and the encoder

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
