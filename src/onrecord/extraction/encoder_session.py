"""How a trained component is run."""

import onnxruntime

from onrecord.errors import OnrecordError

_ON = {
    "cpu": ("CPUExecutionProvider",),
    "cuda": ("CUDAExecutionProvider", "CPUExecutionProvider"),  # what a GPU lacks a processor does
}
DEVICES = tuple(_ON)
"""What a component can run on. Each gives the same every time; last bits differ between them."""

_EXACT = "session.x64quantprecision"
"""Processors without VNNI add products of 8 bits in 16, which overflow: attributions lost .005 of
F1 and speakers .009 to it. So set, they take a way that is exact and 4 to 17 % slower; others are
as fast as before."""


def session(graph: bytes, threads: int, device: str = "cpu") -> onnxruntime.InferenceSession:
    """A session that gives the same on every processor.

    Raises:
        OnrecordError: it cannot run on that device here.
    """
    wanted = _ON[device]
    offered = onnxruntime.get_available_providers()
    if wanted[0] not in offered:
        raise _unable(device, "this onnxruntime cannot: install onnxruntime-gpu in its place")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    options.add_session_config_entry(_EXACT, "1")
    made = onnxruntime.InferenceSession(graph, options, providers=[*wanted])
    if wanted[0] not in made.get_providers():  # it takes the next one without a word
        raise _unable(device, "no GPU is there, or its driver and CUDA libraries are not")
    return made


def _unable(device: str, why: str) -> OnrecordError:
    return OnrecordError(f"the reader cannot run on {device}: {why}; or let it run on cpu")
