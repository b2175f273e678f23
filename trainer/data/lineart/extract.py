"""Line art in several manners, chosen for each picture by its own seed.

A drawing is not an edge map: a line is a dark stroke that was drawn, not the border of two colours. So the
picture is first divided by its morphological closing, in which strokes are gone and edges stay; what remains
are strokes on white, whatever was painted under them. Only where most borders of a picture have no strokes, as in
a painting, they are drawn too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

import cv2
import numpy as np
from PIL import Image

from trainer.data.lineart.filters import closed, dilated, gaussian, gradients, smooth_noise
from trainer.data.lineart.flow import along_flow, tangents
from trainer.data.lineart.strokes import kept_strokes, thinned

Style = Literal["ink", "flow", "pencil", "pen", "brush"]
STYLES: dict[Style, float] = {"ink": 0.3, "flow": 0.25, "pencil": 0.2, "pen": 0.15, "brush": 0.1}
"""Manners and how often each is taken: XDoG hard, flow-based XDoG, XDoG soft with grain, thinned and redrawn, and
without any Gaussian difference, by OpenCV's adaptive threshold."""

SUPERSAMPLING = 2
LINED = 0.75
"""Where less of its borders has strokes beside it a picture counts as painted, and its borders are drawn."""

_REFERENCE_SIDE = 512
_STROKES = (3.5, 5.0, 7.0)
"""Half the widest stroke, in pixels of finished line art of the reference side; the narrowest that will do is taken,
since a wider one takes pupils and ribbons for strokes."""
_WIDENED = 0.08
"""A wider stroke is allowed where so much more of the borders then has strokes beside it: a hand with a broad pen."""
_NEARLY_BLACK = 6
_K, _P = 1.6, 5.0

_BRUSHED = 0.78
"""Light of a stroke's darkest place, as a share of the paper's, below which a brush draws it: outlines in a darker tone
of their surface, as painters like them, are hardly darker than two thirds."""

LEAST_SIGMA = 0.6
"""Spread of the inner Gaussian in pixels of the picture that is drawn after, at least."""


@dataclass(frozen=True)
class Manner:
    """How lines are drawn; lengths in pixels of the finished line art at a long side of 512.

    Attributes:
        style: which of `STYLES`.
        sigma: spread of the inner Gaussian: the stroke's width is about three times that.
        thick: sigma where the hand presses most.
        threshold: contrast above which something is a line, 0..1; small draws more.
        sharpness: φ of XDoG: slope of the soft threshold.
        darkness: grey of the darkest lines, 0..255.
        grain: how much the paper's grain breaks the lines, 0..1.
    """

    style: Style
    sigma: float
    thick: float
    threshold: float
    sharpness: float
    darkness: float
    grain: float

    @classmethod
    def drawn(cls, rng: np.random.Generator) -> Manner:
        """A random manner."""
        style: Style = str(rng.choice(list(STYLES), p=list(STYLES.values())))  # pyright: ignore[reportAssignmentType]
        sigma = float(rng.uniform(0.5, 0.85))
        pencil = style == "pencil"
        return cls(
            style=style,
            sigma=sigma,
            thick=sigma * float(rng.uniform(1.2, 1.9)),
            threshold=float(rng.uniform(0.035, 0.07)),
            sharpness=float(rng.uniform(6, 10) if pencil else rng.uniform(14, 30)),
            darkness=float(rng.uniform(50, 120) if pencil else rng.choice([0, rng.uniform(0, 60)])),
            grain=float(rng.uniform(0.3, 0.8)) if pencil else 0.0,
        )


