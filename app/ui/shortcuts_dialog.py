"""The dialog in which the keys of every command are chosen. What is chosen holds at once."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.shortcuts import Shortcuts
from app.ui.actions import title_of
from app.ui.clear_button import add_clear_button
from app.ui.theme import GRID

_NAME = Qt.ItemDataRole.UserRole


class ShortcutsDialog(QDialog):
    """All commands with their keys; the chosen one's keys can be typed anew."""

    def __init__(self, shortcuts: Shortcuts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard Shortcuts"))
        self.resize(60 * GRID, 70 * GRID)
        self._shortcuts = shortcuts
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search commands"))
        self.search.setAccessibleName(self.tr("Search commands"))
        add_clear_button(self.search)
        self.search.textChanged.connect(self._filter)
        self.list = QTreeWidget()
        self.list.setAccessibleName(self.tr("Commands"))
        self.list.setRootIsDecorated(False)
        self.list.setHeaderLabels([self.tr("Command"), self.tr("Keys")])
        self.list.setColumnWidth(0, 38 * GRID)
        for name, action in shortcuts.actions.items():
            row = QTreeWidgetItem([title_of(action), ""])
            row.setData(0, _NAME, name)
            row.setSizeHint(0, QSize(0, 3 * GRID))
            self.list.addTopLevelItem(row)
        self.list.currentItemChanged.connect(self._on_current)
        self.edit = QKeySequenceEdit()
        self.edit.setMaximumSequenceLength(1)
        add_clear_button(self.edit)
        self.edit.setAccessibleName(self.tr("New keys"))
        self.edit.keySequenceChanged.connect(self._warn)
        self.assign = QPushButton(self.tr("Assign"))
        self.assign.clicked.connect(self._assign)
        self.reset = QPushButton(self.tr("Reset"))
        self.reset.clicked.connect(self._reset)
        self.note = QLabel(" ")
        self.note.setObjectName("detail")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.reset_all = buttons.addButton(self.tr("Reset All"), QDialogButtonBox.ButtonRole.ResetRole)
        self.reset_all.clicked.connect(self._reset_all)
        buttons.rejected.connect(self.close)
        let_go = shortcuts.changed.connect(self._on_changed)
        self.finished.connect(lambda _result: let_go())
        for button in (self.assign, self.reset, *buttons.buttons()):
            if isinstance(button, QPushButton):
                button.setAutoDefault(False)  # Enter belongs to the field of keys
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self.edit, 1)
        line.addWidget(self.assign)
        line.addWidget(self.reset)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self.search)
        layout.addWidget(self.list, 1)
        layout.addLayout(line)
        layout.addWidget(self.note)
        layout.addWidget(buttons)
        self._show()
        self.list.setCurrentItem(self._rows()[0])

    def choose(self, name: str) -> None:
        """Goes to a command."""
        for row in self._rows():
            if row.data(0, _NAME) == name:
                self.list.setCurrentItem(row)

    def _rows(self) -> list[QTreeWidgetItem]:
        rows = (self.list.topLevelItem(place) for place in range(self.list.topLevelItemCount()))
        return [row for row in rows if row is not None]

    @property
    def _current(self) -> str | None:
        row = self.list.currentItem()
        return row.data(0, _NAME) if row is not None else None

    def _show(self) -> None:
        for row in self._rows():
            name = row.data(0, _NAME)
            row.setText(1, self._shortcuts.keys(name).toString(QKeySequence.SequenceFormat.NativeText))
            font = row.font(0)
            font.setBold(not self._shortcuts.is_default(name))
            for column in (0, 1):
                row.setFont(column, font)

    def _on_changed(self) -> None:
        self._show()
        self._warn(self.edit.keySequence())

    def _filter(self, text: str) -> None:
        for row in self._rows():
            row.setHidden(text.casefold() not in f"{row.text(0)} {row.text(1)}".casefold())

    def _on_current(self) -> None:
        if self._current is not None:
            self.edit.setKeySequence(self._shortcuts.keys(self._current))
        self.note.setText(" ")

    def _warn(self, keys: QKeySequence) -> None:
        """Says whose keys these are now, before they are taken."""
        owner = self._shortcuts.owner_of(keys)
        if owner is None or owner == self._current:
            self.note.setText(" ")
            return
        words = title_of(self._shortcuts.actions[owner])
        self.note.setText(self.tr("These are the keys of “{name}”, which will lose them.").format(name=words))

    def _assign(self) -> None:
        if self._current is not None:
            self._shortcuts.choose(self._current, self.edit.keySequence())

    def _reset(self) -> None:
        if self._current is not None:
            self._shortcuts.reset(self._current)
            self._on_current()

    def _reset_all(self) -> None:
        self._shortcuts.reset_all()
        self._on_current()
