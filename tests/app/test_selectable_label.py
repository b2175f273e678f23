"""What is selected in a sentence is copied by the keys that copy the picture otherwise."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication

CTRL = Qt.KeyboardModifier.ControlModifier


def test_the_selection_of_an_error_is_copied_and_not_the_picture(window, qtbot):
    copied: list[bool] = []
    window.actions_.copy.triggered.connect(lambda: copied.append(True))
    window.activateWindow()
    window.error_bar.show_message("Cannot read secret.png: it is broken.")
    label = window.error_bar._label
    qtbot.waitUntil(lambda: label.width() > 100)
    first = QPoint(label.fontMetrics().horizontalAdvance("Can"), label.height() // 2)
    qtbot.mouseDClick(label, Qt.MouseButton.LeftButton, pos=first)
    qtbot.mouseRelease(label, Qt.MouseButton.LeftButton, pos=first)
    assert label.selectedText() == "Cannot" and label.hasFocus()
    qtbot.keyClick(label, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "Cannot" and not copied
    label.setSelection(0, 0)
    qtbot.keyClick(label, Qt.Key.Key_C, CTRL)
    qtbot.waitUntil(lambda: bool(copied))
