"""The authors' files in full size, and the weights file that they become; made once a session."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
import torch

from engine.released import import_weights
from tests.engine.released_checkpoints import RELEASED, drawn_state, released_case, with_module


@dataclass(frozen=True)
class ReleasedFiles:
    """The three files of a user, full size, of the M-Attention kind."""

    encoder: Path
    generator: Path
    mapping: Path


@pytest.fixture(scope="session")
def released_files(tmp_path_factory: pytest.TempPathFactory) -> ReleasedFiles:
    """Full-size `.pth` files; the encoder's keys are plain, the others' carry `module.`."""
    folder = tmp_path_factory.mktemp("released")
    keys = json.loads((RELEASED / "keys.json").read_text(encoding="utf-8"))
    files = ReleasedFiles(
        folder / "resnet34_512px.pth", folder / "latest_colorization.pth", folder / "latest_mapping.pth"
    )
    generator = drawn_state("G", released_case("m-attention")["keys"]["G"])
    discriminator = {"module.0.weight": torch.zeros(64, 4, 3, 3)}
    torch.save(drawn_state("R", keys["R"]), files.encoder)
    torch.save({"states": {"epoch": 9}, "G": with_module(generator), "D": discriminator}, files.generator)
    mapping = {"M": with_module(drawn_state("M", keys["M"])), "Mr": with_module(drawn_state("Mr", keys["Mr"]))}
    torch.save({"states": {"epoch": 3}, **mapping}, files.mapping)
    return files


@pytest.fixture(scope="session")
def released_model(released_files: ReleasedFiles, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The weights file that those files become."""
    out = tmp_path_factory.mktemp("imported") / "released.safetensors"
    import_weights(released_files.encoder, released_files.generator, released_files.mapping, out)
    return out
