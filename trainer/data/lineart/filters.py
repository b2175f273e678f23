"""The picture filters that line extraction is built of, in NumPy alone; every picture is float32 or uint8 `[H, W]`."""

from __future__ import annotations

import numpy as np


def gaussian(picture: np.ndarray, sigma: float) -> np.ndarray:
    """Gaussian blur of float32 `[H, W]`, mirrored at the borders; `sigma` in pixels, the kernel reaches 3 sigma."""
    radius = max(1, int(np.ceil(3 * sigma)))
    offsets = np.arange(-radius, radius + 1, dtype=np.float32)
    kernel = np.exp(-0.5 * (offsets / sigma) ** 2)
    kernel /= kernel.sum()
    for axis in (0, 1):
        picture = _convolved(picture, kernel, axis)
    return picture


def _convolved(picture: np.ndarray, kernel: np.ndarray, axis: int) -> np.ndarray:
    """With a symmetric kernel of odd length along one axis."""
    radius, length = len(kernel) // 2, picture.shape[axis]
    padded = np.pad(picture, [(radius, radius) if axis == at else (0, 0) for at in (0, 1)], mode="symmetric")

    def shifted(by: int) -> np.ndarray:
        return padded[by : by + length] if axis == 0 else padded[:, by : by + length]

    total = shifted(radius) * kernel[radius]
    for step in range(1, radius + 1):
        total += (shifted(radius - step) + shifted(radius + step)) * kernel[radius + step]
    return total


def gradients(picture: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Sobel derivatives along x and y of float32 `[H, W]`, in units of the picture a pixel."""
    p = np.pad(picture, 1, mode="edge")
    dx = p[:-2, 2:] - p[:-2, :-2] + 2 * (p[1:-1, 2:] - p[1:-1, :-2]) + p[2:, 2:] - p[2:, :-2]
    dy = p[2:, :-2] - p[:-2, :-2] + 2 * (p[2:, 1:-1] - p[:-2, 1:-1]) + p[2:, 2:] - p[:-2, 2:]
    return dx / 8, dy / 8


def dilated(picture: np.ndarray, radius: int) -> np.ndarray:
    """Grey dilation of uint8 or bool `[H, W]` by an octagon: squares and diamonds of one pixel in turn."""
    for step in range(radius):
        p = np.pad(picture, 1, mode="edge")
        across = np.maximum(np.maximum(p[1:-1, :-2], p[1:-1, 2:]), picture)
        if step % 2:
            wide = np.pad(across, ((1, 1), (0, 0)), mode="edge")
            picture = np.maximum(np.maximum(wide[:-2], wide[2:]), across)
        else:
            picture = np.maximum(across, np.maximum(p[:-2, 1:-1], p[2:, 1:-1]))
    return picture


def closed(picture: np.ndarray, radius: int) -> np.ndarray:
    """Grey closing of uint8 `[H, W]`: dark strokes narrower than about 2 × `radius` are gone, edges stay."""
    return ~dilated(~dilated(picture, radius), radius)


def smooth_noise(rng: np.random.Generator, shape: tuple[int, int], cell: int) -> np.ndarray:
    """Noise that changes over some `cell` pixels, float32 `[H, W]` in 0..1."""
    nodes = rng.random((max(2, shape[0] // cell + 2), max(2, shape[1] // cell + 2)), dtype=np.float32)
    y = np.linspace(0, nodes.shape[0] - 1.001, shape[0], dtype=np.float32)
    x = np.linspace(0, nodes.shape[1] - 1.001, shape[1], dtype=np.float32)
    row, column = y.astype(np.intp), x.astype(np.intp)
    v, u = _eased(y - row)[:, None], _eased(x - column)[None, :]
    above = nodes[row][:, column] * (1 - u) + nodes[row][:, column + 1] * u
    below = nodes[row + 1][:, column] * (1 - u) + nodes[row + 1][:, column + 1] * u
    return above * (1 - v) + below * v


def _eased(t: np.ndarray) -> np.ndarray:
    return t * t * (3 - 2 * t)
