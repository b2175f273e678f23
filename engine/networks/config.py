"""The sizes of the networks, as plain dataclasses: no torch, so that any part of the program may read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Literal, TypeVar, get_args

from engine.model_info import Stage
from engine.requests import TAG_MAX

Receiving = Literal["attention", "add"]

ENCODER_CHANNELS = 512
"""Channels of torchvision's ResNet of basic blocks after `layer4`."""
STRIDE = 32
"""Sides of every picture given to the networks are multiples of this."""
MAX_SIZE = 1 << 16
TAG_KNEE, TAG_LIMIT = 1.8, 2.3
"""Tag values up to the first are never changed: what a classifier reads, and what moves a colour most of its way; the
second is what those beyond it usually approach."""


@dataclass(frozen=True)
class EncoderConfig:
    """Reference encoder and classifier (paper section 3.4): torchvision's ResNet of basic blocks.

    Args:
        blocks: basic blocks in each of the four layers; (3, 4, 6, 3) is ResNet-34.
        num_tags: outputs of the classifier.
    """

    blocks: tuple[int, int, int, int] = (3, 4, 6, 3)
    num_tags: int = 6000

    def __post_init__(self) -> None:
        if len(self.blocks) != 4:
            raise ValueError(f"encoder.blocks needs four numbers, not {self.blocks!r}")
        for count in self.blocks:
            _positive("encoder.blocks", count)
        _positive("encoder.num_tags", self.num_tags)


@dataclass(frozen=True)
class GeneratorConfig:
    """Generator (paper Figures 2 and 3).

    Args:
        base_width: channels of the first sketch feature y1; the following ones have 2, 4 and 8 times as many.
        bottleneck: channels at 1/32 of the size, where the reference is received.
        latent_channels: channels of the reference encoder's feature.
        receiving: the receiving block of Eq. 5.
        rbca: whether the decoder has reference-based channel-wise attention (section 3.3).
        slots: colours of the last block's soft palette; 0, as in the paper, has none.
        named_slots: whether a training has asked each slot for its region, see `engine.networks.slots`.
    """

    base_width: int = 64
    bottleneck: int = 512
    latent_channels: int = ENCODER_CHANNELS
    receiving: Receiving = "attention"
    rbca: bool = True
    slots: int = 0
    named_slots: bool = False

    def __post_init__(self) -> None:
        _positive("generator.base_width", self.base_width)
        _positive("generator.bottleneck", self.bottleneck)
        _encoder_channels("generator.latent_channels", self.latent_channels)
        if self.receiving not in get_args(Receiving):
            raise ValueError(f"generator.receiving is 'attention' or 'add', not {self.receiving!r}")
        _boolean("generator.rbca", self.rbca)
        if self.slots != 0:
            _positive("generator.slots", self.slots)
        _boolean("generator.named_slots", self.named_slots)


@dataclass(frozen=True, kw_only=True)
class MappingConfig:
    """Mapping network of the second training (paper section 3.5, Figure 5).

    Args:
        num_tags: inputs, the classifier's tags.
        hidden: width of the four fully connected layers.
        latent_channels: outputs, the channels of the reference encoder's feature.
        self_adaptive: Figure 5's MLP; False uses the last layer alone (the comparison of Figure 7).
        position_weight: ω of Eq. 11, for a generator with the attention receiving block.
        tag_limit: what tag values beyond `TAG_KNEE` approach before the network has them; None leaves them as they
            are, as in the paper.
    """

    num_tags: int
    hidden: int = 512
    latent_channels: int = ENCODER_CHANNELS
    self_adaptive: bool = True
    position_weight: bool = True
    tag_limit: float | None = None

    def __post_init__(self) -> None:
        _positive("mapping.num_tags", self.num_tags)
        _positive("mapping.hidden", self.hidden)
        _encoder_channels("mapping.latent_channels", self.latent_channels)
        _boolean("mapping.self_adaptive", self.self_adaptive)
        _boolean("mapping.position_weight", self.position_weight)
        if self.tag_limit is not None and not is_tag_limit(self.tag_limit):
            raise ValueError(
                f"mapping.tag_limit is a number over {TAG_KNEE:g}, up to {TAG_MAX:g}, not {self.tag_limit!r}"
            )


@dataclass(frozen=True)
class SegmenterConfig:
    """The network beside the reference encoder that tells its regions apart (`engine.networks.segmenter`).

    Args:
        width: channels of its finest level; the following ones have 2, 4, 5 and 6 times as many.
    """

    width: int = 32

    def __post_init__(self) -> None:
        _positive("segmenter.width", self.width)