def extract(
    pixels: np.ndarray, size: tuple[int, int], rng: np.random.Generator, manner: Manner | None = None
) -> np.ndarray:
    """Draws the lines of a finished picture.

    Args:
        pixels: uint8 RGB `[H, W, 3]`, of any size.
        size: width and height of the line art.
        rng: decides the manner and its irregularities; the same state gives the same lines.
        manner: how to draw; None leaves it to `rng`.

    Returns:
        uint8 `[height, width]`, dark lines on white.
    """
    manner = manner or Manner.drawn(rng)
    work = (size[0] * SUPERSAMPLING, size[1] * SUPERSAMPLING)
    whole = np.asarray(Image.fromarray(pixels).resize(work, Image.Resampling.LANCZOS))
    scale = max(work) / _REFERENCE_SIDE
    # What is enlarged has no finer strokes than before: a finer Gaussian would see its stairs.
    enlarged = max(work) / max(pixels.shape[:2])
    finest = LEAST_SIGMA * enlarged / scale
    manner = replace(manner, sigma=max(manner.sigma, finest), thick=max(manner.thick, 1.2 * finest))
    strokes = _strokes(whole, scale)
    ink = _DRAW[manner.style](strokes, manner, scale, rng)
    if manner.grain:
        ink = _grained(ink, manner.grain, rng)
    grey = 255 - ink * (255 - manner.darkness)
    drawn = Image.fromarray(np.clip(np.rint(grey), 0, 255).astype(np.uint8))
    return np.asarray(drawn.reduce(SUPERSAMPLING))


def _strokes(pixels: np.ndarray, scale: float) -> np.ndarray:
    """Strokes on white, float32 `[H, W]` in 0..1, from RGB uint8 `[H, W, 3]`."""
    # Ink is dark in every channel; an iris or a ribbon, narrow as a stroke, is dark in some.
    brightest = pixels.max(axis=2)
    borders = _borders(pixels, scale)
    bordering = borders < 0.85
    if not bordering.any():
        return _without_paper(brightest, _STROKES[0] * scale)
    flats = [_without_paper(brightest, half * scale) for half in _STROKES]
    shares = [
        float(dilated(flat < 0.8, round(half * scale))[bordering].mean())
        for flat, half in zip(flats, _STROKES, strict=True)
    ]
    flat, lined = next(found for found in zip(flats, shares, strict=True) if found[1] > max(shares) - _WIDENED)
    return flat if lined >= LINED else np.minimum(flat, borders)


def _without_paper(brightest: np.ndarray, half: float) -> np.ndarray:
    """Strokes up to `half` pixels to either side of their middle, on white: float32 `[H, W]` in 0..1."""
    paper = closed(brightest, max(2, round(half))).astype(np.float32)
    return (brightest.astype(np.float32) + _NEARLY_BLACK) / (paper + _NEARLY_BLACK)


def _borders(pixels: np.ndarray, scale: float) -> np.ndarray:
    """The borders of coloured surfaces as strokes on white: float32 `[H, W]` in 0..1."""
    steepest = np.zeros(pixels.shape[:2], dtype=np.float32)
    for channel in range(3):
        dx, dy = gradients(gaussian(pixels[..., channel].astype(np.float32), 0.7 * scale))
        steepest = np.maximum(steepest, np.hypot(dx, dy))
    # A step of some 30 of 255 begins to be drawn, one of 100 is drawn black.
    return 1 - np.clip(steepest * scale / 40 - 0.2, 0, 1)


def _xdog(strokes: np.ndarray, sigma: float) -> np.ndarray:
    """How dark each place is against its surroundings, about 0..1: white minus the sharpened picture of XDoG,
    (1 + p) G(σ) - p G(kσ), halved (Winnemöller et al., 2012, Eq. 7); beside strokes it is not let below paper."""
    near, far = gaussian(strokes, sigma), gaussian(strokes, _K * sigma)
    return ((1 - near) + _P * np.clip(far - near, 0, None)) / 2


def _pressed(strokes: np.ndarray, manner: Manner, scale: float, rng: np.random.Generator) -> np.ndarray:
    """The response of a hand that presses now more, now less: float32 `[H, W]`."""
    height, width = strokes.shape
    pressure = smooth_noise(rng, (height, width), max(8, round(60 * scale)))
    thin, thick = _xdog(strokes, manner.sigma * scale), _xdog(strokes, manner.thick * scale)
    return thin + (thick - thin) * pressure


