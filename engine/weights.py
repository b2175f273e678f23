"""The weights file: one `.safetensors` file is one model, its metadata (`engine.model_info`) included.

Keys carry their network: `encoder.conv1.weight`, `generator.deconv2.conv1.weight`, `mapping.mlp.…`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import Tensor, nn

from engine.errors import WeightsError
from engine.files import replaced_whole
from engine.migrations import migrated
from engine.model_info import ModelInfo, read_model_info
from engine.networks.config import ModelConfig
from engine.networks.encoder import Encoder
from engine.networks.generator import Generator
from engine.networks.init import Init, initialize
from engine.networks.mapping import Mapping as MappingNetwork
from engine.networks.segmenter import Segmenter, read
from engine.sentences import Sentence, reason_of
from engine.storage import Storage, pack, unpack


@dataclass
class Model:
    """The networks of one weights file, on one device, in evaluation mode and frozen.

    A training takes the network it optimises and calls `.train()` and `.requires_grad_(True)` on it.
    """

    info: ModelInfo
    config: ModelConfig
    encoder: Encoder
    generator: Generator | None
    mapping: MappingNetwork | None
    segmenter: Segmenter | None = None

    @property
    def networks(self) -> dict[str, nn.Module]:
        """The networks that exist, by their prefix in the file."""
        found = {
            "encoder": self.encoder,
            "generator": self.generator,
            "mapping": self.mapping,
            "segmenter": self.segmenter,
        }
        return {name: network for name, network in found.items() if network is not None}

    def read(self, picture: Tensor) -> tuple[Tensor, Tensor | None]:
        """fr of references `[B, 3, H, W]` in [-1, 1], and logits of their pixels' regions, `[B, R, H, W]`, or None
        where there is no segmenter."""
        return read(self.encoder, self.segmenter, picture)

    def state_dict(self) -> dict[str, Tensor]:
        """All tensors under the keys of the file."""
        return {
            f"{name}.{key}": tensor
            for name, network in self.networks.items()
            for key, tensor in network.state_dict().items()
        }

    def to(self, device: torch.device | str, dtype: torch.dtype | None = None) -> Model:
        """Moves all networks in place, kernels to channels-last, and returns this model."""
        for network in self.networks.values():
            network.to(device=device, dtype=dtype)
            network.to(memory_format=torch.channels_last)
        return self


def new_model(config: ModelConfig, info: ModelInfo, init: Init = "kaiming") -> Model:
    """A model before training, frozen like any other; random draws come from torch's global generator.

    Args:
        config: the networks to build; written into the model's info.
        info: its other metadata.
        init: how generator and mapping network start (the encoder starts as torchvision's, the segmenter as torch has
            it).
    """
    encoder = Encoder(config.encoder)
    generator = Generator(config.generator) if config.generator else None
    mapping = MappingNetwork(config.mapping) if config.mapping else None
    segmenter = Segmenter(config.segmenter) if config.segmenter else None
    for network in (generator, mapping):
        if network is not None:
            initialize(network, init)
    model = Model(replace(info, config=config.to_dict()), config, encoder, generator, mapping, segmenter)
    _freeze(model)
    return model


def save_model(
    path: Path, model_or_state: Model | Mapping[str, Tensor], info: ModelInfo, storage: Storage = "fp32"
) -> None:
    """Writes a weights file, whole or not at all: whoever reads `path` sees the old one or the new one.

    Args:
        path: the `.safetensors` file; its folder is made where missing.
        model_or_state: a model, or its `state_dict()`.
        info: the metadata; `info.config` must describe the tensors.
        storage: how matrices and kernels lie in the file (`engine.storage`).

    Raises:
        WeightsError: a tensor does not fit the config or is not finite, or the file cannot be written.
    """
    state = model_or_state.state_dict() if isinstance(model_or_state, Model) else model_or_state
    packed = pack(state, storage)
    try:
        _check(_outline(info), unpack(packed))
    except ValueError as error:
        raise WeightsError(
            "The weights were not written to {path}: {reason}.", path=path, reason=reason_of(error)
        ) from error
    try:
        header, tensors = _in_order(save(packed, metadata=info.to_metadata()))
        with replaced_whole(path) as part, part.open("wb") as file:
            file.write(header)
            file.write(tensors)
    except (OSError, SafetensorError) as error:
        raise WeightsError(
            "The weights were not written to {path}: {reason}; choose another place or make room.",
            path=path,
            reason=reason_of(error),
        ) from error


def _in_order(data: bytes) -> tuple[bytes, memoryview]:
    """A safetensors file as its header and its tensors, the metadata in the order of their names: the library has them
    in any, and equal models are to be equal files."""
    end = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:end])
    header["__metadata__"] = dict(sorted(header["__metadata__"].items()))
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)  # tensors begin at a multiple of eight bytes
    return len(text).to_bytes(8, "little") + text, memoryview(data)[end:]


def load_model(path: Path) -> Model:
    """Reads a weights file into float32 networks on the CPU, in evaluation mode and frozen.

    Raises:
        WeightsError: the file is missing, truncated, of another kind or a newer format, or a tensor is
            missing, unexpected, misshapen or not finite.
    """
    read_model_info(path)  # refuses what is missing, cut short or no model, before a tensor is touched
    try:
        with safe_open(path, framework="pt") as file:
            metadata = dict(file.metadata())
            tensors = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118 (it is no dict)
    except (OSError, SafetensorError, ValueError) as error:
        raise WeightsError(
            "{path} is damaged and cannot be read ({reason}); fetch it again.", path=path, reason=reason_of(error)
        ) from error
    info, tensors = migrated(path, metadata, tensors)
    try:
        return build_model(info, unpack(tensors))
    except ValueError as error:
        raise WeightsError(
            "{path} is damaged or was not written by Nurie: {reason}.", path=path, reason=reason_of(error)
        ) from error


def build_model(info: ModelInfo, state: Mapping[str, Tensor]) -> Model:
    """The frozen model of `info.config` with the float32 tensors of `state`, which it shares.

    Raises:
        ValueError: the config is unusable, or a tensor does not fit it; the text names it.
    """
    model = _outline(info)
    _check(model, state)
    for name, network in model.networks.items():
        prefix = name + "."
        own = {key.removeprefix(prefix): value for key, value in state.items() if key.startswith(prefix)}
        network.load_state_dict(own, assign=True)
    _freeze(model)
    return model


def _outline(info: ModelInfo) -> Model:
    """The model of `info.config` without memory for its tensors: names and shapes alone."""
    config = ModelConfig.from_dict(info.config)
    with torch.device("meta"):
        return Model(
            info,
            config,
            encoder=Encoder(config.encoder),
            generator=Generator(config.generator) if config.generator else None,
            mapping=MappingNetwork(config.mapping) if config.mapping else None,
            segmenter=Segmenter(config.segmenter) if config.segmenter else None,
        )


def _check(outline: Model, state: Mapping[str, Tensor]) -> None:
    """Raises ValueError where `state` has other tensors than the outline, or values that are not finite."""
    wanted = outline.state_dict()
    if missing := [key for key in wanted if key not in state]:
        raise ValueError(Sentence("{keys} missing", keys=_some(missing)))
    if unexpected := [key for key in state if key not in wanted]:
        raise ValueError(Sentence("{keys} unexpected", keys=_some(unexpected)))
    for key, tensor in state.items():
        if tensor.shape != wanted[key].shape:
            raise ValueError(
                Sentence(
                    "{key} has the shape {shape} in place of {wanted}",
                    key=key,
                    shape=list(tensor.shape),
                    wanted=list(wanted[key].shape),
                )
            )
        if tensor.is_floating_point() != wanted[key].is_floating_point():
            raise ValueError(
                Sentence(
                    "{key} holds {dtype} in place of {wanted}", key=key, dtype=tensor.dtype, wanted=wanted[key].dtype
                )
            )
        if not _is_finite(tensor):
            raise ValueError(Sentence("{key} has values that are not finite", key=key))


def _is_finite(tensor: Tensor) -> bool:
    # What is not finite makes the sum so, which costs one pass; finite numbers may, by being large.
    return bool(torch.isfinite(tensor.sum())) or bool(torch.isfinite(tensor).all())


def _some(keys: list[str]) -> str:
    """The first keys of a list, as a subject: `a is`, `a, b and 7 more are`."""
    named = ", ".join(keys[:3])
    if len(keys) > 3:
        return Sentence("{keys} and {count} more are", keys=named, count=len(keys) - 3)
    return Sentence("{keys} is", keys=named) if len(keys) == 1 else Sentence("{keys} are", keys=named)


def _freeze(model: Model) -> None:
    for network in model.networks.values():
        network.eval().requires_grad_(False)
