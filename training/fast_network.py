"""The fast reader, in PyTorch: two bidirectional LSTMs over words (Huang et al. 2015).

A word comes in as the mean of its word pieces' vectors, which the big encoder brings along, and
so does one that was never seen. Where words point to, how far off the other is counts too.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training.labels import Labels
from training.network import FEATURES, Pointer

WIDTH = 112
"""Numbers that stand for a word in each direction."""
FARTHEST = 48


class Layer(nn.Module):
    """An LSTM each way, added to what it reads."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.lstm = nn.LSTM(width, width // 2, batch_first=True, bidirectional=True)
        self.norm = nn.LayerNorm(width)

    def forward(self, x: Tensor, dropout: float) -> Tensor:
        """Shape [batch, words, width]."""
        return x + F.dropout(self.norm(self.lstm(x)[0]), dropout, self.training)


class NearPointer(nn.Module):
    """A pointer that knows how many words lie between."""

    def __init__(self, width: int, size: int) -> None:
        super().__init__()
        self.pointer = Pointer(width, size)
        self.distance = nn.Parameter(torch.zeros(2 * FARTHEST + 1))

    def forward(self, words: Tensor, with_none: Tensor) -> Tensor:
        """Shapes [batch, words, width], [batch, 1 + words, width] -> [batch, words, 1 + words]."""
        place = torch.arange(words.shape[1], device=words.device)
        apart = (place[None, :] - place[:, None]).clamp(-FARTHEST, FARTHEST) + FARTHEST
        return self.pointer(words, with_none) + F.pad(self.distance[apart], (1, 0))


class FastReader(nn.Module):
    """Words -> roles, pointers, entities, temporal expressions."""

    def __init__(self, label_sets: Labels, pieces: int = 384, width: int = 2 * WIDTH) -> None:
        super().__init__()
        self.enter = nn.Linear(pieces, width)
        self.features = nn.ModuleList([nn.Embedding(n, width) for n in FEATURES])
        self.layers = nn.ModuleList([Layer(width), Layer(width)])
        self.nobody = nn.Parameter(torch.zeros(width))
        self.transition = nn.Parameter(torch.zeros(len(label_sets.role), len(label_sets.role)))
        self.role = nn.Linear(width, len(label_sets.role))
        self.to_cue = NearPointer(width, 64)
        self.to_source = NearPointer(width, 64)
        self.entity = nn.Linear(width, len(label_sets.entity))
        self.timex = nn.Linear(width, len(label_sets.timex))

    def forward(self, vectors: Tensor, features: Tensor, dropout: float = 0.0) -> Tensor:
        """Shapes [batch, words, pieces' width], [batch, words, 3] -> [batch, words, width]."""
        x = self.enter(vectors)
        for i, table in enumerate(self.features):
            x = x + table(features[..., i])
        x = F.dropout(torch.tanh(x), dropout, self.training)
        for layer in self.layers:
            x = layer(x, dropout)
        return x

    def with_none(self, words: Tensor) -> Tensor:
        """What pointers may point to: none, then the words."""
        return torch.cat([self.nobody.expand(len(words), 1, -1).to(words.dtype), words], dim=1)
