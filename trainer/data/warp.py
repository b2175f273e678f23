"""Where each pixel of an example comes from: crop, flip, rotation, scale and deformation in one gather.

Pictures are kept packed, four bytes a pixel, so that one nearest-neighbour gather on a grid twice as
fine as the example moves all layers at once; the average over 2 × 2 then gives smooth edges.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

SUPERSAMPLING = 2


@dataclass(frozen=True)
class Placement:
    """How an example looks at a picture; all lengths are shares of the picture's side.

    Attributes:
        left, top, side: the square that is seen before flip and rotation.
        flip: mirrored left to right.
        degrees: rotation about the square's centre.
    """

    left: float = 0.0
    top: float = 0.0
    side: float = 1.0
    flip: bool = False
    degrees: float = 0.0


def sampling_grid(
    source: int, size: int, placement: Placement, displacement: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """The source pixel of each sample.

    Args:
        source: side of the packed picture in pixels.
        size: side of the example in pixels.
        placement: crop, flip and rotation.
        displacement: offsets `[G, G, 2]` (x, y), shares of the side, on a coarse grid over the picture;
            spread between its nodes bilinearly.

    Returns:
        Flat source index int64 `[S, S]` and inside-the-picture bool `[S, S]`, S = size × SUPERSAMPLING.
    """
    samples = size * SUPERSAMPLING
    axis = (np.arange(samples, dtype=np.float32) + 0.5) / samples - 0.5
    across = -axis if placement.flip else axis
    turn = np.float32(np.radians(placement.degrees))
    cos, sin = np.cos(turn) * placement.side, np.sin(turn) * placement.side
    x = (placement.left + placement.side / 2) + cos * across[None, :] - sin * axis[:, None]
    y = (placement.top + placement.side / 2) + sin * across[None, :] + cos * axis[:, None]
    if displacement is not None:
        dx, dy = _bilinear(displacement, x, y)
        x, y = x + dx, y + dy
    columns = np.floor(x * source).astype(np.int32)
    rows = np.floor(y * source).astype(np.int32)
    inside = (columns >= 0) & (columns < source) & (rows >= 0) & (rows < source)
    index = np.clip(rows, 0, source - 1) * source + np.clip(columns, 0, source - 1)
    return index, inside


def _bilinear(grid: np.ndarray, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    nodes = grid.shape[0] - 1
    gx = np.clip(x * nodes, 0, nodes - 1e-3)
    gy = np.clip(y * nodes, 0, nodes - 1e-3)
    column, row = gx.astype(np.int32), gy.astype(np.int32)
    u, v = gx - column, gy - row
    width = grid.shape[1]
    corner = row * width + column
    # Both offsets of a node are gathered as one complex number.
    flat = np.ascontiguousarray(grid, dtype=np.float32).view(np.complex64).ravel()
    above = flat[corner] * (1 - u) + flat[corner + 1] * u
    below = flat[corner + width] * (1 - u) + flat[corner + width + 1] * u
    offset = above * (1 - v) + below * v
    return offset.real, offset.imag


def gather(packed: np.ndarray, index: np.ndarray) -> np.ndarray:
    """Samples of a packed picture: uint8 `[H, W, 4]` → uint8 `[S, S, 4]`."""
    words = packed.reshape(-1, 4).view(np.uint32)[:, 0]
    return words[index].view(np.uint8).reshape(*index.shape, 4)


def average(samples: np.ndarray) -> np.ndarray:
    """The mean of each 2 × 2 samples: uint8 `[2N, 2N]` or `[2N, 2N, C]` → uint8 `[N, N]` or `[N, N, C]`."""
    tall = np.add(samples[0::2], samples[1::2], dtype=np.uint16)
    return ((tall[:, 0::2] + tall[:, 1::2] + 2) >> 2).astype(np.uint8)


def average_packed(samples: np.ndarray) -> np.ndarray:
    """`average` of four bytes at once: uint32 `[2N, 2N]` → uint32 `[N, N]`."""
    mean = np.zeros((len(samples) // 2, samples.shape[1] // 2), dtype=np.uint32)
    for shift in (0, 8):  # every second byte, with room beside it for the sum of four
        bytes_ = (samples >> shift) & 0x00FF00FF
        tall = bytes_[0::2] + bytes_[1::2]
        mean |= (((tall[:, 0::2] + tall[:, 1::2] + 0x00020002) >> 2) & 0x00FF00FF) << shift
    return mean


def framed(
    rng: np.random.Generator, focus: tuple[float, float, float] | None, least: float, flips: bool = True
) -> Placement:
    """A random upright framing.

    Args:
        rng: source of randomness.
        focus: centre x, centre y and extent of what a close-up shows (the eyes), shares of the side; None: unknown.
        least: smallest side of an ordinary crop (the paper's 0.75).
        flips: whether every second framing is mirrored.

    Returns:
        With a chance of 0.35 a close-up of the focus where there is one, else a crop of at least `least`.
    """
    flip = bool(rng.random() < 0.5) and flips
    if focus is not None and rng.random() < 0.35:
        x, y, extent = focus
        side = float(np.clip(extent * rng.uniform(1.5, 3.5), 0.25, 1.0))
        left = float(np.clip(x - side * rng.uniform(0.35, 0.65), 0, 1 - side))
        top = float(np.clip(y - side * rng.uniform(0.35, 0.65), 0, 1 - side))
        return Placement(left, top, side, flip)
    side = float(rng.uniform(least, 1.0))
    return Placement(float(rng.uniform(0, 1 - side)), float(rng.uniform(0, 1 - side)), side, flip)
