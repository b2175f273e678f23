"""Where the sketches come from: a folder or a comic, dropped or chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.ui.drop_field import MARGIN, DropField
from app.ui.elided_label import ElidedLabel
from app.ui.theme import GRID
from engine.batch.sources import ARCHIVE_SUFFIXES


class SourceField(DropField):
    """Takes a folder or a comic archive, and says what was taken."""

    folder_asked = Signal()
    archive_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(ARCHIVE_SUFFIXES, parent)
        self.title = ElidedLabel()
        self.detail = QLabel()
        self.style_words(self.title, self.detail)
        self.folder_button = QPushButton(self.tr("Choose Folder…"))
        self.folder_button.clicked.connect(self.folder_asked)
        self.archive_button = QPushButton(self.tr("Choose CBZ…"))
        self.archive_button.clicked.connect(self.archive_asked)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.detail)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GRID)
        layout.addLayout(words, 1)
        layout.addWidget(self.folder_button)
        layout.addWidget(self.archive_button)
        self.say(None, "")

    def say(self, source: Path | None, detail: str) -> None:
        """Shows what was taken; None asks for something."""
        self.set_taken(source is not None)
        self.title.setText(source.name if source is not None else self.tr("Drop a folder of sketches or a CBZ here"))
        self.detail.setText(detail or self.tr("Sub-folders count; pages come in reading order."))
        self.setToolTip(str(source) if source is not None else "")

    def set_open(self, is_open: bool) -> None:
        """Whether another source may be chosen now."""
        self.setAcceptDrops(is_open)
        self.folder_button.setEnabled(is_open)
        self.archive_button.setEnabled(is_open)
