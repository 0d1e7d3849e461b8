"""What a component runs on: the device that was asked for, or none."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from onrecord.components import component
from onrecord.errors import OnrecordError
from onrecord.extraction import encoder_session
from onrecord.extraction.encoder_session import session

_OPTIONS = encoder_session.onnxruntime.SessionOptions
_CPU, _CUDA = "CPUExecutionProvider", "CUDAExecutionProvider"


@dataclass
class Runtime:
    """An onnxruntime that can do what it offers; it opens what works, as the real one does."""

    offered: tuple[str, ...]
    working: tuple[str, ...]
    asked: list[list[str]] = field(default_factory=list)

    def get_available_providers(self) -> list[str]:
        return list(self.offered)

    def SessionOptions(self) -> Any:  # noqa: N802  as it names it
        return _OPTIONS()

    def InferenceSession(self, _: bytes, __: Any, providers: list[str]) -> "Opened":  # noqa: N802
        self.asked.append(providers)
        return Opened([name for name in providers if name in self.working])


@dataclass
class Opened:
    providers: list[str]

    def get_providers(self) -> list[str]:
        return self.providers


@pytest.fixture
def runtime(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Runtime:
    offered, working = request.param
    made = Runtime(offered, working)
    monkeypatch.setattr(encoder_session, "onnxruntime", made)
    return made


@pytest.mark.parametrize("runtime", [((_CUDA, _CPU), (_CUDA, _CPU))], indirect=True)
def test_a_gpu_is_used_by_who_asks_for_it_only(runtime: Runtime) -> None:
    session(b"", 1)
    session(b"", 1, "cuda")

    assert runtime.asked == [[_CPU], [_CUDA, _CPU]]


@pytest.mark.parametrize("runtime", [((_CPU,), (_CPU,))], indirect=True)
def test_a_runtime_without_cuda_is_not_asked(runtime: Runtime) -> None:
    with pytest.raises(OnrecordError, match=r"cannot run on cuda: .* install onnxruntime-gpu"):
        session(b"", 1, "cuda")

    assert runtime.asked == []


@pytest.mark.parametrize("runtime", [((_CUDA, _CPU), (_CPU,))], indirect=True)
def test_a_gpu_that_does_not_work_is_told_of_and_not_passed_over(runtime: Runtime) -> None:
    with pytest.raises(OnrecordError, match="no GPU is there, or its driver"):
        session(b"", 1, "cuda")


def test_the_installed_runtime_runs_what_ships_on_processors() -> None:
    assert session(component("fast/encoder.onnx"), 1).get_providers() == [_CPU]
