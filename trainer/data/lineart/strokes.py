"""Strokes as sets of pixels: which belong together, which are noise, and their middle lines."""

from __future__ import annotations

import numpy as np

# The eight neighbours of a pixel in Zhang and Suen's order: north, then clockwise.
_AROUND = ((-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1))


def components(mask: np.ndarray) -> tuple[np.ndarray, int]:
    """Connected sets of pixels (eight neighbours).

    Args:
        mask: bool `[H, W]`.

    Returns:
        The set of each True pixel, int64 `[K]` in the order of `np.flatnonzero(mask)`, and their number.
    """
    number = np.full((mask.shape[0] + 1, mask.shape[1] + 2), -1, dtype=np.int64)
    inner = number[:-1, 1:-1]
    count = int(mask.sum())
    inner[mask] = np.arange(count)
    pairs = [_linked(inner, number[1:, 1:-1]), _linked(inner, number[:-1, 2:])]
    pairs += [_linked(inner, number[1:, 2:]), _linked(inner, number[1:, :-2])]
    first, second = np.concatenate(pairs, axis=1)
    label = np.arange(count)
    while True:
        # Every root takes the smallest label it touches, then every pixel jumps to its root.
        a, b = label[first], label[second]
        apart = a != b
        if not apart.any():
            break
        first, second, a, b = first[apart], second[apart], a[apart], b[apart]
        np.minimum.at(label, np.maximum(a, b), np.minimum(a, b))
        while not np.array_equal(label, jumped := label[label]):
            label = jumped
    roots, place = np.unique(label, return_inverse=True)
    return place, len(roots)


def _linked(here: np.ndarray, there: np.ndarray) -> np.ndarray:
    both = (here >= 0) & (there >= 0)
    return np.stack([here[both], there[both]])


def kept_strokes(weak: np.ndarray, strong: np.ndarray, least: int) -> np.ndarray:
    """Hysteresis: the strokes of `weak` that hold a pixel of `strong` and whose box is `least` pixels long or more.

    Args:
        weak: bool `[H, W]`.
        strong: bool `[H, W]`.
        least: pixels of the longer side of a stroke's box.
    """
    label, count = components(weak)
    if not count:
        return weak
    rows, columns = np.nonzero(weak)
    extent = np.maximum(_spread(label, count, rows), _spread(label, count, columns))
    held = np.zeros(count, dtype=bool)
    held[label[strong[weak]]] = True
    kept = np.zeros_like(weak)
    kept[weak] = (held & (extent >= least))[label]
    return kept


def _spread(label: np.ndarray, count: int, place: np.ndarray) -> np.ndarray:
    low, high = np.full(count, 2**31), np.zeros(count, dtype=np.int64)
    np.minimum.at(low, label, place)
    np.maximum.at(high, label, place)
    return high - low + 1


def thinned(mask: np.ndarray) -> np.ndarray:
    """The middle lines, one pixel wide, of bool `[H, W]` (Zhang and Suen, 1984)."""
    padded = np.pad(mask, 1)
    width = padded.shape[1]
    flat = padded.ravel()
    steps = np.array([row * width + column for row, column in _AROUND])
    places = np.flatnonzero(flat)
    while True:
        removed = 0
        for turn in (0, 1):
            around = flat[places[:, None] + steps]
            n, e, s, w = (around[:, at] for at in (0, 2, 4, 6))
            filled = around.sum(axis=1)
            crossings = (~around & np.roll(around, -1, axis=1)).sum(axis=1)
            corner = ~(n & e & s) & ~(e & s & w) if turn == 0 else ~(n & e & w) & ~(n & s & w)
            gone = (filled >= 2) & (filled <= 6) & (crossings == 1) & corner
            flat[places[gone]] = False
            places = places[~gone]
            removed += int(gone.sum())
        if not removed:
            return flat.reshape(padded.shape)[1:-1, 1:-1]
