"""The presets beneath the tags: a row of small pictures to try, take, keep and name."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QImage, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from app.model.presets import Preset
from app.tag_names import spoken
from app.ui.icons import icon
from app.ui.theme import GRID
from app.ui.thumbnail_list import ThumbnailList

SIDE = 9 * GRID


class PresetPanel(QWidget):
    """Shows presets and reports what the hand does with them; all signals give the preset's name."""

    chosen = Signal(str)
    added_to = Signal(str)
    """Its tags are wanted in addition to those that are moved."""
    peeked = Signal(str)
    peek_ended = Signal()
    keep_asked = Signal()
    """The present tags are to become a preset."""
    renamed = Signal(str, str)
    update_asked = Signal(str)
    removed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Preset, ...] = ()
        self._keepable = True
        heading = QLabel(self.tr("Presets"))
        heading.setObjectName("heading")
        self.keep_button = QToolButton()
        self.keep_button.setObjectName("header")
        self.keep_button.setIconSize(QSize(16, 16))
        self.keep_button.setIcon(icon("plus"))
        self.keep_button.setToolTip(self.tr("Keep the present tags as a preset"))
        self.keep_button.setAccessibleName(self.keep_button.toolTip())
        self.keep_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.keep_button.clicked.connect(self.keep_asked)
        top = QHBoxLayout()
        top.addWidget(heading)
        top.addStretch()
        top.addWidget(self.keep_button)
        self.list = ThumbnailList(SIDE)
        self.list.setAccessibleName(self.tr("Presets"))
        self.list.chosen.connect(self.chosen.emit)
        self.list.hovered.connect(self.peeked.emit)
        self.list.unhovered.connect(self.peek_ended)
        self.list.renamed.connect(self.renamed.emit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(top)
        layout.addWidget(self.list)

    def set_presets(self, presets: tuple[Preset, ...]) -> None:
        """Shows these presets, their pictures yet to come."""
        if presets == self._shown:
            return
        self._shown = presets
        place = self.list.horizontalScrollBar().value()
        self.list.clear()
        for preset in presets:
            tip = "\n".join(f"{spoken(name)} {value:g}" for name, value in preset.tags.items())
            self.list.add(preset.name, preset.name, tip, editable=True)
        self.list.horizontalScrollBar().setValue(place)

    def set_keepable(self, keepable: bool) -> None:
        """Whether there are present tags, of which a preset can be made."""
        self._keepable = keepable
        self.keep_button.setEnabled(keepable)

    def show_name(self, name: str) -> None:
        """Puts a preset's name back on its card, where another was typed and refused."""
        if card := self.list.card(name):
            with QSignalBlocker(self.list):  # it would be taken for a name that was typed
                card.setText(name)

    def set_image(self, name: str, image: QImage) -> None:
        """Shows what a preset makes of the sketch."""
        self.list.set_image(name, image)

    def clear_images(self) -> None:
        """No picture is right any more."""
        for preset in self._shown:
            self.list.set_image(preset.name, None)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        name = self.list.key_at(self.list.viewport().mapFrom(self, event.pos()))
        if name is not None:
            menu = self.make_menu(name)
            menu.exec(event.globalPos())
            menu.deleteLater()

    def make_menu(self, name: str) -> QMenu:
        """What a right click on a preset offers."""
        menu = QMenu(self)
        menu.addAction(icon("check"), self.tr("Apply")).triggered.connect(lambda: self.chosen.emit(name))
        add = menu.addAction(icon("plus"), self.tr("Add to the Present Tags"))
        add.triggered.connect(lambda: self.added_to.emit(name))
        menu.addSeparator()
        rename = menu.addAction(icon("pencil-simple"), self.tr("Rename"))
        rename.triggered.connect(lambda: self.list.edit_words(name))
        update = menu.addAction(icon("arrows-clockwise"), self.tr("Replace with the Present Tags"))
        update.setEnabled(self._keepable)
        update.triggered.connect(lambda: self.update_asked.emit(name))
        menu.addAction(icon("trash"), self.tr("Delete")).triggered.connect(lambda: self.removed.emit(name))
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.list.currentRow()
        if event.key() == Qt.Key.Key_Delete and row >= 0 and self.list.hasFocus():
            self.removed.emit(self.list.keys[row])
        else:
            super().keyPressEvent(event)
