"""A new training, asked for step by step: pictures, what to train, where to start, how long. Refusals come first."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSpinBox,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.background import Background
from app.model.training_plan import VERBS, free_name, refusal
from app.run_library import runs_folder
from app.ui.theme import GRID
from app.ui.training.data_field import DataField
from app.ui.training.options_form import MOST, OptionsForm
from app.ui.training.words import stage_words
from engine.errors import NurieError, WeightsError
from engine.resources import find_model, model_files
from trainer.options import TrainOptions

COLUMN = 84 * GRID
CHECK_MS = 150
_OTHER_FILE = "other"


@dataclass(frozen=True)
class Plan:
    """A training that nothing speaks against."""

    verb: str
    options: TrainOptions
    name: str


class StartPage(QWidget):
    """The guided way.

    Args:
        background: looks for reasons to refuse.
    """

    start_asked = Signal(object)
    """A `Plan`."""
    choose_weights_asked = Signal()
    """The user wants to choose a weights file in a dialog."""

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._ticket = 0
        self._checked: Plan | None = None
        self._check_soon = QTimer(self, singleShot=True, interval=CHECK_MS)
        self._check_soon.timeout.connect(self._check)
        self.data = DataField(background)
        self.stages = QButtonGroup(self)
        self.start = QComboBox()
        self.browse = QPushButton(self.tr("Choose File…"))
        self.steps = QSpinBox()
        self.preset = QComboBox()
        self.name = QLineEdit()
        self.advanced = QToolButton()
        self.forms = {verb: OptionsForm(kind) for verb, kind in VERBS.items()}
        self.reason = QLabel()
        self.start_button = QPushButton(self.tr("Start Training"))
        self._build()
        self._connect()
        self._on_stage()

    @property
    def verb(self) -> str:
        """Which training is chosen."""
        return list(VERBS)[self.stages.checkedId()]

    def set_weights(self, path: Path) -> None:
        """Starts from a weights file of the user's choice."""
        index = self.start.findData(str(path))
        if index < 0:
            self.start.insertItem(1, path.name, str(path))
            self.start.setItemData(1, str(path), Qt.ItemDataRole.ToolTipRole)
            index = 1
        self.start.setCurrentIndex(index)

    def refresh_models(self) -> None:
        """Offers the models that are there now, the program's own first; what was chosen meanwhile stays chosen."""

        def done(files: list[Path]) -> None:
            untouched, chosen = self.start.count() == 0, self.start.currentData()
            if chosen is not None and Path(chosen) not in files:
                files = [Path(chosen), *files]
            self.start.blockSignals(True)
            self.start.clear()
            self.start.addItem(self.tr("Nothing: from the beginning"), None)
            for path in files:
                self.start.addItem(path.stem, str(path))
                self.start.setItemData(self.start.count() - 1, str(path), Qt.ItemDataRole.ToolTipRole)
            self.start.blockSignals(False)
            if untouched:
                self.start.setCurrentIndex(1 if files else 0)
            else:
                self.start.setCurrentIndex(0 if chosen is None else self.start.findData(chosen))
            self._on_changed()

        self._background.run(_models, done, lambda _message: None)

    def _build(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(GRID)
        heading = self._heading(self.tr("New training"))
        heading.setContentsMargins(0, 0, 0, GRID)
        column.addWidget(heading)
        column.addWidget(self.data)
        column.addSpacing(2 * GRID)
        column.addWidget(self._heading(self.tr("What to train")))
        explained = {
            "tagger": self.tr("what is on a picture: hair, eyes, clothes and their colours"),
            "stage-one": self.tr("to colour a drawing by a reference; builds on a tagger"),
            "stage-two": self.tr("to move colours by tags; builds on stage one"),
        }
        for number, verb in enumerate(VERBS):
            button = QRadioButton(f"{stage_words(verb)} – {explained[verb]}")
            self.stages.addButton(button, number)
            column.addWidget(button)
        self.stages.button(1).setChecked(True)
        column.addSpacing(2 * GRID)
        form = QFormLayout()
        form.setHorizontalSpacing(2 * GRID)
        form.setVerticalSpacing(GRID)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        beginning = QHBoxLayout()
        beginning.setSpacing(GRID)
        beginning.addWidget(self.start, 1)
        beginning.addWidget(self.browse)
        form.addRow(self._label(self.tr("Start from"), self.start), beginning)
        self.steps.setRange(1, MOST)
        self.steps.setGroupSeparatorShown(True)
        self.steps.setSingleStep(1000)
        self.steps.setToolTip(self.tr("How long; it can be made longer or stopped at any time"))
        form.addRow(self._label(self.tr("Steps"), self.steps), self.steps)
        for preset, words in (
            ("compact", self.tr("Compact: for graphics cards from 6 GB, and patient processors")),
            ("paper", self.tr("As in the paper: for graphics cards from 12 GB")),
            ("tiny", self.tr("Tiny: to try out the way, in seconds; of no use for painting")),
        ):
            self.preset.addItem(words, preset)
        form.addRow(self._label(self.tr("Size of networks"), self.preset), self.preset)
        self.name.setPlaceholderText(self.tr("named after the pictures"))
        form.addRow(self._label(self.tr("Name"), self.name), self.name)
        for field in (self.start, self.browse, self.steps, self.preset, self.name):
            field.setFixedHeight(4 * GRID)  # one height, whatever kind it is
        column.addLayout(form)
        column.addSpacing(GRID)
        self.advanced.setText(self.tr("Advanced"))
        self.advanced.setObjectName("group")
        self.advanced.setCheckable(True)
        self.advanced.setArrowType(Qt.ArrowType.RightArrow)
        self.advanced.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        column.addWidget(self.advanced)
        self._pages = QStackedWidget()
        for page in self.forms.values():
            self._pages.addWidget(page)
        self._pages.hide()
        column.addWidget(self._pages)
        column.addStretch()
        inner = QWidget()
        inner.setObjectName("groups")
        inner.setLayout(column)
        column.setContentsMargins(0, 3 * GRID, 2 * GRID, 3 * GRID)
        inner.setMaximumWidth(COLUMN)
        middle = QWidget()
        middle.setObjectName("groups")
        across = QHBoxLayout(middle)
        across.setContentsMargins(3 * GRID, 0, 3 * GRID, 0)
        across.addStretch(1)
        across.addWidget(inner, 100)
        across.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(middle)
        self.reason.setWordWrap(True)
        self.reason.setTextFormat(Qt.TextFormat.PlainText)
        self.reason.setObjectName("detail")
        self.start_button.setDefault(True)
        bottom = QHBoxLayout()
        bottom.setContentsMargins(3 * GRID, GRID, 3 * GRID, 2 * GRID)
        bottom.setSpacing(2 * GRID)
        bottom.addWidget(self.reason, 1)
        bottom.addWidget(self.start_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(area, 1)
        layout.addLayout(bottom)

    def _connect(self) -> None:
        self.data.changed.connect(self._on_changed)
        self.stages.idToggled.connect(lambda _id, on: self._on_stage() if on else None)
        self.start.currentIndexChanged.connect(self._on_changed)
        self.browse.clicked.connect(self.choose_weights_asked)
        self.steps.valueChanged.connect(self._on_changed)
        self.preset.currentIndexChanged.connect(self._on_changed)
        self.name.textEdited.connect(self._on_changed)
        self.advanced.toggled.connect(self._show_advanced)
        for form in self.forms.values():
            form.changed.connect(self._on_changed)
        self.start_button.clicked.connect(self._start)

    def _heading(self, text: str) -> QLabel:
        label = QLabel(text)
        label.setObjectName("heading")
        return label

    def _label(self, text: str, field: QWidget) -> QLabel:
        """The label before a field, which is called the same."""
        field.setAccessibleName(text)
        label = QLabel(text)
        label.setFixedSize(17 * GRID, 4 * GRID)
        return label

    def _show_advanced(self, on: bool) -> None:
        self.advanced.setArrowType(Qt.ArrowType.DownArrow if on else Qt.ArrowType.RightArrow)
        self._pages.setVisible(on)

    def _on_stage(self) -> None:
        form = self.forms[self.verb]
        self._pages.setCurrentWidget(form)
        self.steps.setValue(
            next(f.default for f in VERBS[self.verb].__dataclass_fields__.values() if f.name == "steps")
        )
        self._on_changed()

    def _on_changed(self, *_changed: object) -> None:
        """What was checked no longer holds; it is checked again once the hand rests."""
        self._ticket += 1
        self._checked = None
        self.start_button.setEnabled(False)
        self._check_soon.start()

    def _plan(self) -> Plan | None:
        if self.data.data is None or self.data.summary is None:
            return None
        chosen = self.start.currentData()
        name = self.name.text().strip() or f"{self.data.summary.name} {stage_words(self.verb).lower()}"
        values: dict[str, Any] = {
            "data": self.data.data,
            "run": runs_folder() / free_name(runs_folder(), _file_name(name)),
            "init_from": Path(chosen) if chosen else None,
            "preset": self.preset.currentData(),
            "steps": self.steps.value(),
            "name": name,
            **self.forms[self.verb].values(),
        }
        return Plan(self.verb, VERBS[self.verb](**values), name)

    def _check(self) -> None:
        if self.data.is_busy:
            self.reason.setText(self.tr("The pictures are being made ready."))
            return
        plan = self._plan()
        if plan is None:
            self.reason.setText(self.tr("First the pictures to learn from."))
            return
        ticket = self._ticket

        def done(reason: str | None) -> None:
            if ticket != self._ticket:
                return
            self._checked = plan if reason is None else None
            ready = self.tr("It runs on its own: you can paint meanwhile, or close the window.")
            self.reason.setText(reason or ready)
            self.start_button.setEnabled(reason is None)

        self._background.run(lambda: refusal(plan.verb, plan.options), done, self.reason.setText)

    def _start(self) -> None:
        plan, self._checked = self._checked, None
        if plan is not None:
            self.start_button.setEnabled(False)
            self.start_asked.emit(plan)


def _models() -> list[Path]:
    """The weights files at hand, the program's own first, then those of finished runs. Not on the GUI thread."""
    try:
        first = [find_model()]
    except (WeightsError, NurieError):
        first = []
    folder = runs_folder()
    of_runs = sorted(folder.glob("*/model.safetensors"), key=lambda path: path.stat().st_mtime, reverse=True)
    return list(dict.fromkeys([*first, *model_files(), *of_runs]))


def _file_name(name: str) -> str:
    """A name as a folder can have it on every system."""
    kept = "".join(letter if letter.isalnum() or letter in " -_()" else "-" for letter in name).strip(" .")
    return kept[:80] or "run"
