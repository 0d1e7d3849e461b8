"""The reading engine run by plain PyTorch, to compare with what ships; needs `onrecord[train]`.

Its weights are a checkpoint's, or those that ship, whose bytes are read back as 32-bit numbers: it
reads as fast, and within half a step of each weight as well.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from training import export, network, shipped
from training.labels import Labels

from onrecord.extraction.encoder import Encoder


class Session:
    """What onnxruntime's session does, as far as the encoder asks, on one thread."""

    def __init__(self, weights: Path) -> None:
        """Build the network of a checkpoint, or of a component, whose word-piece vectors it has."""
        torch.set_num_threads(1)
        saved = shipped.saved(weights)
        layers = {name.split(".")[2] for name in saved["average"] if "encoder.layers." in name}
        shape = network.Shape(layers=len(layers))
        label_sets = Labels(**{name: tuple(value) for name, value in saved["labels"].items()})
        model = network.Reader(network.Encoder(shape), shape.width, label_sets)
        model.load_state_dict(saved["average"])
        self._exported = export.Exported(model).eval()

    def run(self, _names: None, feed: Mapping[str, Any]) -> list[Any]:
        """The outputs of one window."""
        with torch.inference_mode():
            found = self._exported(*(torch.from_numpy(value) for value in feed.values()))
        return [value.numpy() for value in found]


def replaced(encoder: Encoder, weights: Path) -> Encoder:
    """An encoder whose windows PyTorch reads."""
    if encoder._names != list(export.OUTPUTS):
        raise SystemExit("the component and training/export.py differ in their outputs")
    encoder._session = Session(weights)
    return encoder
