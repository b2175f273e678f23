"""A step of a progress bar paints nothing but itself, and that with everything else."""

import pytest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.ui.progress_bar import ProgressBar


class Painted(QLabel):
    paints = 0

    def paintEvent(self, event) -> None:
        self.paints += 1
        super().paintEvent(event)


@pytest.fixture
def shown(qtbot) -> tuple[ProgressBar, Painted]:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    bar, label = ProgressBar("Progress"), Painted("…")
    layout.addWidget(bar)
    layout.addWidget(label)
    window.show()
    qtbot.waitUntil(lambda: label.paints > 0)
    qtbot.wait(50)
    bar.window_ = window  # type: ignore[attr-defined]
    return bar, label


def test_a_step_does_not_paint_what_waits_in_the_window(shown, qtbot):
    bar, label = shown
    bar.show_progress(10, 100)
    qtbot.wait(50)
    painted = label.paints
    label.update()
    bar.show_progress(11, 100)
    assert bar.value() == 11 and label.paints == painted
    qtbot.waitUntil(lambda: label.paints == painted + 1)


def test_what_it_shows(shown):
    bar, _ = shown
    before = bar.grab().toImage()
    bar.show_progress(50, 100)
    assert bar.grab().toImage() != before and bar.accessibleName() == "Progress"
    bar.show_progress(0, None)
    assert (bar.minimum(), bar.maximum()) == (0, 0), "nobody knows how long it takes"
    bar.show_progress(0, 0)
    assert bar.maximum() == 1 and bar.value() == 0, "nothing is to be done"