@dataclass(frozen=True)
class DiscriminatorConfig:
    """Patch discriminator of the first training (Eq. 2): channels of its first layer. Not part of a model file."""

    base_width: int = 64

    def __post_init__(self) -> None:
        _positive("discriminator.base_width", self.base_width)


@dataclass(frozen=True)
class ModelConfig:
    """The networks one weights file holds: the encoder always, generator and mapping from their stage on, and the
    segmenter where the encoder was trained with one."""

    encoder: EncoderConfig
    generator: GeneratorConfig | None = None
    mapping: MappingConfig | None = None
    segmenter: SegmenterConfig | None = None

    def __post_init__(self) -> None:
        if self.mapping is None:
            return
        if self.generator is None:
            raise ValueError("a mapping network needs a generator beside it")
        if self.mapping.num_tags != self.encoder.num_tags:
            raise ValueError(
                f"mapping.num_tags ({self.mapping.num_tags}) differs from encoder.num_tags ({self.encoder.num_tags})"
            )

    def at_stage(self, stage: Stage) -> ModelConfig:
        """The same sizes with only the networks that exist once `stage` is trained.

        Raises:
            ValueError: this config lacks a network of that stage.
        """
        if stage != "tagger" and self.generator is None:
            raise ValueError(f"the stage {stage} needs a generator")
        if stage == "stage-two" and self.mapping is None:
            raise ValueError("the stage stage-two needs a mapping network")
        if stage == "tagger":
            return replace(self, generator=None, mapping=None)
        return replace(self, mapping=None) if stage == "stage-one" else self

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values, as kept in `ModelInfo.config`; networks that do not exist are None."""
        values = asdict(self)
        values["encoder"]["blocks"] = list(self.encoder.blocks)
        return values

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> ModelConfig:
        """Inverse of `to_dict`.

        Raises:
            ValueError: a field is unknown, missing or out of range; the text names it.
        """
        _known_fields(cls, "config", values)
        if values.get("encoder") is None:
            raise ValueError("config.encoder is missing")
        encoder = dict(_mapping("config.encoder", values["encoder"]))
        if "blocks" in encoder:
            blocks = encoder["blocks"]
            if not isinstance(blocks, (list, tuple)):
                raise ValueError(f"encoder.blocks needs four numbers, not {blocks!r}")
            encoder["blocks"] = tuple(blocks)
        generator, mapping, segmenter = (values.get(name) for name in ("generator", "mapping", "segmenter"))
        if generator is not None and _mapping("config.generator", generator).get("slots"):
            # Files from before these were told.
            generator = {"named_slots": True, **_mapping("config.generator", generator)}
            if mapping is not None:
                mapping = {"tag_limit": TAG_LIMIT, **_mapping("config.mapping", mapping)}
        return cls(
            encoder=_build(EncoderConfig, "encoder", encoder),
            generator=None if generator is None else _build(GeneratorConfig, "generator", generator),
            mapping=None if mapping is None else _build(MappingConfig, "mapping", mapping),
            segmenter=None if segmenter is None else _build(SegmenterConfig, "segmenter", segmenter),
        )


_Config = TypeVar("_Config", EncoderConfig, GeneratorConfig, MappingConfig, SegmenterConfig)


def _build(kind: type[_Config], name: str, values: Any) -> _Config:
    values = _mapping(f"config.{name}", values)
    _known_fields(kind, name, values)
    try:
        return kind(**values)
    except TypeError as error:
        raise ValueError(f"{name} cannot be read ({error})") from error


def _mapping(name: str, values: Any) -> Mapping[str, Any]:
    if not isinstance(values, Mapping):
        raise ValueError(f"{name} is no table of values but {values!r}")
    return values


def _known_fields(kind: type, name: str, values: Mapping[str, Any]) -> None:
    unknown = sorted(set(values) - {field.name for field in fields(kind)})
    if unknown:
        raise ValueError(f"{name} has unknown fields: {', '.join(unknown)}")


def is_tag_limit(value: Any) -> bool:
    """Whether tag values can approach this."""
    return isinstance(value, int | float) and not isinstance(value, bool) and TAG_KNEE < value <= TAG_MAX


def _positive(name: str, value: Any) -> None:
    # The upper end is far beyond any use; it keeps a damaged file from asking for all the memory there is.
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MAX_SIZE:
        raise ValueError(f"{name} is a whole number from 1 to {MAX_SIZE}, not {value!r}")


def _boolean(name: str, value: Any) -> None:
    if not isinstance(value, bool):
        raise ValueError(f"{name} is true or false, not {value!r}")


def _encoder_channels(name: str, value: Any) -> None:
    if value != ENCODER_CHANNELS:
        raise ValueError(f"{name} is {ENCODER_CHANNELS}, what the reference encoder gives, not {value!r}")
