import pytest
import torch

from engine import device
from engine.device import choose, memory_explained
from engine.errors import DeviceError


def test_the_cpu_is_always_there() -> None:
    placement = choose("cpu", "fp32")
    assert (placement.device, placement.precision, placement.dtype) == ("cpu", "fp32", torch.float32)
    assert placement.name == "CPU"
    assert device.available_devices()[-1] == "cpu"


@pytest.mark.parametrize(
    ("has_bf16", "kind", "expected"),
    [
        (True, "cpu", "bf16"),
        (False, "cpu", "fp32"),
        (True, "cuda", "bf16"),
        (False, "cuda", "fp16"),
        (False, "mps", "fp32"),
    ],
)
def test_auto_precision(monkeypatch: pytest.MonkeyPatch, has_bf16: bool, kind: str, expected: str) -> None:
    monkeypatch.setattr(device, "available_devices", lambda: [kind, "cpu"] if kind != "cpu" else ["cpu"])
    monkeypatch.setattr(device, "has_native_bf16", lambda _: has_bf16)
    monkeypatch.setattr(device, "device_name", str.upper)
    assert choose() == device.Placement(kind, expected, kind.upper())
    assert choose(precision="fp32").precision == "fp32"


def test_what_is_not_there_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device, "available_devices", lambda: ["cpu"])
    with pytest.raises(DeviceError, match=r"The device cuda is not there: it needs an NVIDIA GPU .* use cpu, or auto"):
        choose("cuda")
    with pytest.raises(DeviceError, match="device tpu is unknown"):
        choose("tpu")  # type: ignore[arg-type]
    with pytest.raises(DeviceError, match="precision int8 is unknown"):
        choose("cpu", "int8")  # type: ignore[arg-type]


def test_out_of_memory_is_explained_and_nothing_else() -> None:
    placement = choose("cpu", "fp32")
    with (
        pytest.raises(DeviceError, match="too small for this picture .CPU.; choose a smaller size"),
        memory_explained(placement),
    ):
        raise MemoryError
    with pytest.raises(RuntimeError, match="shapes differ"), memory_explained(placement):
        raise RuntimeError("shapes differ")
