"""How much arithmetic each change needs at least: FLOP of the real networks, counted on shapes alone.

The networks are built on torch's meta device, where tensors have shapes but no numbers, so counting takes
no time and no memory.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeVar, get_args

import torch
from torch import Tensor
from torch.utils.flop_counter import FlopCounterMode

from engine.networks.config import ModelConfig
from engine.networks.encoder import Encoder, global_average
from engine.networks.generator import Generator
from engine.networks.mapping import Mapping, apply_shift
from engine.networks.measured import measure
from engine.networks.segmenter import Segmenter

What = Literal["slider", "sketch", "reference", "full", "cold"]
WHATS: tuple[What, ...] = get_args(What)
"""A moved slider, another sketch, another reference, a moved slider with a picture of the sketch's own size, and
the first picture of a process."""

T = TypeVar("T")


def flop(config: ModelConfig, size: int) -> dict[What, int]:
    """FLOP (2 a multiply-add) that each change needs, where all that did not change is kept.

    Args:
        config: a model of stage two.
        size: side of sketch and reference in pixels, a multiple of 32.
    """
    assert config.generator is not None and config.mapping is not None
    with torch.device("meta"), torch.inference_mode():
        encoder = Encoder(config.encoder).eval()
        generator, mapping = Generator(config.generator).eval(), Mapping(config.mapping).eval()
        segmenter = Segmenter(config.segmenter) if config.segmenter else None
        sketch, picture = torch.empty(1, 1, size, size), torch.empty(1, 3, size, size)

        def encode() -> tuple[Tensor, Tensor, Tensor | None]:
            features = encoder.features(picture)
            fr = features[-1]
            measure(generator, picture, fr, None if segmenter is None else segmenter(picture, features))
            return fr, encoder.probabilities(fr), mapping.position_weight(fr)

        of_reference, (fr, probabilities, omega) = _counted(encode)
        of_sketch, features = _counted(lambda: generator.encode_sketch(sketch))
        of_halves, halves = _counted(lambda: generator.skip_halves(features))

        def step() -> Tensor:
            moved = apply_shift(fr, mapping.mlp(probabilities), omega)
            psi = generator.receive(features, moved)
            return generator.decode(psi, features.skips, global_average(moved), halves)

        slider, _ = _counted(step)
    new_sketch = of_sketch + of_halves
    return {
        "slider": slider,
        "sketch": slider + new_sketch,
        "reference": slider + of_reference,
        "full": slider,
        "cold": slider + new_sketch + of_reference,
    }


def _counted(run: Callable[[], T]) -> tuple[int, T]:
    with FlopCounterMode(display=False) as counter:
        result = run()
    return counter.get_total_flops(), result
