"""How the sketches are coloured, and where what becomes of them is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QPushButton, QWidget

from app.batch_plan import BatchPlan
from app.project.snapshot import Snapshot
from app.ui.elided_label import ElidedLabel
from app.ui.theme import GRID
from engine.batch.job import FORMATS, PAGE_FORMATS
from engine.batch.sources import ARCHIVE_SUFFIXES
from engine.requests import Device, Precision

CANVAS, REFERENCE, PROJECT = range(3)


class BatchForm(QWidget):
    """Colours, place, format, and what happens to what is there already."""

    changed = Signal()
    """Something is asked for otherwise than before."""
    colors_asked = Signal()
    project_asked = Signal()
    output_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.output: Path | None = None
        """The folder, or the archive, to write to."""
        self._reference: Path | None = None
        self._project: Path | None = None
        self._chosen = CANVAS
        self.colors = QComboBox()
        self.colors.addItems(
            [self.tr("As on the canvas now"), self.tr("Another reference or palette"), self.tr("A project")]
        )
        self.colors.setAccessibleName(self.tr("Colours"))
        self.colors.activated.connect(self._on_colors)
        self.colors_words, self.output_words = ElidedLabel(), ElidedLabel()
        for label in (self.colors_words, self.output_words):
            label.setObjectName("detail")
        self.colors_button = QPushButton(self.tr("Choose…"))
        self.colors_button.setAccessibleName(self.tr("Choose what to take colours from"))
        self.colors_button.clicked.connect(self._ask_colors)
        self.output_button = QPushButton(self.tr("Choose…"))
        self.output_button.setAccessibleName(self.tr("Choose where to write"))
        self.output_button.clicked.connect(self.output_asked)
        self.format = QComboBox()
        self.format.setAccessibleName(self.tr("Format"))
        self.existing = QComboBox()
        self.existing.addItems([self.tr("Keep it and go on with the rest"), self.tr("Colour it once more")])
        self.existing.setAccessibleName(self.tr("What is there already"))
        for box in (self.format, self.existing):
            box.activated.connect(self.changed)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(2 * GRID)
        layout.setVerticalSpacing(4)
        layout.setColumnStretch(2, 1)
        names = self.tr("Colours"), self.tr("Write to"), self.tr("Format"), self.tr("What is there already")
        for row, name in enumerate(names):
            layout.addWidget(QLabel(name), row, 0)
            layout.setRowMinimumHeight(row, 4 * GRID)
        layout.addWidget(self.colors, 0, 1)
        layout.addWidget(self.colors_words, 0, 2)
        layout.addWidget(self.colors_button, 0, 3)
        layout.addWidget(self.output_words, 1, 1, 1, 2)
        layout.addWidget(self.output_button, 1, 3)
        layout.addWidget(self.format, 2, 1)
        layout.addWidget(self.existing, 3, 1)
        self._fill_formats(FORMATS)
        self._say()

    def set_source(self, source: Path) -> None:
        """Proposes a place beside the source."""
        is_archive = source.suffix.lower() in ARCHIVE_SUFFIXES
        name = self.tr("{name} coloured").format(name=source.stem if is_archive else source.name)
        self.output = source.with_name(name + source.suffix if is_archive else name)
        self._fill_formats(PAGE_FORMATS if is_archive else FORMATS)
        self._say()

    def set_output(self, path: Path) -> None:
        """Writes there."""
        self.output = path
        self._say()
        self.changed.emit()

    def set_colors(self, path: Path) -> None:
        """Takes colours from this picture or palette."""
        self._reference, self._chosen = path, REFERENCE
        self._say()
        self.changed.emit()

    def set_project(self, path: Path) -> None:
        """Colours as this project does."""
        self._project, self._chosen = path, PROJECT
        self._say()
        self.changed.emit()

    def plan(
        self,
        source: Path,
        canvas: Snapshot,
        weights: Sequence[Path],
        only: Sequence[str] | None = None,
        device: Device = "auto",
        precision: Precision = "auto",
    ) -> BatchPlan:
        """What is asked for; there must be an `output`. The arguments are as in `BatchPlan`."""
        assert self.output is not None
        return BatchPlan(
            source,
            self.output,
            canvas,
            self._reference if self._chosen == REFERENCE else None,
            self._project if self._chosen == PROJECT else None,
            tuple(weights),
            self.format.currentData(),
            self.existing.currentIndex() == 1,
            only,
            device,
            precision,
        )

    def _on_colors(self, kind: int) -> None:
        if kind == CANVAS or (self._reference, self._project)[kind - 1] is not None:
            self._chosen = kind
            self._say()
            self.changed.emit()
        else:
            self._ask_colors()
            self._say()  # where nothing was chosen, it is as before

    def _ask_colors(self) -> None:
        (self.colors_asked if self.colors.currentIndex() == REFERENCE else self.project_asked).emit()

    def _fill_formats(self, formats: Sequence[str]) -> None:
        present = self.format.currentData()
        self.format.clear()
        for name in formats:
            layered = name in ("ora", "psd")
            words = self.tr("{format}, in layers") if layered else "{format}"
            self.format.addItem(words.format(format=name.upper()), name)
        self.format.setCurrentIndex(max(0, self.format.findData(present)))

    def _say(self) -> None:
        self.colors.setCurrentIndex(self._chosen)
        path = (None, self._reference, self._project)[self._chosen]
        words = {
            CANVAS: self.tr("reference, tags, lines"),
            REFERENCE: self.tr("{name}, with the tags and lines of the canvas"),
            PROJECT: "{name}",
        }[self._chosen]
        self.colors_words.setText(words.format(name=path.name if path is not None else ""))
        self.colors_words.setToolTip(str(path or ""))
        policy = self.colors_button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.colors_button.setSizePolicy(policy)
        self.colors_button.setVisible(self._chosen != CANVAS)
        self.output_words.setText(str(self.output or ""))
        self.output_words.setToolTip(str(self.output or ""))
        self.output_button.setEnabled(self.output is not None)
