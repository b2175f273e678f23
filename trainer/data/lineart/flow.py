"""The flow of a drawing's lines: where each stroke runs, and sums along it."""

from __future__ import annotations

from typing import Any

import numpy as np

from trainer.data.lineart.filters import gaussian, gradients


def tangents(picture: np.ndarray, sigma: float) -> np.ndarray:
    """The direction along which the picture changes least, from the smoothed structure tensor.

    Args:
        picture: float32 `[H, W]`.
        sigma: pixels over which directions are averaged.

    Returns:
        Unit vectors as complex64 `[H, W]` (x + iy); of either sign.
    """
    dx, dy = gradients(gaussian(picture, max(0.5, sigma / 3)))
    xx, yy, xy = (gaussian(product, sigma) for product in (dx * dx, dy * dy, dx * dy))
    # The gradient's direction has half the angle of (xx - yy, 2 xy); the tangent stands across it.
    across = 0.5 * np.arctan2(2 * xy, xx - yy)
    return (1j * np.exp(1j * across)).astype(np.complex64)


def along_flow(response: np.ndarray, direction: np.ndarray, reach: float) -> np.ndarray:
    """Gaussian mean of `response` along the streamline through each pixel (Kang et al., 2007, Eq. 9).

    Only places near a response are followed; elsewhere it is returned as it is.

    Args:
        response: float32 `[H, W]`.
        direction: complex64 `[H, W]`, from `tangents`.
        reach: standard deviation in pixels along the streamline.
    """
    height, width = response.shape
    rows, columns = np.nonzero(gaussian(response, max(1.0, reach / 2)) > 0.01)
    start = columns + 1j * rows
    total = response[rows, columns].astype(np.float32)
    weight_sum = 1.0
    stride = max(1.0, reach / 4)
    for sign in (1, -1):
        # numpy's stubs lose the real part of complex arrays, hence Any.
        at: Any = start.copy()
        heading: Any = direction[rows, columns] * sign
        for step in range(1, 9):
            at = at + heading * stride
            x = np.clip(np.rint(at.real), 0, width - 1).astype(np.intp)
            y = np.clip(np.rint(at.imag), 0, height - 1).astype(np.intp)
            following = direction[y, x]
            # Tangents have no sign of their own: the walk keeps its own way.
            heading = np.where((following * heading.conj()).real < 0, -following, following)
            weight = float(np.exp(-0.5 * (step * stride / reach) ** 2))
            total += response[y, x] * weight
            weight_sum += weight
    gathered = response.copy()
    gathered[rows, columns] = total / weight_sum
    return gathered
