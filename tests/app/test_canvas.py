import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QWheelEvent

from app.qimage import Pyramid, to_qimage
from app.ui import canvas_drawing
from app.ui.canvas import Canvas
from app.ui.picture_view import MARGIN
from app.ui.viewport import Viewport


@pytest.fixture
def canvas(qtbot) -> Canvas:
    """400 × 300 with a picture of 100 × 100: left half red, right half blue."""
    pixels = np.zeros((100, 100, 3), np.uint8)
    pixels[:, :50, 0] = 255
    pixels[:, 50:, 2] = 255
    canvas = Canvas(Viewport(), leads=True)
    qtbot.addWidget(canvas)
    canvas.resize(400, 300)
    canvas.set_picture(Pyramid.of(pixels))
    canvas.show()
    return canvas


def picture_point(canvas: Canvas, at: QPointF) -> tuple[float, float]:
    target = canvas.target()
    return (at.x() - target.x()) / target.width(), (at.y() - target.y()) / target.height()


def wheel(canvas: Canvas, at: QPointF, notches: int) -> None:
    event = QWheelEvent(
        at, canvas.mapToGlobal(at), QPoint(), QPoint(0, 120 * notches), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    canvas.wheelEvent(event)


def test_a_fitted_picture_is_whole_and_centred(canvas):
    target = canvas.target()
    assert target.height() == pytest.approx(300 - 2 * MARGIN)
    assert target.center() == QPointF(200, 150)


def test_the_wheel_zooms_at_the_cursor(canvas):
    at = QPointF(150, 100)
    before = picture_point(canvas, at)
    wheel(canvas, at, 3)
    assert canvas.viewport.zoom == pytest.approx(1.25**3)
    assert picture_point(canvas, at) == pytest.approx(before)
    wheel(canvas, at, -9)
    assert canvas.viewport.centre == QPointF(0.5, 0.5)


def test_zoom_has_limits(canvas):
    wheel(canvas, QPointF(200, 150), 100)
    assert canvas.scale() == pytest.approx(32)
    wheel(canvas, QPointF(200, 150), -100)
    assert canvas.scale() >= 0.5


@pytest.mark.parametrize("button", [Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton])
def test_dragging_moves_the_picture_with_the_hand(canvas, qtbot, button):
    canvas.zoom_to(8.0)
    before = canvas.target().topLeft()
    qtbot.mousePress(canvas, button, pos=QPoint(200, 150))
    qtbot.mouseMove(canvas, QPoint(230, 140))
    qtbot.mouseRelease(canvas, button, pos=QPoint(230, 140))
    moved = canvas.target().topLeft() - before
    assert (moved.x(), moved.y()) == pytest.approx((30, -10))
    qtbot.mouseMove(canvas, QPoint(10, 10))
    assert canvas.target().topLeft() - before == moved


def test_the_picture_cannot_be_lost(canvas):
    canvas.zoom_to(8.0)
    canvas.pan_by(QPointF(-99999, 0))
    assert canvas.viewport.centre.x() == 1.0


def test_keys_move_it(canvas, qtbot):
    canvas.zoom_to(8.0)
    before = canvas.target().left()
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.target().left() < before


def test_double_click_goes_to_100_percent_and_back(canvas, qtbot):
    qtbot.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(200, 150))
    assert canvas.scale() == pytest.approx(1.0)
    qtbot.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(200, 150))
    assert canvas.viewport.is_fitted


def test_resizing_keeps_the_scale_when_zoomed_and_the_fit_when_fitted(canvas, qtbot):
    canvas.resize(500, 500)
    assert canvas.viewport.is_fitted
    canvas.zoom_to(10.0)
    canvas.resize(300, 200)
    assert canvas.scale() == pytest.approx(10.0)


def test_it_draws_the_picture_in_its_place(canvas):
    image = canvas.grab().toImage()
    assert image.pixelColor(120, 150).getRgb()[:3] == (255, 0, 0)
    assert image.pixelColor(280, 150).getRgb()[:3] == (0, 0, 255)
    corner = image.pixelColor(2, 2)
    assert corner.red() == corner.green() == corner.blue()  # neutral grey around pictures


