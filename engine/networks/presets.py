"""The sizes that go by a name: the paper's own, half of them, and some for tests. No torch, as `config`."""

from __future__ import annotations

from typing import Any, Literal

from engine.networks.config import (
    TAG_LIMIT,
    DiscriminatorConfig,
    EncoderConfig,
    GeneratorConfig,
    MappingConfig,
    ModelConfig,
    Receiving,
    SegmenterConfig,
)

PresetName = Literal["tiny", "compact", "paper"]

_WIDTHS: dict[PresetName, dict[str, Any]] = {
    # Encoder blocks, generator base width and bottleneck, mapping's hidden width, and slots of the palette: with the
    # picture's own three channels 29 fill the 32 that processors compute at once.
    "tiny": {"blocks": (1, 1, 1, 1), "base_width": 8, "bottleneck": 64, "hidden": 64, "slots": 0},
    "compact": {"blocks": (3, 4, 6, 3), "base_width": 32, "bottleneck": 256, "hidden": 512, "slots": 29},
    "paper": {"blocks": (3, 4, 6, 3), "base_width": 64, "bottleneck": 512, "hidden": 512, "slots": 0},
}
_SEGMENTERS: dict[PresetName, int] = {"tiny": 0, "compact": SegmenterConfig.width, "paper": 0}


def preset(
    name: PresetName,
    num_tags: int,
    receiving: Receiving = "attention",
    rbca: bool = True,
    self_adaptive: bool = True,
    slots: int | None = None,
    segmenter: int | None = None,
) -> ModelConfig:
    """The whole model of a preset: `paper` has the paper's sizes, `compact` half the generator's widths, a soft palette
    and a segmenter, `tiny` is for tests. `slots` and the segmenter's width of None are the preset's own.
    `ModelConfig.at_stage` takes from it what a stage needs."""
    widths = _WIDTHS[name]
    segmenter = _SEGMENTERS[name] if segmenter is None else segmenter
    return ModelConfig(
        encoder=EncoderConfig(blocks=widths["blocks"], num_tags=num_tags),
        generator=GeneratorConfig(
            base_width=widths["base_width"],
            bottleneck=widths["bottleneck"],
            receiving=receiving,
            rbca=rbca,
            slots=widths["slots"] if slots is None else slots,
        ),
        mapping=MappingConfig(
            num_tags=num_tags,
            hidden=widths["hidden"],
            self_adaptive=self_adaptive,
            position_weight=receiving == "attention",
            tag_limit=TAG_LIMIT if widths["slots"] else None,
        ),
        segmenter=SegmenterConfig(segmenter) if segmenter else None,
    )


def preset_of(generator: GeneratorConfig) -> PresetName | None:
    """The preset whose sizes a generator has, or None for sizes of its own."""
    sizes = (generator.base_width, generator.bottleneck)
    return next(
        (name for name, widths in _WIDTHS.items() if (widths["base_width"], widths["bottleneck"]) == sizes), None
    )


def preset_with(encoder: EncoderConfig, preferred: PresetName) -> PresetName:
    """The preset whose encoder has these sizes: the preferred one where it, or none, has."""
    fitting: list[PresetName] = [name for name, widths in _WIDTHS.items() if widths["blocks"] == encoder.blocks]
    return preferred if preferred in fitting or not fitting else fitting[0]


def discriminator_preset(name: PresetName) -> DiscriminatorConfig:
    """The discriminator that goes with a preset's generator."""
    return DiscriminatorConfig(base_width=_WIDTHS[name]["base_width"])
