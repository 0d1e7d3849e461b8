"""The fast reader's checkpoint -> the component that ships.

`python -m training.export_fast --checkpoint RUN/checkpoint.pt --out src/onrecord/data/fast`; its
word pieces and their vectors are those of the big reader.
"""

import argparse
import json
from pathlib import Path

import torch
from torch import Tensor, nn

from training.export import name_digests, write_graph
from training.fast_network import FastReader
from training.labels import Labels

OUTPUTS = ("role", "to_cue", "to_source", "entity", "timex")


class Exported(nn.Module):
    """The fast reader as one function of arrays."""

    def __init__(self, model: FastReader) -> None:
        super().__init__()
        self.model = model

    def forward(self, vectors: Tensor, features: Tensor) -> tuple[Tensor, ...]:
        """Shapes [1, words, pieces' width], [1, words, 3]."""
        model = self.model
        words = model(vectors, features)
        with_none = model.with_none(words)
        return (
            model.role(words),
            torch.log_softmax(model.to_cue(words, with_none), dim=-1),
            torch.log_softmax(model.to_source(words, with_none), dim=-1),
            model.entity(words),
            model.timex(words),
        )


def main() -> None:
    """Write the component's files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--float32", action="store_true", help="do not quantise, to compare")
    options = parser.parse_args()
    saved = torch.load(options.checkpoint, weights_only=True)
    model = FastReader(Labels(**{name: tuple(value) for name, value in saved["labels"].items()}))
    model.load_state_dict(saved["average"])
    options.out.mkdir(parents=True, exist_ok=True)
    inputs = {
        "vectors": torch.randn(1, 20, model.enter.in_features),
        "features": torch.zeros(1, 20, 3, dtype=torch.int64),
    }
    graph = options.out / "encoder.onnx"
    write_graph(Exported(model).eval(), inputs, OUTPUTS, graph, int8=not options.float32)
    card = {"labels": saved["labels"], "transition": model.transition.tolist()}
    (options.out / "card.json").write_text(json.dumps(card))
    name_digests(options.out)


if __name__ == "__main__":
    main()
