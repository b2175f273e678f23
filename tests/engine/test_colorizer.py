import math
import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from engine import colorizer as module
from engine.colorizer import Colorizer
from engine.device import choose
from engine.errors import ColorizeError, DeviceError, TagError, WeightsError
from engine.fallback import current
from engine.networks.encoder import Encoder
from engine.networks.generator import Generator
from engine.networks.mapping import Mapping
from engine.networks.replay import Replays, Step
from engine.requests import ColorizeRequest, Picture
from engine.scaling import to_grey
from engine.tensors import reference_tensor, sketch_tensor, to_pixels
from engine.weights import Model
from tests.engine.tiny_models import RESOLUTION, TAGS, colors, drawing, tiny_model, write_model


def loaded(model: Model | None = None) -> Colorizer:
    return Colorizer(model or tiny_model(), choose("cpu", "fp32"))


def request(**changes: object) -> ColorizeRequest:
    plain = ColorizeRequest(7, drawing(), colors(), Path("tiny.safetensors"), size=RESOLUTION, lines="model")
    return replace(plain, **changes)  # type: ignore[arg-type]


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Counts how often each network's parts run."""
    counter: Counter[str] = Counter()

    def count(kind: type, name: str) -> None:
        inner = getattr(kind, name)

        def counted(*args: object, **options: object) -> object:
            counter[name] += 1
            return inner(*args, **options)

        monkeypatch.setattr(kind, name, counted)

    count(Encoder, "forward")
    count(Mapping, "shift")
    for name in ("encode_sketch", "skip_halves", "remember_reference", "found"):
        count(Generator, name)
    return counter


def test_the_answer_is_the_networks_picture() -> None:
    model = tiny_model()
    sketch, reference = drawing(96, 64), colors(64, 32)
    with torch.inference_mode():
        fr = model.encoder(reference_tensor(reference.pixels))
        y = model.generator(sketch_tensor(to_grey(sketch.pixels)), fr)  # type: ignore[misc]
    result = loaded(model).colorize(request(sketch=sketch, reference=reference, size=None))
    assert result.number == 7 and result.size == (96, 64)
    assert (result.device, result.precision) == ("cpu", "fp32")
    assert np.abs(result.pixels.astype(int) - to_pixels(y, (96, 64))).max() <= 1
    assert set(result.milliseconds) == {"sketch", "reference", "decode", "finish", "total"}


@pytest.mark.parametrize("receiving", ["attention", "add"])
def test_moved_tags_are_equations_8_to_11(receiving: str) -> None:
    model = tiny_model(receiving=receiving)
    sketch, reference = drawing(), colors()
    with torch.inference_mode():
        fr = model.encoder(reference_tensor(reference.pixels))
        read = model.encoder.probabilities(fr)
        target = read.clone()
        target[0, 1], target[0, 2] = 4.0, 0.0
        moved = model.mapping(fr, target, read)  # type: ignore[misc]
        y = model.generator(sketch_tensor(to_grey(sketch.pixels)), moved)  # type: ignore[misc]
    painter = loaded(model)
    result = painter.colorize(request(tags={"blue_hair": 4.0, "blue_eyes": 0.0}))
    assert np.abs(result.pixels.astype(int) - to_pixels(y, (64, 64))).max() <= 1
    assert np.abs(result.pixels.astype(int) - painter.colorize(request()).pixels).max() > 5


def test_no_moved_tag_leaves_the_reference_exactly(calls: Counter[str]) -> None:
    painter = loaded()
    plain = painter.colorize(request())
    assert calls["shift"] == 0
    same = painter.colorize(request(tags={"red_hair": plain.probabilities["red_hair"]}))
    np.testing.assert_array_equal(same.pixels, plain.pixels)


def test_a_moved_tag_runs_no_encoder(calls: Counter[str]) -> None:
    painter = loaded()
    painter.colorize(request())
    before = Counter(calls)
    result = painter.colorize(request(tags={"red_hair": 3.0}))
    assert Counter(calls) - before == Counter(shift=1, remember_reference=1, found=1)
    assert set(result.milliseconds) == {"decode", "finish", "total"}


