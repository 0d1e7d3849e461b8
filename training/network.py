"""The encoder and its heads, in PyTorch: MiniLM (Wang et al. 2020) with three feature embeddings.

Written out, so that the exported graph is known to the last node: no attention dropout, frozen
word-piece embeddings (unseen names keep their place), heads on the first piece of each word.
"""

import math
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from training.labels import Labels

FEATURES = (8, 4, 3)
"""Numbers of values of `Case`, `Quoted` and `Place`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The encoder's size."""

    layers: int = 6
    width: int = 384
    attention_heads: int = 12
    inner: int = 1536
    positions: int = 512


class Linear(nn.Linear):
    """A linear layer that can be trained as if it were bytes already (Jacob et al. 2018).

    What it reads is rounded as the run time rounds it (a scale and an offset for each window), its
    matrix as the export does (a scale for each output). Gradients pass as if nothing was rounded.
    """

    as_bytes = False

    def forward(self, input: Tensor) -> Tensor:
        """Shape [..., in] -> [..., out]."""
        if not self.as_bytes:
            return super().forward(input)
        return F.linear(rounded(input), rounded_matrix(self.weight), self.bias)


def rounded(x: Tensor) -> Tensor:
    """Values as one of 256, between the least and the greatest of their window."""
    with torch.no_grad():
        within = tuple(range(1, x.dim()))
        low = x.amin(within, keepdim=True).clamp(max=0).float()
        high = x.amax(within, keepdim=True).clamp(min=0).float()
        step = ((high - low) / 255).clamp(min=1e-12)
        zero = torch.round(-low / step)
        taken = (torch.clamp(torch.round(x.float() / step) + zero, 0, 255) - zero) * step
        moved = taken - x.float()
    return x + moved.to(x.dtype)


def rounded_matrix(weight: Tensor) -> Tensor:
    """Each row as bytes with a scale."""
    with torch.no_grad():
        step = (weight.abs().amax(1, keepdim=True) / 127).clamp(min=1e-12)
        moved = torch.round(weight / step) * step - weight
    return weight + moved


def train_as_bytes(model: nn.Module) -> None:
    """From here on every linear layer of a model is trained as the bytes that will ship."""
    for part in model.modules():
        if isinstance(part, Linear):
            part.as_bytes = True


class Layer(nn.Module):
    """A transformer layer, normalised after each part (as in BERT)."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.attention_heads = shape.attention_heads
        self.qkv = Linear(shape.width, 3 * shape.width)
        self.out = Linear(shape.width, shape.width)
        self.norm1 = nn.LayerNorm(shape.width, eps=1e-12)
        self.up = Linear(shape.width, shape.inner)
        self.down = Linear(shape.inner, shape.width)
        self.norm2 = nn.LayerNorm(shape.width, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Shapes [batch, pieces, width] and [batch, 1, 1, pieces] (additive), or no mask."""
        batch, length, width = x.shape
        size = width // self.attention_heads
        split = self.qkv(x).view(batch, length, 3, self.attention_heads, size)
        q, k, v = split.permute(2, 0, 3, 1, 4)
        # on a CPU faster than scaled_dot_product_attention, forward and back
        scores = q @ k.transpose(-1, -2) * (1 / math.sqrt(size))
        mixed = torch.softmax(scores if mask is None else scores + mask, dim=-1) @ v
        x = self.norm1(x + self.out(mixed.transpose(1, 2).reshape(batch, length, width)))
        return self.norm2(x + self.down(F.gelu(self.up(x))))


