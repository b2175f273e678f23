"""A group of tags: a heading that folds, what moved in it, and the rows beneath."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from app.tag_names import group_label, spoken
from app.tag_search import Query
from app.ui.icons import icon
from app.ui.row_button import RowButton
from app.ui.swatch import Swatch
from app.ui.tag_controls import RowState
from app.ui.tag_rows import TagRows
from app.ui.tag_slider import TagSlider
from app.ui.theme import GRID
from engine.model_info import Tag

if TYPE_CHECKING:
    from app.ui.tag_panel import TagPanel

FAVOURITES = "favourites"
"""The name of the group of starred tags; a model's own group of that name would share its fold, no more."""


class TagGroup(QWidget):
    """The rows of some tags, made when the group is first unfolded.

    Args:
        name: the group's name in the model, or `FAVOURITES`.
        tags: its tags, in the order of the rows.
        panel: gives the values, and takes what the rows report.
    """

    toggled = Signal()

    def __init__(self, name: str, tags: list[Tag], panel: TagPanel) -> None:
        super().__init__()
        self.name = name
        self.tags = tags
        self._panel = panel
        self._found: frozenset[str] | None = None
        self._open = self._folded = False
        self._shown: list[tuple[Tag, RowState]] = []
        title = self.tr("Favourites") if name == FAVOURITES else group_label(name)
        self.heading = QToolButton()
        self.heading.setObjectName("group")
        self.heading.setText(" " + title)
        self.heading.setAccessibleName(self.tr("{group} tags").format(group=title))
        self.heading.setCheckable(True)
        self.heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.heading.setIconSize(QSize(14, 14))
        self.heading.toggled.connect(self._on_toggled)
        self.count = QLabel()
        self.count.setObjectName("detail")
        self.reset_button = RowButton("arrow-counter-clockwise", self.tr("Reset the tags of this group"))
        self.reset_button.setAccessibleName(self.tr("Reset {group}").format(group=title))
        self.reset_button.set_near(True)
        self.reset_button.clicked.connect(
            lambda: panel.group_reset.emit(frozenset(tag.name for tag in self.tags)),
        )
        self.strongest = Swatch()
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, GRID, 0)
        top.setSpacing(4)
        top.addWidget(self.heading)
        top.addStretch()
        top.addWidget(self.count)
        top.addWidget(self.reset_button)
        top.addWidget(self.strongest)
        self._body = TagRows(panel.stencils)
        self._rows = self._body.column
        self.rows = self._body.rows
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self._body)
        self._layout_now()

    @property
    def is_open(self) -> bool:
        """Whether it stands unfolded by the user. A search unfolds it for as long as it lasts, and what is folded
        meanwhile is so no longer."""
        return self._open

    @property
    def rows_in_order(self) -> list[TagSlider]:
        """Those that are made, as they stand one beneath the other."""
        return [self.rows[tag.name] for tag in self.tags if tag.name in self.rows]

    @property
    def stops(self) -> list[QWidget]:
        """What Tab goes through."""
        return [self.heading, self.reset_button, *(stop for row in self.rows_in_order for stop in row.stops)]

    def search(self, query: Query) -> None:
        """Shows only the tags that the query finds."""
        self._found = frozenset(tag.name for tag in self.tags if query.finds(tag)) if query else None
        if self._found is None:
            self._folded = False
        visible = bool(self.tags) and (self._found is None or bool(self._found))
        if not visible:
            self.hide()  # first: what is done beneath it costs nothing then
        self._layout_now()
        self.setVisible(visible)

    def refresh(self) -> None:
        """Shows the panel's values: the moved ones, and for the others what the reference shows."""
        states = [(tag, self._panel.state_of(tag.name)) for tag in self.tags]
        if states == self._shown:
            return  # of all groups one has the tag that moves
        self._shown = states
        for tag, state in states:
            if (row := self.rows.get(tag.name)) is not None:
                row.set_state(state)
        count = sum(state.moved for _, state in states)
        self.count.setText(self.tr("%n moved", "", count) if count else "")
        self.reset_button.setEnabled(bool(count))
        shown = {tag: state.value if state.applied else state.reference for tag, state in states}
        strongest = max(shown, key=lambda tag: shown[tag], default=None)
        strongest = strongest if strongest is not None and shown[strongest] >= 0.5 else None
        if strongest is not self.strongest.tag:
            self.strongest.tag = strongest
            self.strongest.setToolTip(spoken(strongest.name) if strongest else "")
            self.strongest.update()

    def row(self, name: str) -> TagSlider | None:
        """The row of a tag, if it is one of this group's."""
        if name not in self.rows and any(tag.name == name for tag in self.tags):
            self._make_rows()
        return self.rows.get(name)

    def _make_rows(self) -> None:
        for index, tag in enumerate(self.tags):
            if tag.name not in self.rows:
                self.rows[tag.name] = row = self._made(tag)
                self._rows.insertWidget(index, row)

    def _made(self, tag: Tag) -> TagSlider:
        row, panel = TagSlider(tag, self._body, whole_name=self.name == FAVOURITES), self._panel
        row.moved.connect(panel.tag_moved)
        row.reset.connect(panel.tag_reset)
        row.only_this.connect(panel.only_this)
        row.tried.connect(panel.tag_tried)
        row.muted.connect(panel.tag_muted)
        row.soloed.connect(panel.tag_soloed)
        row.starred.connect(panel.star)
        row.peeked.connect(panel.tag_peeked)
        row.peek_ended.connect(panel.peek_ended)
        row.entered.connect(panel.let_others_rest)
        row.setVisible(self._found is None or tag.name in self._found)
        row.set_state(panel.state_of(tag.name))
        return row

    def set_tags(self, tags: list[Tag], query: Query) -> None:
        """Has other tags from now on; rows that stay are kept."""
        gone = self.rows.keys() - {tag.name for tag in tags}
        for name in gone:
            row = self.rows.pop(name)
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.tags = tags
        self.search(query)
        for index, tag in enumerate(tags):
            if tag.name in self.rows:
                self._rows.insertWidget(index, self.rows[tag.name])
        self.refresh()

    def _on_toggled(self, unfolded: bool) -> None:
        if self._found is None:
            self._open = unfolded
        else:
            self._folded = not unfolded
        self._layout_now()
        self.toggled.emit()

    def _layout_now(self) -> None:
        shown = self._open if self._found is None else bool(self._found) and not self._folded
        blocked = self.heading.blockSignals(True)
        self.heading.setChecked(shown)
        self.heading.blockSignals(blocked)
        self._keep_focus(shown)
        self.heading.setIcon(icon("caret-down" if shown else "caret-right"))
        if not shown:
            self._body.hide()  # first: rows that come back in a folded group are not laid out
        self._rows.setEnabled(False)  # else each row that is shown has all those before it laid out once more
        if shown:
            self._make_rows()
        for name, row in self.rows.items():
            row.setVisible(self._found is None or name in self._found)
        self._rows.setEnabled(True)
        self._body.setVisible(shown)

    def _keep_focus(self, shown: bool) -> None:
        """The focus goes to the heading where its row goes: Qt would pass it through all rows that go after it."""
        focus = self.window().focusWidget()
        if focus is not None and self._body.isAncestorOf(focus):
            stays = {row for name, row in self.rows.items() if shown and (self._found is None or name in self._found)}
            if not any(row is focus or row.isAncestorOf(focus) for row in stays):
                self.heading.setFocus(Qt.FocusReason.OtherFocusReason)
