"""A checkpoint of the encoder of pairs -> the component that ships.

`python -m training.export_pairs --checkpoint RUN/pairs.pt --weights DIR --out FOLDER`, where the
folder is `src/onrecord/data/pairs`. It shares the word-piece vectors of the reader, so it has none.
"""

import argparse
import json
from pathlib import Path

import torch
from torch import Tensor, nn

from training.export import name_digests, write_graph
from training.network import Shape, pretrained
from training.pairs import LABELS, PairReader


class Exported(nn.Module):
    """The reader of pairs as one function of arrays."""

    def __init__(self, model: PairReader) -> None:
        super().__init__()
        self.model = model

    def forward(self, vectors: Tensor, features: Tensor, second: Tensor) -> tuple[Tensor, ...]:
        """Shapes [1, pieces, width], [1, pieces, 3], [1, pieces]."""
        encoder = self.model.encoder
        x = encoder.layers[0](encoder.enter(vectors, features, second), None)
        vector = x.mean(1)
        for layer in encoder.layers[1:]:
            x = layer(x, None)
        marked = second.to(x.dtype)[..., None]
        about = (x * marked).sum(1) / marked.sum(1).clamp(min=1)
        summary = torch.cat([x[:, 0], about, x.mean(1)], dim=-1)
        return (*(self.model.scores(task, summary) for task in LABELS), vector)


def main() -> None:
    """Write the component's files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--float32", action="store_true", help="do not quantise, to compare")
    options = parser.parse_args()
    saved = torch.load(options.checkpoint, weights_only=True, map_location="cpu")
    shape = Shape()
    _, encoder = pretrained(options.weights, shape)
    model = PairReader(encoder, shape.width)
    model.load_state_dict(saved["average"])
    options.out.mkdir(parents=True, exist_ok=True)
    inputs = {
        "vectors": torch.randn(1, 20, shape.width),
        "features": torch.zeros(1, 20, 3, dtype=torch.int64),
        "second": torch.ones(1, 20, dtype=torch.int64),
    }
    graph = options.out / "encoder.onnx"
    write_graph(
        Exported(model).eval(), inputs, [*LABELS, "vector"], graph, int8=not options.float32
    )
    card = {"labels": saved["labels"], "temperatures": saved.get("temperatures", {})}
    (options.out / "card.json").write_text(json.dumps(card))
    name_digests(options.out)


if __name__ == "__main__":
    main()
