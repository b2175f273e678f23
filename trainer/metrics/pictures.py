"""Two pictures compared pixel by pixel: CIEDE2000, PSNR, SSIM."""

from __future__ import annotations

import numpy as np

from trainer.data.colors import ciede2000, srgb_to_lab

PSNR_CAP = 100.0
_WINDOW = 11
_SIGMA = 1.5


def mean_delta_e(first: np.ndarray, second: np.ndarray, mask: np.ndarray | None = None) -> float:
    """Mean CIEDE2000 of two pictures, uint8 `[H, W, 3]`, over the pixels of `mask` (bool `[H, W]`, None: all).

    An empty mask gives NaN: there is nothing to compare.
    """
    if mask is not None:
        first, second = first[mask], second[mask]
    if first.size == 0:
        return float("nan")
    return float(ciede2000(srgb_to_lab(first), srgb_to_lab(second)).mean())


def psnr(first: np.ndarray, second: np.ndarray) -> float:
    """Peak signal-to-noise ratio in dB of two uint8 pictures; at most `PSNR_CAP`, which equal pictures have."""
    error = float(np.mean((first.astype(np.float64) - second.astype(np.float64)) ** 2))
    if error == 0:
        return PSNR_CAP
    return float(min(10 * np.log10(255.0**2 / error), PSNR_CAP))


def ssim(first: np.ndarray, second: np.ndarray) -> float:
    """Structural similarity of two uint8 pictures `[H, W]` or `[H, W, C]`, -1..1, the mean over the channels.

    Wang et al. (2004) as usual: Gaussian window of 11×11 with σ 1.5, K1 0.01, K2 0.03, whole windows only.

    Raises:
        ValueError: a side is smaller than the window.
    """
    if min(first.shape[:2]) < _WINDOW:
        raise ValueError(f"SSIM needs pictures of at least {_WINDOW} px a side, not {first.shape[:2]}")
    a, b = first.astype(np.float64), second.astype(np.float64)
    mean_a, mean_b = _blur(a), _blur(b)
    variance_a = _blur(a * a) - mean_a**2
    variance_b = _blur(b * b) - mean_b**2
    covariance = _blur(a * b) - mean_a * mean_b
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    likeness = (2 * mean_a * mean_b + c1) * (2 * covariance + c2)
    return float(np.mean(likeness / ((mean_a**2 + mean_b**2 + c1) * (variance_a + variance_b + c2))))


def _blur(values: np.ndarray) -> np.ndarray:
    """Gaussian blur along both sides, without padding: `[H, W, …]` → `[H - 10, W - 10, …]`."""
    kernel = np.exp(-((np.arange(_WINDOW) - _WINDOW // 2) ** 2) / (2 * _SIGMA**2))
    kernel /= kernel.sum()
    for axis in (0, 1):
        length = values.shape[axis] - _WINDOW + 1
        shifted = (np.take(values, range(start, start + length), axis=axis) for start in range(_WINDOW))
        values = np.sum([weight * part for weight, part in zip(kernel, shifted, strict=True)], axis=0)
    return values
