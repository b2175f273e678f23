"""The log, to be looked at and copied. Nothing of it ever leaves this machine by itself."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import (
    QDesktopServices,
    QFontDatabase,
    QGuiApplication,
    QHideEvent,
    QShowEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app.background import Background
from app.logbook import log_path, read_log
from app.ui.icons import icon
from app.ui.leaving import leave_by_keys
from app.ui.theme import GRID

LOOK_MS = 1000
"""How often the file is looked at while the window is shown."""
MAX_LINES = 5000
_TAIL = 4096
"""Characters at the end of what is shown by which it is found in what was read later."""


class LogWindow(QWidget):
    """Shows the log as it grows.

    Args:
        background: reads the file.
        parent: the main window; this one is a window of its own.
    """

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(self.tr("Log"))
        self.resize(100 * GRID, 70 * GRID)
        self._background = background
        self._shown = ""
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setAccessibleName(self.tr("Log"))
        self.note = QLabel(self.tr("It stays on this machine. It names files: read it before you give it away."))
        self.note.setObjectName("detail")
        self.note.setWordWrap(True)
        self.folder_button = QPushButton(icon("folder-open"), self.tr("Show Folder"))
        self.folder_button.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(log_path().parent))))
        self.copy_button = QPushButton(icon("copy"), self.tr("Copy All"))
        self.copy_button.clicked.connect(self.copy)
        bottom = QHBoxLayout()
        bottom.setSpacing(GRID)
        bottom.addWidget(self.note, 1)
        bottom.addWidget(self.folder_button)
        bottom.addWidget(self.copy_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self.text, 1)
        layout.addLayout(bottom)
        leave_by_keys(self)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.refresh)

    def copy(self) -> None:
        """Copies all that is shown."""
        QGuiApplication.clipboard().setText(self._shown)
        self.note.setText(self.tr("Copied. It names files: read it before you give it away."))

    def refresh(self) -> None:
        """Looks at the file again."""
        self._background.run(lambda: read_log(MAX_LINES), self._show, self.note.setText)

    def _show(self, text: str) -> None:
        if text == self._shown:
            return
        # By its end: what stands before it goes when the log is full.
        tail = self._shown[-_TAIL:]
        place = text.rfind(tail) if tail else -1
        if place >= 0:
            if more := text[place + len(tail) :].rstrip("\n"):
                # The first lines go only where nobody reads or selects: all others would move up.
                follows = self._is_at_end and not self.text.textCursor().hasSelection()
                self.text.setMaximumBlockCount(MAX_LINES if follows else 0)
                self.text.appendPlainText(more)  # which follows the end where that is in sight, and else stays
        else:
            self._begin_anew(text)
        self._shown = text

    @property
    def _is_at_end(self) -> bool:
        bar = self.text.verticalScrollBar()
        return bar.value() == bar.maximum()

    def _begin_anew(self, text: str) -> None:
        bar = self.text.verticalScrollBar()
        stood, at_end = bar.value(), self._is_at_end
        self.text.setPlainText(text.rstrip("\n"))
        if at_end:
            self.text.moveCursor(QTextCursor.MoveOperation.End)
            self.text.moveCursor(QTextCursor.MoveOperation.StartOfLine)
        else:
            bar.setValue(stood)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)
