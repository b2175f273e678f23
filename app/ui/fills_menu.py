"""The menu in the result's header: how even the fills are."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QWidget

from app.model.properties import bind
from app.ui.slider import Edit, Gestures, Slider
from app.ui.slider_action import SliderAction
from app.ui.theme import GRID
from app.workspace import Workspace
from engine.requests import EVENNESS


class FillsMenu(QMenu):
    """A slider from colours as the networks paint them to one colour for each area between the lines.

    Args:
        workspace: whose document is shown and changed; a double click, Delete or Backspace puts back what a new
            document has.
    """

    def __init__(self, parent: QWidget, workspace: Workspace) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._gestures = Gestures()
        self.slider = Slider()
        self.slider.setRange(0, 100)
        self.slider.setSingleStep(5)
        self.slider.setPageStep(20)
        self.slider.setMinimumWidth(20 * GRID)
        self.slider.setAccessibleName(self.tr("Even fills"))
        self.slider.setToolTip(self.tr("How far each area between the lines is drawn to one colour"))
        self.slider.sliderPressed.connect(self._gestures.begin)
        # The press before it has moved the slider: with its gesture both are one undo step.
        self.slider.double_clicked.connect(lambda: workspace.set_evenness(EVENNESS, self._gestures.current()))
        self.slider.cleared.connect(lambda: workspace.set_evenness(EVENNESS, self._gestures.begin()))
        self.slider.valueChanged.connect(self._on_moved)
        row = SliderAction(self, self.tr("Even fills"), self.slider, "888 %", left=2 * GRID, above=GRID)
        self.number = row.number
        self.addAction(row)
        bind(workspace.document.evenness, self._show)

    def _show(self, evenness: float) -> None:
        blocked = self.slider.blockSignals(True)
        self.slider.setValue(round(100 * evenness))
        self.slider.blockSignals(blocked)
        self.slider.show_edit(Edit.NONE if evenness == EVENNESS else Edit.APPLIED, EVENNESS)
        self.number.setText(f"{round(100 * evenness)} %")

    def _on_moved(self, percent: int) -> None:
        self._workspace.set_evenness(percent / 100, self._gestures.of(self.slider))
