"""One drawing in other hands: its lines drawn anew thin, thick, grey, broken, in pencil, or scanned from paper.

Classical operations alone: morphology, smooth noise, blur and the grain of paper. Lengths go by the picture's side, so
that a style looks alike at every size. What is drawn is a pure function of the drawing, the style and the generator.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import cv2
import numpy as np

from engine.line_art import line_art
from engine.requests import LineSettings, Picture
from trainer.data.lineart.filters import smooth_noise
from trainer.options import LINE_STYLES, LineStyle

_FINE = 3  # lines are made thin on a grid so many times finer
_REFERENCE_SIDE = 256  # lengths below are pixels of a picture of this side
_RIDGE, _FAINTEST = 0.82, 0.12

_Draw = Callable[[np.ndarray, np.random.Generator], np.ndarray]


class Redrawn(NamedTuple):
    """`drawing`: uint8 `[S, S]`, dark lines on paper of any tone. `line`: uint8 `[S, S]`, the same lines on white
    without the paper's grain: where ink lies."""

    drawing: np.ndarray
    line: np.ndarray


def redrawn(sketch: np.ndarray, style: LineStyle, rng: np.random.Generator) -> Redrawn:
    """A drawing in another style.

    Args:
        sketch: uint8 `[S, S]`, dark lines on white.
        style: one of `LINE_STYLES`.
        rng: decides the irregularities; the same state draws the same lines.
    """
    ink = _STYLES[style](1 - sketch.astype(np.float32) / 255, rng)
    line = _grey(1 - ink)
    on_paper = _PAPERS.get(style)
    return Redrawn(line if on_paper is None else on_paper(ink, rng), line)


def as_read(drawing: np.ndarray) -> np.ndarray:
    """The drawing as `colorize` reads it: the paper's tone and grain taken out where there are any.

    Args:
        drawing: uint8 `[S, S]`.

    Returns:
        uint8 `[S, S]`, dark lines on white.
    """
    pixels = np.repeat(drawing[..., None], 3, axis=2)
    return np.ascontiguousarray(line_art(Picture(pixels), LineSettings()).pixels[..., 0])


def varied(sketch: np.ndarray, rng: np.random.Generator, share: float) -> np.ndarray:
    """A training's drawing: in a random style with a chance of `share`, else as it is.

    Every second one on paper is given as it was scanned, the others as `colorize` reads them.

    Args:
        sketch: uint8 `[S, S]`, dark lines on white.
        rng: of the example; with a share of 0 nothing is drawn from it.
        share: 0..1.

    Returns:
        uint8 `[S, S]`.
    """
    if not share or rng.random() >= share:
        return sketch
    style = LINE_STYLES[rng.integers(len(LINE_STYLES))]
    drawing = redrawn(sketch, style, rng).drawing
    return as_read(drawing) if style in _PAPERS and rng.random() < 0.5 else drawing


def _thin(ink: np.ndarray, _rng: np.random.Generator) -> np.ndarray:
    """Hairlines: the ridges of the strokes. Surfaces of ink have no ridge and stay."""
    scale = _scale(ink) * _FINE
    side = ink.shape[0] * _FINE
    fine = cv2.resize(ink, (side, side), interpolation=cv2.INTER_LINEAR)
    high = cv2.GaussianBlur(fine, (0, 0), max(1.0, 0.8 * scale))
    ridge = high >= _RIDGE * cv2.dilate(high, _disc(1.3 * scale))
    # A pen draws as black as before however thin it is.
    strength = cv2.dilate(fine, _disc(0.7 * scale))
    thin = np.where(ridge & (high > _FAINTEST * strength), strength, 0).astype(np.float32)
    return cv2.resize(thin, ink.shape[::-1], interpolation=cv2.INTER_AREA)


