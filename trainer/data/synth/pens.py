"""Pens: how an artist's hand lays a contour, from the even technical pen to a brush and to strokes drawn twice.

A contour is cut where it has corners; each piece is one movement of the hand, thin where it sets out and lifts off.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

from trainer.data.synth.paths import Path, normals, sample

_CORNER = np.cos(np.radians(38))
_HAIR = 0.8
"""Half the width of the thinnest trace of a pen, in canvas units."""


@dataclass(frozen=True)
class Pen:
    """One hand's way with contours; lengths in canvas units.

    Attributes:
        pressure: how much thinner a stroke is at its ends than in its middle, 0..1.
        swell: width in the middle of a long stroke, relative to the line width asked for.
        passes: how often each piece is drawn.
        stray: how far every pass lies off its place.
        reach: how far a stroke runs past a corner; a negative one stops short of it and leaves the contour open.
    """

    pressure: float
    swell: float = 1.0
    passes: int = 1
    stray: float = 0.0
    reach: float = 0.0

    def inked(self, path: Path, width: float, rng: np.random.Generator) -> Path:
        """What the pen leaves of a path: the outlines of its strokes, to be filled black.

        Args:
            path: the line to follow, in canvas units.
            width: full width in canvas units.
            rng: decides where a stroke strays and how long it is.
        """
        strokes: list[np.ndarray] = []
        for chain in path.chains:
            for piece in _pieces(chain, path.closed):
                # Long arcs in as many steps as keep them round.
                longest = float(np.abs(piece[3::3] - piece[:-1:3]).max())
                line = sample(piece, 2 if path.straight else int(np.clip(2 + longest / 20, 3, 16)))
                strokes += [self._stroke(line, width, rng) for _ in range(self.passes)]
        return Path(tuple(strokes), True, straight=True)

    def _stroke(self, line: np.ndarray, width: float, rng: np.random.Generator) -> np.ndarray:
        step = np.diff(line, axis=0)
        travelled = np.concatenate([[0.0], np.cumsum(np.hypot(step[:, 0], step[:, 1]))])
        length = float(travelled[-1])
        if self.reach and length > 12:
            ends = rng.uniform(0.2, 1.0, 2) * min(abs(self.reach), 0.22 * length)
            if self.reach > 0:
                first, last = step[0] / max(np.hypot(*step[0]), 1e-6), step[-1] / max(np.hypot(*step[-1]), 1e-6)
                line = np.vstack([line[:1] - first * ends[0], line, line[-1:] + last * ends[1]])
                travelled = np.concatenate([[0.0], travelled + ends[0], [length + ends.sum()]])
            else:
                places = np.linspace(ends[0], length - ends[1], len(line))
                line = np.stack([np.interp(places, travelled, line[:, axis]) for axis in (0, 1)], 1)
                travelled = places - ends[0]
        t = travelled / max(float(travelled[-1]), 1e-6)
        if self.stray:
            off = rng.normal(0, self.stray, (2, 2))
            line = line + off[0] + (off[1] - off[0]) * t[:, None]
        rise = np.sin(np.pi * t) ** 0.6
        if not self.reach and np.abs(line[0] - line[-1]).max() < 1e-6:
            # A contour without corners is gone round in one movement, now lighter, now heavier.
            rise = 0.65 + 0.35 * np.sin(2 * np.pi * (t + rng.random()))
        # Short movements of the hand are light ones.
        full = width * self.swell * float(np.clip(0.55 + length / 160, 0.55, 1.0)) if self.pressure else width
        half = np.maximum(full * 0.5 * (1 - self.pressure + self.pressure * rise), _HAIR)[:, None]
        side = normals(line) * half
        outline = np.vstack([line + side, (line - side)[::-1], line[:1] + side[:1]])
        chain = np.repeat(outline, 3, axis=0)[: 3 * len(outline) - 2]
        return chain


def random_pen(rng: np.random.Generator) -> Pen | None:
    """Draws a pen; None is the pen of one width."""
    hand = str(rng.choice(["even", "brush", "sketch", "open"], p=[0.5, 0.26, 0.11, 0.13]))
    if hand == "brush":
        return Pen(pressure=float(rng.uniform(0.55, 0.92)), swell=float(rng.uniform(1.2, 1.9)))
    if hand == "sketch":
        return Pen(0.6, 0.8, passes=2, stray=float(rng.uniform(1.0, 2.6)), reach=float(rng.uniform(3, 12)))
    if hand == "open":
        return Pen(float(rng.uniform(0.0, 0.5)), reach=-float(rng.uniform(6, 22)))
    return None


def _pieces(chain: np.ndarray, closed: bool) -> list[np.ndarray]:
    """A chain `[3 n + 1, 2]` cut at its corners."""
    count = (len(chain) - 1) // 3
    arriving, leaving = chain[3::3] - chain[2::3], chain[1::3] - chain[:-1:3]
    after = np.concatenate([leaving[1:], leaving[:1]])
    turn = (arriving * after).sum(1)
    bent = turn < _CORNER * np.hypot(arriving[:, 0], arriving[:, 1]) * np.hypot(after[:, 0], after[:, 1])
    if not closed:
        bent[-1] = False
    corners = np.flatnonzero(bent) + 1  # joints after so many segments; `count` is the joint at which it closes
    if not corners.size:
        return [chain]
    if closed and corners[-1] != count:
        # The chain is made to begin at a corner.
        first = 3 * int(corners[0])
        chain = np.vstack([chain[first:], chain[1 : first + 1]])
        corners = corners[1:] - corners[0]
    cuts = [0, *[int(c) for c in corners if c < count], count]
    return [chain[3 * a : 3 * b + 1] for a, b in itertools.pairwise(cuts)]
