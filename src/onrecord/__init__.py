"""onrecord: what public figures said and did, when, and where it is written."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.api import audit

__all__ = ["audit"]


def __getattr__(name: str) -> Any:
    """Load what is public when it is asked for: most of the package needs none of the readers."""
    if name == "audit":
        from onrecord.api import audit  # noqa: PLC0415 - loads numpy and the encoder

        return audit
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
