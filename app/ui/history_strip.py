"""The history of results: a row of small pictures, searched, starred, and gone back to by a click."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from app.model.history import Moment
from app.tag_search import Query
from app.turns import TURN_MS
from app.ui.icons import icon
from app.ui.search_field import SearchField
from app.ui.theme import GRID
from app.ui.thumbnail_list import ThumbnailList

SIDE = 9 * GRID
CARDS_A_TURN = 6
"""A project brings dozens of results at once, each of which is a card to be laid out and drawn."""


class HistoryStrip(QWidget):
    """Shows moments, newest first, and reports what the hand does; all signals give the moment's number."""

    chosen = Signal(int)
    star_asked = Signal(int, bool)
    removed = Signal(int)
    clear_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._moments: tuple[Moment, ...] = ()
        self._listed: dict[int, Moment] = {}
        self._wanted: list[Moment] = []
        self._lister = QTimer(self, interval=TURN_MS)
        self._lister.timeout.connect(self._list_more)
        self._current: int | None = None
        self.search = SearchField(self.tr("Search the history"))
        self.search.setFixedSize(24 * GRID, 26)
        self.search.textChanged.connect(self._show)
        self.only_starred = QToolButton()
        self.only_starred.setObjectName("header")
        self.only_starred.setIconSize(QSize(16, 16))
        self.only_starred.setIcon(icon("star"))
        self.only_starred.setCheckable(True)
        self.only_starred.setToolTip(self.tr("Only starred results"))
        self.only_starred.setAccessibleName(self.only_starred.toolTip())
        self.only_starred.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.only_starred.toggled.connect(self._show)
        self.list = ThumbnailList(SIDE)
        self.list.setAccessibleName(self.tr("History"))
        self.list.chosen.connect(self.chosen.emit)
        self.search.down.connect(self.list.setFocus)
        self.note = QLabel()
        self.note.setObjectName("detail")
        self.note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, 0, GRID, 0)
        layout.setSpacing(0)
        layout.addWidget(self.list)
        layout.addWidget(self.note)
        self.note.setFixedHeight(self.list.height())
        self.setFixedHeight(self.list.height())
        self._show()

    def set_moments(self, moments: tuple[Moment, ...]) -> None:
        """Shows these moments, oldest given first."""
        self._moments = moments
        self._show()

    def set_current(self, number: int | None) -> None:
        """Marks the moment that is on the canvas."""
        self._current = number
        self.list.set_current_key(number)

    def _show(self, _changed: object = None) -> None:
        query = Query(self.search.text())
        starred = self.only_starred.isChecked()
        self._wanted = [
            moment
            for moment in reversed(self._moments)
            if (moment.starred or not starred) and (not query or query.is_in(moment.details))
        ]
        # Every result comes here, and the history may be long: only what is another moment now is looked at.
        wanted = {moment.number for moment in self._wanted}
        if not wanted & self._listed.keys():
            self.list.clear()
            self._listed.clear()
        for key in self._listed.keys() - wanted:
            self.list.remove(key)
            del self._listed[key]
        self._lister.start()
        if len(self._wanted) - len(self._listed) <= CARDS_A_TURN:  # else whoever brings so many has enough to do
            self._list_more()
        self.list.set_current_key(self._current)
        self.note.setText(
            self.tr("Nothing in the history matches.") if self._moments else self.tr("Results will be kept here.")
        )
        self.note.setVisible(not self._wanted)
        self.list.setVisible(bool(self._wanted))

    def _list_more(self) -> None:
        """Makes the cards that are missing, newest first, some in a turn."""
        made = 0
        for place, moment in enumerate(self._wanted):
            known = self._listed.get(moment.number)
            if known is None:
                if made == CARDS_A_TURN:
                    return
                made += 1
                self.list.add(moment.number, moment.title or self.tr("reference"), moment.details, at=place)
                self.list.set_image(moment.number, moment.image)
            if known is not moment:
                self._listed[moment.number] = moment
                self.list.set_starred(moment.number, moment.starred)
                if moment.number == self._current:
                    self.list.set_current_key(self._current)
        self._lister.stop()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        number = self.list.key_at(self.list.viewport().mapFrom(self, event.pos()))
        if number is not None:
            menu = self.make_menu(number)
            menu.exec(event.globalPos())
            menu.deleteLater()

    def make_menu(self, number: int) -> QMenu:
        """What a right click on a moment offers."""
        menu = QMenu(self)
        starred = any(moment.starred for moment in self._moments if moment.number == number)
        menu.addAction(icon("arrow-arc-left"), self.tr("Go Back to This")).triggered.connect(
            lambda: self.chosen.emit(number)
        )
        star = QAction(icon("star"), self.tr("Remove the Star") if starred else self.tr("Star"), menu)
        star.triggered.connect(lambda: self.star_asked.emit(number, not starred))
        menu.addAction(star)
        menu.addSeparator()
        menu.addAction(icon("trash"), self.tr("Forget")).triggered.connect(lambda: self.removed.emit(number))
        menu.addAction(self.tr("Forget All but the Starred")).triggered.connect(self.clear_asked)
        return menu
