"""Every setting, its environment variable and default."""

import os
from dataclasses import dataclass

RECORD_VARIABLE = "ONRECORD_RECORD"
READER_VARIABLE = "ONRECORD_READER"
THREADS_VARIABLE = "ONRECORD_THREADS"
DEVICE_VARIABLE = "ONRECORD_DEVICE"
DEFAULT_RECORD = "onrecord.db"
DEFAULT_READER = "accurate"
DEFAULT_DEVICE = "cpu"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run of onrecord is told by its environment; command options come before it.

    Attributes:
        record: path of the record, or the address of its database, `ONRECORD_RECORD`, by default
            `./onrecord.db`.
        reader: what reads paragraphs, `ONRECORD_READER`, by default `accurate`.
        threads: how many threads the reader uses, `ONRECORD_THREADS`, by default 1.
        device: what the reader runs on, `ONRECORD_DEVICE`, `cpu` or `cuda`, by default `cpu`.
    """

    record: str = DEFAULT_RECORD
    reader: str = DEFAULT_READER
    threads: str = "1"
    device: str = DEFAULT_DEVICE


def settings() -> Settings:
    """The settings that the environment gives, unchecked."""
    given = os.environ.get
    return Settings(
        record=given(RECORD_VARIABLE) or DEFAULT_RECORD,
        reader=given(READER_VARIABLE) or DEFAULT_READER,
        threads=given(THREADS_VARIABLE) or "1",
        device=given(DEVICE_VARIABLE) or DEFAULT_DEVICE,
    )
