"""The project's own figures: characters in the manner of anime line art, out of named parts."""

from __future__ import annotations

import numpy as np

from trainer.data.regions import Figure
from trainer.data.synth.accessories import HEADWEAR, draw_earrings, draw_glasses, draw_headwear
from trainer.data.synth.backgrounds import draw_background
from trainer.data.synth.bangs import BANGS, CROWNS, draw_bangs, front_hair
from trainer.data.synth.canvas import Painter
from trainer.data.synth.eyes import EYES
from trainer.data.synth.finish import finished
from trainer.data.synth.garments import draw_body, random_dress
from trainer.data.synth.hair import (
    SIDE_LOCKS,
    draw_ahoge,
    draw_side_locks,
    random_hair_look,
)
from trainer.data.synth.hair_back import BACKS, LONG_BACKS, draw_back, draw_bound
from trainer.data.synth.head import FACES, draw_brows, draw_face, draw_features
from trainer.data.synth.lines import random_line_style
from trainer.data.synth.paths import placement
from trainer.data.synth.variants import Split, choose

FRAMINGS = ("close-up", "bust", "half-body", "full-body", "knee-up")
_FRAMING_SHARES = (0.27, 0.25, 0.16, 0.15, 0.17)


def draw(rng: np.random.Generator, size: int, split: Split) -> Figure:
    """Draws one figure.

    Args:
        rng: source of every choice; the same state gives the same figure to the byte.
        size: side of the square layers in pixels.
        split: "train" figures never use a held-out variant; "held-out" ones take hairstyle, face, eyes and garment
            from held-out variants only.

    Returns:
        The figure; its `variants` name style, framing, face, eyes, lids, hair_front, hair_back, side_locks, headwear,
        garment, skirt and neckwear.
    """
    style = random_line_style(rng)
    framing = str(rng.choice(FRAMINGS, p=_FRAMING_SHARES))
    # Small figures are drawn with a finer pen, or their details would run together.
    fineness = {"half-body": 0.85, "knee-up": 0.78, "full-body": 0.65}.get(framing, 1.0)
    painter = style.painter(rng, fineness)
    background = draw_background(painter, rng)
    variants = {"style": "nurie", "framing": framing}
    proportion = _proportion(rng, framing)
    with painter.placed(_framing_matrix(rng, framing, proportion)):
        variants |= _draw_character(painter, rng, framing, split, proportion)
    return finished(painter.render(size), style, rng, background, variants)


def _proportion(rng: np.random.Generator, framing: str) -> float:
    """The body's size for a head of size 1: from the two and a half heads of a caricature to a grown-up's six."""
    if framing == "close-up":
        return float(rng.uniform(0.95, 1.15))
    if framing != "full-body":
        low, high = {"bust": (0.82, 1.25), "half-body": (0.72, 1.25), "knee-up": (0.68, 1.35)}[framing]
        return float(rng.uniform(low, high))
    kinds = [rng.uniform(0.72, 1.0), rng.uniform(1.0, 1.45), rng.uniform(0.45, 0.65)]
    return float(rng.choice(kinds, p=[0.38, 0.37, 0.25]))


def _framing_matrix(rng: np.random.Generator, framing: str, proportion: float) -> np.ndarray:
    """Places head units on the canvas."""
    height = 260 + 900 * proportion
    whole = rng.uniform(860, 960) / height
    # Longer bodies are seen from farther away, so that as much of them comes into view.
    away = 2 / (1 + proportion)
    scale, x, y = {
        "close-up": (rng.uniform(2.6, 3.5), rng.uniform(440, 560), rng.uniform(470, 560)),
        "bust": (rng.uniform(1.65, 2.3), rng.uniform(430, 570), rng.uniform(350, 450)),
        "half-body": (rng.uniform(1.1, 1.5) * away, rng.uniform(420, 580), rng.uniform(230, 330)),
        "knee-up": (rng.uniform(0.98, 1.25) * away, rng.uniform(410, 590), rng.uniform(190, 260)),
        "full-body": (whole, rng.uniform(400, 600), 175 * whole + rng.uniform(10, 45)),
    }[framing]
    return placement(x, y, scale, rng.normal(0, 2.5), mirror=bool(rng.random() < 0.5))


def _draw_character(
    painter: Painter, rng: np.random.Generator, framing: str, split: Split, proportion: float
) -> dict[str, str]:
    """Draws the character at the present placement; `proportion` is the body's size for a head of size 1."""
    face, eyes = choose(rng, FACES, split), choose(rng, EYES, split)
    bangs, back, sides = choose(rng, BANGS, split), choose(rng, BACKS, split), choose(rng, SIDE_LOCKS, split)
    headwear = choose(rng, HEADWEAR, split) if rng.random() < 0.5 else "none"
    crown = str(rng.choice(CROWNS, p=(0.65, 0.05, 0.15, 0.15) if back in LONG_BACKS else (0.4, 0.32, 0.2, 0.08)))
    dress = random_dress(rng, split)
    turn = float(rng.choice([0.0, rng.uniform(-1, 1), rng.choice([-1, 1]) * rng.uniform(1.1, 2)], p=[0.22, 0.48, 0.3]))
    look = random_hair_look(rng, back in LONG_BACKS)
    # The head leans about the neck.
    lean = float(np.clip(rng.normal(0, 5), -11, 11))
    head = placement(0, 100, 1.0, lean) @ np.vstack([placement(0, -100), [0, 0, 1]])
    with painter.placed(head):
        draw_back(painter, rng, look, back)
    hands_up = framing in ("close-up", "bust") and rng.random() < 0.5
    with painter.placed(placement(0, 100 * (1 - proportion), proportion)):
        draw_body(painter, rng, dress, hands_up=hands_up)
    with painter.placed(head):
        front = front_hair(rng, bangs, turn, look.volume, crown)
        shadow = front.outline.shifted(rng.uniform(-5, 5), rng.uniform(8, 17)) if rng.random() < 0.8 else None
        draw_face(painter, rng, face, turn, shadow)
        lids = draw_features(painter, rng, eyes, turn)
        brows_on_top = rng.random() < 0.7
        if not brows_on_top:
            draw_brows(painter, rng, turn)
        draw_side_locks(painter, rng, look, sides, turn)
        draw_bangs(painter, rng, look, front)
        if brows_on_top:
            draw_brows(painter, rng, turn)
        draw_bound(painter, rng, look, back)
        if rng.random() < 0.12:
            draw_glasses(painter, rng, turn)
        if rng.random() < 0.15:
            draw_earrings(painter, rng)
        draw_headwear(painter, rng, look, headwear, turn)
        if headwear not in ("beret", "cap", "straw-hat", "witch-hat", "beanie", "crown") and rng.random() < 0.25:
            draw_ahoge(painter, rng, look)
    return {
        "lids": lids,
        "headwear": headwear,
        "face": face,
        "eyes": eyes,
        "hair_front": bangs,
        "hair_back": back,
        "side_locks": sides,
        **dress.variants(),
    }
