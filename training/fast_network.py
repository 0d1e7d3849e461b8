"""The fast reader, in PyTorch: dilated convolutions over words (Strubell et al. 2017).

A word comes in as the mean of its word pieces' vectors, which the big encoder brings along; six
convolutions and one attention layer give it its surroundings. Convolutions are written as
products of matrices, which quantise and run well on a CPU.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training.labels import Labels
from training.network import FEATURES, Layer, Pointer, Shape, additive

WIDTH = 192
DILATIONS = (1, 2, 4, 8, 16, 1)


class Convolution(nn.Module):
    """A gated convolution over a word and its neighbours at a distance, added to what it reads."""

    def __init__(self, width: int, dilation: int) -> None:
        super().__init__()
        self.dilation = dilation
        self.norm = nn.LayerNorm(width)
        self.mix = nn.Linear(3 * width, 2 * width)

    def forward(self, x: Tensor, keep: Tensor | None, dropout: float) -> Tensor:
        """Shapes [batch, words, width], [batch, words, 1] (0 for padding)."""
        y = self.norm(x)
        y = y if keep is None else y * keep
        far = F.pad(y, (0, 0, self.dilation, self.dilation))
        length = x.shape[1]
        around = torch.cat(
            [far[:, :length], y, far[:, 2 * self.dilation : 2 * self.dilation + length]], dim=-1
        )
        value, gate = self.mix(around).chunk(2, dim=-1)
        return x + F.dropout(value * torch.sigmoid(gate), dropout, self.training)


class FastReader(nn.Module):
    """Words -> roles, pointers, entities, temporal expressions."""

    def __init__(self, label_sets: Labels, pieces: int = 384, width: int = WIDTH) -> None:
        super().__init__()
        self.enter = nn.Linear(pieces, width)
        self.features = nn.ModuleList([nn.Embedding(n, width) for n in FEATURES])
        self.blocks = nn.ModuleList([Convolution(width, d) for d in DILATIONS])
        self.norm = nn.LayerNorm(width)
        self.attention = Layer(Shape(width=width, attention_heads=6, inner=2 * width))
        self.nobody = nn.Parameter(torch.zeros(width))
        self.role = nn.Linear(width, len(label_sets.role))
        self.to_cue = Pointer(width, 64)
        self.to_source = Pointer(width, 64)
        self.entity = nn.Linear(width, len(label_sets.entity))
        self.timex = nn.Linear(width, len(label_sets.timex))

    def forward(
        self, vectors: Tensor, features: Tensor, mask: Tensor | None = None, dropout: float = 0.0
    ) -> Tensor:
        """Shapes [batch, words, pieces' width], [batch, words, 3], [batch, words] -> vectors."""
        x = self.enter(vectors)
        for i, table in enumerate(self.features):
            x = x + table(features[..., i])
        x = F.dropout(x, dropout, self.training)
        keep = None if mask is None else mask[..., None].to(x.dtype)
        for block in self.blocks:
            x = block(x, keep, dropout)
        x = self.norm(x)
        return self.attention(x, None if mask is None else additive(mask, x.dtype))

    def with_none(self, words: Tensor) -> Tensor:
        """What pointers may point to: none, then the words."""
        return torch.cat([self.nobody.expand(len(words), 1, -1).to(words.dtype), words], dim=1)