def test_another_reference_keeps_the_sketch_and_the_other_way_round(calls: Counter[str]) -> None:
    painter = loaded()
    painter.colorize(request())
    painter.colorize(request(reference=colors(seed=1)))
    assert (calls["encode_sketch"], calls["forward"]) == (1, 2)
    painter.colorize(request(sketch=drawing(48, 64)))
    assert (calls["encode_sketch"], calls["forward"]) == (2, 2)
    painter.colorize(request(reference=colors(seed=1)))  # both are still kept
    assert (calls["encode_sketch"], calls["forward"]) == (2, 2)


def test_equal_pixels_are_the_same_picture(calls: Counter[str]) -> None:
    painter = loaded()
    first = painter.colorize(request())
    again = painter.colorize(request(sketch=drawing(), reference=colors()))
    assert (calls["encode_sketch"], calls["forward"]) == (1, 1)
    np.testing.assert_array_equal(again.pixels, first.pixels)


def test_a_preview_reads_the_same_tags_and_encodes_the_reference_once(calls: Counter[str]) -> None:
    painter = loaded()
    full = painter.colorize(request())
    preview = painter.colorize(request(size=32, output_size=32))
    assert preview.pixels.shape == (32, 32, 3) and preview.size == (32, 32)
    assert preview.probabilities == full.probabilities
    assert calls["forward"] == 1


def test_caches_stay_within_their_memory(monkeypatch: pytest.MonkeyPatch, calls: Counter[str]) -> None:
    monkeypatch.setattr(module, "_SKETCH_CACHE_BYTES", 1)
    painter = loaded()
    for size in (32, 64, 32):
        painter.colorize(request(size=size))
    assert calls["encode_sketch"] == 3


def test_skips_too_large_to_keep_twice_give_the_same_picture(
    monkeypatch: pytest.MonkeyPatch, calls: Counter[str]
) -> None:
    kept = loaded().colorize(request())
    monkeypatch.setattr(module, "_MAX_HALVES_BYTES", 0)
    without = loaded().colorize(request())
    assert calls["skip_halves"] == 1
    assert np.abs(kept.pixels.astype(int) - without.pixels).max() <= 1


@pytest.mark.parametrize("size", [None, 32, 64, 100])
@pytest.mark.parametrize("lines", ["keep", "model"])
def test_the_answer_has_the_sketchs_size(size: int | None, lines: str) -> None:
    sketch = drawing(90, 70)
    result = loaded().colorize(request(sketch=sketch, size=size, lines=lines))
    assert result.pixels.shape == sketch.pixels.shape and result.pixels.dtype == np.uint8
    solid = to_grey(sketch.pixels) == 0
    assert (result.pixels[solid] == 0).all() == (lines == "keep")


def test_probabilities_are_named_and_read_alike() -> None:
    painter = loaded()
    read = painter.read_tags(colors())
    assert list(read) == [tag.name for tag in TAGS]
    assert all(0 <= value <= 1 for value in read.values())
    assert painter.colorize(request()).probabilities == read


def test_a_tagger_reads_tags_but_does_not_colour() -> None:
    painter = loaded(tiny_model("tagger"))
    assert len(painter.read_tags(colors())) == len(TAGS)
    with pytest.raises(WeightsError, match="Tiny reads tags but cannot colour"):
        painter.colorize(request())


def test_stage_one_colours_but_moves_no_tags() -> None:
    painter = loaded(tiny_model("stage-one"))
    painter.colorize(request())
    with pytest.raises(TagError, match="Tiny cannot move tags"):
        painter.colorize(request(tags={"red_hair": 1.0}))


@pytest.mark.parametrize("network", ["encoder", "generator"])
def test_values_that_are_no_numbers(network: str) -> None:
    model = tiny_model()
    module = model.encoder.conv1 if network == "encoder" else model.generator.in_conv  # type: ignore[union-attr]
    module.weight.data.fill_(math.nan)
    with pytest.raises(ColorizeError, match="no numbers: its weights are damaged"):
        loaded(model).colorize(request())


def flat_model() -> Model:
    model = tiny_model()
    assert model.generator is not None
    model.generator.deconv5.conv2.weight.data.zero_()
    model.generator.deconv5.conv2.bias.data.fill_(-20)  # type: ignore[union-attr]
    return model


