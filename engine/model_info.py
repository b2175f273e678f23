"""What a weights file says of itself, read from its header alone: no torch, no tensor is touched.

A weights file is one safetensors file: eight bytes of header length (little endian), a JSON header,
the tensors. `__metadata__` in the header maps names to strings; here each string is JSON.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from engine.errors import WeightsError
from engine.sentences import reason_of

FORMAT_VERSION = 2
MAX_HEADER_BYTES = 16 * 1024 * 1024

Stage = Literal["tagger", "stage-one", "stage-two"]


@dataclass(frozen=True)
class Tag:
    """One tag a model knows: its `name`, its `group` (`hair`, `eyes`, …, or empty: no slider) and its
    `index` in the classifier's output."""

    name: str
    group: str
    index: int


@dataclass(frozen=True)
class ModelInfo:
    """The metadata of one model.

    Attributes:
        name: a human name.
        stage: the last training reached: `tagger` (encoder and classifier), `stage-one` (and generator),
            `stage-two` (and mapping network: the tags can be moved).
        config: the networks' sizes, as `engine.networks.config.ModelConfig` gives them by `to_dict()`.
        tags: the named tags, in the order of the sliders.
        resolution: long side in pixels at which it was trained; `colorize` runs at it unless told otherwise.
        provenance: data, licences, steps, seed, git commit, … free-form JSON.
    """

    name: str
    stage: Stage
    config: Mapping[str, Any]
    tags: tuple[Tag, ...]
    resolution: int
    provenance: Mapping[str, Any] = field(default_factory=dict)

    @property
    def groups(self) -> dict[str, list[Tag]]:
        """Tags by group, both in their order; tags without a group are left out."""
        groups: dict[str, list[Tag]] = {}
        for tag in self.tags:
            if tag.group:
                groups.setdefault(tag.group, []).append(tag)
        return groups

    def to_metadata(self) -> dict[str, str]:
        """The safetensors metadata: each value is JSON."""
        fields = {"format_version": FORMAT_VERSION, **asdict(self)}
        return {key: json.dumps(value, ensure_ascii=False, sort_keys=True) for key, value in fields.items()}


def info_from_metadata(metadata: Mapping[str, str] | None, path: Path) -> ModelInfo:
    """Parses safetensors metadata.

    Raises:
        WeightsError: it is not a Nurie model, or one of a newer format.
    """
    if not metadata or "format_version" not in metadata:
        raise WeightsError(
            "{path} is a safetensors file but not a Nurie model; bring the authors' files in with import-weights.",
            path=path,
        )
    try:
        values = {key: json.loads(text) for key, text in metadata.items()}
        version = int(values.pop("format_version"))
        if version > FORMAT_VERSION:
            raise WeightsError(
                "{path} was written by a newer Nurie (format {version}); please update Nurie.",
                path=path,
                version=version,
            )
        tags = tuple(Tag(str(t["name"]), str(t["group"]), int(t["index"])) for t in values.pop("tags"))
        return ModelInfo(
            name=str(values["name"]),
            stage=values["stage"],
            config=values["config"],
            tags=tags,
            resolution=int(values["resolution"]),
            provenance=values.get("provenance", {}),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise WeightsError(
            "{path} is damaged: its description cannot be read ({reason}).", path=path, reason=reason_of(error)
        ) from error


def read_model_info(path: Path) -> ModelInfo:
    """Reads the header of a weights file.

    Raises:
        WeightsError: the file is missing, truncated, no safetensors file, or not a Nurie model.
    """
    try:
        with path.open("rb") as file:
            start = file.read(8)
            length = int.from_bytes(start, "little")
            if len(start) < 8 or not 2 <= length <= MAX_HEADER_BYTES:
                raise WeightsError("{path} is no weights file (.safetensors).", path=path)
            raw = file.read(length)
            file.seek(0, 2)
            actual = file.tell()
    except OSError as error:
        raise WeightsError(
            "Cannot read the weights file {path}: {reason}.", path=path, reason=reason_of(error)
        ) from error
    try:
        header = json.loads(raw)
        metadata = header.pop("__metadata__", None)
        end = max((int(entry["data_offsets"][1]) for entry in header.values()), default=0)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise WeightsError("{path} is no weights file (.safetensors), or it is damaged.", path=path) from error
    if actual < 8 + length + end:
        raise WeightsError(
            "{path} is cut short: {actual} of {whole} bytes are there; fetch it again.",
            path=path,
            actual=actual,
            whole=8 + length + end,
        )
    return info_from_metadata(metadata, path)
