import threading
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from app.hints.painter import HintPainter, Painted, levels_of
from app.qimage import from_qimage
from engine.hints.brush import Brush, Stroke
from engine.hints.layer import TILE, Hints
from engine.requests import LineSettings, Picture
from tests.engine.hints.test_regions import box_drawing

RED = Brush((220, 30, 40), 20)
AUTO = LineSettings()


class Seen(QObject):
    """What a painter told, and the tiles as a canvas would have them; lives as long as the painter."""

    def __init__(self, painter: HintPainter) -> None:
        super().__init__(painter)
        self.painted: list[Painted] = []
        self.tiles: dict = {}
        self.missed = 0
        painter.painted.connect(self.painted.append)
        painter.drawn.connect(self._draw)
        painter.missed.connect(self._miss)

    def _draw(self, images: dict) -> None:
        for key, levels in images.items():
            if levels is None:
                self.tiles.pop(key, None)
            else:
                self.tiles[key] = levels

    def _miss(self) -> None:
        self.missed += 1


@pytest.fixture
def painter(qtbot):
    owner = QObject()
    painter = HintPainter(owner)
    yield painter
    painter.close()
    owner.deleteLater()


def ground() -> tuple[Hints, Picture]:
    return Hints(400, 300), Picture(box_drawing())


def test_a_stroke_is_drawn_while_it_is_made_and_told_at_its_end(painter, qtbot):
    layer, drawing = ground()
    seen = Seen(painter)
    painter.show(layer, drawing, AUTO)
    painter.begin(RED, 150, 150)
    qtbot.waitUntil(lambda: (0, 0) in seen.tiles)
    assert not seen.painted
    for x in range(160, 290, 10):
        painter.move(x, 150)
    painter.end()
    qtbot.waitUntil(lambda: bool(seen.painted))
    stroke = Stroke(RED, layer)
    stroke.move_to(150, 150)
    for x in range(160, 290, 10):
        stroke.move_to(x, 150)
    done = seen.painted[0]
    assert done.deed == "paint" and done.before is layer
    np.testing.assert_array_equal(done.after.pixels(), stroke.finish().pixels())
    assert set(seen.tiles) == {(0, 0), (1, 0)}


def test_strokes_that_follow_fast_build_on_each_other(painter, qtbot):
    layer, drawing = ground()
    seen = Seen(painter)
    painter.show(layer, drawing, AUTO)
    for y in (50, 100, 150):
        painter.begin(RED, 50, y)
        painter.move(90, y)
        painter.end()
    qtbot.waitUntil(lambda: len(seen.painted) == 3)
    assert [p.before for p in seen.painted[1:]] == [p.after for p in seen.painted[:2]]


def test_strokes_that_wait_for_the_thread_stay_apart_and_keep_their_colours(painter, qtbot):
    layer, drawing = ground()
    seen, gate = Seen(painter), threading.Event()
    painter.show(layer, drawing, AUTO)
    painter._run(lambda: gate.wait(10))  # as a fill of a large drawing would
    for y, color in ((50, (220, 30, 40)), (150, (20, 160, 90))):
        painter.begin(replace(RED, color=color), 50, y)
        for x in range(60, 200, 20):
            painter.move(x, y)
        painter.end()
    gate.set()
    qtbot.waitUntil(lambda: len(seen.painted) == 2)
    after = seen.painted[1].after
    assert after.color_at(180, 50)[:3] == (220, 30, 40) and after.color_at(180, 150)[:3] == (20, 160, 90)
    assert all(after.color_at(x, 100)[3] == 0 for x in range(40, 200, 10)), "nothing joins them"


def test_lines_lie_over_the_hints_that_are_drawn(painter, qtbot):
    layer, drawing = ground()
    seen = Seen(painter)
    painter.show(layer, drawing, AUTO)
    painter.begin(RED, 200, 101)
    qtbot.waitUntil(lambda: (0, 0) in seen.tiles)
    pixels = from_qimage(seen.tiles[(0, 0)][0])
    assert pixels[101, 200].tolist() == [0, 0, 0, 255]
    assert pixels[106, 200].tolist() == [220, 30, 40, 255]


def test_light_lines_on_dark_lie_over_hints_as_dark_ones(painter, qtbot):
    layer, drawing = ground()
    seen = Seen(painter)
    painter.show(layer, Picture(255 - drawing.pixels), AUTO)
    painter.begin(RED, 200, 101)
    painter.end()
    qtbot.waitUntil(lambda: bool(seen.painted))
    pixels = from_qimage(seen.tiles[(0, 0)][0])
    assert pixels[101, 200].tolist() == [0, 0, 0, 255]
    assert pixels[106, 200].tolist() == [220, 30, 40, 255]
    painter.fill(RED, 200, 150, 4)  # paper, however dark it was drawn
    qtbot.waitUntil(lambda: len(seen.painted) == 2)
    assert not seen.missed


