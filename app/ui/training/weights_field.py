"""Which weights a training starts from: nothing, a model of this machine, or a file of the user's choice."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from app.background import Background
from app.model_library import ModelEntry, find_models


class WeightsField(QComboBox):
    """Offers the models that there are.

    Args:
        background: looks for them.
    """

    changed = Signal()
    """Another start, or the models were found."""

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self.currentIndexChanged.connect(lambda _index: self.changed.emit())

    @property
    def path(self) -> Path | None:
        """The weights file; None to begin from nothing."""
        chosen = self.currentData()
        return Path(chosen) if chosen else None

    def choose(self, path: Path) -> None:
        """Takes a weights file, be it one that was not offered."""
        if self.findData(str(path)) < 0:
            self._insert(min(1, self.count()), path.name, path)
        self.setCurrentIndex(self.findData(str(path)))

    def refresh(self) -> None:
        """Offers the models that are there now, the program's own first; what was chosen meanwhile stays chosen."""

        def done(entries: list[ModelEntry]) -> None:
            untouched, chosen = self.count() == 0, self.path
            offered = [(entry.name, entry.path) for entry in entries if entry.info is not None]
            if chosen is not None and chosen not in (path for _, path in offered):
                offered.insert(0, (chosen.name, chosen))
            self.blockSignals(True)
            self.clear()
            self.addItem(self.tr("Nothing: from the beginning"), None)
            for name, path in offered:
                self._insert(self.count(), name, path)
            if untouched:
                self.setCurrentIndex(1 if offered else 0)
            else:
                self.setCurrentIndex(0 if chosen is None else self.findData(str(chosen)))
            self.blockSignals(False)
            self.changed.emit()

        self._background.run(find_models, done, lambda _message: None)

    def _insert(self, index: int, name: str, path: Path) -> None:
        self.insertItem(index, name, str(path))
        self.setItemData(index, str(path), Qt.ItemDataRole.ToolTipRole)
