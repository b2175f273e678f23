"""What a run's numbers say, in two lines of small pairs whose places never move."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.model.training_run import TrainingRun
from app.run_library import stage_of_options
from app.ui.progress_bar import ProgressBar
from app.ui.theme import GRID
from app.ui.training.words import device_words, duration, gigabytes, memory, stage_words

NOTHING = "–"
COLUMNS = 6


class Facts(QWidget):
    """Which training, step, epoch, speed, times; waiting, step size, memory, room on the disk, device."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        names = {
            "stage": self.tr("Training"),
            "step": self.tr("Step"),
            "epoch": self.tr("Epoch"),
            "rate": self.tr("Speed"),
            "elapsed": self.tr("Passed"),
            "remaining": self.tr("Remaining"),
            "waiting": self.tr("Waits for data"),
            "rate_of_learning": self.tr("Learning rate"),
            "memory": self.tr("Memory"),
            "room": self.tr("Room on the disk"),
            "device": self.tr("Device"),
        }
        self.bar = ProgressBar(self.tr("Progress of the training"))
        self.values: dict[str, QLabel] = {}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(2)
        for number, (key, name) in enumerate(names.items()):
            line, column = divmod(number, COLUMNS)
            title, value = QLabel(name), QLabel(NOTHING)
            title.setObjectName("detail")
            self.values[key] = value
            grid.addWidget(title, 3 * line, column)
            grid.addWidget(value, 3 * line + 1, column)
            grid.setRowMinimumHeight(3 * line + 2, GRID // 2)  # pairs stand apart
            grid.setColumnStretch(column, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self.bar)
        layout.addLayout(grid)

    def show_run(self, run: TrainingRun) -> None:
        """Takes over a run's numbers."""
        self.bar.show_progress(run.step, run.steps)
        remaining = run.remaining_seconds if run.state.is_live else None
        rate = run.images_per_second
        of = self.tr("{step} of {steps}").format(step=f"{run.step:,}", steps=f"{run.steps:,}")
        told = {
            "stage": self._stage(run),
            "step": of if run.steps else NOTHING,
            "epoch": f"{run.epoch:.1f}" if run.epoch else NOTHING,
            "rate": self.tr("{rate:.1f} images/s").format(rate=rate) if rate else NOTHING,
            "elapsed": duration(run.elapsed) if run.elapsed else NOTHING,
            "remaining": duration(remaining) if remaining is not None else NOTHING,
            "waiting": f"{100 * run.waiting_share:.0f} %" if rate else NOTHING,
            "rate_of_learning": f"{run.learning_rate:.2g}" if run.learning_rate else NOTHING,
            "memory": self._memory(run),
            "device": device_words(run.device) or NOTHING,
        }
        for key, text in told.items():
            self.values[key].setText(text)

    def _stage(self, run: TrainingRun) -> str:
        if run.stage not in run.stages:
            return stage_words(stage_of_options(run.options)) or NOTHING
        words = self.tr("{stage}, {number} of {count}")
        number = list(run.stages).index(run.stage) + 1
        return words.format(stage=stage_words(run.stage), number=number, count=len(run.stages))

    def _memory(self, run: TrainingRun) -> str:
        if not run.memory:
            return NOTHING
        if not run.memory_total:
            return memory(run.memory)
        words = self.tr("{taken} of {total}")
        return words.format(taken=memory(run.memory), total=memory(run.memory_total))

    def set_room(self, free: int) -> None:
        """Tells how many bytes the run's disk has left."""
        self.values["room"].setText(gigabytes(free))
