"""The authors' files come in and give the authors' colours."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional as F

from engine.errors import WeightsError
from engine.model_info import read_model_info
from engine.networks.config import EncoderConfig, GeneratorConfig, MappingConfig, ModelConfig
from engine.networks.encoder import Encoder
from engine.networks.generator import Generator
from engine.networks.mapping import Mapping as MappingNetwork
from engine.released import assemble, import_weights, released_tags
from engine.weights import Model, load_model
from tests.engine.released_checkpoints import RELEASED, drawn_state, released_case, with_module

State = Mapping[str, Tensor]


# The authors' mathematics once more, written plainly from their description and sharing nothing with the
# engine: state dicts in, picture out.


def conv(state: State, key: str, x: Tensor, stride: int = 1) -> Tensor:
    weight = state[f"{key}.weight"]
    return F.conv2d(x, weight, state.get(f"{key}.bias"), stride=stride, padding=weight.shape[-1] // 2)


def batch_norm(state: State, key: str, x: Tensor) -> Tensor:
    mean, var, weight, bias = (
        state[f"{key}.{n}"][:, None, None] for n in ("running_mean", "running_var", "weight", "bias")
    )
    return (x - mean) / torch.sqrt(var + 1e-5) * weight + bias


def plain_encoder(state: State, x: Tensor) -> tuple[Tensor, Tensor]:
    """fr and the tag probabilities."""
    x = F.max_pool2d(F.relu(batch_norm(state, "bn1", conv(state, "conv1", x, 2))), 3, stride=2, padding=1)
    for layer in range(1, 5):
        block = 0
        while f"layer{layer}.{block}.conv1.weight" in state:
            key = f"layer{layer}.{block}"
            stride = 2 if layer > 1 and block == 0 else 1
            y = F.relu(batch_norm(state, f"{key}.bn1", conv(state, f"{key}.conv1", x, stride)))
            y = batch_norm(state, f"{key}.bn2", conv(state, f"{key}.conv2", y))
            if f"{key}.downsample.0.weight" in state:
                x = batch_norm(state, f"{key}.downsample.1", conv(state, f"{key}.downsample.0", x, stride))
            x = F.relu(x + y)
            block += 1
    return x, torch.sigmoid(x.mean((2, 3)) @ state["fc.weight"].T + state["fc.bias"])


def plain_attention(state: State, key: str, x: Tensor, context: Tensor) -> Tensor:
    (_, c, h, w), tokens = x.shape, context.flatten(2)[0].T
    q = x.flatten(2)[0].T @ state[f"{key}.q_w.weight"].T
    k, v = tokens @ state[f"{key}.k_w.weight"].T, tokens @ state[f"{key}.v_w.weight"].T
    out = torch.softmax(q @ k.T * c**-0.5, dim=-1) @ v @ state[f"{key}.out_w.weight"].T
    return x + out.T.reshape(1, c, h, w)


def plain_rbca(state: State, key: str, o: Tensor, h: Tensor) -> Tensor:
    weights = [state[f"{key}.{name}.weight"] for name in ("q_w", "k_w", "v_w", "out_w")]
    q, k, v = weights[0] @ o.mean((2, 3))[0], weights[1] @ h[0], weights[2] @ h[0]
    affinity = torch.softmax(k[:, None] * q[None, :] * len(q) ** -0.5, dim=-1)
    gate = torch.sigmoid(weights[3] @ (v @ affinity))
    return o + o * gate[None, :, None, None]


def plain_generator(state: State, sketch: Tensor, fr: Tensor) -> Tensor:
    features, x, h = [], sketch, fr.mean((2, 3))
    for level in range(1, 6):
        x = F.relu(conv(state, f"conv{level}.conv2", F.relu(conv(state, f"conv{level}.conv1", x)), 2))
        features.append(x)
    x = F.relu(x + conv(state, "res.conv2", F.relu(conv(state, "res.conv1", x))))
    attends = "refer_attn.q_w.weight" in state
    x = plain_attention(state, "refer_attn", x, fr) if attends else x + h[:, :, None, None]
    x = F.relu(conv(state, "in_conv", x))
    x = F.pixel_shuffle(F.relu(conv(state, "deconv1.conv", x)), 2)
    x = plain_attention(state, "deconv1.sattn", x, x)
    for level in range(2, 6):
        key = f"deconv{level}"
        x = conv(state, f"{key}.conv1", torch.cat([x, features[5 - level]], 1))
        x = F.pixel_shuffle(F.relu(x), 2)
        if f"{key}.attn_layer.q_w.weight" in state:
            x = plain_rbca(state, f"{key}.attn_layer", x, h)
        x = conv(state, f"{key}.conv2", x)
        x = F.relu(x) if level < 5 else x
    return torch.tanh(x)


def plain_mapping(state: State, cls: Tensor) -> Tensor:
    outputs = []
    for layer in range(4):
        cls = F.relu(cls @ state[f"mlp.{layer}.0.weight"].T + state[f"mlp.{layer}.0.bias"])
        outputs.append(cls)
    return torch.cat(outputs, 1) @ state["fusion_layer.weight"].T


def plain_edit(mapping: State, omega: State | None, fr: Tensor, target: Tensor, anchor: Tensor) -> Tensor:
    shift = (plain_mapping(mapping, target) - plain_mapping(mapping, anchor))[:, :, None, None]
    if omega is None:
        return fr + shift
    gap = fr.mean((2, 3), keepdim=True)
    ratio = torch.where(gap == 0, torch.ones_like(fr), fr / gap.clamp(min=1e-30))
    weight = torch.einsum("oc,bchw->bohw", omega["weight"], ratio) + omega["bias"][None, :, None, None]
    return fr + weight * shift


# The engine's networks in the same task.


def colored(model: Model, sketch: Tensor, reference: Tensor, edits: Mapping[int, float]) -> Tensor:
    assert model.generator is not None
    fr = model.encoder(reference)
    if edits:
        assert model.mapping is not None
        anchor = model.encoder.probabilities(fr)
        target = anchor.clone()
        for index, value in edits.items():
            target[0, index] = value
        fr = model.mapping(fr, target, anchor)
    return model.generator(sketch, fr)


def picture_tensor(path: Path, mode: str) -> Tensor:
    values = np.asarray(Image.open(path).convert(mode), dtype=np.float32) / 127.5 - 1
    return torch.from_numpy(values[None] if mode == "L" else values.transpose(2, 0, 1))[None]


@pytest.mark.parametrize("name", ["attention", "m-attention"])
def test_imported_networks_reproduce_the_authors_pictures(name: str, released_model: Path) -> None:
    case = released_case(name)
    model = load_model(released_model)
    sketch = picture_tensor(RELEASED / name / "sketch.png", "L")
    reference = picture_tensor(RELEASED / name / "reference.png", "RGB")
    with torch.inference_mode():
        mean = model.encoder.probabilities(model.encoder(reference)).mean().item()
        out = colored(model, sketch, reference, {int(i): value for i, value in case["edits"].items()})
    pixels = ((out[0] + 1) * 127.5).clamp(0, 255).to(torch.uint8).permute(1, 2, 0).numpy().astype(int)
    expected = np.asarray(Image.open(RELEASED / name / "expected.png")).astype(int)
    assert mean == pytest.approx(case["mean_tag_probability"], abs=1e-5)
    assert np.abs(pixels - expected).max() <= 2


def test_the_imported_file_describes_itself(released_model: Path) -> None:
    info = read_model_info(released_model)
    assert info.stage == "stage-two"
    assert sum(len(tags) for tags in info.groups.values()) == 139
    assert len(info.groups) == 11 and "eyes" in info.groups
    assert next(tag for tag in info.tags if tag.name == "red_hair").index == 84
    assert set(info.provenance["files"]) == {
        "resnet34_512px.pth",
        "latest_colorization.pth",
        "latest_mapping.pth",
    }


def test_released_tags_have_indices_of_their_own() -> None:
    tags = released_tags()
    assert len({tag.index for tag in tags}) == len({tag.name for tag in tags}) == len(tags) == 139


NUM_TAGS = 40


@cache
def small_states(receiving: str, rbca: bool) -> dict[str, dict[str, Tensor]]:
    """State dicts of the authors' shape in smaller widths, keys and shapes as their networks have them."""
    attends = receiving == "attention"
    config = ModelConfig(
        EncoderConfig(blocks=(1, 1, 1, 1), num_tags=NUM_TAGS),
        # Without weights of its own, the authors' Add needs a bottleneck as wide as the encoder's feature.
        GeneratorConfig(
            base_width=8,
            bottleneck=64 if attends else 512,
            receiving="attention" if attends else "add",
            rbca=rbca,
        ),
        MappingConfig(num_tags=NUM_TAGS, hidden=32, position_weight=attends),
    )
    assert config.generator is not None and config.mapping is not None
    with torch.device("meta"):
        mapping = MappingNetwork(config.mapping)
        networks = {"R": Encoder(config.encoder), "G": Generator(config.generator), "M": mapping.mlp}
        if mapping.omega is not None:
            networks["Mr"] = mapping.omega
    shapes = {n: {k: list(t.shape) for k, t in net.state_dict().items()} for n, net in networks.items()}
    states = {name: drawn_state(name, keys) for name, keys in shapes.items()}
    states["M"]["mlp.0.0.weight"] *= 0.3  # that draw is scaled for 6000 tags
    return states


