"""Upper lash lines, in head units (see `head`)."""

from __future__ import annotations

import numpy as np

from trainer.data.synth.canvas import Painter
from trainer.data.synth.paths import spline

LASHES = {
    "solid": 0.40,
    "stroked": 0.12,
    "thin": 0.10,
    "winged": 0.10,
    "double": 0.07,
    "hooked": 0.08,
    "gapped": 0.06,
    "spiked": 0.07,
}
"""How an upper lash line is drawn → how often."""

_PROFILES = {
    "solid": (0.05, 0.45, 0.8, 1.0, 0.9),
    "winged": (0.05, 0.45, 0.8, 1.0, 0.9),
    "double": (0.05, 0.3, 0.45, 0.5, 0.4),
    "hooked": (0.1, 0.6, 0.9, 1.0, 0.8),
    "gapped": (0.0, 0.2, 0.8, 1.0, 0.7),
    "spiked": (0.1, 0.4, 0.6, 0.75, 0.7),
}


def draw_lashes(
    painter: Painter, kind: str, heavy: float, count: int, side: int, upper: np.ndarray, lower: np.ndarray
) -> None:
    """Draws the lash line of an upper lid, and single lashes at its outer end.

    Args:
        kind: one of `LASHES`.
        heavy: how thick it is.
        count: single lashes.
        side: -1 where the outer corner lies on the left.
        upper, lower: the lids `[5, 2]` from the inner to the outer corner.
    """
    tilt = float(upper[4, 1] - upper[0, 1])
    outer = upper[4] + np.array([side * 7.0, -4.0 + tilt * 0.2])
    if kind == "thin":
        painter.stroke(spline([*upper.tolist(), outer.tolist()], False), 1.0 + heavy)
    elif kind == "stroked":
        # Some strokes that begin and end each somewhere else.
        for index in range(4):
            lifted = upper + np.array([0.0, -2.2 * heavy * index])
            piece = lifted[index % 2 : 5 - (index == 3)]
            painter.stroke(spline([*piece.tolist(), (outer + (0, -2.0 * index)).tolist()], False), 0.9 * heavy)
    else:
        thick = np.array(_PROFILES[kind])[:, None] * np.array([side * 0.15, -1.0]) * 9 * heavy
        if kind == "winged":
            outer = outer + np.array([side * 9.0, -7.0])
        start = (upper[0] + upper[1]) / 2 if kind == "gapped" else upper[0]
        line = [(*start, 1), *(upper + thick)[1:4].tolist(), (*outer, 1)]
        if kind == "hooked":
            # The line turns about the outer corner and runs down along the lower lid.
            line += [(*(lower[3] * 0.7 + lower[4] * 0.3 + (side * 4, 0)), 1), (upper[4] - (side * 1, 2)).tolist()]
        painter.fill(spline([*line, *upper[4 if kind != "hooked" else 3 : 0 : -1].tolist()]), "ink", weight=0.5)
        if kind == "double":
            above = upper[1:5] + np.array([0.0, -6.0 - 6 * heavy])
            painter.stroke(spline([*above.tolist(), (outer + (side * 3, -7)).tolist()], False), 0.7 + 0.5 * heavy)
        if kind == "spiked":
            for place in (0.25, 0.5, 0.75):
                root = upper[2] * (1 - place) + upper[4] * place + thick[3] * 0.7
                tip = root + np.array([side * (5.0 + 7 * place), -11.0 + 3 * place])
                painter.fill(
                    spline([(*(root - (side * 4, 0)), 1), (*tip, 1), (*(root + (side * 4, 2)), 1)]), "ink", weight=0.3
                )
    for index in range(count):
        root = upper[4] * (1 - index * 0.28) + upper[3] * index * 0.28 + np.array([0.0, -4.0])
        tip = root + np.array([side * (15 - 2 * index), -9.0 - 3 * index]) * 0.8
        lash = spline([(*(root + (0, 5)), 1), (*tip, 1), (*(root + (-side * 6, -2)), 1)])
        painter.fill(lash, "ink", weight=0.3)
