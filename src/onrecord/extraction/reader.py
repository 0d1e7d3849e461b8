"""What reads: the trained components that go together under one name."""

from dataclasses import dataclass

from onrecord.core.document import Provenance
from onrecord.core.evidence import Judge
from onrecord.extraction.encoder import Encoder, encoder
from onrecord.extraction.encoder_pairs import pair_encoder


@dataclass(frozen=True, slots=True)
class Reader:
    """The encoder of texts, and what judges a sentence's direction, if anything does."""

    encoder: Encoder
    judge: Judge | None = None
    is_fast: bool = False

    @property
    def provenance(self) -> Provenance:
        """Which weights read."""
        return self.encoder.provenance


def accurate(threads: int = 1, device: str = "cpu") -> Reader:
    """The most exact reader.

    Raises:
        ComponentError: its files are missing, or are not those that shipped.
        OnrecordError: it cannot run on that device here.
    """
    return Reader(encoder("reader", threads, device), pair_encoder(threads, device).toward)


def fast(threads: int = 1, device: str = "cpu") -> Reader:
    """For bulk: five times as fast, and it finds less.

    Raises:
        ComponentError: its files are missing, or are not those that shipped.
        OnrecordError: it cannot run on that device here.
    """
    return Reader(encoder("fast", threads, device), is_fast=True)


READERS = {"accurate": accurate, "fast": fast}
"""The trained readers by name."""
