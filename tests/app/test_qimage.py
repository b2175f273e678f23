import gc
import threading
import time
import weakref

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage

from app import qimage
from app.qimage import Pyramid, from_qimage, picture_from_qimage, to_qimage


@pytest.mark.parametrize("size", [(1, 1), (5, 3), (7, 2), (64, 33)])
def test_there_and_back(size: tuple[int, int]):
    pixels = np.random.default_rng(0).integers(0, 256, (size[1], size[0], 3), np.uint8)
    back = from_qimage(to_qimage(pixels))
    assert np.array_equal(back[..., :3], pixels)
    assert (back[..., 3] == 255).all()


def test_nothing_is_borrowed():
    pixels = np.full((4, 4, 3), 7, np.uint8)
    image = to_qimage(pixels)
    pixels[:] = 200
    assert image.pixelColor(0, 0) == QColor(7, 7, 7)
    array = from_qimage(image)
    del image
    gc.collect()
    assert (array[..., :3] == 7).all()


def test_odd_strides_and_views():
    pixels = np.arange(5 * 6 * 3, dtype=np.uint8).reshape(5, 6, 3)[:, ::2]
    assert np.array_equal(from_qimage(to_qimage(pixels))[..., :3], pixels)


def test_half_transparent_lies_on_white():
    image = QImage(1, 1, QImage.Format.Format_RGBA8888)
    image.fill(QColor(0, 0, 0, 128))
    picture = picture_from_qimage(image, "x")
    assert picture.pixels[0, 0, 0] == 127
    assert picture.alpha is not None and picture.alpha[0, 0] == 128


def test_an_opaque_image_has_no_alpha():
    image = QImage(2, 2, QImage.Format.Format_RGB32)
    image.fill(QColor(1, 2, 3))
    picture = picture_from_qimage(image, "x")
    assert picture.alpha is None
    assert tuple(picture.pixels[1, 1]) == (1, 2, 3)


def test_the_pyramid_halves_down_and_gives_enough_pixels():
    pyramid = Pyramid.of(np.zeros((300, 1000, 3), np.uint8))
    widths = [level.width() for level in pyramid.levels]
    assert widths == [1000, 500, 250, 125, 62]
    assert pyramid.level_for(251).width() == 500
    assert pyramid.level_for(250).width() == 250
    assert pyramid.level_for(4000).width() == 1000
    assert pyramid.level_for(1).width() == 62


def test_a_very_long_picture_keeps_its_shape_in_every_level():
    levels = Pyramid.of(np.zeros((30, 20000, 3), np.uint8)).levels
    assert levels[-1].size() == QSize(1250, 1)
    assert Pyramid.of(np.zeros((400, 1, 3), np.uint8)).levels[-1].height() == 400


def test_levels_are_averages_not_samples():
    pixels = np.zeros((128, 128, 3), np.uint8)
    pixels[::2] = 255
    assert 120 <= Pyramid.of(pixels).levels[1].pixelColor(20, 20).red() <= 135


@pytest.mark.parametrize("size", [(2048, 1024), (1365, 769), (1, 5000), (70_000, 9)])
def test_qt_never_has_many_pixels_at_a_time(size: tuple[int, int], monkeypatch: pytest.MonkeyPatch):
    """Python's lock is held while Qt works, and the GUI thread waits for it."""
    taken: list[int] = []

    class Watched(QImage):
        def convertToFormat(self, *args) -> QImage:
            taken.append(self.width() * self.height())
            return super().convertToFormat(*args)

        def copy(self, *args) -> QImage:
            return Watched(super().copy(*args))

        def scaled(self, *_args) -> QImage:
            raise AssertionError("Qt shrinks a picture whole")

    pixels = np.random.default_rng(0).integers(0, 256, (size[1], size[0], 3), np.uint8)
    monkeypatch.setattr(qimage, "QImage", Watched)
    pyramid = Pyramid.of(pixels)
    assert taken and max(taken) <= qimage._AT_ONCE
    taken.clear()
    assert np.array_equal(from_qimage(Watched(pyramid.levels[0]))[..., :3], pixels)
    assert taken and max(taken) <= qimage._AT_ONCE
    assert np.array_equal(from_qimage(pyramid.levels[0])[..., :3], pixels)
    for level in pyramid.levels:
        mean = from_qimage(level)[..., :3].mean((0, 1))
        assert np.abs(mean - pixels.mean((0, 1))).max() < 3


def freed_on(pixels: np.ndarray) -> threading.Thread:
    """The thread on which the memory of a picture goes back to the system."""
    threads: list[threading.Thread] = []
    pyramid = Pyramid.of(pixels)
    watch = weakref.ref(pyramid.levels[0], lambda _: threads.append(threading.current_thread()))
    del pyramid
    end = time.monotonic() + 10
    while not threads and time.monotonic() < end:
        time.sleep(0.005)
    assert threads and watch() is None
    return threads[0]


def test_a_large_picture_is_freed_on_another_thread_for_that_takes_its_time():
    assert freed_on(np.zeros((2048, 2048, 3), np.uint8)) is not threading.current_thread()
    assert freed_on(np.zeros((64, 64, 3), np.uint8)) is threading.current_thread()
