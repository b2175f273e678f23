"""What of a sketch is line: how it was drawn is detected, and dark lines on white are made of it.

Drawings come as dark lines on white, as lines on transparency, as light lines on dark paper, and as pencil on
scanned paper, whose tone and shading are no part of the drawing. A sketch that needs nothing done comes out as
the very pixels that went in. What is measured is measured on a sample, so that the largest drawing takes little
longer than a small one. Imports no torch; any thread, but not the GUI's.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from threading import Lock
from typing import Literal
from weakref import WeakKeyDictionary

import cv2
import numpy as np
from PIL import Image

from engine.requests import LineDetection, LineSettings, Picture
from engine.scaling import array_of, to_grey

_SAMPLE = 512  # at most so many rows and columns are looked at
_DARK = 200  # ink darker than this on transparency was drawn with a dark pen
_FULL = 98  # the percentile of what is not clear that tells how opaque its lines are; what is fainter than …
_LEAST_FULL = 16  # … this is dust
_LINES_AT_MOST = 0.5  # of a drawing on transparency so much is opaque; a figure that is cut out has more
_MOSTLY, _ALMOST_ALL = 0.7, 0.98
_DARK_PAPER = 112  # paper darker than this carries light lines, if little of the picture is lighter by …
_LIGHTER, _LIGHT_AT_MOST = 40, 0.3
_BLOCKS = 24  # the paper is measured in so many blocks a side, …
_GRID = 128  # the paper's tone is smooth: so many points a side tell it
_BRIGHT = 80  # each as this percentile of its pixels, as lines cover less than a fifth of most blocks
_NO_PAPER = 0.88  # a block darker than this share of the paper around it is filled with ink
_WHITE, _EVEN = 249, 6  # paper at least this white and as even as this needs no cleaning
_NOISE = 3.5  # standard deviations of the paper's grain that count as paper
_LEAST_MARGIN = 0.03
_FULL_INK = 20  # the percentile of the ink that becomes black: pencil is grey, and the networks know ink


@dataclass(frozen=True, eq=False)
class LineArt:
    """Dark lines on white, uint8 RGB `[H, W, 3]`; `alpha`, uint8 `[H, W]`, where the lines are opaque, if they
    came with their own transparency; and how they were found."""

    pixels: np.ndarray
    alpha: np.ndarray | None
    detection: LineDetection

    @property
    def nbytes(self) -> int:
        return self.pixels.nbytes + (0 if self.alpha is None else self.alpha.nbytes)


@dataclass(frozen=True)
class _Levels:
    """Greys from `white` on become white, greys up to `black` black, both as shares of the paper's grey; the
    paper's own grey is `surface`, in 0..255 at each place of a coarse grid, None where it is white all over."""

    black: float
    white: float
    surface: np.ndarray | None


@dataclass(frozen=True)
class _Plan:
    """What is done to a sketch; `levels` None leaves its pixels as they are."""

    detection: LineDetection
    light_on_clear: bool
    levels: _Levels | None


_plans: WeakKeyDictionary[Picture, tuple[LineSettings, _Plan]] = WeakKeyDictionary()
_plans_lock = Lock()


def detect(picture: Picture, settings: LineSettings) -> LineDetection:
    """How the lines of a sketch are found, without finding them: milliseconds for any size."""
    return _plan(picture, settings).detection


def line_art(picture: Picture, settings: LineSettings) -> LineArt:
    """The lines of a sketch, found as `settings` say, by detection where they say nothing."""
    plan = _plan(picture, settings)
    if plan.levels is None:
        alpha = picture.alpha if plan.detection.ink == "transparent" else None
        return LineArt(picture.pixels, alpha, plan.detection)
    grey = _grey(picture, plan.detection.ink == "light", plan.light_on_clear)
    return LineArt(_grey_rgb(_leveled(grey, plan.levels)), None, plan.detection)


