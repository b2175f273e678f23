"""Weights files of earlier formats, brought to today's one version after the other."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from torch import Tensor

from engine.errors import WeightsError
from engine.model_info import FORMAT_VERSION, ModelInfo, info_from_metadata

Migration = Callable[[dict[str, str], dict[str, Tensor]], tuple[dict[str, str], dict[str, Tensor]]]


def _without_pyramid(metadata: dict[str, str], tensors: dict[str, Tensor]) -> tuple[dict[str, str], dict[str, Tensor]]:
    """Format 1 had a segmenter of another build, in the place of which a model does without: it colours all the same,
    and `train tagger --keep-encoder` gives it a new one."""
    if not any(key.startswith("segmenter.levels.") for key in tensors):
        return metadata, tensors
    config = {**json.loads(metadata["config"]), "segmenter": None}
    kept = {key: tensor for key, tensor in tensors.items() if not key.startswith("segmenter.")}
    return {**metadata, "config": json.dumps(config)}, kept


MIGRATIONS: dict[int, Migration] = {1: _without_pyramid}
"""Format version → the function that brings a file's metadata and tensors to the next version."""


def migrated(path: Path, metadata: dict[str, str], tensors: dict[str, Tensor]) -> tuple[ModelInfo, dict[str, Tensor]]:
    """What a file would hold in today's format.

    Args:
        path: of the file, for what is said of it.
        metadata: as safetensors has it, of this format or an earlier one.
        tensors: as they are stored, by name.

    Raises:
        WeightsError: the format is older than any that is known, or the metadata is no model's.
    """
    for version in range(int(json.loads(metadata["format_version"])), FORMAT_VERSION):
        migration = MIGRATIONS.get(version)
        if migration is None:
            raise WeightsError(
                "{path} has the format {version}, which this Nurie does not know; fetch a newer file.",
                path=path,
                version=version,
            )
        metadata, tensors = migration(metadata, tensors)
    return info_from_metadata(metadata, path), tensors
