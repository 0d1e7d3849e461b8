"""A checkpoint -> the component that ships: int8 ONNX, word-piece vectors, tokeniser, card.

`python -m training.export --checkpoint RUN/checkpoint.pt --weights DIR --out FOLDER`, where the
folder is `src/onrecord/data/reader`.
"""

import argparse
import hashlib
import json
import math
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnx.helper
import onnx.numpy_helper
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from tokenizers import Tokenizer
from torch import Tensor, nn

from training.labels import Labels
from training.network import Reader, Shape, gathered, pretrained

OPSET = 17
HALVED_FROM = 50_000
"""Numbers that a table must have to be kept as float16."""


class Exported(nn.Module):
    """The reader as one function of arrays, its tree already chosen word by word."""

    def __init__(self, model: Reader) -> None:
        super().__init__()
        self.model = model

    def forward(self, vectors: Tensor, features: Tensor, heads: Tensor) -> tuple[Tensor, ...]:
        """Shapes [1, pieces, width], [1, pieces, 3], [1, words]."""
        model = self.model
        x = model.encoder(vectors, features)
        words = gathered(x, heads)
        with_none = torch.cat([x[:, :1], words], dim=1)
        arcs = model.syntax.arcs(words, with_none)
        above = arcs.argmax(dim=-1)
        relation = model.syntax.relations(words, gathered(with_none, above)).argmax(dim=-1)
        return (
            model.roles(words),
            torch.log_softmax(model.to_cue(words, with_none), dim=-1),
            torch.log_softmax(model.to_source(words, with_none), dim=-1),
            model.entity(words),
            model.timex(words),
            model.event(words),
            model.upos(words),
            model.sentence(words).squeeze(-1),
            above,
            relation,
        )


OUTPUTS = tuple("role to_cue to_source entity timex event upos sentence head relation".split())


def main() -> None:
    """Write the component's files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--float32", action="store_true", help="do not quantise, to compare")
    options = parser.parse_args()
    saved = torch.load(options.checkpoint, weights_only=True, map_location="cpu")
    model, table = restored(saved, options.weights)
    options.out.mkdir(parents=True, exist_ok=True)
    inputs = {
        "vectors": torch.randn(1, 20, table.shape[1]),
        "features": torch.zeros(1, 20, 3, dtype=torch.int64),
        "heads": torch.arange(1, 11)[None],
    }
    graph = options.out / "encoder.onnx"
    write_graph(Exported(model).eval(), inputs, OUTPUTS, graph, int8=not options.float32)
    vectors, scales = quantised(table.numpy())
    np.savez(options.out / "pieces.npz", vectors=vectors, scales=scales)
    tokenizer = Tokenizer.from_file(str(options.weights / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tokenizer.save(str(options.out / "tokenizer.json"), pretty=False)
    card = {"labels": saved["labels"], "transition": model.transition.tolist()}
    (options.out / "card.json").write_text(json.dumps(card))
    name_digests(options.out)


def name_digests(folder: Path) -> None:
    """Write into components.toml, beside the component's folder, what each of its files must be."""
    listing = folder.parent / "components.toml"
    known = tomllib.loads(listing.read_text())["sha256"] if listing.exists() else {}
    known = {
        name: digest for name, digest in known.items() if not name.startswith(f"{folder.name}/")
    }
    for path in sorted(folder.iterdir()):
        print(path.name, path.stat().st_size)
        known[f"{folder.name}/{path.name}"] = hashlib.sha256(path.read_bytes()).hexdigest()
    lines = [f'"{name}" = "{digest}"' for name, digest in sorted(known.items())]
    head = "# What each file of a trained component must be; written by training/export.py."
    listing.write_text(f"{head}\n[sha256]\n" + "\n".join(lines) + "\n")


def restored(saved: dict[str, Any], weights: Path) -> tuple[Reader, Tensor]:
    """The averaged weights of a checkpoint, and the word-piece vectors."""
    shape = Shape(layers=saved["config"]["model"]["layers"])
    table, encoder = pretrained(weights, shape)
    label_sets = Labels(**{name: tuple(value) for name, value in saved["labels"].items()})
    model = Reader(encoder, shape.width, label_sets)
    model.load_state_dict(saved["average"])
    return model, table


def write_graph(
    model: nn.Module, inputs: dict[str, Tensor], outputs: Sequence[str], path: Path, *, int8: bool
) -> None:
    """Trace a model to ONNX, any number of pieces and words, its matrices as bytes."""
    axes = {name: {1: "words" if name == "heads" else "pieces"} for name in inputs}
    with tempfile.TemporaryDirectory() as folder:
        plain, ready = Path(folder) / "plain.onnx", Path(folder) / "ready.onnx"
        torch.onnx.export(
            model,
            tuple(inputs.values()),
            str(plain),
            input_names=list(inputs),
            output_names=list(outputs),
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )
        if not int8:
            onnx.save(onnx.load(plain), path)
            return
        quant_pre_process(plain, ready, skip_symbolic_shape=True)
        quantize_dynamic(
            ready,
            path,
            per_channel=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gemm", "LSTM"],
        )
        onnx.save(halved(onnx.load(path)), path)


def halved(model: onnx.ModelProto) -> onnx.ModelProto:
    """The same graph; large tables of float32 are kept as float16 and cast back when loaded."""
    casts = []
    for table in model.graph.initializer:
        if table.data_type != onnx.TensorProto.FLOAT or math.prod(table.dims) < HALVED_FROM:
            continue
        name = table.name
        half = onnx.numpy_helper.to_array(table).astype(np.float16)
        table.CopyFrom(onnx.numpy_helper.from_array(half, f"{name}.half"))
        casts.append(
            onnx.helper.make_node("Cast", [f"{name}.half"], [name], to=onnx.TensorProto.FLOAT)
        )
    nodes = [*casts, *model.graph.node]
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    return model


def quantised(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows as bytes with a scale each."""
    scales = np.abs(table).max(axis=1) / 127
    vectors = np.rint(table / np.maximum(scales, 1e-12)[:, None]).astype(np.int8)
    return vectors, scales.astype(np.float32)


if __name__ == "__main__":
    main()
