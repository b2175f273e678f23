"""Too little memory gives a lesser picture and a sentence, and an error only when nothing fits."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from engine import decoder, device, fallback
from engine.colorizer import Colorizer
from engine.device import Placement, choose
from engine.errors import MemoryTooSmallError
from engine.fallback import colorize_within_memory, current
from engine.finishing import Finisher
from engine.networks.banded import BandedGenerator
from engine.networks.generator import Generator
from engine.requests import ColorizeRequest
from engine.weights import Model
from tests.engine.test_out_of_memory import TEXTS
from tests.engine.tiny_models import colors, drawing, tiny_model, write_model


def request(path: Path = Path("tiny.safetensors")) -> ColorizeRequest:
    return ColorizeRequest(1, drawing(128, 96), colors(), path, {"red_hair": 3.0}, size=128, lines="model")


@pytest.fixture
def painter(monkeypatch: pytest.MonkeyPatch) -> Colorizer:
    monkeypatch.setattr(fallback, "MIN_SIZE", 32)
    return Colorizer(tiny_model(), choose("cpu", "fp32"))


def no_memory(*_: object, **__: object) -> None:
    raise torch.OutOfMemoryError("out of memory")


def test_where_memory_is_enough_there_is_nothing_to_note(painter: Colorizer) -> None:
    assert colorize_within_memory(painter, request()).notes == ()


def test_bands_paint_the_same_picture(painter: Colorizer, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = painter.colorize(request())
    monkeypatch.setattr(decoder, "_BAND_BYTES", 100_000)
    banded = Colorizer(tiny_model(), choose("cpu", "fp32"))
    with monkeypatch.context() as patch:
        patch.setattr(Generator, "found", no_memory)
        patch.setattr(Generator, "encode_sketch", no_memory)
        painted = banded.colorize(request())
    assert np.abs(whole.pixels.astype(int) - painted.pixels).max() <= 1


def test_smaller_bands_come_first(painter: Colorizer, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = painter.colorize(request())
    monkeypatch.setattr(fallback, "MIN_BAND_BYTES", 100_000)
    monkeypatch.setattr(Generator, "found", no_memory)
    result = colorize_within_memory(painter, request())
    assert len(result.notes) == 1 and "smaller bands" in result.notes[0]
    assert result.size == (128, 96)
    assert np.abs(whole.pixels.astype(int) - result.pixels).max() <= 1


def test_then_a_smaller_size(painter: Colorizer, monkeypatch: pytest.MonkeyPatch) -> None:
    paint = Generator.found

    def small_only(self: Generator, psi: torch.Tensor, *rest: torch.Tensor) -> torch.Tensor:
        if psi.shape[3] > 1:
            no_memory()
        return paint(self, psi, *rest)

    monkeypatch.setattr(Generator, "found", small_only)
    result = colorize_within_memory(painter, request())
    assert result.notes == ("The memory is too small for 128 px: the networks ran at 32 px.",)
    assert result.size == (32, 24) and result.pixels.shape == (96, 128, 3)


@pytest.mark.parametrize(
    "error", [RuntimeError("could not create a primitive"), cv2.error("std::bad_alloc"), MemoryError()]
)
@pytest.mark.parametrize("where", [(Generator, "encode_sketch"), (Finisher, "finish")])
def test_whoever_has_no_memory_a_smaller_size_is_tried(
    painter: Colorizer, monkeypatch: pytest.MonkeyPatch, where: tuple[type, str], error: Exception
) -> None:
    act, tries = getattr(*where), []

    def refused(*arguments: object, **options: object) -> object:
        tries.append(arguments)
        if len(tries) < 4:  # as a whole, and in bands of two sizes
            raise error
        return act(*arguments, **options)

    monkeypatch.setattr(*where, refused)
    result = colorize_within_memory(painter, request())
    assert result.notes == ("The memory is too small for 128 px: the networks ran at 64 px.",)
    assert result.pixels.shape == (96, 128, 3)


def test_then_the_cpu(painter: Colorizer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = write_model(tmp_path / "m.safetensors")
    expected = Colorizer(tiny_model(), choose("cpu")).colorize(request())  # in the CPU's own precision
    painter.placement = painter.asked = Placement("mps", "fp32", "Small GPU")  # says so, and has no memory for anything
    monkeypatch.setattr(painter, "colorize", lambda _: (_ for _ in ()).throw(MemoryTooSmallError("too small")))
    result = colorize_within_memory(painter, request(path))
    assert result.notes == ("The memory of the Small GPU is too small for this picture: the CPU coloured it.",)
    assert result.device == "cpu" and result.size == (128, 96)
    assert np.abs(expected.pixels.astype(int) - result.pixels).mean() < 1
    assert painter.stand_in(path) is painter.stand_in(path)


@pytest.mark.parametrize("error", [torch.OutOfMemoryError("CUDA out of memory."), RuntimeError(TEXTS[1])])
def test_a_model_that_a_device_has_no_memory_for_is_the_cpus(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, error: Exception
) -> None:
    path = write_model(tmp_path / "m.safetensors")
    expected = Colorizer.load(path, "cpu").colorize(request(path))
    place, tries = Model.to, []

    def to(self: Model, where: str) -> Model:
        if where == "cuda":
            tries.append(where)
            raise error
        return place(self, where)

    monkeypatch.setattr(Model, "to", to)
    monkeypatch.setattr(device, "available_devices", lambda: ["cuda", "cpu"])
    monkeypatch.setattr(device, "has_native_bf16", lambda _: True)
    monkeypatch.setattr(device, "device_name", {"cuda": "Small GPU", "cpu": "CPU"}.get)
    painter = current(None, path, "cuda", "bf16")
    result = colorize_within_memory(painter, request(path))
    assert result.notes == ("The memory of the Small GPU is too small for this picture: the CPU coloured it.",)
    assert (result.device, result.precision) == ("cpu", expected.precision)
    assert np.abs(expected.pixels.astype(int) - result.pixels).max() == 0
    assert current(painter, path, "cuda", "bf16") is painter and len(tries) == 1, "each picture loaded it anew"
    assert colorize_within_memory(current(painter, path, "cpu"), request(path)).notes == ()


def test_a_model_that_the_cpu_has_no_memory_for_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(Model, "to", no_memory)
    with pytest.raises(MemoryTooSmallError, match="memory of this machine is too small"):
        current(None, write_model(tmp_path / "m.safetensors"), "cpu")


def test_when_nothing_fits_it_says_so(painter: Colorizer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Generator, "found", no_memory)
    monkeypatch.setattr(BandedGenerator, "decode", no_memory)
    with pytest.raises(MemoryTooSmallError, match="memory of this machine is too small"):
        colorize_within_memory(painter, replace(request(), size=64))
