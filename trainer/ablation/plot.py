"""Curves as an SVG: the losses of the second trainings over their steps, as Figure 7 shows them."""

from __future__ import annotations

import html
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Points = Sequence[tuple[int, float]]

SMOOTHNESS = 0.9
"""The paper smooths its curves by an exponential moving average with this weight."""

COLORS = ("#c2410c", "#1d4ed8", "#15803d", "#7e22ce")
_WIDTH, _HEIGHT, _LEFT, _TOP, _GAP = 420, 280, 64, 40, 96
_LEGEND_ROW = 20


@dataclass(frozen=True)
class Curve:
    """One line of a panel: a label and a run's points for each seed."""

    label: str
    seeds: tuple[Points, ...]

    def band(self) -> list[tuple[int, float, float, float]]:
        """(step, least, mean, most) over the seeds, each smoothed; steps that all seeds have."""
        smooth = [dict(smoothed(points)) for points in self.seeds]
        steps = sorted(set.intersection(*(set(one) for one in smooth))) if smooth else []
        values = [(step, [one[step] for one in smooth]) for step in steps]
        return [(step, min(each), sum(each) / len(each), max(each)) for step, each in values]


def smoothed(points: Points, weight: float = SMOOTHNESS) -> list[tuple[int, float]]:
    """An exponential moving average without the bias of its beginning."""
    total, found = 0.0, []
    for number, (step, value) in enumerate(points, 1):
        total = weight * total + (1 - weight) * value
        found.append((step, total / (1 - weight**number)))
    return found


def figure(panels: Mapping[str, Sequence[Curve]]) -> str:
    """Panels beside each other, heading → curves, with a legend; the text of an SVG file."""
    panels = {heading: curves for heading, curves in panels.items() if curves}
    rows = max((len(curves) for curves in panels.values()), default=0)
    width = len(panels) * (_WIDTH + _GAP) + _LEFT
    height = _TOP + _HEIGHT + 56 + rows * _LEGEND_ROW
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        ' font-family="sans-serif" font-size="12">',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
    ]
    for number, (heading, curves) in enumerate(panels.items()):
        parts.append(_panel(_LEFT + number * (_WIDTH + _GAP), heading, curves))
    return "\n".join([*parts, "</svg>"]) + "\n"


def _panel(left: int, heading: str, curves: Sequence[Curve]) -> str:
    bands = [(curve, curve.band()) for curve in curves]
    steps = [step for _, band in bands for step, *_ in band] or [0]
    lows = [low for _, band in bands for _, low, _, _ in band] or [0.0]
    highs = [high for _, band in bands for *_, high in band] or [1.0]
    bottom, top = _rounded(min(lows), max(highs))
    last = max(steps)

    def place(step: float, value: float) -> str:
        x = left + _WIDTH * step / max(last, 1)
        y = _TOP + _HEIGHT * (top - value) / (top - bottom)
        return f"{x:.1f},{y:.1f}"

    parts = [f'<text x="{left}" y="{_TOP - 16}" font-size="14" font-weight="bold">{html.escape(heading)}</text>']
    for share in (0, 0.25, 0.5, 0.75, 1):
        y, x = _TOP + _HEIGHT * (1 - share), left + _WIDTH * share
        parts.append(f'<line x1="{left}" y1="{y:.1f}" x2="{left + _WIDTH}" y2="{y:.1f}" stroke="#e5e5e5"/>')
        value = bottom + share * (top - bottom)
        parts.append(f'<text x="{left - 8}" y="{y + 4:.1f}" text-anchor="end" fill="#525252">{value:.4g}</text>')
        at = f'x="{x:.1f}" y="{_TOP + _HEIGHT + 18}" text-anchor="middle"'
        parts.append(f'<text {at} fill="#525252">{round(share * last)}</text>')
    middle = left + _WIDTH / 2
    parts.append(f'<text x="{middle}" y="{_TOP + _HEIGHT + 36}" text-anchor="middle" fill="#525252">steps</text>')
    for number, (curve, band) in enumerate(bands):
        color = COLORS[number % len(COLORS)]
        around = [place(step, low) for step, low, _, _ in band] + [place(s, high) for s, _, _, high in reversed(band)]
        parts.append(f'<polygon points="{" ".join(around)}" fill="{color}" fill-opacity="0.15"/>')
        line = " ".join(place(step, mean) for step, _, mean, _ in band)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{color}" stroke-width="1.5"/>')
        y = _TOP + _HEIGHT + 56 + number * _LEGEND_ROW
        parts.append(f'<line x1="{left}" y1="{y}" x2="{left + 24}" y2="{y}" stroke="{color}" stroke-width="3"/>')
        parts.append(f'<text x="{left + 32}" y="{y + 4}">{html.escape(curve.label)}</text>')
    return "\n".join(parts)


def _rounded(low: float, high: float) -> tuple[float, float]:
    """The range widened so that its quarters, where the lines are, are round numbers."""
    if not high > low:
        high = low + (abs(low) or 1.0)
    magnitude = 10 ** math.floor(math.log10((high - low) / 4))
    for factor in (1, 2, 2.5, 5, 10, 20):
        step = factor * magnitude
        bottom = math.floor(low / step) * step
        if bottom + 4 * step >= high:
            return bottom, bottom + 4 * step
    raise AssertionError("the largest step spans twice the range")
