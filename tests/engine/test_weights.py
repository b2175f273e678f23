"""The weights file: round trips in every storage, and what is refused."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor

from engine import migrations
from engine.errors import WeightsError
from engine.model_info import ModelInfo, Tag, read_model_info
from engine.networks.presets import preset
from engine.storage import Storage, pack, unpack
from engine.weights import Model, load_model, new_model, save_model
from tests.trainer.small_disk import room_for

INFO = ModelInfo(
    name="a model",
    stage="stage-two",
    config={},
    tags=(Tag("red_hair", "hair", 0), Tag("solo", "", 8)),
    resolution=64,
    provenance={"seed": 3, "licence": "CC0"},
)


@pytest.fixture(scope="module")
def model() -> Model:
    torch.manual_seed(0)
    built = new_model(preset("tiny", 9), INFO)
    built.encoder.state_dict()["bn1.running_var"].fill_(1e6)  # more than fp16 can hold
    return built


@pytest.fixture(scope="module")
def written(model: Model, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("weights") / "model.safetensors"
    save_model(path, model, model.info)
    return path


def test_a_model_comes_back_bit_by_bit(model: Model, written: Path) -> None:
    loaded = load_model(written)
    assert loaded.info == model.info == read_model_info(written)
    assert loaded.config == model.config == preset("tiny", 9)
    state = loaded.state_dict()
    assert state.keys() == model.state_dict().keys()
    assert all(torch.equal(state[key], value) for key, value in model.state_dict().items())
    for network in loaded.networks.values():
        assert not network.training
        assert not any(weight.requires_grad for weight in network.parameters())


# Share of the largest weight of a channel that rounding may cost: half a step.
STEPS: dict[Storage, float] = {"fp16": 2**-11, "bf16": 2**-8, "int8": 0.5 / 127}


@pytest.mark.parametrize("storage", ["fp16", "bf16", "int8"])
def test_reduced_storage_costs_half_a_step_at_most(storage: Storage, model: Model, tmp_path: Path) -> None:
    path = tmp_path / "reduced.safetensors"
    save_model(path, model, model.info, storage)
    loaded = load_model(path).state_dict()
    for key, value in model.state_dict().items():
        if value.ndim < 2:
            assert torch.equal(loaded[key], value), key
        else:
            largest = value.flatten(1).abs().amax(dim=1).reshape(-1, *(1,) * (value.ndim - 1))
            assert ((loaded[key] - value).abs() <= largest * STEPS[storage] * 1.01).all(), key
    size = {"fp16": 0.51, "bf16": 0.51, "int8": 0.27}[storage]
    full = sum(value.numel() * value.element_size() for value in model.state_dict().values())
    assert path.stat().st_size < full * size


def test_int8_leaves_the_last_layers_finer() -> None:
    weight = torch.rand(4, 8) * 2 - 1
    keys = ("generator.deconv5.conv2.weight", "generator.palette.colors.weight", "generator.deconv4.conv2.weight")
    packed = pack(dict.fromkeys(keys, weight), "int8")
    assert [packed[key].dtype for key in keys] == [torch.float16, torch.float16, torch.int8]
    read = unpack(packed)
    assert set(read) == set(keys)
    errors = [float((read[key] - weight).abs().max()) for key in keys]
    assert max(errors[:2]) < 5e-4 < errors[2]


def test_int8_keeps_channels_apart_and_zeros_zero() -> None:
    weight = torch.tensor([[1e-3, -1e-3, 0.0], [100.0, -100.0, 0.0], [0.0, 0.0, 0.0]])
    packed = pack({"a.weight": weight}, "int8")
    assert packed["a.weight"].dtype == torch.int8 and packed["a.weight.scale"].shape == (3,)
    torch.testing.assert_close(unpack(packed)["a.weight"], weight, rtol=5e-3, atol=0)


def test_unpack_names_a_scale_that_is_missing() -> None:
    packed = pack({"a.weight": torch.ones(2, 3)}, "int8")
    del packed["a.weight.scale"]
    with pytest.raises(ValueError, match=r"a\.weight lacks its scale"):
        unpack(packed)


def test_a_tagger_is_a_model_too(tmp_path: Path) -> None:
    tagger = new_model(preset("tiny", 9).at_stage("tagger"), replace(INFO, stage="tagger"))
    path = tmp_path / "folder" / "tagger.safetensors"
    save_model(path, tagger.state_dict(), tagger.info)
    loaded = load_model(path)
    assert list(loaded.networks) == ["encoder"] and loaded.generator is None and loaded.mapping is None


def test_moving_takes_kernels_to_channels_last(written: Path) -> None:
    loaded = load_model(written).to("cpu", torch.bfloat16)
    kernel = loaded.encoder.conv1.weight
    assert kernel.dtype == torch.bfloat16 and kernel.is_contiguous(memory_format=torch.channels_last)


Change = Callable[[dict[str, Tensor]], None]


def without_bias(tensors: dict[str, Tensor]) -> None:
    del tensors["generator.in_conv.bias"]


def with_more(tensors: dict[str, Tensor]) -> None:
    tensors["generator.more"] = torch.ones(1)


def misshapen(tensors: dict[str, Tensor]) -> None:
    tensors["generator.in_conv.bias"] = torch.ones(5)


def not_finite(tensors: dict[str, Tensor]) -> None:
    tensors["mapping.omega.bias"][3] = torch.nan


def of_whole_numbers(tensors: dict[str, Tensor]) -> None:
    tensors["generator.in_conv.bias"] = tensors["generator.in_conv.bias"].long()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (without_bias, r"generator\.in_conv\.bias is missing"),
        (with_more, r"generator\.more is unexpected"),
        (misshapen, r"generator\.in_conv\.bias has the shape \[5\] in place of \[64\]"),
        (not_finite, r"mapping\.omega\.bias has values that are not finite"),
        (of_whole_numbers, r"generator\.in_conv\.bias holds torch\.int64"),
    ],
)
def test_tensors_that_do_not_fit_are_named(change: Change, sentence: str, model: Model, tmp_path: Path) -> None:
    tensors = {key: value.clone().contiguous() for key, value in model.state_dict().items()}
    change(tensors)
    path = tmp_path / "changed.safetensors"
    save_file(tensors, path, metadata=model.info.to_metadata())
    with pytest.raises(WeightsError, match=rf"changed\.safetensors is damaged .*{sentence}"):
        load_model(path)
    if change is not of_whole_numbers:  # vectors are written as float32 whatever they are
        with pytest.raises(WeightsError, match=rf"not written to .*{sentence}"):
            save_model(tmp_path / "never.safetensors", tensors, model.info)
    assert not (tmp_path / "never.safetensors").exists()


def test_files_of_other_kinds_are_refused(written: Path, tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"Cannot read the weights file .*nowhere"):
        load_model(tmp_path / "nowhere.safetensors")
    cut = tmp_path / "cut.safetensors"
    cut.write_bytes(written.read_bytes()[:-1000])
    with pytest.raises(WeightsError, match="cut short"):
        load_model(cut)
    pickled = tmp_path / "weights.pth"
    torch.save({"a": torch.ones(2)}, pickled)
    with pytest.raises(WeightsError, match="no weights file"):
        load_model(pickled)
    foreign = tmp_path / "foreign.safetensors"
    save_file({"a": torch.ones(2)}, foreign)
    with pytest.raises(WeightsError, match="not a Nurie model"):
        load_model(foreign)


def test_a_config_that_cannot_be_is_refused(model: Model, tmp_path: Path) -> None:
    path = tmp_path / "odd.safetensors"
    config = {**model.info.config, "encoder": {"blocks": [1, 1, 1, 10**9], "num_tags": 9}}
    save_file({"a": torch.ones(2)}, path, metadata=replace(model.info, config=config).to_metadata())
    with pytest.raises(WeightsError, match=r"odd\.safetensors .*encoder\.blocks"):
        load_model(path)


def test_a_failed_write_leaves_the_old_file(written: Path, model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    before = written.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WeightsError, match="No space left on device"):
        save_model(written, model, replace(model.info, name="another"))
    assert written.read_bytes() == before
    assert os.listdir(written.parent) == [written.name]


def test_equal_models_are_equal_files(written: Path, model: Model, tmp_path: Path) -> None:
    for number in range(3):
        save_model(tmp_path / f"{number}.safetensors", model, model.info)
        assert (tmp_path / f"{number}.safetensors").read_bytes() == written.read_bytes()
    data = written.read_bytes()
    length = int.from_bytes(data[:8], "little")
    names = list(json.loads(data[8 : 8 + length])["__metadata__"])
    assert names == sorted(names) and length % 8 == 0


def test_a_full_disk_is_said_in_the_words_of_the_system(written: Path, model: Model) -> None:
    before = written.read_bytes()
    with room_for(4096), pytest.raises(WeightsError, match=r"not written to .*: File too large; choose another place"):
        save_model(written, model, model.info)
    assert written.read_bytes() == before and os.listdir(written.parent) == [written.name]


def test_older_formats_are_migrated_step_by_step(
    written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with safe_open(written, framework="pt") as file:
        metadata = dict(file.metadata())
        tensors = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118
    tensors["generator.middle.bias"] = tensors.pop("generator.in_conv.bias")
    old = tmp_path / "old.safetensors"
    save_file(tensors, old, metadata={**metadata, "format_version": json.dumps(0)})
    with pytest.raises(WeightsError, match="has the format 0, which this Nurie does not know"):
        load_model(old)

    def rename_middle(metadata: dict[str, str], tensors: dict[str, Tensor]) -> tuple[dict[str, str], dict[str, Tensor]]:
        return metadata, {key.replace("generator.middle.", "generator.in_conv."): t for key, t in tensors.items()}

    monkeypatch.setitem(migrations.MIGRATIONS, 0, rename_middle)
    loaded = load_model(old).state_dict()
    assert torch.equal(loaded["generator.in_conv.bias"], tensors["generator.middle.bias"])


def test_a_segmenter_of_another_build_is_left_out_and_the_rest_is_kept(written: Path, tmp_path: Path) -> None:
    with safe_open(written, framework="pt") as file:
        metadata = dict(file.metadata())
        tensors = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118
    config = {**json.loads(metadata["config"]), "segmenter": {"width": 48}}
    older = {**metadata, "format_version": json.dumps(1), "config": json.dumps(config)}
    pyramid = {"segmenter.levels.0.conv.weight": torch.zeros(48, 48, 3, 3), "segmenter.logits.bias": torch.zeros(72)}
    old = tmp_path / "old.safetensors"
    save_file({**tensors, **pyramid}, old, metadata=older)
    model = load_model(old)
    assert model.segmenter is None and model.config.segmenter is None and model.info.config["segmenter"] is None
    assert load_model(written).state_dict().keys() == model.state_dict().keys()
