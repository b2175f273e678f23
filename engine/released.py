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
from engine.sentences import reason_of, unpacked
from engine.storage import Storage
from engine.weights import Model, build_model, save_model

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
    sources = {"R": encoder, "G": generator} | ({} if mapping is None else {"M": mapping})
    if len({path.resolve() for path in sources.values()}) < len(sources):
        raise WeightsError("Encoder, generator and mapping network are different files; one was given twice.")
    model = assemble(read_pickles(sources), sources)
    save_model(out, model, model.info, storage)
    return model.info


def assemble(states: Mapping[str, State], sources: Mapping[str, Path]) -> Model:
    """The model that the authors' state dicts make.

    Args:
        states: `R` (encoder), `G`, and for stage two `M` and `Mr` (ω), keys with or without `module.`.
        sources: the files of `R`, `G` and `M`, for provenance and for the words of errors.

    Raises:
        WeightsError: a state dict is another network's, or they do not belong together.
    """
    states = {
        name: {key.removeprefix("module."): tensor for key, tensor in state.items()} for name, state in states.items()
    }
    try:
        config = ModelConfig(
            encoder=_encoder_config(sources["R"], states["R"]),
            generator=_generator_config(sources["G"], states["G"]),
            mapping=_mapping_config(sources["M"], states) if "M" in states else None,
        )
        if config.mapping is not None:
            _check_receiving(sources["M"], config)
        info = ModelInfo(
            name=f"{sources['G'].stem} (imported)",
            stage="stage-one" if config.mapping is None else "stage-two",
            config=config.to_dict(),
            tags=released_tags() if config.encoder.num_tags == RELEASED_TAGS else (),
            resolution=RELEASED_RESOLUTION,
            provenance={
                "source": "networks released by the authors of the paper, imported",
                "files": {path.name: _digest(path) for path in sources.values()},
            },
        )
        return build_model(
            info, {f"{PREFIXES[name]}.{key}": tensor for name, state in states.items() for key, tensor in state.items()}
        )
    except ValueError as error:
        raise WeightsError(
            "The files are not the authors' networks, or do not belong together: {reason}; give "
            "files that were trained together.",
            reason=reason_of(error),
        ) from error


def released_tags() -> tuple[Tag, ...]:
    """The tags that the authors name, by group; the other outputs of their classifier stay unnamed."""
    groups: dict[str, dict[str, int]] = json.loads(TAGS_FILE.read_text(encoding="utf-8"))
    return tuple(Tag(name, group, index) for group, tags in groups.items() for name, index in tags.items())


def read_pickles(sources: Mapping[str, Path]) -> dict[str, dict[str, Tensor]]:
    """The state dicts of the files of `R`, `G` and `M` (and its `Mr`), opened in a process of their own."""
    for path in sources.values():
        if not path.is_file():
            raise WeightsError("There is no file {path}.", path=path)
    states: dict[str, dict[str, Tensor]] = {}
    with tempfile.TemporaryDirectory(prefix="nurie-import-") as folder:
        jobs = [
            {
                "source": str(path.resolve()),
                "target": str(Path(folder) / f"{name}.safetensors"),
                "names": [name, "Mr"] if name == "M" else [name],
            }
            for name, path in sources.items()
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
                    "Cannot import {source}: {reason}; give the file as the authors released it.",
                    source=answer["source"],
                    reason=unpacked(answer["error"])[0],
                )
            for job in jobs:
                for key, tensor in load_file(job["target"]).items():
                    name, _, inner = key.partition(".")
                    if name not in job["names"]:
                        raise ValueError(f"{name} was not asked for")
                    states.setdefault(name, {})[inner] = tensor.float() if tensor.is_floating_point() else tensor
        except (subprocess.TimeoutExpired, ValueError, LookupError, TypeError, OSError, SafetensorError) as error:
            names = ", ".join(str(path) for path in sources.values())
            raise WeightsError(
                "Cannot import {names}: reading failed; is there memory and disk enough?", names=names
            ) from error
    return states


def _encoder_config(path: Path, state: State) -> EncoderConfig:
    kind = "reference encoder"
    if "layer1.0.conv3.weight" in state:
        raise WeightsError(
            "{path} holds a ResNet of bottleneck blocks; the authors' encoder is a ResNet-34.", path=path
        )
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
        raise WeightsError(
            "{path} holds no {kind} as the authors released it: it has no {key}.", path=path, kind=kind, key=key
        )
    return int(state[key].shape[axis])


def _check_receiving(path: Path, config: ModelConfig) -> None:
    """Refuses a mapping network that was trained with a generator of the other kind (Eq. 11)."""
    assert config.mapping is not None and config.generator is not None
    trained_with = "attention" if config.mapping.position_weight else "add"
    if trained_with != config.generator.receiving:
        raise WeightsError(
            "{path} was trained with a generator of the {trained_with} kind, and the one given is of "
            "the {receiving} kind; give files that were trained together.",
            path=path,
            trained_with=trained_with,
            receiving=config.generator.receiving,
        )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return "sha256:" + hashlib.file_digest(file, "sha256").hexdigest()
