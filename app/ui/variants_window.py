"""The window of variants: what to vary, a grid that fills while one works on, and a click to take one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.picture_sources import PictureSource
from app.tag_names import spoken
from app.ui.leaving import leave_by_keys
from app.ui.progress_bar import ProgressBar
from app.ui.theme import GRID, inset
from app.ui.thumbnail_list import ThumbnailList
from app.variants import Grid, VariantRun, over_references, over_strengths, over_two_tags, painting_of
from app.workspace import Workspace
from engine.requests import Picture

SIDE = 18 * GRID
FACTORS = (0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0)


class VariantsWindow(QWidget):
    """Stands beside the main window and follows its document.

    Args:
        workspace: what is varied.
        choose: asks the user for picture files.
    """

    def __init__(
        self, workspace: Workspace, choose: Callable[[QWidget], Sequence[Path]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(self.tr("Variants"))
        self.resize(112 * GRID, 90 * GRID)
        leave_by_keys(self)
        self._workspace = workspace
        self._choose = choose
        self._added: list[tuple[str, Picture]] = []
        self._grid = Grid((), 1)
        self._painting: dict[str, Any] = {}
        """The document as it was when the grid was asked for: what the cards show, whatever it has become since."""
        self.run = VariantRun(workspace.bridge.side, self)
        self.run.made.connect(lambda place, shown: self.cards.set_image(place, shown.pyramid.level_for(2 * SIDE)))
        self.run.progressed.connect(self._on_progress)

        self.kind = QComboBox()
        self.kind.addItems([self.tr("Over two tags"), self.tr("Over strengths"), self.tr("Over references")])
        self.kind.setAccessibleName(self.tr("What to vary"))
        self.across, self.down = self._tag_box(self.tr("Across")), self._tag_box(self.tr("Down"))
        self.count = QSpinBox()
        self.count.setRange(2, 7)
        self.count.setValue(5)
        self.count.setAccessibleName(self.tr("Steps"))
        self.most = QDoubleSpinBox()
        self.most.setRange(0.5, 5.0)
        self.most.setSingleStep(0.5)
        self.most.setDecimals(1)
        self.most.setValue(3.0)
        self.most.setAccessibleName(self.tr("Up to"))
        for number in (self.count, self.most):
            inset(number)
        self.add_button = QPushButton(self.tr("Add References…"))
        self.add_button.clicked.connect(self._add_references)
        self.pages = QStackedWidget()
        pairs = ((self.tr("Across"), self.across), (self.tr("Down"), self.down))
        numbers = ((self.tr("Steps"), self.count), (self.tr("Up to"), self.most))
        self.pages.addWidget(self._page(*pairs, *numbers))
        self.pages.addWidget(self._page((self.tr("All moves, from none to twice as strong"), None)))
        self.pages.addWidget(self._page(("", self.add_button)))
        self.kind.currentIndexChanged.connect(self.pages.setCurrentIndex)
        self.start_button = QPushButton(self.tr("Colour"))
        self.start_button.clicked.connect(self.start)
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.cancel_button.clicked.connect(self.run.cancel)
        self.progress = ProgressBar(self.tr("Progress of the variants"))
        self.note = QLabel(self.tr("A click takes a variant; it can be undone."))
        self.note.setObjectName("detail")
        self.cards = ThumbnailList(SIDE, wraps=True)
        self.cards.setAccessibleName(self.tr("Variants"))
        self.cards.chosen.connect(self._take)
        self.cards.setWrapping(True)

        for widget in (self.progress, self.cancel_button):
            policy = widget.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            widget.setSizePolicy(policy)
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(self.kind)
        top.addWidget(self.pages, 1)
        top.addWidget(self.start_button)
        bottom = QHBoxLayout()
        bottom.setSpacing(2 * GRID)
        bottom.addWidget(self.note)
        bottom.addWidget(self.progress, 1)
        bottom.addWidget(self.cancel_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addLayout(top)
        layout.addWidget(self.cards, 1)
        layout.addLayout(bottom)
        workspace.document.changed.connect(self._on_document)
        self._fill_tags()
        self._on_progress(0, 0)

    def start(self) -> None:
        """Colours the grid that the controls describe."""
        document = self._workspace.document
        if not document.is_complete:
            self.note.setText(self.tr("Open a sketch and a reference first."))
            return
        bridge = self._workspace.bridge
        knows = bridge.shown is not None and document.is_of(bridge.shown.request)
        if self.kind.currentIndex() == 1 and document.applied_tags() and not knows:
            self.note.setText(self.tr("Waiting for what the reference shows…"))
            bridge.when_ready(lambda _shown: self.start())
            return
        grid = self._wanted_grid()
        if not grid.variants:
            return
        self._grid, self._painting = grid, document.painting()
        self.cards.clear()
        for place, variant in enumerate(grid.variants):
            self.cards.add(place, variant.label, variant.name)
        self.note.setText(self.tr("A click takes a variant; it can be undone."))
        self.run.start(grid)
        self._widen(grid.columns)

    def _wanted_grid(self) -> Grid:
        workspace, document = self._workspace, self._workspace.document
        tags = document.applied_tags()
        if self.kind.currentIndex() == 0 and self.across.count():
            step = self.most.value() / (self.count.value() - 1)
            values = [round(step * number, 2) for number in range(self.count.value())]
            return over_two_tags(tags, self.across.currentData(), self.down.currentData(), values)
        if self.kind.currentIndex() == 1:
            shown = workspace.bridge.shown
            if not tags:
                self.note.setText(self.tr("No tag is moved yet: there is nothing to make stronger."))
                return Grid((), 1)
            return over_strengths(tags, shown.result.probabilities if shown is not None else {}, FACTORS)
        reference = document.reference.value
        assert reference is not None
        return over_references(tags, [(Path(reference.source).name or self.tr("present"), reference), *self._added])

    def _widen(self, columns: int) -> None:
        """As wide as the columns need, so that rows of the grid are rows of the window."""
        self.cards.columns = columns
        room = self.cards.room_of(columns)
        self.cards.setMinimumWidth(min(room, self.screen().availableSize().width() - 8 * GRID))

    def _take(self, place: int) -> None:
        variant = self._grid.variants[place]
        painting = painting_of(variant, self._painting)
        self._workspace.restore(self.tr("Take “{name}”").format(name=variant.name), painting)
        self.cards.set_current_key(place)

    def _add_references(self) -> None:
        for path in self._choose(self):
            self._workspace.background.run(
                PictureSource.of_path(path).read,
                lambda picture, name=path.name: self._got_reference(name, picture),
                self.note.setText,
            )

    def _got_reference(self, name: str, picture: Picture) -> None:
        self._added.append((name, picture))
        self.note.setText(self.tr("References added: %n", "", len(self._added)))

    def _on_progress(self, done: int, total: int) -> None:
        self.progress.show_progress(done, total)
        for widget in (self.progress, self.cancel_button):
            widget.setVisible(self.run.is_running)

    def _on_document(self, name: str) -> None:
        if name in ("sketch", "model"):
            self.run.cancel()
            self.cards.clear()
            self._grid, self._painting = Grid((), 1), {}
        if name == "model":
            self._fill_tags()

    def _fill_tags(self) -> None:
        model = self._workspace.document.model.value
        tags = [tag for group in model.info.groups.values() for tag in group] if model and model.has_sliders else []
        for place, box in enumerate((self.across, self.down)):
            box.clear()
            for tag in tags:
                box.addItem(spoken(tag.name), tag.name)
            other = next((n for n, tag in enumerate(tags) if tags and tag.group != tags[0].group), 0)
            box.setCurrentIndex(other if place else 0)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.run.cancel()
        super().closeEvent(event)

    @staticmethod
    def _tag_box(name: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setMinimumWidth(18 * GRID)
        return box

    @staticmethod
    def _page(*fields: tuple[str, QWidget | None]) -> QWidget:
        page = QWidget()
        layout = QHBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        for words, field in fields:
            if words:
                layout.addWidget(QLabel(words))
            if field is not None:
                layout.addWidget(field)
        layout.addStretch()
        return page
