"""What the main window has of batches: a quiet word in the status bar, the window, and the question at the end."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from app.settings import Settings
from app.ui.batch import dialogs
from app.ui.batch.window import BatchWindow
from app.ui.desk_badge import DeskBadge
from app.workspace import Workspace


class BatchDesk(QObject):
    """Owns the window of batches.

    Args:
        window: the main window.
        workspace: the canvas.
        settings: where dialogs were last.
    """

    def __init__(self, window: QMainWindow, workspace: Workspace, settings: Settings) -> None:
        super().__init__(window)
        self._parent = window
        self.window = BatchWindow(workspace, settings, window)
        self.window.progressed.connect(self._tell)
        self.badge = DeskBadge("stack", self.tr("Show the batch at work"))
        self.badge.clicked.connect(self.show)

    def show(self) -> None:
        """Opens the window."""
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def show_source(self, source: Path | None) -> None:
        """Opens the window with this folder or comic in it, unless a batch is at work; None leaves what is there."""
        self.show()
        if source is not None:
            self.window.set_source(source)

    def may_close(self) -> bool:
        """Asks whether a batch at work may end; False where the main window is to stay."""
        run = self.window.run
        return not run.state.value.is_live or dialogs.ask_to_stop(self._parent, run.settled, len(run.pages))

    def close(self) -> None:
        """Ends what is at work; what is done stays."""
        self.window.shut()

    def _tell(self) -> None:
        run = self.window.run
        self.badge.setVisible(run.state.value.is_live)
        self.badge.setText(self.tr("{done} of {every}").format(done=run.settled, every=len(run.pages)))
