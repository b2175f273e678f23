"""The tags of the model: folding groups, a search, and what was moved.

Built from the weights file's own description, so that window and weights cannot disagree. A model may have
hundreds of tags: the rows of folded groups are made one by one, while nothing else is to be done.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.model.document import Model
from app.ui.icons import icon
from app.ui.swatch import Swatch
from app.ui.tag_slider import TagSlider
from app.ui.theme import GRID
from engine.model_info import Tag


class TagGroup(QWidget):
    """A heading that folds, and the rows beneath it."""

    toggled = Signal()

    def __init__(self, name: str, tags: list[Tag], panel: TagPanel) -> None:
        super().__init__()
        self.name = name
        self.tags = tags
        self.rows: dict[str, TagSlider] = {}
        self._panel = panel
        self._found: frozenset[str] | None = None
        self.heading = QToolButton()
        self.heading.setObjectName("group")
        self.heading.setText(" " + name.replace("_", " ").capitalize())
        self.heading.setAccessibleName(self.tr("{group} tags").format(group=name))
        self.heading.setCheckable(True)
        self.heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.heading.setIconSize(QSize(14, 14))
        self.heading.toggled.connect(self._on_toggled)
        self.count = QLabel()
        self.count.setObjectName("detail")
        self.strongest = Swatch()
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, GRID, 0)
        top.setSpacing(GRID)
        top.addWidget(self.heading)
        top.addStretch()
        top.addWidget(self.count)
        top.addWidget(self.strongest)
        self._body = QWidget()
        self._rows = QVBoxLayout(self._body)
        self._rows.setContentsMargins(0, 0, 0, GRID)
        self._rows.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self._body)
        self._layout_now()

    @property
    def is_open(self) -> bool:
        """Whether it stands unfolded by the user; a search unfolds it for as long as it lasts."""
        return self.heading.isChecked()

    def search(self, words: list[str]) -> bool:
        """Shows only the tags that hold all words; returns whether there is one."""
        self._found = None
        if words:
            texts = {tag.name: f"{tag.name} {tag.name.replace('_', ' ')} {self.name}" for tag in self.tags}
            self._found = frozenset(name for name, text in texts.items() if all(word in text for word in words))
        self._layout_now()
        self.setVisible(self._found is None or bool(self._found))
        return bool(self._found)

    def refresh(self) -> None:
        """Shows the panel's values: the moved ones, and for the others what the reference shows."""
        probabilities, moved = self._panel.probabilities, self._panel.moved
        for name in self.rows:
            self._show_value(name)
        count = sum(tag.name in moved for tag in self.tags)
        self.count.setText(self.tr("%n moved", "", count) if count else "")
        values = {tag: moved.get(tag.name, probabilities.get(tag.name, 0.0)) for tag in self.tags}
        strongest = max(values, key=lambda tag: values[tag])
        self.strongest.tag = strongest if values[strongest] >= 0.5 else None
        self.strongest.setToolTip(strongest.name.replace("_", " ") if self.strongest.tag else "")
        self.strongest.update()

    def build_row(self) -> bool:
        """Makes one of the rows that are still missing; False when none is."""
        tag = next((tag for tag in self.tags if tag.name not in self.rows), None)
        if tag is None:
            return False
        row = TagSlider(tag, self._body)
        row.moved.connect(self._panel.tag_moved)
        row.reset.connect(self._panel.tag_reset)
        row.only_this.connect(self._panel.only_this)
        self.rows[tag.name] = row
        self._rows.addWidget(row)
        row.setVisible(self._found is None or tag.name in self._found)
        for widget in row.findChildren(QWidget):
            widget.ensurePolished()  # the dear part of showing it, done before it is shown
        self._show_value(tag.name)
        return True

    def _on_toggled(self) -> None:
        self._layout_now()
        self.toggled.emit()

    def _show_value(self, name: str) -> None:
        reference, moved = self._panel.probabilities.get(name, 0.0), self._panel.moved
        self.rows[name].set_value(moved.get(name, reference), name in moved, reference)

    def _layout_now(self) -> None:
        shown = self.is_open or bool(self._found)
        self.heading.setIcon(icon("caret-down" if shown else "caret-right"))
        while shown and self.build_row():
            pass
        for name, row in self.rows.items():
            row.setVisible(self._found is None or name in self._found)
        self._body.setVisible(shown)


