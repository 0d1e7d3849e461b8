"""Every setting, its environment variable and default."""

import os
from dataclasses import dataclass

RECORD_VARIABLE = "ONRECORD_RECORD"
DEFAULT_RECORD = "onrecord.db"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run of onrecord is told by its environment; command options come before it.

    Attributes:
        record: path of the record, `ONRECORD_RECORD`, by default `./onrecord.db`.
    """

    record: str = DEFAULT_RECORD


def settings() -> Settings:
    """The settings that the environment gives."""
    return Settings(record=os.environ.get(RECORD_VARIABLE) or DEFAULT_RECORD)