@pytest.mark.parametrize("scale", [0.6, 3.0, 20.0])
def test_a_zoomed_part_is_drawn_where_it_belongs(canvas, scale):
    canvas.zoom_to(scale)
    image = canvas.grab().toImage()
    assert image.pixelColor(197 if scale > 1 else 190, 150).red() > 200
    assert image.pixelColor(203 if scale > 1 else 210, 150).blue() > 200


def test_a_preview_stands_in_the_full_pictures_place_under_its_lines(canvas):
    before = canvas.target()
    lines = np.full((100, 100, 3), 255, np.uint8)
    lines[40:60] = 0
    small = np.full((10, 10, 3), 200, np.uint8)
    canvas.set_picture(Pyramid.of(small), QSize(100, 100), Pyramid.of(lines))
    assert canvas.target() == before
    image = canvas.grab().toImage()
    assert image.pixelColor(200, 150).red() < 20
    assert image.pixelColor(200, 40).red() == 200


def test_renewed_pictures_do_not_flicker(canvas, qtbot):
    canvas.set_badge("Colouring…", True)
    pyramid = Pyramid.of(np.zeros((100, 100, 3), np.uint8))
    for _ in range(8):
        qtbot.wait(50)
        canvas.set_picture(pyramid)
    assert canvas.veil == 0.0


