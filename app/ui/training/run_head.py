"""What stands above a run: its name, how it stands, and the buttons that steer it."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.model.training_run import RunState, TrainingRun
from app.training_process import MODEL_FILE
from app.ui.icons import icon
from app.ui.theme import GRID, ICON


class RunHead(QWidget):
    """Names and buttons alone; the page connects them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("Name of the run"))
        self.state = QLabel()
        self.state.setObjectName("detail")
        self.state.setFixedWidth(14 * GRID)
        self.pause_button = QPushButton(icon("pause"), self.tr("Pause"))
        self.save_button = QPushButton(icon("floppy-disk"), self.tr("Save Now"))
        self.stop_button = QPushButton(icon("stop"), self.tr("Stop"))
        self.stop_button.setToolTip(self.tr("Save, stop and free the device; it can be resumed"))
        self.try_button = QPushButton(icon("flask"), self.tr("Try on the Canvas"))
        self.paint_button = QPushButton(icon("paint-brush"), self.tr("Paint with This"))
        self.more_button = QToolButton()
        self.more_button.setIcon(icon("dots-three"))
        self.more_button.setToolTip(self.tr("More"))
        self.more_button.setAccessibleName(self.tr("More for this run"))
        self.more_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.more_button)
        self.free = menu.addAction(icon("pause"), self.tr("Pause and Free the Device"))
        menu.addSeparator()
        self.longer = menu.addAction(self.tr("Train More…"))
        self.slower = menu.addAction(self.tr("Learning Rate…"))
        menu.addSeparator()
        self.beside = menu.addAction(icon("columns"), self.tr("Compare Side by Side…"))
        self.export = menu.addAction(icon("export"), self.tr("Export Model…"))
        menu.addSeparator()
        self.throw_away = menu.addAction(icon("trash"), self.tr("Stop and Throw Away…"))
        self.more_button.setMenu(menu)
        steering = (self.pause_button, self.save_button, self.stop_button)
        using = (self.try_button, self.paint_button, self.more_button)
        for button in (*steering, *using):
            button.setIconSize(QSize(ICON, ICON))
        widest = max((self.tr("Pause"), self.tr("Go On"), self.tr("Resume")), key=len)
        self.pause_button.setMinimumWidth(self.fontMetrics().horizontalAdvance(widest) + 8 * GRID)
        title = QHBoxLayout()
        title.setSpacing(2 * GRID)
        title.addWidget(self.name, 1)
        title.addWidget(self.state)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        for button in steering:
            buttons.addWidget(button)
        buttons.addStretch()
        for button in using:
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(GRID)
        layout.addLayout(title)
        layout.addLayout(buttons)

    def show_run(self, run: TrainingRun, asked: bool) -> None:
        """Offers what can be done with a run as it stands.

        Args:
            run: what is shown.
            asked: whether something was asked of it that it has not done yet.
        """
        state = run.state
        resumable = run.can_resume and (run.root / "options.json").is_file()
        words = {RunState.PAUSED: self.tr("Go On")}
        glyph = "pause" if state in (RunState.RUNNING, RunState.STARTING, RunState.DONE) else "play"
        self.pause_button.setText(words.get(state, self.tr("Resume") if run.can_resume else self.tr("Pause")))
        self.pause_button.setIcon(icon(glyph))
        self.pause_button.setToolTip(
            self.tr("Save and rest; the device stays taken, so that it goes on at once") if glyph == "pause" else ""
        )
        told = state in (RunState.RUNNING, RunState.PAUSED)
        self.pause_button.setEnabled((told or resumable) and not asked)
        self.save_button.setEnabled(state is RunState.RUNNING)
        self.stop_button.setEnabled(state.is_live)
        self.free.setEnabled(told and not asked)
        self.longer.setEnabled(told or resumable or state is RunState.DONE)
        self.slower.setEnabled(told or resumable)
        self.throw_away.setText(self.tr("Stop and Throw Away…") if state.is_live else self.tr("Throw Away…"))
        colours = "lambda_l1" in run.options or "lambda_inversion" in run.options
        saved = (run.root / MODEL_FILE).is_file()
        self.export.setEnabled(saved)
        tips = {
            self.try_button: self.tr("Lay the newest saved weights as B beside the present model, A"),
            self.paint_button: self.tr("Colour with the newest saved weights; Undo goes back to the model before"),
        }
        for button, tip in tips.items():
            button.setEnabled(colours and saved)
            button.setToolTip(tip if colours else self.tr("A tagger cannot colour; stage one builds on it"))
