"""The tags of the model: the favourites, folding groups, a search, and what was moved.

Built from the weights file's own description, so that window and weights cannot disagree.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.model.document import Model
from app.tag_search import Query
from app.ui.icons import icon
from app.ui.preset_panel import PresetPanel
from app.ui.search_field import SearchField
from app.ui.tag_controls import RowState
from app.ui.tag_group import FAVOURITES, TagGroup
from app.ui.tag_rows import Stencils
from app.ui.tag_slider import TagSlider
from app.ui.theme import GRID


class TagPanel(QWidget):
    """All groups of a model's tags. It shows what it is told and reports what the hand does.

    Args:
        open_groups: names of the groups that stand unfolded at first.
    """

    tag_moved = Signal(str, float, int)
    """Name, value 0..5, gesture."""
    tag_reset = Signal(str, int)
    """Name, gesture."""
    only_this = Signal(str)
    """Name: its rivals go to 0."""
    tag_tried = Signal(str)
    """Name: it goes where its colour shows."""
    tag_muted = Signal(str, bool)
    tag_soloed = Signal(str, bool)
    tag_peeked = Signal(str, bool)
    """Name, and whether it is about "only this colour": the hand rests where a click would do it."""
    peek_ended = Signal()
    group_reset = Signal(frozenset)
    """The names of tags that go back to the reference."""
    reset_all = Signal()
    favourites_changed = Signal(frozenset)
    """The names of the starred tags."""
    groups_toggled = Signal(frozenset)
    """The names of the groups that stand unfolded."""

    def __init__(self, open_groups: frozenset[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open_groups = open_groups
        self._starred: frozenset[str] = frozenset()
        self._model: Model | None = None
        self._query = Query("")
        self.groups: dict[str, TagGroup] = {}
        self._chained: list[QWidget] = []
        self.probabilities: Mapping[str, float] = {}
        self.moved: Mapping[str, float] = {}
        self.muted: frozenset[str] = frozenset()
        self.solo: str | None = None
        self.setMinimumWidth(40 * GRID)
        self._unsearched: list[TagGroup] = []
        self._searcher = QTimer(self, interval=0)
        self._searcher.timeout.connect(self._search_next)
        self.search = SearchField(self.tr("Search tags"))
        mark = self.search.addAction(icon("magnifying-glass"), SearchField.ActionPosition.LeadingPosition)
        mark.setText(self.tr("Search tags"))  # its tool tip, and what screen readers call it
        self.search.textChanged.connect(self._on_search)
        self.search.down.connect(self._go_to_found)
        self.note = QLabel()
        self.note.setObjectName("detail")
        self.note.setWordWrap(True)
        self.note.setContentsMargins(GRID, GRID, GRID, GRID)
        self._content = content = QWidget()
        content.setObjectName("groups")
        self.stencils = Stencils(content)
        self._list = QVBoxLayout(content)
        self._list.setContentsMargins(0, 0, 4, 0)
        self._list.setSpacing(0)
        self._list.addWidget(self.note)
        self.favourites = TagGroup(FAVOURITES, [], self)
        self.favourites.heading.setChecked(True)
        self.favourites.setVisible(False)
        self._list.addWidget(self.favourites)
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
        layout.setContentsMargins(GRID, 4, GRID, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self.search)
        layout.addWidget(self._scroll, 1)
        self.presets = PresetPanel()
        layout.addLayout(bottom)
        layout.addWidget(self.presets)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)
        self.set_model(None)

    def set_model(self, model: Model | None) -> None:
        """Builds the groups of another model, folded as they were left."""
        self._model = model
        for group in self.groups.values():
            self._list.removeWidget(group)
            group.deleteLater()
        self.groups.clear()
        for name, tags in (model.info.groups if model else {}).items():
            group = TagGroup(name, tags, self)
            group.heading.setChecked(name in self._open_groups)
            group.toggled.connect(self._on_toggled)
            self.groups[name] = group
            self._list.insertWidget(self._list.count() - 1, group)
        for group in (self.favourites, *self.groups.values()):
            group.setEnabled(model is not None and model.has_sliders)
        self._show_favourites()
        self._on_search()
        self._search_to_end()
        self._refresh()

    def set_probabilities(self, probabilities: Mapping[str, float]) -> None:
        """What the reference shows, name → 0..1: where sliders that were not moved stand."""
        if probabilities != self.probabilities:  # each picture brings them, while only a tag moves
            self.probabilities = probabilities
            self._refresh()

    def set_moved(
        self, moved: Mapping[str, float], muted: frozenset[str] = frozenset(), solo: str | None = None
    ) -> None:
        """The moved tags, name → 0..5, and which of them are muted or alone."""
        whole = (muted, solo) != (self.muted, self.solo) or solo is not None  # what is alone silences all others
        names = None if whole else {name for name, _ in moved.items() ^ self.moved.items()}
        self.moved, self.muted, self.solo = moved, muted, solo
        self._refresh(names)

    def state_of(self, name: str) -> RowState:
        """What the row of a tag shows."""
        reference, moved = self.probabilities.get(name, 0.0), name in self.moved
        muted, solo = moved and name in self.muted, moved and name == self.solo
        applied = solo if self.solo in self.moved else not muted
        value = self.moved.get(name, reference)
        return RowState(value, reference, moved, applied or not moved, muted, solo, name in self._starred)

    def set_favourites(self, names: frozenset[str]) -> None:
        """The names of the starred tags; those that a model does not know wait for one that does."""
        if names != self._starred:
            self._starred = names
            self._show_favourites()
            self._refresh()

    def star(self, name: str, starred: bool) -> None:
        """Makes a tag a favourite, or an ordinary one again."""
        self.set_favourites(self._starred | {name} if starred else self._starred - {name})
        self.favourites_changed.emit(self._starred)

    def row(self, name: str) -> TagSlider | None:
        """The row of a tag, unless the model has no such tag."""
        return next((row for group in self.groups.values() if (row := group.row(name)) is not None), None)

    def _show_favourites(self) -> None:
        groups = (self._model.info.groups if self._model else {}).values()
        self.favourites.set_tags([tag for tags in groups for tag in tags if tag.name in self._starred], self._query)

        self._chain()

    def _chain(self) -> None:
        """Lets Tab go down the panel: Qt has groups and rows in the order in which they were made, after all else."""
        stops = [stop for group in (self.favourites, *self.groups.values()) for stop in group.stops]
        chain = [self.search, *stops, self.reset_button, self.presets.keep_button, self.presets.list]
        if chain != self._chained:
            self._chained = chain
            awake = self._awake()
            for row in awake:
                row.take_tab(True)  # Qt leaves out who takes no focus
            for before, after in pairwise(chain):
                QWidget.setTabOrder(before, after)
            for row in awake:
                row.take_tab(False)

    def _go_to_found(self) -> None:
        """From the search to the first row that it left."""
        self._search_to_end()
        rows = [row for group in (self.favourites, *self.groups.values()) for row in group.rows_in_order]
        row = next((row for row in rows if row.isVisible() and row.isEnabled()), None)
        if row is not None:
            row.setFocus(Qt.FocusReason.ShortcutFocusReason)
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)  # what the search hid gives way first
            self._scroll.ensureWidgetVisible(row)

    def _refresh(self, names: Collection[str] | None = None) -> None:
        """Shows the values of these tags, or of all, in the groups that have any of them."""
        for group in (self.favourites, *self.groups.values()):
            if names is None or any(tag.name in names for tag in group.tags):
                group.refresh()
        count = sum(tag.name in self.moved for group in self.groups.values() for tag in group.tags)
        self.count.setText(self.tr("%n moved", "", count) if count else self.tr("As the reference shows"))
        self.reset_button.setEnabled(bool(self.moved))

    def _on_search(self) -> None:
        """Says at once whether there is one; the groups follow one by one, so that the next letter need not wait. They
        are painted together at the end: what comes in between would only be seen to move."""
        self._query = Query(self.search.text())
        self._unsearched = [self.favourites, *self.groups.values()]
        self._searcher.start()
        self._content.setUpdatesEnabled(False)
        found = self._query and any(self._query.finds(tag) for group in self.groups.values() for tag in group.tags)
        if not self.groups:
            self.note.setText(self.tr("No model is loaded. Choose one with File ▸ Open Model…"))
        elif self._query and not found:
            self.note.setText(self.tr("No tag of this model matches."))
        elif not next(iter(self.groups.values())).isEnabled():
            self.note.setText(self.tr("This model colours from the reference alone; its tags cannot be moved."))
        else:
            self.note.clear()
        self.note.setVisible(bool(self.note.text()))

    def _search_to_end(self) -> None:
        while self._searcher.isActive():
            self._search_next()

    def _search_next(self) -> None:
        if self._unsearched:
            self._unsearched.pop(0).search(self._query)
        else:  # a turn later, when the last group is laid out
            self._searcher.stop()
            self._content.setUpdatesEnabled(True)
            self._chain()  # it may have made rows

    def let_others_rest(self, entered: TagSlider) -> None:
        """The hand is on one row, and so on no other."""
        for row in self._awake():
            if row is not entered:
                row.leave()

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """It keeps a row awake, and a screen reader all of them."""
        reader = QAccessible.isActive()
        for row in self._made():
            if reader or not row.rests or (now is not None and row.isAncestorOf(now)):
                row.look_around()

    def _awake(self) -> list[TagSlider]:
        return [row for row in self._made() if not row.rests]

    def _made(self) -> Iterator[TagSlider]:
        for group in (self.favourites, *self.groups.values()):
            yield from group.rows.values()

    def _on_toggled(self) -> None:
        self._chain()
        self._open_groups = frozenset(name for name, group in self.groups.items() if group.is_open)
        self.groups_toggled.emit(self._open_groups)