@pytest.mark.parametrize("size", [(1, 400), (400, 1), (20000, 30), (30, 20000)])
@pytest.mark.parametrize("pane", [(400, 300), (401, 301), (333, 222)])
def test_a_very_long_picture_is_a_line_of_a_pixel_at_least(canvas, size, pane):
    canvas.resize(*pane)
    width, height = size
    canvas.set_picture(Pyramid.of(np.full((height, width, 3), (0, 255, 0), np.uint8)))
    shown = canvas.grab().toImage()
    across = [shown.pixelColor(x, pane[1] // 2).green() == 255 for x in range(pane[0])]
    down = [shown.pixelColor(pane[0] // 2, y).green() == 255 for y in range(pane[1])]
    (thin, long), room = ((down, across), pane[0]) if width > height else ((across, down), pane[1])
    assert sum(thin) in (1, 2)
    assert sum(long) == pytest.approx(room - 2 * MARGIN, abs=2)


def test_without_a_picture_nothing_breaks(qtbot):
    canvas = Canvas(Viewport())
    qtbot.addWidget(canvas)
    canvas.zoom_by(2)
    canvas.pan_by(QPointF(5, 5))
    canvas.grab()
    assert canvas.viewport.is_fitted


def test_mirroring_swaps_what_is_seen_and_the_hand_still_holds_the_paper(canvas, qtbot):
    canvas.viewport.turn(True, 0)
    image = canvas.grab().toImage()
    assert image.pixelColor(120, 150).blue() > 200 and image.pixelColor(280, 150).red() > 200
    canvas.zoom_to(8.0)
    at = QPointF(150, 100)
    before = picture_point(canvas, canvas.unturned(at))
    wheel(canvas, at, 2)
    assert picture_point(canvas, canvas.unturned(at)) == pytest.approx(before)
    held = picture_point(canvas, canvas.unturned(QPointF(200, 150)))
    canvas.pan_by(QPointF(30, -10))
    assert picture_point(canvas, canvas.unturned(QPointF(230, 140))) == pytest.approx(held)


@pytest.mark.parametrize(("angle", "red"), [(90, (200, 80)), (180, (280, 150)), (270, (200, 220)), (-90, (200, 220))])
def test_turning_turns_the_picture(canvas, angle, red):
    canvas.viewport.turn(False, angle)
    assert canvas.grab().toImage().pixelColor(*red).red() > 200


def test_a_turned_picture_still_fits_and_moves_with_the_hand(canvas):
    canvas.viewport.turn(True, 30)
    corners = canvas.turn().mapRect(canvas.target())
    assert canvas.rect().contains(corners.toAlignedRect())
    canvas.zoom_to(9.0)
    held = picture_point(canvas, canvas.unturned(QPointF(200, 150)))
    canvas.pan_by(QPointF(40, 15))
    assert picture_point(canvas, canvas.unturned(QPointF(240, 165))) == pytest.approx(held)


@pytest.mark.parametrize("angle", [15, 45, 90])
@pytest.mark.parametrize("scale", [1.0, 8.0])
def test_turning_keeps_the_scale_when_zoomed_and_the_fit_when_fitted(canvas, angle, scale):
    canvas.turn_to(False, angle)
    assert canvas.viewport.is_fitted
    canvas.turn_to(False, 0)
    canvas.zoom_to(scale)
    canvas.turn_to(False, angle)
    assert canvas.scale() == pytest.approx(scale, abs=1e-12)
    canvas.pan_by(QPointF(20, 10))
    held = picture_point(canvas, canvas.unturned(QPointF(200, 150)))
    canvas.turn_to(True, -angle)
    canvas.turn_to(False, 0)
    assert canvas.scale() == pytest.approx(scale, abs=1e-12)
    assert picture_point(canvas, canvas.unturned(QPointF(200, 150))) == pytest.approx(held)


def test_another_picture_covers_the_left_up_to_the_split(canvas):
    green = np.zeros((50, 50, 3), np.uint8)
    green[..., 1] = 255
    canvas.set_before(Pyramid.of(green), 0.6)
    image = canvas.grab().toImage()
    assert image.pixelColor(220, 150).green() == 255  # in the place of the other, whatever its own size
    assert image.pixelColor(260, 150).blue() == 255
    canvas.set_before(None, 0.6)
    assert canvas.grab().toImage().pixelColor(220, 150).blue() == 255


def greys(canvas: Canvas) -> int:
    """How many pixels near the middle are neither black nor white."""
    image, middle = canvas.grab().toImage(), canvas.rect().center()
    row = [image.pixelColor(middle.x() + x, middle.y()).red() for x in range(-60, 60)]
    return sum(0 < value < 255 for value in row)


def test_a_large_pane_is_drawn_quickly_while_it_is_resized_and_smoothly_at_rest(canvas, qtbot):
    stripes = np.zeros((1200, 1200, 3), np.uint8)
    stripes[:, ::2] = 255
    canvas.set_picture(Pyramid((to_qimage(stripes),)))
    canvas.resize(1000, 1000)
    qtbot.waitUntil(lambda: greys(canvas) > 60)
    canvas.resize(1040, 1040)
    assert greys(canvas) == 0
    qtbot.waitUntil(lambda: greys(canvas) > 60)
    small = canvas.size() / 4
    canvas.resize(small)
    assert greys(canvas) > 60  # a small one costs nothing


@pytest.mark.parametrize("change", ["nothing", "zoomed", "turned", "mirrored", "compared", "lines", "fractions"])
def test_what_is_painted_again_is_copied_and_looks_the_same(canvas, change, monkeypatch):
    drawn: list[Pyramid] = []
    draw = canvas_drawing.draw_seen
    monkeypatch.setattr(
        "app.ui.canvas.draw_seen", lambda on, pyramid, *rest: (drawn.append(pyramid), draw(on, pyramid, *rest))
    )
    other = Pyramid.of(np.random.default_rng(0).integers(0, 256, (100, 100, 3), np.uint8))
    if change == "zoomed":
        wheel(canvas, QPointF(150, 100), 3)
    elif change == "turned":
        canvas.viewport.turn(False, 30)
    elif change == "mirrored":
        canvas.viewport.turn(True, 90)
    elif change == "compared":
        canvas.set_before(other, 0.4)
    elif change == "lines":
        canvas.set_picture(other, lines=canvas._pyramid)
    elif change == "fractions":
        monkeypatch.setattr(canvas, "devicePixelRatioF", lambda: 1.25)
    first = canvas.grab().toImage()
    canvas.grab()
    drawn.clear()
    assert canvas.grab().toImage() == first
    assert bool(drawn) == (change == "fractions")
    canvas.set_badge("Preview", False)
    assert canvas.grab().toImage() != first
    assert bool(drawn) == (change == "fractions")
    canvas.set_badge("", False)
    canvas.set_picture(Pyramid.of(np.full((100, 100, 3), 9, np.uint8)))
    assert canvas.grab().toImage() != first and drawn


def test_pictures_of_a_moving_slider_are_drawn_once_each(canvas, monkeypatch):
    kept: list[QSize] = []
    given = canvas_drawing.drawing
    monkeypatch.setattr(canvas_drawing, "drawing", lambda size, *rest: (kept.append(size), given(size, *rest))[1])
    for grey in (1, 2, 3, 4):
        canvas.set_picture(Pyramid.of(np.full((100, 100, 3), grey, np.uint8)))
        canvas.repaint()
    assert kept == []
    canvas.repaint()
    canvas.repaint()
    assert kept == [canvas.size()]
