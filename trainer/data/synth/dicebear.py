"""Figures whose heads come from DiceBear's styles, on the project's own bodies and grounds.

The styles' attributions stand in `sources`. Heads are placed in head units (see `head`): centre of the face at the
origin, chin near y = 95.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from trainer.data.regions import Figure
from trainer.data.synth.backgrounds import draw_background
from trainer.data.synth.dicebear_heads import Head, adventurer_head, lorelei_head, micah_head
from trainer.data.synth.dicebear_landscape import draw_landscape
from trainer.data.synth.finish import finished
from trainer.data.synth.garments import draw_body, random_dress
from trainer.data.synth.lines import random_line_style
from trainer.data.synth.paths import placement
from trainer.data.synth.variants import Split

_HEADS: dict[str, Callable[[np.random.Generator, Split], Head]] = {
    "adventurer": adventurer_head,
    "lorelei": lorelei_head,
    "micah": micah_head,
}
STYLES = tuple(_HEADS)
_STYLE_SHARES = (0.5, 0.3, 0.2)
_LANDSCAPE_SHARE = 0.08


@dataclass(frozen=True)
class _Framing:
    scale: tuple[float, float]
    x: tuple[float, float]
    y: tuple[float, float]
    share: float


_FRAMINGS = {
    "close-up": _Framing((2.7, 3.9), (430, 570), (450, 540), 0.36),
    "bust": _Framing((1.8, 2.4), (430, 570), (380, 450), 0.28),
    "half-body": _Framing((1.2, 1.6), (420, 580), (260, 330), 0.2),
    "knee-up": _Framing((0.98, 1.2), (420, 580), (200, 270), 0.16),
}


def draw(rng: np.random.Generator, size: int, split: Split, style: str | None = None) -> Figure:
    """Draws one figure.

    Args:
        rng: source of every choice; the same state gives the same figure to the byte.
        size: side of the square layers in pixels.
        split: "train" figures never use a held-out hairstyle, eyes or garment; "held-out" ones take only such.
        style: one of `STYLES`; drawn at random where left out.

    Returns:
        The figure, its `variants` naming style, framing, the head's parts and the clothes.
    """
    chosen = style or str(rng.choice(STYLES, p=_STYLE_SHARES))
    lines = random_line_style(rng)
    painter = lines.painter(rng, straying=0.6)
    background = "landscape"
    if rng.random() < _LANDSCAPE_SHARE:
        draw_landscape(painter, rng)
    else:
        background = draw_background(painter, rng)
    framing = str(rng.choice(list(_FRAMINGS), p=[f.share for f in _FRAMINGS.values()]))
    spec = _FRAMINGS[framing]
    where = placement(
        rng.uniform(*spec.x), rng.uniform(*spec.y), rng.uniform(*spec.scale), rng.normal(0, 3), bool(rng.random() < 0.5)
    )
    head = _HEADS[chosen](rng, split)
    dress = random_dress(rng, split)
    lean = placement(0, 100, 1.0, float(np.clip(rng.normal(0, 4), -9, 9))) @ np.vstack([placement(0, -100), [0, 0, 1]])
    with painter.placed(where):
        hands_up = framing == "bust" and bool(rng.random() < 0.4)
        draw_body(painter, rng, dress, hands_up=hands_up)
        with painter.placed(lean @ np.vstack([head.placement, [0, 0, 1]])):
            head.draw(painter, rng)
    variants = {"style": chosen, "framing": framing, **head.variants, **dress.variants()}
    return finished(painter.render(size), lines, rng, background, variants)
