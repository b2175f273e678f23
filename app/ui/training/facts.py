"""What a run's numbers say, in one line of small pairs whose places never move."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from app.model.training_run import TrainingRun
from app.ui.theme import GRID
from app.ui.training.words import duration, gigabytes

NOTHING = "–"


class Facts(QWidget):
    """Step, speed, times, waiting, room on the disk, device."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        names = {
            "step": self.tr("Step"),
            "rate": self.tr("Speed"),
            "elapsed": self.tr("Passed"),
            "remaining": self.tr("Remaining"),
            "waiting": self.tr("Waits for data"),
            "rate_of_learning": self.tr("Learning rate"),
            "room": self.tr("Room on the disk"),
            "device": self.tr("Device"),
        }
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.bar.setAccessibleName(self.tr("Progress of the training"))
        self.values: dict[str, QLabel] = {}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(2)
        for column, (key, name) in enumerate(names.items()):
            title, value = QLabel(name), QLabel(NOTHING)
            title.setObjectName("detail")
            self.values[key] = value
            grid.addWidget(title, 0, column)
            grid.addWidget(value, 1, column)
            grid.setColumnStretch(column, 3 if key == "step" else 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self.bar)
        layout.addLayout(grid)

    def show_run(self, run: TrainingRun) -> None:
        """Takes over a run's numbers."""
        self.bar.setRange(0, max(1, run.steps))
        self.bar.setValue(run.step)
        remaining = run.remaining_seconds if run.state.is_live else None
        rate = run.images_per_second
        of = self.tr("{step} of {steps}").format(step=f"{run.step:,}", steps=f"{run.steps:,}")
        told = {
            "step": of if run.steps else NOTHING,
            "rate": self.tr("{rate:.1f} images/s").format(rate=rate) if rate else NOTHING,
            "elapsed": duration(run.elapsed) if run.elapsed else NOTHING,
            "remaining": duration(remaining) if remaining is not None else NOTHING,
            "waiting": f"{100 * run.waiting_share:.0f} %" if rate else NOTHING,
            "rate_of_learning": f"{run.learning_rate:.2g}" if run.learning_rate else NOTHING,
            "device": run.device or NOTHING,
        }
        for key, text in told.items():
            self.values[key].setText(text)

    def set_room(self, free: int) -> None:
        """Tells how many bytes the run's disk has left."""
        self.values["room"].setText(gigabytes(free))
