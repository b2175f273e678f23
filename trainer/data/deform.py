"""References by moving-least-squares deformation: the colour picture, bent until no pixel lies where it was.

After Schaefer, McPhail and Warren, "Image deformation using moving least squares" (2006), section 2.3,
rigid deformations. Points are complex numbers x + iy: a rotation is then one multiplication.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from PIL import Image

Fill = Literal["edge", "white"]

CONTROL_POINTS = 4
TIMES = 2
REACH = 75 / 512
"""Longest displacement of a control point, as a share of the picture's long side (75 px at 512²)."""

GRID_NODES = 17
_CELL = 8
_MIN_CELLS = 16


def mls_rigid(points: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Where a rigid moving-least-squares deformation takes points.

    Args:
        points: complex `[...]`, the points v to move.
        start: complex `[n]`, the control points p.
        end: complex `[n]`, where the control points go, q.

    Returns:
        Complex `[...]`: f(v) of Schaefer et al.'s equation 8. A control point goes exactly where it is told.
    """
    offset = start - points[..., None]
    # A point on a control point would have infinite weight there; a tiny distance leaves the same answer.
    weight = 1.0 / np.maximum(np.abs(offset) ** 2, 1e-12)
    weight /= weight.sum(axis=-1, keepdims=True)
    start_mean, end_mean = weight @ start, weight @ end
    # The best rotation maximises Re Σ w conj(q̂) e^{iθ} p̂, hence θ = arg Σ w q̂ conj(p̂).
    turn = (weight * (end - end_mean[..., None]) * np.conj(start - start_mean[..., None])).sum(axis=-1)
    length = np.abs(turn)
    rotation = np.where(length > 1e-12, turn / np.maximum(length, 1e-12), 1.0)
    return (points - start_mean) * rotation + end_mean


def deform(
    pixels: np.ndarray,
    rng: np.random.Generator,
    *,
    times: int = TIMES,
    points: int = CONTROL_POINTS,
    reach: float = REACH,
    fill: Fill = "edge",
) -> np.ndarray:
    """Bends a picture as the paper's references are bent (section 4.1; facts of the released networks).

    Args:
        pixels: uint8 `[H, W, 3]` or `[H, W]`.
        rng: where the control points come from; the same state gives the same picture.
        times: deformations one after the other; they are composed and sampled once.
        points: random control points of each deformation.
        reach: longest displacement of a control point as a share of the long side.
        fill: what stands where the deformation looks beyond the picture: its edge, or white.

    Returns:
        uint8, the shape of `pixels`.
    """
    height, width = pixels.shape[:2]
    cell = max(1, min(_CELL, min(height, width) // _MIN_CELLS))
    x = np.append(np.arange(0, width, cell), width)
    y = np.append(np.arange(0, height, cell), height)
    longest = max(width, height)
    grid = (x[None, :] + 1j * y[:, None]) / longest
    grid = _origins(grid, rng, complex(width, height) / longest, times, points, reach) * longest
    if fill == "edge":
        grid = np.clip(grid.real, 0, width - 1e-3) + 1j * np.clip(grid.imag, 0, height - 1e-3)
    return _sample(pixels, grid, x, y)


def displacement_grid(
    rng: np.random.Generator,
    nodes: int = GRID_NODES,
    *,
    times: int = TIMES,
    points: int = CONTROL_POINTS,
    reach: float = REACH,
) -> np.ndarray:
    """The same deformation of a square picture as offsets, for those who sample pictures themselves.

    Args:
        rng, times, points, reach: as for `deform`.
        nodes: nodes of the grid along each side; the first and the last lie on the picture's edges.

    Returns:
        float32 `[nodes, nodes, 2]`: what to add to (x, y) of a place in the result, in shares of the side, to
        reach the place in the picture that it shows.
    """
    axis = np.linspace(0.0, 1.0, nodes)
    grid = axis[None, :] + 1j * axis[:, None]
    offset = _origins(grid, rng, 1 + 1j, times, points, reach) - grid
    return np.stack([offset.real, offset.imag], axis=-1).astype(np.float32)


def _origins(
    grid: np.ndarray, rng: np.random.Generator, extent: complex, times: int, points: int, reach: float
) -> np.ndarray:
    """For places of the result, the places in the picture that they show, all in shares of the long side.

    Each step therefore runs from a deformation's end to its start, the last deformation first.
    """
    pairs = []
    for _ in range(times):
        start = rng.uniform(0, extent.real, points) + 1j * rng.uniform(0, extent.imag, points)
        # Uniform over a disc: each control point moves by `reach` at most.
        radius = reach * np.sqrt(rng.uniform(0, 1, points))
        pairs.append((start, start + radius * np.exp(2j * np.pi * rng.uniform(0, 1, points))))
    for start, end in reversed(pairs):
        grid = mls_rigid(grid, end, start)
    return grid


def _sample(pixels: np.ndarray, grid: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Resamples with a mesh of quadrilaterals, bilinear within each and between pixels; white outside."""
    mesh = []
    for row in range(len(y) - 1):
        for column in range(len(x) - 1):
            corners = (
                grid[row, column],
                grid[row + 1, column],
                grid[row + 1, column + 1],
                grid[row, column + 1],
            )
            box = (int(x[column]), int(y[row]), int(x[column + 1]), int(y[row + 1]))
            mesh.append((box, tuple(float(part) for point in corners for part in (point.real, point.imag))))
    image = Image.fromarray(pixels)
    white = 255 if pixels.ndim == 2 else (255,) * pixels.shape[2]
    size = (pixels.shape[1], pixels.shape[0])
    bent = image.transform(size, Image.Transform.MESH, mesh, Image.Resampling.BILINEAR, fillcolor=white)
    return np.asarray(bent).copy()
