"""Brings in the networks that the paper's authors released: `.pth` pickles to one weights file of ours.

The pickles are opened by `engine.pickle_reader` in a short-lived process; here only safetensors are read.
What the networks are (receiving block, RBCA, widths) is read off their keys and shapes.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor

from engine.errors import WeightsError
from engine.model_info import ModelInfo, Tag
from engine.networks.config import EncoderConfig, GeneratorConfig, MappingConfig, ModelConfig
from engine.networks.mapping import DEPTH
from engine.storage import Storage
from engine.weights import build_model, save_model

ROOT = Path(__file__).resolve().parent.parent
TAGS_FILE = ROOT / "resources" / "tags" / "released.json"
RELEASED_TAGS = 6000
RELEASED_RESOLUTION = 384
READ_SECONDS = 600
PREFIXES = {"R": "encoder", "G": "generator", "M": "mapping.mlp", "Mr": "mapping.omega"}
"""The authors' names of the networks → where they are in a weights file of ours."""

State = Mapping[str, Tensor]


def import_weights(
    encoder: Path, generator: Path, mapping: Path | None, out: Path, storage: Storage = "fp32"
) -> ModelInfo:
    """Converts the authors' files and writes one weights file.

    Args:
        encoder: reference encoder and classifier, e.g. `resnet34_512px.pth`.
        generator: stage one, e.g. `latest_colorization.pth`; its discriminator is left behind.
        mapping: stage two, e.g. `latest_mapping.pth`; None gives a model without sliders.
        out: the `.safetensors` file to write.
        storage: how matrices and kernels lie in it.

    Returns:
        The metadata written.

    Raises:
        WeightsError: a file is missing, damaged or another network, or the files do not belong together.
    """
    wanted: dict[Path, tuple[str, ...]] = {encoder: ("R",), generator: ("G",)}
    if mapping is not None:
        wanted[mapping] = ("M", "Mr")
    if len(wanted) < (2 if mapping is None else 3):
        raise WeightsError("Encoder, generator and mapping network are different files; one was given twice.")
    states = _read(wanted)
    try:
        config = ModelConfig(
            encoder=_encoder_config(encoder, states["R"]),
            generator=_generator_config(generator, states["G"]),
            mapping=None if mapping is None else _mapping_config(mapping, states),
        )
    except ValueError as error:
        raise WeightsError(f"The files are not the authors' networks, or do not belong together: {error}.") from error
    if mapping is not None:
        _check_receiving(mapping, config)
    info = ModelInfo(
        name=f"{generator.stem} (imported)",
        stage="stage-one" if mapping is None else "stage-two",
        config=config.to_dict(),
        tags=released_tags() if config.encoder.num_tags == RELEASED_TAGS else (),
        resolution=RELEASED_RESOLUTION,
        provenance={
            "source": "networks released by the authors of the paper, imported",
            "files": {path.name: _digest(path) for path in wanted},
        },
    )
    state = {f"{PREFIXES[name]}.{key}": tensor for name, own in states.items() for key, tensor in own.items()}
    try:
        model = build_model(info, state)
    except ValueError as error:
        raise WeightsError(f"The files are not the authors' networks, or damaged: {error}.") from error
    save_model(out, model, info, storage)
    return info


def released_tags() -> tuple[Tag, ...]:
    """The tags that the authors name, by group; the other outputs of their classifier stay unnamed."""
    groups: dict[str, dict[str, int]] = json.loads(TAGS_FILE.read_text(encoding="utf-8"))
    return tuple(Tag(name, group, index) for group, tags in groups.items() for name, index in tags.items())