def sources(folder: Path) -> dict[str, Path]:
    """Files to name in errors and provenance."""
    paths = {"R": folder / "encoder.pth", "G": folder / "generator.pth", "M": folder / "mapping.pth"}
    for path in paths.values():
        path.touch()
    return paths


@pytest.mark.parametrize(
    ("receiving", "rbca", "prefixed"),
    [("attention", True, True), ("attention", False, False), ("add", True, False), ("add", False, True)],
)
def test_every_variant_agrees_with_the_plain_mathematics(
    receiving: str, rbca: bool, prefixed: bool, tmp_path: Path
) -> None:
    states = small_states(receiving, rbca)
    model = assemble({n: with_module(s) for n, s in states.items()} if prefixed else states, sources(tmp_path))
    assert model.config.generator is not None
    assert (model.config.generator.receiving, model.config.generator.rbca) == (receiving, rbca)

    torch.manual_seed(0)
    sketch = torch.rand(1, 1, 64, 160) * 2 - 1  # neither square nor of the reference's size
    reference = torch.rand(1, 3, 96, 64) * 2 - 1
    edits = {3: 2.0, 17: 0.0}
    with torch.inference_mode():
        fr, cls = plain_encoder(states["R"], reference)
        target = cls.clone()
        target[0, 3], target[0, 17] = 2.0, 0.0
        moved = plain_edit(states["M"], states.get("Mr"), fr, target, cls)
        torch.testing.assert_close(model.encoder(reference), fr, rtol=1e-4, atol=1e-5)
        for wanted, given in ((fr, {}), (moved, edits)):
            expected = plain_generator(states["G"], sketch, wanted)
            torch.testing.assert_close(colored(model, sketch, reference, given), expected, rtol=0, atol=2e-4)
        without = plain_generator(states["G"], sketch, fr)
        assert (without - expected).abs().mean() > 1e-3, "the edit must show, or this test could not fail"


