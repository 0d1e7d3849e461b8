"""The weights of a shipped reader, read back: training goes on from them without a checkpoint.

A matrix comes back as its bytes times their scales, so within half a step of what was trained.
"""

import json
from pathlib import Path
from typing import Any

import onnx
import onnx.numpy_helper
import torch
from torch import Tensor

_SYNTAX = frozenset({"dependent", "head", "label_dependent", "label_head"})


def saved(path: Path) -> dict[str, Any]:
    """What a checkpoint or the folder of a component holds: its labels and averaged weights."""
    if path.is_file():
        checkpoint: dict[str, Any] = torch.load(path, weights_only=True, map_location="cpu")
        return checkpoint
    card = json.loads((path / "card.json").read_text())
    weights = read_back(onnx.load(path / "encoder.onnx"))
    weights["transition"] = torch.tensor(card["transition"])
    return {"labels": card["labels"], "average": weights}


def read_back(model: onnx.ModelProto) -> dict[str, Tensor]:
    """The parameters of a reader's graph, by the names that they have in `training.network`.

    A reader has one segment: the second begins as a copy of it.
    """
    constants = {
        each.name.removesuffix(".half"): torch.tensor(onnx.numpy_helper.to_array(each))
        for each in model.graph.initializer
    }
    found = {
        name.removeprefix("model."): value.float()
        for name, value in constants.items()
        if name.startswith("model.") and not name.endswith(("_scale", "_zero_point", "_quantized"))
    }
    for node in model.graph.node:
        if node.op_type == "MatMulInteger":
            stem = next(n for n in node.input if n in constants and n.endswith("_quantized"))
            stem = stem.removesuffix("_quantized")
            matrix = constants[f"{stem}_quantized"].float() * constants[f"{stem}_scale"]
            if stem.startswith("model."):
                found[stem.removeprefix("model.")] = matrix
            else:
                found[_parameter(node.name)] = matrix.T.contiguous()
        elif node.name == "/encoder/Add_1":
            first = next(constants[n] for n in node.input if n in constants).float()
            found["encoder.segment.weight"] = torch.stack([first, first])
    return found


def _parameter(node: str) -> str:
    """`/encoder/layers.0/qkv/MatMul_quant` -> `encoder.layers.0.qkv.weight`."""
    *parts, _ = node.strip("/").split("/")
    if parts[0] in _SYNTAX:
        parts = ["syntax", *parts]
    return ".".join([*parts, "weight"])
