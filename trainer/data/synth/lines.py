"""How a line is drawn: pen, width, grey, wobble, gaps, pressure, the grain of a pencil, and what is laid over it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageFilter

from trainer.data.synth.canvas import CANVAS, REFERENCE_SIZE, Painter
from trainer.data.synth.pens import Pen, random_pen
from trainer.data.synth.tones import TONES


@dataclass(frozen=True)
class LineStyle:
    """One artist's line.

    Attributes:
        width: outline width in pixels of a picture of `REFERENCE_SIZE`.
        grey: value of full ink, 0 black.
        wobble: how far the hand strays, in canvas units.
        gaps: share of the line that is left out, 0..0.2.
        pressure: how much the width varies, 0..1.
        grain: how much a pencil's grain shows, 0..1.
        pen: how contours are laid; None draws them evenly.
        tapers: whether lines inside run out thin.
        silhouette: by how much the outer contour is heavier, in pixels like `width`; 0 leaves it.
        tone: what lies where shade is, one of `TONES`.
    """

    width: float
    grey: int
    wobble: float
    gaps: float
    pressure: float
    grain: float
    pen: Pen | None = None
    tapers: bool = True
    silhouette: float = 0.0
    tone: str = "none"

    def painter(self, rng: np.random.Generator, fineness: float = 1.0, straying: float = 1.0) -> Painter:
        """A painter with this hand; `fineness` scales its width, `straying` its wobble."""
        wobble = Wobble(rng, straying * self.wobble) if self.wobble > 0 else None
        strokes = np.random.default_rng(int(rng.integers(2**32)))
        return Painter(self.width * fineness, wobble, self.pen, self.tapers, strokes)


def random_line_style(rng: np.random.Generator) -> LineStyle:
    """Draws a style: most are clean ink, about one in seven is a pencil."""
    pencil = rng.random() < 0.15
    technical = not pencil and rng.random() < 0.14
    width = float(np.exp(rng.uniform(np.log(0.65), np.log(2.6))))
    grey = int(rng.integers(40, 100)) if pencil else int(rng.integers(0, 70)) if rng.random() < 0.3 else 0
    strays = (0.75, 0.25, 0.0) if technical else (0.4, 0.35, 0.25)
    return LineStyle(
        width=width if not pencil else min(width, 1.8),
        grey=grey,
        wobble=float(rng.choice([0.0, rng.uniform(1, 3), rng.uniform(3, 7)], p=strays)),
        gaps=0.0 if technical else float(rng.choice([0.0, rng.uniform(0.03, 0.15)], p=[0.72, 0.28])),
        pressure=0.0 if technical else float(rng.choice([0.0, rng.uniform(0.3, 1.0)], p=[0.5, 0.5])),
        grain=float(rng.uniform(0.3, 0.9)) if pencil else 0.0,
        pen=None if technical else random_pen(rng),
        tapers=not technical,
        silhouette=float(rng.uniform(0.7, 1.6)) if rng.random() < 0.12 else 0.0,
        tone=str(rng.choice(TONES, p=[0.89, 0.04, 0.05, 0.02])),
    )


class Wobble:
    """A smooth random displacement of the canvas; call it with points `[..., 2]` in canvas units."""

    def __init__(self, rng: np.random.Generator, amplitude: float) -> None:
        count = 6
        self._waves = rng.normal(0, 1, (count, 2)) * 2 * np.pi / CANVAS * rng.uniform(1.5, 9, (count, 1))
        self._phase = rng.uniform(0, 2 * np.pi, count)
        reach = amplitude / np.sqrt(count / 2)
        self._reach = rng.normal(0, 1, (count, 2)) * reach

    def __call__(self, points: np.ndarray) -> np.ndarray:
        return points + np.sin(points @ self._waves.T + self._phase) @ self._reach


def smooth_noise(rng: np.random.Generator, size: int, cells: int) -> np.ndarray:
    """Smooth noise `[size, size]` float32 in about 0..1, with `cells` knots a side."""
    knots = rng.random((cells + 1, cells + 1), dtype=np.float32)
    return np.asarray(Image.fromarray(knots).resize((size, size), Image.Resampling.BICUBIC))


def apply_line_style(line: np.ndarray, style: LineStyle, rng: np.random.Generator) -> np.ndarray:
    """Lays pressure, gaps, grain and grey over clean black line art.

    Args:
        line: `[H, W]` uint8, square, 0 ink … 255 paper, drawn with `style.width`.
        style: what to lay over it; its width and wobble are the painter's part.
        rng: source of the noise.

    Returns:
        `[H, W]` uint8, 0 ink … 255 paper.
    """
    size = line.shape[0]
    ink = 1.0 - line.astype(np.float32) / 255.0
    if style.pressure > 0:
        blurred = Image.fromarray(line).filter(ImageFilter.GaussianBlur(0.55 * size / REFERENCE_SIZE))
        soft = 1.0 - np.asarray(blurred, np.float32) / 255.0
        limit = np.maximum(0.12 + 0.30 * style.pressure * (smooth_noise(rng, size, 14) - 0.45), 0.03)
        pressed = np.clip((soft - limit) / 0.5, 0.0, 1.0)
        # A very thin line keeps some ink everywhere; pressure must not break it.
        ink = np.maximum(pressed, 0.45 * ink)
    if style.gaps > 0:
        heavy = np.asarray(
            Image.fromarray((ink * 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(2.2 * size / REFERENCE_SIZE)),
            np.float32,
        )
        noise = smooth_noise(rng, size, 40)
        hole = np.clip((noise - np.quantile(noise[::4, ::4], 1 - style.gaps)) * 12, 0.0, 1.0)
        ink = ink * (1.0 - hole * (heavy < 170))
    if style.grain > 0:
        grain = smooth_noise(rng, size, max(size // 2, 2)) * 0.6 + rng.random((size, size), dtype=np.float32) * 0.4
        ink = ink * (1.0 - style.grain * np.clip(grain * 1.3 - 0.35, 0.0, 0.75))
    return np.round(255.0 - ink * (255.0 - style.grey)).clip(0, 255).astype(np.uint8)
