"""The row in the status bar that shows how far an export is, and calls it off."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from app.exporter import Export, Exporter
from app.ui.progress_bar import ProgressBar
from app.ui.theme import GRID

SHOWN_AFTER_MS = 500
"""An export that is done sooner needs no progress."""


class ExportRow(QWidget):
    """Shows the export that is being written; hidden while there is none."""

    def __init__(self, exporter: Exporter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._exporter = exporter
        self._shown: Export | None = None
        self.label = QLabel()
        self.label.setTextFormat(Qt.TextFormat.PlainText)  # file names are not markup
        self.bar = ProgressBar(self.tr("Progress of the export"))
        self.bar.setFixedWidth(16 * GRID)
        self.button = QPushButton(self.tr("Cancel"))
        self.button.setToolTip(self.tr("Call off this export; an older file stays as it was"))
        self.button.clicked.connect(exporter.cancel)
        self.button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, GRID, 0)
        layout.setSpacing(GRID)
        for widget in (self.label, self.bar, self.button):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self._wait = QTimer(self, singleShot=True, interval=SHOWN_AFTER_MS)
        self._wait.timeout.connect(self._appear)
        exporter.changed.connect(self._refresh)
        self.hide()

    def _refresh(self) -> None:
        export = self._exporter.current
        if export is None:
            self._wait.stop()
            self.hide()
        elif self.isHidden():
            if not self._wait.isActive():
                self._wait.start()
        else:
            self._show(export)

    def _appear(self) -> None:
        if export := self._exporter.current:
            self._show(export)
            self.show()

    def _show(self, export: Export) -> None:
        if export is not self._shown:
            self._shown = export
            name = self.label.fontMetrics().elidedText(
                export.path.name, Qt.TextElideMode.ElideMiddle, self.bar.width() + 4 * GRID
            )
            self.label.setText(self.tr("Exporting {name}").format(name=name))
            self.label.setToolTip(str(export.path))
        self.bar.show_progress(round(100 * (export.share or 0.0)), 100)