def _plan(picture: Picture, settings: LineSettings) -> _Plan:
    """The last plan of each picture is kept: what is shown of a sketch, told of it and painted all ask for it."""
    with _plans_lock:
        kept = _plans.get(picture)
    if kept is None or kept[0] != settings:
        kept = settings, _planned(picture, settings)
        with _plans_lock:
            _plans[picture] = kept
    return kept[1]


def _planned(picture: Picture, settings: LineSettings) -> _Plan:
    if settings.ink == "as-is":
        return _Plan(LineDetection("as-is", False, 255, 255), False, None)
    small = _small(picture)
    ink = _ink(small) if settings.ink == "auto" else settings.ink
    if ink == "transparent" and picture.alpha is None:
        ink = "dark"  # nothing is transparent, so the user's wish finds nothing
    if ink == "transparent":
        light = _is_light(small)
        levels = _levels(_grey(small, light_on_clear=light), None, settings.threshold)
        if light:  # however faint the lines are, the strongest are ink
            levels = replace(levels, black=max(0.0, min(1 - _full(small) / 255, levels.white - _LEAST_MARGIN)))
        detection = LineDetection(ink, False, 255, _threshold(levels))
        return _Plan(detection, light, levels if light or settings.threshold is not None else None)
    grey = _grey(small, inverted=ink == "light")
    surface, found = _paper(grey)
    paper = round(float(np.median(surface)))
    clean = settings.clean_paper
    if clean is None:
        clean = found and (paper < _WHITE or float(np.ptp(surface)) > _EVEN)
    levels = _levels(grey, surface if clean else None, settings.threshold)
    detection = LineDetection(ink, clean, 255 - paper if ink == "light" else paper, _threshold(levels))
    untouched = ink == "dark" and not clean and settings.threshold is None
    return _Plan(detection, False, None if untouched else levels)


