"""How much examples vary: crops, mirror images, turned and bent references, shifted colours (paper, section 4.1), and
lines drawn anew in other styles."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import torch

from engine.networks.found_lines import lines_of
from engine.tensors import signed, unsigned
from trainer.data.deform import CONTROL_POINTS, REACH, TIMES, displacement_grid
from trainer.data.line_styles import varied
from trainer.data.warp import Placement

# Rows: luminance and the two axes of chrominance (YIQ).
_YIQ = np.array([[0.299, 0.587, 0.114], [0.5959, -0.2746, -0.3213], [0.2115, -0.5227, 0.3112]])
PAPER_TURN = 90.0
DRAWING_TURN = 30.0
"""Spread in degrees of those drawings that are turned."""


@dataclass(frozen=True)
class Augmentation:
    """Ranges of variation.

    Attributes:
        crop: least side of a crop as a share of the picture's, or None for what the kind of data is used to.
        flip: whether every second picture is mirrored.
        rotation: degrees by which references are turned either way, at most.
        jitter: how far colours vary, 0..1.
        redrawn: share of the drawings whose lines are drawn anew in another style.
        turned: share of the drawn figures' drawings that are turned and bent as references are.
        found: share of the drawn figures' drawings whose lines are those found in their colours.
        points, times, reach: a reference's deformation, as of `trainer.data.deform.deform`.
    """

    crop: float | None = None
    flip: bool = True
    rotation: float = PAPER_TURN
    jitter: float = 0.0
    redrawn: float = 0.0
    turned: float = 0.0
    found: float = 0.0
    points: int = CONTROL_POINTS
    times: int = TIMES
    reach: float = REACH

    def least(self, usual: float) -> float:
        """The least side of a crop."""
        return usual if self.crop is None else self.crop

    def turn(self, degrees: float) -> float:
        """An angle meant for the paper's range of rotation, brought to this one."""
        return degrees * self.rotation / PAPER_TURN

    def displacement(self, rng: np.random.Generator) -> np.ndarray | None:
        """A random deformation, float32 `[G, G, 2]`; None where references are not bent."""
        if not self.times:
            return None
        return displacement_grid(rng, times=self.times, points=self.points, reach=self.reach)

    def drawing(self, rng: np.random.Generator, sketch: np.ndarray) -> np.ndarray:
        """A drawing, uint8 `[S, S]`, perhaps in another style of lines; the same array, and no draw, where none are
        drawn anew."""
        return varied(sketch, rng, self.redrawn)

    def drawing_place(self, rng: np.random.Generator, placement: Placement) -> tuple[Placement, np.ndarray | None]:
        """How a drawing is looked at: its framing, and its deformation, or None; no draw where none are turned."""
        if not self.turned or rng.random() >= self.turned:
            return placement, None
        degrees = self.turn(float(rng.normal(0, DRAWING_TURN)))
        return replace(placement, degrees=degrees), self.displacement(rng)

    def lines(self, rng: np.random.Generator, sketch: np.ndarray, color: np.ndarray) -> np.ndarray:
        """The lines of a drawn figure, uint8 `[S, S]`: its own, or perhaps those that `found_lines` finds in its
        colours `[S, S, 3]`, for by these the generator looks at references; in perhaps another style."""
        if self.found and rng.random() < self.found:
            return _found(color)
        return self.drawing(rng, sketch)

    def colors(self, rng: np.random.Generator) -> ColorShift | None:
        """A random shift of colours; None, and no draw, where they do not vary."""
        if not self.jitter:
            return None
        brightness, contrast, saturation, hue = rng.uniform(-1, 1, 4) * self.jitter
        return ColorShift.of(brightness, contrast, saturation, hue)


USUAL = Augmentation()


@dataclass(frozen=True, eq=False)
class ColorShift:
    """Colours mapped by a matrix `[3, 3]` about mid grey, and moved by `offset` (0..255)."""

    matrix: np.ndarray
    offset: float

    @classmethod
    def of(cls, brightness: float, contrast: float, saturation: float, hue: float) -> ColorShift:
        """From four numbers in -1..1; 0 changes nothing, a hue of 1 turns it by half a circle."""
        turn = np.pi * hue
        chroma = (1 + saturation) * np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
        mixed = np.eye(3)
        mixed[1:, 1:] = chroma
        return cls((1 + contrast) * (np.linalg.inv(_YIQ) @ mixed @ _YIQ), 128 * brightness)

    def applied(self, color: np.ndarray) -> np.ndarray:
        """uint8 `[H, W, 3]` → uint8, the same shape."""
        shifted = (color.astype(np.float32) - 128) @ self.matrix.T.astype(np.float32) + (128 + self.offset)
        return np.clip(np.rint(shifted), 0, 255).astype(np.uint8)


def _found(color: np.ndarray) -> np.ndarray:
    """uint8 `[S, S, 3]` → the lines found in it, uint8 `[S, S]`."""
    picture = signed(torch.from_numpy(color)).permute(2, 0, 1).unsqueeze(0)
    return unsigned(lines_of(picture))[0, 0].numpy()