class Encoder(nn.Module):
    """Word-piece vectors and features -> a vector for each piece."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.position = nn.Embedding(shape.positions, shape.width)
        self.segment = nn.Embedding(2, shape.width)
        self.features = nn.ModuleList([nn.Embedding(n, shape.width) for n in FEATURES])
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.layers = nn.ModuleList([Layer(shape) for _ in range(shape.layers)])
        for table in self.features:
            nn.init.zeros_(table.weight)

    def forward(
        self,
        vectors: Tensor,
        features: Tensor,
        mask: Tensor | None = None,
        segment: Tensor | None = None,
        dropout: float = 0.0,
    ) -> Tensor:
        """Shapes [batch, pieces, width], [batch, pieces, 3], [batch, pieces] of booleans."""
        x = F.dropout(self.enter(vectors, features, segment), dropout, self.training)
        bias = None if mask is None else additive(mask, x.dtype)
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def enter(self, vectors: Tensor, features: Tensor, segment: Tensor | None) -> Tensor:
        """What the first layer reads."""
        x = vectors + self.position.weight[: vectors.shape[1]]
        x = x + (self.segment.weight[0] if segment is None else self.segment(segment))
        for i, table in enumerate(self.features):
            x = x + table(features[..., i])
        return self.norm(x)


def additive(mask: Tensor, kind: torch.dtype) -> Tensor:
    """A mask of booleans [batch, pieces] as what attention adds: [batch, 1, 1, pieces]."""
    if torch.is_autocast_enabled(mask.device.type):
        kind = torch.bfloat16
    return torch.zeros_like(mask, dtype=kind).masked_fill(~mask, -1e4)[:, None, None]


def pretrained(folder: Path, shape: Shape) -> tuple[Tensor, Encoder]:
    """MiniLM's word-piece vectors, and an encoder that starts from its layers.

    With fewer layers than MiniLM has, evenly spaced ones are taken.
    """
    weights = load_file(folder / "model.safetensors")
    encoder = Encoder(shape)
    taken = [round((i + 1) * 6 / shape.layers) - 1 for i in range(shape.layers)]
    state = {
        "position.weight": weights["embeddings.position_embeddings.weight"],
        "segment.weight": weights["embeddings.token_type_embeddings.weight"],
        "norm.weight": weights["embeddings.LayerNorm.weight"],
        "norm.bias": weights["embeddings.LayerNorm.bias"],
    }
    for to, number in enumerate(taken):
        old, new = f"encoder.layer.{number}.", f"layers.{to}."
        for kind in ("weight", "bias"):
            state[f"{new}qkv.{kind}"] = torch.cat(
                [
                    weights[f"{old}attention.self.{part}.{kind}"]
                    for part in ("query", "key", "value")
                ]
            )
            for ours, theirs in (
                ("out", "attention.output.dense"),
                ("norm1", "attention.output.LayerNorm"),
                ("up", "intermediate.dense"),
                ("down", "output.dense"),
                ("norm2", "output.LayerNorm"),
            ):
                state[f"{new}{ours}.{kind}"] = weights[f"{old}{theirs}.{kind}"]
    missing, unexpected = encoder.load_state_dict(state, strict=False)
    if unexpected or any(not name.startswith("features.") for name in missing):
        raise SystemExit(f"these are not MiniLM's weights: {missing} {unexpected}")
    return weights["embeddings.word_embeddings.weight"], encoder


class Pointer(nn.Module):
    """Scores from each word to each word, or to none (the piece before all words)."""

    def __init__(self, width: int, size: int) -> None:
        super().__init__()
        self.query = Linear(width, size)
        self.key = Linear(width, size)
        self.scale = 1 / math.sqrt(size)

    def forward(self, words: Tensor, with_none: Tensor) -> Tensor:
        """Shapes [batch, words, width], [batch, 1 + words, width] -> [batch, words, 1 + words]."""
        return self.query(words) @ self.key(with_none).transpose(1, 2) * self.scale


class Refinement(nn.Module):
    """Second thoughts on roles: a layer over words that sees what its neighbours were taken for.

    Where a content ends depends on where its cue and its source are; feeding first labels back is
    the idea of CofeNet (Wang et al. 2022). Begins as no change at all.
    """

    def __init__(self, width: int, roles: int) -> None:
        super().__init__()
        self.taken_for = Linear(roles, width, bias=False)
        self.norm = nn.LayerNorm(width)
        self.layer = Layer(Shape(width=width, inner=2 * width))
        self.role = Linear(width, roles)
        nn.init.zeros_(self.role.weight)
        nn.init.zeros_(self.role.bias)

    def forward(self, words: Tensor, scores: Tensor, mask: Tensor | None = None) -> Tensor:
        """Shapes [batch, words, width], [batch, words, roles], [batch, words] -> better scores."""
        taken = torch.softmax(scores.float(), dim=-1).to(words.dtype)
        x = self.norm(words + self.taken_for(taken))
        return scores + self.role(self.layer(x, None if mask is None else additive(mask, x.dtype)))


class Biaffine(nn.Module):
    """Heads and relations of dependencies (Dozat and Manning 2017)."""

    def __init__(self, width: int, relations: int, arc: int = 192, label: int = 48) -> None:
        super().__init__()
        self.dependent = Linear(width, arc)
        self.head = Linear(width, arc)
        self.arc = nn.Parameter(torch.zeros(arc + 1, arc))
        self.label_dependent = Linear(width, label)
        self.label_head = Linear(width, label)
        self.label = nn.Parameter(torch.zeros(relations, label + 1, label + 1))
        nn.init.xavier_uniform_(self.arc)
        nn.init.xavier_uniform_(self.label)

    def arcs(self, words: Tensor, with_none: Tensor) -> Tensor:
        """Scores [batch, words, 1 + words] of each word's head; 0 is the root."""
        dependent = _one(F.gelu(self.dependent(words)))
        return dependent @ self.arc @ F.gelu(self.head(with_none)).transpose(1, 2)

    def relations(self, words: Tensor, heads: Tensor) -> Tensor:
        """Scores [batch, words, relations], given the vector of each word's head."""
        dependent = _one(F.gelu(self.label_dependent(words)))
        head = _one(F.gelu(self.label_head(heads)))
        return torch.einsum("bwi,rij,bwj->bwr", dependent, self.label, head)


def _one(x: Tensor) -> Tensor:
    return torch.cat([x, torch.ones_like(x[..., :1])], dim=-1)


class Reader(nn.Module):
    """One encoder, and the heads that read a text off it."""

    def __init__(self, encoder: Encoder, width: int, labels: Labels) -> None:
        super().__init__()
        self.encoder = encoder
        self.role = Linear(width, len(labels.role))
        self.refinement = Refinement(width, len(labels.role))
        self.transition = nn.Parameter(torch.zeros(len(labels.role), len(labels.role)))
        self.to_cue = Pointer(width, 128)
        self.to_source = Pointer(width, 128)
        self.entity = Linear(width, len(labels.entity))
        self.timex = Linear(width, len(labels.timex))
        self.event = Linear(width, len(labels.event))
        self.upos = Linear(width, len(labels.upos))
        self.sentence = Linear(width, 1)
        self.syntax = Biaffine(width, len(labels.relation))

    def roles(self, words: Tensor, mask: Tensor | None = None) -> Tensor:
        """Role scores [batch, words, roles]."""
        return self.refinement(words, self.role(words), mask)


def gathered(x: Tensor, where: Tensor) -> Tensor:
    """Rows of [batch, pieces, width] at [batch, words]."""
    return x.gather(1, where[..., None].expand(-1, -1, x.shape[-1]))
