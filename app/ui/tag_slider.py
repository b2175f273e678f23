"""One tag: swatch, name, slider, number, and a button that leaves this colour alone in its group."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QEnterEvent, QIcon, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from app.tag_names import is_color, label
from app.ui.icons import icon
from app.ui.slider import STEPS, Gestures, Number, Slider
from app.ui.swatch import Swatch
from app.ui.theme import GRID
from engine.model_info import Tag


class TagSlider(QWidget):
    """One tag's row. It shows what it is told by `set_value` and reports what the hand does."""

    moved = Signal(str, float, int)
    """Name, value 0..5, gesture."""
    reset = Signal(str, int)
    """Name, gesture."""
    only_this = Signal(str)
    """Name: its rivals go to 0."""

    def __init__(self, tag: Tag, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tag = tag
        self._gestures = Gestures()
        self._showing = False
        self._shown: tuple[float, bool, float] | None = None
        self.swatch = Swatch(tag)
        self.label = QLabel(label(tag))
        self.label.setFixedWidth(10 * GRID)
        self.slider = Slider()
        self.number = Number()
        self.only_button = QToolButton()
        self.only_button.setObjectName("header")
        self.only_button.setIconSize(QSize(16, 16))
        self.only_button.setIcon(icon("drop-half", quiet=True))
        self.only_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.only_button.setToolTip(self.tr("Only this colour: put the others of this group at 0"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (self.swatch, self.label):
            layout.addWidget(widget)
        layout.addWidget(self.slider, 1)
        layout.addWidget(self.number)
        layout.addWidget(self.only_button)
        if not is_color(tag):
            self.only_button.setIcon(QIcon())
            self.only_button.setEnabled(False)
            self.only_button.setToolTip("")
        spoken = tag.name.replace("_", " ")
        self.slider.setAccessibleName(spoken)
        self.number.setAccessibleName(self.tr("{tag}, as a number").format(tag=spoken))
        self.only_button.setAccessibleName(self.tr("Only {tag}").format(tag=spoken))
        self.setToolTip(tag.name)

        self.slider.sliderPressed.connect(self._gestures.begin)
        self.slider.valueChanged.connect(self._on_slider)
        self.slider.double_clicked.connect(lambda: self.reset.emit(tag.name, self._gestures.current()))
        self.number.valueChanged.connect(self._on_number)
        self.only_button.clicked.connect(lambda: self.only_this.emit(tag.name))

    def set_value(self, value: float, moved: bool, reference: float) -> None:
        """Shows a value (0..5), whether it was moved, and what the reference shows (0..1). Emits nothing."""
        if (value, moved, reference) == self._shown:
            return
        self._shown = (value, moved, reference)
        self._showing = True
        try:
            if not self.slider.isSliderDown() or round(value * STEPS) != self.slider.value():
                self.slider.setValue(round(value * STEPS))
            self.number.setValue(value)
        finally:
            self._showing = False
        if (moved, reference) != (self.slider.moved, self.slider.reference):
            self.slider.moved, self.slider.reference = moved, reference
            font = self.label.font()
            font.setBold(moved)
            self.label.setFont(font)
            self.number.set_moved(moved)
            self.slider.update()

    def _on_slider(self, value: int) -> None:
        if not self._showing:
            gesture = self._gestures.current() if self.slider.isSliderDown() else self._gestures.step()
            self.moved.emit(self.tag.name, value / STEPS, gesture)

    def _on_number(self, value: float) -> None:
        if not self._showing:
            self.moved.emit(self.tag.name, value, self._gestures.step())

    def enterEvent(self, event: QEnterEvent) -> None:
        self._show_button(True)
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._show_button(False)
        super().leaveEvent(event)

    def _show_button(self, near: bool) -> None:
        """The button stands out only where the hand is: a column of them would outshine the colours."""
        if is_color(self.tag):
            self.only_button.setIcon(icon("drop-half", quiet=not near))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        del event
        self.reset.emit(self.tag.name, self._gestures.begin())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.make_menu()
        menu.exec(event.globalPos())
        menu.deleteLater()

    def make_menu(self) -> QMenu:
        """What a right click on the row offers."""
        menu = QMenu(self)
        back = menu.addAction(icon("arrow-counter-clockwise"), self.tr("Reset to the Reference"))
        back.setEnabled(self.slider.moved)
        back.triggered.connect(lambda: self.reset.emit(self.tag.name, self._gestures.begin()))
        only = menu.addAction(icon("drop-half"), self.tr("Only This Colour"))
        only.setEnabled(is_color(self.tag))
        only.triggered.connect(lambda: self.only_this.emit(self.tag.name))
        return menu
