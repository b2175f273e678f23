"""Grounds of DiceBear's style "landscape": a sky with an orb over four ridges."""

from __future__ import annotations

import numpy as np

from trainer.data.synth.canvas import CANVAS, Painter
from trainer.data.synth.dicebear_shapes import avatar_shapes, variant_names
from trainer.data.synth.marks import Gradient, Mark
from trainer.data.synth.paths import Path, placement, rectangle

_STYLE_CANVAS = 100.0
_HILLS = ("hill1", "hill2", "hill3", "hill4")


def draw_landscape(painter: Painter, rng: np.random.Generator) -> None:
    """Covers the whole canvas, in canvas units; draw it before anything else."""
    ramp = Gradient((0, 0), (0, 600), ((0.0, int(rng.integers(105, 128)), 0.8), (1.0, 200, 0.8)))
    painter.fill(rectangle(-40, -40, CANVAS + 80, CANVAS + 80), "sky", weight=0, marks=[Mark(None, "shade", ramp)])
    variants: dict[str, str | None] = {part: str(rng.choice(variant_names("landscape", part))) for part in _HILLS}
    variants |= {"orb": str(rng.choice(["sun", "ring"])) if rng.random() < 0.7 else None, "animation": "none"}
    shapes = avatar_shapes("landscape", variants, seed=str(rng.integers(1 << 30)))
    weight = float(rng.choice([0.0, 0.7], p=[0.3, 0.7]))
    # A little larger than the canvas, so that ridges that were turned still reach both its sides.
    scale = CANVAS / _STYLE_CANVAS * 1.08
    with painter.placed(placement(-0.04 * CANVAS, -0.04 * CANVAS, scale)):
        for shape in shapes:
            if shape.part == "orb":
                _orb(painter, shape.path, shape.fill is not None, weight)
            elif shape.part in _HILLS and shape.fill is not None:
                layer = _HILLS.index(shape.part)
                painter.fill(shape.path, "background", weight=weight, mix=255 * (layer % 2), shade=150 - 14 * layer)


def _orb(painter: Painter, path: Path, filled: bool, weight: float) -> None:
    if filled:
        painter.fill(path, "sky", weight=weight, mix=255, shade=225)
    elif weight > 0:
        painter.stroke(path, weight, taper=False)