def test_one_flat_color_for_a_drawing_is_an_error() -> None:
    with pytest.raises(ColorizeError, match=r"gave one flat colour \(#000000\) for a drawing"):
        loaded(flat_model()).colorize(request())


def test_blank_paper_may_stay_flat() -> None:
    blank = Picture(np.full((64, 64, 3), 254, np.uint8))
    assert (loaded(flat_model()).colorize(request(sketch=blank)).pixels == 0).all()


def test_bf16_is_near_fp32() -> None:
    exact = loaded().colorize(request(tags={"blue_hair": 2.0}))
    half = Colorizer(tiny_model(), choose("cpu", "bf16")).colorize(request(tags={"blue_hair": 2.0}))
    assert half.precision == "bf16"
    assert np.abs(exact.pixels.astype(int) - half.pixels).mean() < 3
    assert not np.array_equal(exact.pixels, half.pixels)


def test_out_of_memory_is_said_and_forgets_what_was_kept(monkeypatch: pytest.MonkeyPatch, calls: Counter[str]) -> None:
    painter = loaded()
    painter.colorize(request())

    def too_small(*_: object, **__: object) -> None:
        raise torch.OutOfMemoryError("CUDA out of memory")

    with monkeypatch.context() as patch:
        patch.setattr(Generator, "found", too_small)
        with pytest.raises(DeviceError, match="memory of this machine is too small"):
            painter.colorize(request())
    painter.colorize(request())
    assert calls["encode_sketch"] == 2


def test_a_start_imports_no_compiler(tmp_path: Path) -> None:
    """torch's compiler, sympy or torchvision would make the first picture seconds later and 100 MB dearer."""
    code = f"""
import sys
from pathlib import Path
from engine.colorizer import Colorizer
from engine.requests import ColorizeRequest
from tests.engine.tiny_models import colors, drawing
path = Path({str(write_model(tmp_path / "m.safetensors"))!r})
picture = Colorizer.load(path, "cpu").colorize(ColorizeRequest(0, drawing(), colors(), path, size=64))
print(picture.pixels.shape[2], *{{"torchvision", "torch._dynamo", "sympy"}} & set(sys.modules))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["3"]


def test_loading_counts_once(tmp_path: Path) -> None:
    painter = Colorizer.load(write_model(tmp_path / "m.safetensors"), "cpu", "fp32")
    assert painter.info.name == "Tiny"
    first = painter.colorize(request())
    assert 0 < first.milliseconds["load"] < first.milliseconds["total"]
    assert "load" not in painter.colorize(request()).milliseconds


def test_a_model_is_loaded_again_only_when_it_changes(tmp_path: Path) -> None:
    path = write_model(tmp_path / "m.safetensors")
    painter = current(None, path, "cpu", "fp32")
    assert current(painter, path, "cpu", "fp32") is painter
    assert current(painter, path, "cpu", "bf16") is not painter
    other = write_model(tmp_path / "other.safetensors", tiny_model(seed=1))
    assert current(painter, other, "cpu", "fp32") is not painter
    os.replace(other, path)
    newer = current(painter, path, "cpu", "fp32")
    assert newer is not painter
    assert not np.array_equal(newer.colorize(request()).pixels, painter.colorize(request()).pixels)
    path.unlink()
    with pytest.raises(WeightsError, match=r"m\.safetensors"):
        current(newer, path, "cpu", "fp32")


def test_slider_steps_can_be_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a GPU, with a recorder that stands in for CUDA's: what reaches the step is the shift alone."""
    replayed = 0

    def record(step: Step, example: torch.Tensor) -> Step:
        def replay(x: torch.Tensor) -> torch.Tensor:
            nonlocal replayed
            replayed += 1
            return step(x)

        return replay

    recording, plain = loaded(), loaded()
    monkeypatch.setattr(recording.decoder, "_replays", Replays(record))
    for value in (1.0, 2.0, 3.0, 4.0):
        moved = request(tags={"red_hair": value})
        np.testing.assert_array_equal(recording.colorize(moved).pixels, plain.colorize(moved).pixels)
    assert replayed == 1 + 2
    other = request(tags={"red_hair": 1.0}, sketch=drawing(48, 64))
    np.testing.assert_array_equal(recording.colorize(other).pixels, plain.colorize(other).pixels)
    assert replayed == 3
