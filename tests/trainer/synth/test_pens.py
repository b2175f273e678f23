"""Pens draw the same contours, each in its own way; regions never change with them."""

from __future__ import annotations

import numpy as np
import pytest

from trainer.data.regions import REGION_INDEX
from trainer.data.synth.canvas import Layers, Painter
from trainer.data.synth.paths import ellipse, polygon, spline
from trainer.data.synth.pens import Pen, random_pen
from trainer.data.synth.tones import TONES, with_silhouette, with_tone

SQUARE = polygon([(200, 200), (800, 200), (800, 800), (200, 800)])
PENS = {
    "brush": Pen(pressure=0.9, swell=1.6),
    "sketch": Pen(0.6, 0.8, passes=2, stray=2.0, reach=20),
    "open": Pen(0.0, reach=-60.0),
}


def drawn(pen: Pen | None) -> Layers:
    painter = Painter(line_width=3, pen=pen)
    painter.fill(SQUARE, "skin", shade=90)
    return painter.render(320)


@pytest.mark.parametrize("pen", PENS.values(), ids=list(PENS))
def test_a_pen_changes_lines_alone(pen: Pen) -> None:
    even, other = drawn(None), drawn(pen)
    assert np.array_equal(even.regions, other.regions) and np.array_equal(even.shade, other.shade)
    assert not np.array_equal(even.line, other.line)
    edge = other.line[60:68, 120:200].min(axis=0)
    assert (edge < 128).all(), "the middle of every side is there"


def widths(line: np.ndarray, at: int) -> int:
    """How much ink lies across the upper side of the square."""
    return int((255 - line[54:74, at].astype(int)).sum())


def test_a_brush_is_thin_at_corners() -> None:
    line = drawn(PENS["brush"]).line
    assert widths(line, 160) > widths(line, 68) > 0
    assert widths(drawn(None).line, 160) == widths(drawn(None).line, 68)


def test_an_open_contour_stops_short_and_a_sketched_one_runs_past_its_corners() -> None:
    corner = np.s_[61:67, 61:67]
    assert drawn(PENS["open"]).line[corner].min() == 255 > drawn(None).line[corner].min()
    beyond = np.s_[40:60, 40:60]
    outside = [
        (drawn(pen).line[:60] < 200).sum() + (drawn(pen).line[:, :60] < 200).sum() for pen in (None, PENS["sketch"])
    ]
    assert outside[0] == 0 < outside[1]
    assert drawn(None).line[beyond].min() == 255


def test_a_contour_without_corners_stays_closed() -> None:
    painter = Painter(line_width=3, pen=PENS["brush"])
    painter.fill(ellipse(500, 500, 300), "hair")
    line = painter.render(320).line
    angles = np.linspace(0, 2 * np.pi, 90)
    ring = [
        line[round(160 + r * np.sin(a)), round(160 + r * np.cos(a))] for a in angles for r in (95, 96, 97)
    ]  # the edge of the disc
    assert (np.reshape(ring, (90, 3)).min(axis=1) < 200).mean() > 0.95


def test_a_technical_pen_does_not_taper() -> None:
    def ends(tapers: bool) -> int:
        painter = Painter(line_width=3, tapers=tapers)
        painter.stroke(spline([(200, 500), (800, 500)], False))
        return int((painter.render(320).line[150:170, 67] < 128).sum())

    assert ends(False) > ends(True)


def test_every_pen_occurs() -> None:
    rng = np.random.default_rng(0)
    pens = [random_pen(rng) for _ in range(120)]
    assert any(pen is None for pen in pens) and any(pen and pen.swell > 1.1 for pen in pens)
    assert any(pen and pen.passes > 1 for pen in pens) and any(pen and pen.reach < 0 for pen in pens)


@pytest.mark.parametrize("tone", TONES)
def test_tones_lie_in_shade_and_leave_eyes_free(tone: str) -> None:
    painter = Painter()
    painter.fill(SQUARE, "skirt", shade=90)
    painter.fill(ellipse(500, 500, 80), "eyes", shade=60)
    layers = painter.render(320)
    line = with_tone(layers, tone, np.random.default_rng(1))
    added = line < layers.line
    assert added[layers.regions == REGION_INDEX["eyes"]].sum() == 0
    assert added[layers.regions == REGION_INDEX["background"]].sum() == 0
    share = added[layers.regions == REGION_INDEX["skirt"]].mean()
    assert share == 0 if tone == "none" else 0.08 < share < 0.8


def test_a_silhouette_is_heavier_outside_alone() -> None:
    painter = Painter(line_width=1)
    painter.fill(SQUARE, "skirt")
    painter.fill(ellipse(500, 500, 150), "shirt")
    layers = painter.render(320)
    line = with_silhouette(layers, layers.line, 1.5)
    assert (line[64, 100:200] < 128).all() and (line[58:70, 160] < 128).sum() > (layers.line[58:70, 160] < 128).sum()
    assert np.array_equal(line[100:220, 100:220], layers.line[100:220, 100:220])