def _small(picture: Picture) -> Picture:
    """Whole pixels of a grid over the picture: means would hide thin lines."""
    rows, columns = (max(1, side // _SAMPLE) for side in (picture.height, picture.width))
    alpha = None if picture.alpha is None else np.ascontiguousarray(picture.alpha[::rows, ::columns])
    return Picture(np.ascontiguousarray(picture.pixels[::rows, ::columns]), alpha)


def _grey(picture: Picture, inverted: bool = False, light_on_clear: bool = False) -> np.ndarray:
    """Dark lines on light paper, uint8 `[H, W]`."""
    if light_on_clear and picture.alpha is not None:
        return 255 - picture.alpha
    grey = to_grey(picture.pixels)
    return 255 - grey if inverted else grey


def _ink(small: Picture) -> Literal["dark", "light", "transparent"]:
    if small.alpha is not None:
        opaque = small.alpha >= _full(small) / 2
        # The ink's own grey: what white paper shows through it is left out.
        grey = 255 - (255 - small.pixels.mean(axis=2)[opaque]) * (255 / small.alpha[opaque].astype(np.float64))
        if 0 < opaque.mean() < _LINES_AT_MOST and (
            (grey < _DARK).mean() > _MOSTLY or (grey > _DARK).mean() > _ALMOST_ALL
        ):
            return "transparent"
    grey = to_grey(small.pixels)
    paper = float(np.median(grey))
    return "light" if paper < _DARK_PAPER and (grey > paper + _LIGHTER).mean() < _LIGHT_AT_MOST else "dark"


def _full(picture: Picture) -> int:
    """How opaque the lines of a drawing on transparency are where they are opaque: an airbrush may be so at 30 %."""
    assert picture.alpha is not None
    seen = picture.alpha[picture.alpha > 0]
    return max(_LEAST_FULL, int(np.percentile(seen, _FULL))) if seen.size else 255


def _is_light(picture: Picture) -> bool:
    """Whether most of a drawing on transparency is so light that white paper would hide it; soft edges count less."""
    assert picture.alpha is not None
    grey, alpha = to_grey(picture.pixels), picture.alpha
    total = float(alpha.sum(dtype=np.float64))
    return total > 0 and 2 * float(alpha[grey > _DARK].sum(dtype=np.float64)) > total


def _paper(sample: np.ndarray) -> tuple[np.ndarray, bool]:
    """The paper's grey under a sampled drawing on a coarse grid, float32: a smooth surface (r⁴ for vignettes) through
    the bright pixels of each block; blocks that lie far below it are ink and are left out. And whether that is a
    drawing's paper: it lies under most blocks, and is not dark."""
    height, width = sample.shape
    rows, columns = min(_BLOCKS, height), min(_BLOCKS, width)
    tall, wide = height // rows, width // columns
    blocks = sample[: rows * tall, : columns * wide].reshape(rows, tall, columns, wide).swapaxes(1, 2)
    values = np.percentile(blocks.reshape(rows * columns, -1), _BRIGHT, axis=1)
    basis = _basis(rows, columns)
    kept = values >= np.percentile(values, 25)
    for _ in range(4):
        fitted = basis @ np.linalg.lstsq(basis[kept], values[kept], rcond=None)[0]
        now = values >= fitted * _NO_PAPER
        if now.sum() < basis.shape[1] or (now == kept).all():
            break
        kept = now
    coefficients = np.linalg.lstsq(basis[kept], values[kept], rcond=None)[0]
    surface = (_basis(_GRID, _GRID) @ coefficients).reshape(_GRID, _GRID)
    surface = np.clip(surface, max(1.0, values[kept].min()), 255.0).astype(np.float32)
    return surface, bool(kept.mean() > 0.5 and np.median(surface) >= _DARK_PAPER)


@lru_cache(4)
def _basis(rows: int, columns: int) -> np.ndarray:
    """One row of terms for each place of a grid, both coordinates from -1 to 1 over the picture."""
    y, x = ((np.arange(count) * 2 + 1) / count - 1 for count in (rows, columns))
    y, x = (each.reshape(-1) for each in np.meshgrid(y, x, indexing="ij"))
    return np.stack([np.ones_like(x), x, y, x * x, x * y, y * y, (x * x + y * y) ** 2], axis=1)


def _levels(sample: np.ndarray, surface: np.ndarray | None, threshold: int | None) -> _Levels:
    if surface is None:
        return _Levels(0.0, 1.0 if threshold is None else threshold / 255, None)
    share = sample / _enlarged(surface, sample.shape)
    middle = float(np.median(share))
    grain = 1.4826 * float(np.median(share[share >= middle] - middle))
    white = middle - max(_NOISE * grain, _LEAST_MARGIN) if threshold is None else threshold / 255
    white = min(1.0, max(0.1, white))
    ink = share[share < white - _LEAST_MARGIN]
    black = float(np.percentile(ink, _FULL_INK)) if ink.size else 0.0
    return _Levels(min(black, white * 0.8), white, surface)


def _threshold(levels: _Levels) -> int:
    return max(1, min(255, round(levels.white * 255)))


def _leveled(grey: np.ndarray, levels: _Levels) -> np.ndarray:
    values = np.arange(256) / 255
    table = np.clip((values - levels.black) / (levels.white - levels.black) * 255 + 0.5, 0, 255).astype(np.uint8)
    if levels.surface is None:
        return table[grey]
    # One byte a pixel all the way: a drawing may have 67 million of them.
    paper = _enlarged(np.rint(levels.surface).astype(np.uint8), grey.shape)
    return cv2.LUT(cv2.divide(grey, paper, scale=255), table)


def _enlarged(surface: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    return cv2.resize(surface, (shape[1], shape[0]), interpolation=cv2.INTER_LINEAR)


def _grey_rgb(grey: np.ndarray) -> np.ndarray:
    return array_of(Image.fromarray(grey).convert("RGB"))
