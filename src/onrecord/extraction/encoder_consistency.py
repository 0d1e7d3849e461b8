"""Are two political statements inconsistent, consistent or unrelated? A linear model.

It reads the vector that the encoder of pairs makes of each, how far these agree, and plain signs:
what is demanded, what "we" did, what is denied. Fitted on 351 pairs (Sagimbayeva et al. 2025), it
is right in little more than half of the cases: a hint where to look, never a finding.
"""

import re
from dataclasses import dataclass
from io import BytesIO

import numpy as np

from onrecord.extraction.encoder_spans import Floats

LABELS = ("inconsistent", "consistent", "unrelated")
_DEMANDED = re.compile(r"\b(?:should|must|needs?|ought)\b", re.IGNORECASE)
_OURS = re.compile(r"\b(?:we|our|us)\b", re.IGNORECASE)
_DONE = re.compile(r"\b(?:we (?:have|did|had)|was|were|\w+ed)\b", re.IGNORECASE)
_DENIED = re.compile(
    r"\b(?:not|no|never|without|against|ban|abolish|oppose|reject|cut|reduce|stop)|n['’]t\b",
    re.IGNORECASE,
)
_SHARPNESS = 2.0
"""How far scores, which fit -1 and 1, are stretched on the way to shares that sum to 1."""


def features(a: Floats, b: Floats, first: str, second: str) -> Floats:
    """What the model reads of two statements: their vectors, and the signs in their words."""
    a, b = a / np.linalg.norm(a), b / np.linalg.norm(b)
    return np.concatenate([a, b, a * b, np.abs(a - b), _signs(first, second)])


def _signs(first: str, second: str) -> Floats:
    demanded, ours, done, denied = (
        [pattern.search(text) is not None for text in (first, second)]
        for pattern in (_DEMANDED, _OURS, _DONE, _DENIED)
    )
    found = [
        sum(demanded), demanded[0] != demanded[1], sum(ours), done[0], done[1],
        denied[0] != denied[1], len(first) / 100, len(second) / 100,
    ]  # fmt: skip
    return np.array(found, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Consistency:
    """The fitted model: what to take from each feature, and what to weigh it with.

    `weights` has shape [features, labels]; what was standardised in fitting is folded into it.
    """

    weights: Floats
    bias: Floats

    @classmethod
    def read(cls, data: bytes) -> "Consistency":
        """From the bytes of its file."""
        table = np.load(BytesIO(data))
        return cls(table["weights"].astype(np.float32), table["bias"].astype(np.float32))

    def shares(self, found: Floats) -> dict[str, float]:
        """How strongly each label is held, in 0 … 1, together 1; these are no probabilities."""
        scores = (found @ self.weights + self.bias) * _SHARPNESS
        shares = np.exp(scores - scores.max())
        return dict(zip(LABELS, map(float, shares / shares.sum()), strict=True))