def _inked(response: np.ndarray, manner: Manner, scale: float) -> np.ndarray:
    """XDoG's soft threshold and hysteresis: ink 0..1 where strokes are, nothing where noise is."""
    ink = np.tanh(manner.sharpness * np.clip(response - manner.threshold, 0, None))
    kept = kept_strokes(ink > 0.1, response > manner.threshold * 2.5, round(9 * scale))
    return np.where(kept, ink, 0)


def _ink(strokes: np.ndarray, manner: Manner, scale: float, rng: np.random.Generator) -> np.ndarray:
    return _inked(_pressed(strokes, manner, scale, rng), manner, scale)


def _flow(strokes: np.ndarray, manner: Manner, scale: float, rng: np.random.Generator) -> np.ndarray:
    """Lines gathered along their own direction, which closes gaps and leaves dust behind (Kang et al., 2007)."""
    direction = tangents(strokes, 2.0 * scale)
    response = along_flow(_pressed(strokes, manner, scale, rng), direction, reach=3.0 * scale)
    return _inked(response, manner, scale)


def _pen(strokes: np.ndarray, manner: Manner, scale: float, rng: np.random.Generator) -> np.ndarray:
    """The middle lines of the strokes, drawn anew with a pen of slowly changing width."""
    ink = _inked(_pressed(strokes, manner, scale, rng), manner, scale)
    middle = thinned(ink > 0.25)
    middle = kept_strokes(middle, middle, round(9 * scale)).astype(np.float32)
    height, width = strokes.shape
    pressure = smooth_noise(rng, (height, width), max(8, round(60 * scale)))
    fine, broad = (gaussian(middle, s * scale) * s * scale * 2.5 for s in (manner.sigma * 0.7, manner.thick * 0.8))
    spread = fine + (broad - fine) * pressure
    return np.clip((spread - 0.3) * 3, 0, 1)


def _brush(strokes: np.ndarray, manner: Manner, scale: float, _rng: np.random.Generator) -> np.ndarray:
    """Strokes as wide as they are, with the hard edge of a brush pen: evened out by a bilateral filter, then whatever
    is darker than its surroundings."""
    grey = np.rint(255 * np.clip(strokes, 0, 1)).astype(np.uint8)
    even = cv2.bilateralFilter(grey, d=-1, sigmaColor=40, sigmaSpace=1.2 * scale)
    window = 2 * round(12 * scale) + 1
    contrast = 255 * 2 * manner.threshold
    gaussian_window, below = cv2.ADAPTIVE_THRESH_GAUSSIAN_C, cv2.THRESH_BINARY_INV
    dark = cv2.adaptiveThreshold(even, 255, gaussian_window, below, window, contrast) > 0
    kept = kept_strokes(dark, even < 255 * _BRUSHED, round(9 * scale)).astype(np.uint8)
    wider = 2 * round(0.5 * max(manner.thick - 0.5, 0) * scale) + 1
    drawn = cv2.dilate(kept, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (wider, wider)))
    return gaussian(drawn.astype(np.float32), 0.6)


_DRAW: dict[Style, Callable[[np.ndarray, Manner, float, np.random.Generator], np.ndarray]] = {
    "ink": _ink,
    "flow": _flow,
    "pencil": _ink,
    "pen": _pen,
    "brush": _brush,
}


def _grained(ink: np.ndarray, grain: float, rng: np.random.Generator) -> np.ndarray:
    """Ink as a pencil leaves it on rough paper: the tooth breaks what is not pressed hard."""
    tooth = gaussian(rng.random(ink.shape, dtype=np.float32), 0.9)
    tooth = (tooth - tooth.mean()) / max(float(tooth.std()), 1e-6)
    return np.clip(ink * (1 - grain * np.clip(0.35 + 0.3 * tooth, 0, 1)), 0, 1)
