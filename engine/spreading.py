"""Colours that spread over paper and never across a line. Imports no torch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from engine.progress import Tell, go_on, untold, within
from engine.scaling import bands


@dataclass(frozen=True)
class Copy:
    """Pixels that take the value of others, as indices into the flattened picture."""

    targets: np.ndarray
    sources: np.ndarray

    def into(self, values: np.ndarray, origin: np.ndarray) -> None:
        """Copies within the flattened `[n]` or `[n, channels]`, or from another one."""
        values[self.targets] = origin[self.sources]


def spread(known: np.ndarray, ink: np.ndarray, paper_rings: int, ink_rings: int, tell: Tell = untold) -> Copy:
    """From which known pixel each other takes its value: paper over paper alone, then ink from any paper.

    What neither walk reaches keeps its value.

    Args:
        known: bool `[H, W]`, paper that has its value.
        ink: bool `[H, W]`, the walls.
        paper_rings: how many pixels the walk over paper goes.
        ink_rings: how many the walk under ink goes.
        tell: told how far it is, ring by ring.
    """
    height, width = known.shape
    stride = width + 2  # a frame of one pixel saves every test for the border
    owner = np.full((height + 2, stride), -1, np.int32)
    inner = owner[1:-1, 1:-1]
    for band in bands(height, width):
        tell(0.1 * band.start / height)
        inner[band] = np.where(known[band], _indices(band, width), np.int32(-1))
    flat = owner.reshape(-1)
    tell(0.1)
    left = _walk(flat, stride, np.pad(~ink & ~known, 1), paper_rings, within(tell, 0.1, 0.5))
    flat[left] = _own_index(left, stride, width)  # paper that no known paper touches keeps its own value
    _walk(flat, stride, np.pad(ink, 1), ink_rings, within(tell, 0.5, 0.9))
    targets, sources = [], []
    for band in bands(height, width):
        tell(0.9 + 0.1 * band.start / height)
        origins = inner[band]
        taken = (origins >= 0) & (origins != _indices(band, width))
        targets.append((np.flatnonzero(taken) + band.start * width).astype(np.int32))
        sources.append(origins[taken])
    return Copy(np.concatenate(targets), np.concatenate(sources))


def _indices(band: slice, width: int) -> np.ndarray:
    """The pixels of these rows, as indices into the flattened picture, int32 `[rows, width]`."""
    return np.arange(band.start * width, band.stop * width, dtype=np.int32).reshape(-1, width)


def _walk(owner: np.ndarray, stride: int, area: np.ndarray, rings: int, tell: Tell) -> np.ndarray:
    """Spreads `owner` into `area` for so many steps, over the four sides only: a line one pixel wide that runs
    diagonally is still a wall. Returns what was not reached."""
    pending = np.flatnonzero(area)
    for ring in range(rings):
        tell(ring / rings)
        found = owner[pending - stride]
        for step in (stride, -1, 1):
            found = np.where(found < 0, owner[pending + step], found)
        reached = found >= 0
        if not reached.any():
            break
        owner[pending[reached]] = found[reached]
        pending = pending[~reached]
    return pending


def _own_index(padded: np.ndarray, stride: int, width: int) -> np.ndarray:
    y, x = np.divmod(padded, stride)
    return ((y - 1) * width + x - 1).astype(np.int32)


def settle(values: np.ndarray, unsure: np.ndarray, ink: np.ndarray, rings: int) -> None:
    """Pixels whose value is not sure take that of the nearest ones: paper over paper alone, then ink from any.

    What neither walk reaches keeps its value. The time that it takes is that of the unsure pixels alone.

    Args:
        values: int32 `[H, W]` from 0, changed in place.
        unsure: indices into the flattened picture, in order.
        ink: bool `[H, W]`, the walls.
        rings: how many pixels each walk goes.
    """
    flat, walls = values.reshape(-1), ink.reshape(-1)
    before, under = flat[unsure], walls[unsure]
    flat[unsure] = -1
    for pending, over_paper in ((unsure[~under], True), (unsure[under], False)):
        for _ in range(rings):
            go_on()
            found = np.full(len(pending), -1, values.dtype)
            for beside in _beside(pending, *values.shape):
                there = flat[beside]
                if over_paper:
                    there[walls[beside]] = -1
                found = np.where(found < 0, there, found)
            reached = found >= 0
            if not reached.any():
                break
            flat[pending[reached]] = found[reached]
            pending = pending[~reached]
        flat[pending] = before[np.searchsorted(unsure, pending)]


def _beside(indices: np.ndarray, height: int, width: int) -> Iterator[np.ndarray]:
    """The neighbours of some pixels on each of the four sides; beyond the picture the pixel itself."""
    columns = indices % width
    yield np.maximum(indices - width, columns)
    yield np.minimum(indices + width, columns + (height - 1) * width)
    yield indices - (columns > 0)
    yield indices + (columns < width - 1)
