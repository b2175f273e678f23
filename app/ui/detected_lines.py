"""The lines that were found, in the sketch's pane: what the networks see in place of what was drawn."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

from app.qimage import Pyramid
from app.settings import Settings
from app.ui.actions import make_action
from app.ui.picture_binding import PictureBinding
from app.workspace import Workspace
from engine.requests import LineSettings, Picture


def _tr(text: str) -> str:
    return QCoreApplication.translate("LineActions", text)


class LineActions:
    """What the sketch's pane shows.

    Args:
        parent: owner of the actions, the main window, in all of which their keys work.
    """

    def __init__(self, parent: QWidget) -> None:
        self.show_detected = make_action(
            parent, _tr("Show Detected Lines"), None, "Ctrl+L", _tr("Show the lines as the network sees them")
        )
        self.show_detected.setCheckable(True)
        parent.addAction(self.show_detected)  # it is in no menu of the menu bar


class DetectedLines(QObject):
    """Shows the lines of a sketch as they were found, where that is not what was drawn.

    One drawing is looked at at a time; while settings change fast, only the newest are looked at after it.

    Args:
        actions: `show_detected` says whether it does.
        binding: shows the sketch.
        settings: where that choice is remembered.
    """

    def __init__(self, actions: LineActions, binding: PictureBinding, workspace: Workspace, settings: Settings) -> None:
        super().__init__(binding)
        self._action = actions.show_detected
        self._binding = binding
        self._document = workspace.document
        self._workspace = workspace
        self._settings = settings
        self._looking = False
        self._action.setChecked(settings.show_detected_lines)
        self._action.toggled.connect(self._on_toggled)
        for name in (self._document.sketch, self._document.line_settings):
            name.changed.connect(lambda _value: self._look())
        self._look()

    def _on_toggled(self, on: bool) -> None:
        self._settings.show_detected_lines = on
        self._look()

    def _look(self) -> None:
        sketch, settings = self._document.sketch.value, self._document.line_settings.value
        if sketch is None or not self._action.isChecked():
            self._binding.show_instead(None)
            return
        if self._looking:
            return  # afterwards it is seen that these are newer
        self._looking = True

        def done(pyramid: Pyramid | None) -> None:
            self._looking = False
            if self._document.sketch.value is sketch and self._action.isChecked():
                self._binding.show_instead(pyramid)  # also where the settings went on: it follows the hand
            if self._document.sketch.value is not sketch or self._document.line_settings.value != settings:
                self._look()

        def failed(message: str) -> None:
            self._looking = False
            self._workspace.failed.emit(message)

        self._workspace.picture_work.ask(
            sketch, ("lines", settings), lambda sketch: _drawable(sketch, settings), done, failed
        )


def _drawable(sketch: Picture, settings: LineSettings) -> Pyramid | None:
    """The lines of a sketch, ready to be drawn; None where they are what was drawn. Any thread."""
    from engine.line_art import line_art  # which loads OpenCV: not before the window is there

    pixels = line_art(sketch, settings).pixels
    return None if pixels is sketch.pixels else Pyramid.of(pixels)
