"""The menu in the sketch's header: how its lines are found, and which layer of its file they are taken from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import get_args

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from app.model.properties import bind
from app.ui.slider import STEPS, Edit, Gestures, Slider
from app.ui.slider_action import SliderAction
from app.ui.theme import GRID
from app.ui.ticked_menu import TickedMenu
from app.workspace import Workspace
from engine.requests import Ink, LineDetection, LineSettings, Picture

_TEXT_LEFT = 26  # where the texts of a menu with check marks begin


def _tr(text: str) -> str:
    return QCoreApplication.translate("LineMenu", text)


def _kinds() -> dict[Ink, str]:
    return {
        "auto": _tr("Detect"),
        "as-is": _tr("As It Is"),
        "dark": _tr("Dark Lines on Light Paper"),
        "light": _tr("Light Lines on Dark Paper"),
        "transparent": _tr("Lines on Transparency"),
    }


def describe(detection: LineDetection) -> str:
    """What was found, in a few words."""
    if detection.ink == "as-is":
        return _tr("as it is")
    if detection.ink == "transparent":
        return _tr("on transparency")
    if detection.ink == "light":
        return _tr("light on dark, paper cleaned") if detection.clean_paper else _tr("light on dark")
    return _tr("dark on paper, cleaned") if detection.clean_paper else _tr("dark on white")


class LineMenu(TickedMenu):
    """Shows settings and what came of them, and tells what is chosen.

    Each choice goes on from the settings that were shown last. A double click on the threshold, Delete or Backspace has
    it detected again. GUI thread only.

    Args:
        show_detected: switches the pane between the lines that were found and the sketch.
    """

    changed = Signal(object, object)
    """`LineSettings`, and the gesture's number or None."""
    layer_chosen = Signal(str)
    """A layer's name; empty is all of them merged."""

    def __init__(self, parent: QWidget, show_detected: QAction) -> None:
        super().__init__(parent)
        self._settings = LineSettings()
        self._detection: LineDetection | None = None
        self._gestures = Gestures()
        self.found = QAction(self, enabled=False)
        self.addActions([self.found, show_detected])
        self.addSeparator()
        self.kinds: dict[Ink, QAction] = {}
        group = QActionGroup(self)
        for ink in get_args(Ink):
            action = QAction(_kinds()[ink], group, checkable=True)
            action.triggered.connect(lambda _on, ink=ink: self._tell(replace(self._settings, ink=ink)))
            self.kinds[ink] = action
        self.addActions(list(self.kinds.values()))
        self.addSeparator()
        self.clean = QAction(_tr("Clean Paper"), self, checkable=True)
        self.clean.triggered.connect(lambda on: self._tell(replace(self._settings, clean_paper=on)))
        self.addAction(self.clean)
        self.threshold = Slider()
        self.threshold.setRange(1, 255)
        self.threshold.setSingleStep(1)
        self.threshold.setPageStep(16)
        self.threshold.setAccessibleName(_tr("Grey from which on a pixel is paper"))
        self.threshold.setToolTip(self.threshold.accessibleName())
        self.threshold.sliderPressed.connect(self._gestures.begin)
        # The press before it has moved the slider: with its gesture both are one undo step.
        self.threshold.double_clicked.connect(lambda: self._forget_threshold(self._gestures.current()))
        self.threshold.cleared.connect(lambda: self._forget_threshold(self._gestures.begin()))
        self.threshold.valueChanged.connect(self._on_threshold)
        self.threshold.setMinimumWidth(16 * GRID)
        row = SliderAction(self, _tr("Threshold"), self.threshold, "888", left=_TEXT_LEFT, above=4)
        self._number = row.number
        self.addAction(row)
        self.detect = QAction(_tr("Detect Paper and Threshold"), self)
        self.detect.triggered.connect(lambda: self._tell(replace(self._settings, clean_paper=None, threshold=None)))
        self.addAction(self.detect)
        self._before_layers = self.addSeparator()
        self.layers = QMenu(_tr("Layer"), self)
        self._layer_group: QActionGroup | None = None
        self._layers_shown: tuple[tuple[str, ...], str, str] | None = None
        self.addMenu(self.layers)

    def show_settings(self, settings: LineSettings) -> None:
        """Shows what is set. What comes of it, `show_detection` tells, which may be later."""
        self._settings = settings
        self.kinds[settings.ink].setChecked(True)
        self.detect.setEnabled(settings.clean_paper is not None or settings.threshold is not None)
        self._enable()

    def show_looking(self) -> None:
        """Another sketch is there, and nobody has looked at its lines yet."""
        self._detection = None
        self._enable()
        self.found.setText(_tr("Looking at the lines…"))

    def show_detection(self, detection: LineDetection | None) -> None:
        """Shows what came of the settings; None where there is no sketch."""
        self._detection = detection
        text = (
            _tr("Open a sketch first") if detection is None else _tr("Found: {what}").format(what=describe(detection))
        )
        self.found.setText(text)
        self.clean.setChecked(detection is not None and detection.clean_paper)
        self._enable()
        if detection is not None:
            self.threshold.blockSignals(True)
            self.threshold.setValue(detection.threshold)
            own = self._settings.threshold is not None
            self.threshold.show_edit(Edit.APPLIED if own else Edit.NONE, detection.threshold / STEPS)
            self.threshold.blockSignals(False)
            self._number.setText(str(detection.threshold))

    def show_layers(self, picture: Picture | None) -> None:
        """Offers the layers of the sketch's file."""
        shown = (picture.layers, picture.layer, picture.source) if picture is not None else ((), "", "")
        if shown == self._layers_shown:
            return
        self._layers_shown = shown
        self.layers.clear()
        if self._layer_group is not None:
            self._layer_group.deleteLater()  # with its actions
            self._layer_group = None
        names = picture.layers if picture is not None else ()
        self.layers.menuAction().setVisible(bool(names))
        self._before_layers.setVisible(bool(names))
        if picture is None:
            return
        self._layer_group = QActionGroup(self.layers)
        for name in ("", *names):
            action = QAction(name.replace("&", "&&") or _tr("All Layers Merged"), self._layer_group, checkable=True)
            action.setChecked(name == picture.layer)
            # Of a project whose sketch's file is gone, its layer alone is known.
            action.setEnabled(name == picture.layer or Path(picture.source).is_absolute())
            action.triggered.connect(lambda _on, name=name: self.layer_chosen.emit(name))
            self.layers.addAction(action)

    def _enable(self) -> None:
        """Lets what has a meaning be changed: for lines that are taken as they are, nothing."""
        detection = self._detection if self._settings.ink != "as-is" else None
        self.clean.setEnabled(detection is not None and detection.ink != "transparent")
        self.threshold.setEnabled(detection is not None)

    def _forget_threshold(self, gesture: int) -> None:
        self._tell(replace(self._settings, threshold=None), gesture)

    def _on_threshold(self, value: int) -> None:
        self._number.setText(str(value))
        self._tell(replace(self._settings, threshold=value), self._gestures.of(self.threshold))

    def _tell(self, settings: LineSettings, gesture: int | None = None) -> None:
        self.changed.emit(settings, gesture)


