"""Figures whose heads come from others' styles, on the project's own bodies or with shoulders of their own.

The styles' attributions stand in `sources`. Heads are placed in head units (see `head`): centre of the face at the
origin, chin near y = 95.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from trainer.data.regions import Figure
from trainer.data.synth.avatar_head import Head
from trainer.data.synth.backgrounds import draw_background
from trainer.data.synth.bigheads import bigheads_head
from trainer.data.synth.canvas import CANVAS, Painter
from trainer.data.synth.dicebear_heads import adventurer_head, lorelei_head, micah_head
from trainer.data.synth.dicebear_landscape import draw_landscape
from trainer.data.synth.facesjs import facesjs_head
from trainer.data.synth.finish import finished
from trainer.data.synth.garments import draw_body, random_dress
from trainer.data.synth.lines import random_line_style
from trainer.data.synth.paths import placement
from trainer.data.synth.variants import Split

_HEADS: dict[str, Callable[[np.random.Generator, Split], Head]] = {
    "adventurer": adventurer_head,
    "lorelei": lorelei_head,
    "micah": micah_head,
    "bigheads": bigheads_head,
    "facesjs": facesjs_head,
}
STYLES = tuple(_HEADS)
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


def draw(rng: np.random.Generator, size: int, split: Split, style: str) -> Figure:
    """Draws one figure.

    Args:
        rng: source of every choice; the same state gives the same figure to the byte.
        size: side of the square layers in pixels.
        split: "train" figures never use a held-out hairstyle, eyes or garment; "held-out" ones take only such.
        style: one of `STYLES`.

    Returns:
        The figure, its `variants` naming style, framing, the head's parts and the clothes.
    """
    lines = random_line_style(rng)
    painter = lines.painter(rng, straying=0.6)
    background = "landscape"
    if rng.random() < _LANDSCAPE_SHARE:
        draw_landscape(painter, rng)
    else:
        background = draw_background(painter, rng)
    head = _HEADS[style](rng, split)
    draw_figure = _draw_on_body if head.bust is None else _draw_bust
    variants = {"style": style, **draw_figure(painter, rng, head, split)}
    return finished(painter.render(size), lines, rng, background, variants)


def _draw_on_body(painter: Painter, rng: np.random.Generator, head: Head, split: Split) -> dict[str, str]:
    """Draws the head on a dressed body of the project's own and names what was drawn."""
    framing = str(rng.choice(list(_FRAMINGS), p=[f.share for f in _FRAMINGS.values()]))
    spec = _FRAMINGS[framing]
    where = placement(
        rng.uniform(*spec.x), rng.uniform(*spec.y), rng.uniform(*spec.scale), rng.normal(0, 3), bool(rng.random() < 0.5)
    )
    dress = random_dress(rng, split)
    lean = placement(0, 100, 1.0, float(np.clip(rng.normal(0, 4), -9, 9))) @ np.vstack([placement(0, -100), [0, 0, 1]])
    with painter.placed(where):
        on_neck = lean @ np.vstack([head.placement, [0, 0, 1]])
        if head.draw_back is not None:
            with painter.placed(on_neck):
                head.draw_back(painter, rng)
        hands_up = framing == "bust" and bool(rng.random() < 0.4)
        with painter.placed(placement(0, 100 * (1 - head.proportion), head.proportion)):
            draw_body(painter, rng, dress, hands_up=hands_up)
        with painter.placed(on_neck):
            head.draw(painter, rng)
    return {"framing": framing, **head.variants, **dress.variants()}


def _draw_bust(painter: Painter, rng: np.random.Generator, head: Head, split: Split) -> dict[str, str]:
    """Draws a head with its own shoulders, which run out of the picture below, and names what was drawn."""
    assert head.bust is not None
    scale, turn = rng.uniform(*head.bust.scale), float(np.clip(rng.normal(0, 2), -4, 4))
    y = CANVAS + rng.uniform(5, 45) - head.bust.end * scale
    where = placement(rng.uniform(430, 570), y, scale, turn, bool(rng.random() < 0.5))
    with painter.placed(where @ np.vstack([head.placement, [0, 0, 1]])):
        if head.draw_back is not None:
            head.draw_back(painter, rng)
        head.draw(painter, rng)
    return {"framing": "close-up" if scale > 2.8 else "bust", **head.variants}
