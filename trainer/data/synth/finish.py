"""The last step of every drawn figure: the artist's line, and how strongly shading is laid in."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from trainer.data.regions import NEUTRAL_SHADE, Figure
from trainer.data.synth.canvas import Layers
from trainer.data.synth.lines import LineStyle, apply_line_style
from trainer.data.synth.tones import with_silhouette, with_tone


def finished(
    layers: Layers, style: LineStyle, rng: np.random.Generator, background: str, variants: Mapping[str, str]
) -> Figure:
    """A figure from what the painter rendered.

    Args:
        layers: as rendered with the pen, width and wobble of `style`.
        style: what else is laid over the line.
        rng: source of the strength of the shading and of the tone's and the line's noise.
        background, variants: as in `Figure`.
    """
    strength = float(rng.choice([0.0, rng.uniform(0.45, 0.9), rng.uniform(0.9, 1.5)], p=[0.12, 0.38, 0.5]))
    shade = NEUTRAL_SHADE + (layers.shade.astype(np.float32) - NEUTRAL_SHADE) * strength
    line = with_tone(layers, style.tone, rng)
    if style.silhouette > 0:
        line = with_silhouette(layers, line, style.silhouette)
    return Figure(
        line=apply_line_style(line, style, rng),
        regions=layers.regions,
        shade=np.round(shade).clip(0, 255).astype(np.uint8),
        mix=layers.mix,
        background=background,
        variants=variants,
    )
