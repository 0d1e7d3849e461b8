"""How a trained component is run."""

import onnxruntime

_EXACT = "session.x64quantprecision"
"""Processors without VNNI add products of 8 bits in 16, which overflow: attributions lost .005 of
F1 and speakers .009 to it. So set, they take a way that is exact and 4 % slower; others are as fast
as before."""


def session(graph: bytes, threads: int) -> onnxruntime.InferenceSession:
    """A session that gives the same on every processor."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    options.add_session_config_entry(_EXACT, "1")
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