class LineBinding(QObject):
    """Between the document's sketch and the menu: looks at each sketch off the GUI thread; the newest one wins.

    Args:
        tell: says on the sketch what was found, where that is more than dark lines on white.
    """

    def __init__(self, menu: LineMenu, workspace: Workspace, tell: Callable[[str], None]) -> None:
        super().__init__(menu)
        self._menu = menu
        self._workspace = workspace
        self._document = workspace.document
        self._tell = tell
        self.lines_as_drawn = False
        """Whether the sketch itself is dark lines on white: then a preview can keep its lines crisp."""
        self._looked_at: tuple[Picture | None, LineSettings] | None = None
        menu.changed.connect(workspace.set_line_settings)
        menu.layer_chosen.connect(workspace.choose_layer)
        bind(self._document.sketch, menu.show_layers)
        self._document.line_settings.changed.connect(lambda _settings: self._look())
        bind(self._document.sketch, lambda _sketch: self._look())

    def _look(self) -> None:
        sketch, settings = self._document.sketch.value, self._document.line_settings.value
        before, self._looked_at = self._looked_at, (sketch, settings)
        if before is not None and before[0] is sketch and before[1] == settings:
            return  # an edit may change both
        # At once: the next choice must not wait for what other pictures are looked at for.
        self._menu.show_settings(settings)
        if before is None or before[0] is not sketch:  # what was found is not of this one
            self._menu.show_looking()
            self.lines_as_drawn = False
            self._tell("")
        if sketch is None:
            self._menu.show_detection(None)
            return

        def done(detection: LineDetection) -> None:
            if self._document.sketch.value is sketch and self._document.line_settings.value == settings:
                self._menu.show_detection(detection)
                plain = detection == LineDetection("dark", False, detection.paper, 255)
                self.lines_as_drawn = plain or detection.ink == "as-is"
                self._tell("" if plain else describe(detection))

        def failed(message: str) -> None:
            self._menu.found.setText(_tr("Found: {what}").format(what="–"))
            self._workspace.failed.emit(message)

        self._workspace.picture_work.ask(
            sketch,
            ("detection", settings),
            lambda sketch: _detected(sketch, settings),
            done,
            failed,
        )


def _detected(sketch: Picture, settings: LineSettings) -> LineDetection:
    from engine.line_art import detect  # which loads OpenCV: not before the window is there

    return detect(sketch, settings)
