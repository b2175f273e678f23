"""Pictures that are nearly the same: copies, of which one is kept, and variants, which must stay in one split."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trainer.data.prepare.survey import SIGNATURE_SIDE, Survey

LIKE_BITS = 28
"""Of the 256 bits of the hash, so many may differ between pictures that are alike."""

COPY_DIFFERENCE = 5.0
"""Mean difference of colours (0..255) up to which pictures that are alike count as copies."""

_CHUNK = 256


@dataclass(frozen=True)
class Likeness:
    """Of each surveyed picture: `copy_of` the index of the one kept in its place, or None; `group` the least
    index of all pictures that it is like."""

    copy_of: tuple[int | None, ...]
    group: tuple[int, ...]


def compare(surveys: Sequence[Survey]) -> Likeness:
    """Finds copies and variants; mirror images count as the same picture.

    Args:
        surveys: of pictures that can be used, those to be preferred among copies first.
    """
    count = len(surveys)
    group = list(range(count))
    copy_of: list[int | None] = [None] * count
    for first, second in sorted(_alike(surveys)):
        one, other = _root(group, first), _root(group, second)
        group[max(one, other)] = min(one, other)
        if copy_of[first] is None and copy_of[second] is None and _same_colors(surveys[first], surveys[second]):
            copy_of[second] = first
    return Likeness(tuple(copy_of), tuple(_root(group, index) for index in range(count)))


def _root(group: list[int], index: int) -> int:
    while group[index] != index:
        group[index] = group[group[index]]
        index = group[index]
    return index


def _alike(surveys: Sequence[Survey]) -> list[tuple[int, int]]:
    """Pairs (earlier, later) whose hashes are near, as they are or mirrored."""
    if len(surveys) < 2:
        return []
    plain, mirrored = (
        np.frombuffer(b"".join(bytes.fromhex(each.hashes[side]) for each in surveys), np.uint64).reshape(-1, 4)
        for side in (0, 1)
    )
    pairs = []
    for start in range(0, len(surveys), _CHUNK):
        here = plain[start : start + _CHUNK, None, :]
        distance = np.minimum(
            *(np.bitwise_count(here ^ other[None, start:]).sum(axis=2, dtype=np.int32) for other in (plain, mirrored))
        )
        rows, columns = np.nonzero(distance <= LIKE_BITS)
        pairs += [(start + int(r), start + int(c)) for r, c in zip(rows, columns, strict=True) if c > r]
    return pairs


def _same_colors(one: Survey, other: Survey) -> bool:
    shape = (SIGNATURE_SIDE, SIGNATURE_SIDE, 3)
    first, second = (
        np.frombuffer(bytes.fromhex(each.signature), np.uint8).reshape(shape).astype(np.float32)
        for each in (one, other)
    )
    difference = min(float(np.abs(first - second).mean()), float(np.abs(first - second[:, ::-1]).mean()))
    return difference < COPY_DIFFERENCE