def _read(wanted: Mapping[Path, tuple[str, ...]]) -> dict[str, dict[str, Tensor]]:
    """The state dicts wanted of each `.pth` file, by their names, without `module.` before their keys."""
    for path in wanted:
        if not path.is_file():
            raise WeightsError(f"There is no file {path}.")
    names = ", ".join(str(path) for path in wanted)
    states: dict[str, dict[str, Tensor]] = {}
    with tempfile.TemporaryDirectory(prefix="nurie-import-") as folder:
        targets = [str(Path(folder) / f"{number}.safetensors") for number in range(len(wanted))]
        jobs = [
            {"source": str(path.resolve()), "target": target, "names": entries}
            for (path, entries), target in zip(wanted.items(), targets, strict=True)
        ]
        try:
            done = subprocess.run(
                [sys.executable, "-m", "engine.pickle_reader"],
                input=json.dumps(jobs).encode(),
                capture_output=True,
                cwd=ROOT,
                timeout=READ_SECONDS,
                check=False,
            )
            answer = json.loads(done.stdout)
            if done.returncode != 0:
                raise WeightsError(
                    f"Cannot import {answer['source']}: {answer['error']}; give the file as the authors released it."
                )
            for target in targets:
                for key, tensor in load_file(target).items():
                    name, _, inner = key.partition(".")
                    if name not in PREFIXES:
                        raise ValueError(f"{name} was not asked for")
                    value = tensor.float() if tensor.is_floating_point() else tensor
                    states.setdefault(name, {})[inner.removeprefix("module.")] = value
        except (subprocess.TimeoutExpired, ValueError, LookupError, TypeError, OSError, SafetensorError) as error:
            raise WeightsError(f"Cannot import {names}: reading failed; is there memory and disk enough?") from error
    return states


def _encoder_config(path: Path, state: State) -> EncoderConfig:
    kind = "reference encoder"
    if "layer1.0.conv3.weight" in state:
        raise WeightsError(f"{path} holds a ResNet of bottleneck blocks; the authors' encoder is a ResNet-34.")
    blocks = [len({key.split(".")[1] for key in state if key.startswith(f"layer{n}.")}) for n in (1, 2, 3, 4)]
    return EncoderConfig(
        blocks=(blocks[0], blocks[1], blocks[2], blocks[3]),
        num_tags=_size(path, kind, state, "fc.weight"),
    )


def _generator_config(path: Path, state: State) -> GeneratorConfig:
    kind = "generator"
    return GeneratorConfig(
        base_width=_size(path, kind, state, "conv1.conv1.weight"),
        bottleneck=_size(path, kind, state, "res.conv1.weight"),
        receiving="attention" if any(key.startswith("refer_attn.") for key in state) else "add",
        rbca=any(".attn_layer." in key for key in state),
    )


def _mapping_config(path: Path, states: Mapping[str, State]) -> MappingConfig:
    kind, state = "mapping network", states["M"]
    hidden = _size(path, kind, state, "mlp.0.0.weight")
    return MappingConfig(
        num_tags=_size(path, kind, state, "mlp.0.0.weight", axis=1),
        hidden=hidden,
        self_adaptive=_size(path, kind, state, "fusion_layer.weight", axis=1) == DEPTH * hidden,
        position_weight="Mr" in states,
    )


def _size(path: Path, kind: str, state: State, key: str, axis: int = 0) -> int:
    """One side of a matrix or kernel that a network of this kind must have."""
    if key not in state or state[key].ndim < 2:
        raise WeightsError(f"{path} holds no {kind} as the authors released it: it has no {key}.")
    return int(state[key].shape[axis])


def _check_receiving(path: Path, config: ModelConfig) -> None:
    """Refuses a mapping network that was trained with a generator of the other kind (Eq. 11)."""
    assert config.mapping is not None and config.generator is not None
    trained_with = "attention" if config.mapping.position_weight else "add"
    if trained_with != config.generator.receiving:
        raise WeightsError(
            f"{path} was trained with a generator of the {trained_with} kind, and the one given is of the "
            f"{config.generator.receiving} kind; give files that were trained together."
        )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return "sha256:" + hashlib.file_digest(file, "sha256").hexdigest()
