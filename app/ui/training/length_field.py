"""How long a training is to be: steps, or about so many hours."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QHBoxLayout, QLabel, QSpinBox, QStackedWidget, QWidget

from app.ui.theme import GRID, inset
from app.ui.training.options_form import MOST

MOST_HOURS = 9999.0


class LengthField(QWidget):
    """A number and its unit; what a trial measured stands beside it."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seconds_a_step: float | None = None
        self.steps = QSpinBox()
        self.steps.setRange(1, MOST)
        self.steps.setGroupSeparatorShown(True)
        self.steps.setSingleStep(1000)
        self.steps.setAccessibleName(self.tr("Steps"))
        self.hours = QDoubleSpinBox()
        self.hours.setRange(0.1, MOST_HOURS)
        self.hours.setDecimals(1)
        self.hours.setValue(3.0)
        self.hours.setAccessibleName(self.tr("Hours"))
        for number in (self.steps, self.hours):
            inset(number)
            number.setToolTip(self.tr("How long; it can be made longer or stopped at any time"))
            number.valueChanged.connect(self._on_changed)
            number.setFixedHeight(4 * GRID)
        self.numbers = QStackedWidget()
        self.numbers.addWidget(self.steps)
        self.numbers.addWidget(self.hours)
        self.numbers.setFixedSize(16 * GRID, 4 * GRID)
        self.unit = QComboBox()
        self.unit.addItems([self.tr("steps"), self.tr("hours, about")])
        self.unit.setAccessibleName(self.tr("Unit of the length"))
        self.unit.setFixedHeight(4 * GRID)
        self.unit.currentIndexChanged.connect(self.numbers.setCurrentIndex)
        self.unit.currentIndexChanged.connect(self._on_changed)
        self.means = QLabel()
        self.means.setObjectName("detail")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self.numbers)
        row.addWidget(self.unit)
        row.addWidget(self.means, 1)

    @property
    def by_hours(self) -> bool:
        """Whether the length is said in hours."""
        return self.unit.currentIndex() == 1

    def values(self) -> dict[str, Any]:
        """The options that say it. Hours become steps where a trial has measured them, else the training does it."""
        if not self.by_hours:
            return {"steps": self.steps.value()}
        if self._seconds_a_step is None:
            return {"hours": self.hours.value()}
        return {"steps": self._measured_steps(self._seconds_a_step)}

    def set_rate(self, seconds_a_step: float | None) -> None:
        """Takes over what a trial measured, None where it no longer holds."""
        self._seconds_a_step = seconds_a_step
        self._tell()

    def _measured_steps(self, seconds: float) -> int:
        return max(3, round(self.hours.value() * 3600 / seconds))

    def _on_changed(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        seconds = self._seconds_a_step
        if not self.by_hours:
            self.means.clear()
        elif seconds is None:
            self.means.setText(self.tr("measured when it starts"))
        else:
            self.means.setText(self.tr("{steps} steps").format(steps=f"{self._measured_steps(seconds):,}"))