def test_other_line_settings_draw_the_tiles_anew(painter, qtbot):
    layer, drawing = ground()
    seen = Seen(painter)
    stroke = Stroke(RED, layer)
    stroke.move_to(200, 101)
    painter.show(stroke.finish(), drawing, AUTO)
    qtbot.waitUntil(lambda: bool(seen.tiles))
    assert from_qimage(seen.tiles[(0, 0)][0])[101, 200].tolist() == [0, 0, 0, 255]
    painter.show(stroke.finish(), drawing, LineSettings("light"))
    qtbot.waitUntil(lambda: from_qimage(seen.tiles[(0, 0)][0])[101, 200].tolist() == [220, 30, 40, 255])


def test_another_layer_changes_what_differs(painter, qtbot):
    layer, drawing = ground()
    seen = Seen(painter)
    stroke = Stroke(RED, layer)
    stroke.move_to(50, 50)
    after = stroke.finish()
    painter.show(after, drawing, AUTO)
    qtbot.waitUntil(lambda: set(seen.tiles) == {(0, 0)})
    painter.show(layer, drawing, AUTO)
    qtbot.waitUntil(lambda: not seen.tiles)
    painter.show(after, drawing, AUTO)
    qtbot.waitUntil(lambda: set(seen.tiles) == {(0, 0)})
    painter.show(None, None, AUTO)
    qtbot.waitUntil(lambda: not seen.tiles)
    painter.begin(RED, 5, 5)
    painter.end()
    painter.close()
    QApplication.processEvents()  # what the painter told before it closed
    assert not seen.painted


@pytest.mark.parametrize("other_drawing", [False, True])
def test_a_stroke_is_dropped_when_its_ground_goes(painter, qtbot, other_drawing):
    layer, drawing = ground()
    seen = Seen(painter)
    painter.show(layer, drawing, AUTO)
    painter.begin(RED, 50, 50)
    qtbot.waitUntil(lambda: set(seen.tiles) == {(0, 0)})
    other = Hints(400, 300)
    painter.show(other, Picture(255 - drawing.pixels) if other_drawing else drawing, AUTO)
    painter.move(90, 50)
    painter.end()
    painter.close()
    QApplication.processEvents()  # what the painter told before it closed
    assert not seen.painted and not seen.tiles


def test_a_stroke_without_an_end_gives_way_to_the_next(painter, qtbot):
    layer, drawing = ground()
    seen = Seen(painter)
    painter.show(layer, drawing, AUTO)
    painter.begin(RED, 50, 50)
    painter.begin(RED, 350, 50)
    painter.end()
    qtbot.waitUntil(lambda: len(seen.painted) == 1)
    assert set(seen.tiles) == set(seen.painted[0].after.tiles) == {(1, 0)}


def test_a_fill_and_a_fill_on_a_line(painter, qtbot):
    layer, drawing = ground()
    seen = Seen(painter)
    painter.show(layer, drawing, AUTO)
    with qtbot.waitSignals([painter.busy, painter.busy]):
        painter.fill(RED, 200, 101, 4)
    qtbot.waitUntil(lambda: seen.missed == 1)
    painter.fill(RED, 200, 150, 4)
    qtbot.waitUntil(lambda: bool(seen.painted))
    assert seen.painted[0].deed == "fill"
    assert seen.painted[0].after.color_at(200, 150) == (220, 30, 40, 255)
    assert seen.painted[0].after.color_at(5, 5)[3] == 0


def test_a_stroke_beside_the_picture_is_no_step(painter, qtbot):
    layer, drawing = ground()
    seen = Seen(painter)
    painter.show(layer, drawing, AUTO)
    painter.begin(RED, 900, 900)
    painter.end()
    painter.close()
    QApplication.processEvents()  # what the painter told before it closed
    assert not seen.painted


def test_levels_halve_and_keep_the_colour():
    rgba = np.zeros((TILE, 100, 4), np.uint8)
    rgba[:] = (200, 100, 50, 128)
    levels = levels_of(rgba)
    assert [level.height() for level in levels] == [256, 128, 64, 32, 16]
    assert [level.width() for level in levels] == [100, 50, 25, 12, 6]
    for level in levels:
        color = level.pixelColor(level.width() // 2, level.height() // 2)
        assert color.getRgb() == pytest.approx((200, 100, 50, 128), abs=2)