def test_a_generator_alone_becomes_a_model_without_sliders(tmp_path: Path) -> None:
    states = small_states("attention", True)
    paths, out = sources(tmp_path), tmp_path / "model.safetensors"
    torch.save(with_module(states["R"]), paths["R"])
    torch.save({"states": {}, "G": states["G"], "D": {}}, paths["G"])
    info = import_weights(paths["R"], paths["G"], None, out)
    assert info.stage == "stage-one"
    model = load_model(out)
    assert model.mapping is None and model.generator is not None
    torch.testing.assert_close(model.generator.in_conv.weight, states["G"]["in_conv.weight"], rtol=0, atol=0)


class _Runs:
    """Unpickled without care it would write a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return Path.touch, (self.path,)


def test_a_file_that_would_run_code_is_refused(tmp_path: Path) -> None:
    paths, touched = sources(tmp_path), tmp_path / "touched"
    torch.save(small_states("attention", True)["R"], paths["R"])
    torch.save({"G": _Runs(touched)}, paths["G"])
    with pytest.raises(WeightsError, match=r"Cannot import .*generator\.pth: it is damaged, or holds other things"):
        import_weights(paths["R"], paths["G"], None, tmp_path / "model.safetensors")
    assert not touched.exists() and not (tmp_path / "model.safetensors").exists()
    torch.load(paths["G"], weights_only=False)  # the file would have done it
    assert touched.exists()


def test_missing_and_repeated_files_are_refused(tmp_path: Path) -> None:
    paths, out = sources(tmp_path), tmp_path / "model.safetensors"
    with pytest.raises(WeightsError, match=r"There is no file .*missing\.pth"):
        import_weights(paths["R"], tmp_path / "missing.pth", None, out)
    with pytest.raises(WeightsError, match="one was given twice"):
        import_weights(paths["G"], paths["G"], None, out)


def test_networks_that_do_not_belong_together_are_refused(tmp_path: Path) -> None:
    attention, add, paths = small_states("attention", True), small_states("add", True), sources(tmp_path)
    with pytest.raises(WeightsError, match=r"mapping\.pth was trained with a generator of the attention kind"):
        assemble({**attention, "G": add["G"]}, paths)
    encoder = {**attention["R"], "fc.weight": torch.zeros(7, 512), "fc.bias": torch.zeros(7)}
    with pytest.raises(WeightsError, match=r"mapping\.num_tags \(40\) differs from encoder\.num_tags \(7\)"):
        assemble({**attention, "R": encoder}, paths)
    with pytest.raises(WeightsError, match=r"generator\.pth holds no generator .* it has no conv1\.conv1\.weight"):
        assemble({**attention, "G": attention["R"]}, paths)
    generator = {key: tensor for key, tensor in attention["G"].items() if key != "deconv3.conv2.bias"}
    with pytest.raises(WeightsError, match=r"generator\.deconv3\.conv2\.bias is missing"):
        assemble({**attention, "G": generator}, paths)
