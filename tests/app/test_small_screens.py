"""The windows fit a Full HD screen whose pixels are doubled, with room for the bars of the system."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from app import translation
from tests.app.test_run_library import make_run

SMALL = QSize(940, 470)


@pytest.fixture(params=["en", "ja"])
def language(request, qapp):
    translation.install(qapp, request.param)
    yield request.param
    translation.install(qapp, "en")


def fits(window: QWidget) -> bool:
    return window.minimumSizeHint().boundedTo(SMALL) == window.minimumSizeHint()


@pytest.mark.parametrize("with_pictures", [False, True])
def test_the_main_window(language, make_window, sketch_path, reference_path, qtbot, with_pictures):
    window = make_window(*(sketch_path, reference_path)[: 2 * with_pictures])
    window.resize(SMALL)
    assert fits(window), window.minimumSizeHint()
    qtbot.waitUntil(lambda: window.size() == SMALL)
    if not with_pictures:
        for pane in (window.sketch, window.reference):
            empty = pane.empty
            label = empty.label
            qtbot.waitUntil(lambda label=label: label.height() >= label.heightForWidth(label.width()))
            shown = [part for part in (empty.label, empty.button, empty.glyph) if part.isVisibleTo(empty)]
            assert all(empty.rect().contains(part.geometry()) for part in shown), "cut at the edge of its pane"
            assert not empty.glyph.isVisibleTo(empty)
        window.resize(1200, 900)
        qtbot.waitUntil(lambda: window.sketch.empty.glyph.isVisibleTo(window.sketch.empty))


def test_the_window_of_trainings(language, make_window, runs_folder, qtbot):
    run = make_run(runs_folder, "one")
    training = make_window().training.window
    training.show()
    training.show_new()
    training.watch(run)
    page = training.run_page
    qtbot.waitUntil(lambda: page.watcher is not None)
    training.resize(SMALL)
    assert fits(training), training.minimumSizeHint()
    qtbot.waitUntil(lambda: training.size() == SMALL)
    assert page.head.width() <= page.width() and page.head.stop_button.isVisible()
    training.resize(1200, 900)
    assert page.curves.plot.height() > 160, "where there is room the curves take it"
