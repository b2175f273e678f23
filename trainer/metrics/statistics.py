"""Sets of numbers compared: rank correlation, and the distance of two clouds of features."""

from __future__ import annotations

import numpy as np


def spearman(first: np.ndarray, second: np.ndarray) -> float:
    """Spearman's rank correlation of two series `[n]`, -1..1; ties share the mean of their ranks.

    A series that never changes says nothing of order: 0.
    """
    a, b = _ranks(np.asarray(first)), _ranks(np.asarray(second))
    a, b = a - a.mean(), b - b.mean()
    scale = np.sqrt((a @ a) * (b @ b))
    return float(a @ b / scale) if scale > 0 else 0.0


def _ranks(values: np.ndarray) -> np.ndarray:
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return (last - (counts - 1) / 2)[inverse.reshape(-1)]


def frechet_distance(first: np.ndarray, second: np.ndarray) -> float:
    """Fréchet distance of two clouds of features `[n, d]` and `[m, d]`, taken as Gaussians (the "FID" formula).

    ‖μ1 - μ2‖² + tr(C1 + C2 - 2 (C1 C2)^½). The trace of the root is the sum of the roots of the eigenvalues of
    C1^½ C2 C1^½, which is symmetric, so no matrix root of an asymmetric matrix is needed. With fewer pictures
    than features the value is biased upwards: compare it only at equal numbers of pictures.

    Raises:
        ValueError: a cloud has fewer than two points.
    """
    if len(first) < 2 or len(second) < 2:
        raise ValueError("a Fréchet distance needs at least two pictures on each side")
    first, second = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    c1, c2 = np.atleast_2d(np.cov(first, rowvar=False)), np.atleast_2d(np.cov(second, rowvar=False))
    values, vectors = np.linalg.eigh(c1)
    root = (vectors * np.sqrt(np.clip(values, 0, None))) @ vectors.T
    product = root @ c2 @ root
    cross = np.sqrt(np.clip(np.linalg.eigvalsh((product + product.T) / 2), 0, None)).sum()
    shift = first.mean(axis=0) - second.mean(axis=0)
    return float(max(shift @ shift + np.trace(c1) + np.trace(c2) - 2 * cross, 0.0))
