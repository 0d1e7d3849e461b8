"""What is held back from training, to be measured on."""

import hashlib

HELD_BACK = 5
"""One premise in so many is held back."""


def is_held_back(premise: str) -> bool:
    """Whether a premise's pairs are for measuring: by its hash, the same on every machine."""
    return hashlib.sha256(premise.encode()).digest()[0] % HELD_BACK == 0