class TagPanel(QWidget):
    """All groups of a model's tags. It shows what it is told and reports what the hand does."""

    tag_moved = Signal(str, float, int)
    """Name, value 0..5, gesture."""
    tag_reset = Signal(str, int)
    """Name, gesture."""
    only_this = Signal(str)
    """Name: its rivals go to 0."""
    reset_all = Signal()
    groups_toggled = Signal(frozenset)
    """The names of the groups that stand unfolded."""

    def __init__(self, open_groups: frozenset[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open_groups = open_groups
        self.groups: dict[str, TagGroup] = {}
        self.probabilities: Mapping[str, float] = {}
        self.moved: Mapping[str, float] = {}
        self.setMinimumWidth(38 * GRID)
        self._builder = QTimer(self, interval=0)
        self._builder.timeout.connect(self._build_row)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search tags"))
        self.search.setAccessibleName(self.tr("Search tags"))
        self.search.setClearButtonEnabled(True)
        mark = self.search.addAction(icon("magnifying-glass"), QLineEdit.ActionPosition.LeadingPosition)
        mark.setToolTip(self.tr("Search tags"))
        self.search.textChanged.connect(self._on_search)
        self.note = QLabel()
        self.note.setObjectName("detail")
        self.note.setWordWrap(True)
        self.note.setContentsMargins(GRID, GRID, GRID, GRID)
        content = QWidget()
        content.setObjectName("groups")
        self._list = QVBoxLayout(content)
        self._list.setContentsMargins(0, 0, 4, 0)
        self._list.setSpacing(0)
        self._list.addWidget(self.note)
        self._list.addStretch()
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # nothing jumps when it is needed
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(content)
        self.count = QLabel()
        self.count.setObjectName("detail")
        self.reset_button = QPushButton(self.tr("Reset All"))
        self.reset_button.setIcon(icon("arrow-counter-clockwise"))
        self.reset_button.setToolTip(self.tr("Put every tag back to what the reference shows"))
        self.reset_button.clicked.connect(self.reset_all)
        bottom = QHBoxLayout()
        bottom.setContentsMargins(0, 0, 0, 0)
        bottom.addWidget(self.count)
        bottom.addStretch()
        bottom.addWidget(self.reset_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, 0, GRID, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self.search)
        layout.addWidget(self._scroll, 1)
        layout.addLayout(bottom)
        self.set_model(None)

    def set_model(self, model: Model | None) -> None:
        """Builds the groups of another model, folded as they were left."""
        for group in self.groups.values():
            self._list.removeWidget(group)
            group.deleteLater()
        self.groups.clear()
        usable = model is not None and model.has_sliders
        for name, tags in (model.info.groups if model else {}).items():
            group = TagGroup(name, tags, self)
            group.heading.setChecked(name in self._open_groups)
            group.toggled.connect(self._on_toggled)
            group.setEnabled(usable)
            self.groups[name] = group
            self._list.insertWidget(self._list.count() - 1, group)
        self._on_search()
        self._refresh()
        self._builder.start()

    def set_probabilities(self, probabilities: Mapping[str, float]) -> None:
        """What the reference shows, name → 0..1: where sliders that were not moved stand."""
        self.probabilities = probabilities
        self._refresh()

    def set_moved(self, moved: Mapping[str, float]) -> None:
        """The moved tags, name → 0..5."""
        self.moved = moved
        self._refresh()

    def row(self, name: str) -> TagSlider | None:
        """The row of a tag, once it is made."""
        return next((group.rows[name] for group in self.groups.values() if name in group.rows), None)

    def _build_row(self) -> None:
        if not any(group.build_row() for group in self.groups.values()):
            self._builder.stop()

    def _refresh(self) -> None:
        for group in self.groups.values():
            group.refresh()
        count = sum(tag.name in self.moved for group in self.groups.values() for tag in group.tags)
        self.count.setText(self.tr("%n moved", "", count) if count else self.tr("As the reference shows"))
        self.reset_button.setEnabled(bool(self.moved))

    def _on_search(self) -> None:
        words = self.search.text().lower().replace("_", " ").split()
        found = [group.search(words) for group in self.groups.values()]
        if not self.groups:
            self.note.setText(self.tr("No model is loaded. Choose one with File ▸ Open Model…"))
        elif words and not any(found):
            self.note.setText(self.tr("No tag of this model matches."))
        elif not next(iter(self.groups.values())).isEnabled():
            self.note.setText(self.tr("This model colours from the reference alone; its tags cannot be moved."))
        else:
            self.note.clear()
        self.note.setVisible(bool(self.note.text()))

    def _on_toggled(self) -> None:
        self._open_groups = frozenset(name for name, group in self.groups.items() if group.is_open)
        self.groups_toggled.emit(self._open_groups)