def _thick(ink: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A brush that presses now more, now less: strokes wider by one to two pixels on each side."""
    scale = _scale(ink)
    strong = np.power(ink, np.float32(0.6))  # more ink covers better as well
    wide, wider = (cv2.dilate(strong, _disc(reach * scale)) for reach in (1.0, 2.0))
    pressure = np.float32(0.7) * _smooth(rng, ink, 40)
    return cv2.GaussianBlur(wide + (wider - wide) * pressure, (0, 0), 0.5)


def _grey_ink(ink: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A soft, pale tool: a third to a half of the ink, here more, there less."""
    strength = np.float32(rng.uniform(0.33, 0.5))
    return ink * strength * (0.8 + 0.4 * _smooth(rng, ink, 30))


def _broken(ink: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A pen that skips: about a fifth of the lines is missing, in gaps of some pixels."""
    skips = _smooth(rng, ink, 7)
    edge = np.float32(np.quantile(skips, 0.2))
    return ink * np.clip((skips - edge) * 12 + 0.5, 0, 1)


def _pencil(ink: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Graphite: soft strokes that the tooth of the paper breaks, darker where the hand presses."""
    scale = _scale(ink)
    soft = cv2.GaussianBlur(ink, (0, 0), 0.5 * scale + 0.2)
    press = 0.45 + 0.35 * _smooth(rng, ink, 40)
    tooth = 1 - 0.8 * np.clip(0.35 + 0.35 * _grain(rng, ink, 0.8 * scale), 0, 1)
    return np.clip(soft * 1.2 * press * tooth, 0, 1)


def _scanned(ink: np.ndarray, _rng: np.random.Generator) -> np.ndarray:
    """Ink as a scanner's lens leaves it."""
    return cv2.GaussianBlur(ink, (0, 0), 0.6 * _scale(ink) + 0.1) * np.float32(0.9)


def _pencil_paper(ink: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """White drawing paper under a lamp: its grain, and light that falls off."""
    tone = 0.94 - 0.1 * _smooth(rng, ink, 160) + 0.012 * _grain(rng, ink, 0.9 * _scale(ink))
    return _grey(tone * (1 - ink))


def _scan_paper(ink: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A sheet that lay a little askew: the shadow along one edge, the sensor's noise, and JPEG's blocks."""
    height, width = ink.shape
    y, x = np.mgrid[0:height, 0:width].astype(np.float32) / max(height, width)
    askew = np.radians(rng.uniform(-3, 3)) + rng.integers(4) * np.pi / 2
    across = (x - 0.5) * np.float32(np.cos(askew)) + (y - 0.5) * np.float32(np.sin(askew)) + 0.5
    shadow = np.float32(rng.uniform(0.08, 0.2)) * np.exp(-np.clip(across, 0, None) / np.float32(0.06))
    paper = (np.float32(rng.uniform(0.88, 0.96)) - shadow) * (1 - ink)
    noisy = paper + rng.normal(0, 0.02, ink.shape).astype(np.float32)
    quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(40, 75))]
    packed = cv2.imencode(".jpg", _grey(noisy), quality)[1]
    scanned = cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE)
    assert scanned is not None, "OpenCV reads what it wrote"
    return scanned


_STYLES: dict[LineStyle, _Draw] = {
    "thin": _thin,
    "thick": _thick,
    "grey": _grey_ink,
    "broken": _broken,
    "pencil": _pencil,
    "scan": _scanned,
}
_PAPERS: dict[LineStyle, _Draw] = {"pencil": _pencil_paper, "scan": _scan_paper}
"""Styles whose paper is seen: (ink 0..1, generator) → uint8."""


def _scale(ink: np.ndarray) -> float:
    return ink.shape[0] / _REFERENCE_SIDE


def _disc(radius: float) -> np.ndarray:
    """A round kernel; at least three pixels wide."""
    reach = max(1, round(radius))
    return cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))


def _smooth(rng: np.random.Generator, ink: np.ndarray, cell: float) -> np.ndarray:
    return smooth_noise(rng, (ink.shape[0], ink.shape[1]), max(2, round(cell * _scale(ink))))


def _grain(rng: np.random.Generator, ink: np.ndarray, sigma: float) -> np.ndarray:
    """Noise of standard deviation 1, float32 `[S, S]`."""
    noise = cv2.GaussianBlur(rng.standard_normal(ink.shape, dtype=np.float32), (0, 0), max(0.3, sigma))
    return noise / max(float(noise.std()), 1e-6)


def _grey(light: np.ndarray) -> np.ndarray:
    """0..1 → uint8."""
    return np.clip(np.rint(light * 255), 0, 255).astype(np.uint8)
